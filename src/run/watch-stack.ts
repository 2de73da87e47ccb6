import type { Clock } from '../core/clock.ts'
import { EXIT, RunError } from '../core/errors.ts'
import type { StepStatus } from '../core/events.ts'
import { text } from '../messages/whole.ts'
import { RESOURCE_STEPS } from '../steps/list.ts'
import { changedSteps, type StackStatus } from './stack-view.ts'

/** How long a stack that is not whole has to stand still, and for how many looks: its next part may be about to be made. */
const STILL_MS = 15_000
const STILL_LOOKS = 3
/** Between two looks, in the clock's milliseconds, since each takes a dozen calls: a share of the time without a change, within these. */
const SHORTEST_MS = 3000
const LONGEST_MS = 10_000
const SHARE = 0.12
/** And in real milliseconds, however fast the clock is. */
const LEAST_REAL_MS = 200

/** No step waits longer for its resource; nor does a look for the next change. */
const STUCK_MS = Math.max(...RESOURCE_STEPS.map(({ budgetMs }) => budgetMs))

export interface StackWatch {
  look: () => Promise<StackStatus>
  clock: Clock
  /** Ends the watch at once. */
  signal: AbortSignal
  /** Whether another run is known to be at work on the stack. */
  isHeld: () => boolean
  /** Told of each look, and of the one before. */
  onLook: (status: StackStatus, before: StackStatus | undefined) => void
}

/**
 * Looks at a stack until it is settled: every resource as wanted, or nothing on its way, nobody at work on it, and no change for a while.
 * @returns the last look
 * @throws RunError with exit 8 when nothing changed for as long as `up` would wait at most; the signal's reason; what a look throws
 */
export async function watchStack({ look, clock, signal, isHeld, onLook }: StackWatch): Promise<StackStatus> {
  let changedAt = clock.now()
  let before: StackStatus | undefined
  for (let still = 0; ; still += 1) {
    signal.throwIfAborted()
    const status = await look()
    if (changedSteps(before, status).length > 0) {
      changedAt = clock.now()
      still = 0
    }
    const stillMs = clock.now() - changedAt
    onLook(status, before)
    before = status
    const resources = status.steps.filter(({ step }) => step !== 'connectivity')
    if (resources.every(({ standing }) => standing === 'ready')) return status
    const moves = isHeld() || resources.some(({ standing }) => standing === 'moving')
    if (!moves && still >= STILL_LOOKS && stillMs >= STILL_MS) return status
    if (stillMs >= STUCK_MS) throw stuck(resources, stillMs)
    await clock.sleep(Math.max(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, stillMs * SHARE)), LEAST_REAL_MS * clock.pace), signal)
  }
}

function stuck(steps: readonly StepStatus[], stillMs: number): RunError {
  const moving = steps.filter(({ standing }) => standing === 'moving').map(({ step, state, message }) => text.labelled(text.stepTitles[step], message ?? text.state(state)))
  return new RunError(text.run.noChange(Math.round(stillMs / 1000), text.inOne(moving) || text.run.otherRun), {
    code: 'Timeout', exit: EXIT.timeout, hint: text.run.watchAgain,
  })
}
