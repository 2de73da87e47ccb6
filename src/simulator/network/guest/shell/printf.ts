import { unescape } from './words.ts'

export class FormatFault extends Error {}

/** `printf`: the format is used again until the arguments are spent. Throws FormatFault where there is no usable format. */
export function format(given: readonly string[]): { text: string; warnings: string[] } {
  const args = given[0] === '-v' ? given.slice(2) : given[0] === '--' ? given.slice(1) : [...given]
  const pattern = args.shift()
  if (pattern === undefined) throw new FormatFault('usage: printf [-v var] format [arguments]')
  const warnings: string[] = []
  let text = ''
  let rounds = 0
  do {
    const before = args.length
    const once = round(pattern, args, warnings)
    text += once.text
    if (once.stopped || args.length === before) break
  } while (args.length > 0 && ++rounds < 10_000)
  return { text, warnings }
}

const TOKENS = /%%|%[-+ 0#]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[a-zA-Z]|\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)|[^%\\]+|[%\\]/gs

function round(pattern: string, args: string[], warnings: string[]): { text: string; stopped: boolean } {
  let out = ''
  for (const [token] of pattern.matchAll(TOKENS)) {
    if (token === '%%') out += '%'
    else if (token === '\\c') return { text: out, stopped: true }
    else if (token.startsWith('\\')) out += unescape(token)
    else if (!token.startsWith('%') || token === '%') out += token
    else {
      const done = directive(token, args, warnings)
      out += done.text
      if (done.stopped) return { text: out, stopped: true }
    }
  }
  return { text: out, stopped: false }
}

function directive(token: string, args: string[], warnings: string[]): { text: string; stopped: boolean } {
  const [, flags = '', widthText, precisionText, kind = 's'] = /^%([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+))?([a-zA-Z])$/.exec(token) ?? []
  const size = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : Math.min(65_536, Number(text === '*' ? args.shift() ?? 0 : text) || 0)
  const width = size(widthText) ?? 0
  const precision = size(precisionText)
  const arg = args.shift()
  let text: string
  let stopped = false
  if (kind === 's') text = (arg ?? '').slice(0, precision)
  else if (kind === 'b') {
    const stop = (arg ?? '').indexOf('\\c')
    stopped = stop >= 0
    text = unescape((stopped ? (arg ?? '').slice(0, stop) : arg ?? '').replace(/\\0([0-7]{1,3})/g, '\\$1')).slice(0, precision)
  } else if (kind === 'c') text = (arg ?? '').slice(0, 1)
  else if (kind === 'q') text = /^[\w@%+=:,./-]+$/.test(arg ?? '') ? arg ?? '' : `'${(arg ?? '').replaceAll("'", "'\\''")}'`
  else if ('diuxXo'.includes(kind)) text = integer(arg, kind, precision, warnings)
  else if ('fFeEgG'.includes(kind)) text = decimal(arg, kind, precision, warnings)
  else throw new FormatFault(`\`${kind}': invalid format character`)
  if ('dieEfFgG'.includes(kind) && !text.startsWith('-')) text = (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '')
    + text
  if (flags.includes('-')) return { text: text.padEnd(width), stopped }
  if (!flags.includes('0') || 'sbcq'.includes(kind)) return { text: text.padStart(width), stopped }
  const sign = /^[-+ ]/.exec(text)?.[0] ?? ''
  return { text: sign + text.slice(sign.length).padStart(width - sign.length, '0'), stopped }
}

function integer(arg: string | undefined, kind: string, precision: number | undefined, warnings: string[]): string {
  let value = 0n
  const clean = (arg ?? '0').trim()
  if (/^['"]./.test(clean)) value = BigInt(clean.charCodeAt(1))
  else {
    const [found] = /^[-+]?(0[xX][0-9a-fA-F]+|\d+)/.exec(clean) ?? []
    if (found !== clean && arg !== undefined) warnings.push(`${arg}: invalid number`)
    const digits = (found ?? '0').replace(/^[-+]/, '').slice(0, 30)
    value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : /^0\d/.test(digits) ? digits.replace(/^0+/, '') : digits)
    if (found?.startsWith('-')) value = -value
  }
  const negative = value < 0n && 'di'.includes(kind)
  const unsigned = 'di'.includes(kind) ? (negative ? -value : value) : BigInt.asUintN(64, value)
  let text = unsigned.toString({ x: 16, X: 16, o: 8 }[kind] ?? 10).padStart(precision ?? 1, '0')
  if (kind === 'X') text = text.toUpperCase()
  return negative ? `-${text}` : text
}

function decimal(arg: string | undefined, kind: string, precision = 6, warnings: string[]): string {
  const [found] = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/.exec((arg ?? '0').trim()) ?? []
  if (found !== (arg ?? '0').trim()) warnings.push(`${arg}: invalid number`)
  const value = Number(found ?? 0)
  const places = Math.min(precision, 60)
  if (kind === 'e' || kind === 'E') {
    const text = value.toExponential(places).replace(/e([-+])(\d)$/, 'e$10$2')
    return kind === 'E' ? text.toUpperCase() : text
  }
  return kind.toLowerCase() === 'f' ? value.toFixed(places) : String(Number(value.toPrecision(places || 1)))
}
