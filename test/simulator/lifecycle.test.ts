import { describe, expect, it } from 'vitest'
import type { Arrow, Lifecycle, ProductTable } from '../../src/simulator/action.ts'
import { lifecycleEngine } from '../../src/simulator/lifecycle.ts'
import type { Kind, Stateful } from '../../src/simulator/model.ts'
import { toyWorld } from './toy.ts'

type Records = Record<string, Stateful>
const arrow = (from: string, to: string, after: number): Arrow => ({ from, to, after, sure: 'assumed' })

/** A world with records of two kinds, whose states are written down as they are entered. */
function scene(arrows: Partial<Record<Kind, Arrow[]>>, entered: Lifecycle['entered'] = () => {}, divert?: Parameters<typeof lifecycleEngine>[1]) {
  const told: string[] = []
  const world = toyWorld(0)
  const records: Partial<Record<Kind, Records>> = {}
  const story: string[] = []
  const lifecycles = Object.entries(arrows).map(([kind, list]): Lifecycle => ({
    kind: kind as Kind, arrows: list, find: (_world, [id = '']) => records[kind as Kind]?.[id],
    entered: (...args) => {
      story.push(`${args[3]} ${args[1].join('/')} ${args[2]}`)
      entered(...args)
      if (args[2] === 'Gone') delete records[kind as Kind]?.[args[1][0] ?? '']
    },
  }))
  const engine = lifecycleEngine([{ product: 'Alb', version: '', actions: {}, lifecycles } satisfies ProductTable], divert, ({ moving, from, to }) => told.push(`${moving.path.join('/')} ${from} > ${to}`))
  const add = (kind: Kind, id: string, status: string, at: number): Stateful => {
    const record: Stateful = { status: '', since: 0 }
    ;(records[kind] ??= {})[id] = record
    engine.move(world, { kind, path: [id] }, status, at)
    return record
  }
  return { world, engine, story, told, add, records }
}

describe('time', () => {
  it('applies arrows in the order of their moments, each entered at its own, however late somebody looks', () => {
    const { world, engine, story, add } = scene({
      job: [arrow('Processing', 'Succeeded', 700)], listener: [arrow('Provisioning', 'Configuring', 500), arrow('Configuring', 'Running', 500)],
    })
    add('job', 'j', 'Processing', 0)
    const listener = add('listener', 'l', 'Provisioning', 100)
    expect(engine.due(world, 599)).toBe(false)
    expect(engine.settle(world, 599)).toBe(false)
    expect(engine.due(world, 600)).toBe(true)
    expect(engine.settle(world, 1_000_000)).toBe(true)
    expect(story).toEqual(['600 l Configuring', '700 j Succeeded', '1100 l Running'])
    expect(listener).toEqual({ status: 'Running', since: 1100 })
    expect(world.moving).toEqual([])
  })

  it('gives the same world in many small looks as in one', () => {
    const run = (looks: number[]) => {
      const { world, engine, add, records, story } = scene({ server: [arrow('Adding', 'Available', 300)], listener: [arrow('Provisioning', 'Running', 500)] })
      for (const id of ['a', 'b', 'c']) add('server', id, 'Adding', 10)
      add('listener', 'l', 'Provisioning', 5)
      for (const now of looks) engine.settle(world, now)
      return { records, story }
    }
    expect(run([100, 310, 311, 400, 600])).toEqual(run([600]))
  })

  it('lets entering a state move others at that same moment', () => {
    const { world, engine, add } = scene({ loadBalancer: [arrow('Provisioning', 'Active', 100)], listener: [arrow('Provisioning', 'Running', 50)] },
      (_world, path, status, _at, move) => { if (status === 'Active') move({ kind: 'listener', path: [...path] }, 'Provisioning') })
    add('loadBalancer', 'x', 'Provisioning', 0)
    const listener = add('listener', 'x', 'Stopped', 0)
    engine.settle(world, 120)
    expect(listener).toEqual({ status: 'Provisioning', since: 100 })
    engine.settle(world, 1000)
    expect(listener).toEqual({ status: 'Running', since: 150 })
  })

  it('does not move what another record’s entering has just moved elsewhere', () => {
    const { world, engine, told, add } = scene({ loadBalancer: [arrow('Deleting', 'Gone', 100)], listener: [arrow('Provisioning', 'Running', 100)] },
      (_world, path, status, _at, move) => { if (status === 'Gone') move({ kind: 'listener', path: [...path] }, 'Stopped') })
    add('loadBalancer', 'x', 'Deleting', 0)
    const listener = add('listener', 'x', 'Provisioning', 0)
    engine.settle(world, 100)
    expect(listener).toEqual({ status: 'Stopped', since: 100 })
    expect(told).toEqual(['x Deleting > Gone', 'x Provisioning > Stopped'])
  })

  it('visits only what is moving, and forgets what has gone', () => {
    const { world, engine, add, records } = scene({ job: [arrow('Processing', 'Succeeded', 100)] })
    for (let i = 0; i < 50; i++) add('job', `old${i}`, 'Succeeded', 0)
    add('job', 'j', 'Processing', 0)
    expect(world.moving).toEqual([{ kind: 'job', path: ['j'] }])
    delete records.job?.['j']
    expect(engine.due(world, 1e9)).toBe(false)
    engine.settle(world, 1e9)
    expect(world.moving).toEqual([])
  })

  it('does not look at what moves before the first of it is due, and at little more for each moment after', () => {
    const { world, engine, add, records } = scene({ job: [arrow('Processing', 'Succeeded', 100)], server: [arrow('Adding', 'Available', 1e6)] })
    for (let i = 0; i < 200; i++) {
      add('job', `j${i}`, 'Processing', i)
      add('server', `s${i}`, 'Adding', 0)
    }
    const { job: jobs = {} } = records
    let finds = 0
    const counted = (all: Records = {}): Records => new Proxy(all, { get: (target, id) => (finds++, Reflect.get(target, id) as Stateful) })
    records.job = counted(records.job)
    records.server = counted(records.server)
    const look = (from: number, to: number): number => {
      finds = 0
      for (let now = from; now < to; now++) expect([engine.due(world, now), engine.settle(world, now)]).toEqual([false, false])
      return finds
    }
    expect(look(0, 100)).toBe(400)
    finds = 0
    engine.settle(world, 1000)
    expect(Object.values(jobs).every((job, i) => job.status === 'Succeeded' && job.since === 100 + i)).toBe(true)
    expect(finds).toBeLessThan(400 * 10)
    expect(look(1000, 1100)).toBe(200)
  })

  it('starts an arrow anew when the record is moved again', () => {
    const { world, engine, add } = scene({ job: [arrow('Processing', 'Succeeded', 100)] })
    const job = add('job', 'j', 'Processing', 0)
    engine.move(world, { kind: 'job', path: ['j'] }, 'Processing', 90)
    expect(world.moving).toHaveLength(1)
    engine.settle(world, 100)
    expect(job.status).toBe('Processing')
    engine.settle(world, 190)
    expect(job.status).toBe('Succeeded')
  })

  it('at once, by looks, or not at all: as the clock says', () => {
    const { world, engine, add } = scene({ job: [arrow('Processing', 'Succeeded', 100)], listener: [arrow('Provisioning', 'Running', 100)] })
    world.clock.mode = 'instant'
    world.clock.kinds = { listener: { mode: 'reads', reads: 2 } }
    const [job, listener] = [add('job', 'j', 'Processing', 7), add('listener', 'l', 'Provisioning', 7)]
    world.clock.frozen = true
    expect(engine.settle(world, 7)).toBe(false)
    world.clock.frozen = false
    engine.settle(world, 7)
    expect([job, listener.status]).toEqual([{ status: 'Succeeded', since: 7 }, 'Provisioning'])
    expect(engine.look(world, listener)).toBe(true)
    engine.settle(world, 1e9)
    expect(listener.status).toBe('Provisioning')
    engine.look(world, listener)
    engine.settle(world, 1e9)
    expect(listener).toEqual({ status: 'Running', since: 1e9 })
    expect(engine.look(world, listener)).toBe(false)
    expect(engine.look(world, job)).toBe(false)
  })

  it('may be diverted along another arrow, or stopped for one record', () => {
    const { world, engine, add, story } = scene({ job: [arrow('Processing', 'Succeeded', 100)] }, undefined,
      ({ path: [id] }) => (id === 'a' ? 'Failed' : id === 'b' ? 'stuck' : undefined))
    const [a, b, c] = ['a', 'b', 'c'].map((id) => add('job', id, 'Processing', 0))
    engine.settle(world, 1e6)
    expect([a?.status, b?.status, c?.status]).toEqual(['Failed', 'Processing', 'Succeeded'])
    expect(story).toEqual(['100 a Failed', '100 c Succeeded'])
    expect(engine.due(world, 1e9)).toBe(false)
  })
})
