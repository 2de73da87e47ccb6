import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultOf } from '../../src/cloud/interop.ts'

interface SlimSdk { cutClient(source: string, operations: string[]): string; operationsOf(source: string): string[] }

const load = async <T>(name: string): Promise<T> => (await import(new URL(`../../.build/${name}`, import.meta.url).href)) as T
const { bundles } = await load<{ bundles: BuildOptions[] }>('bundles.mjs')
const { cutClient, operationsOf } = await load<SlimSdk>('slim-sdk.mjs')
const source = (path: string): Promise<string> => readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')
const PACKAGES = { alb: '@alicloud/alb20200616', vpc: '@alicloud/vpc20160428', ecs: '@alicloud/ecs20140526' } as const
type Product = keyof typeof PACKAGES

interface Model { new (fields: object): object; types(): Record<string, unknown>; names(): Record<string, string> }
interface Sdk {
  Client: new (config: object) => Record<string, (request: object, runtime: object) => Promise<object>>
  RuntimeOptions: new (options: object) => object
  [model: string]: unknown
}

/** A value of a type that a model's `types()` names; each text says where it stands. With `wire`, models as objects of the answer's names. */
function filled(type: unknown, where: string, wire: boolean): unknown {
  if (type === 'number') return where.length
  if (type === 'boolean') return true
  if (typeof type === 'function') return fieldsOf(type as Model, where, wire)
  if (typeof type === 'object' && type !== null && 'itemType' in type) return [1, 2].map((n) => filled(type.itemType, `${where}.${n}`, wire))
  if (typeof type === 'object' && type !== null && 'valueType' in type) return { key: filled(type.valueType, `${where}.key`, wire) }
  return where
}

/** Every field of a model, nested ones too. */
function fieldsOf(model: Model, where: string, wire: boolean): object {
  const names = model.names()
  const fields = Object.entries(model.types()).map(([name, type]) => [wire ? names[name]! : name, filled(type, `${where}.${name}`, wire)])
  return wire ? Object.fromEntries(fields) : new model(Object.fromEntries(fields))
}

/** What goes over the wire, but for what differs from call to call. */
interface Sent { method: string; url: string; headers: Record<string, unknown>; body: string }
const CHANGING = ['x-acs-signature-nonce', 'x-acs-date', 'authorization', 'host', 'connection', 'user-agent']

describe('the cut SDK clients', () => {
  let folder: string
  let server: Server
  let answer: { status: number; body: object }
  let sent: Sent[] = []
  const slim = {} as Record<Product, Sdk>
  const whole = {} as Record<Product, Sdk>

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slim-sdk-'))
    await build({ ...bundles[0], entryPoints: Object.keys(PACKAGES).map((product) => `src/cloud/sdk/${product}.ts`), outdir: folder })
    for (const product of Object.keys(PACKAGES) as Product[]) {
      slim[product] = createRequire(import.meta.url)(join(folder, `${product}.cjs`)) as Sdk
      whole[product] = (await import(`../../src/cloud/sdk/${product}.ts`)) as Sdk
    }
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += String(chunk))).on('end', () => {
        const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !CHANGING.includes(name)))
        sent.push({ method: request.method!, url: request.url!, headers, body })
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await rm(folder, { recursive: true })
  })

  /** Sends an operation with every field that its request has. */
  async function call(sdk: Sdk, operation: string): Promise<{ sent: Sent[]; result: unknown }> {
    sent = []
    const { port } = server.address() as AddressInfo
    const Client = defaultOf(sdk.Client)
    const client = new Client({ accessKeyId: 'id', accessKeySecret: 'secret', endpoint: `127.0.0.1:${port}`, protocol: 'http', regionId: 'cn-hangzhou' })
    const request = fieldsOf(sdk[`${operation}Request`] as Model, operation, false)
    const method = `${operation[0]!.toLowerCase()}${operation.slice(1)}WithOptions`
    const ended = client[method]!(request, new sdk.RuntimeOptions({ autoretry: false }))
    const result = await ended.then(
      ({ body }: { body?: object }) => ({ name: body?.constructor.name.replace(/\d+$/, ''), body: JSON.stringify(body) }),
      (error: Error) => ({ name: error.name, message: error.message, all: JSON.stringify(error) }),
    )
    return { sent, result }
  }

  /** The same call through both, from the first byte sent to the object that comes back. */
  async function compare(product: Product, operation: string): Promise<{ sent: Sent[]; result: unknown }> {
    const expected = await call(whole[product], operation)
    expect(await call(slim[product], operation), operation).toEqual(expected)
    expect(expected.sent, operation).toHaveLength(1)
    return expected
  }

  test.each(Object.keys(PACKAGES) as Product[])('send every operation of %s as the whole package does, and read the same from its answer', async (product) => {
    const packed = (await import(PACKAGES[product])) as Record<string, Model>
    for (const operation of operationsOf(await source(`src/cloud/sdk/${product}.ts`))) {
      answer = { status: 200, body: fieldsOf(packed[`${operation}ResponseBody`]!, operation, true) }
      const { sent: [request], result } = await compare(product, operation)
      // Neither of the two left without its parameters.
      expect(`${request!.url}${request!.body}`.length, operation).toBeGreaterThan(40)
      expect(result).toMatchObject({ body: expect.stringContaining('requestId') })
    }
  })

  test('read the same from a refusal', async () => {
    answer = { status: 400, body: { RequestId: 'r', HostId: 'h', Code: 'Throttling.User', Message: 'too fast', Recommend: 'https://example.com' } }
    const { result } = await compare('alb', 'CreateLoadBalancer')
    expect(result).toMatchObject({ message: expect.stringContaining('Throttling.User') })
  })

  test('hold no operation that is not in use', () => {
    expect(Object.getOwnPropertyNames(defaultOf(slim.vpc.Client).prototype)).toEqual(['constructor', 'getEndpoint', 'describeRegionsWithOptions', 'describeVSwitchesWithOptions', 'describeVpcsWithOptions'])
  })
})

describe('cutting a client', () => {
  test('leaves what is no method of an operation', async () => {
    const client = await source('node_modules/@alicloud/vpc20160428/src/client.ts')
    const cut = cutClient(client, ['DescribeVpcs'])
    expect(cut.match(/^ {2}async \w+/gm)).toEqual(['  async describeVpcsWithOptions'])
    expect(cut).toContain('getEndpoint(productId')
  })

  test('fails where a method is not found, instead of leaving it out', async () => {
    expect(() => cutClient('export default class Client {\n}\n', ['DescribeVpcs'])).toThrow('describeVpcsWithOptions')
  })
})
