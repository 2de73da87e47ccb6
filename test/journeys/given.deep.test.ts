import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { MADE } from '../support/cloud.ts'
import { clientOf } from '../support/client.ts'
import { outcomes } from '../support/command.ts'
import { givenStage, openChecks as checks, using, type Given } from '../support/given-config.ts'
import { full, plans, why, type Stage } from '../support/plan-stage.ts'
import { ROOMY } from '../support/roomy-world.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

describe('resources that exist already, of another account and instead of own ones', () => {
  let on: Stage
  let alb: string, sgp: string, lsn: string, epsrv: string
  let given: Given['given']
  beforeAll(async () => void ({ on, alb, sgp, lsn, epsrv, given } = await givenStage()))
  afterAll(() => on.stop())

  test('a load balancer and a server group: a listener of its own comes and goes between them, and a service', async () => {
    const config = using({ loadBalancer: alb, serverGroup: sgp }, (one) => (one.listener = { protocol: 'HTTP', port: 8081 }))
    const up = await on.run('up', config)
    expect(up.code, why(up)).toBe(0)
    expect(outcomes(up.events)).toMatchObject({ 'load-balancer': 'found', 'server-group': 'found', listener: 'created', 'endpoint-service': 'created' })
    // The other stack's service on the same load balancer is no matter for a warning.
    expect(up.events.filter(({ type }) => type === 'step.warn')).toEqual([])
    const { resources } = await on.cloud.state()
    expect(resources['listeners']!.find(({ tags }) => tags['alb-privatelink/stack'] === 'guest')).toMatchObject({ LoadBalancerId: alb, ListenerPort: 8081 })
    const down = await on.run('down --yes', config)
    expect(down.code, why(down)).toBe(0)
    expect(outcomes(down.events)).toMatchObject({ listener: 'removed', 'endpoint-service': 'removed', 'load-balancer': 'kept', 'server-group': 'kept' })
    expect(MADE.map((kind) => resources[kind]!.length)).toEqual([1, 1, 2, 2, 2])
    const after = (await on.cloud.state()).resources
    expect(MADE.map((kind) => after[kind]!.length)).toEqual([1, 1, 1, 1, 1])
  })

  test('a service alone: provider, load balancer, server group and listener may be left out', async () => {
    const config = using({ service: epsrv })
    const up = await on.run('up', config)
    expect(up.code, why(up)).toBe(0)
    expect(outcomes(up.events)).toEqual({ 'load-balancer': 'skipped', 'server-group': 'skipped', listener: 'skipped', 'endpoint-service': 'found', endpoint: 'created', connection: 'created', connectivity: 'passed' })
    const asked = up.events.filter(({ type }) => type === 'check').map(({ name }) => name)
    expect(asked).not.toContain('provider-vpc')
    expect(asked).not.toContain('load-balancer-vswitches')
    const again = await on.run('plan --exit-code', config)
    expect(again.code, why(again)).toBe(0)
    expect((await on.run('down --yes', config)).code).toBe(0)
    // By the name of the stack that built it, what the service offers is not left over either.
    const dry = await on.run('down --dry-run', { ...config, stack: full().stack })
    expect(dry.events.at(-1)!['outputs'].remove).toEqual([await on.id('endpoints')])
  })

  test('a service of another account: its owner accepts, and cuts', async () => {
    const [mine, theirs] = on.cloud.ready['accounts']
    const belongTo = (account: string): Promise<unknown> => on.patch({ endpointServices: { [epsrv]: { account, users: [mine.id] } } })
    const config = using({ service: epsrv })
    await belongTo(theirs.id)
    const owner = clientOf(on.cloud, 1)
    const pending = await on.run('up', config)
    expect(pending.code, why(pending)).toBe(8)
    expect(outcomes(pending.events)).toMatchObject({ 'endpoint-service': 'found', endpoint: 'created' })
    expect(checks(pending)).toEqual(['given-endpoint-service unknown'])
    const { endpointId } = pending.events.at(-1)!['outputs'].endpoints[0]
    await owner.privatelink('EnableVpcEndpointConnection', { serviceId: epsrv, endpointId })
    const up = await on.run('up', config)
    expect(up.code, why(up)).toBe(0)
    expect(outcomes(up.events)).toMatchObject({ endpoint: 'found', connection: 'found', connectivity: 'passed' })
    const stuck = await on.run('down --yes', config)
    expect(stuck.code, why(stuck)).toBe(1)
    expect(stuck.events.at(-1)!['error'].hint).toContain(`Ask its owner to disconnect ${endpointId}`)
    await owner.privatelink('DisableVpcEndpointConnection', { serviceId: epsrv, endpointId })
    const down = await on.run('down --yes', config)
    expect(down.code, why(down)).toBe(0)
    await belongTo(mine.id)
  })

  test('what a stack built itself before its config named another is told of, and removed by down', async () => {
    const own = { ...full(), stack: 'guest', loadBalancer: { ...full().loadBalancer, name: 'alb-own' } }
    own.consumer.zones[0].vSwitchId = ROOMY.otherFront[0]
    const built = await on.run('up --stop-after connection', own)
    expect(built.code, why(built)).toBe(0)
    const config = using({ loadBalancer: alb, serverGroup: sgp, listener: lsn, service: epsrv }, (one) => (one.consumer.zones[0].vSwitchId = ROOMY.otherFront[0]))
    const told = await on.run('up', config)
    expect(told.code, why(told)).toBe(1)
    expect(told.events.filter(({ type }) => type === 'step.warn').map(({ step }) => step)).toEqual(['load-balancer', 'server-group', 'listener', 'endpoint-service'])
    expect(told.events.at(-1)!['error']).toMatchObject({ code: 'NeedsReplacement', message: expect.stringContaining(`service.id: ${built.events.at(-1)!['outputs'].serviceId} -> ${epsrv}`) })
    const planned = await on.run('plan', config)
    expect(plans(planned).find(({ step }) => step === 'endpoint')).toMatchObject({ action: 'replace', changes: expect.arrayContaining([expect.objectContaining({ field: 'service.id', to: epsrv, replace: true })]) })
    expect(planned.events.at(-1)!['next']).toContain('--replace endpoint')
    const up = await on.run('up --replace endpoint', config)
    expect(up.code, why(up)).toBe(0)
    expect(outcomes(up.events)).toMatchObject({ endpoint: 'replaced', connectivity: 'passed' })
    const before = await given()
    const down = await on.run('down --yes', config)
    expect(down.code, why(down)).toBe(0)
    expect(await given()).toEqual(before)
    const { resources } = await on.cloud.state()
    expect(MADE.map((kind) => resources[kind]!.length)).toEqual([1, 1, 1, 1, 1])
  })
})
