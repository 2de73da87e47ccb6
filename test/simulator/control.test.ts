import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallEntry, Simulator } from '../../src/simulator/api.ts'
import { callV3, control, now, send } from './client.ts'
import { handTime, startToy } from './toy.ts'

const time = handTime(Date.now())
let sim: Simulator
let calls: CallEntry[]
beforeEach(async () => {
  calls = []
  sim = await startToy({ speed: 1, onCall: (entry) => calls.push(entry) }, { now: time.now })
})
afterEach(() => sim.close())
const ask = (action: string, query: Record<string, string> = {}) => callV3(sim.url, sim.accounts[0] as Simulator['accounts'][number], { action, query, date: now(time.now()) })
const create = async (name = 'x') => (await ask('CreateLoadBalancer', { LoadBalancerName: name })).json.LoadBalancerId as string
const resources = async () => (await control(sim, 'GET', 'state')).json.resources

it('the health is open, everything else wants the control token', async () => {
  const host = new URL(sim.url).host
  expect((await send(sim.url, 'GET', '/_sim/health', { host })).json).toEqual({ ok: true })
  for (const authorization of ['', 'Bearer', 'Bearer wrong', sim.controlToken, `bearer ${sim.controlToken}`]) {
    const got = await send(sim.url, 'GET', '/_sim/state', { host, ...(authorization ? { authorization } : {}) })
    expect(got.status).toBe(401)
    expect(got.text).not.toContain(sim.controlToken)
  }
  expect((await control(sim, 'GET', 'state')).status).toBe(200)
})

it('what is not there, or not served by a method, or no JSON, is said so', async () => {
  expect((await control(sim, 'GET', 'nothing')).status).toBe(404)
  expect((await control(sim, 'DELETE', 'state')).status).toBe(405)
  for (const wrong of ['log?after=x', 'log?last=-1', 'servers', 'servers?listener=lsn-none', 'servers?listener=constructor']) {
    expect((await control(sim, 'GET', wrong)).status, wrong).toBe(400)
  }
  const torn = await send(sim.url, 'PUT', '/_sim/clock', { host: new URL(sim.url).host, authorization: `Bearer ${sim.controlToken}` }, '{')
  expect([torn.status, torn.json.error]).toEqual([400, expect.stringContaining('no JSON')])
})

it('the state lists everything, each with id, status, tags and its fields in the cloud’s spelling', async () => {
  const id = await create()
  const { json } = await control(sim, 'GET', 'state')
  expect(Date.parse(json.now)).toBe(time.now())
  expect(Object.keys(json.resources)).toEqual([
    'loadBalancers', 'serverGroups', 'listeners', 'endpointServices', 'endpoints', 'connections', 'vpcs', 'vSwitches', 'securityGroups', 'instances',
  ])
  expect(json.resources.loadBalancers).toMatchObject([{ id, status: 'Provisioning', tags: {}, LoadBalancerId: id, LoadBalancerStatus: 'Provisioning', LoadBalancerName: 'x' }])
  expect(json.resources.loadBalancers[0]).not.toHaveProperty('since')
  expect(json.resources.instances).toMatchObject([{ status: 'Running', InstanceName: 'web', agent: 'running', services: [{ port: 80, page: 'hi' }] }])
  expect(json.resources.securityGroups[0].Permissions).toMatchObject([{ Direction: 'ingress', IpProtocol: 'TCP', PortRange: '80/80', SourceCidrIp: '10.0.0.0/16' }])
  expect(json.resources.vSwitches[0]).not.toHaveProperty('taken')
})

it('the log holds each call with its number, and can be read from one on', async () => {
  const id = await create()
  await ask('GetLoadBalancerAttribute', { LoadBalancerId: id })
  await ask('Nothing')
  const { entries } = (await control(sim, 'GET', 'log')).json
  expect(entries).toEqual(calls)
  expect(entries[0]).toEqual({
    n: 1, start: time.now(), end: time.now(), product: 'Alb', action: 'CreateLoadBalancer', region: 'xx-north', account: '1000000000000001', status: 200, code: null,
    requestId: expect.any(String), clientToken: null, mutating: true, worked: true, fault: null, lacks: false,
    changed: [{ what: 'created', kind: 'loadBalancer', id, to: 'Provisioning', by: 'call' }],
  })
  expect(entries[1]).toMatchObject({ n: 2, mutating: false, worked: false, changed: [] })
  expect(entries[2]).toMatchObject({ n: 3, product: 'Alb', action: 'Nothing', account: null, status: 404, code: 'InvalidApi.NotFound', lacks: true })
  expect((await control(sim, 'GET', 'log?after=2')).json.entries.map((one: any) => one.n)).toEqual([3])
  expect((await control(sim, 'GET', 'log?after=9')).json.entries).toEqual([])
  const last = async (query: string) => (await control(sim, 'GET', `log?${query}`)).json.entries.map((one: any) => one.n)
  expect([await last('last=2'), await last('after=2&last=2'), await last('last=0'), await last('last=99')]).toEqual([[2, 3], [3], [], [1, 2, 3]])
})

it('the log tells what time had moved with the next call, whoever looked meanwhile, and once', async () => {
  const id = await create()
  time.pass(20_000)
  await resources()
  await ask('GetLoadBalancerAttribute', { LoadBalancerId: id })
  await ask('GetLoadBalancerAttribute', { LoadBalancerId: id })
  expect((await control(sim, 'GET', 'log?after=1')).json.entries.map((one: any) => one.changed)).toEqual([
    [{ what: 'changed', kind: 'loadBalancer', id, from: 'Provisioning', to: 'Active', by: 'time' }], [],
  ])
})

describe('the clock', () => {
  const status = async () => (await resources()).loadBalancers[0].status
  it('can be read, frozen, advanced and set to another speed without a jump', async () => {
    await create()
    expect((await control(sim, 'GET', 'clock')).json).toMatchObject({ mode: 'scaled', speed: 1, frozen: false })
    await control(sim, 'PUT', 'clock', { frozen: true })
    time.pass(3600_000)
    expect(await status()).toBe('Provisioning')
    await control(sim, 'POST', 'clock/advance', { seconds: 19 })
    expect(await status()).toBe('Provisioning')
    await control(sim, 'PUT', 'clock', { frozen: false, speed: 100 })
    expect(await status()).toBe('Provisioning')
    time.pass(10)
    expect(await status()).toBe('Active')
  })

  it('in the mode "instant" moves everything at once', async () => {
    await control(sim, 'PUT', 'clock', { mode: 'instant' })
    await create()
    expect(await status()).toBe('Active')
  })

  it.each([[{ mode: 'slow' }], [{ speed: 0 }], [{ speed: '2' }], [{ reads: 0 }], [{ kinds: { moon: { mode: 'instant' } } }], [{ pace: 1 }], [[]]])('refuses %j', async (change) => {
    expect((await control(sim, 'PUT', 'clock', change)).status).toBe(400)
    expect((await control(sim, 'GET', 'clock')).json).toMatchObject({ mode: 'scaled', speed: 1 })
  })

  it.each([[{ seconds: -1 }], [{ seconds: '1' }], [{}]])('is not advanced by %j', async (body) => {
    expect((await control(sim, 'POST', 'clock/advance', body)).status).toBe(400)
  })
})

describe('a patch of the world', () => {
  const patch = (body: unknown) => control(sim, 'PATCH', 'world', body)
  const ids = async () => {
    const { securityGroups, instances, vSwitches } = await resources()
    return { sg: securityGroups[0].id as string, i: instances[0].id as string, vsw: vSwitches[0].id as string }
  }

  it('replaces a group’s rules, in the cloud’s spelling or the world file’s', async () => {
    const { sg } = await ids()
    expect((await patch({ securityGroups: { [sg]: { permissions: [{ IpProtocol: 'tcp', PortRange: '443/443', SourceCidrIp: '10.0.0.0/8' }] } } })).json).toEqual({ ok: true })
    expect((await resources()).securityGroups[0].Permissions).toMatchObject([{ IpProtocol: 'TCP', PortRange: '443/443', Policy: 'Accept', Priority: '1', Direction: 'ingress' }])
    await patch({ securityGroups: { [sg]: { Permissions: [{ protocol: 'udp', ports: '53/53', cidr: '10.0.0.0/8', direction: 'egress' }] } } })
    expect((await resources()).securityGroups[0].Permissions).toMatchObject([{ IpProtocol: 'UDP', DestCidrIp: '10.0.0.0/8', SourceCidrIp: '' }])
    await patch({ securityGroups: { [sg]: { permissions: [] } } })
    expect((await resources()).securityGroups[0].Permissions).toEqual([])
  })

  it('changes an instance’s state, agent and services, and tags one by one', async () => {
    const { i } = await ids()
    await patch({ instances: { [i]: { Status: 'Stopped', agent: 'silent', services: [{ port: 80, broken: true }], tags: { a: '1', b: '2' } } } })
    await patch({ instances: { [i]: { tags: { a: null } } } })
    expect((await resources()).instances[0]).toMatchObject({ status: 'Stopped', Status: 'Stopped', agent: 'silent', services: [{ port: 80, broken: true }], tags: { b: '2' } })
  })

  it('removes a record, and puts one into a state from which time takes it on', async () => {
    const [a, b] = [await create('a'), await create('b')]
    await patch({ loadBalancers: { [a]: null, [b]: { LoadBalancerStatus: 'Deleting' } } })
    expect((await resources()).loadBalancers.map((one: any) => [one.id, one.status])).toEqual([[b, 'Deleting']])
    time.pass(5000)
    expect((await resources()).loadBalancers).toEqual([])
  })

  it('closes PrivateLink for an account and takes its roles away', async () => {
    expect((await patch({ accounts: { one: { privatelinkOpen: false, roles: [] }, '1000000000000002': { roles: ['X'] } } })).status).toBe(200)
  })

  it.each([
    ['an unknown collection', { moons: {} }, 'no collection "moons"'], ['an unknown ID', { instances: { 'i-none': {} } }, 'no "i-none"'],
    ['a name from every object', { instances: { constructor: {} } }, 'no "constructor"'],
    ['a list', [], 'an object'], ['an unknown account', { accounts: { nobody: {} } }, 'nobody'], ['a belief that is none', { beliefs: { moon: 'x' } }, 'no belief'],
  ])('that names %s is refused', async (_, body, message) => {
    const got = await patch(body)
    expect([got.status, got.json.error]).toEqual([400, expect.stringContaining(message)])
  })

  it('that is wrong anywhere changes nothing', async () => {
    const { i, sg, vsw } = await ids()
    const id = await create()
    const before = (await resources())
    for (const bad of [
      { instances: { [i]: { Status: 7 } } }, { instances: { [i]: { Colour: 'red' } } }, { instances: { [i]: { id: 'i-other' } } },
      { instances: { [i]: { services: [{ port: 0 }] } } }, { securityGroups: { [sg]: { permissions: [{ IpProtocol: 1 }] } } }, { vSwitches: { [vsw]: { CidrBlock: null } } },
      { loadBalancers: { [id]: { DeletionProtectionConfig: { Enabled: 'yes' } } } }, { loadBalancers: { [id]: { status: 'Flying' } } },
      { loadBalancers: { [id]: { ZoneMappings: [{ ZoneId: 'x' }] } } },
    ]) {
      expect((await patch({ instances: { [i]: { Status: 'Stopped' } }, ...bad })).status, JSON.stringify(bad)).toBe(400)
    }
    expect((await resources())).toEqual(before)
  })
})

it('a reset brings back the world as it was at first, keys and all, and its clock runs on', async () => {
  const first = await create()
  time.pass(1000_000)
  expect((await control(sim, 'POST', 'reset')).json).toEqual({ ok: true })
  const { json } = await control(sim, 'GET', 'state')
  expect(json.resources.loadBalancers).toEqual([])
  expect(Date.parse(json.now)).toBe(time.now())
  expect(await create()).toBe(first)
})
