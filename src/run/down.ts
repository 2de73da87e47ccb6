import type { StepId } from '../core/events.ts'
import { REMOVAL_STEPS, RESOURCE_STEPS } from '../steps/list.ts'
import type { RunContext } from './run-context.ts'
import { survey, type Survey } from './survey.ts'
import { resourceStep } from './walk.ts'

/** One thing that `down` removes. */
export interface Removal { step: StepId; id: string }

/** What is there to remove, in the order of removal. The connection goes with its endpoint. */
export function removalsOf(found: Survey): Removal[] {
  return REMOVAL_STEPS.flatMap((step) => {
    const id = found.get(step.id)?.found[0]?.id
    return id === undefined || step.id === 'connection' ? [] : [{ step: step.id, id }]
  })
}

/** How long lists may lag behind what a call of an earlier run made, in the clock's milliseconds. */
const LAG_MS = 15_000
/** Looks at least: with a clock much faster than the machine's, one alone may outlast the lag. */
const LEAST_LOOKS = 4

/**
 * Finds what is there to remove. A creating call that an earlier run sent and never heard of may have made something that no list
 * shows yet: it is waited for, else it would be left behind and paid for.
 */
export async function surveyForRemoval(run: RunContext): Promise<Survey> {
  const startedAt = run.clock.now()
  for (let looks = 1; ; looks += 1) {
    const found = await survey(run)
    const unanswered = RESOURCE_STEPS.filter((step) => run.journal.entry(step.id) !== undefined && (found.get(step.id)?.found.length ?? 0) === 0)
    if (unanswered.length === 0 || (looks >= LEAST_LOOKS && run.clock.now() - startedAt >= LAG_MS)) return found
    await run.clock.sleep(1000, run.signal)
  }
}

/** Removes what was found of the stack, backwards; what is gone already is done. */
export async function down(run: RunContext, found: Survey): Promise<void> {
  const total = REMOVAL_STEPS.length
  for (const [position, step] of REMOVAL_STEPS.entries()) {
    await resourceStep(run, step, 'absent', { index: position + 1, total }, found.get(step.id) ?? { found: [] })
  }
  // A token that is kept would be answered with what was just deleted.
  for (const step of RESOURCE_STEPS) await run.journal.end(step.id)
}
