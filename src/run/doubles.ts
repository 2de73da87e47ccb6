import { EXIT, RunError } from '../core/errors.ts'
import { text } from '../messages/whole.ts'
import type { Found, Step } from '../steps/step.ts'

/**
 * Two resources with the tags of one stack: nobody can tell which one is meant, so both are named and nothing is touched.
 * @throws RunError naming all of them
 */
export function refuseDoubles(step: Step, found: readonly Found[]): void {
  if (found.length < 2) return
  const ids = found.map(({ id }) => id).sort()
  throw new RunError(text.run.doubles(ids.length, ids.join(', ')), {
    code: 'Doubles',
    exit: EXIT.failed,
    hint: text.run.doublesHint(step.id),
  })
}
