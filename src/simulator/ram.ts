import { InputError, readJsonInput } from './input-error.ts'
import { patternOf } from './ram-pattern.ts'

/** A mistake in a policy, with the place in it. */
export class PolicyError extends InputError {
  constructor(place: string, message: string, file?: string) {
    super({ input: 'policy', problem: 'wrong', mistakes: [{ place, message }], ...(file === undefined ? {} : { file }) })
  }
}

interface Statement {
  allow: boolean
  actions: RegExp[]
  resources: RegExp[]
  /** Of StringEquals: each key with the values of which one must be there. */
  conditions: [key: string, values: string[]][]
}

/** A RAM policy, ready to be asked. */
export interface Policy { statements: readonly Statement[] }

export type Verdict = 'Allow' | 'ExplicitDeny' | 'ImplicitDeny'

/** What is asked of a policy: one action on one resource, with what is known of the request by condition key. */
export interface Question { action: string; resource: string; context?: Readonly<Record<string, string>> }

/**
 * What a policy says to a question: Deny before Allow, and what nothing allows is denied (documented).
 * Action names compare without regard to case, resources and values of conditions with it.
 */
export function evaluate({ statements }: Policy, { action, resource, context = {} }: Question): Verdict {
  const speaking = statements.filter((one) =>
    one.actions.some((pattern) => pattern.test(action)) && one.resources.some((pattern) => pattern.test(resource))
    && one.conditions.every(([key, values]) => values.includes(context[key] ?? '')))
  if (speaking.some((one) => !one.allow)) return 'ExplicitDeny'
  return speaking.length > 0 ? 'Allow' : 'ImplicitDeny'
}

/**
 * Reads a policy file: JSON with Version 1 and Statement, each with Effect, Action, Resource and Condition StringEquals.
 * @throws InputError for what is no such policy; other elements of RAM's grammar are refused rather than passed over
 */
export function readPolicyFile(path: string): Policy {
  const value = readJsonInput('policy', path)
  try {
    return parsePolicy(value)
  } catch (error) {
    const [mistake] = error instanceof PolicyError ? error.mistakes : []
    throw mistake === undefined ? error : new PolicyError(mistake.place, mistake.message, path)
  }
}

/** Reads a policy from what its JSON held. Throws a PolicyError that says where it is wrong. */
export function parsePolicy(value: unknown): Policy {
  const { Version, Statement } = membersOf(value, 'the policy', ['Version', 'Statement'])
  if (Version !== '1') throw new PolicyError('Version', '"1" is wanted')
  if (!Array.isArray(Statement) || Statement.length === 0) throw new PolicyError('Statement', 'a list of statements is wanted')
  return { statements: Statement.map((one: unknown, index) => statementOf(one, `Statement[${index}]`)) }
}

function statementOf(value: unknown, at: string): Statement {
  const { Effect, Action, Resource, Condition } = membersOf(value, at, ['Effect', 'Action', 'Resource', 'Condition'])
  if (Effect !== 'Allow' && Effect !== 'Deny') throw new PolicyError(`${at}.Effect`, 'Allow or Deny is wanted')
  return {
    allow: Effect === 'Allow',
    actions: textsOf(Action, `${at}.Action`).map((text) => patternOf(text, 'i')),
    resources: textsOf(Resource, `${at}.Resource`).map((text) => patternOf(text)),
    conditions: Condition === undefined ? [] : conditionsOf(Condition, `${at}.Condition`),
  }
}

function conditionsOf(value: unknown, at: string): Statement['conditions'] {
  const { StringEquals } = membersOf(value, at, ['StringEquals'])
  if (StringEquals === null || typeof StringEquals !== 'object') throw new PolicyError(`${at}.StringEquals`, 'keys with values are wanted')
  return Object.entries(StringEquals).map(([key, values]) => [key, textsOf(values, `${at}.StringEquals.${key}`)])
}

function membersOf(value: unknown, at: string, known: readonly string[]): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new PolicyError(at, 'an object is wanted')
  const other = Object.keys(value).find((key) => !known.includes(key))
  if (other !== undefined) throw new PolicyError(at, `${other} is not understood here; there is ${known.join(', ')}`)
  return value as Record<string, unknown>
}

function textsOf(value: unknown, at: string): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  if (list.length === 0 || !list.every((one): one is string => typeof one === 'string' && one !== '')) {
    throw new PolicyError(at, 'a text or a list of texts is wanted')
  }
  return list
}
