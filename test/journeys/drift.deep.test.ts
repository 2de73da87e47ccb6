import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientOf } from '../support/client.ts'
import { MADE } from '../support/cloud.ts'
import { ROOMY, roomyConfig, ZONES } from '../support/roomy-world.ts'
import { stage, plans, open, why, type Stage } from '../support/plan-stage.ts'

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

  test.each<[string, (typeof MADE)[number][]]>([
    ['the listener', ['listeners']], ['the endpoint', ['endpoints']], ['the endpoint service', ['endpointServices']], ['the load balancer with its service', ['loadBalancers', 'endpointServices']],
  ])('%s, deleted outside, is made anew', async (_name, kinds) => {
    for (const kind of kinds) await on.patch({ [kind]: { [await on.id(kind)]: null } })
    expect((await on.run('plan --exit-code', config())).code).toBe(10)
    const up = await on.run('up', config())
    expect(up.code, why(up)).toBe(0)
    const { resources } = await on.cloud.state()
    expect(MADE.map((kind) => resources[kind]!.length)).toEqual(MADE.map((kind) => kind === 'serverGroups' ? 2 : 1))
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
