import type { Config } from '../config/config.ts'
import type { CheckResult, StepId } from '../core/events.ts'
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

export const ok = (message: string): Finding => ({ result: 'ok', message })
export const fail = (message: string, hint: string): Finding => ({ result: 'fail', message, hint })
export const unknown = (message: string, hint?: string): Finding => ({
  result: 'unknown',
  message,
  ...(hint === undefined ? {} : { hint }),
})

/** The problems, or the one good word where there are none. */
export const orOk = (findings: Finding[], message: string): Finding[] => (findings.length > 0 ? findings : [ok(message)])

/**
 * Opens facts that a check cannot do without.
 * @returns their values, or the finding that names what could not be read
 */
export function opened<T extends readonly unknown[]>(
  ...facts: { [K in keyof T]: Fact<T[K]> }
): { values: T; missing?: never } | { values?: never; missing: Finding[] } {
  const why = new Set(facts.flatMap((fact: Fact<unknown>) => (fact.known ? [] : [fact.why])))
  if (why.size > 0) return { missing: [...why].map((reason) => unknown(`Not looked at, because ${reason}.`)) }
  return { values: facts.map((fact: Fact<unknown>) => (fact.known ? fact.value : undefined)) as unknown as T }
}

export const list = (items: readonly string[]): string => (items.length > 0 ? items.join(', ') : 'none')
