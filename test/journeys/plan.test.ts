import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MADE } from '../support/cloud.ts'
import { outcomes } from '../support/command.ts'
import { ROOMY, ZONES } from '../support/roomy-world.ts'
import { stage, plans, open, changed, why, full, type Stage } from '../support/plan-stage.ts'

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
    expect(up.events.at(-1)!['next']).toContain(`--replace ${step}`)
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

  test('what comes next is a test only where the config names who asks', async () => {
    const config = bare()
    config.listener.port = 8080
    const next = async (words: string): Promise<string | undefined> => (await on.run(words, config)).events.at(-1)!['next']
    expect(await next('plan')).toContain('alb-privatelink test ')
    expect(await next('plan --stop-after endpoint')).toContain('alb-privatelink up ')
    Reflect.deleteProperty(config.consumer, 'test')
    expect(await next('up')).toContain('alb-privatelink status ')
    expect(await next('plan')).toContain('alb-privatelink status ')
    expect(await next('status')).toBeUndefined()
  })

  test('a load balancer that lost its tags is not followed by its listener and service to another one, unless they are named', async () => {
    const id = await on.id('loadBalancers')
    const tag = (value: string | null): Promise<unknown> => on.patch({ loadBalancers: { [id]: { tags: { 'managed-by': value } } } })
    await tag(null)
    const config = bare()
    config.listener.port = 8080
    const planned = await on.run('plan', config)
    expect(changed(planned)).toEqual([`listener load balancer: ${id} -> a new one`, `service load balancer: ${id} -> a new one`])
    expect(open(planned)).toEqual(['load-balancer create', 'listener replace', 'endpoint-service replace', 'endpoint replace', 'connection replace', 'connectivity create'])
    expect(planned.events.at(-1)!['next']).toContain('--replace listener --replace endpoint-service')
    const before = await on.world()
    const up = await on.run('up', config)
    expect(up.code, why(up)).toBe(1)
    expect(up.events.at(-1)!['error']).toMatchObject({ code: 'NeedsReplacement', message: expect.stringContaining('listener load balancer') })
    expect(up.events.at(-1)!['next']).toContain('--replace listener --replace endpoint-service')
    expect(await on.world()).toEqual(before)
    await tag('alb-privatelink')
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
