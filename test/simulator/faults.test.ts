import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Simulator } from '../../src/simulator/api.ts'
import { readFaultRules } from '../../src/simulator/fault-rules.ts'
import { faultList } from '../../src/simulator/faults.ts'
import { callV3, control, now } from './client.ts'
import { handTime, startToy, TABLES, toyWorld } from './toy.ts'

const time = handTime(Date.now())
let sim: Simulator
beforeEach(async () => { sim = await startToy({ speed: 1 }, { now: time.now }) })
afterEach(() => sim.close())
const ask = (action: string, query: Record<string, string> = {}) => callV3(sim.url, sim.accounts[0] as Simulator['accounts'][number], { action, query, date: now(time.now()) })
const create = (name = 'x') => ask('CreateLoadBalancer', { LoadBalancerName: name })
const set = (...rules: unknown[]) => control(sim, 'PUT', 'faults', rules)
const hits = async () => (await control(sim, 'GET', 'faults')).json.map((one: any) => one.hits)
const balancers = async () => (await control(sim, 'GET', 'state')).json.resources.loadBalancers
const log = async () => (await control(sim, 'GET', 'log')).json.entries

describe('a fault', () => {
  it('answers an error, once where nothing else is said, and says so in a header and in the log', async () => {
    expect((await set({ id: 'busy', match: { action: 'CreateLoadBalancer' }, do: { error: { code: 'SystemBusy', status: 409 } } })).json).toMatchObject([{ id: 'busy', hits: 0 }])
    const got = await create()
    expect([got.status, got.json.Code, got.headers['x-sim-fault']]).toEqual([409, 'SystemBusy', 'busy'])
    const next = await create()
    expect([next.status, next.headers['x-sim-fault']]).toEqual([200, undefined])
    expect(await hits()).toEqual([1])
    expect((await log()).map((one: any) => [one.fault, one.code, one.worked])).toEqual([['busy', 'SystemBusy', false], [null, null, true]])
    expect(await balancers()).toHaveLength(1)
  })

  it('strikes from the n-th matching call, so many times, or in a repeating pattern', async () => {
    const struck = async (count: number) => {
      let row = ''
      for (let i = 0; i < count; i++) row += (await ask('GetLoadBalancerAttribute', { LoadBalancerId: 'x' })).json.Code === 'E' ? '1' : '0'
      return row
    }
    const rule = (match: object) => ({ match: { action: 'Alb.GetLoadBalancerAttribute', ...match }, do: { error: { code: 'E' } } })
    await set(rule({ from: 2, times: 3 }))
    expect(await struck(7)).toBe('0111000')
    await set(rule({ pattern: '110', from: 2 }))
    expect(await struck(8)).toBe('01101101')
    await set(rule({ pattern: '10', times: 2 }))
    expect(await struck(6)).toBe('101000')
    await set(rule({ times: null }))
    expect(await struck(4)).toBe('1111')
  })

  it('may be for one resource only', async () => {
    const id = (await create()).json.LoadBalancerId
    await set({ match: { resource: id, times: null }, do: { error: { code: 'E' } } })
    expect((await create()).status).toBe(200)
    expect((await ask('GetLoadBalancerAttribute', { LoadBalancerId: id })).json.Code).toBe('E')
  })

  it('cuts the connection before the work, or after it', async () => {
    await set({ match: { action: 'CreateLoadBalancer' }, do: { cut: 'before' } }, { match: { action: 'CreateLoadBalancer', from: 2 }, do: { cut: 'after' } })
    await expect(create()).rejects.toThrow('socket hang up')
    expect(await balancers()).toHaveLength(0)
    await expect(create()).rejects.toThrow('socket hang up')
    expect(await balancers()).toHaveLength(1)
    expect(await hits()).toEqual([1, 1])
    expect((await log()).map((one: any) => [one.status, one.worked])).toEqual([[0, false], [0, true]])
  })

  it('truncates the body, or sends garbage', async () => {
    await set({ match: { action: 'CreateLoadBalancer' }, do: { truncate: 10 } }, { match: { action: 'CreateLoadBalancer', from: 2 }, do: { garbage: true } })
    await expect(create()).rejects.toThrow('aborted')
    const got = await create()
    expect([got.status, got.json]).toEqual([200, undefined])
    expect(got.headers['x-sim-fault']).toBe('fault-2')
    expect(await balancers()).toHaveLength(2)
  })

  it('delays a call', async () => {
    await set({ match: { action: 'CreateLoadBalancer' }, do: { delayMs: 5 } })
    const got = await create()
    expect([got.status, got.headers['x-sim-fault']]).toEqual([200, 'fault-1'])
  })

  it('leads a lifecycle along another arrow, or leaves it stuck', async () => {
    await set({ do: { lifecycle: { kind: 'loadBalancer', to: 'CreateFailed' } } }, { match: { from: 1 }, do: { lifecycle: { kind: 'loadBalancer', to: 'stuck' } } })
    await create('a')
    time.pass(20_000)
    expect((await balancers())[0].status).toBe('CreateFailed')
    await create('b')
    time.pass(60_000)
    expect((await balancers()).map((one: any) => one.status)).toEqual(['CreateFailed', 'Provisioning'])
    expect(await hits()).toEqual([1, 1])
    await create('c')
    time.pass(20_000)
    expect((await balancers())[2].status).toBe('Active')
  })

  it('is given to the network with its hits, and comes out of force when it has struck often enough', () => {
    const list = faultList()
    const world = toyWorld()
    const [instance = ''] = Object.keys(world.instances)
    list.set(readFaultRules([{ match: { times: 2 }, do: { network: { instance, do: 'refuse' } } }, { do: { network: { instance, do: 'slow' } } }], TABLES, world))
    const [first, second] = list.networkRules()
    expect([first, second]).toEqual([{ instance, do: 'refuse' }, { instance, do: 'slow' }])
    for (let i = 0; i < 2; i++) list.networkHit(first!)
    expect(list.networkRules()).toEqual([second])
    expect(list.list().map((one) => one.hits)).toEqual([2, 0])
  })

  it.each([
    ['an action that is not served', { match: { action: 'CreateMoon' }, do: { delayMs: 1 } }, 'no action "CreateMoon"'],
    ['a resource that is not there', { match: { resource: 'alb-none' }, do: { delayMs: 1 } }, 'holds no "alb-none"'],
    ['a kind without a lifecycle', { do: { lifecycle: { kind: 'moon', to: 'Gone' } } }, 'no kind "moon"'],
    ['a state that the kind has not', { do: { lifecycle: { kind: 'loadBalancer', to: 'Connected' } } }, 'no state of loadBalancer'],
    ['an instance that is not there', { do: { network: { instance: 'i-none', do: 'refuse' } } }, 'no instance "i-none"'],
    ['nothing to do', { match: {} }, 'do'], ['two things to do', { do: { delayMs: 1, garbage: true } }, 'do'],
    ['an unknown member', { do: { delayMs: 1 }, when: 'now' }, 'when'], ['a pattern that never strikes', { match: { pattern: '000' }, do: { delayMs: 1 } }, 'pattern'],
    ['a status that is no error', { do: { error: { code: 'E', status: 200 } } }, 'do'], ['no times at all', { match: { times: 0 }, do: { delayMs: 1 } }, 'times'],
  ])('with %s is refused when it is set, and the rules in force stay', async (_, rule, message) => {
    await set({ id: 'kept', match: {}, do: { delayMs: 0 } })
    const got = await set(rule)
    expect(got.status).toBe(400)
    expect(got.json.error).toContain(message)
    expect((await control(sim, 'GET', 'faults')).json.map((one: any) => one.id)).toEqual(['kept'])
  })

  it('does not strike a call that is not authorized', async () => {
    await set({ match: { action: 'CreateLoadBalancer' }, do: { error: { code: 'E' } } })
    const got = await callV3(sim.url, { accessKeyId: 'none', accessKeySecret: 'none' }, { action: 'CreateLoadBalancer' })
    expect(got.json.Code).toBe('InvalidAccessKeyId.NotFound')
    expect(await hits()).toEqual([0])
  })

  it('is taken away by DELETE', async () => {
    await set({ match: {}, do: { error: { code: 'E' } } })
    await control(sim, 'DELETE', 'faults')
    expect((await create()).status).toBe(200)
    expect((await control(sim, 'GET', 'faults')).json).toEqual([])
  })
})

it('rules may come from a file; a wrong one keeps the simulator from starting', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'faults-'))
  const faults = join(dir, 'faults.json')
  try {
    writeFileSync(faults, JSON.stringify([{ id: 'f', match: { action: 'CreateLoadBalancer' }, do: { error: { code: 'E' } } }]))
    const other = await startToy({ faults })
    expect((await control(other, 'GET', 'faults')).json).toMatchObject([{ id: 'f', hits: 0 }])
    await other.close()
    for (const [text, problem, mistakes] of [
      ['{', 'syntax', [{ place: '1:2', message: expect.any(String) }]],
      ['[\n  {"id": 1,}]', 'syntax', [{ place: '2:12', message: expect.any(String) }]],
      ['{}', 'wrong', [{ place: '', message: 'it must be a list' }]],
      ['[{"do":{"lifecycle":{"kind":"moon","to":"x"}}}]', 'wrong', [{ place: '[0].do.lifecycle.kind', message: 'no kind "moon" has a lifecycle' }]],
      ['[{"match":{"action":"Nope"},"do":{"delayMs":1}}]', 'wrong', [{ place: '[0].match.action', message: 'no action "Nope" is served' }]],
      ['[{"do":{"eror":1}}]', 'wrong', [{ place: '[0].do', message: 'it must have one of error, delayMs, cut, truncate, garbage, lifecycle, network' }]],
      ['[{"do":{"error":{"code":"E","status":200}}}]', 'wrong', [{ place: '[0].do.error.status', message: 'it must be at least 400' }]],
      ['[{"do":{"error":{}}}]', 'wrong', [{ place: '[0].do.error.code', message: 'it is missing; it must be a text' }]],
      ['[{"do":"cut"}]', 'wrong', [{ place: '[0].do', message: 'it must be an object' }]],
    ] as const) {
      writeFileSync(faults, text)
      await expect(startToy({ faults })).rejects.toMatchObject({ input: 'faults', file: faults, problem, mistakes })
    }
    expect(readFileSync(faults, 'utf8')).toBe('[{"do":"cut"}]')
    await expect(startToy({ faults: join(dir, 'none.json') })).rejects.toMatchObject({ input: 'faults', problem: 'missing', mistakes: [] })
    await expect(startToy({ faults: dir })).rejects.toMatchObject({ input: 'faults', problem: 'directory' })
  } finally {
    rmSync(dir, { recursive: true })
  }
})

it('what a lifecycle fault did is kept even when the call that brought it about is refused', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'faults-'))
  const state = join(dir, 'world.json')
  const other = await startToy({ state, speed: 1 }, { now: time.now })
  try {
    const key = other.accounts[0] as Simulator['accounts'][number]
    await callV3(other.url, key, { action: 'CreateLoadBalancer', query: { LoadBalancerName: 'x' }, date: now(time.now()) })
    await control(other, 'PUT', 'faults', [{ do: { lifecycle: { kind: 'loadBalancer', to: 'CreateFailed' } } }])
    time.pass(20_000)
    await callV3(other.url, key, { action: 'CreateLoadBalancer', query: { LoadBalancerName: 'taken' }, date: now(time.now()) })
    const [only] = Object.values<{ status: string }>(JSON.parse(readFileSync(state, 'utf8')).loadBalancers)
    expect(only?.status).toBe('CreateFailed')
  } finally {
    await other.close()
    rmSync(dir, { recursive: true })
  }
})
