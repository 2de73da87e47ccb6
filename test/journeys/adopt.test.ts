import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { clientOf } from '../support/client.ts'
import { MADE } from '../support/cloud.ts'
import { outcomes } from '../support/command.ts'
import { changed, full, open, plans, stage, why, type Stage } from '../support/plan-stage.ts'
import { ROOMY, ZONES } from '../support/roomy-world.ts'

/** Each of these runs several commands, one after another. */
vi.setConfig({ testTimeout: 60_000 })

type Ended = Awaited<ReturnType<Stage['run']>>
const warnings = (ended: Ended): string[] => ended.events.filter(({ type }) => type === 'step.warn').map(({ step, message }) => `${step}: ${message}`)
const EVERY = ['load-balancer', 'server-group', 'listener', 'endpoint-service', 'endpoint']
const adopting = (steps: readonly string[]): string => steps.map((step) => `--adopt ${step}`).join(' ')

describe('what was made by hand, by our names and without our tags', () => {
  let on: Stage
  let hand: ReturnType<typeof clientOf>
  const made: Record<string, string> = {}

  const settled = async (kind: (typeof MADE)[number], id: string): Promise<void> => {
    for (;;) {
      const found = (await on.cloud.state()).resources[kind]!.find((one) => one.id === id)!
      if (['Active', 'Available', 'Running'].includes(found.status)) return
      await on.cloud.control('POST', '/_sim/clock/advance', { seconds: 30 })
    }
  }
  /** The tutorial by hand: every resource of the config, with one setting of each other than the config's. */
  beforeAll(async () => {
    on = await stage()
    hand = clientOf(on.cloud)
    const { loadBalancerId } = await hand.alb('CreateLoadBalancer', {
      loadBalancerName: 'alb-roomy', addressType: 'Intranet', addressAllocatedMode: 'Fixed', loadBalancerEdition: 'Basic', loadBalancerBillingConfig: { payType: 'PostPay' }, vpcId: ROOMY.providers,
      zoneMappings: [0, 1].map((index) => ({ zoneId: ZONES[index]!, vSwitchId: ROOMY.back[index]! })),
    })
    const { serverGroupId } = await hand.alb('CreateServerGroup', { serverGroupName: 'RS1', vpcId: ROOMY.providers, protocol: 'HTTP', healthCheckConfig: { healthCheckEnabled: true } })
    await settled('loadBalancers', loadBalancerId!)
    await settled('serverGroups', serverGroupId!)
    await hand.alb('AddServersToServerGroup', { serverGroupId, servers: ROOMY.servers.slice(0, 2).map((serverId) => ({ serverType: 'Ecs', serverId, port: 80, weight: 30 })) })
    await settled('serverGroups', serverGroupId!)
    const { listenerId } = await hand.alb('CreateListener', {
      loadBalancerId, listenerProtocol: 'HTTP', listenerPort: 80, defaultActions: [{ type: 'ForwardGroup', forwardGroupConfig: { serverGroupTuples: [{ serverGroupId }] } }],
    })
    await settled('listeners', listenerId!)
    const { serviceId } = await hand.privatelink('CreateVpcEndpointService', {
      serviceResourceType: 'alb', autoAcceptEnabled: true, resource: [0, 1].map((index) => ({ resourceType: 'alb', zoneId: ZONES[index]!, resourceId: loadBalancerId! })),
    })
    await settled('endpointServices', serviceId!)
    const { endpointId } = await hand.privatelink('CreateVpcEndpoint', {
      endpointType: 'Interface', serviceId: serviceId!, vpcId: ROOMY.consumers, securityGroupId: [ROOMY.doors[0]!], endpointName: 'endpoint-roomy',
      zone: [0, 1].map((index) => ({ zoneId: ZONES[index]!, vSwitchId: ROOMY.front[index]! })),
    })
    await settled('endpoints', endpointId!)
    Object.assign(made, { 'load-balancer': loadBalancerId, 'server-group': serverGroupId, listener: listenerId, 'endpoint-service': serviceId, endpoint: endpointId })
    // Lists lag what was just made.
    await on.cloud.control('POST', '/_sim/clock/advance', { seconds: 120 })
  })
  afterAll(() => on.stop())

  test('plan warns of each and names --adopt; what hangs on the load balancer shows once that is taken over', async () => {
    const calls = await on.entries(async () => {
      const bare = await on.run('plan --exit-code', full())
      expect(bare.code, why(bare)).toBe(10)
      expect(open(bare)).toContain('load-balancer create')
      expect(warnings(bare)).toEqual(['load-balancer', 'server-group', 'endpoint'].map((step) => expect.stringMatching(new RegExp(`^${step}: ${made[step]} .*--adopt ${step}`)) as string))
      const planned = await on.run(`plan --exit-code ${adopting(EVERY)}`, full())
      expect(planned.code, why(planned)).toBe(10)
      expect(warnings(planned)).toEqual([])
      expect(open(planned).slice(0, 5)).toEqual(EVERY.map((step) => `${step} update`))
      for (const step of EVERY) expect(plans(planned).find((one) => one['step'] === step)).toMatchObject({ id: made[step], message: expect.stringContaining(made[step]!) })
      expect(changed(planned)).toEqual(expect.arrayContaining([`serverGroup.servers ${ROOMY.servers[0]}:80 weight: 30 -> 100`, 'service.autoAccept: true -> false', 'tags alb-privatelink/stack: none -> roomy']))
      expect(planned.events.at(-1)!['next']).toContain(adopting(EVERY))
    })
    expect(calls.filter(({ mutating }) => mutating)).toEqual([])
  })

  test('the port of a load balancer that is taken over is taken: up stops, naming the listener and --adopt', async () => {
    const up = await on.run('up --yes --adopt load-balancer', full())
    expect(up.code, why(up)).toBe(3)
    const check = up.events.find(({ name, result }) => name === 'listener-port' && result === 'fail')!
    expect(`${check['message']} ${check['hint']}`).toMatch(new RegExp(`${made['listener']}.*--adopt listener`))
    expect((await on.cloud.state()).resources['loadBalancers']![0]!.tags).toEqual({})
  })

  test('off a terminal it needs --yes, and an endpoint does not come without its service', async () => {
    const calls = await on.entries(async () => {
      expect((await on.run('up --adopt load-balancer', full())).code).toBe(2)
      expect((await on.run('up --yes --adopt connection', full())).code).toBe(2)
      expect((await on.run('up --yes --adopt endpoint --stop-after listener', full())).code).toBe(2)
      const ended = await on.run('up --yes --adopt endpoint', full())
      expect(ended.code).toBe(1)
      expect(ended.events.at(-1)!['error']).toMatchObject({ code: 'NotAdopted', message: expect.stringContaining(made['endpoint-service']!) })
    })
    expect(calls.filter(({ mutating }) => mutating)).toEqual([])
  })

  test('of several of one name none is taken over: all are named', async () => {
    const { serverGroupId: twin } = await hand.alb('CreateServerGroup', { serverGroupName: 'RS1', vpcId: ROOMY.providers, protocol: 'HTTP', healthCheckConfig: { healthCheckEnabled: false } })
    await on.cloud.control('POST', '/_sim/clock/advance', { seconds: 120 })
    const before = await on.world()
    const up = await on.run('up --yes --adopt server-group', full())
    expect(up.code, why(up)).toBe(1)
    expect(up.events.at(-1)!['error'].message).toContain(twin)
    expect(up.events.at(-1)!['error'].message).toContain(made['server-group'])
    expect(await on.world()).toEqual(before)
    await hand.alb('DeleteServerGroup', { serverGroupId: twin! })
  })

  test('up takes all over: each is shown, tagged and brought in line; it is the stack then', async () => {
    await on.cloud.control('POST', '/_sim/clock/advance', { seconds: 120 })
    const calls = await on.entries(async () => {
      const up = await on.run(`up --yes ${adopting(EVERY)}`, full())
      expect(up.code, why(up)).toBe(0)
      expect(plans(up).map(({ step, id }) => [step, id])).toEqual(EVERY.map((step) => [step, made[step]]))
      expect(outcomes(up.events)).toMatchObject(Object.fromEntries(EVERY.map((step) => [step, 'updated'])))
    })
    expect(calls.filter(({ mutating, worked, action }) => mutating && worked && action.startsWith('Create'))).toEqual([])
    // A run that is cut short must find again what it changed: the tags come first.
    const writes = calls.filter(({ mutating, worked }) => mutating && worked).map(({ action }) => action)
    expect(writes.slice(0, 3)).toEqual(['TagResources', 'TagResources', 'UpdateServerGroupServersAttribute'])
    const { resources } = await on.cloud.state()
    for (const kind of MADE) expect(resources[kind]!.map(({ tags }) => tags['alb-privatelink/stack'])).toEqual(['roomy'])
    const again = await on.run(`up --yes ${adopting(EVERY)}`, full())
    expect(again.code, why(again)).toBe(0)
    expect(new Set(Object.values(outcomes(again.events)))).toEqual(new Set(['found', 'passed']))
    expect(plans(again)).toEqual([])
  })

  test("another stack's is not taken over; its server group of the same name is no matter for a warning", async () => {
    const config = { ...full(), stack: 'other' }
    const planned = await on.run('plan', config)
    expect(warnings(planned)).toEqual([])
    const up = await on.run('up --yes --adopt server-group', config)
    expect(up.code, why(up)).toBe(1)
    expect(up.events.at(-1)!['error'].message).toMatch(new RegExp(`${made['server-group']}.*stack roomy`))
    const down = await on.run('down --yes', full())
    expect(down.code, why(down)).toBe(0)
    const { resources } = await on.cloud.state()
    expect(MADE.map((kind) => resources[kind]!.length)).toEqual([0, 0, 0, 0, 0])
  })
})
