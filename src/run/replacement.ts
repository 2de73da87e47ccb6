import { EXIT, RunError } from '../core/errors.ts'
import type { StepId } from '../core/events.ts'
import { describeDifferences } from '../steps/differences.ts'
import { REMOVAL_STEPS, RESOURCE_STEPS } from '../steps/list.ts'
import type { Change, Step } from '../steps/step.ts'
import { contextOf, type RunContext } from './run-context.ts'
import type { Survey } from './survey.ts'
import { resourceStep } from './walk.ts'

/** What cannot stay when a step's resource goes: the cloud keeps it from being removed while these hold on to it. */
const DEPENDENTS: Readonly<Partial<Record<StepId, readonly StepId[]>>> = {
  'load-balancer': ['listener', 'endpoint-service', 'endpoint', 'connection'],
  'server-group': ['listener'],
  'endpoint-service': ['endpoint', 'connection'],
  endpoint: ['connection'],
}

/** The failure of a run whose config asks for what no API changes in place. */
export function needsReplacement(step: Step, id: string, changes: readonly Change[]): RunError {
  const differences = changes.flatMap((change) => change.differences ?? [])
  const others = DEPENDENTS[step.id] ?? []
  return new RunError(`${describeDifferences(differences)}: this cannot be changed in place`, {
    code: 'NeedsReplacement', exit: EXIT.failed, id,
    hint: `Put the old value back into the config, or make it anew with \`up --replace ${step.id}\`, which interrupts the service${others.length === 0 ? '' : ` and makes anew: ${others.join(', ')}`}.`,
  })
}

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
 * Removes what has to be made anew, with everything that holds on to it, in the order of removal.
 * @param allowed the steps that the user named
 * @returns the steps that the walk makes anew
 * @throws RunError naming the fields, before anything is touched, when a step was not named
 */
export async function removeForReplacement(run: RunContext, found: Survey, allowed: ReadonlySet<StepId>): Promise<Set<StepId>> {
  const asked = replacements(run, found)
  for (const [step, changes] of asked) {
    if (!allowed.has(step.id)) throw needsReplacement(step, found.get(step.id)!.found[0]!.id, changes)
  }
  const named = [...allowed].filter((id) => found.get(id)?.seen !== undefined)
  const gone = new Set(named.flatMap((id) => [id, ...(DEPENDENTS[id] ?? [])]))
  const walk = REMOVAL_STEPS.filter((step) => gone.has(step.id) && (found.get(step.id)?.found.length ?? 0) > 0)
  for (const [position, step] of walk.entries()) {
    await resourceStep(run, step, 'absent', { index: position + 1, total: walk.length }, found.get(step.id))
    await run.journal.end(step.id)
    found.delete(step.id)
  }
  return new Set(walk.map((step) => step.id))
}
