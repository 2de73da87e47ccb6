import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProductTable } from '../../src/simulator/action.ts'
import type { Simulator } from '../../src/simulator/api.ts'
import { alb } from '../../src/simulator/products/alb.ts'
import { ecs } from '../../src/simulator/products/ecs.ts'
import { location } from '../../src/simulator/products/location.ts'
import { privatelink } from '../../src/simulator/products/privatelink.ts'
import { vpc } from '../../src/simulator/products/vpc.ts'
import { sts } from '../../src/simulator/sts.ts'
import * as calls from './calls.ts'
import { MODELS, officialClients, VERSIONS } from './clients.ts'
import data from './privatelink-actions.json' with { type: 'json' }
import { dataShape, differences, misfits, modelShape, pathsOf, requiredIn, requiredOf, tableShape, type Shape } from './shapes.ts'
import { effectsIn, watched, type ReadParameters } from './read-parameters.ts'
import { startWorld } from './start.ts'

const tables: ProductTable[] = [alb, ecs, privatelink, vpc]
const actionsOf = (some: ProductTable[]) => some
  .flatMap((table) => Object.entries(table.actions).map(([action, { parameters }]) => ({ product: table.product, action, parameters })))
const served = actionsOf(tables)
const privatelinkData: Record<string, { parameters: object; answer: object }> = data.actions
const own = (action: string) => privatelinkData[action] ?? { parameters: {}, answer: {} }

/** A request as it goes over the wire: where the official package turns a map or list into text first, the second model says so. */
function requestShape(product: string, action: string): Shape {
  if (product === 'Privatelink') return dataShape(own(action).parameters)
  const models = MODELS[product]!
  return modelShape(models[`${action}ShrinkRequest`] ?? models[`${action}Request`])
}

function answerShape(product: string, action: string): Shape {
  return product === 'Privatelink' ? dataShape(own(action).answer) : modelShape(MODELS[product]![`${action}ResponseBody`])
}

/** The differences that the manual lists, each as `Product.Action kind path: theirs, ours`. */
const listed = (() => {
  const manual = readFileSync(new URL('../../docs/simulator.md', import.meta.url), 'utf8')
  const section = /^## Where it differs from the official models\n([^]*?)(?=^## |$(?![^]))/m.exec(manual)?.[1] ?? ''
  return [...section.matchAll(/^\| `(\w+)\.(\w+)` \| (parameter|answer) \| `([\w.[\]]+)` \| ([\w-]+) \| ([\w-]+) \|/gm)]
    .map(([, product, action, kind, path, theirs, ours]) => `${product}.${action} ${kind} ${path}: ${theirs}, ${ours}`)
})()
const met = new Set<string>()
const unlisted = (where: string, found: readonly string[]): string[] => found.map((one) => `${where} ${one}`).filter((one) => {
  met.add(one)
  return !listed.includes(one)
})

const counts = { actions: 0, parameters: 0, calls: 0, fields: 0, known: 0 }
const seen: Record<string, Set<string>> = {}
const problems: string[] = []
const read: ReadParameters = {}
let sim: Simulator

beforeAll(async () => {
  sim = await startWorld((all) => watched(all, read))
})
afterAll(async () => {
  await sim.close()
})

/** Calls as an official client does, and keeps where an answer does not fit. */
function asking(product: string, account = 0): calls.Ask {
  const call = officialClients(sim, account)
  return async (action, fields) => {
    const { raw, read } = await call(product, action, fields).catch((error: Error) => {
      throw new Error(`${product} ${action}: ${error.message}`, { cause: error })
    })
    counts.calls++
    const at = (seen[`${product}.${action}`] ??= new Set())
    problems.push(...unlisted(`${product}.${action} answer`, misfits(raw, answerShape(product, action), at)))
    expect(read, `${product} ${action}: the official client reads something else`).toEqual(raw)
    return raw
  }
}

test('every action served is one of the official package, or of the data on Privatelink, which is served whole', () => {
  const known = (product: string, action: string) => (product === 'Privatelink' ? action in privatelinkData : `${action}Request` in MODELS[product]!)
  expect(served.filter(({ product, action }) => !known(product, action))).toEqual([])
  expect(Object.keys(privatelink.actions).sort()).toEqual(Object.keys(privatelinkData).sort())
  expect(tables.map(({ product, version }) => [product, version])).toEqual(tables.map(({ product }) => [product, VERSIONS[product]]))
})

describe('parameters have the names and types of the official requests', () => {
  test.each(served)('$product $action', ({ product, action, parameters }) => {
    const theirs = requestShape(product, action)
    expect(unlisted(`${product}.${action} parameter`, differences(theirs, tableShape(parameters)))).toEqual([])
    counts.actions++
    counts.parameters += pathsOf(theirs).filter((path) => path !== '').length
  })
})

test('parameters of Privatelink are required where the data says so', () => {
  for (const [action, { parameters }] of Object.entries(privatelink.actions)) {
    expect([action, ...requiredIn(parameters).sort()]).toEqual([action, ...requiredOf(own(action).parameters).sort()])
  }
})

test('official clients read refusals: code, status, request ID', async () => {
  const ask = officialClients(sim)
  const refused = async (product: string, action: string, fields: object) => ask(product, action, { ...fields }).then(() => undefined, (error: unknown) => error)
  const region = { RegionId: sim.region }
  const one = (code: string, statusCode: number) => ({ code, statusCode, requestId: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/) })
  expect(await refused('Alb', 'GetListenerAttribute', { ListenerId: 'lsn-none' })).toMatchObject(one('ResourceNotFound.Listener', 404))
  expect(await refused('Privatelink', 'GetVpcEndpointAttribute', { ...region, EndpointId: 'ep-none' })).toMatchObject(one('EndpointNotFound', 400))
  expect(await refused('Ecs', 'StopInvocation', { ...region, InvokeId: 't-none' })).toMatchObject(one('InvalidInvokeId.NotFound', 404))
  expect(await refused('Vpc', 'DescribeVpcAttribute', { ...region, VpcId: 'vpc-none' })).toMatchObject(one('Forbidden.VpcNotFound', 400))
})

test('the manual counts the actions that are served', () => {
  const manual = readFileSync(new URL('../../docs/limits.md', import.meta.url), 'utf8')
  const counted = [...manual.matchAll(/^\| (\w+) (\d{4}-\d\d-\d\d) \| (\d+) /gm)].map(([, product, version, count]) => `${product} ${version} ${count}`)
  expect(counted.sort()).toEqual(tables.map(({ product, version, actions }) => `${product} ${version} ${Object.keys(actions).length}`).sort())
})

test('official clients get answers of the official form from every action', async () => {
  const [albAsk, plAsk] = [asking('Alb'), asking('Privatelink')]
  const front = await calls.frontDoor(albAsk)
  await calls.albReads(albAsk, front)
  const back = await calls.backDoor(plAsk, front)
  await albAsk('GetLoadBalancerAttribute', { LoadBalancerId: front.LoadBalancerId })
  await calls.instances(asking('Ecs'))
  await calls.networkReads(asking('Vpc'))
  await calls.albChanges(albAsk, front)
  await calls.backDoorChanges(plAsk, front, back)
  await calls.albTeardown(albAsk, front)
  await asking('Privatelink', 2)('OpenPrivateLinkService')

  expect(problems).toEqual([])
  expect(served.map(({ product, action }) => `${product}.${action}`).filter((name) => !seen[name]?.has('RequestId'))).toEqual([])
})

/** What the gateway reads itself, before any handler. */
const OF_THE_GATEWAY = ['RegionId', 'ClientToken', 'DryRun']

test('a parameter is read by its action where the table says that it is honoured, and is not where it says ignored', async () => {
  // These two have no official model here; their parameters are told in the manual like the others'.
  const ask = officialClients(sim)
  await ask('Location', 'DescribeEndpoints', { Id: sim.region, ServiceCode: 'alb' })
  await ask('Sts', 'AssumeRole', { RoleArn: 'acs:ram::1000000000000001:role/tools', RoleSessionName: 'me' })
  const wrong = [...served, ...actionsOf([location, sts])].flatMap(({ product, action, parameters }) => effectsIn(parameters)
    .filter(({ path, effect }) => effect !== 'refused' && !OF_THE_GATEWAY.includes(path)
      && (read[`${product}.${action}`]?.has(path) ?? false) !== (effect === 'honoured'))
    .map(({ path, effect }) => `${product}.${action} ${path}: ${effect}`))
  expect(wrong).toEqual([])
})

test('what the manual lists as different is still different, and this much was compared', () => {
  expect(listed.filter((one) => !met.has(one))).toEqual([])
  for (const { product, action } of served) {
    counts.fields += seen[`${product}.${action}`]?.size ?? 0
    counts.known += pathsOf(answerShape(product, action)).length
  }
  console.log(`conformance: ${counts.actions} actions with ${counts.parameters} parameters; ${counts.calls} calls of official clients, `
    + `${counts.fields} of the ${counts.known} fields of their answers seen; ${listed.length} listed differences`)
  expect(counts.actions).toBe(served.length)
})
