import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Network, NetworkRule } from '../../../src/simulator/action.ts'
import type { Instance, World } from '../../../src/simulator/model.ts'
import { createNetwork } from '../../../src/simulator/network/backends.ts'
import { lookUp } from '../../../src/simulator/network/names.ts'
import { request, type Answer, type Ask, type Failure } from '../../../src/simulator/network/request.ts'
import { instance, NAMES, NOW, rule, smallWorld, viewAt } from './small-world.ts'

let world: World
let network: Network
let faults: NetworkRule[]
let hits: NetworkRule[]

beforeEach(() => {
  world = smallWorld()
  faults = []
  hits = []
  network = createNetwork({ faults: () => faults, hit: (one) => void hits.push(one) })
})
afterEach(() => network.close())

const at = (id: string): Instance => world.instances[id] as Instance

/** Asks from an instance; a page comes back as its status and first word, a failure as its kind. */
async function get(host: string, over: Partial<Ask> & { from?: string; view?: ReturnType<typeof viewAt> } = {}): Promise<string> {
  return brief(await whole(host, over))
}
async function whole(host: string,
  over: Partial<Ask> & { from?: string; view?: ReturnType<typeof viewAt> } = {}): Promise<Answer | Failure> {
  const { from = 'i-linux', view = viewAt(world, network), ...rest } = over
  return request(view, at(from), {
    scheme: 'http', host, port: 8080, method: 'GET', path: '/', headers: [['Host', host]], timeoutMs: 5000, ...rest,
  })
}
function brief(answer: Answer | Failure): string {
  if (answer.kind !== 'answer') return answer.kind
  return `${answer.status} ${answer.body.toString().replace(/<[^>]*>/g, '').trim().split(/\s+/).slice(0, 3).join(' ')}`
}

describe('through an endpoint', () => {
  test('name, zone name and address lead to the servers in turns, whatever the zone', async () => {
    const view = viewAt(world, network)
    const pages = [await get(NAMES.endpoint, { view }), await get(NAMES.b, { view }), await get('172.20.0.77', { view }),
      await get('172.20.1.77', { view })]
    expect(pages).toEqual(['200 first', '200 second', '200 first', '200 second'])
    expect(Object.fromEntries(view.turns)).toEqual({ 'lsn-one': 4 })
  })

  test('the turn goes on where the listener stopped', async () => {
    const [listener] = Object.values(world.listeners)
    if (listener) listener.turns = 7
    expect(await get(NAMES.endpoint)).toBe('200 second')
  })

  test('a zone name answers with the address of that zone only', async () => {
    expect(await whole(NAMES.b)).toMatchObject({ remoteAddress: '172.20.1.77' })
    expect(lookUp(viewAt(world, network), at('i-linux'), NAMES.endpoint.toUpperCase())).toEqual(['172.20.0.77', '172.20.1.77'])
  })

  test('with zone affinity the name answers with the caller\'s own zone', () => {
    const service = world.endpointServices['epsrv-one']
    if (service) service.ZoneAffinityEnabled = true
    expect(lookUp(viewAt(world, network), at('i-windows'), NAMES.endpoint)).toEqual(['172.20.1.77'])
  })

  test('the name resolves from another VPC too, but its address leads nowhere there', async () => {
    delete world.instances['i-spare']
    expect(lookUp(viewAt(world, network), at('i-first'), NAMES.a)).toEqual(['172.20.0.77'])
    expect(await get(NAMES.a, { from: 'i-first' })).toBe('timeout')
  })

  test('before acceptance the name does not resolve and the address keeps silent, for the caller\'s whole time', async () => {
    const endpoint = world.endpoints['ep-one']
    if (endpoint) endpoint.connection.status = 'Disconnected'
    expect(await get(NAMES.endpoint)).toBe('dns')
    expect(await whole('172.20.0.77')).toMatchObject({ kind: 'timeout', phase: 'connect', ms: 5000 })
  })

  test('a moment after Connected the path comes', async () => {
    const endpoint = world.endpoints['ep-one']
    if (endpoint) endpoint.connection.pathAt = NOW + 4000
    const view = viewAt(world, network)
    expect(await get(NAMES.a, { view })).toBe('dns')
    view.now += 4000
    expect(await get(NAMES.a, { view })).toBe('200 first')
  })

  test('a zone that is not connected is left out', async () => {
    const [zone] = world.endpoints['ep-one']?.zones ?? []
    if (zone) zone.status = 'Disconnected'
    expect(await whole(NAMES.endpoint)).toMatchObject({ kind: 'answer', remoteAddress: '172.20.1.77' })
    expect(await get(NAMES.a)).toBe('dns')
  })

  test('the endpoint\'s security group drops what it does not admit, at once after a change', async () => {
    const guard = world.securityGroups['sg-endpoint']
    expect(await get('172.20.0.77')).toBe('200 first')
    guard?.permissions.splice(0)
    expect(await get('172.20.0.77')).toBe('timeout')
    guard?.permissions.push(rule({ SourceGroupId: 'sg-users' }))
    expect(await get('172.20.0.77')).toBe('200 first')
  })

  test('the caller\'s own egress rules count', async () => {
    world.securityGroups['sg-users']?.permissions.push(rule({ Direction: 'egress', Policy: 'Drop', DestCidrIp: '172.20.0.77' }))
    expect(await get('172.20.0.77')).toBe('timeout')
    expect(await get('172.20.1.77')).toBe('200 first')
  })

  test('no listener on the port refuses, a stopped one too, one being changed goes on', async () => {
    expect(await get('172.20.0.77', { port: 81 })).toBe('timeout')
    world.securityGroups['sg-endpoint']?.permissions.push(rule({ SourceCidrIp: '0.0.0.0/0', PortRange: '81/81' }))
    expect(await get('172.20.0.77', { port: 81 })).toBe('refused')
    const [listener] = Object.values(world.listeners)
    if (listener) listener.status = 'Stopped'
    expect(await get('172.20.0.77')).toBe('refused')
    if (listener) listener.status = 'Configuring'
    expect(await get('172.20.0.77')).toBe('200 first')
  })

  test('a load balancer that is gone, and a zone without a resource, keep silent', async () => {
    const service = world.endpointServices['epsrv-one']
    service?.resources.shift()
    expect(await get('172.20.0.77')).toBe('timeout')
    world.loadBalancers = {}
    expect(await get('172.20.1.77')).toBe('timeout')
  })

  test('TLS to an HTTP listener fails in the handshake', async () => {
    expect(await get('172.20.0.77', { scheme: 'https' })).toBe('tls')
  })
})

describe('behind the load balancer', () => {
  test('an unhealthy server gets nothing', async () => {
    at('i-first').services = [{ port: 9000, page: 'no', status: 500 }]
    const view = viewAt(world, network)
    expect([await get(NAMES.a, { view }), await get(NAMES.a, { view })]).toEqual(['200 second', '200 second'])
  })

  test('with every server unhealthy all are used: it fails open', async () => {
    at('i-first').services = [{ port: 9000, page: 'no', status: 500 }]
    at('i-second').services = [{ port: 9000, page: 'x', broken: true }]
    const view = viewAt(world, network)
    expect([await get(NAMES.a, { view }), await get(NAMES.a, { view })]).toEqual(['500 no', '502 502 Bad Gateway'])
  })

  test('502 for a refusal, 503 for no server, 504 for silence', async () => {
    const group = world.serverGroups['sgp-one']
    if (group) group.HealthCheckConfig.HealthCheckEnabled = false
    group?.servers.splice(1)
    at('i-first').services = []
    const refused = await whole('172.20.0.77')
    expect(brief(refused)).toBe('502 502 Bad Gateway')
    expect(refused).toMatchObject({ headers: expect.arrayContaining([['Server', 'Tengine']]) })
    at('i-first').Status = 'Stopped'
    expect(await whole('172.20.0.77', { timeoutMs: 9000 })).toMatchObject({ status: 504 })
    expect(await get('172.20.0.77', { timeoutMs: 2000 })).toBe('timeout')
    const [server] = group?.servers ?? []
    if (server) server.Weight = 0
    expect(brief(await whole('172.20.0.77'))).toBe('503 503 Service Temporarily')
  })

  test('a server whose group admits one zone\'s range only is reached from that zone\'s node only', async () => {
    const guard = world.securityGroups['sg-servers']
    guard?.permissions.splice(0, 1)
    const group = world.serverGroups['sgp-one']
    if (group) group.HealthCheckConfig.HealthCheckEnabled = false
    expect(await get('172.20.1.77')).toBe('200 first')
    expect(await get('172.20.0.77', { timeoutMs: 9000 })).toBe('504 504 Gateway Time-out')
  })

  test('weights and schedulers decide', async () => {
    const group = world.serverGroups['sgp-one']
    const [first] = group?.servers ?? []
    if (first) first.Weight = 25
    let view = viewAt(world, network)
    const pages = []
    for (let i = 0; i < 5; i++) pages.push(await get('172.20.0.77', { view }))
    expect(pages.filter((page) => page === '200 first')).toHaveLength(1)
    if (group) group.Scheduler = 'Sch'
    view = viewAt(world, network)
    const same = new Set([await get('172.20.0.77', { view }), await get('172.20.1.77', { view }),
      await get('172.20.0.77', { view })])
    expect(same.size).toBe(1)
  })

  test('without cross-zone a node keeps to the servers of its zone', async () => {
    const group = world.serverGroups['sgp-one']
    if (group) group.CrossZoneEnabled = false
    const view = viewAt(world, network)
    expect([await get('172.20.1.77', { view }), await get('172.20.1.77', { view }), await get('172.20.0.77', { view })])
      .toEqual(['200 second', '200 second', '200 first'])
  })

  test('a session sticks by its cookie', async () => {
    const group = world.serverGroups['sgp-one']
    if (group) group.StickySessionConfig = { StickySessionEnabled: true, StickySessionType: 'Insert', CookieTimeout: 60 }
    const view = viewAt(world, network)
    const first = await whole('172.20.0.77', { view })
    const cookie = first.kind === 'answer' ? first.headers.find(([name]) => name === 'Set-Cookie')?.[1].split(';')[0] ?? '' : ''
    expect(cookie).toMatch(/^SERVERID=[0-9a-f]{8}$/)
    for (let i = 0; i < 3; i++) expect(await get('172.20.1.77', { view, headers: [['Host', 'x'], ['Cookie', cookie]] }))
      .toBe(brief(first))
  })

  test('a backend of the user\'s gets the request, with the caller in X-Forwarded-For and the Host as it was sent', async () => {
    const seen: { url: string | undefined; headers: IncomingHttpHeaders }[] = []
    const own = createServer((message, response) => {
      if (message.method === 'GET') seen.push({ url: message.url, headers: message.headers })
      response.setHeader('X-Own', 'yes').end('my own page')
    })
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve))
    for (const id of ['i-first', 'i-second']) at(id).services = [{ port: 9000,
      backend: `http://127.0.0.1:${(own.address() as AddressInfo).port}/base/` }]
    const answer = await whole('172.20.0.77', { path: '/x?y=1',
      headers: [['Host', 'shop.example'], ['X-Forwarded-For', '192.0.2.1']] })
    own.closeAllConnections()
    await new Promise((resolve) => own.close(resolve))
    expect(brief(answer)).toBe('200 my own page')
    expect(answer).toMatchObject({ headers: expect.arrayContaining([['X-Own', 'yes']]) })
    expect(seen).toMatchObject([{ url: '/base/x?y=1',
      headers: { host: 'shop.example', 'x-forwarded-for': '192.0.2.1, 172.20.0.3' } }])
  })

  test('a backend that is not on loopback is not asked', async () => {
    let asked = 0
    const own = createServer((_message, response) => void (asked++, response.end('outside')))
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve))
    // Linux takes this address to itself, so that the request would arrive if it were made.
    for (const id of ['i-first', 'i-second']) at(id).services = [{ port: 9000,
      backend: `http://0.0.0.0:${(own.address() as AddressInfo).port}` }]
    expect(await get('172.20.0.77')).toBe('502 502 Bad Gateway')
    own.closeAllConnections()
    await new Promise((resolve) => own.close(resolve))
    expect(asked).toBe(0)
  })

  test('network faults refuse, break and slow down, and are counted', async () => {
    const group = world.serverGroups['sgp-one']
    group?.servers.splice(1)
    faults = [{ instance: 'i-first', do: 'refuse' }]
    expect(await get('172.20.0.77')).toBe('502 502 Bad Gateway')
    faults = [{ instance: 'i-first', do: 'break' }]
    expect(await get('172.20.0.77')).toBe('502 502 Bad Gateway')
    faults = [{ instance: 'i-first', do: 'slow' }]
    expect(await get('172.20.0.77')).toBe('timeout')
    expect(await whole('172.20.0.77', { timeoutMs: 30_000 })).toMatchObject({ kind: 'answer', status: 200 })
    expect(hits.length).toBeGreaterThan(4)
  })
})

describe('within one VPC', () => {
  test('instances reach each other as their groups allow', async () => {
    world.instances['i-other'] = instance('i-other', 'vpc-serve', 'a', '172.20.0.30', { SecurityGroupIds: ['sg-servers'] })
    expect(await get('172.20.1.9', { from: 'i-other', port: 9000 })).toBe('200 second')
    expect(await get('172.20.1.9', { from: 'i-other', port: 9001 })).toBe('refused')
    world.securityGroups['sg-servers']!.InnerAccessPolicy = 'Drop'
    expect(await get('172.20.1.9', { from: 'i-other', port: 9001 })).toBe('timeout')
  })

  test('the load balancer answers at its own name and addresses, inside its VPC only', async () => {
    expect(await get(NAMES.balancer, { from: 'i-first' })).toBe('200 first')
    expect(await get('172.20.1.50', { from: 'i-first' })).toBe('200 first')
    expect(await get(NAMES.balancer)).toBe('timeout')
  })

  test('an address of the other VPC is not reached though both use the same ranges', async () => {
    expect(await get('172.20.0.9', { port: 9000 })).toBe('timeout')
    world.instances['i-twin'] = instance('i-twin', 'vpc-use', 'a', '172.20.0.9', { services: [{ port: 9000, page: 'twin' }] })
    expect(await get('172.20.0.9', { port: 9000 })).toBe('200 twin')
  })

  test('loopback is the instance itself', async () => {
    expect(await get('127.0.0.1', { from: 'i-first', port: 9000 })).toBe('200 first')
    expect(await get('localhost', { port: 1 })).toBe('refused')
  })

  test('of two silent addresses curl gives the first one half of the time', async () => {
    world.securityGroups['sg-endpoint']?.permissions.splice(0, 1,
      rule({ SourceCidrIp: '172.20.0.0/16', DestCidrIp: '172.20.1.77' }))
    expect(await whole(NAMES.endpoint, { halves: true }))
      .toMatchObject({ kind: 'answer', remoteAddress: '172.20.1.77', times: { connect: 2502 } })
    expect(await whole(NAMES.endpoint)).toMatchObject({ kind: 'timeout', ms: 5000 })
  })
})
