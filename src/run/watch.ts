import type { CloudError } from '../cloud/error.ts'
import type { Clock } from '../core/clock.ts'
import { detailsOf, EXIT, RunError, TimeUp } from '../core/errors.ts'
import type { Emit } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import type { Past } from '../steps/step.ts'
import type { Durations } from './durations.ts'
import { gapMs } from './gap.ts'
import type { StepFields } from './run-context.ts'

/** How long to wait after a call that is not taken now, in the clock's milliseconds: longer each time, within these. */
const SHORTEST_MS = 1000
const LONGEST_MS = 10_000

/** Whose waiting it is: what its events carry, and how long it may last, in the clock's milliseconds. */
export interface Waiting {
  clock: Clock
  signal: AbortSignal
  emit: Emit
  fields: StepFields
  budgetMs: number
  durations?: Durations
  waited?: { ms: number }
}

/** The waiting side of one step: what was seen when, how long to the next read, and when the budget is used up. */
export class Watch {
  readonly #run: Waiting
  readonly #startedAt: number
  readonly #history: { state: string; at: number }[] = []
  #changedAt: number
  /** What was put under way, and when. */
  #awaited: { action: string; at: number } | undefined
  #busy = 0
  /** Why it was last waited. */
  #waited: { reason?: string; cause?: CloudError } = {}

  constructor(run: Waiting) {
    this.#run = run
    this.#startedAt = this.#changedAt = run.clock.now()
  }

  get state(): string | undefined {
    return this.#history.at(-1)?.state
  }

  get elapsedMs(): number {
    return this.#run.clock.now() - this.#startedAt
  }

  /** Milliseconds since a moment of the run's clock, or since the step began. */
  since(at: number | undefined): number {
    return this.#run.clock.now() - (at ?? this.#startedAt)
  }

  /** Notes what was read, tells a change of state, and gives what was seen before. */
  see(id: string, state: string, previousSeen: unknown): Past<unknown> {
    const now = this.#run.clock.now()
    const previous = this.state
    if (state !== previous) {
      this.#history.push({ state, at: now })
      this.#changedAt = now
      this.#run.emit({ type: 'step.state', ...this.#run.fields, id, state, ...given({ previous }), elapsedMs: Math.round(this.elapsedMs) })
    }
    return {
      ...(previousSeen === undefined ? {} : { previous: previousSeen }),
      states: this.#history.map((entry) => entry.state),
      elapsedMs: this.elapsedMs,
      inStateMs: now - this.#history.at(-1)!.at,
    }
  }

  /** A call put something under way: the next reads come when its end is to be expected. */
  touch(action: string): void {
    this.#changedAt = this.#run.clock.now()
    this.#awaited = { action, at: this.#changedAt }
    this.#busy = 0
    this.#waited = {}
  }

  /** What was under way has arrived: how long it took is kept for later runs. */
  arrived(): void {
    if (this.#awaited !== undefined) this.#run.durations?.add(this.#awaited.action, this.since(this.#awaited.at))
    this.#awaited = undefined
  }

  /** Waits until the next read is due. */
  async pause(reason?: string): Promise<undefined> {
    const { action, at } = this.#awaited ?? {}
    const ms = action === undefined ? undefined : this.#run.durations?.usual(action)
    await this.#sleep(gapMs(this.since(this.#changedAt), ms === undefined ? undefined : { ms, passedMs: this.since(at) }), reason)
  }

  /** Waits after a call that the cloud would not take now. */
  async hold(error: CloudError): Promise<undefined> {
    const { code, action, requestId } = error.fields
    this.#busy += 1
    const waitMs = Math.round(Math.min(LONGEST_MS, SHORTEST_MS * 1.5 ** (this.#busy - 1)))
    this.#run.emit({ type: 'step.retry', ...this.#run.fields, action, code, ...given({ requestId }), attempt: this.#busy, waitMs })
    await this.#sleep(waitMs, `${code}: ${error.message}`, error)
  }

  /** What ended the step; where the time for the whole run was up, with what the step waited for. */
  ended(error: unknown): unknown {
    const { reason, cause } = this.#waited
    return error instanceof TimeUp ? error.during(reason, { ...detailsOf(cause?.fields ?? {}), ...given({ state: this.state }) }) : error
  }

  async #sleep(ms: number, reason?: string, cause?: CloudError): Promise<void> {
    this.#waited = given({ reason, cause })
    const left = this.#run.budgetMs - this.elapsedMs
    if (left <= 0) throw this.#timeout(reason, cause)
    // The last read falls on the deadline.
    const slept = Math.min(ms, left)
    if (this.#run.waited !== undefined) this.#run.waited.ms += slept
    await this.#run.clock.sleep(slept, this.#run.signal)
  }

  #timeout(reason: string | undefined, cause: CloudError | undefined): RunError {
    const seconds = Math.round(this.elapsedMs / 1000)
    const past = this.#history.map((entry) => text.state(entry.state)).join(' -> ') || text.run.nothingShown
    return new RunError(text.run.stillSo(past, seconds, reason), {
      code: 'Timeout', exit: EXIT.timeout, ...detailsOf(cause?.fields ?? {}), ...given({ state: this.state }),
      hint: text.run.waitAgain,
    })
  }
}
