import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseConfig, type Config } from '../../src/config/config.ts'
import { dryRunLines, servingLines } from '../../src/run/doctor-deep.ts'
import { testConfig } from '../checks/world.ts'
import { ownWorld, type OwnWorld } from '../support/own-world.ts'
import { refusal, scriptedCloud } from '../support/scripted-cloud.ts'

const page = (port = 80, more: object = {}) => ({ port, page: 'here', ...more })
/** One server of each kind: what is wrong with it is its name. */
const SERVERS = {
  good: { services: [page()] },
  windows: { os: 'windows', services: [page()] },
  stopped: { status: 'Stopped', services: [page()] },
  silent: { agent: 'silent', services: [page()] },
  absent: { agent: 'absent', services: [page()] },
  deaf: { services: [page(81)] },
  deafwindows: { os: 'windows', services: [] },
  erring: { services: [page(80, { status: 500 })] },
  broken: { services: [page(80, { broken: true })] },
  bare: { lacks: ['curl', 'wget', 'bash'], services: [page()] },
}
type Name = keyof typeof SERVERS
const NAMES = Object.keys(SERVERS) as Name[]
const id = (kind: string, name: string): string => `${kind}-${name.padEnd(20, '0')}`
const ZONES = ['eu-west-1a', 'eu-west-1b']
const vSwitches = (net: string, word: string) => ZONES.map((zone, index) => ({ name: `${word}${index}`, id: id('vsw', `${word}${index}`), zone, cidr: `${net}.${index}.0/24` }))
const WORLD = {
  seed: 'deep', region: 'eu-west-1', regions: [{ id: 'eu-west-1', zones: ZONES.map((zone) => ({ id: zone })) }],
  vpcs: [
    { name: 'consumer', id: id('vpc', 'consumer'), cidr: '10.0.0.0/8', vSwitches: vSwitches('10.0', 'front'), securityGroups: [{ name: 'door', id: id('sg', 'door') }] },
    {
      name: 'provider', id: id('vpc', 'provider'), cidr: '172.16.0.0/12', securityGroups: [{ name: 'servers' }],
      // A vSwitch of eight addresses, of which four are the vendor's own and two are taken.
      vSwitches: [...vSwitches('172.16', 'back'), { name: 'tight', id: id('vsw', 'tight'), zone: ZONES[1], cidr: '172.16.9.0/29' }],
      instances: [
        ...NAMES.map((name, index) => ({ name, id: id('i', name), vSwitch: 'back0', address: `172.16.0.${20 + index}`, securityGroups: ['servers'], ...SERVERS[name] })),
        ...[1, 2].map((index) => ({ name: `tight${index}`, vSwitch: 'tight', address: `172.16.9.${index}`, securityGroups: ['servers'] })),
      ],
    },
  ],
}

const config = (names: readonly Name[], more: object = {}, second = 'back1'): Config => {
  const zones = (word: string) => ZONES.map((zoneId, index) => ({ zoneId, vSwitchId: id('vsw', `${word}${index}`) }))
  const parsed = parseConfig({
    stack: 'web', region: 'eu-west-1', provider: { vpcId: id('vpc', 'provider') }, loadBalancer: { zones: [zones('back')[0], { zoneId: ZONES[1], vSwitchId: id('vsw', second) }] },
    serverGroup: { servers: names.map((name) => ({ instanceId: id('i', name), port: 80 })), ...more },
    listener: { protocol: 'HTTP', port: 80 }, consumer: { vpcId: id('vpc', 'consumer'), securityGroupIds: [id('sg', 'door')], zones: zones('front') },
  })
  if (parsed.config === undefined) throw new Error(JSON.stringify(parsed.mistakes))
  return parsed.config
}

describe('asking the servers themselves', () => {
  let world: OwnWorld
  beforeAll(async () => {
    world = await ownWorld(WORLD)
  })
  afterAll(() => world.close())
  const asked = (config: Config) => servingLines({ config, provider: world.cloud, consumer: world.cloud })

  test('names each server that does not serve, the layer, and what mends it', async () => {
    const lines = await asked(config(NAMES))
    expect(new Set(lines.map(({ name }) => name))).toEqual(new Set(['serving']))
    const told = (name: Name): string[] => lines.filter(({ message }) => message.includes(`${id('i', name)} (${name}), port 80: `)).map(({ result, message, hint }) => `${result}: ${message.split(', port 80: ')[1]} ${hint === undefined ? 'no hint' : ''}`.trim())
    expect(told('good')).toEqual([expect.stringMatching(/^ok: it answers HTTP 200 in \d+ ms\. no hint$/)])
    expect(told('windows')).toEqual([expect.stringMatching(/^ok: it answers HTTP 200 in \d+ ms\. no hint$/)])
    expect(told('stopped')).toEqual(['fail: the instance is not running (InstanceNotRunning: Stopped) [guest].'])
    expect(told('silent')).toEqual([expect.stringMatching(/^fail: Cloud Assistant's agent is silent \(ClientNotResponse: .*\) \[guest\]\.$/)])
    expect(told('absent')).toEqual([expect.stringMatching(/^fail: Cloud Assistant does not run on the instance \(ClientNotRunning: .*\) \[guest\]\.$/)])
    expect(told('deaf')).toEqual([expect.stringMatching(/^fail: nothing listens there \(curl: \(7\) .*\) \[backend\]\.$/)])
    expect(told('deafwindows')).toEqual(['fail: nothing listens there (ConnectFailure) [backend].'])
    expect(told('erring')).toEqual(['fail: it answers HTTP 500 to /, and the health check takes http_2xx only [http].'])
    expect(told('broken')).toEqual([expect.stringMatching(/^fail: the connection is closed without an HTTP answer \(curl: \((52|56)\) .*\) \[backend\]\.$/)])
    expect(told('bare')).toEqual([expect.stringMatching(/^unknown: it could not be asked \(curl, wget and bash are all missing on the instance\) \[guest\]\.$/)])
    expect(lines).toHaveLength(NAMES.length)
  })

  test('asks as the health check does: its path and codes, and its port where that is another', async () => {
    const taken = await asked(config(['erring'], { healthCheck: { path: '/health', codes: ['http_2xx', 'http_5xx'] } }))
    expect(taken.map(({ result }) => result)).toEqual(['ok'])
    const other = await asked(config(['good', 'erring'], { healthCheck: { connectPort: 81 } }))
    expect(other.map(({ result, message }) => `${result} ${message.split(' ')[1]} ${/port \d+/.exec(message)?.[0]}`)).toEqual([
      `ok ${id('i', 'good')} port 80`, `fail ${id('i', 'good')} port 81`, `ok ${id('i', 'erring')} port 80`, `fail ${id('i', 'erring')} port 81`,
    ])
  })

  test('says of what is encrypted no more than that it listens', async () => {
    const lines = await asked(config(['good', 'deaf'], { protocol: 'HTTPS' }))
    expect(lines.map(({ result, message }) => `${result} ${message.split(': ')[1]}`)).toEqual([
      'unknown something listens there; that it answers is not told, because only HTTP is asked.', expect.stringMatching(/^fail nothing listens there/),
    ])
  })

  test('writes nothing but the commands, one for each server that runs', async () => {
    const before = world.calls.length
    await asked(config(['good', 'stopped', 'windows']))
    expect(world.calls.slice(before).filter(({ mutating }) => mutating).map(({ action }) => action)).toEqual(['RunCommand', 'RunCommand'])
  })

  test('is not known where the command is not permitted, and names the permission', async () => {
    const cloud = scriptedCloud({
      DescribeInstances: { instances: { instance: [{ instanceId: 'i-03', status: 'Running' }, { instanceId: 'i-04', status: 'Running' }] } },
      RunCommand: () => { throw refusal('Forbidden.RAM', 'forbidden', 'RunCommand') },
    })
    expect(await servingLines({ config: testConfig(), provider: cloud, consumer: cloud })).toMatchObject([
      { name: 'serving', result: 'unknown', message: 'The servers were not asked, because the credentials lack ecs:RunCommand (Forbidden.RAM).', hint: expect.stringContaining('policy --for doctor') },
    ])
  })

  test('says nothing of a server whose command was turned down, or whose path no command can hold', async () => {
    const instances = { instances: { instance: [{ instanceId: 'i-03', status: 'Running' }, { instanceId: 'i-04', status: 'Running' }] } }
    const cloud = scriptedCloud({ DescribeInstances: instances, RunCommand: () => { throw refusal('Invocation.ExceedQuota', 'fatal', 'RunCommand') } })
    const results = async (path: string): Promise<string[]> => {
      const lines = await servingLines({ config: testConfig((raw) => (raw.serverGroup.healthCheck = { path })), provider: cloud, consumer: cloud })
      return lines.map(({ result, message }) => `${result} ${message.split(', port 80: ')[1]}`)
    }
    expect((await results('/'))[0]).toBe('unknown it could not be asked (Invocation.ExceedQuota: Invocation.ExceedQuota was said) [guest].')
    const sent = cloud.calls.length
    expect((await results("/'x"))[0]).toMatch(/^unknown it could not be asked \(not an address to ask: /)
    expect(cloud.calls.slice(sent).map(({ action }) => action)).toEqual(['DescribeInstances'])
  })

  test('tells a server that the cloud does not know', async () => {
    const cloud = scriptedCloud({ DescribeInstances: { instances: { instance: [] } } })
    const lines = await servingLines({ config: testConfig(), provider: cloud, consumer: cloud })
    expect(lines.map(({ result, message }) => `${result} ${message}`)).toEqual(['i-03', 'i-04'].map((server) => `fail Server ${server}, port 80: there is no such instance (InstanceNotExists) [guest].`))
  })
})

describe('having the cloud judge the creates', () => {
  let world: OwnWorld
  beforeAll(async () => {
    world = await ownWorld(WORLD)
  })
  afterAll(() => world.close())
  const judged = (config: Config) => dryRunLines({ config, provider: world.cloud, consumer: world.cloud })

  test('passes what can be judged, says of the rest what it needs, and makes nothing', async () => {
    const before = world.calls.length
    expect((await judged(config(['good']))).map(({ name, result, message }) => [name, result, message])).toEqual([
      ['dry-run load-balancer', 'ok', 'CreateLoadBalancer: passed.'],
      ['dry-run server-group', 'ok', 'CreateServerGroup: passed.'],
      ['dry-run listener', 'skipped', 'CreateListener: not sent, it needs load-balancer and server-group first.'],
      ['dry-run endpoint-service', 'skipped', 'CreateVpcEndpointService: not sent, it needs load-balancer first.'],
      ['dry-run endpoint', 'skipped', 'CreateVpcEndpoint: not sent, it needs endpoint-service first.'],
    ])
    const calls = world.calls.slice(before)
    expect(calls.filter(({ worked }) => worked)).toEqual([])
    expect(calls.filter(({ mutating }) => mutating).map(({ code }) => code)).toEqual(['DryRunOperation', 'DryRunOperation'])
  })

  test('refuses with the code and a hint where the addresses run out', async () => {
    const [first] = await judged(config(['good'], {}, 'tight'))
    expect(first).toMatchObject({ name: 'dry-run load-balancer', result: 'fail', message: expect.stringContaining('CreateLoadBalancer: ResourceNotEnough.VSwitchIp: '), hint: expect.stringContaining('too few free addresses') })
  })

  test('is not known where what is there cannot be read', async () => {
    const cloud = scriptedCloud({ ListLoadBalancers: () => { throw refusal('NoPermission', 'forbidden', 'ListLoadBalancers') } })
    expect(await dryRunLines({ config: testConfig(), provider: cloud, consumer: cloud })).toMatchObject([{ name: 'dry-run', result: 'unknown', message: expect.stringContaining('(NoPermission)') }])
  })
})
