import { afterEach, describe, expect, it } from 'vitest'
import type { Simulator } from '../../src/simulator/api.ts'
import { callV1, callV3, control, ECS, PRIVATELINK } from './client.ts'
import { handTime, startToy } from './toy.ts'

let sim: Simulator
const open = async (...args: Parameters<typeof startToy>): Promise<Simulator> => (sim = await startToy(...args))
const key = (n = 0) => sim.accounts[n] as Simulator['accounts'][number]
const v3 = (ask: Parameters<typeof callV3>[2]) => callV3(sim.url, key(), ask)
const named = (LoadBalancerName: string, more: Record<string, string> = {}) => ({ action: 'CreateLoadBalancer', query: { LoadBalancerName, ...more } })
afterEach(() => sim?.close())

describe('a call', () => {
  it('is served, and its answer carries an upper-case RequestId and no stray Code', async () => {
    await open()
    const got = await v3(named('x'))
    expect(got.status).toBe(200)
    expect(got.headers['content-type']).toBe('application/json;charset=utf-8')
    expect(got.json.LoadBalancerId).toMatch(/^alb-[a-z0-9]{18}$/)
    expect(got.json.RequestId).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/)
    expect(Object.keys(got.json).sort()).toEqual(['LoadBalancerId', 'RequestId'])
    expect(got.headers['x-acs-request-id']).toBe(got.json.RequestId)
  })

  it('goes by the older signature too, over GET and POST, with parameters in query, form or both, in XML or JSON', async () => {
    await open()
    const xml = await callV1(sim.url, key(), named('a<b'))
    expect(xml.headers['content-type']).toBe('text/xml;charset=utf-8')
    const id = /<CreateLoadBalancerResponse><LoadBalancerId>(alb-\w+)<\/LoadBalancerId><RequestId>/.exec(xml.text)?.[1] as string
    const json = await callV1(sim.url, key(), { action: 'GetLoadBalancerAttribute', query: { Format: 'JSON' }, form: { LoadBalancerId: id }, method: 'POST' })
    expect(json.json.LoadBalancerName).toBe('a<b')
    const wrong = await callV1(sim.url, key(), { action: 'GetLoadBalancerAttribute', query: { LoadBalancerId: 'alb-none' } })
    expect(wrong.status).toBe(404)
    expect(wrong.text).toContain('<Error><RequestId>')
    expect(wrong.text).toContain('<Code>ResourceNotFound.LoadBalancer</Code>')
  })

  it('takes parameters from a form body beside the query', async () => {
    await open()
    const { json } = await v3({ action: 'CreateLoadBalancer', query: { ClientToken: 't' }, form: { LoadBalancerName: 'f' } })
    expect(json.LoadBalancerId).toBeTruthy()
  })

  it('may be as long as the SDKs send it', async () => {
    await open()
    const got = await v3(named('x', Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`Permissions.${i + 1}.SourceCidrIp`, '10.0.0.0/8']))))
    expect(got.status).toBe(200)
  })

  it.each([
    ['an unknown action', { action: 'Nothing' }, 404, 'InvalidApi.NotFound'],
    ['an unknown version', { action: 'CreateLoadBalancer', version: '1999-01-01' }, 404, 'InvalidApi.NotFound'],
    ['an action named after a member of every object', { action: 'constructor' }, 404, 'InvalidApi.NotFound'],
    ['another path', { action: 'CreateLoadBalancer', path: '/other' }, 404, 'InvalidApi.NotFound'],
    ['another method', { action: 'CreateLoadBalancer', method: 'PUT' }, 405, 'UnsupportedHTTPMethod'],
    ['an unknown region', { action: 'CreateLoadBalancer', query: { RegionId: 'xx-east' } }, 404, 'InvalidRegionId.NotFound'],
    ['a missing parameter of Alb', { action: 'CreateLoadBalancer' }, 400, 'MissingLoadBalancerName'],
    ['a missing parameter of Privatelink', { action: 'DescribeRegions', version: PRIVATELINK, query: { RegionId: 'xx-north' } }, 400, 'MissingParam.Id'],
    ['a missing parameter of Ecs', { action: 'DescribeRegions', version: ECS }, 400, 'MissingParameter.RegionId'],
    ['a malformed parameter of Ecs', { action: 'DescribeRegions', version: ECS, query: { RegionId: 'xx-north', Id: 'x', N: 'many' } }, 400, 'InvalidParameter.N'],
    ['a malformed parameter of Privatelink', { action: 'DescribeRegions', version: PRIVATELINK, query: { RegionId: 'xx-north', Id: 'x', N: 'many' } }, 400, 'IllegalParamFormat.N'],
    ['a malformed parameter of Alb', { action: 'CreateLoadBalancer', query: { LoadBalancerName: 'x', Port: '70000' } }, 400, 'IllegalParam.Port'],
    ['a refusal of the action', named('taken'), 400, 'Conflict.Name'],
  ])('with %s is refused in the cloud’s shape', async (_, ask, status, code) => {
    await open()
    const got = await v3(ask)
    expect([got.status, got.json.Code]).toEqual([status, code])
    expect(Object.keys(got.json)).toEqual(['RequestId', 'HostId', 'Code', 'Message', 'Recommend'])
    expect(got.json.Recommend).toContain(`q=${code}`)
  })

  it('that meets a mistake of a handler is answered with InternalError, and the simulator lives on', async () => {
    const errors: unknown[] = []
    await open({ onError: (error) => errors.push(error) })
    const got = await v3(named('crash'))
    expect([got.status, got.json.Code]).toEqual([500, 'InternalError'])
    expect(got.text).not.toContain('mistake')
    expect(errors).toHaveLength(1)
    expect((await v3(named('x'))).status).toBe(200)
  })

  it('goes where RegionId, else the virtual host, else the world says', async () => {
    await open()
    const regionOf = async (ask: object) => {
      const { json } = await v3({ ...named('x'), ...ask })
      return (await v3({ action: 'GetLoadBalancerAttribute', query: { LoadBalancerId: json.LoadBalancerId } })).json.RegionId
    }
    expect(await regionOf({})).toBe('xx-north')
    expect(await regionOf({ host: 'alb.xx-south.aliyuncs.com' })).toBe('xx-south')
    expect(await regionOf({ host: 'alb-vpc.xx-south.aliyuncs.com:8443' })).toBe('xx-south')
    expect(await regionOf({ host: 'alb-xx-south.aliyuncs.com' })).toBe('xx-south')
    expect(await regionOf({ host: 'alb.aliyuncs.com' })).toBe('xx-north')
    expect(await regionOf({ host: 'alb.xx-south.aliyuncs.com', query: { LoadBalancerName: 'x', RegionId: 'xx-north' } })).toBe('xx-north')
    const other = await v3({ ...named('taken'), host: 'alb.xx-south.aliyuncs.com' })
    expect(other.json.HostId).toBe('alb.xx-south.aliyuncs.com')
    expect((await v3(named('taken'))).json.HostId).toBe('alb.xx-north.aliyuncs.com')
  })

  it('with an unknown parameter is served, and refused when strict', async () => {
    await open()
    expect((await v3(named('x', { Colour: 'red' }))).status).toBe(200)
    await sim.close()
    await open({ strict: true })
    expect((await v3(named('x', { Colour: 'red' }))).json.Code).toBe('UnknownParameter')
    expect((await v3(named('x', { 'ZoneMappings.1.ZoneId': 'z', 'ZoneMappings.1.Colour': 'red' }))).json.Message).toContain('ZoneMappings.1.Colour')
    expect((await v3(named('x', { 'ZoneMappings.1.ZoneId': 'z', OwnerId: '1' }))).status).toBe(200)
    expect((await callV1(sim.url, key(), named('x', { Format: 'JSON' }))).status).toBe(200)
  })
})

describe('a ClientToken', () => {
  it('gives the first answer again under a new RequestId, and changes nothing', async () => {
    await open()
    const first = await v3(named('x', { ClientToken: 't' }))
    const again = await v3(named('x', { ClientToken: 't' }))
    expect(again.json.LoadBalancerId).toBe(first.json.LoadBalancerId)
    expect(again.json.RequestId).not.toBe(first.json.RequestId)
    const { json } = await control(sim, 'GET', 'log')
    expect(json.entries.map((one: any) => [one.mutating, one.worked, one.clientToken])).toEqual([[true, true, 't'], [true, false, 't']])
  })

  it('with other parameters is refused, by Ecs with 403; each account, region and action has its own', async () => {
    await open()
    const first = await v3(named('x', { ClientToken: 't' }))
    const other = await v3(named('y', { ClientToken: 't' }))
    expect([other.status, other.json.Code]).toEqual([400, 'IdempotentParameterMismatch'])
    const ids = [first.json.LoadBalancerId]
    ids.push((await callV3(sim.url, key(1), named('x', { ClientToken: 't' }))).json.LoadBalancerId)
    ids.push((await v3(named('x', { ClientToken: 't', RegionId: 'xx-south' }))).json.LoadBalancerId)
    ids.push((await v3({ ...named('x', { ClientToken: 't' }), version: ECS })).json.LoadBalancerId)
    expect(new Set(ids).size).toBe(4)
    expect((await v3({ ...named('y', { ClientToken: 't' }), version: ECS })).status).toBe(403)
  })

  it('is not remembered for a refusal, nor for longer than a day of the world', async () => {
    const time = handTime(Date.now())
    await open({ speed: 1 }, { now: time.now })
    expect((await v3(named('taken', { ClientToken: 't' }))).status).toBe(400)
    const first = await v3(named('x', { ClientToken: 't' }))
    await control(sim, 'POST', 'clock/advance', { seconds: 24 * 3600 - 1 })
    expect((await v3(named('x', { ClientToken: 't' }))).json.LoadBalancerId).toBe(first.json.LoadBalancerId)
    await control(sim, 'POST', 'clock/advance', { seconds: 2 })
    expect((await v3(named('x', { ClientToken: 't' }))).json.LoadBalancerId).not.toBe(first.json.LoadBalancerId)
  })

  it('whose first call is still at work is turned away', async () => {
    await open()
    await control(sim, 'PUT', 'faults', [{ match: { action: 'CreateLoadBalancer' }, do: { delayMs: 60_000 } }])
    const slow = v3(named('x', { ClientToken: 't' })).catch((error: Error) => error)
    const until = async (): Promise<void> => { while ((await control(sim, 'GET', 'faults')).json[0].hits === 0) await new Promise(setImmediate) }
    await until()
    const second = await v3(named('x', { ClientToken: 't' }))
    expect([second.status, second.json.Code]).toEqual([400, 'IdempotenceProcessing'])
    await sim.close()
    await slow
  })

  it('reused with other parameters is replayed where the belief says so', async () => {
    await open()
    await control(sim, 'PATCH', 'world', { beliefs: { 'client-token-reuse': 'replay' } })
    const first = await v3(named('x', { ClientToken: 't' }))
    expect((await v3(named('y', { ClientToken: 't' }))).json.LoadBalancerId).toBe(first.json.LoadBalancerId)
  })
})

describe('DryRun', () => {
  it('answers DryRunOperation after the whole validation, and makes nothing', async () => {
    await open()
    const good = await v3(named('x', { DryRun: 'true', ClientToken: 't' }))
    expect([good.status, good.json.Code]).toEqual([400, 'DryRunOperation'])
    expect((await v3(named('taken', { DryRun: 'true' }))).json.Code).toBe('Conflict.Name')
    expect((await control(sim, 'GET', 'state')).json.resources.loadBalancers).toEqual([])
    expect((await v3(named('x', { DryRun: 'false', ClientToken: 't' }))).status).toBe(200)
  })
})

describe('time', () => {
  it('moves a resource while nobody looks', async () => {
    const time = handTime(Date.now())
    await open({ speed: 10 }, { now: time.now })
    const { json } = await v3(named('x'))
    const status = async () => (await v3({ action: 'GetLoadBalancerAttribute', query: { LoadBalancerId: json.LoadBalancerId } })).json.LoadBalancerStatus
    time.pass(1999)
    expect(await status()).toBe('Provisioning')
    time.pass(1)
    expect(await status()).toBe('Active')
    await v3({ action: 'DeleteLoadBalancer', query: { LoadBalancerId: json.LoadBalancerId } })
    expect(await status()).toBe('Deleting')
    time.pass(500)
    expect(await status()).toBeUndefined()
  })

  it('in the mode "reads" passes by looks, and can pass by looks for one kind alone', async () => {
    await open()
    await control(sim, 'PUT', 'clock', { frozen: false, kinds: { loadBalancer: { mode: 'reads', reads: 3 } } })
    const { json } = await v3(named('x'))
    const seen: string[] = []
    for (let i = 0; i < 5; i++) seen.push((await v3({ action: 'GetLoadBalancerAttribute', query: { LoadBalancerId: json.LoadBalancerId } })).json.LoadBalancerStatus)
    expect(seen).toEqual(['Provisioning', 'Provisioning', 'Provisioning', 'Active', 'Active'])
  })
})

it('an action that observes is given the settled world, and what it found', async () => {
  await open()
  await v3(named('x'))
  expect((await v3({ action: 'Peek' })).json.Seen).toBe(1)
})
