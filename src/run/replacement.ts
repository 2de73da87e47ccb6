import type { StepId } from '../core/events.ts'
import { REMOVAL_STEPS, RESOURCE_STEPS } from '../steps/list.ts'
import type { Change, Step } from '../steps/step.ts'
import { DEPENDENTS, needsReplacement } from './needs-replacement.ts'
import { contextOf, GOT_KEYS, type RunContext } from './run-context.ts'
import type { Survey } from './survey.ts'
import { resourceStep } from './walk.ts'

/** The steps whose resource has to be made anew for the config, each with the changes that ask for it. */
export function replacements(run: RunContext, found: Survey): Map<Step, Change[]> {
  const asked = RESOURCE_STEPS.flatMap((step): [Step, Change[]][] => {
    const seen = found.get(step.id)?.seen
    const changes = seen === undefined ? [] : step.changes(contextOf(run, step), seen, run.got).filter(({ kind }) => kind === 'replace')
    return changes.length === 0 ? [] : [[step, changes]]
  })
  return new Map(asked)
}

/**
 * What goes before the walk, in the order of removal: what has to be made anew, with everything that holds on to it.
 * @param allowed the steps that the user named; they are made anew whether the config forces it or not
 * @throws RunError naming the fields, before anything is touched, when the config forces a step that was not named
 */
export function toReplace(run: RunContext, found: Survey, allowed: ReadonlySet<StepId>): Step[] {
  for (const [step, changes] of replacements(run, found)) {
    if (!allowed.has(step.id)) throw needsReplacement(step, found.get(step.id)!.found[0]!.id, changes)
  }
  const named = [...allowed].filter((id) => found.get(id)?.seen !== undefined)
  const gone = new Set(named.flatMap((id) => [id, ...(DEPENDENTS[id] ?? [])]))
  return REMOVAL_STEPS.filter((step) => gone.has(step.id) && (found.get(step.id)?.found.length ?? 0) > 0)
}

/** Removes what is made anew, and forgets it. */
export async function removeForReplacement(run: RunContext, found: Survey, steps: readonly Step[]): Promise<void> {
  for (const [position, step] of steps.entries()) {
    await resourceStep(run, step, 'absent', { index: position + 1, total: steps.length }, found.get(step.id))
    await run.journal.end(step.id)
    found.delete(step.id)
  }
  for (const step of steps) {
    const key = GOT_KEYS[step.id]
    if (key !== undefined) delete run.got[key]
  }
}
