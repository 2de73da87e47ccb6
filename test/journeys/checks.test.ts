import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, exampleConfig, temporary, type Ended } from '../support/command.ts'

describe('a check before step 1', () => {
  let cloud: RunningCloud
  let folder: ReturnType<typeof temporary>
  let world: Record<string, (Record<string, any> & { id: string })[]>
  beforeAll(async () => {
    cloud = await startCloud(['--speed', '400'])
    folder = temporary()
    world = (await cloud.state()).resources
  })
  afterAll(async () => {
    await cloud.stop()
    folder.remove()
  })
  beforeEach(() => cloud.control('POST', '/_sim/reset'))

  const up = async (change: (config: any) => void = () => undefined, ...more: string[]): Promise<Ended> => {
    const config = parse(readFileSync(exampleConfig, 'utf8'))
    change(config)
    const path = join(folder.path, 'config.yaml')
    writeFileSync(path, stringify(config))
    return command(['up', '-c', path, '--pace', '400', '--json', '--stop-after', 'load-balancer', ...more], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
  }
  const results = ({ events }: Ended, result: string): string[] => [...new Set(events.filter((event) => event.type === 'check' && event['result'] === result).map((event) => String(event['name'])))]
  const instance = (name: string) => world['instances']!.find((item) => item['InstanceName'] === name)!
  const patch = (change: unknown): Promise<unknown> => cloud.control('PATCH', '/_sim/world', change)

  test.each<[string, (config: any) => void, () => unknown]>([
    ['provider-vpc', (config) => (config.provider.vpcId = 'vpc-notthere'), () => ({})],
    ['load-balancer-vswitches', (config) => config.loadBalancer.zones.reverse().forEach((zone: any, index: number) => (zone.zoneId = ['cn-hangzhou-h', 'cn-hangzhou-i'][index])), () => ({})],
  ])('%s that fails ends with exit 3, and nothing is created', async (name, change, patchOf) => {
    await patch(patchOf())
    const ended = await up(change)
    expect(ended.code, ended.stderr).toBe(3)
    expect(results(ended, 'fail')).toContain(name)
    expect((await cloud.state()).resources['loadBalancers']).toEqual([])
  })

  test.each<[string, (config: any) => void, () => unknown]>([
    ['privatelink-open', () => undefined, () => ({ accounts: { default: { privatelinkOpen: false } } })],
    ['consumer-vpc', (config) => (config.consumer.vpcId = 'vpc-notthere'), () => ({})],
    ['endpoint-ingress', () => undefined, () => ({ securityGroups: { [parse(readFileSync(exampleConfig, 'utf8')).consumer.securityGroupIds[0]]: { permissions: [] } } })],
    ['test-egress', () => undefined, () => ({ securityGroups: { [instance('ECS 01')['SecurityGroupIds'][0]]: { permissions: [{ direction: 'egress', protocol: 'all', cidr: '0.0.0.0/0', policy: 'drop' }] } } })],
    ['servers', () => undefined, () => ({ instances: { [instance('ECS 03').id]: { Status: 'Stopped' } } })],
    ['server-security-groups', () => undefined, () => ({ securityGroups: { [instance('ECS 03')['SecurityGroupIds'][0]]: { permissions: [] } } })],
    ['test-instances', () => undefined, () => ({ instances: { [instance('ECS 02').id]: { Status: 'Stopped' } } })],
    ['cloud-assistant', () => undefined, () => ({ instances: { [instance('ECS 02').id]: { agent: 'absent' } } })],
  ])('%s that fails ends a whole run with exit 3 before anything is created', async (name, change, patchOf) => {
    await patch(patchOf())
    const ended = await up(change, '--stop-after', 'connectivity')
    expect(ended.code, ended.stderr).toBe(3)
    expect(results(ended, 'fail')).toContain(name)
    expect((await cloud.state()).resources['loadBalancers']).toEqual([])
  })

  test('that nobody can decide only warns: a vSwitch behind a network ACL', async () => {
    const [zone] = parse(readFileSync(exampleConfig, 'utf8')).loadBalancer.zones
    await patch({ vSwitches: { [zone.vSwitchId]: { NetworkAclId: 'nacl-1' } } })
    const ended = await up()
    expect(ended.code, ended.stderr).toBe(0)
    expect(results(ended, 'unknown')).toContain('load-balancer-vswitches')
  })

  test('is left out by its name, and says so', async () => {
    const [zone] = parse(readFileSync(exampleConfig, 'utf8')).loadBalancer.zones
    await patch({ vSwitches: { [zone.vSwitchId]: { NetworkAclId: 'nacl-1' } } })
    const ended = await up(() => undefined, '--skip-check', 'load-balancer-vswitches')
    expect(ended.code, ended.stderr).toBe(0)
    expect(results(ended, 'skipped')).toEqual(['load-balancer-vswitches'])
    expect(results(ended, 'unknown')).toEqual([])
  })

  test('is not made for steps that have nothing to do', async () => {
    expect((await up()).code).toBe(0)
    const ended = await up()
    expect(ended.code).toBe(0)
    expect(results(ended, 'ok')).toEqual([])
  })

  test('missing roles name the role, the permission and the cure, with exit 4', async () => {
    await patch({ accounts: { default: { roles: [] } } })
    const ended = await up()
    expect(ended.code).toBe(4)
    const { hint, requestId } = ended.events.find(({ type }) => type === 'step.fail')!
    expect(hint).toMatch(/AliyunServiceRoleForAlb.*ram:CreateServiceLinkedRole/)
    expect(requestId).toMatch(/^[0-9A-F-]{36}$/)
  })

  test('credentials that are refused end the run with exit 4', async () => {
    const ended = await command(['up', '-c', exampleConfig, '--json'], { env: { ...cloud.env, ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'wrong', ALB_PRIVATELINK_STATE_DIR: folder.path } })
    expect(ended.code).toBe(4)
    expect(ended.stdout + ended.stderr).not.toContain(String(cloud.ready['accessKeySecret']))
  })
})
