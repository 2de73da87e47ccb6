import { randomUUID } from 'node:crypto'
import { isCloudError, type CloudError } from '../cloud/error.ts'
import { detailsOf, EXIT, RunError } from '../core/errors.ts'
import type { Outcome } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import { missingTags, wantedTags } from '../steps/ownership.ts'
import type { Change, Creation, Found, Look, Step, StepContext } from '../steps/step.ts'
import { refuseDoubles } from './doubles.ts'
import { explained } from './failure.ts'
import { needsReplacement } from './needs-replacement.ts'
import { contextOf, GOT_KEYS, stepFields, type RunContext } from './run-context.ts'
import { Watch } from './watch.ts'

/** What was found of a step's resource before the walk began; its first pass starts from there. */
export interface Sighting {
  found: Found[]
  seen?: unknown
  /** It is not tagged yet: it is taken over, and tagged before anything else is done to it. */
  adopted?: true
}

export interface Converged {
  outcome: Outcome
  id: string | null
  /** What was last read. */
  seen: unknown
}

/** How long something that was just made, or that must appear by itself, may stay out of sight. */
const APPEAR_MS = 60_000
/** A stored answer to a ClientToken is trusted for so long, in real milliseconds; the cloud keeps it longer. */
const REPLAY_MS = 3_600_000
/** After so long a wait another machine may have made what was not there when the run began, in the clock's milliseconds. */
const OLD_MS = 5000
/** PrivateLink takes one change at a time: this passes, whatever holds on to the resource. */
const ONE_AT_A_TIME = 'ConcurrentCallNotSupported'
/** Changes that the cloud calls done or in the way, again and again, without their effect ever being seen. */
const MOST_CONFLICTS = 5

/**
 * Brings one resource to what is wanted: locate, read, wait on the verdict, send the first change, and again, until nothing is
 * left to change and the verdict is ready. Recovery after a crash is simply the next run.
 * @param goal `present` as the config wants it, or `absent`
 * @throws RunError when it fails, times out (exit 8) or finds two of them
 */
export async function converge(run: RunContext, step: Step, goal: 'present' | 'absent', sighting?: Sighting): Promise<Converged> {
  return new Convergence(run, step, goal).to(sighting)
}

class Convergence {
  readonly #run: RunContext
  readonly #step: Step
  readonly #goal: 'present' | 'absent'
  readonly #ctx: StepContext
  readonly #watch: Watch
  /** One ClientToken for each change until it succeeded; a removal gets a new one for each try. */
  readonly #tokens = new Map<string, string>()
  /** What of each removal the cloud has taken. */
  readonly #removed = new Set<string>()
  /** When each change was taken by the cloud: what it changed may be shown a while later. */
  readonly #taken = new Map<string, number>()
  #id: string | undefined
  #tags: Record<string, string> | undefined
  #outcome: Outcome | undefined
  #wroteAt: number | undefined
  #previous: unknown
  #conflicts = 0
  /** Since when calls are refused because something that they need is not there. */
  #absentSince: number | undefined
  #remade = false
  /** This run made it, by a call that no earlier run had sent. */
  #made = false
  /** Whether the list shows what this run made; undefined before it was looked at. */
  #listed: boolean | undefined
  #tagFirst = false
  /** It was not found, and that is long ago. */
  #old = false

  constructor(run: RunContext, step: Step, goal: 'present' | 'absent') {
    this.#run = run
    this.#step = step
    this.#goal = goal
    this.#ctx = contextOf(run, step)
    this.#watch = new Watch({ ...run, fields: stepFields(run, step.id), budgetMs: step.budgetMs })
  }

  async to(sighting: Sighting | undefined): Promise<Converged> {
    try {
      this.#adopt(sighting?.found ?? (await this.#step.locate(this.#ctx, this.#run.got)))
      this.#tagFirst = sighting?.adopted === true
      this.#old = sighting !== undefined && (this.#run.waited?.ms ?? 0) >= OLD_MS
      let first = sighting?.seen
      for (;;) {
        this.#run.signal.throwIfAborted()
        const done = await this.#pass(first)
        first = undefined
        if (done !== undefined) return done
      }
    } catch (error) {
      throw explained(this.#watch.ended(error), given({ id: this.#id, state: this.#watch.state }))
    }
  }

  #adopt(found: readonly Found[]): void {
    refuseDoubles(this.#step, found)
    this.#id = found[0]?.id
    this.#tags = found[0]?.tags
  }

  async #pass(first: unknown): Promise<Converged | undefined> {
    let seen = first
    if (seen === undefined && this.#id !== undefined) {
      try {
        seen = await this.#step.read(this.#ctx, this.#id, this.#run.got, await this.#look())
      } catch (error) {
        if (isCloudError(error, 'unknown')) return this.#watch.hold(error)
        throw error
      }
    }
    return this.#goal === 'present' ? this.#towardsPresent(seen) : this.#towardsAbsent(seen)
  }

  async #towardsPresent(seen: unknown): Promise<Converged | undefined> {
    if (seen === undefined) return this.#absentYet()
    const untouched = this.#run.got.touched !== true && this.#run.journal.entry(this.#step.id) === undefined
    const past = this.#watch.see(this.#id!, this.#step.state(seen), this.#previous)
    const verdict = this.#step.verdict(this.#ctx, seen, this.#run.got, { ...past, ...(untouched ? { untouched } : {}) })
    this.#previous = seen
    if (verdict.is === 'failed') {
      if (verdict.remake === true && !this.#remade) return this.#remake(verdict.message, seen)
      throw new RunError(verdict.message, { code: verdict.code ?? 'Failed', exit: EXIT.failed, id: this.#id!, state: this.#step.state(seen), ...given({ hint: verdict.hint }) })
    }
    if (verdict.is === 'waiting') {
      if (verdict.arrived === true) this.#watch.arrived()
      return this.#watch.pause(verdict.message)
    }
    if (this.#tagFirst && (await this.#lacksTags(seen))) return this.#sendTags(seen)
    const [change] = this.#step.changes(this.#ctx, seen, this.#run.got)
    if (change !== undefined) return this.#send(change, seen)
    if (verdict.is === 'settled') return this.#watch.pause()
    this.#watch.arrived()
    if (await this.#lacksTags(seen)) return this.#sendTags(seen)
    if (!(await this.#isListed())) return this.#watch.pause(text.run.notListed)
    for (const message of verdict.warnings ?? []) this.#run.emit({ type: 'step.warn', ...stepFields(this.#run, this.#step.id), message })
    Object.assign(this.#run.got, verdict.got)
    await this.#run.journal.end(this.#step.id)
    return { outcome: this.#remade || this.#run.replaced?.has(this.#step.id) === true ? 'replaced' : (this.#outcome ?? 'found'), id: this.#id!, seen }
  }

  /** The first look at what this run made goes to the list, which mostly shows all that would be read, and the tags too. */
  async #look(): Promise<Look> {
    const before = given({ previous: this.#previous })
    if (this.#goal === 'absent') return { leaving: true, done: this.#removed, ...before }
    if (!this.#made) return {}
    if (this.#listed !== undefined) return { made: true, ...before }
    const mine = await this.#list()
    this.#tags ??= mine?.tags
    return { made: true, ...before, ...given({ shown: mine?.shown ?? mine?.brief }) }
  }

  /**
   * What this run made is waited for in the list too: the list then shows as well what a run on another machine made before it,
   * and two are not left unseen.
   */
  async #isListed(): Promise<boolean> {
    if (this.#step.create === undefined || this.#outcome !== 'created' || this.#listed === true || this.#watch.since(this.#wroteAt) >= APPEAR_MS) return true
    return (await this.#list()) !== undefined
  }

  async #list(): Promise<Found | undefined> {
    const found = await this.#step.locate(this.#ctx, this.#run.got)
    refuseDoubles(this.#step, found)
    const mine = found.find(({ id }) => id === this.#id)
    this.#listed = mine !== undefined
    return mine
  }

  /** Removes what cannot be repaired, so that the next pass makes it anew: else "run it again" would fail for ever. Once a run. */
  async #remake(reason: string, seen: unknown): Promise<undefined> {
    this.#remade = true
    const id = this.#id!
    this.#run.emit({ type: 'step.warn', ...stepFields(this.#run, this.#step.id), message: text.run.removedAnew(id, reason) })
    await new Convergence(this.#run, this.#step, 'absent').to({ found: [{ id }], seen })
    await this.#run.journal.end(this.#step.id)
    this.#id = this.#tags = this.#previous = this.#wroteAt = undefined
    this.#made = false
  }

  /** Nothing to be seen: not made yet, gone, or made a moment ago and not shown yet. */
  async #absentYet(): Promise<undefined> {
    const { create } = this.#step
    const justMade = this.#wroteAt !== undefined && this.#watch.since(this.#wroteAt) < APPEAR_MS
    if (this.#id !== undefined && (justMade || (create === undefined && this.#watch.elapsedMs < APPEAR_MS))) return this.#watch.pause(text.run.notShownYet)
    if (create === undefined) throw new RunError(text.run.notShown, { code: 'NotShown', exit: EXIT.failed, ...given({ id: this.#id }) })
    // A replayed token may be answered with the ID of something that was deleted since: then it is made anew.
    if (this.#id !== undefined) await this.#run.journal.end(this.#step.id)
    this.#id = undefined
    return (await this.#madeMeanwhile()) ? undefined : this.#make(create)
  }

  /** Looks once more for what was not there, where that is long ago: two are not to be made. */
  async #madeMeanwhile(): Promise<boolean> {
    if (!this.#old) return false
    this.#old = false
    this.#adopt(await this.#step.locate(this.#ctx, this.#run.got))
    if (this.#id !== undefined) this.#run.got.touched = true
    return this.#id !== undefined
  }

  /** Sends the creating call, or the one that an earlier run sent and never heard of, word for word. */
  async #make(create: Creation): Promise<undefined> {
    const { journal, got } = this.#run
    const request = create.request(this.#ctx, got)
    const stored = journal.entry(this.#step.id)
    const fresh = stored === undefined || stored.action !== create.action || Date.now() - stored.at > REPLAY_MS || !onSameGround(stored.request, request, got)
    const entry = fresh ? { step: this.#step.id, action: create.action, request, token: randomUUID(), at: Date.now() } : stored
    if (fresh) await journal.begin(entry)
    try {
      this.#run.signal.throwIfAborted()
      this.#id = await create.send(this.#ctx.cloud, entry.request, entry.token)
      this.#made = fresh
      this.#listed = undefined
      const key = GOT_KEYS[this.#step.id]
      if (key !== undefined) got[key] = this.#id
      this.#wrote('created', create.action)
    } catch (error) {
      // A conflict may be with what an earlier call made, or another run just now, and no list shows yet.
      const lost = isCloudError(error, 'unknown') || (isCloudError(error, 'conflict') && (this.#conflicts += 1) <= MOST_CONFLICTS)
      if (lost) return this.#lost(error, create.action)
      const wait = isCloudError(error, 'busy') || (isCloudError(error, 'absent') && this.#mayAppear())
      // A definite answer: the call was not carried out, and nothing hangs on its token.
      if (isCloudError(error) && !wait) await journal.end(this.#step.id)
      if (!wait) throw error
      return this.#watch.hold(error)
    }
  }

  /** What a lost answer made is found by its tags; lists may lag, and then the same token brings the same resource. */
  async #lost(error: CloudError, action: string): Promise<undefined> {
    await this.#watch.hold(error)
    this.#adopt(await this.#step.locate(this.#ctx, this.#run.got))
    if (this.#id !== undefined) this.#wrote('created', action)
  }

  async #towardsAbsent(seen: unknown): Promise<Converged | undefined> {
    if (seen === undefined) {
      this.#watch.arrived()
      return { outcome: this.#outcome ?? 'absent', id: this.#id ?? null, seen }
    }
    this.#watch.see(this.#id!, this.#step.state(seen), this.#previous)
    this.#previous = seen
    if (!this.#step.removable(seen)) return this.#watch.pause()
    const [change] = this.#step.removals(this.#ctx, seen, this.#run.got)
    if (change !== undefined) return this.#send(change, seen)
    this.#watch.arrived()
    return { outcome: this.#outcome ?? 'absent', id: this.#id!, seen }
  }

  async #lacksTags(seen: unknown): Promise<boolean> {
    const { id, readTags, tagsOf } = this.#step
    if (readTags === undefined && tagsOf === undefined) return false
    this.#tags = tagsOf?.(seen) ?? this.#tags ?? (await readTags?.(this.#ctx, this.#id!)) ?? {}
    return missingTags(wantedTags(this.#run.config, id === 'endpoint' ? this.#run.config.consumer.name : undefined), this.#tags).length > 0
  }

  #sendTags(seen: unknown): Promise<undefined> {
    return this.#send({ kind: 'tag', action: 'TagResources', what: 'tags' }, seen)
  }

  /** One mutating call on what is there. Its failure decides how the loop goes on; what may have happened is read first. */
  async #send(change: Change, seen: unknown): Promise<undefined> {
    const key = keyOf(change)
    if (change.kind === 'replace') throw needsReplacement(this.#step, this.#id!, [change])
    const taken = this.#taken.get(key)
    if (taken !== undefined && this.#watch.since(taken) < APPEAR_MS) return this.#watch.pause(text.run.changeNotShown)
    this.#watch.arrived()
    const token = change.kind === 'remove' ? randomUUID() : (this.#tokens.get(key) ?? randomUUID())
    this.#tokens.set(key, token)
    try {
      await this.#step.write(this.#ctx, change, this.#id!, seen, this.#run.got, token)
      this.#tokens.delete(key)
      this.#taken.set(key, this.#run.clock.now())
      if (change.kind === 'remove') this.#removed.add(change.what)
      this.#conflicts = 0
      if (change.kind === 'tag') this.#tags = undefined
      this.#wrote(change.kind === 'accept' ? 'created' : change.kind === 'remove' ? 'removed' : this.#goal === 'present' ? 'updated' : undefined, change.action)
    } catch (error) {
      if (!isCloudError(error)) throw error
      await this.#refused(error, change)
    }
  }

  /** What a call needs and the cloud does not know was made a moment ago, by an earlier step: it is given time to appear. */
  #mayAppear(): boolean {
    this.#absentSince ??= this.#run.clock.now()
    return this.#watch.since(this.#absentSince) < APPEAR_MS
  }

  #wrote(outcome: Outcome | undefined, action: string): void {
    this.#wroteAt = this.#run.clock.now()
    this.#run.got.touched = true
    this.#absentSince = undefined
    // What was created is not called updated for what was added to it.
    if (outcome === 'updated') this.#outcome ??= outcome
    else if (outcome !== undefined) this.#outcome = outcome
    this.#watch.touch(action)
  }

  async #refused(error: CloudError, change: Change): Promise<void> {
    const { class: kind } = error.fields
    // Removing what is gone is done; the next read shows it.
    if (kind === 'absent' && change.kind === 'remove') {
      this.#taken.set(keyOf(change), this.#run.clock.now())
      this.#removed.add(change.what)
      return this.#wrote('removed', change.action)
    }
    const wait =
      kind === 'busy' || kind === 'unknown' ||
      // Something that the call needs is not shown to it yet, a moment after it was made.
      (kind === 'absent' && this.#mayAppear()) ||
      // Attached, added or accepted already: the next read shows it.
      (kind === 'conflict' && (this.#conflicts += 1) <= MOST_CONFLICTS)
    if (!wait) throw error
    // What was concluded from earlier reads is asked anew.
    if (this.#goal === 'absent') this.#previous = undefined
    if (kind === 'busy' && change.kind === 'remove' && error.code !== ONE_AT_A_TIME) await this.#refuseBlocked(error)
    await this.#watch.hold(error)
  }

  async #refuseBlocked(error: CloudError): Promise<void> {
    const blocked = await this.#step.blockers?.(this.#ctx, this.#id!, this.#run.got)
    if (blocked === undefined) return
    throw new RunError(`${error.message} ${blocked.message}`, { code: error.code, exit: EXIT.failed, id: this.#id!, ...detailsOf(error.fields), hint: blocked.hint })
  }
}

/** What a change is known by between two passes. */
const keyOf = ({ action, what }: Change): string => `${action} ${what}`

/**
 * Whether a request that was kept is about the same resources of the earlier steps as one made now. Where one of those was made
 * anew since, what the kept call may have made went with the old one.
 */
function onSameGround(kept: object, now: object, got: object): boolean {
  const [before, after] = [JSON.stringify(kept), JSON.stringify(now)]
  return Object.values(got).every((id: unknown) => typeof id !== 'string' || before.includes(id) || !after.includes(id))
}
