import type * as z from 'zod'

type Issue = z.core.$ZodIssue

/** A mistake in data that a schema judged; `key` where it is a key rather than its value. */
export interface SchemaMistake { path: PropertyKey[]; key?: string; message: string }

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', tuple: 'a list', object: 'an object', record: 'an object',
}

/** `vpcs[0].instances[1].address` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map((part, n) => (typeof part === 'number' ? `[${part}]` : `${n === 0 ? '' : '.'}${String(part)}`)).join('')
}

/** What a schema has against data, in plain sentences. */
export function mistakesOf(issues: readonly Issue[]): SchemaMistake[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: issue.path, key, message: `unknown key ${JSON.stringify(key)}` }))
    if (issue.code === 'invalid_union') return ofUnion(issue)
    return [{ path: issue.path, message: sentence(issue) }]
  })
}

/** Of several forms the one that was meant: its mistakes are within it. Else the forms that there are. */
function ofUnion(issue: Extract<Issue, { code: 'invalid_union' }>): SchemaMistake[] {
  const meant = issue.errors.filter((issues) => issues.every(({ path }) => path.length > 0))
  if (meant.length === 1) return mistakesOf(meant[0]!).map((one) => ({ ...one, path: [...issue.path, ...one.path] }))
  if (isPhrase(issue.message)) return [{ path: issue.path, message: sentence(issue) }]
  const unknown = issue.errors.map((issues) => issues.flatMap((one) => (one.code === 'unrecognized_keys' ? one.keys : [])))
  const lacking = issue.errors.flatMap((issues) => issues.flatMap(({ path: [key, ...more] }) => (key !== undefined && more.length === 0 ? [String(key)] : [])))
  const keys = new Set([...lacking, ...unknown.flat().filter((key) => unknown.some((others) => !others.includes(key)))])
  const forms = [...new Set(issue.errors.flatMap(([first]) => (first === undefined ? [] : [right(first)])))]
  return [{ path: issue.path, message: `it must ${keys.size > 0 ? `have one of ${[...keys].join(', ')}` : forms.join(' or ')}` }]
}

/** Own words of a schema that name what would be right, `an IPv4 block`, rather than say a sentence. */
const isPhrase = (message: string): boolean => /^an? /.test(message)

/** What would be right; it completes "it must …". */
function right(issue: Issue): string {
  if (issue.code === 'invalid_type') return `be ${KINDS[issue.expected] ?? issue.expected}`
  if (issue.code === 'invalid_value') return `be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map((value) => JSON.stringify(value)).join(', ')}`
  if (issue.code === 'too_small') return bound('at least', 'more than', issue.minimum, issue)
  if (issue.code === 'too_big') return bound('at most', 'less than', issue.maximum, issue)
  return isPhrase(issue.message) ? `be ${issue.message}` : 'have another form'
}

function bound(least: string, beyond: string, limit: number | bigint, { origin, inclusive }: { origin: string; inclusive?: boolean }): string {
  const unit = ({ string: 'character', array: 'entry' } as Record<string, string>)[origin]
  const number = `${inclusive === false ? beyond : least} ${limit}`
  if (unit === undefined) return `be ${number}`
  return `have ${number} ${Number(limit) === 1 ? unit : unit === 'entry' ? 'entries' : 'characters'}`
}

function sentence(issue: Issue): string {
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
  const own = issue.code === 'custom' || issue.code === 'invalid_format'
  if (own && !isPhrase(issue.message) && !issue.message.startsWith('Invalid')) return issue.message
  return `${missing ? 'it is missing; ' : ''}it must ${right(issue)}`
}
