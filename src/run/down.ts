import type { StepId } from '../core/events.ts'
import { REMOVAL_STEPS, RESOURCE_STEPS } from '../steps/list.ts'
import type { RunContext } from './run-context.ts'
import type { Survey } from './survey.ts'
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

/** Removes what was found of the stack, backwards; what is gone already is done. */
export async function down(run: RunContext, found: Survey): Promise<void> {
  const total = REMOVAL_STEPS.length
  for (const [position, step] of REMOVAL_STEPS.entries()) {
    await resourceStep(run, step, 'absent', { index: position + 1, total }, found.get(step.id) ?? { found: [] })
  }
  // A token that is kept would be answered with what was just deleted.
  for (const step of RESOURCE_STEPS) await run.journal.end(step.id)
}
