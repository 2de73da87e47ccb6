import { isOwn } from '../config/given.ts'
import type { StepId } from '../core/events.ts'
import { REMOVAL_STEPS, RESOURCE_STEPS } from '../steps/list.ts'
import type { Change, Step } from '../steps/step.ts'
import { leavingWith, needsReplacement } from './needs-replacement.ts'
import { contextOf, GOT_KEYS, type RunContext } from './run-context.ts'
import type { Survey } from './survey.ts'
import { resourceStep } from './walk.ts'

/** The steps whose resource has to be made anew for the config, each with the changes that ask for it. */
export function replacements(run: RunContext, found: Survey): Map<Step, Change[]> {
  const asked = RESOURCE_STEPS.filter(({ id }) => isOwn(run.config, id)).flatMap((step): [Step, Change[]][] => {
    const seen = found.get(step.id)?.seen
    const changes = seen === undefined ? [] : step.changes(contextOf(run, step), seen, run.got).filter(({ kind }) => kind === 'replace')
    return changes.length === 0 ? [] : [[step, changes]]
  })
  return new Map(asked)
}

/**
 * Refuses, before anything is touched, what has to be made anew and does not go with what the user named.
 * @param leaving the steps that are made anew whether anything forces it or not
 * @throws RunError naming the fields
 */
export function refuseUnnamed(run: RunContext, found: Survey, leaving: readonly Step[]): void {
  const unnamed = [...replacements(run, found)].filter(([step]) => !leaving.includes(step))
  const [first] = unnamed
  if (first === undefined) return
  const [step, changes] = first
  throw needsReplacement(step, found.get(step.id)!.found[0]!.id, changes, unnamed.map(([{ id }]) => id))
}

/** The steps that are made anew where some are named, with everything that holds on to them, in the order of removal. */
export function stepsLeaving(named: ReadonlySet<StepId>): Step[] {
  const leaving = leavingWith(named)
  return REMOVAL_STEPS.filter(({ id }) => leaving.has(id))
}

/** Removes what is made anew, and forgets it, and what was asked for it in an earlier run. */
export async function removeForReplacement(run: RunContext, found: Survey, leaving: readonly Step[]): Promise<void> {
  const there = leaving.filter(({ id }) => (found.get(id)?.found.length ?? 0) > 0)
  for (const [position, step] of there.entries()) {
    await resourceStep(run, step, 'absent', { index: position + 1, total: there.length }, found.get(step.id))
    found.delete(step.id)
  }
  for (const { id } of leaving) {
    await run.journal.end(id)
    const key = GOT_KEYS[id]
    if (key !== undefined) delete run.got[key]
  }
}
