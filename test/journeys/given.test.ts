import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { clientOf } from '../support/client.ts'
import { outcomes } from '../support/command.ts'
import { givenStage, openChecks as checks, using, type Given } from '../support/given-config.ts'
import { open, plans, why, type Stage } from '../support/plan-stage.ts'
import { ROOMY, ZONES } from '../support/roomy-world.ts'

/** Each of these runs several commands, one after another. */
vi.setConfig({ testTimeout: 60_000 })

describe('resources that exist already and are named by their IDs', () => {
  let on: Stage
  let alb: string, sgp: string, lsn: string, epsrv: string
  let given: Given['given']
  beforeAll(async () => void ({ on, alb, sgp, lsn, epsrv, given } = await givenStage()))
  afterAll(() => on.stop())

  test('all four: the PrivateLink part is made, works, and goes again; nothing that was given is touched', async () => {
    const config = using({ loadBalancer: alb, serverGroup: sgp, listener: lsn, service: epsrv }, (one) => (one.consumer.zones[0].vSwitchId = ROOMY.otherFront[0]))
    const before = await given()
    const calls = await on.entries(async () => {
      const planned = await on.run('plan --exit-code', config)
      expect(planned.code, why(planned)).toBe(10)
      expect(open(planned)).toEqual(['endpoint create', 'connection create', 'connectivity create'])
      const up = await on.run('up', config)
      expect(up.code, why(up)).toBe(0)
      expect(outcomes(up.events)).toEqual({ 'load-balancer': 'found', 'server-group': 'found', listener: 'found', 'endpoint-service': 'found', endpoint: 'created', connection: 'created', connectivity: 'passed' })
      expect(up.events.at(-1)!['outputs']).toMatchObject({ loadBalancerId: alb, serverGroupId: sgp, listenerId: lsn, serviceId: epsrv })
      for (const words of ['status', 'test', 'up', 'doctor', 'plan --exit-code']) {
        const ended = await on.run(words, config)
        expect(ended.code, `${words}: ${why(ended)}`).toBe(0)
        expect(checks(ended)).toEqual([])
      }
      const dry = await on.run('down --dry-run', config)
      expect(dry.events.at(-1)!['outputs'].remove).toHaveLength(1)
      expect(dry.events.at(-1)!['outputs'].left).toEqual(expect.arrayContaining([alb, sgp, lsn, epsrv]))
      const down = await on.run('down --yes', config)
      expect(down.code, why(down)).toBe(0)
      expect(outcomes(down.events)).toMatchObject({ endpoint: 'removed', 'endpoint-service': 'kept', listener: 'kept', 'load-balancer': 'kept', 'server-group': 'kept' })
    })
    expect(new Set(calls.filter(({ mutating }) => mutating).map(({ action }) => action))).toEqual(
      new Set(['CreateVpcEndpoint', 'AddZoneToVpcEndpoint', 'EnableVpcEndpointConnection', 'RunCommand', 'DisableVpcEndpointConnection', 'RemoveZoneFromVpcEndpoint', 'DeleteVpcEndpoint'].filter((action) => calls.some((call) => call.action === action))),
    )
    expect(await given()).toEqual(before)
    expect((await on.cloud.state()).resources['endpoints']).toHaveLength(1)
  })

  test.each<[string, () => any, string[]]>([
    ['is not there', () => using({ loadBalancer: 'alb-none00000000000000', serverGroup: sgp }), ['given-load-balancer fail']],
    ['lacks a zone of the endpoint', () => using({ loadBalancer: alb, serverGroup: sgp }, (one) => one.consumer.zones.push({ zoneId: ZONES[2], vSwitchId: ROOMY.front[2] })), ['given-load-balancer fail', 'listener-port fail']],
    ['has the port of a new listener taken', () => using({ loadBalancer: alb, serverGroup: sgp }), ['listener-port fail']],
    ['is in another VPC than the config says', () => using({ loadBalancer: alb, serverGroup: sgp, listener: lsn }, (one) => (one.provider = { vpcId: ROOMY.consumers })), ['given-load-balancer fail', 'given-server-group fail']],
  ])('what %s stops up with 3 before anything is made', async (_why, config, expected) => {
    const calls = await on.entries(async () => {
      const up = await on.run('up', config())
      expect(up.code, why(up)).toBe(3)
      expect(checks(up)).toEqual(expected)
    })
    expect(calls.filter(({ mutating }) => mutating)).toEqual([])
  })

  test('a listener that forwards elsewhere does not do, and plan says so too', async () => {
    const client = clientOf(on.cloud)
    const { serverGroupId: other } = await client.alb('CreateServerGroup', { serverGroupName: 'by-hand', vpcId: ROOMY.providers, protocol: 'HTTP', healthCheckConfig: { healthCheckEnabled: false } })
    const up = await on.run('up', using({ loadBalancer: alb, serverGroup: other!, listener: lsn }))
    expect(up.code, why(up)).toBe(3)
    const planned = await on.run('plan', using({ loadBalancer: alb, serverGroup: other!, listener: lsn }))
    expect(planned.code, why(planned)).toBe(3)
    for (const ended of [up, planned]) expect(checks(ended)).toEqual(['given-server-group unknown', 'given-listener fail'])
    expect(up.events.find(({ name, result }) => name === 'given-listener' && result === 'fail')!['message']).toContain(other)
    await client.alb('DeleteServerGroup', { serverGroupId: other! })
  })

  test('up --replace and --adopt of what is given are bad usage', async () => {
    for (const option of ['--replace', '--adopt']) {
      const ended = await on.run(`up --yes ${option} load-balancer`, using({ loadBalancer: alb, serverGroup: sgp, listener: lsn }))
      expect(ended.code, why(ended)).toBe(2)
      expect(ended.events.at(-1)!['error'].message).toContain(alb)
    }
    expect(plans(await on.run('plan', using({ loadBalancer: alb, serverGroup: sgp, listener: lsn })))).toContainEqual(expect.objectContaining({ step: 'listener', action: 'found', id: lsn }))
  })
})
