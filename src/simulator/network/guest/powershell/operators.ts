import { findAll, RegexFault } from '../regex.ts'
import { globMatch } from '../shell/glob.ts'
import { NetException, runtimeError } from './errors.ts'
import { formatText } from './format.ts'
import { enumerate, hashtable, NetObject, numberOf, textOf, truth, type Value } from './values.ts'

/** What operators leave behind: `$matches`. */
export interface OperatorHost { matched(groups: NetObject): void }

/** Applies a binary operator other than the short-circuit ones and those on types. */
export function operate(op: string, left: Value, right: Value, host: OperatorHost): Value {
  switch (op) {
    case '+': return add(left, right)
    case '-': return subtract(left, right)
    case '*': return multiply(left, right)
    case '/': return divide(numberOf(left), numberOf(right))
    case '%': return numberOf(right) === 0 ? divide(1, 0) : numberOf(left) % numberOf(right)
    case '..': return range(Math.round(numberOf(left)), Math.round(numberOf(right)))
    case '-f': return formatText(textOf(left), Array.isArray(right) ? right : [right])
    case '-xor': return truth(left) !== truth(right)
    case '-band': return numberOf(left) & numberOf(right)
    case '-bor': return numberOf(left) | numberOf(right)
    case '-bxor': return numberOf(left) ^ numberOf(right)
    case '-join': return enumerate(left).map((one) => textOf(one)).join(textOf(right))
    case '-split': case '-csplit': return enumerate(left).flatMap((one) => splitBy(textOf(one), right, op))
    case '-replace': case '-creplace': return each(left, (one) => replaceAll(textOf(one), right, op))
    case '-contains': case '-ccontains': return enumerate(left)
      .some((one) => compare(op === '-contains' ? '-eq' : '-ceq', one, right))
    case '-notcontains': return !operate('-contains', left, right, host)
    case '-in': return operate('-contains', right, left, host)
    case '-notin': return !operate('-contains', right, left, host)
    default: return filtering(op, left, right, host)
  }
}

/** Comparisons of an array give the elements for which they hold. */
function filtering(op: string, left: Value, right: Value, host: OperatorHost): Value {
  const test = (one: Value): Value => (op.endsWith('match') ? matches(op, one, right, Array.isArray(left) ? undefined : host)
    : compare(op, one, right))
  return Array.isArray(left) ? left.filter((one) => truth(test(one))) : test(left)
}

function each(value: Value, change: (one: Value) => Value): Value {
  return Array.isArray(value) ? value.map(change) : change(value)
}

function add(left: Value, right: Value): Value {
  if (Array.isArray(left)) return [...left, ...(Array.isArray(right) ? right : [right])]
  if (left instanceof Uint8Array) return [...left, ...enumerate(right)]
  if (left instanceof NetObject && left.entries && right instanceof NetObject && right.entries) {
    return hashtable([...left.entries.values(), ...right.entries.values()])
  }
  if (typeof left === 'string' || (left instanceof NetObject && left.type === 'System.Char')) return textOf(left) + textOf(right)
  if (left === null) return right
  if (left instanceof NetObject && left.methods.has('op_addition')) return left.methods.get('op_addition')?.([right]) as Value
  return numberOf(left) + numberOf(right)
}

function subtract(left: Value, right: Value): Value {
  const method = left instanceof NetObject ? left.methods.get('subtract') : undefined
  return method ? (method([right]) as Value) : numberOf(left) - numberOf(right)
}

function multiply(left: Value, right: Value): Value {
  const times = Math.max(0, Math.min(numberOf(right), 1_000_000))
  if (typeof left === 'string') return left.length * times > 4_000_000 ? left : left.repeat(times)
  if (Array.isArray(left)) return Array.from({ length: Math.min(times, 10_000) }, () => left).flat()
  return numberOf(left) * numberOf(right)
}

function divide(a: number, b: number): number {
  if (b === 0) throw runtimeError('Attempted to divide by zero.', 'RuntimeException', 'NotSpecified: (:) [], RuntimeException')
  return a / b
}

function range(from: number, to: number): Value[] {
  const count = Math.min(Math.abs(to - from) + 1, 50_000)
  return Array.from({ length: count }, (_, i) => (from <= to ? from + i : from - i))
}

/** Compares by the type of the left side; texts without regard to case unless the operator says so. */
export function compare(op: string, left: Value, right: Value): boolean {
  const sensitive = /^-c(?!ontains)/.test(op)
  const kind = op.replace(/^-c/, '-')
  if (kind === '-like' || kind === '-notlike') {
    const fold = (text: string): string => (sensitive ? text : text.toLowerCase())
    return globMatch(fold(textOf(right)).replaceAll('\\', '\\\\').replace(/`(.)/g, '\\$1'),
      fold(textOf(left))) === (kind === '-like')
  }
  const order = ordering(left, right, sensitive)
  switch (kind) {
    case '-eq': return order === 0
    case '-ne': return order !== 0
    case '-lt': return order < 0
    case '-le': return order <= 0
    case '-gt': return order > 0
    default: return order >= 0
  }
}

function ordering(left: Value, right: Value, sensitive: boolean): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1
  if (left instanceof NetObject && left.number !== undefined) {
    const named = left.type !== 'System.Char' && typeof right === 'string' && !/^\d+$/.test(right)
    return named ? Number(left.text().toLowerCase() !== right.toLowerCase()) : left.number - numberOf(right)
  }
  if (left instanceof NetObject
    && left.methods.has('compareto')) return numberOf(left.methods.get('compareto')?.([right]) as Value)
  if (typeof left === 'boolean') return Number(left) - Number(truth(right))
  if (typeof left === 'number') return left - numberOf(right)
  if (left instanceof NetObject && typeof right !== 'string') return left === right ? 0 : 1
  const [a, b] = sensitive ? [textOf(left), textOf(right)] : [textOf(left).toLowerCase(), textOf(right).toLowerCase()]
  return a === b ? 0 : a < b ? -1 : 1
}

/** A pattern of .NET for JavaScript: the inline options in front become flags. */
function regexOf(pattern: string, sensitive: boolean): { source: string; flags: string } {
  const [whole = '', options = ''] = /^\(\?([imsx]+)\)/.exec(pattern) ?? []
  const flags = ['g', sensitive && !options.includes('i') ? '' : 'i', options.includes('s') ? 's' : '',
    options.includes('m') ? 'm' : ''].join('')
  return { source: pattern.slice(whole.length).replaceAll('\\A', '^').replace(/\\[zZ]/g, '$'), flags }
}

/** Every match of a pattern of .NET. */
export function search(pattern: string, text: string, sensitive: boolean): ReturnType<typeof findAll>[number] {
  const { source, flags } = regexOf(pattern, sensitive)
  try {
    return findAll(source, flags, [text])[0] ?? []
  } catch (thrown) {
    if (!(thrown instanceof RegexFault)) throw thrown
    throw new NetException('System.ArgumentException', `parsing "${pattern}" - ${thrown.message}`)
  }
}

function matches(op: string, left: Value, right: Value, host: OperatorHost | undefined): boolean {
  const [first] = search(textOf(right), textOf(left), op.startsWith('-c'))
  if (first && host) {
    const pairs = first.groups.flatMap((text, i): [Value, Value][] => (text === undefined ? [] : [[i, text]]))
    for (const [name, text] of Object.entries(first.names)) if (text !== undefined) pairs.push([name, text])
    host.matched(hashtable(pairs))
  }
  return (first !== undefined) !== op.includes('notmatch')
}

function replaceAll(text: string, right: Value, op: string): string {
  const [pattern = '', replacement = ''] = Array.isArray(right) ? right.map((one) => textOf(one)) : [textOf(right)]
  return replaceWith(text, pattern, replacement, op === '-creplace')
}

/** Replaces by a pattern of .NET, with `$1` and `${name}` in the replacement. */
export function replaceWith(text: string, pattern: string, replacement: string, sensitive: boolean): string {
  let out = ''
  let at = 0
  for (const match of search(pattern, text, sensitive)) {
    out += text.slice(at, match.index) + replacement.replace(/\$(?:(\d+)|\{(\w+)\}|(\$)|&)/g,
      (whole, number: string | undefined, name: string | undefined, dollar: string | undefined) => {
      if (dollar) return '$'
      if (name !== undefined) return match.names[name] ?? match.groups[Number(name)] ?? whole
      return match.groups[Number(number ?? 0)] ?? (Number(number ?? 0) < match.groups.length ? '' : whole)
    })
    at = match.index + (match.groups[0]?.length ?? 0)
  }
  return out + text.slice(at)
}

function splitBy(text: string, right: Value, op: string): string[] {
  const [separator = null, limit = null] = Array.isArray(right) ? right : [right]
  const most = limit === null ? Infinity : numberOf(limit) || Infinity
  const parts: string[] = []
  let at = 0
  for (const match of search(textOf(separator), text, op === '-csplit')) {
    if (parts.length + 1 >= most) break
    if (match.groups[0] === '') continue
    parts.push(text.slice(at, match.index), ...match.groups.slice(1).map((one) => one ?? ''))
    at = match.index + (match.groups[0]?.length ?? 0)
  }
  return [...parts, text.slice(at)]
}
