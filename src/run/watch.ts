import type { CloudError } from '../cloud/error.ts'
import { EXIT, RunError } from '../core/errors.ts'
import { given } from '../core/given.ts'
import type { Past, Step } from '../steps/step.ts'
import { stepFields, type RunContext } from './run-context.ts'

/** Gaps between two reads, in the clock's milliseconds: an eighth of the time waited so far, within these. */
const SHORTEST_MS = 1000
const LONGEST_MS = 10_000
const SHARE = 0.12

/** The waiting side of one step: what was seen when, how long to the next read, and when the budget is used up. */
export class Watch {
  readonly #run: RunContext
  readonly #step: Step
  readonly #startedAt: number
  readonly #history: { state: string; at: number }[] = []
  #changedAt: number
  #busy = 0

  constructor(run: RunContext, step: Step) {
    this.#run = run
    this.#step = step
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
      this.#run.emit({ type: 'step.state', ...stepFields(this.#run, this.#step.id), id, state, ...given({ previous }), elapsedMs: Math.round(this.elapsedMs) })
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
    this.#changedAt = this.#run.clock.now()
    this.#busy = 0
  }

  /** Waits until the next read is due. */
  async pause(reason?: string): Promise<undefined> {
    const waited = this.#run.clock.now() - this.#changedAt
    await this.#sleep(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, waited * SHARE)), reason)
  }

  /** Waits after a call that the cloud would not take now. */
  async hold(error: CloudError): Promise<undefined> {
    const { code, action, requestId } = error.fields
    this.#busy += 1
    const waitMs = Math.round(Math.min(LONGEST_MS, SHORTEST_MS * 1.5 ** (this.#busy - 1)))
    this.#run.emit({ type: 'step.retry', ...stepFields(this.#run, this.#step.id), action, code, ...given({ requestId }), attempt: this.#busy, waitMs })
    await this.#sleep(waitMs, `${code}: ${error.message}`, error)
  }

  async #sleep(ms: number, reason?: string, cause?: CloudError): Promise<void> {
    const left = this.#step.budgetMs - this.elapsedMs
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
