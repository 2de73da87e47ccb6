import { randomUUID } from 'node:crypto'
import { isCloudError, type CloudError } from '../cloud/error.ts'
import { isOwn } from '../config/given.ts'
import type { CheckResult, StepId } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import type { EndpointServiceSeen } from '../steps/04-endpoint-service.ts'
import { RESOURCE_STEPS } from '../steps/list.ts'
import { explained } from './failure.ts'
import { GOT_KEYS, contextOf, type RunContext } from './run-context.ts'
import type { Survey } from './survey.ts'

/** What a creating call needs of earlier steps, so that the cloud can judge it. */
const NEEDS: Readonly<Partial<Record<StepId, readonly StepId[]>>> = {
  listener: ['load-balancer', 'server-group'],
  'endpoint-service': ['load-balancer'],
  endpoint: ['endpoint-service'],
}

/** The code of a creating call that would have been carried out, but for its DryRun flag (Alb and Privatelink, documented). */
const PASSED = 'DryRunOperation'

export interface DryRunReport { step: StepId; action: string; result: CheckResult; message: string; hint?: string }

/**
 * Has the cloud itself judge the creating calls that are due: permissions, quotas, addresses. Each goes out with DryRun set and a
 * ClientToken of its own, and is not kept in the journal: it makes nothing, and must never be taken for the call that does.
 * @returns a report for each resource that is missing; `skipped` where it needs another that is missing too
 */
export async function dryRuns(run: RunContext, found: Survey, walk: readonly StepId[]): Promise<DryRunReport[]> {
  const reports: DryRunReport[] = []
  for (const step of RESOURCE_STEPS) {
    const { create, id } = step
    if (create === undefined || !walk.includes(id) || !isOwn(run.config, id) || found.get(id)?.seen !== undefined) continue
    const missing: string[] = (NEEDS[id] ?? []).filter((need) => run.got[GOT_KEYS[need]!] === undefined)
    const about = { step: id, action: create.action }
    if (id === 'endpoint' && (found.get('endpoint-service')?.seen as EndpointServiceSeen | undefined)?.guest?.admitted === false) missing.push(text.run.placeOnWhitelist)
    if (missing.length > 0) {
      reports.push({ ...about, result: 'skipped', message: text.run.dryRunNeeds(missing) })
      continue
    }
    const ctx = contextOf(run, step)
    try {
      const made = await create.send(ctx.cloud, { ...create.request(ctx, run.got), dryRun: true }, randomUUID())
      reports.push({ ...about, result: 'fail', message: text.run.dryRunIgnored(made) })
    } catch (error) {
      if (!isCloudError(error)) throw error
      if (error.code === PASSED) {
        reports.push({ ...about, result: 'ok', message: text.run.dryRunPassed })
        continue
      }
      const result = isCloudError(error, 'again', 'busy', 'unknown') ? 'unknown' : 'fail'
      reports.push({ ...about, result, message: text.run.dryRunRefused(error.code, explained(error).message, permissionOf(error)), ...given({ hint: error.fields.hint }) })
    }
  }
  return reports
}

/** Only the action of what was denied: a report is one line. */
function permissionOf({ fields: { denied } }: CloudError): string | undefined {
  return denied?.split(',')[0]
}
