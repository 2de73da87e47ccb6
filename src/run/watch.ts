import type { CloudError } from '../cloud/error.ts'
import type { Clock } from '../core/clock.ts'
import { EXIT, RunError } from '../core/errors.ts'
import type { Emit } from '../core/events.ts'
import { given } from '../core/given.ts'
import type { Past } from '../steps/step.ts'
import type { StepFields } from './run-context.ts'

/** Gaps between two reads, in the clock's milliseconds: an eighth of the time waited so far, within these. */
const SHORTEST_MS = 1000
const LONGEST_MS = 10_000
const SHARE = 0.12

/** How long to the next read of what changes by itself: the longer nothing changed, the longer. */
export class Gaps {
  readonly #clock: Clock
  readonly #shortestMs: number
  #changedAt: number

  constructor(clock: Clock, shortestMs = SHORTEST_MS) {
    this.#clock = clock
    this.#shortestMs = shortestMs
    this.#changedAt = clock.now()
  }

  /** Something changed: the next reads come quickly again. */
  touch(): void {
    this.#changedAt = this.#clock.now()
  }

  /** Since the last change, in the clock's milliseconds. */
  get stillMs(): number {
    return this.#clock.now() - this.#changedAt
  }

  get ms(): number {
    return Math.min(LONGEST_MS, Math.max(this.#shortestMs, this.stillMs * SHARE))
  }
}

/** Whose waiting it is: what its events carry, and how long it may last, in the clock's milliseconds. */
export interface Waiting {
  clock: Clock
  signal: AbortSignal
  emit: Emit
  fields: StepFields
  budgetMs: number
}

/** The waiting side of one step: what was seen when, how long to the next read, and when the budget is used up. */
export class Watch {
  readonly #run: Waiting
  readonly #startedAt: number
  readonly #history: { state: string; at: number }[] = []
  readonly #gaps: Gaps
  #busy = 0

  constructor(run: Waiting) {
    this.#run = run
    this.#startedAt = run.clock.now()
    this.#gaps = new Gaps(run.clock)
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
      this.#gaps.touch()
      this.#run.emit({ type: 'step.state', ...this.#run.fields, id, state, ...given({ previous }), elapsedMs: Math.round(this.elapsedMs) })
    }
    return {
      ...(previousSeen === undefined ? {} : { previous: previousSeen }),
      states: this.#history.map((entry) => entry.state),
      elapsedMs: this.elapsedMs,
      inStateMs: now - this.#history.at(-1)!.at,
    }
  }

  /** Something was changed: the next reads come quickly again. */
  touch(): void {
    this.#gaps.touch()
    this.#busy = 0
  }

  /** Waits until the next read is due. */
  async pause(reason?: string): Promise<undefined> {
    await this.#sleep(this.#gaps.ms, reason)
  }

  /** Waits after a call that the cloud would not take now. */
  async hold(error: CloudError): Promise<undefined> {
    const { code, action, requestId } = error.fields
    this.#busy += 1
    const waitMs = Math.round(Math.min(LONGEST_MS, SHORTEST_MS * 1.5 ** (this.#busy - 1)))
    this.#run.emit({ type: 'step.retry', ...this.#run.fields, action, code, ...given({ requestId }), attempt: this.#busy, waitMs })
    await this.#sleep(waitMs, `${code}: ${error.message}`, error)
  }

  async #sleep(ms: number, reason?: string, cause?: CloudError): Promise<void> {
    const left = this.#run.budgetMs - this.elapsedMs
    if (left <= 0) throw this.#timeout(reason, cause)
    // The last read falls on the deadline.
    await this.#run.clock.sleep(Math.min(ms, left), this.#run.signal)
  }

  #timeout(reason: string | undefined, cause: CloudError | undefined): RunError {
    const seconds = Math.round(this.elapsedMs / 1000)
    const past = this.#history.map((entry) => entry.state).join(' -> ') || 'nothing was shown'
    const about = reason === undefined ? '' : ` (${reason})`
    return new RunError(`${past}, still so after ${seconds} s${about}; it may still finish`, {
      code: 'Timeout', exit: EXIT.timeout, ...given({ state: this.state, action: cause?.fields.action, requestId: cause?.fields.requestId }),
      hint: 'Run the same command again to go on waiting.',
    })
  }
}
