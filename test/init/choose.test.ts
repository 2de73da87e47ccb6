import { describe, expect, it } from 'vitest'
import { silentAsker } from '../../src/init/asker.ts'
import { choose } from '../../src/init/choose.ts'
import type { Picked, Wanted } from '../../src/init/picked.ts'
import { account, admitting, group, instance, inventoryOf, nothingWanted, scriptedAsker, vpc, vSwitch, type Account } from '../support/inventory.ts'

const PLACE = { region: 'cn-somewhere' }

/** Chooses with nobody to ask. */
async function silently(here: Account, wanted: Partial<Wanted> = {}, other?: Account): Promise<{ picked: Picked; told: string[] }> {
  const told: string[] = []
  const provider = inventoryOf(here)
  const picked = await choose(silentAsker((line) => told.push(line)), { provider, consumer: other === undefined ? provider : inventoryOf(other) }, { ...nothingWanted, ...wanted }, PLACE)
  return { picked, told }
}

/** The IDs of what was chosen. */
const ids = ({ stack, provider, zones, servers, listenerPort, consumer, endpointZones, testers, securityGroups }: Picked): object => ({
  stack, provider: provider.vpc.vpcId, zones: zones.map(({ vSwitch: { vSwitchId } }) => vSwitchId), servers: servers.map(({ instance: { instanceId }, port }) => `${instanceId}:${port}`), listenerPort,
  consumer: consumer.vpc.vpcId, endpointZones: endpointZones.map(({ vSwitch: { vSwitchId } }) => vSwitchId), testers: testers.map(({ instance: { instanceId }, zoneId }) => `${instanceId} ${zoneId}`),
  groups: securityGroups.map(({ securityGroupId }) => securityGroupId),
})

const CHOSEN = {
  stack: 'web', provider: 'vpc-back', zones: ['vsw-back-h', 'vsw-back-i'], servers: ['i-server1:80', 'i-server2:80'], listenerPort: 80,
  consumer: 'vpc-front', endpointZones: ['vsw-front-h', 'vsw-front-i'], testers: ['i-client1 cn-test-h', 'i-client2 cn-test-i'], groups: ['sg-door'],
}

describe('with nobody to ask', () => {
  it('chooses what alone is sensible, and tells it', async () => {
    const { picked, told } = await silently(account())
    expect(ids(picked)).toEqual(CHOSEN)
    expect(told).toContain('Security groups of the endpoint; they have to admit TCP 80: door  sg-door')
  })

  it('takes what options say', async () => {
    const here = account()
    here.rules['sg-clients'] = [admitting('10.0.0.0/8')]
    here.rules['sg-servers'] = [admitting('192.168.0.0/16', 8080)]
    const { picked } = await silently(here, {
      stack: 'shop', providerVpc: 'vpc-back', consumerVpc: 'vpc-front', zones: ['cn-test-i', 'cn-test-h'], servers: [{ instanceId: 'i-server2', port: 8080 }, { instanceId: 'i-server2' }], port: 81,
      testFrom: ['i-client2'], securityGroups: ['sg-clients', 'sg-door'],
    })
    expect(ids(picked)).toEqual({ ...CHOSEN, stack: 'shop', servers: ['i-server2:8080', 'i-server2:80'], listenerPort: 81, testers: ['i-client2 cn-test-i'], groups: ['sg-clients', 'sg-door'] })
  })

  it('knows the VPCs of instances that options name', async () => {
    const here = account()
    here.rules['sg-clients'] = [admitting('10.0.0.0/8')]
    here.vpcs.push(vpc('shop'))
    here.vSwitches.push(vSwitch('shop-h', 'shop', 'cn-test-h', '10.9.0.0/24'))
    const { picked } = await silently(here, { servers: [{ instanceId: 'i-server1' }], testFrom: ['i-client1', 'i-client2'], securityGroups: ['sg-door'] })
    expect(ids(picked)).toMatchObject({ provider: 'vpc-back', consumer: 'vpc-front' })
  })

  it.each<[string, (here: Account) => void, string, string[]]>([
    ['the provider, where both sides could serve', (here) => (here.rules['sg-clients'] = [admitting('10.0.0.0/8')]), '--provider-vpc', ['vpc-front', 'vpc-back']],
    ['the consumer, where there are two', (here) => void (here.vpcs.push(vpc('shop')), here.vSwitches.push(vSwitch('shop-h', 'shop', 'cn-test-h', '10.9.0.0/24'))), '--consumer-vpc', ['vpc-front', 'vpc-shop']],
    ['the zones, where three are shared', (here) => here.vSwitches.push(vSwitch('front-j', 'front', 'cn-test-j', '10.0.3.0/24'), vSwitch('back-j', 'back', 'cn-test-j', '192.168.3.0/24')), '--zone', ['cn-test-h', 'cn-test-i', 'cn-test-j']],
    ['the vSwitch, where a zone has two', (here) => here.vSwitches.push(vSwitch('back-h2', 'back', 'cn-test-h', '192.168.4.0/24')), '--vswitch', ['vsw-back-h', 'vsw-back-h2']],
    ['the servers, where they differ in their groups', (here) => {
      here.instances.push(instance('other', 'back', 'cn-test-h', '192.168.1.9', 'others'))
      here.groups.push(group('others', 'back'))
      here.rules['sg-others'] = [admitting('0.0.0.0/0')]
    }, '--server', ['i-server1', 'i-other']],
    ['the servers, where there are many', (here) => {
      for (let n = 3; n <= 11; n++) here.instances.push(instance(`server${n}`, 'back', 'cn-test-h', '192.168.1.9', 'servers'))
    }, '--server', ['i-server1', 'i-server11']],
    ['the testing instances, where a zone has two', (here) => here.instances.push(instance('client3', 'front', 'cn-test-h', '10.0.1.6', 'clients')), '--test-from', ['i-client1', 'i-client3']],
    ['the security group, where two admit', (here) => here.rules['sg-door2'] = (here.groups.push(group('door2', 'front')), [admitting('0.0.0.0/0')]), '--security-group', ['sg-door', 'sg-door2']],
  ])('names the option and the choices for %s', async (_, change, option, named) => {
    const here = account()
    change(here)
    const failed = silently(here)
    await expect(failed).rejects.toMatchObject({ failure: { exit: 2, hint: expect.stringContaining(option) } })
    for (const id of named) await expect(failed).rejects.toThrow(id)
  })

  it('takes two zones of which one is shared, where there are no others', async () => {
    const here = account()
    here.vSwitches = here.vSwitches.filter(({ vSwitchId }) => vSwitchId !== 'vsw-front-i')
    const { picked } = await silently(here, { testFrom: ['i-client1', 'i-client2'] })
    expect(ids(picked)).toMatchObject({ zones: ['vsw-back-h', 'vsw-back-i'], endpointZones: ['vsw-front-h'], testers: ['i-client1 cn-test-h', 'i-client2 cn-test-h'] })
  })

  it('leaves out what is not served, has no room, or is not there yet', async () => {
    const here = account()
    here.vSwitches.push(
      vSwitch('back-g', 'back', 'cn-test-g', '192.168.7.0/24'), vSwitch('front-g', 'front', 'cn-test-g', '10.0.7.0/24'),
      vSwitch('back-full', 'back', 'cn-test-h', '192.168.8.0/24', { availableIpAddressCount: 2 }), vSwitch('front-new', 'front', 'cn-test-i', '10.0.8.0/24', { status: 'Pending' }),
    )
    here.instances.push(instance('stopped', 'back', 'cn-test-h', '192.168.1.8', 'servers', { status: 'Stopped' }), instance('mute', 'front', 'cn-test-h', '10.0.1.8', 'clients'))
    here.silent = ['i-mute']
    expect(ids((await silently(here)).picked)).toEqual(CHOSEN)
  })

  it('takes the group that admits its members where none admits by its rules', async () => {
    const here = account()
    here.rules['sg-door'] = []
    expect(ids((await silently(here)).picked)).toMatchObject({ groups: ['sg-clients'] })
  })

  it('tests nothing where no instance can, or where it is told so', async () => {
    const here = account()
    here.silent = ['i-client1', 'i-client2']
    const { picked, told } = await silently(here)
    expect(ids(picked)).toMatchObject({ testers: [], groups: ['sg-door'] })
    expect(told.join('\n')).toContain('the config tests nothing')
    expect(ids((await silently(account(), { test: false })).picked)).toMatchObject({ testers: [] })
  })

  it('goes on without what may not be read', async () => {
    const here = account()
    here.served = { alb: undefined, privatelink: undefined }
    here.rules = {}
    const { picked, told } = await silently(here, { providerVpc: 'vpc-back', securityGroups: ['sg-door'] })
    expect(ids(picked)).toEqual(CHOSEN)
    expect(told[0]).toContain('may not be read')
  })

  it('chooses from two accounts, whose VPCs may even be the same', async () => {
    const theirs = account()
    theirs.vpcs = [theirs.vpcs[0]!]
    const mine = account()
    mine.vpcs = [mine.vpcs[1]!]
    expect(ids((await silently(mine, {}, theirs)).picked)).toEqual(CHOSEN)
  })
})

describe('what the account lacks ends with 3 and what mends it', () => {
  it.each<[string, (here: Account) => void, string]>([
    ['no VPC', (here) => (here.vpcs = []), 'there is no VPC in cn-somewhere'],
    ['one VPC', (here) => here.vpcs.shift(), 'vpc-back  192.168.0.0/16 (no other VPC has a vSwitch in one of its zones)'],
    ['no zone in which both products are served', (here) => (here.served.privatelink = ['cn-test-h']), 'in fewer than two zones that ALB and PrivateLink serve (cn-test-h)'],
    ['no running instance', (here) => (here.instances = here.instances.map((one) => ({ ...one, status: 'Stopped' }))), 'no instance runs in it'],
    ['no shared zone', (here) => (here.vSwitches = [...here.vSwitches.slice(2), vSwitch('front-k', 'front', 'cn-test-k', '10.0.3.0/24')]), 'no other VPC has a vSwitch'],
    ['no security group', (here) => (here.groups = here.groups.filter(({ vpcId }) => vpcId !== 'vpc-front')), 'vpc-front has no security group'],
  ])('%s', async (_, change, said) => {
    const here = account()
    change(here)
    const failed = silently(here)
    await expect(failed).rejects.toThrow(said)
    await expect(failed).rejects.toMatchObject({ failure: { code: 'NothingFits', exit: 3, hint: expect.stringMatching(/\.$/) } })
  })
})

it('says whose account has no VPC, where there are two', async () => {
  const none = { ...account(), vpcs: [] }
  await expect(silently(account(), {}, none)).rejects.toMatchObject({ message: "the consumer's account has no VPC in cn-somewhere", failure: { exit: 3, hint: expect.stringContaining('--consumer-profile') } })
  await expect(silently(none, {}, account())).rejects.toMatchObject({ message: "the provider's account has no VPC in cn-somewhere", failure: { exit: 3, hint: expect.stringContaining('or --profile') } })
})

describe('options that name what does not do', () => {
  it.each<[Partial<Wanted>, 2 | 3, string]>([
    [{ providerVpc: 'vpc-nowhere' }, 2, '--provider-vpc vpc-nowhere: that is none of the choices'],
    [{ consumerVpc: 'vpc-nowhere' }, 2, '--consumer-vpc vpc-nowhere: that is none of the choices'],
    [{ providerVpc: 'vpc-back', consumerVpc: 'vpc-back' }, 2, "the provider's VPC and the consumer's are the same, vpc-back"],
    [{ servers: [{ instanceId: 'i-server1' }], consumerVpc: 'vpc-back' }, 2, 'are the same, vpc-back'],
    [{ zones: ['cn-test-h'] }, 2, '--zone: Two zones at least'],
    [{ zones: ['cn-test-h', 'cn-test-x'] }, 2, '--zone cn-test-x: that is none of the choices'],
    [{ vSwitches: ['vsw-nowhere'] }, 2, '--vswitch vsw-nowhere: it is none with room'],
    [{ providerVpc: 'vpc-back', servers: [{ instanceId: 'i-client1' }] }, 2, '--server i-client1: that is none of the choices'],
    [{ testFrom: ['i-stopped'] }, 3, '--test-from i-stopped cannot be chosen: Stopped'],
    [{ securityGroups: ['sg-servers'] }, 2, '--security-group sg-servers: that is none of the choices'],
    [{ securityGroups: ['sg-door', 'sg-advanced'] }, 2, 'Basic and advanced security groups do not go together'],
  ])('%j', async (wanted, exit, said) => {
    const here = account()
    here.instances.push(instance('stopped', 'front', 'cn-test-h', '10.0.1.9', 'clients', { status: 'Stopped' }))
    here.groups.push(group('advanced', 'front', { securityGroupType: 'enterprise' }))
    const failed = silently(here, wanted)
    await expect(failed).rejects.toThrow(said)
    await expect(failed).rejects.toMatchObject({ failure: { exit } })
  })

  it('two vSwitches of one zone', async () => {
    const here = account()
    here.vSwitches.push(vSwitch('back-h2', 'back', 'cn-test-h', '192.168.4.0/24'))
    await expect(silently(here, { vSwitches: ['vsw-back-h', 'vsw-back-h2'] })).rejects.toThrow('two of one zone')
    expect(ids((await silently(here, { vSwitches: ['vsw-back-h2'] })).picked)).toMatchObject({ zones: ['vsw-back-h2', 'vsw-back-i'] })
  })
})

describe('somebody who is asked', () => {
  it('is asked what options leave open, with the sensible answer suggested', async () => {
    const asker = scriptedAsker()
    const provider = inventoryOf(account())
    const picked = await choose(asker, { provider, consumer: provider }, nothingWanted, PLACE)
    expect(ids(picked)).toEqual(CHOSEN)
    expect(asker.asked).toEqual([
      "Provider's VPC, of the load balancer and the servers", 'Zones of the load balancer, two at least', 'Port on which the servers serve', 'Servers behind the load balancer', 'Port of the load balancer',
      'Instances that test the connection (none: no test)', 'Security groups of the endpoint; they have to admit TCP 80', 'Name of the stack',
    ])
    // There is but one other VPC.
    expect(asker.told).toEqual(["Consumer's VPC, of the endpoint: front  vpc-front  10.0.0.0/8"])
    expect(asker.questions.get('--provider-vpc')!.choices[0]).toMatchObject({ id: 'vpc-back', hint: 'Available; cn-test-h, cn-test-i; 2 running instances' })
  })

  it('has the consumer suggested in which most instances run', async () => {
    const here = account()
    here.vpcs.unshift(vpc('a-shop'))
    here.vSwitches.push(vSwitch('shop-h', 'a-shop', 'cn-test-h', '10.9.0.0/24'))
    const asker = scriptedAsker()
    const provider = inventoryOf(here)
    await choose(asker, { provider, consumer: provider }, nothingWanted, PLACE)
    const { choices, suggested } = asker.questions.get('--consumer-vpc')!
    expect([choices[0]!.id, suggested]).toEqual(['vpc-a-shop', [here.vpcs[1]]])
  })

  it('may choose otherwise, and is warned of what doctor would find', async () => {
    const asker = scriptedAsker({ '--provider-vpc': 'vpc-front', 'Port on which': '8080', 'Port of the load': '443', '--server': ['i-client1'], '--test-from': [], '--security-group': ['sg-servers'], 'Name of': 'shop' })
    const provider = inventoryOf(account())
    const picked = await choose(asker, { provider, consumer: provider }, nothingWanted, PLACE)
    expect(ids(picked)).toMatchObject({ stack: 'shop', provider: 'vpc-front', servers: ['i-client1:8080'], listenerPort: 443, consumer: 'vpc-back', testers: [], groups: ['sg-servers'] })
    expect(asker.told.join('\n')).toMatch(/all instances there refuse TCP 8080[^]*i-client1 refuse the load balancer[^]*These security groups refuse TCP 443/)
    expect(asker.questions.get('--server')!.choices[0]!.hint).toBe('refuses TCP 8080')
  })

  it('sees what cannot be chosen last, with the reason', async () => {
    const here = account()
    here.vpcs.push(vpc('empty'), vpc('new', { status: 'Pending' }))
    here.instances.push(instance('stopped', 'back', 'cn-test-h', '192.168.1.8', 'servers', { status: 'Stopped' }))
    const asker = scriptedAsker()
    const provider = inventoryOf(here)
    await choose(asker, { provider, consumer: provider }, nothingWanted, PLACE)
    const unfit = (flag: string): (string | undefined)[] => asker.questions.get(flag)!.choices.map((choice) => choice.unfit)
    expect(unfit('--provider-vpc')).toEqual([undefined, undefined, expect.stringContaining('fewer than two zones'), 'it is Pending, not Available'])
    expect(unfit('--server')).toEqual([undefined, undefined, 'Stopped'])
  })

  it.each([['Port on which', '0'], ['Port of the load', '65536'], ['Name of', 'Web']])('is told that %s %s is none', async (message, typed) => {
    const provider = inventoryOf(account())
    await expect(choose(scriptedAsker({ [message]: typed }), { provider, consumer: provider }, nothingWanted, PLACE)).rejects.toThrow(/^Expected/)
  })
})
