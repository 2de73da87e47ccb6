import type { Facts, InstanceFact } from '../checks/facts.ts'
import { runChecks } from '../checks/run-checks.ts'
import { EXIT, RunError } from '../core/errors.ts'
import type { StepId } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import { checkReader } from './check-reader.ts'
import { explained } from './failure.ts'
import { givenFacts } from './given.ts'
import type { RunContext } from './run-context.ts'
import type { Survey } from './survey.ts'

/** What the checks judge beside what they read, and who is told of the instances that they read. */
interface Passing { found: Survey; onPort?: Facts['onPort']; onInstances: (instances: readonly InstanceFact[]) => void }

/**
 * The read-only checks before step 1, for the steps that have something to do; each is told as an event, all problems at once.
 * @throws RunError with exit 3 when one failed; nothing was created then
 */
export async function passChecks(run: RunContext, steps: ReadonlySet<StepId>, skip: readonly string[], { found, onPort, onInstances }: Passing): Promise<void> {
  const provider = checkReader(run.provider, onInstances)
  const readers = { provider, consumer: run.consumer === run.provider ? provider : checkReader(run.consumer, onInstances) }
  let reports
  try {
    reports = await runChecks(run.config, readers, { steps: new Set(steps), skip: [...skip], given: givenFacts(run.config, found), onPort })
  } catch (error) {
    throw explained(error)
  }
  for (const { name, result, message, hint } of reports) run.emit({ type: 'check', name, result, message, ...given({ hint }) })
  const failed = reports.filter(({ result }) => result === 'fail')
  if (failed.length === 0) return
  const names = [...new Set(failed.map(({ name }) => name))]
  throw new RunError(text.check.failedChecks(failed.length, names), {
    code: 'ChecksFailed', exit: EXIT.checks, hint: text.check.mendChecks,
  })
}
