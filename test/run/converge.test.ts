import { describe, expect, test } from 'vitest'
import { Cloud } from '../../src/cloud/cloud.ts'
import { staticSigner } from '../../src/cloud/credentials.ts'
import { CloudError, type ErrorClass } from '../../src/cloud/error.ts'
import type { Config } from '../../src/config/config.ts'
import { RunError, TimeUp } from '../../src/core/errors.ts'
import type { RunEvent } from '../../src/core/events.ts'
import { memoryJournal, type Journal } from '../../src/core/journal.ts'
import { converge } from '../../src/run/converge.ts'
import type { RunContext } from '../../src/run/run-context.ts'
import type { Step, Verdict } from '../../src/steps/step.ts'
import { virtualClock } from '../support/clock.ts'

interface Thing { id: string; state: string; tags: Record<string, string> }

const TAGS = { 'managed-by': 'alb-privatelink', 'alb-privatelink/stack': 'web' }
const refusal = (code: string, kind: ErrorClass): CloudError => new CloudError(code, { product: 'P', action: 'A', code, class: kind, requestId: 'R-9' })

/** A resource on a cloud of three lines: states come one a read, calls are noted. */
function world(more: { states?: string[]; there?: string[]; refuse?: (CloudError | undefined)[]; hidden?: number; verdict?: (state: string) => Verdict; tags?: Record<string, string>; budgetMs?: number; lost?: boolean; name?: string; journal?: Journal } = {}) {
  const clock = virtualClock()
  const events: RunEvent[] = []
  const writes: { change: { kind: string; action: string; what: string }; token: string }[] = []
  const states = [...(more.states ?? ['Active'])]
  const refusals = [...(more.refuse ?? [])]
  let ids = more.there ?? []
  let hidden = more.hidden ?? 0
  let tags = more.tags ?? TAGS
  const step: Step<Thing> = {
    id: 'load-balancer', side: 'provider', budgetMs: more.budgetMs ?? 60_000,
    locate: async () => ids.map((id) => ({ id })),
    read: async (_ctx, id) => {
      if (!ids.includes(id) || hidden-- > 0) return undefined
      return { id, state: states.length > 1 ? states.shift()! : states[0]!, tags }
    },
    state: (seen) => seen.state,
    tagsOf: (seen) => seen.tags,
    changes: (_ctx, seen) => (seen.state === 'Half' ? [{ kind: 'add', action: 'Add', what: 'half' }] : []),
    removals: (_ctx, seen) => [{ kind: 'remove', action: 'Delete', what: seen.id }],
    removable: (seen) => seen.state === 'Active',
    verdict: (_ctx, seen) => more.verdict?.(seen.state) ?? (seen.state === 'Active' ? { is: 'ready', got: { loadBalancerId: seen.id } } : seen.state === 'Half' ? { is: 'settled' } : { is: 'waiting' }),
    create: {
      action: 'Create',
      request: () => ({ name: more.name ?? 'thing' }),
      send: async (_cloud, request, token) => {
        writes.push({ change: { kind: 'create', action: 'Create', what: JSON.stringify(request) }, token })
        const refused = refusals.shift()
        if (refused !== undefined) {
          if (more.lost === true) ids = ['new-1']
          throw refused
        }
        ids = ['new-1']
        return 'new-1'
      },
    },
    write: async (_ctx, change, _id, _seen, _got, token) => {
      writes.push({ change, token })
      const refused = refusals.shift()
      if (refused !== undefined) throw refused
      if (change.kind === 'remove') ids = []
      if (change.kind === 'tag') tags = TAGS
    },
  }
  const cloud = new Cloud({ region: 'r', credential: staticSigner('a', 'b').credential, network: 'public', timeoutMs: 1, clock, signal: new AbortController().signal, random: () => 0 })
  const run: RunContext = {
    config: { stack: 'web', tags: {}, consumer: { name: 'default' } } as Config,
    provider: cloud, consumer: cloud, clock, signal: new AbortController().signal, emit: (event) => events.push(event), force: false, got: {}, journal: more.journal ?? memoryJournal(),
  }
  return { run, step: step as Step, events, writes, clock, states: () => events.flatMap((event) => (event.type === 'step.state' ? [event.state] : [])) }
}

const failure = async (work: Promise<unknown>): Promise<RunError> => {
  const error = await work.then(() => undefined, (caught: unknown) => caught)
  expect(error).toBeInstanceOf(RunError)
  return error as RunError
}

describe('bringing a resource to what is wanted', () => {
  test('finds it, changes nothing and says so', async () => {
    const { run, step, writes } = world({ there: ['old-1'] })
    expect(await converge(run, step, 'present')).toMatchObject({ outcome: 'found', id: 'old-1' })
    expect(writes).toEqual([])
    expect(run.got.loadBalancerId).toBe('old-1')
  })

  test('creates it and waits through its states', async () => {
    const { run, step, states, writes } = world({ states: ['Provisioning', 'Provisioning', 'Active'] })
    expect(await converge(run, step, 'present')).toMatchObject({ outcome: 'created', id: 'new-1' })
    expect(states()).toEqual(['Provisioning', 'Active'])
    expect(writes).toHaveLength(1)
  })

  test('looks when earlier runs say that it may be done, and keeps how long it took', async () => {
    const { run, step, clock } = world({ states: ['Provisioning', 'Active'] })
    const added: unknown[] = []
    run.durations = { usual: (action) => (action === 'Create' ? 40_000 : undefined), add: (...times) => added.push(times) }
    await converge(run, step, 'present')
    expect(Math.round(clock.now())).toBe(6667)
    expect(added).toEqual([['Create', clock.now()]])
  })

  test('keeps no time that ended before what was asked for was seen, nor one that went on after it', async () => {
    const added: [string, number][] = []
    const durations: RunContext['durations'] = { usual: () => undefined, add: (...times) => added.push(times) }
    const lagging = world({ there: ['old-1'], states: ['Half', 'Half', 'Half', 'Active'] })
    await converge({ ...lagging.run, durations }, lagging.step, 'present')
    expect(added).toEqual([['Add', lagging.clock.now()]])
    const beyond = world({ states: ['Provisioning', 'Warming', 'Warming', 'Active'], verdict: (state) => (state === 'Active' ? { is: 'ready', got: {} } : state === 'Warming' ? { is: 'waiting', arrived: true } : { is: 'waiting' }) })
    await converge({ ...beyond.run, durations }, beyond.step, 'present')
    expect(added.slice(1)).toEqual([['Create', 1000]])
    expect(beyond.clock.now()).toBeGreaterThan(2000)
  })

  test('waits for what takes its own time as it would without earlier runs', async () => {
    const pauses = async (usual?: number): Promise<number[]> => {
      const { run, step, clock } = world({ states: ['Warming', 'Warming', 'Active'], verdict: (state) => (state === 'Active' ? { is: 'ready', got: {} } : { is: 'waiting', arrived: true }) })
      await converge({ ...run, durations: { usual: () => usual, add: () => {} } }, step, 'present')
      return clock.slept
    }
    expect(await pauses(10)).toEqual(await pauses())
  })

  test('looks once more before it makes what was not there long ago, and takes what another machine made since', async () => {
    const other = world({ there: ['other-1'] })
    expect(await converge({ ...other.run, waited: { ms: 60_000 } }, other.step, 'present', { found: [] })).toMatchObject({ outcome: 'found', id: 'other-1' })
    expect(other.writes).toEqual([])
    const soon = world({ there: ['other-1'] })
    await expect(converge({ ...soon.run, waited: { ms: 1000 } }, soon.step, 'present', { found: [] })).resolves.toMatchObject({ outcome: 'created' })
  })

  test('is not kept from making it by a list that shows for ever what is gone', async () => {
    const { run, step, writes } = world()
    step.locate = async () => [{ id: 'gone-1' }]
    await expect(converge({ ...run, waited: { ms: 60_000 } }, step, 'present', { found: [] })).resolves.toMatchObject({ outcome: 'created', id: 'new-1' })
    expect(writes).toHaveLength(1)
  })

  test('counts how long a run has waited', async () => {
    const { run, step, clock } = world({ states: ['Provisioning', 'Provisioning', 'Active'] })
    const waited = { ms: 0 }
    await converge({ ...run, waited }, step, 'present')
    expect(waited.ms).toBe(clock.now())
    expect(waited.ms).toBeGreaterThan(0)
  })

  test('waits a while for what it made and the cloud does not show yet', async () => {
    const { run, step, writes } = world({ hidden: 3 })
    expect(await converge(run, step, 'present')).toMatchObject({ outcome: 'created' })
    expect(writes).toHaveLength(1)
  })

  test('finishes what is half there', async () => {
    const { run, step, writes } = world({ there: ['old-1'], states: ['Half', 'Active'] })
    expect(await converge(run, step, 'present')).toMatchObject({ outcome: 'updated' })
    expect(writes.map(({ change }) => change.action)).toEqual(['Add'])
  })

  test('does not ask twice for what was changed and is not shown yet', async () => {
    const { run, step, writes } = world({ there: ['old-1'], states: ['Half', 'Half', 'Half', 'Active'] })
    await converge(run, step, 'present')
    expect(writes).toHaveLength(1)
  })

  test('adds tags that are missing once it has settled', async () => {
    const { run, step, writes } = world({ there: ['old-1'], tags: { 'managed-by': 'alb-privatelink' } })
    await converge(run, step, 'present')
    expect(writes.map(({ change }) => change.action)).toEqual(['TagResources'])
  })

  test('waits and asks again with the same token when the cloud is busy', async () => {
    const { run, step, writes, events } = world({ refuse: [refusal('ConcurrentCallNotSupported', 'busy'), refusal('EndpointLocked', 'busy')] })
    await converge(run, step, 'present')
    expect(new Set(writes.map(({ token }) => token)).size).toBe(1)
    expect(events.filter((event) => event.type === 'step.retry')).toMatchObject([{ code: 'ConcurrentCallNotSupported', attempt: 1, requestId: 'R-9' }, { code: 'EndpointLocked', attempt: 2 }])
  })

  test('looks for what a lost answer may have made before it asks again', async () => {
    const { run, step, writes } = world({ refuse: [refusal('Timeout', 'unknown')], lost: true })
    expect(await converge(run, step, 'present')).toMatchObject({ id: 'new-1', outcome: 'created' })
    expect(writes).toHaveLength(1)
  })

  test('asks again with the same token when a lost answer made nothing', async () => {
    const { run, step, writes } = world({ refuse: [refusal('ECONNRESET', 'unknown')] })
    await converge(run, step, 'present')
    expect(writes).toHaveLength(2)
    expect(writes[0]!.token).toBe(writes[1]!.token)
  })

  test('stops at a state that will not become ready', async () => {
    const { run, step } = world({ there: ['old-1'], states: ['CreateFailed'], verdict: () => ({ is: 'failed', code: 'CreateFailed', message: 'no', hint: 'do this' }) })
    const { failure: said } = await failure(converge(run, step, 'present'))
    expect(said).toMatchObject({ code: 'CreateFailed', exit: 1, id: 'old-1', state: 'CreateFailed', hint: 'do this' })
  })

  test('removes and makes anew what cannot be repaired, and says so', async () => {
    const { run, step, writes, events } = world({ there: ['old-1'], states: ['CreateFailed', 'Active'], verdict: (state) => (state === 'CreateFailed' ? { is: 'failed', message: 'broken', remake: true } : { is: 'ready', got: {} }) })
    step.removable = () => true
    expect(await converge(run, step, 'present')).toMatchObject({ outcome: 'replaced', id: 'new-1' })
    expect(writes.map(({ change }) => change.action)).toEqual(['Delete', 'Create'])
    expect(events.find((event) => event.type === 'step.warn')).toMatchObject({ message: expect.stringContaining('made anew') })
  })

  test('makes it anew once only', async () => {
    const { run, step, writes } = world({ there: ['old-1'], states: ['CreateFailed'], verdict: () => ({ is: 'failed', message: 'broken', remake: true }) })
    step.removable = () => true
    expect((await failure(converge(run, step, 'present'))).message).toBe('broken')
    expect(writes.map(({ change }) => change.action)).toEqual(['Delete', 'Create'])
  })

  test('waits in a state that it does not know, and tells its history when the time is up', async () => {
    const { run, step, clock } = world({ states: ['Provisioning', 'Sleeping'], budgetMs: 30_000 })
    const error = await failure(converge(run, step, 'present'))
    expect(error.failure).toMatchObject({ code: 'Timeout', exit: 8, state: 'Sleeping' })
    expect(error.message).toContain('Provisioning -> Sleeping, still so after 30 s')
    expect(clock.now()).toBe(30_000)
  })

  test('tells what it waited for when the time for the whole run is up', async () => {
    const upAt = (clock: { now: () => number; sleep: (ms: number) => Promise<void> }, ms: number): void => {
      const { sleep } = clock
      clock.sleep = (slept) => (clock.now() >= ms ? Promise.reject(new TimeUp((why) => `time is up (${why})`, { hint: 'again' })) : sleep(slept))
    }
    const refused = world({ refuse: Array.from({ length: 99 }, () => refusal('Brand.New', 'busy')) })
    upAt(refused.clock, 3000)
    expect(await failure(converge(refused.run, refused.step, 'present'))).toMatchObject({ message: 'time is up (Brand.New: Brand.New)', failure: { code: 'Timeout', exit: 8, action: 'A', requestId: 'R-9', hint: 'again' } })
    const taken = world({ refuse: [refusal('Brand.New', 'busy')], states: ['Provisioning'], verdict: () => ({ is: 'waiting', message: 'no job yet' }) })
    upAt(taken.clock, 3000)
    const { message, failure: told } = await failure(converge(taken.run, taken.step, 'present'))
    expect([message, told]).toEqual(['time is up (no job yet)', { code: 'Timeout', exit: 8, state: 'Provisioning', hint: 'again' }])
  })

  test('refuses two with the tags of one stack, and names both', async () => {
    const { run, step, writes } = world({ there: ['b-2', 'a-1'] })
    const error = await failure(converge(run, step, 'present'))
    expect(error.message).toContain('a-1, b-2')
    expect(error.failure.exit).toBe(1)
    expect(writes).toEqual([])
  })

  test('keeps the code and RequestId of what the cloud refused', async () => {
    const { run, step } = world({ refuse: [refusal('QuotaExceeded.LoadBalancersNum', 'fatal')] })
    expect((await failure(converge(run, step, 'present'))).failure).toMatchObject({ code: 'QuotaExceeded.LoadBalancersNum', requestId: 'R-9', exit: 1 })
  })

  test('ends with exit 4 when permission is missing', async () => {
    const { run, step } = world({ refuse: [refusal('NoPermission', 'forbidden')] })
    expect((await failure(converge(run, step, 'present'))).failure.exit).toBe(4)
  })
})

describe('the journal of creating calls', () => {
  const left = async (more: { at?: number } = {}): Promise<Journal> => {
    const journal = memoryJournal()
    await journal.begin({ step: 'load-balancer', action: 'Create', request: { name: 'as it was' }, token: 'OLD', at: more.at ?? Date.now() })
    return journal
  }

  test('holds the call before it is sent, and nothing once its resource is ready', async () => {
    const journal = memoryJournal()
    const { run, step } = world({ journal })
    const during: unknown[] = []
    const { send } = step.create!
    step.create!.send = async (...args) => {
      during.push(journal.entry('load-balancer')?.token)
      return send(...args)
    }
    await converge(run, step, 'present')
    expect(during[0]).toBeTypeOf('string')
    expect(journal.entry('load-balancer')).toBeUndefined()
  })

  test('lets the next run send an unanswered call again, word for word and with its token', async () => {
    const { run, step, writes } = world({ journal: await left(), name: 'edited since' })
    await converge(run, step, 'present')
    expect(writes).toMatchObject([{ change: { what: '{"name":"as it was"}' }, token: 'OLD' }])
  })

  test('is not asked where the resource is found by its tags', async () => {
    const { run, step, writes } = world({ journal: await left(), there: ['old-1'] })
    await converge(run, step, 'present')
    expect(writes).toEqual([])
  })

  test('is not trusted after an hour', async () => {
    const { run, step, writes } = world({ journal: await left({ at: Date.now() - 3_700_000 }) })
    await converge(run, step, 'present')
    expect(writes[0]!.token).not.toBe('OLD')
  })

  test('is not asked about a resource of an earlier step that was made anew since', async () => {
    const { run, step, writes } = world({ journal: await left(), name: 'on sgp-new' })
    run.got = { serverGroupId: 'sgp-new' }
    await converge(run, step, 'present')
    expect(writes).toMatchObject([{ change: { what: '{"name":"on sgp-new"}' } }])
  })

  test('is dropped when the ID that its token brings stays away', async () => {
    const { run, step, writes } = world({ journal: await left(), hidden: 40, budgetMs: 600_000 })
    await converge(run, step, 'present')
    expect(writes.length).toBeGreaterThan(1)
    expect(writes[0]!.token).toBe('OLD')
    expect(writes[1]!.token).not.toBe('OLD')
  })

  test('forgets a call that was definitely refused', async () => {
    const journal = memoryJournal()
    const { run, step } = world({ journal, refuse: [refusal('QuotaExceeded.LoadBalancersNum', 'fatal')] })
    await failure(converge(run, step, 'present'))
    expect(journal.entry('load-balancer')).toBeUndefined()
  })

  test('keeps a call whose answer never came', async () => {
    const journal = memoryJournal()
    const { run, step } = world({ journal, refuse: Array.from({ length: 99 }, () => refusal('Timeout', 'unknown')), budgetMs: 5000 })
    expect((await failure(converge(run, step, 'present'))).failure.exit).toBe(8)
    expect(journal.entry('load-balancer')).toBeDefined()
  })
})

describe('removing a resource', () => {
  test('that is not there is done', async () => {
    const { run, step, writes } = world()
    expect(await converge(run, step, 'absent')).toMatchObject({ outcome: 'absent', id: null })
    expect(writes).toEqual([])
  })

  test('waits until it may be removed, and then until it is gone', async () => {
    const { run, step, writes } = world({ there: ['old-1'], states: ['Configuring', 'Active'] })
    expect(await converge(run, step, 'absent')).toMatchObject({ outcome: 'removed', id: 'old-1' })
    expect(writes).toHaveLength(1)
  })

  test('keeps how long it took, also where it ends with something that stays', async () => {
    const added: [string, number][] = []
    const durations: RunContext['durations'] = { usual: () => undefined, add: (...times) => added.push(times) }
    const { run, step, clock } = world({ there: ['old-1'], states: ['Connected', 'Disconnecting', 'Disconnected'] })
    step.removable = (seen) => (seen as Thing).state !== 'Disconnecting'
    step.removals = (_ctx, seen) => ((seen as Thing).state === 'Connected' ? [{ kind: 'remove', action: 'Disable', what: 'old-1' }] : [])
    step.write = async () => {}
    expect(await converge({ ...run, durations }, step, 'absent')).toMatchObject({ outcome: 'removed', id: 'old-1' })
    expect(added).toEqual([['Disable', clock.now()]])
  })

  test('takes a new token for each try, since a stored refusal would come back', async () => {
    const { run, step, writes } = world({ there: ['old-1'], refuse: [refusal('ResourceInUse.ServerGroup', 'busy')] })
    await converge(run, step, 'absent')
    expect(writes[0]!.token).not.toBe(writes[1]!.token)
  })

  test('stops at once and names what holds on to it when that will not go by itself', async () => {
    const { run, step, writes } = world({ there: ['old-1'], refuse: [refusal('EndpointServiceConnectionDependence', 'busy')] })
    step.blockers = async () => ({ message: 'ep-other holds on', hint: 'ask its owner' })
    const error = await failure(converge(run, step, 'absent'))
    expect(error.message).toContain('ep-other holds on')
    expect(error.failure).toMatchObject({ code: 'EndpointServiceConnectionDependence', exit: 1, requestId: 'R-9', hint: 'ask its owner' })
    expect(writes).toHaveLength(1)
  })

  test('ends in time when the cloud calls it gone and goes on showing it', async () => {
    const { run, step, writes } = world({ there: ['old-1'], budgetMs: 300_000, refuse: Array.from({ length: 99 }, () => refusal('ResourceNotFound.LoadBalancer', 'absent')) })
    expect((await failure(converge(run, step, 'absent'))).failure.exit).toBe(8)
    expect(writes.length).toBeLessThan(7)
  })

  test('that somebody else removed meanwhile is done', async () => {
    const there = world({ there: ['old-1'], refuse: [refusal('ResourceNotFound.LoadBalancer', 'absent')] })
    const original = there.step.write.bind(there.step)
    there.step.read = async (_ctx, id) => (there.writes.length > 0 ? undefined : { id, state: 'Active', tags: {} })
    there.step.write = original
    expect(await converge(there.run, there.step, 'absent')).toMatchObject({ outcome: 'removed' })
  })
})
