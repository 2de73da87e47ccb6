import { EXIT, RunError } from '../core/errors.ts'
import type { Found, Step } from '../steps/step.ts'

/**
 * Two resources with the tags of one stack: nobody can tell which one is meant, so both are named and nothing is touched.
 * @throws RunError naming all of them
 */
export function refuseDoubles(step: Step, found: readonly Found[]): void {
  if (found.length < 2) return
  const ids = found.map(({ id }) => id).sort()
  throw new RunError(`there are ${ids.length} with the tags of this stack: ${ids.join(', ')}`, {
    code: 'Doubles',
    exit: EXIT.failed,
    hint: `Two runs at once on two machines can make this (step ${step.id}). Keep the one that is in use, remove the tags managed-by and alb-privatelink/stack from the other in the console, or delete it there; then run the command again.`,
  })
}
