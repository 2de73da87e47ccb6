import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Cloud, type CloudHooks } from '../../src/cloud/cloud.ts'
import { staticSigner } from '../../src/cloud/credentials.ts'
import { CloudError } from '../../src/cloud/error.ts'
import { TimeUp } from '../../src/core/errors.ts'
import { virtualClock } from '../support/clock.ts'

type Answer = (request: IncomingMessage & { query: URLSearchParams; body: string }, response: ServerResponse) => void

let server: Server
let host: string
let seen: { action: string; query: Record<string, string>; body: string }[]
let answers: Answer[]

const json = (status: number, body: unknown): Answer => (_request, response) => {
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' }).end(JSON.stringify(body))
}

beforeEach(async () => {
  seen = []
  answers = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const query = new URL(request.url ?? '/', 'http://x').searchParams
      seen.push({ action: String(request.headers['x-acs-action']), query: Object.fromEntries(query), body })
      const answer = answers.length > 1 ? answers.shift()! : answers[0]!
      answer(Object.assign(request, { query, body }), response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

function cloudOf(more: { signal?: AbortSignal; timeoutMs?: number; hooks?: CloudHooks } = {}) {
  const clock = virtualClock()
  const cloud = new Cloud(
    {
      region: 'cn-hangzhou', credential: staticSigner('id', 'secret').credential, endpoint: { host, protocol: 'http' }, network: 'public',
      timeoutMs: more.timeoutMs ?? 5000, clock, signal: more.signal ?? new AbortController().signal, random: () => 1,
    },
    more.hooks,
  )
  return { cloud, clock }
}

const failure = async (call: Promise<unknown>): Promise<CloudError> => {
  const error = await call.then(() => undefined, (caught: unknown) => caught)
  expect(error).toBeInstanceOf(CloudError)
  return error as CloudError
}

describe('a call', () => {
  test('sends nested lists of an SDK request by their wire names, and reads the answer by the SDK ones', async () => {
    answers = [json(200, { RequestId: 'R', LoadBalancerId: 'alb-1' })]
    const { cloud } = cloudOf()
    const body = await cloud.alb('CreateLoadBalancer', { vpcId: 'vpc-1', zoneMappings: [{ zoneId: 'z', vSwitchId: 'vsw', intranetAddress: undefined }], tag: [{ key: 'a', value: 'b' }] })
    expect(body.loadBalancerId).toBe('alb-1')
    expect(seen[0]).toEqual({ action: 'CreateLoadBalancer', body: '', query: { VpcId: 'vpc-1', 'ZoneMappings.1.ZoneId': 'z', 'ZoneMappings.1.VSwitchId': 'vsw', 'Tag.1.Key': 'a', 'Tag.1.Value': 'b' } })
  })

  test('refuses a misspelt field when it is compiled', () => {
    const { cloud } = cloudOf()
    // @ts-expect-error the field is vpcId
    const typo = () => cloud.alb('CreateLoadBalancer', { vpcID: 'vpc-1' })
    // @ts-expect-error an action that is not in use
    const action = () => cloud.alb('CreateAcl', {})
    expect([typo, action]).toHaveLength(2)
  })

  test('sends the region and the lower-case ip to Privatelink', async () => {
    answers = [json(200, { RequestId: 'R', EndpointId: 'ep-1', VpcId: 'v' })]
    const { cloud } = cloudOf()
    const body = await cloud.privatelink('CreateVpcEndpoint', { vpcId: 'v', zone: [{ zoneId: 'z', vSwitchId: 's', ip: '10.0.0.9' }], securityGroupId: ['sg'] })
    expect(body).toEqual({ requestId: 'R', endpointId: 'ep-1', vpcId: 'v' })
    expect(seen[0]!.query).toEqual({ RegionId: 'cn-hangzhou', VpcId: 'v', 'Zone.1.ZoneId': 'z', 'Zone.1.VSwitchId': 's', 'Zone.1.ip': '10.0.0.9', 'SecurityGroupId.1': 'sg' })
  })

  test("puts Privatelink's tags into the form body, as its metadata asks", async () => {
    answers = [json(200, { RequestId: 'R' })]
    await cloudOf().cloud.privatelink('TagResources', { resourceType: 'vpcendpoint', resourceId: ['ep-1'], tag: [{ key: 'k', value: 'v' }] })
    expect(seen[0]!.query).toEqual({})
    expect(Object.fromEntries(new URLSearchParams(seen[0]!.body))).toMatchObject({ ResourceType: 'vpcendpoint', 'ResourceId.1': 'ep-1', 'Tag.1.Key': 'k', RegionId: 'cn-hangzhou' })
  })
})

describe('a call that is over', () => {
  const told = async (call: (cloud: Cloud) => Promise<unknown>, ...given: Answer[]): Promise<object[]> => {
    const calls: object[] = []
    answers = given
    await call(cloudOf({ hooks: { onEnd: ({ ms, ...call }) => calls.push({ ...call, timed: ms >= 0 && ms < 5000 }) } }).cloud).catch(() => undefined)
    return calls
  }

  test('is told with status and RequestId, from both families of clients', async () => {
    const said = { product: 'Alb', action: 'ListLoadBalancers', status: 200, requestId: 'R-1', timed: true }
    expect(await told((cloud) => cloud.alb('ListLoadBalancers', {}), json(200, { RequestId: 'R-1' }))).toEqual([said])
    expect(await told((cloud) => cloud.privatelink('ListVpcEndpoints', {}), json(200, { RequestId: 'R-1' }))).toEqual([{ ...said, product: 'Privatelink', action: 'ListVpcEndpoints' }])
  })

  test('is told with the code of each try, and by the head where the body says no RequestId', async () => {
    const said = { product: 'Sts', action: 'GetCallerIdentity', timed: true }
    const good: Answer = (_request, response) => void response.writeHead(200, { 'content-type': 'application/json', 'x-acs-request-id': 'R-2' }).end('{"AccountId":"1"}')
    expect(await told((cloud) => cloud.callerIdentity(), json(400, { Code: 'Throttling', Message: 'slow', RequestId: 'R-1' }), good)).toEqual([
      { ...said, status: 400, code: 'Throttling', requestId: 'R-1' }, { ...said, status: 200, requestId: 'R-2' },
    ])
  })

  test('is told with our code where no answer came', async () => {
    expect(await told((cloud) => cloud.alb('CreateLoadBalancer', {}), (request) => request.socket.destroy())).toEqual([{ product: 'Alb', action: 'CreateLoadBalancer', code: 'ECONNRESET', timed: true }])
  })
})

describe('a call that fails', () => {
  test('keeps the code, the request ID and the link of the cloud, from both families of clients', async () => {
    answers = [json(404, { Code: 'ResourceNotFound.LoadBalancer', Message: 'not there', RequestId: 'R-1', Recommend: 'https://x.test/q' })]
    const { cloud } = cloudOf()
    const alb = await failure(cloud.alb('GetLoadBalancerAttribute', { loadBalancerId: 'alb-1' }))
    expect(alb.fields).toMatchObject({ code: 'ResourceNotFound.LoadBalancer', class: 'absent', httpStatus: 404, requestId: 'R-1', recommend: 'https://x.test/q', product: 'Alb' })
    answers = [json(400, { Code: 'EndpointNotFound', Message: 'not there', RequestId: 'R-2' })]
    const privatelink = await failure(cloud.privatelink('GetVpcEndpointAttribute', { endpointId: 'ep-1' }))
    expect(privatelink.fields).toMatchObject({ code: 'EndpointNotFound', class: 'absent', httpStatus: 400, requestId: 'R-2' })
    expect(privatelink.message).toBe('not there')
  })

  test('keeps the word "undefined" where the cloud itself says it, and takes no other for it', async () => {
    for (const call of [(cloud: Cloud) => cloud.alb('EnableDeletionProtection', { resourceId: 'alb-1' }), (cloud: Cloud) => cloud.privatelink('CreateVpcEndpoint', { vpcId: 'v' })]) {
      answers = [json(400, { Code: 'undefined', Message: 'odd', RequestId: 'R' })]
      expect((await failure(call(cloudOf().cloud))).fields).toMatchObject({ code: 'undefined', class: 'busy', requestId: 'R' })
      answers = [json(400, { Message: 'odd' })]
      const { fields } = await failure(call(cloudOf().cloud))
      expect([fields.code, 'requestId' in fields]).toEqual(['InvalidAnswer', false])
    }
  })

  test('keeps all that the cloud said of a permission that is missing', async () => {
    const detail = { PolicyType: 'AccountLevelIdentityBasedPolicy', AuthAction: 'alb:ListLoadBalancers', NoPermissionType: 'ImplicitDeny', AuthPrincipalDisplayName: 'joe' }
    answers = [json(403, { Code: 'NoPermission', Message: 'no', RequestId: 'R', AccessDeniedDetail: detail })]
    const { fields } = await failure(cloudOf().cloud.alb('ListLoadBalancers', {}))
    expect(fields).toMatchObject({ denied: 'alb:ListLoadBalancers, PolicyType AccountLevelIdentityBasedPolicy, NoPermissionType ImplicitDeny, AuthPrincipalDisplayName joe', httpStatus: 403 })
  })

  test('goes out again when it was throttled, with the same ClientToken, and tells so', async () => {
    const retries: unknown[] = []
    answers = [json(400, { Code: 'Throttling.User', Message: 'slow down', RequestId: 'R' }), json(400, { Code: 'Throttling.Api', Message: 'slow down', RequestId: 'R' }), json(200, { LoadBalancerId: 'alb-1', RequestId: 'R' })]
    const { cloud, clock } = cloudOf({ hooks: { onRetry: (retry) => retries.push(retry) } })
    await cloud.alb('CreateLoadBalancer', { clientToken: 'T', vpcId: 'v' })
    expect(seen.map(({ query }) => query['ClientToken'])).toEqual(['T', 'T', 'T'])
    expect(clock.slept).toEqual([1000, 2000])
    expect(retries).toEqual([
      { action: 'CreateLoadBalancer', code: 'Throttling.User', requestId: 'R', attempt: 1, attempts: 12, waitMs: 1000 },
      { action: 'CreateLoadBalancer', code: 'Throttling.Api', requestId: 'R', attempt: 2, attempts: 12, waitMs: 2000 },
    ])
  })

  test('gets a new ClientToken for each try when it removes something', async () => {
    answers = [json(400, { Code: 'SystemBusy', Message: 'busy', RequestId: 'R' }), json(200, { RequestId: 'R', JobId: 'J' })]
    await cloudOf().cloud.alb('DeleteLoadBalancer', { clientToken: 'T', loadBalancerId: 'alb-1' })
    expect(seen[0]!.query['ClientToken']).toBe('T')
    expect(seen[1]!.query['ClientToken']).not.toBe('T')
  })

  test('gives up after its tries, with the codes of all of them', async () => {
    answers = [json(400, { Code: 'Throttling', Message: 'slow down', RequestId: 'R' })]
    const error = await failure(cloudOf().cloud.alb('DescribeZones', {}))
    expect(seen).toHaveLength(12)
    expect(error.fields.history).toHaveLength(11)
  })

  test('is given up after a few tries where nobody ever answered, and the calls beside it with it', async () => {
    const retries: number[] = []
    const { cloud } = cloudOf({ hooks: { onRetry: ({ attempt, attempts }) => retries.push(attempt, attempts) } })
    server.close()
    const failures = await Promise.all([failure(cloud.alb('DescribeZones', {})), failure(cloud.privatelink('ListVpcEndpoints', {})), failure(cloud.vpc('DescribeVpcs', { regionId: 'r' }))])
    expect(retries).toEqual([1, 4, 2, 4, 3, 4])
    expect(failures.map(({ fields }) => [fields.code, fields.history?.length])).toEqual([['ECONNREFUSED', 3], ['ECONNREFUSED', undefined], ['ECONNREFUSED', undefined]])
  })

  test('has all its tries where somebody answered before', async () => {
    answers = [json(200, { Zones: [], RequestId: 'R' })]
    const { cloud, clock } = cloudOf()
    await cloud.alb('DescribeZones', {})
    server.closeAllConnections()
    server.close()
    expect((await failure(cloud.privatelink('ListVpcEndpoints', {}))).fields.history).toHaveLength(11)
    expect(clock.slept).toHaveLength(11)
  })

  test('is not repeated by itself when it changes something and nobody knows whether it did', async () => {
    answers = [(_request, response) => void response.destroy()]
    const { cloud } = cloudOf()
    expect((await failure(cloud.alb('CreateLoadBalancer', { clientToken: 'T', vpcId: 'v' }))).fields.class).toBe('unknown')
    expect(seen).toHaveLength(1)
  })

  test('is repeated when it only reads', async () => {
    answers = [(_request, response) => void response.destroy(), json(200, { Zones: [], RequestId: 'R' })]
    expect((await cloudOf().cloud.alb('DescribeZones', {})).zones).toEqual([])
  })

  test.each<[string, Answer]>([
    ['HTML from a proxy', (_request, response) => void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>bad</html>')],
    ['a body that is cut off', (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"LoadBal')],
    ['an empty body', (_request, response) => void response.writeHead(200).end()],
  ])('on %s says that the answer cannot be read, with its HTTP status', async (_name, answer) => {
    answers = [answer]
    const error = await failure(cloudOf().cloud.alb('CreateLoadBalancer', { vpcId: 'v' }))
    expect(error.fields).toMatchObject({ code: 'InvalidAnswer', class: 'unknown' })
    expect(error.fields.httpStatus).toBeTypeOf('number')
  })

  test.each<[string, Answer]>([
    ['is none', (_request, response) => void response.writeHead(200, { 'x-acs-request-id': 'R-7' }).end('\x00garbage')],
    ['is shorter than it should be', (_request, response) => void response.writeHead(200, { 'x-acs-request-id': 'R-7' }).end('{"LoadBal')],
    ['breaks off', (_request, response) => {
      response.writeHead(200, { 'content-length': '99', 'x-acs-request-id': 'R-7' }).write('{"LoadBal')
      setImmediate(() => response.destroy())
    }],
  ])('keeps the RequestId of the head where the body %s', async (_name, answer) => {
    for (const call of [(cloud: Cloud) => cloud.alb('CreateLoadBalancer', { vpcId: 'v' }), (cloud: Cloud) => cloud.privatelink('CreateVpcEndpoint', { vpcId: 'v' })]) {
      answers = [answer]
      expect((await failure(call(cloudOf().cloud))).fields).toMatchObject({ requestId: 'R-7', httpStatus: 200, class: 'unknown' })
    }
  })

  test('for its signature does not show what was signed', async () => {
    answers = [json(400, { Code: 'SignatureDoesNotMatch', Message: 'Specified signature does not match our calculation. server StringToSign is [ACS3 abc] server CanonicalRequest is [POST\n/\nx-acs-security-token:TOKEN]', RequestId: 'R' })]
    expect((await failure(cloudOf().cloud.alb('DescribeZones', {}))).message).toBe('Specified signature does not match our calculation.')
  })

  test('never quotes its parameters', async () => {
    server.close()
    host = '127.0.0.1:1'
    const error = await failure(cloudOf().cloud.alb('CreateLoadBalancer', { vpcId: 'vpc-secret-name' }))
    expect(error.message).not.toContain('vpc-secret-name')
    expect(error.fields.code).toBe('ECONNREFUSED')
  })

  test('ends when a server accepts it and never answers', async () => {
    answers = [() => undefined]
    const error = await failure(cloudOf({ timeoutMs: 50 }).cloud.alb('CreateLoadBalancer', { vpcId: 'v' }))
    expect(error.fields).toMatchObject({ code: 'Timeout', class: 'unknown' })
  })

  test('ends at once when the run is interrupted while it reads', async () => {
    const abort = new AbortController()
    answers = [() => abort.abort(new Error('interrupted'))]
    await expect(cloudOf({ signal: abort.signal }).cloud.alb('DescribeZones', {})).rejects.toThrow('interrupted')
  })

  test('is told with what the cloud said of it where the time for the whole run is up before its next try, or during it', async () => {
    const up = new TimeUp((why) => `time is up (${why})`, { hint: 'again' })
    const refused = json(500, { Code: 'Brand.New', Message: 'odd', RequestId: 'R-1', Recommend: 'https://help' })
    for (const inWait of [true, false]) {
      const abort = new AbortController()
      answers = [refused, () => abort.abort(up)]
      const hooks = inWait ? { onRetry: () => abort.abort(up) } : {}
      const ended = await cloudOf({ signal: abort.signal, hooks }).cloud.alb('DescribeZones', {}).catch((error: unknown) => error)
      expect(ended).toMatchObject({ message: 'time is up (Brand.New: odd)', failure: { code: 'Timeout', exit: 8, action: 'DescribeZones', requestId: 'R-1', recommend: 'https://help', hint: 'again' } })
    }
  })

  test('is not sent any more once the run is interrupted', async () => {
    const abort = new AbortController()
    abort.abort(new Error('interrupted'))
    await expect(cloudOf({ signal: abort.signal }).cloud.alb('DescribeZones', {})).rejects.toThrow('interrupted')
    expect(seen).toHaveLength(0)
  })

  test('may still finish its answer when it was writing as the run was interrupted', async () => {
    const abort = new AbortController()
    answers = [(_request, response) => {
      abort.abort(new Error('interrupted'))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"LoadBalancerId":"alb-1","RequestId":"R"}')
    }]
    expect((await cloudOf({ signal: abort.signal }).cloud.alb('CreateLoadBalancer', { vpcId: 'v' })).loadBalancerId).toBe('alb-1')
  })
})
