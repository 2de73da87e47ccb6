import type { Config } from '../config/config.ts'
import { nearest } from '../core/nearest.ts'
import { UsageError } from '../core/errors.ts'
import type { StepId } from '../core/events.ts'
import { given as present } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import { CHECKS, EXISTING } from './all.ts'
import type { CheckReport, Existing } from './check.ts'
import { collect } from './collect.ts'
import type { CheckReaders, Facts, GivenFacts, Need } from './facts.ts'

export type { CheckReport } from './check.ts'

export interface CheckOptions {
  /** The steps that have something to create or change; only checks that matter for one of them are made. */
  steps: ReadonlySet<StepId>
  /** Names that `--skip-check` gave. */
  skip: readonly string[]
  /** Names of checks that cannot be made, each with the reason. */
  blocked?: ReadonlyMap<string, string>
  /** What was read of resources that the config names by their IDs. */
  given?: GivenFacts
  /** What has the port of a listener that is to be made. */
  onPort?: Facts['onPort'] | undefined
}

/** What takes a VPC of the provider to look in. */
const IN_PROVIDER_VPC: ReadonlySet<Need> = new Set(['providerVpc', 'providerVSwitches', 'servers', 'serverGroups'])

/**
 * Refuses names that no check has. For commands to call before anything else.
 * @param more names of a command's own
 * @throws UsageError that lists the names
 */
export function refuseUnknownChecks(skip: readonly string[], more: readonly string[] = []): void {
  const names = [...CHECKS.map((check) => check.name), ...more]
  const wrong = skip.filter((name) => !names.includes(name))
  if (wrong.length === 0) return
  const near = nearest(wrong[0]!, names)
  throw new UsageError(
    text.check.noCheck(wrong),
    text.check.theChecks(near, names),
  )
}

/** Judges what exists already, for the steps of a walk; asks nothing of the cloud. */
export function judgeKnown(config: Config, steps: ReadonlySet<StepId>, skip: readonly string[], facts: Existing): CheckReport[] {
  const due = EXISTING.filter((check) => check.steps.some((step) => steps.has(step)) && (check.applies?.(config) ?? true) && !skip.includes(check.name))
  return due.flatMap((check) => check.judge(config, facts).map((finding) => ({ name: check.name, ...finding })))
}

/**
 * Makes the checks that the steps ask for: reads all that they need side by side, and judges it. Nothing is changed.
 * @returns a report for each problem, one `ok` for each check without any, one `skipped` for each that was skipped
 * @throws UsageError for an unknown name; what a read threw, unless the read is only not permitted
 */
export async function runChecks(config: Config, readers: CheckReaders, { steps, skip, blocked = new Map(), given = {}, onPort }: CheckOptions): Promise<CheckReport[]> {
  refuseUnknownChecks(skip)
  // The VPC is the given load balancer's, which is not there: that is told once.
  const nowhere = config.provider.vpcId === ''
  const due = CHECKS.filter((check) => check.steps.some((step) => steps.has(step)) && (check.applies?.(config) ?? true) && !(nowhere && check.needs.some((need) => IN_PROVIDER_VPC.has(need))))
  const made = due.filter((check) => !skip.includes(check.name) && !blocked.has(check.name))
  const facts: Facts = { ...(await collect(config, readers, new Set(made.flatMap((check) => check.needs)))), given, ...present({ onPort }) }
  return due.flatMap((check): CheckReport[] => {
    if (skip.includes(check.name)) return [{ name: check.name, result: 'skipped', message: text.check.skipped }]
    const reason = blocked.get(check.name)
    if (reason !== undefined) return [{ name: check.name, result: 'unknown', message: text.check.because(text.check.notLookedAt, reason) }]
    return check.judge(config, facts).map((finding) => ({ name: check.name, ...finding }))
  })
}
