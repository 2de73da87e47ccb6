import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientOf } from '../support/client.ts'
import { MADE, startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, outcomes, temporary, type Ended, type Event } from '../support/command.ts'
import { ROOMY, roomyConfig, writeRoomyWorld, ZONES } from '../support/roomy-world.ts'

const SPEED = '400'

/** A cloud of its own with the roomy world, and the built command on a config that is written for each run. */
async function stage() {
  const folder = temporary()
  const cloud: RunningCloud = await startCloud(['--speed', SPEED, '--world', writeRoomyWorld(folder.path)])
  const path = join(folder.path, 'config.json')
  const run = (words: string, config: object): Promise<Ended> => {
    writeFileSync(path, JSON.stringify(config))
    return command([...words.split(' '), '-c', path, '--pace', SPEED, '--json'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
  }
  const entries = async (work: () => Promise<unknown>) => {
    const before = (await cloud.log()).at(-1)?.n ?? 0
    await work()
    return cloud.log(before)
  }
  return {
    cloud, run, entries,
    id: async (kind: (typeof MADE)[number]): Promise<string> => (await cloud.state()).resources[kind]![0]!.id,
    world: async (): Promise<unknown> => {
      const { resources } = await cloud.state()
      return MADE.map((kind) => resources[kind])
    },
    patch: (patch: object): Promise<unknown> => cloud.control('PATCH', '/_sim/world', patch),
    stop: async (): Promise<void> => {
      await cloud.stop()
      folder.remove()
    },
  }
}
type Stage = Awaited<ReturnType<typeof stage>>

const plans = ({ events }: Ended): Event[] => events.filter(({ type }) => type === 'plan')
/** `step action` of what is not found. */
const open = (ended: Ended): string[] => plans(ended).filter(({ action }) => action !== 'found').map(({ step, action }) => `${step} ${action}`)
const changed = (ended: Ended): string[] => plans(ended).flatMap(({ changes }) => (changes as { field: string; from: unknown; to: unknown }[]).map(({ field, from, to }) => `${field}: ${String(from)} -> ${String(to)}`))
const why = ({ stderr, events }: Ended): string => `${stderr}\n${JSON.stringify(events.at(-1))}\n${JSON.stringify(events.filter(({ type }) => type === 'plan'))}`

const full = () => {
  const config = roomyConfig()
  config.consumer.test = { from: [{ instanceId: ROOMY.clients[0] }], bodies: ['page of server'] }
  return config
}

describe('plan before, after and between ups', () => {
  let on: Stage
  beforeAll(async () => {
    on = await stage()
  })
  afterAll(() => on.stop())

  test('on nothing creates in seven lines, and calls nothing that changes anything', async () => {
    const calls = await on.entries(async () => {
      const ended = await on.run('plan', full())
      expect(ended.code, why(ended)).toBe(0)
      expect(plans(ended).map(({ step, action, id }) => [step, action, id])).toEqual(
        ['load-balancer', 'server-group', 'listener', 'endpoint-service', 'endpoint', 'connection', 'connectivity'].map((step) => [step, 'create', null]))
      expect((await on.run('plan --exit-code', full())).code).toBe(10)
      expect(open(await on.run('up --dry-run', full()))).toHaveLength(7)
    })
    expect(calls.length).toBeGreaterThan(5)
    expect(calls.filter(({ mutating }) => mutating)).toEqual([])
  })

  test('deep has the cloud judge what can be created, which makes nothing', async () => {
    const calls = await on.entries(async () => {
      const ended = await on.run('plan --deep', full())
      expect(ended.code, why(ended)).toBe(0)
      const checks = ended.events.filter(({ type }) => type === 'check').map(({ name, result }) => `${name} ${result}`)
      expect(checks).toEqual(['dry-run load-balancer ok', 'dry-run server-group ok', 'dry-run listener skipped', 'dry-run endpoint-service skipped', 'dry-run endpoint skipped'])
    })
    const creates = calls.filter(({ mutating }) => mutating)
    expect(creates.map(({ action, code }) => `${action} ${code}`)).toEqual(['CreateLoadBalancer DryRunOperation', 'CreateServerGroup DryRunOperation'])
    expect(calls.filter(({ worked }) => worked)).toEqual([])
  })

  test('deep tells what the cloud has against it, and ends with 3', async () => {
    const ended = await on.run('plan --deep', { ...full(), provider: { vpcId: 'vpc-0000000000000000000nv' } })
    expect(ended.code).toBe(3)
    expect(ended.events.find(({ type, result }) => type === 'check' && result === 'fail')?.['message']).toMatch(/^CreateLoadBalancer: \w+/)
    expect(await on.world()).toEqual(MADE.map(() => []))
  })

  test('after up finds everything, with at most 14 calls, as status does', async () => {
    const up = await on.run('up', full())
    expect(up.code, why(up)).toBe(0)
    for (const words of ['plan --exit-code', 'status', 'up --dry-run']) {
      const calls = await on.entries(async () => {
        const ended = await on.run(words, full())
        expect(ended.code, why(ended)).toBe(0)
        expect(open(ended)).toEqual([])
        expect(ended.events.at(-1)!['calls']).toBeLessThanOrEqual(14)
      })
      expect(calls.length).toBeLessThanOrEqual(14)
      expect(calls.filter(({ mutating }) => mutating)).toEqual([])
    }
  })

  test('after an edit names each field, old and new; up applies it, and nothing is left', async () => {
    const config = full()
    config.loadBalancer.name = 'alb-other'
    config.loadBalancer.zones.push({ zoneId: ZONES[2], vSwitchId: ROOMY.back[2] })
    config.serverGroup.servers[0].weight = 20
    config.serverGroup.servers[1] = { instanceId: ROOMY.servers[2], port: 81, weight: 100 }
    config.listener.idleTimeout = 33
    config.consumer.securityGroupIds = [ROOMY.doors[1]]
    config.consumer.zones = [config.consumer.zones[0], { zoneId: ZONES[2], vSwitchId: ROOMY.front[2] }]
    config.tags = { team: 'shop' }
    const calls = await on.entries(async () => {
      const ended = await on.run('plan --exit-code', config)
      expect(ended.code, why(ended)).toBe(10)
      expect(open(ended)).toEqual(['load-balancer update', 'server-group update', 'listener update', 'endpoint-service update', 'endpoint update'])
      expect(changed(ended)).toEqual(expect.arrayContaining([
        'loadBalancer.name: alb-roomy -> alb-other',
        `loadBalancer.zones ${ZONES[2]}: none -> ${ROOMY.back[2]}`,
        `serverGroup.servers ${ROOMY.servers[0]}:80 weight: 100 -> 20`,
        `serverGroup.servers ${ROOMY.servers[2]}:81: none -> 100`,
        `serverGroup.servers ${ROOMY.servers[1]}:80: 100 -> none`,
        'listener.idleTimeout: 15 -> 33',
        `consumer.securityGroupIds ${ROOMY.doors[1]}: none -> ${ROOMY.doors[1]}`,
        `consumer.securityGroupIds ${ROOMY.doors[0]}: ${ROOMY.doors[0]} -> none`,
        `consumer.zones ${ZONES[2]}: none -> ${ROOMY.front[2]}`,
        `consumer.zones ${ZONES[1]}: Connected -> none`,
        'tags team: none -> shop',
      ]))
    })
    expect(calls.filter(({ mutating }) => mutating)).toEqual([])
    const up = await on.run('up', config)
    expect(up.code, why(up)).toBe(0)
    expect(outcomes(up.events)).toMatchObject({ 'load-balancer': 'updated', 'server-group': 'updated', listener: 'updated', 'endpoint-service': 'updated', endpoint: 'updated' })
    const again = await on.run('plan --exit-code', config)
    expect(again.code, why(again)).toBe(0)
    const back = await on.run('up', full())
    expect(back.code).toBe(1)
    expect(back.events.at(-1)!['error'].message).toContain(`loadBalancer.zones ${ZONES[2]}`)
  })

  const bare = () => {
    const config = full()
    config.loadBalancer.name = 'alb-other'
    config.loadBalancer.zones.push({ zoneId: ZONES[2], vSwitchId: ROOMY.back[2] })
    config.listener.idleTimeout = 33
    return config
  }

  test.each<[string, string, string[], (config: any) => void]>([
    ['load-balancer', `loadBalancer.zones ${ZONES[0]}`, ['listener', 'endpoint-service', 'endpoint', 'connection'], (config) => (config.loadBalancer.zones[0].vSwitchId = ROOMY.otherBack[0])],
    ['server-group', 'serverGroup.protocol', ['listener'], (config) => (config.serverGroup.protocol = 'HTTPS')],
    ['listener', 'listener.port', [], (config) => (config.listener.port = 8080)],
    ['endpoint', `consumer.zones ${ZONES[0]}`, ['connection'], (config) => (config.consumer.zones[0].vSwitchId = ROOMY.otherFront[0])],
  ])('what %s can only get by being made anew is told by %s; up stops there and changes nothing', async (step, field, dependents, change) => {
    const config = bare()
    change(config)
    const planned = await on.run('plan --exit-code', config)
    expect(planned.code, why(planned)).toBe(10)
    const mine = plans(planned).find((event) => event['step'] === step)!
    expect(mine).toMatchObject({ action: 'replace' })
    expect(mine['changes'].filter((one: any) => one.replace).map((one: any) => one.field)).toEqual([field])
    expect(plans(planned).filter(({ because }) => because === step).map((event) => event['step'])).toEqual(dependents)
    expect(planned.events.at(-1)!['next']).toContain(`--replace ${step}`)
    const before = await on.world()
    const up = await on.run('up', config)
    expect(up.code).toBe(1)
    expect(up.events.at(-1)!['error']).toMatchObject({ code: 'NeedsReplacement' })
    expect(up.events.at(-1)!['error'].message).toContain(field)
    expect(await on.world()).toEqual(before)
  })

  test('up --replace listener makes the listener anew, and nothing is left to do', async () => {
    const config = bare()
    config.listener.port = 8080
    const old = await on.id('listeners')
    const up = await on.run('up --replace listener', config)
    expect(up.code, why(up)).toBe(0)
    expect(outcomes(up.events)['listener']).toBe('replaced')
    expect(await on.id('listeners')).not.toBe(old)
    const clean = await on.run('plan --exit-code', config)
    expect(clean.code, why(clean)).toBe(0)
  })

  test('down --dry-run lists what would go and removes nothing; protection stands in its way', async () => {
    const calls = await on.entries(async () => {
      const free = await on.run('down --dry-run', bare())
      expect(free.code, why(free)).toBe(0)
      expect(plans(free).map(({ step, action }) => `${step} ${action}`)).toEqual(['endpoint remove', 'endpoint-service remove', 'listener remove', 'load-balancer remove', 'server-group remove'])
      expect(free.events.at(-1)!['outputs'].obstacles).toEqual([])
      await on.patch({ loadBalancers: { [await on.id('loadBalancers')]: { DeletionProtectionConfig: { Enabled: true } } } })
      const kept = await on.run('down --dry-run', bare())
      expect(kept.events.at(-1)!['outputs'].obstacles).toMatchObject([{ code: 'DeletionProtection' }])
    })
    expect(calls.filter(({ mutating }) => mutating)).toEqual([])
  })
})

describe('what somebody changes outside the tool is seen by plan and mended by up', () => {
  let on: Stage
  let client: ReturnType<typeof clientOf>
  const config = (): any => {
    const all = roomyConfig()
    all.tags = { team: 'shop' }
    Object.assign(all.loadBalancer, { name: 'alb-own', edition: 'Standard', deletionProtection: true, resourceGroupId: 'rg-own000000000001' })
    Object.assign(all.serverGroup, {
      name: 'own', scheduler: 'Wlc', crossZone: true, resourceGroupId: 'rg-own000000000001',
      healthCheck: { enabled: true, path: '/', codes: ['http_2xx', 'http_3xx'], connectPort: 80, host: 'own.test', httpVersion: 'HTTP1.1', interval: 3, method: 'GET', protocol: 'HTTP', timeout: 4, healthyThreshold: 2, unhealthyThreshold: 4 },
      stickySession: { enabled: true, type: 'Insert', cookieTimeout: 900 },
    })
    Object.assign(all.listener, { description: 'own listener', idleTimeout: 20, requestTimeout: 30 })
    Object.assign(all.service, { description: 'own service', autoAccept: false, zoneAffinity: true, resourceGroupId: 'rg-own000000000001' })
    all.consumer.endpoint = { name: 'own-endpoint', description: 'own endpoint', resourceGroupId: 'rg-own000000000001' }
    return all
  }
  beforeAll(async () => {
    on = await stage()
    client = clientOf(on.cloud)
    const up = await on.run('up', config())
    expect(up.code, why(up)).toBe(0)
  })
  afterAll(() => on.stop())

  const group = 'rg-else00000000001'
  const check = (HealthCheckConfig: object) => async () => on.patch({ serverGroups: { [await on.id('serverGroups')]: { HealthCheckConfig } } })
  const balancer = (fields: object) => async () => on.patch({ loadBalancers: { [await on.id('loadBalancers')]: fields } })
  const servers = (fields: object) => async () => on.patch({ serverGroups: { [await on.id('serverGroups')]: fields } })
  const listener = (fields: object) => async () => on.patch({ listeners: { [await on.id('listeners')]: fields } })
  const service = (fields: object) => async () => on.patch({ endpointServices: { [await on.id('endpointServices')]: fields } })
  const endpoint = (fields: object) => async () => on.patch({ endpoints: { [await on.id('endpoints')]: fields } })
  const together = (...all: (() => Promise<unknown>)[]) => async (): Promise<void> => {
    for (const one of all) await one()
  }
  const settled = async (kind: (typeof MADE)[number]): Promise<void> => {
    for (;;) {
      const [item] = (await on.cloud.state()).resources[kind]!
      if (['Active', 'Available', 'Running', 'Stopped'].includes(item!.status) && (item!['Servers'] ?? []).every((server: any) => server.Status === 'Available') && (item!['Zones'] ?? []).every((zone: any) => zone.ZoneStatus !== 'Disconnecting')) return
    }
  }

  test.each<[string, string[], string[], () => Promise<unknown>]>([
    ['name, edition, protection and resource group of the load balancer', ['load-balancer update'], ['loadBalancer.deletionProtection', 'loadBalancer.name', 'loadBalancer.edition', 'resourceGroupId'],
      () => balancer({ LoadBalancerName: 'theirs', LoadBalancerEdition: 'Basic', DeletionProtectionConfig: { Enabled: false }, ResourceGroupId: group })()],
    ['name, scheduler and resource group of the server group', ['server-group update'], ['serverGroup.name', 'serverGroup.scheduler', 'resourceGroupId'], () => servers({ ServerGroupName: 'theirs', Scheduler: 'Wrr', ResourceGroupId: group })()],
    ['forwarding across zones and sticky sessions', ['server-group update'], ['serverGroup.stickySession.enabled', 'serverGroup.crossZone'].reverse(), () => servers({ StickySessionConfig: { StickySessionEnabled: false }, CrossZoneEnabled: false })()],
    ["the sticky sessions' time", ['server-group update'], ['serverGroup.stickySession.cookieTimeout'], () => servers({ StickySessionConfig: { CookieTimeout: 5 } })()],
    ['each field of the health check', ['server-group update'],
      ['path', 'codes', 'connectPort', 'host', 'httpVersion', 'interval', 'method', 'timeout', 'healthyThreshold', 'unhealthyThreshold'].map((name) => `serverGroup.healthCheck.${name}`),
      () => check({ HealthCheckPath: '/x', HealthCheckCodes: ['http_4xx'], HealthCheckConnectPort: 81, HealthCheckHost: 'x.test', HealthCheckHttpVersion: 'HTTP1.0', HealthCheckInterval: 9, HealthCheckMethod: 'HEAD', HealthCheckTimeout: 9, HealthyThreshold: 9, UnhealthyThreshold: 9 })()],
    ['the switch and protocol of the health check', ['server-group update'], ['serverGroup.healthCheck.enabled', 'serverGroup.healthCheck.protocol'], () => check({ HealthCheckEnabled: false, HealthCheckProtocol: 'TCP' })()],
    ['a weight', ['server-group update'], [`serverGroup.servers ${ROOMY.servers[0]}:80 weight`],
      async () => client.alb('UpdateServerGroupServersAttribute', { serverGroupId: await on.id('serverGroups'), servers: [{ serverId: ROOMY.servers[0]!, serverType: 'Ecs', port: 80, weight: 7 }] })],
    ['a server that was taken out', ['server-group update'], [`serverGroup.servers ${ROOMY.servers[0]}:80`],
      async () => client.alb('RemoveServersFromServerGroup', { serverGroupId: await on.id('serverGroups'), servers: [{ serverId: ROOMY.servers[0]!, serverType: 'Ecs', port: 80 }] })],
    ['a server that was put in', ['server-group update'], [`serverGroup.servers ${ROOMY.servers[4]}:81`],
      async () => client.alb('AddServersToServerGroup', { serverGroupId: await on.id('serverGroups'), servers: [{ serverId: ROOMY.servers[4]!, serverType: 'Ecs', port: 81, weight: 10 }] })],
    ['time-outs and description of the listener', ['listener update'], ['listener.idleTimeout', 'listener.requestTimeout', 'listener.description'], () => listener({ IdleTimeout: 5, RequestTimeout: 5, ListenerDescription: 'theirs' })()],
    ['a listener that was stopped', ['listener drift'], ['listener status'], async () => on.cloud.control('PATCH', '/_sim/world', { listeners: { [await on.id('listeners')]: { status: 'Stopped' } } })],
    ['a listener that forwards elsewhere', ['listener drift'], ['forwards to'], async () => {
      const { serverGroupId } = await client.alb('CreateServerGroup', { serverGroupName: 'elsewhere', vpcId: ROOMY.providers, protocol: 'HTTP', healthCheckConfig: { healthCheckEnabled: false } })
      await settledGroup(serverGroupId!)
      await client.alb('UpdateListenerAttribute', { listenerId: await on.id('listeners'), defaultActions: [{ type: 'ForwardGroup', forwardGroupConfig: { serverGroupTuples: [{ serverGroupId: serverGroupId! }] } }] })
    }],
    ['description, acceptance, affinity and resource group of the service', ['endpoint-service update'], ['service.description', 'service.autoAccept', 'service.zoneAffinity', 'resourceGroupId'],
      () => service({ ServiceDescription: 'theirs', AutoAcceptEnabled: true, ZoneAffinityEnabled: false, ResourceGroupId: group })()],
    ['a zone that the service lost', ['endpoint-service update'], [`service zones ${ZONES[1]}`], async () => {
      const { resources } = await on.cloud.state()
      await on.patch({ endpointServices: { [await on.id('endpointServices')]: { resources: resources['endpointServices']![0]!['Resources'].slice(0, 1) } } })
    }],
    ['name, description and resource group of the endpoint', ['endpoint update'], ['consumer.endpoint.name', 'consumer.endpoint.description', 'resourceGroupId'], () => endpoint({ EndpointName: 'theirs', EndpointDescription: 'theirs', ResourceGroupId: group })()],
    ['a security group that was added to the endpoint', ['endpoint update'], [`consumer.securityGroupIds ${ROOMY.doors[2]}`],
      async () => client.privatelink('AttachSecurityGroupToVpcEndpoint', { endpointId: await on.id('endpoints'), securityGroupId: ROOMY.doors[2]! })],
    ['a connection that was cut', ['connection drift'], ['connection'], async () => client.privatelink('DisableVpcEndpointConnection', { endpointId: await on.id('endpoints'), serviceId: await on.id('endpointServices') })],
    ['a zone that the provider disconnected', ['endpoint drift'], [`zone connection ${ZONES[1]}`],
      async () => client.privatelink('DisableVpcEndpointZoneConnection', { endpointId: await on.id('endpoints'), serviceId: await on.id('endpointServices'), zoneId: ZONES[1]! })],
    ['a tag of every resource', ['load-balancer update', 'server-group update', 'listener update', 'endpoint-service update', 'endpoint update'], ['tags team', 'tags team', 'tags team', 'tags team', 'tags team'],
      together(balancer({ tags: { team: 'theirs' } }), servers({ tags: { team: null } }), listener({ tags: { team: null } }), service({ tags: { team: null } }), endpoint({ tags: { team: null } }))],
  ])('%s', async (_name, actions, fields, change) => {
    await change()
    await rest()
    const seen = await on.run('plan --exit-code', config())
    expect(seen.code, why(seen)).toBe(10)
    expect(open(seen), why(seen)).toEqual(actions)
    expect(plans(seen).flatMap(({ changes }) => changes.map((one: any) => one.field))).toEqual(fields)
    const up = await on.run('up', config())
    expect(up.code, why(up)).toBe(0)
    const mended = await on.run('plan --exit-code', config())
    expect(mended.code, why(mended)).toBe(0)
  })

  /** A load balancer's kind of addresses is nothing that a config says, and nothing that a call changes. */
  test('an address type that no config asks for is drift that up stops at', async () => {
    await balancer({ AddressType: 'Internet' })()
    const seen = await on.run('plan --exit-code', config())
    expect(open(seen)[0]).toBe('load-balancer drift')
    const up = await on.run('up', config())
    expect(up.code).toBe(1)
    expect(up.events.at(-1)!['error'].message).toContain('loadBalancer.addressType')
    await balancer({ AddressType: 'Intranet' })()
    expect((await on.run('plan --exit-code', config())).code).toBe(0)
  })

  async function settledGroup(id: string): Promise<void> {
    for (;;) if ((await on.cloud.state()).resources['serverGroups']!.find((one) => one.id === id)?.status === 'Available') return
  }
  /** Waits until what was changed is at rest. */
  async function rest(): Promise<void> {
    for (const kind of MADE) await settled(kind)
  }
})
