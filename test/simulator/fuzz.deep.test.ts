import { connect } from 'node:net'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Parameter, ProductTable } from '../../src/simulator/action.ts'
import type { Simulator } from '../../src/simulator/api.ts'
import { EXAMPLE_WORLD } from '../../src/simulator/example-world.ts'
import { products } from '../../src/simulator/index.ts'
import { startCloud } from '../../src/simulator/start.ts'
import { buildWorld } from '../../src/simulator/world.ts'
import { callV1, callV3, control, send, type Got } from './client.ts'

const TABLES: readonly ProductTable[] = products()
const SIGNED = 16_000
const MANGLED = 5_000
const SEED = 20_240_229

const nasty = fc.oneof(
  fc.constantFrom('', ' ', '0', '-1', '1', '80', '99999999999999999999', 'NaN', 'true', 'FALSE', 'null', '[]', '{}', '["i-x"]', '[{"a":1}]', '{"__proto__":1}', '__proto__',
    'constructor', '%', '%00', '\u0000', '\n', '*', '.', '..', '../..', '<script>', '🙂', 'x'.repeat(5000), '10.0.0.1', '999.1.1.1', '10.0.0.0/33', '::1', 'Base64', 'ZXhpdA=='),
  fc.string(), fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replace(/\p{Cs}/gu, '')), fc.integer().map(String), fc.double().map(String),
)

/** A value for a parameter: right in form most of the time, so that handlers are reached. */
function valueFor(parameter: Parameter, ids: readonly string[], name: string): fc.Arbitrary<[string, string][]> {
  const right = parameter.values ? fc.constantFrom(...parameter.values)
    : parameter.type === 'boolean' ? fc.constantFrom('true', 'false')
    : parameter.type === 'integer' ? fc.integer({ min: parameter.min ?? 0, max: Math.min(parameter.max ?? 100, 100_000) }).map(String)
    : parameter.type === 'number' ? fc.integer({ min: 0, max: 100 }).map((tenths) => String(tenths / 10))
    : name.endsWith('RegionId') ? fc.constantFrom('cn-hangzhou', 'cn-shanghai')
    : fc.constantFrom(...ids)
  if (parameter.type === 'struct') return members(parameter.fields ?? {}, ids, `${name}.`)
  if (parameter.type === 'list') {
    return fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constant(0)), { maxLength: 3 })
      .chain((at) => (at.length === 0 ? fc.constant([]) : fc.tuple(...at.map(([i]) => valueFor(parameter.item ?? { type: 'string' }, ids, `${name}.${i}`))).map((all) => all.flat())))
  }
  return fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: nasty }).map((value) => [[name, value]])
}

function members(table: Record<string, Parameter>, ids: readonly string[], prefix = ''): fc.Arbitrary<[string, string][]> {
  const each = Object.entries(table).map(([name, parameter]) => {
    const value = valueFor(parameter, ids, prefix + name)
    const weight = parameter.required ? 30 : 1
    return fc.oneof({ weight, arbitrary: value }, { weight: 1, arbitrary: fc.constant([] as [string, string][]) })
  })
  return each.length === 0 ? fc.constant([]) : fc.tuple(...each).map((all) => all.flat())
}

async function idsOf(sim: Simulator): Promise<string[]> {
  const { json } = await control(sim, 'GET', 'state')
  const found = Object.values(json.resources as Record<string, { id: string }[]>).flatMap((list) => list.slice(-5).map((one) => one.id))
  return [...found, ...sim.accounts.map((one) => one.id), 'cn-hangzhou-h', 'cn-hangzhou-i', 'alb-none', 'alb', 'Ecs', 'HTTP', 'name-1', '10.0.10.77', 'rg-acfm1', 'dG9rZW4=']
}

function wellFormed(got: Got): void {
  const { json } = got
  if (got.status === 200) expect(json.RequestId).toMatch(/^[0-9A-F-]{36}$/)
  else expect(Object.keys(json).sort()).toEqual(['Code', 'HostId', 'Message', 'Recommend', 'RequestId'])
  if (got.status === 200) expect('Code' in json).toBe(false)
}

it(`${SIGNED} validly signed calls with mangled parameters and ${MANGLED} mangled requests each get a well-formed answer`, async () => {
  const errors: unknown[] = []
  const sim = await startCloud({ state: 'memory', speed: 10_000, onError: (error) => errors.push(error) }, { tables: TABLES, make: (real) => buildWorld(EXAMPLE_WORLD, real) })
  const key = sim.accounts[0] as Simulator['accounts'][number]
  const operations = TABLES.flatMap((table) => Object.entries(table.actions).map(([action, { parameters }]) => ({ version: table.version, action, parameters })))
  let past = 0
  let good = 0
  try {
    const rounds = 80
    for (let round = 0; round < rounds; round++) {
      const ids = await idsOf(sim)
      const call = fc.constantFrom(...operations).chain(({ version, action, parameters }) => fc.record({
        version: fc.constant(version), action: fc.constant(action), flat: members(parameters, ids), extra: fc.dictionary(fc.string({ maxLength: 12 }), nasty, { maxKeys: 1 }),
        older: fc.boolean(), form: fc.boolean(),
      }))
      for (const { version, action, flat, extra, older, form } of fc.sample(call, { numRuns: SIGNED / rounds, seed: SEED + round })) {
        // Names of the signature itself would make another request of it.
        const own = Object.fromEntries(Object.entries(extra).filter(([name]) => !/^(Signature|AccessKeyId|Timestamp|Version|Action|Format|SecurityToken)/.test(name)))
        const params = { ...own, ...Object.fromEntries(flat), ...(older ? { Format: 'JSON' } : {}) }
        const got = await (older ? callV1 : callV3)(sim.url, key, { version, action, method: 'POST', ...(form && !older ? { form: params } : { query: params }) })
        wellFormed(got)
        expect(String(got.json.Code), JSON.stringify({ action, params })).not.toMatch(/^(InternalError|SignatureDoesNotMatch|IncompleteSignature)$/)
        past++
        if (got.status === 200) good++
      }
      if (round % 20 === 19) await control(sim, 'POST', 'reset')
    }
    const host = new URL(sim.url).host
    const headers = fc.dictionary(fc.constantFrom('x-acs-action', 'x-acs-version', 'authorization', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256', 'content-type', 'accept'),
      fc.oneof(fc.constantFrom('2020-06-16', 'CreateLoadBalancer', 'ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=b', 'application/x-www-form-urlencoded'),
        fc.string().map((text) => text.replace(/[^\x20-\x7e]/g, ''))))
    const mangled = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'), headers, body: fc.string({ maxLength: 200 }),
      path: fc.oneof(fc.constantFrom('/', '/?', '/_sim/', '/_sim/state', '/?Action=x&Version=2014-05-26', '/?%', '/?a=%ff&b=%', '//', '/?Signature=x'), fc.webPath(), fc.webQueryParameters().map((text) => `/?${text}`)),
    })
    for (const { method, headers, body, path } of fc.sample(mangled, { numRuns: MANGLED, seed: SEED })) {
      const got = await send(sim.url, method, path, { ...headers, host }, body)
      // The page for a browser is all that is open.
      if (got.status === 200) {
        expect([method, path]).toEqual(['GET', '/_sim/'])
        continue
      }
      expect(got.status).toBeGreaterThanOrEqual(400)
      expect(got.text).toMatch(/^(\{.*"(Code|error)":|<\?xml .*\n<Error><RequestId>)/s)
    }
    for (const bytes of fc.sample(fc.uint8Array({ minLength: 1, maxLength: 300 }), { numRuns: 300, seed: SEED })) await raw(sim, bytes)
    expect((await control(sim, 'GET', 'state')).status).toBe(200)
    expect(errors).toEqual([])
    console.log(`fuzz: ${past} signed calls (${good} of them done), ${MANGLED} mangled requests, 300 heaps of bytes; seed ${SEED}`)
  } finally {
    await sim.close()
  }
}, 900_000)

function raw(sim: Simulator, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(sim.url).port), '127.0.0.1', () => void socket.end(bytes))
    socket.on('error', () => resolve())
    socket.on('close', () => resolve())
    socket.resume()
  })
}
