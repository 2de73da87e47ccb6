import type { Config } from '../config/config.ts'
import { isOwn } from '../config/given.ts'
import type { StepId } from '../core/events.ts'
import { REMOVAL_STEPS, RESOURCE_STEPS } from '../steps/list.ts'
import type { Leftover } from './given.ts'
import type { RunContext } from './run-context.ts'
import type { Survey } from './survey.ts'
import { keptStep, resourceStep } from './walk.ts'

/** One thing that `down` removes. */
export interface Removal { step: StepId; id: string }

/** What is there to remove, in the order of removal. The connection goes with its endpoint; what is given stays. */
export function removalsOf(config: Config, found: Survey, left: readonly Leftover[]): Removal[] {
  return REMOVAL_STEPS.flatMap((step) => {
    if (!isOwn(config, step.id)) return left.filter((one) => one.step === step).map((one) => ({ step: step.id, id: one.found.id }))
    const id = found.get(step.id)?.found[0]?.id
    return id === undefined || step.id === 'connection' ? [] : [{ step: step.id, id }]
  })
}

/**
 * Removes what was found of the stack, backwards; what is gone already is done.
 * @param left what is the stack's by its tags, although the config now names another resource
 * @param onGone told of each step of which nothing is there any more
 */
export async function down(run: RunContext, found: Survey, left: readonly Leftover[], onGone: (step: StepId) => void): Promise<void> {
  const total = REMOVAL_STEPS.length
  for (const [position, step] of REMOVAL_STEPS.entries()) {
    const place = { index: position + 1, total }
    const behind = left.filter((one) => one.step === step)
    if (isOwn(run.config, step.id)) await resourceStep(run, step, 'absent', place, found.get(step.id) ?? { found: [] })
    else if (behind.length > 0) await resourceStep(run, step, 'absent', place, { found: behind.map((one) => one.found) })
    else await keptStep(run, step, 'kept', place, found.get(step.id)?.seen)
    onGone(step.id)
  }
  // A token that is kept would be answered with what was just deleted.
  for (const step of RESOURCE_STEPS) await run.journal.end(step.id)
}
