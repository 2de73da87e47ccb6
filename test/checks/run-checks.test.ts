import { describe, expect, test } from 'vitest'
import { CHECKS, EXISTING } from '../../src/checks/all.ts'
import { type CheckReport, refuseUnknownChecks, runChecks } from '../../src/checks/run-checks.ts'
import { UsageError } from '../../src/core/errors.ts'
import { STEP_IDS, type StepId } from '../../src/core/events.ts'
import { cloudError, denied, group, instance, rule, testConfig, testReader, testWorld, type TestWorld, vSwitch } from './world.ts'

const ALL: ReadonlySet<StepId> = new Set(STEP_IDS)

async function reports(change: (world: TestWorld) => void = () => {}, over?: (raw: any) => void, steps = ALL, skip: string[] = []): Promise<CheckReport[]> {
  const world = testWorld()
  change(world)
  const reader = testReader(world)
  return runChecks(testConfig(over), { provider: reader, consumer: reader }, { steps, skip })
}

/** What is not ok, as `name result message`. */
const problems = (found: CheckReport[]): string[] => found.filter((one) => one.result !== 'ok').map((one) => `${one.name} ${one.result}: ${one.message}`)

type Row = [what: string, change: (world: TestWorld) => void, over: ((raw: any) => void) | undefined, expected: string[]]
const zone = (world: TestWorld, id: string) => world.vSwitches.find((one) => one.vSwitchId === id)!
const inst = (world: TestWorld, id: string) => world.instances.find((one) => one.instanceId === id)!
const sg = (world: TestWorld, id: string) => world.groups.find((one) => one.securityGroupId === id)!
const same = (): void => {}

/** The checks of a config that names nothing that exists already. */
const ASKING = CHECKS.map((check) => check.name).filter((name) => !EXISTING.some((check) => check.name === name))

describe('the checks before step 1', () => {
  test('all say ok where nothing is wrong, one report each', async () => {
    const found = await reports()
    expect(problems(found)).toEqual([])
    expect(found.map((one) => one.name)).toEqual(ASKING)
    for (const { message } of found) expect(message).toMatch(/^(v|[A-Z]).*\.$/)
  })

  test.each<Row>([
    ['a zone without ALB', (w) => void (w.albZones = ['cn-xz-h']), undefined, ['alb-zones fail: Zone cn-xz-i has no ALB.']],
    ['a zone without PrivateLink', (w) => void (w.privatelinkZones = ['cn-xz-i']), undefined, ['privatelink-zones fail: Zone cn-xz-h has no PrivateLink for ALB.']],
    ['PrivateLink not opened', (w) => void (w.opened = false), undefined, ['privatelink-open fail: PrivateLink is not opened for the account.']],
    ['a VPC that is not there', (w) => void w.vpcs.pop(), undefined, ['provider-vpc fail: VPC vpc-2 does not exist in this account and region.']],
    ['a VPC that is still made', (w) => void (w.vpcs[0]!.status = 'Pending'), undefined, ['consumer-vpc fail: VPC vpc-1 is Pending, not yet Available.']],
    ['no IPv6 for DualStack', (w) => void (zone(w, 'vsw-2i').enabledIpv6 = true), (raw) => (raw.loadBalancer.addressIpVersion = 'DualStack'), [
      'provider-vpc fail: VPC vpc-2 has no IPv6, which loadBalancer.addressIpVersion DualStack needs.',
      'load-balancer-vswitches fail: vSwitch vsw-2h has no IPv6, which loadBalancer.addressIpVersion DualStack needs.',
    ]],
    ['a vSwitch that is not there', same, (raw) => (raw.consumer.zones[0].vSwitchId = 'vsw-none'), ['endpoint-vswitches fail: vSwitch vsw-none does not exist in vpc-1.']],
    ['a vSwitch of the other VPC', same, (raw) => (raw.loadBalancer.zones[0].vSwitchId = 'vsw-1h'), ['load-balancer-vswitches fail: vSwitch vsw-1h is in vpc-1, not in vpc-2.']],
    ['a vSwitch of another zone', (w) => void (zone(w, 'vsw-1i').zoneId = 'cn-xz-k'), undefined, ['endpoint-vswitches fail: vSwitch vsw-1i is in zone cn-xz-k, not in cn-xz-i.']],
    ['a vSwitch that is still made', (w) => void (zone(w, 'vsw-1i').status = 'Pending'), undefined, ['endpoint-vswitches fail: vSwitch vsw-1i is Pending, not yet Available.']],
    ['too few addresses for a load balancer', (w) => void (zone(w, 'vsw-2h').availableIpAddressCount = 2), undefined, [
      'load-balancer-vswitches fail: vSwitch vsw-2h has 2 free addresses; a load balancer takes 3 in each zone.']],
    ['fewer addresses than advised', (w) => void (zone(w, 'vsw-2h').availableIpAddressCount = 7), undefined, [
      'load-balancer-vswitches unknown: vSwitch vsw-2h has 7 free addresses; 8 are advised for a load balancer.']],
    ['just enough addresses', (w) => void (zone(w, 'vsw-2h').availableIpAddressCount = 8, zone(w, 'vsw-1h').availableIpAddressCount = 1), undefined, []],
    ['no address for the endpoint', (w) => void (zone(w, 'vsw-1h').availableIpAddressCount = 0), undefined, [
      'endpoint-vswitches fail: vSwitch vsw-1h has 0 free addresses; an endpoint takes 1 in each zone.']],
    ['a network ACL', (w) => void (zone(w, 'vsw-2i').networkAclId = 'nacl-1'), undefined, [
      'load-balancer-vswitches unknown: vSwitch vsw-2i has the network ACL nacl-1, whose rules are not judged here.']],
    ['a fixed address in the vSwitch', same, (raw) => (raw.loadBalancer.zones[0].address = '192.168.3.100'), []],
    ['a fixed address outside the vSwitch', same, (raw) => (raw.loadBalancer.zones[0].address = '192.168.4.100'), [
      'load-balancer-vswitches fail: Address 192.168.4.100 is not in vSwitch vsw-2h (192.168.3.0/24).']],
    ['fixed addresses that the vSwitch keeps', same, (raw) => (raw.consumer.zones[0].address = '10.0.10.0', raw.consumer.zones[1].address = '10.10.0.253'), [
      'endpoint-vswitches fail: Address 10.0.10.0 is one that vSwitch vsw-1h (10.0.10.0/24) keeps for itself.',
      'endpoint-vswitches fail: Address 10.10.0.253 is one that vSwitch vsw-1i (10.10.0.0/24) keeps for itself.']],
    ['a server that is not there', same, (raw) => (raw.serverGroup.servers[1].instanceId = 'i-none'), ['servers fail: Server i-none does not exist in this account and region.']],
    ['a server that is stopped and one of the other VPC', (w) => void (inst(w, 'i-03').status = 'Stopped', inst(w, 'i-04').vpcId = 'vpc-9'), undefined, [
      'servers fail: Server i-03 is Stopped, not Running.', 'servers fail: Server i-04 is in vpc-9, not in vpc-2.']],
    ['servers that do not admit one vSwitch, told once for the group', (w) => void sg(w, 'sg-s').permissions.pop(), undefined, [
      'server-security-groups fail: Security group sg-s does not admit TCP 80 from 192.168.5.0/24 (vSwitch vsw-2i of the load balancer).']],
    ['servers that admit another port', same, (raw) => (raw.serverGroup.servers.pop(), raw.serverGroup.servers[0].port = 8080), [
      'server-security-groups fail: Security group sg-s does not admit TCP 8080 from 192.168.3.0/24 (vSwitch vsw-2h of the load balancer).',
      'server-security-groups fail: Security group sg-s does not admit TCP 8080 from 192.168.5.0/24 (vSwitch vsw-2i of the load balancer).']],
    ['a health check on a port that is closed', (w) => void sg(w, 'sg-s').permissions.push(rule({ sourceCidrIp: '192.168.3.0/24', portRange: '90/90' })),
      (raw) => (raw.serverGroup.healthCheck = { connectPort: 90 }), [
        'server-security-groups fail: Security group sg-s does not admit TCP 90 from 192.168.5.0/24 (vSwitch vsw-2i of the load balancer).']],
    ['servers that drop a single host of the vSwitch', (w) => void sg(w, 'sg-s').permissions.push(rule({ sourceCidrIp: '192.168.3.7', policy: 'Drop' })), undefined, [
      'server-security-groups unknown: Security group sg-s does not admit TCP 80 from 192.168.3.7 (vSwitch vsw-2h of the load balancer).']],
    ['servers that admit half of a vSwitch', (w) => void (sg(w, 'sg-s').permissions[0] = rule({ sourceCidrIp: '192.168.3.0/25' })), undefined, [
      'server-security-groups fail: Security group sg-s does not admit TCP 80 from 192.168.3.128/25 (vSwitch vsw-2h of the load balancer).']],
    ['servers that admit by prefix list', (w) => void (sg(w, 'sg-s').permissions = [rule({ sourcePrefixListId: 'pl-1', portRange: '-1/-1' })]),
      (raw) => raw.serverGroup.servers.pop(), [
        expect.stringMatching(/^server-security-groups unknown: Whether security group sg-s would admit TCP 80 from 192\.168\.3\.0\/24 .* prefix list/),
        expect.stringMatching(/^server-security-groups unknown: Whether security group sg-s would admit TCP 80 from 192\.168\.5\.0\/24/)]],
    ["an endpoint's group that is not there", same, (raw) => raw.consumer.securityGroupIds.push('sg-none'), [
      'endpoint-security-groups fail: Security group sg-none does not exist in this account and region.']],
    ["an endpoint's group of the other VPC", (w) => void (sg(w, 'sg-e').vpcId = 'vpc-2'), undefined, ['endpoint-security-groups fail: Security group sg-e is of vpc-2, not of vpc-1.']],
    ["an endpoint's groups of two types", (w) => void w.groups.push(group('sg-adv', 'vpc-1', [], { securityGroupType: 'enterprise' })), (raw) => raw.consumer.securityGroupIds.push('sg-adv'), [
      "endpoint-security-groups fail: The endpoint's security groups are of two types: sg-e basic, sg-adv advanced."]],
    ['six groups of an endpoint', (w) => void w.groups.push(...[1, 2, 3, 4, 5].map((n) => group(`sg-${n}`, 'vpc-1', []))), (raw) => raw.consumer.securityGroupIds.push(...[1, 2, 3, 4, 5].map((n) => `sg-${n}`)), [
      'endpoint-security-groups unknown: The endpoint is to have 6 security groups; 5 on an interface is the usual limit.']],
    ['an endpoint that is closed to one instance', (w) => void sg(w, 'sg-e').permissions.pop(), undefined, [
      'endpoint-ingress fail: Security group sg-e does not admit TCP 80 from 10.10.0.27 (test instance i-02).']],
    ['an endpoint that is closed by a Drop rule', (w) => void sg(w, 'sg-e').permissions.push(rule({ sourceCidrIp: '10.0.10.3/32', policy: 'Drop' })), undefined, [
      'endpoint-ingress fail: Security group sg-e does not admit TCP 80 from 10.0.10.3 (test instance i-01).']],
    ["an endpoint in the instances' own group", (w) => void (sg(w, 'sg-c').permissions = []), (raw) => (raw.consumer.securityGroupIds = ['sg-c']), []],
    ['an endpoint that admits by prefix list', (w) => void (sg(w, 'sg-e').permissions = [rule({ sourcePrefixListId: 'pl-1' })]), (raw) => raw.consumer.test.from.pop(), [
      'endpoint-ingress unknown: Whether security group sg-e would admit TCP 80 from 10.0.10.3 (test instance i-01) is not known: that depends on a prefix list, a port list or another part of a rule that is not judged here.']],
    ['instances in an advanced group without a rule', (w) => void (sg(w, 'sg-c').securityGroupType = 'enterprise', sg(w, 'sg-c').permissions = [rule({ direction: 'egress', destCidrIp: '10.0.0.0/16' })]), undefined, [
      'test-egress fail: Security group sg-c does not let TCP 80 out to 10.10.0.0/24 (vSwitch vsw-1i of the endpoint).']],
    ['instances that may not send', (w) => void (sg(w, 'sg-c').permissions = [rule({ direction: 'egress', destCidrIp: '10.10.0.0/16', ipProtocol: 'ALL', portRange: '-1/-1', policy: 'Drop' })]), undefined, [
      'test-egress fail: Security group sg-c does not let TCP 80 out to 10.10.0.0/24 (vSwitch vsw-1i of the endpoint).']],
    ['a test instance that is not there', same, (raw) => (raw.consumer.test.from[0].instanceId = 'i-none'), ['test-instances fail: Test instance i-none does not exist in this account and region.']],
    ['a test instance that is stopped', (w) => void (inst(w, 'i-02').status = 'Stopped'), undefined, ['test-instances fail: Test instance i-02 is Stopped, not Running.']],
    ['a test instance of VPC 2', (w) => void (inst(w, 'i-02').vpcId = 'vpc-2'), undefined, ['test-instances fail: Test instance i-02 is in vpc-2, not in vpc-1.']],
    ['a test instance of another zone', (w) => void (inst(w, 'i-02').zoneId = 'cn-xz-j'), undefined, ['test-instances unknown: Test instance i-02 is in zone cn-xz-j, where the endpoint has no zone.']],
    ['a test instance of another zone that says which it asks', (w) => void (inst(w, 'i-02').zoneId = 'cn-xz-j'), (raw) => (raw.consumer.test.from[1].zoneId = 'cn-xz-i'), []],
    ['an agent without a heartbeat, and none at all', (w) => void (w.agents = [{ instanceId: 'i-01', cloudAssistantStatus: 'false', cloudAssistantVersion: '2.2' }]), undefined, [
      'cloud-assistant fail: Cloud Assistant of test instance i-01 has not been heard of for two minutes.', 'cloud-assistant fail: Test instance i-02 has no Cloud Assistant.']],
    ['no permission to ask who one is', (w) => void (w.errors['getCallerIdentity'] = denied), undefined, [
      'credentials unknown: Account unknown, because the credentials lack sts:GetCallerIdentity (Forbidden.RAM).']],
    ['no permission to see whether PrivateLink is opened', (w) => void (w.errors['checkProductOpen'] = denied), undefined, [
      'privatelink-open unknown: Whether PrivateLink is opened for the account is not known, because the credentials lack privatelink:CheckProductOpen (Forbidden.RAM).']],
    ['no permission to see vSwitches', (w) => void (w.errors['describeVSwitches'] = denied), undefined,
      ['load-balancer-vswitches', 'server-security-groups', 'endpoint-vswitches', 'test-egress'].map(
        (name) => `${name} unknown: Not looked at, because the credentials lack vpc:DescribeVSwitches (Forbidden.RAM).`)],
    ['no permission to see instances', (w) => void (w.errors['describeInstances'] = denied), undefined,
      ['servers', 'server-security-groups', 'endpoint-ingress', 'test-instances', 'test-egress', 'cloud-assistant'].map(
        (name) => `${name} unknown: Not looked at, because the credentials lack ecs:DescribeInstances (Forbidden.RAM).`)],
    ['no permission to see rules', (w) => void (w.errors['describeSecurityGroupAttribute'] = denied), undefined,
      [['server-security-groups', 'sg-s'], ['endpoint-ingress', 'sg-e'], ['test-egress', 'sg-c']].map(
        ([name, id]) => `${name} unknown: The rules of security group ${id} were not looked at, because the credentials lack ecs:DescribeSecurityGroupAttribute (Forbidden.RAM).`)],
  ])('%s', async (_, change, over, expected) => {
    const found = await reports(change, over)
    expect(problems(found)).toEqual(expected)
    for (const one of found) {
      if (one.result === 'fail') expect(one.hint).toMatch(/\.$/)
      // Who one is may be asked without any permission.
      if (one.name !== 'credentials' && one.message.includes('credentials lack')) expect(one.hint).toContain('alb-privatelink policy')
    }
  })

  test('a vSwitch of a VPC that the cloud says it cannot find is simply not there', async () => {
    const found = await reports((world) => void (world.errors['describeVSwitches'] = cloudError('Forbidden.VpcNotFound', 'absent')))
    expect(problems(found)).toContain('load-balancer-vswitches fail: vSwitch vsw-2h does not exist in vpc-2.')
  })

  test.each([
    ['credentials that are none', cloudError('InvalidAccessKeyId.NotFound', 'forbidden')], ['a network that is down', cloudError('ECONNRESET', 'unknown')],
    ['an error that nobody knows', cloudError('Strange', 'fatal')],
  ])('%s end the checks', async (_, error) => {
    await expect(reports((world) => void (world.errors['describeVpcs'] = error))).rejects.toBe(error)
  })

  test('an error is thrown only when every read has come back', async () => {
    const world = testWorld()
    world.errors['albZones'] = cloudError('Strange', 'fatal')
    const reader = testReader(world)
    let open = 0
    const slow = { ...reader, describeInstances: async (ids: string[]) => {
      open++
      for (let i = 0; i < 50; i++) await Promise.resolve()
      open--
      return reader.describeInstances(ids)
    } }
    await expect(runChecks(testConfig(), { provider: slow, consumer: slow }, { steps: ALL, skip: [] })).rejects.toThrow('Strange')
    expect(open).toBe(0)
  })
})

describe('which checks are made', () => {
  const names = (found: CheckReport[]): string[] => [...new Set(found.map((one) => one.name))]

  test('on a finished stack only those of the test', async () => {
    expect(names(await reports(same, undefined, new Set(['connectivity'])))).toEqual(['credentials', 'test-instances', 'cloud-assistant'])
  })

  test('a closed security group of the endpoint does not stop the test, whose business it is then', async () => {
    expect(problems(await reports((world) => void (sg(world, 'sg-e').permissions = []), undefined, new Set(['connectivity'])))).toEqual([])
  })

  test('without a test none of the test', async () => {
    const found = await reports(same, (raw) => delete raw.consumer.test)
    expect(names(found)).toEqual(ASKING.filter((name) => !['endpoint-ingress', 'test-egress', 'test-instances', 'cloud-assistant'].includes(name)))
  })

  test('for no step none', async () => {
    expect(await reports(same, undefined, new Set())).toEqual([])
  })

  test('a skipped one says so and is not made', async () => {
    const found = await reports((world) => void (world.opened = false), undefined, ALL, ['privatelink-open'])
    expect(problems(found)).toEqual(['privatelink-open skipped: Skipped, as --skip-check asks.'])
  })

  test('what only a skipped check reads is not read', async () => {
    const reader = testReader(testWorld())
    await runChecks(testConfig(), { provider: reader, consumer: reader }, { steps: ALL, skip: ['cloud-assistant', 'alb-zones'] })
    expect(reader.calls.join('\n')).not.toMatch(/describeCloudAssistantStatus|albZones/)
  })

  test('an unknown name is refused with all names, before any call', async () => {
    const reader = testReader(testWorld())
    const error = await runChecks(testConfig(), { provider: reader, consumer: reader }, { steps: ALL, skip: ['servrs', 'x'] }).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(UsageError)
    expect((error as UsageError).message).toBe('--skip-check: there is no check named servrs, x')
    expect((error as UsageError).failure.hint).toMatch(/^Did you mean servers\? The checks: credentials, .*cloud-assistant\.$/)
    expect(reader.calls).toEqual([])
    expect(() => refuseUnknownChecks(CHECKS.map((check) => check.name))).not.toThrow()
  })

  test('names are in kebab-case and differ', () => {
    for (const { name } of CHECKS) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(new Set(CHECKS.map((check) => check.name)).size).toBe(CHECKS.length)
  })
})

describe('how much is read', () => {
  test('13 calls for the documented example, none of them twice', async () => {
    const reader = testReader(testWorld())
    await runChecks(testConfig(), { provider: reader, consumer: reader }, { steps: ALL, skip: [] })
    expect([...reader.calls].sort()).toEqual([
      'albZones', 'checkProductOpen', 'describeCloudAssistantStatus i-01,i-02', 'describeInstances i-03,i-04,i-01,i-02',
      'describeSecurityGroupAttribute sg-c', 'describeSecurityGroupAttribute sg-e', 'describeSecurityGroupAttribute sg-s',
      'describeSecurityGroups sg-s,sg-e,sg-c', 'describeVSwitches vpc-1', 'describeVSwitches vpc-2', 'describeVpcs vpc-2,vpc-1',
      'getCallerIdentity', 'privatelinkZones',
    ])
  })

  test('three calls for the test alone', async () => {
    const reader = testReader(testWorld())
    await runChecks(testConfig(), { provider: reader, consumer: reader }, { steps: new Set(['connectivity']), skip: [] })
    expect(reader.calls.toSorted()).toEqual(['describeCloudAssistantStatus i-01,i-02', 'describeInstances i-01,i-02', 'getCallerIdentity'])
  })

  test('of the instances that are there, where one that is not refuses the question about all', async () => {
    const world = testWorld()
    const reader = testReader({ ...world, instances: world.instances.filter(({ instanceId }) => instanceId !== 'i-02') })
    const ask = reader.describeCloudAssistantStatus
    reader.describeCloudAssistantStatus = async (ids) => {
      if (ids.includes('i-02')) throw cloudError('InvalidInstance.NotFound', 'absent')
      return ask(ids)
    }
    const found = await runChecks(testConfig(), { provider: reader, consumer: reader }, { steps: new Set(['connectivity']), skip: [] })
    expect(reader.calls.filter((call) => call.startsWith('describeCloudAssistantStatus'))).toEqual(['describeCloudAssistantStatus i-01'])
    expect(problems(found).join()).toContain('i-02')
  })

  test('of two accounts each is asked for its own', async () => {
    const world = testWorld()
    const [provider, consumer] = [testReader(world), testReader({ ...world, accountId: '42', opened: false })]
    const found = await runChecks(testConfig(), { provider, consumer }, { steps: ALL, skip: [] })
    expect(problems(found)).toEqual(["privatelink-open fail: PrivateLink is not opened for the consumer's account."])
    expect(found.filter((one) => one.name === 'credentials').map((one) => one.message)).toEqual([
      "The provider's credentials work: account …1234.", "The consumer's credentials work: account …42."])
    expect(provider.calls).toContain('describeInstances i-03,i-04')
    expect(provider.calls).toContain('describeSecurityGroupAttribute sg-s')
    expect(provider.calls.join()).not.toMatch(/vpc-1|i-01|sg-e|sg-c|CloudAssistant/)
    expect(consumer.calls).toContain('describeInstances i-01,i-02')
    expect(consumer.calls.join()).not.toMatch(/vpc-2|i-03|sg-s|Zones/)
  })

  test('one VPC on both sides is read once', async () => {
    const world = testWorld()
    for (const one of [...world.vSwitches, ...world.instances, ...world.groups]) one.vpcId = 'vpc-1'
    const reader = testReader(world)
    const found = await runChecks(testConfig((raw) => (raw.provider.vpcId = 'vpc-1')), { provider: reader, consumer: reader }, { steps: ALL, skip: [] })
    expect(problems(found)).toEqual([])
    expect(reader.calls.filter((call) => call.startsWith('describeV'))).toEqual(['describeVpcs vpc-1', 'describeVSwitches vpc-1'])
  })
})

test('twelve planted faults are all told at once, each with a way out', async () => {
  const found = await reports((world) => {
    world.albZones = ['cn-xz-h', 'cn-xz-j'] // 1
    world.opened = false // 2
    zone(world, 'vsw-2h').availableIpAddressCount = 1 // 3
    world.vSwitches.push(vSwitch('vsw-1k', 'vpc-1', 'cn-xz-k', '10.20.0.0/24')) // 5
    inst(world, 'i-03').status = 'Stopped' // 6
    world.instances.push(instance('i-05', 'vpc-9', 'cn-xz-h', '172.16.0.5', ['sg-s'])) // 7
    sg(world, 'sg-s').permissions.pop() // 8
    world.groups.push(group('sg-far', 'vpc-2', [])) // 9
    sg(world, 'sg-e').permissions.shift() // 10
    inst(world, 'i-02').status = 'Stopping' // 11
    world.agents.shift() // 12
  }, (raw) => {
    raw.loadBalancer.zones[1].address = '192.168.9.9' // 4
    raw.consumer.zones[1].vSwitchId = 'vsw-1k'
    raw.serverGroup.servers.push({ instanceId: 'i-05', port: 80 })
    raw.consumer.securityGroupIds.push('sg-far')
  })
  const failed = found.filter((one) => one.result === 'fail')
  expect(failed.map((one) => `${one.name}: ${one.message}`)).toEqual([
    'alb-zones: Zone cn-xz-i has no ALB.',
    'privatelink-open: PrivateLink is not opened for the account.',
    'load-balancer-vswitches: vSwitch vsw-2h has 1 free address; a load balancer takes 3 in each zone.',
    'load-balancer-vswitches: Address 192.168.9.9 is not in vSwitch vsw-2i (192.168.5.0/24).',
    'servers: Server i-03 is Stopped, not Running.',
    'servers: Server i-05 is in vpc-9, not in vpc-2.',
    'server-security-groups: Security group sg-s does not admit TCP 80 from 192.168.5.0/24 (vSwitch vsw-2i of the load balancer).',
    'endpoint-vswitches: vSwitch vsw-1k is in zone cn-xz-k, not in cn-xz-i.',
    'endpoint-security-groups: Security group sg-far is of vpc-2, not of vpc-1.',
    'endpoint-ingress: Security groups sg-e, sg-far do not admit TCP 80 from 10.0.10.3 (test instance i-01).',
    'test-instances: Test instance i-02 is Stopping, not Running.',
    'cloud-assistant: Test instance i-01 has no Cloud Assistant.',
  ])
  for (const one of failed) expect(one.hint).toMatch(/\S.*\.$/)
})
