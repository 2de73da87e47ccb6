import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { MADE } from '../support/cloud.ts'
import { clientOf } from '../support/client.ts'
import { outcomes } from '../support/command.ts'
import { GIVEN, openChecks as checks, using } from '../support/given-config.ts'
import { full, plans, stage, why, type Stage } from '../support/plan-stage.ts'
import { ROOMY } from '../support/roomy-world.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

describe('resources that exist already, of another account and instead of own ones', () => {
  let on: Stage
  let alb: string, sgp: string, lsn: string, epsrv: string
  const given = async (): Promise<unknown> => {
    const { resources } = await on.cloud.state()
    return GIVEN.map((kind) => resources[kind]!.filter(({ id }) => [alb, sgp, lsn, epsrv].includes(id)))
  }
  beforeAll(async () => {
    on = await stage()
    const up = await on.run('up', full())
    expect(up.code, why(up)).toBe(0)
    ;[alb, sgp, lsn, epsrv] = (await Promise.all(GIVEN.map((kind) => on.id(kind)))) as [string, string, string, string]
  })
  afterAll(() => on.stop())

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
