import { EXIT, RunError } from '../core/errors.ts'
import type { StepId } from '../core/events.ts'
import { text } from '../messages/whole.ts'
import { describeDifferences } from '../steps/differences.ts'
import type { Change, Step } from '../steps/step.ts'

/** What cannot stay when a step's resource goes: the cloud keeps it from being removed while these hold on to it. */
export const DEPENDENTS: Readonly<Partial<Record<StepId, readonly StepId[]>>> = {
  'load-balancer': ['listener', 'endpoint-service', 'endpoint', 'connection'],
  'server-group': ['listener'],
  'endpoint-service': ['endpoint', 'connection'],
  endpoint: ['connection'],
}

/** What is made anew where some steps are named: with each, everything that holds on to it. */
export const leavingWith = (named: ReadonlySet<StepId>): Set<StepId> => new Set([...named].flatMap((id) => [id, ...(DEPENDENTS[id] ?? [])]))

/**
 * The failure of a run whose config asks for what no API changes in place.
 * @param all the steps for which it does
 */
export function needsReplacement(step: Step, id: string, changes: readonly Change[], all: readonly StepId[] = [step.id]): RunError {
  const differences = changes.flatMap((change) => change.differences ?? [])
  const others = DEPENDENTS[step.id] ?? []
  return new RunError(text.run.notInPlace(describeDifferences(differences)), {
    code: 'NeedsReplacement', exit: EXIT.failed, id, replace: all,
    hint: text.run.replaceHint(step.id, others),
  })
}
