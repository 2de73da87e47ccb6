import type { Config } from '../config/config.ts'
import type { CheckResult, StepId } from '../core/events.ts'
import { text } from '../messages/whole.ts'
import type { Fact, Facts, Need } from './facts.ts'

/** One thing that a check has to say. */
export interface Finding {
  result: Exclude<CheckResult, 'skipped'>
  message: string
  hint?: string
}

/** A finding with the name of its check; of a check that was skipped as well. */
export interface CheckReport {
  name: string
  result: CheckResult
  message: string
  hint?: string
}

export interface Check {
  /** For `--skip-check`, in kebab-case. */
  name: string
  /** The steps that it matters for: it is made where one of them has something to create or change. */
  steps: readonly StepId[]
  /** Without it the check is made for every config. */
  applies?: (config: Config) => boolean
  needs: readonly Need[]
  /** Pure: what the facts say; every problem is a finding of its own, a single `ok` where there is none. */
  judge(config: Config, facts: Facts): Finding[]
}

/** What is known of resources that exist before anything else is read. */
export type Existing = Pick<Facts, 'given' | 'onPort'>

/** A check that reads nothing of its own. */
export interface ExistingCheck extends Omit<Check, 'judge'> {
  judge(config: Config, facts: Existing): Finding[]
}

export const ok = (message: string): Finding => ({ result: 'ok', message })
export const fail = (message: string, hint: string): Finding => ({ result: 'fail', message, hint })
export const unknown = (message: string, hint?: string): Finding => ({
  result: 'unknown',
  message,
  ...(hint === undefined ? {} : { hint }),
})

/** The problems, or the one good word where there are none. */
export const orOk = (findings: Finding[], message: string): Finding[] => (findings.length > 0 ? findings : [ok(message)])

/** Whether the reason for a fact that is not known is a missing permission. */
export const lacks = (reason: string): boolean => reason.startsWith(text.check.lack)

/** What is not known for a reason, with what mends a missing permission. */
export const notKnown = (what: string, why: string): Finding => unknown(text.check.because(what, why), lacks(why) ? text.check.attachPolicy : undefined)

/**
 * Opens facts that a check cannot do without.
 * @returns their values, or the finding that names what could not be read
 */
export function opened<T extends readonly unknown[]>(
  ...facts: { [K in keyof T]: Fact<T[K]> }
): { values: T; missing?: never } | { values?: never; missing: Finding[] } {
  const why = new Set(facts.flatMap((fact: Fact<unknown>) => (fact.known ? [] : [fact.why])))
  if (why.size > 0) return { missing: [...why].map((reason) => notKnown(text.check.notLookedAt, reason)) }
  return { values: facts.map((fact: Fact<unknown>) => (fact.known ? fact.value : undefined)) as unknown as T }
}

export const list = (items: readonly string[]): string => (items.length > 0 ? items.join(', ') : text.check.nothing)
