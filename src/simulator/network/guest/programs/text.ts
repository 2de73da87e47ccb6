import { readInputs } from '../shell/inputs.ts'
import type { Context, Program } from '../shell/program.ts'
import { globMatch } from '../shell/glob.ts'
import { openPath, rest } from '../shell/state.ts'

/** Options with and without values, and what is left; undefined with a message for one that is not known. */
export function options(context: Context, name: string, flags: string, valued: string): { on: Set<string>; with: Map<string,
  string>; rest: string[] } | undefined {
  const found = { on: new Set<string>(), with: new Map<string, string>(), rest: [] as string[] }
  const queue = [...context.args]
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--') {
      found.rest.push(...queue)
      break
    }
    const long = /^--([a-z-]+)(?:=([\s\S]*))?$/.exec(arg)
    if (long) {
      const letter = LONG[long[1] as string] ?? ''
      if (letter !== '' && valued.includes(letter)) found.with.set(letter, long[2] ?? queue.shift() ?? '')
      else if (letter !== '' && flags.includes(letter)) found.on.add(letter)
      else return refuse(context, `${name}: unrecognized option '${arg}'`)
      continue
    }
    if (!/^-./.test(arg) || (/^-\d/.test(arg) && !valued.includes('#'))) {
      found.rest.push(arg)
      continue
    }
    if (/^-\d+$/.test(arg)) {
      found.with.set('n', arg.slice(1))
      continue
    }
    for (let at = 1; at < arg.length; at++) {
      const letter = arg[at] as string
      if (valued.includes(letter)) {
        found.with.set(letter, arg.slice(at + 1) || (queue.shift() ?? ''))
        break
      }
      if (!flags.includes(letter)) return refuse(context, `${name}: invalid option -- '${letter}'`)
      found.on.add(letter)
    }
  }
  return found
}

const LONG: Record<string, string> = {
  wrap: 'w', decode: 'd', lines: 'n', bytes: 'c', delete: 'd', 'squeeze-repeats': 's', delimiter: 'd', fields: 'f', reverse: 'r',
    numeric: 'n',
  unique: 'u', count: 'c', append: 'a', force: 'f', directory: 'd', parents: 'p', quiet: 'q', silent: 'q', 'ignore-case': 'i',
    'invert-match': 'v',
  'only-matching': 'o', 'extended-regexp': 'E', 'regexp-extended': 'E', 'fixed-strings': 'F', expression: 'e', regexp: 'e',
    'max-count': 'm', utc: 'u', date: 'd',
}

function refuse(context: Context, message: string): undefined {
  context.err(`${message}\n`)
  return undefined
}

/** A text as lines; a missing newline at the end is no line of its own. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

const cat: Program = (context) => {
  const found = options(context, 'cat', 'unAvet', '')
  if (!found) return 1
  const { texts, failed } = readInputs(context, found.rest, 'cat')
  const text = texts.join('')
  context.out(found.on.has('n') ? linesOf(text).map((line, i) => `${String(i + 1).padStart(6)}\t${line}\n`).join('') : text)
  return failed ? 1 : 0
}

function part(name: 'head' | 'tail'): Program {
  return (context) => {
    const found = options(context, name, 'qvf', 'nc#')
    if (!found) return 1
    const { texts, failed } = readInputs(context, found.rest, name)
    const bytes = found.with.get('c')
    const amount = bytes ?? found.with.get('n') ?? '10'
    if (!/^[-+]?\d+$/.test(amount)) {
      context.err(`${name}: invalid number of ${bytes === undefined ? 'lines' : 'bytes'}: '${amount}'\n`)
      return 1
    }
    const count = Number(amount.replace(/^[-+]/, ''))
    for (const text of texts) {
      const units = bytes === undefined ? text.match(/[^\n]*\n|[^\n]+$/g) ?? [] : text.split('')
      if (name === 'head') context.out(units.slice(0, amount.startsWith('-') ? Math.max(0, units.length - count) : count)
        .join(''))
      else context.out(units.slice(amount.startsWith('+') ? Math.max(0, count - 1) : Math.max(0, units.length - count)).join(''))
    }
    return failed ? 1 : 0
  }
}

const wc: Program = (context) => {
  const found = options(context, 'wc', 'clwm', '')
  if (!found) return 1
  const { texts, failed } = readInputs(context, found.rest, 'wc')
  texts.forEach((text, i) => {
    const counts: [string, number][] = [['l', text.match(/\n/g)?.length ?? 0], ['w', text.match(/\S+/g)?.length ?? 0],
      ['m', text.length], ['c', text.length]]
    const shown = counts.filter(([letter]) => (found.on.size === 0 ? letter !== 'm' : found.on.has(letter)))
      .map(([, count]) => String(count))
    const file = found.rest[i]
    const width = shown.length > 1 ? (file === undefined ? 7 : Math.max(...shown.map((one) => one.length))) : 0
    context.out(`${shown.map((one) => one.padStart(width)).join(' ')}${file === undefined ? '' : ` ${file}`}\n`)
  })
  return failed ? 1 : 0
}

const tr: Program = (context) => {
  const found = options(context, 'tr', 'dscC', '')
  if (!found || found.rest.length === 0) return 1
  const from = expandSet(found.rest[0] ?? '')
  const complement = found.on.has('c') || found.on.has('C')
  const inFrom = (char: string): boolean => from.includes(char) !== complement
  const to = found.rest[1] === undefined ? undefined : expandSet(found.rest[1])
  let last = ''
  let out = ''
  for (const char of rest(context.input)) {
    if (found.on.has('d') && inFrom(char)) continue
    const mapped = !to || found.on.has('d') || !inFrom(char) ? char : complement ? to.at(-1) ?? char
      : to[Math.min(from.indexOf(char), to.length - 1)] ?? char
    const squeezable = found.on.has('s') && (to ? to.includes(mapped) : inFrom(mapped))
    if (squeezable && mapped === last) continue
    last = mapped
    out += mapped
  }
  context.out(out)
  return 0
}

function expandSet(text: string): string {
  let out = ''
  for (let at = 0; at < text.length; at++) {
    const named = /^\[:(\w+):\]/.exec(text.slice(at))
    if (named) {
      for (let code = 0; code < 256; code++) if (globMatch(`[[:${named[1]}:]]`, String.fromCharCode(code))) out +=
        String.fromCharCode(code)
      at += named[0].length - 1
    } else if (text[at] === '\\') {
      const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1))?.[0]
      const next = text[at + 1] ?? '\\'
      out += octal ? String.fromCharCode(Number.parseInt(octal, 8)) : ({ n: '\n', t: '\t', r: '\r' }[next] ?? next)
      at += octal?.length ?? 1
    } else if (text[at + 1] === '-' && text[at + 2] !== undefined) {
      for (let code = text.charCodeAt(at); code <= text.charCodeAt(at + 2); code++) out += String.fromCharCode(code)
      at += 2
    } else out += text[at]
  }
  return out
}

const cut: Program = (context) => {
  const found = options(context, 'cut', 'sn', 'dfcb')
  const list = found?.with.get('f') ?? found?.with.get('c') ?? found?.with.get('b')
  if (!found || list === undefined) return 1
  const delimiter = found.with.get('d') ?? '\t'
  const ranges = list.split(',').map((range) => /^(\d*)(-?)(\d*)$/.exec(range))
  const wanted = (n: number): boolean => ranges.some((range) => range !== null && n >= Number(range[1] || 1)
    && n <= (range[2] ? Number(range[3] || Infinity) : Number(range[1])))
  const { texts, failed } = readInputs(context, found.rest, 'cut')
  for (const line of linesOf(texts.join(''))) {
    if (!found.with.has('f')) context.out(`${line.split('').filter((_, i) => wanted(i + 1)).join('')}\n`)
    else if (line.includes(delimiter)) context.out(`${line.split(delimiter).filter((_, i) => wanted(i + 1)).join(delimiter)}\n`)
    else if (!found.on.has('s')) context.out(`${line}\n`)
  }
  return failed ? 1 : 0
}

const sort: Program = (context) => {
  const found = options(context, 'sort', 'rnuf', 'kt')
  if (!found) return 2
  const { texts, failed } = readInputs(context, found.rest, 'sort')
  const field = Number.parseInt(found.with.get('k') ?? '0', 10)
  const key = (line: string): string => (field > 0
    ? (found.with.has('t') ? line.split(found.with.get('t') as string) : line.trim().split(/\s+/))[field - 1] ?? '' : line)
  const numeric = found.on.has('n') || /n/.test(found.with.get('k') ?? '')
  const lines = linesOf(texts.join('')).sort((a, b) => {
    const order = numeric ? (Number.parseFloat(key(a)) || 0) - (Number.parseFloat(key(b)) || 0) : key(a) < key(b) ? -1
      : Number(key(a) > key(b))
    return order || (a < b ? -1 : Number(a > b))
  })
  if (found.on.has('r')) lines.reverse()
  context.out((found.on.has('u') ? [...new Set(lines)] : lines).map((line) => `${line}\n`).join(''))
  return failed ? 2 : 0
}

const uniq: Program = (context) => {
  const found = options(context, 'uniq', 'cdu', '')
  if (!found) return 1
  const groups: { line: string; count: number }[] = []
  for (const line of linesOf(readInputs(context, found.rest, 'uniq').texts.join(''))) {
    const last = groups.at(-1)
    if (last?.line === line) last.count++
    else groups.push({ line, count: 1 })
  }
  const shown = groups.filter((one) => (!found.on.has('d') || one.count > 1) && (!found.on.has('u') || one.count === 1))
  context.out(shown.map((one) => `${found.on.has('c') ? `${String(one.count).padStart(7)} ` : ''}${one.line}\n`).join(''))
  return 0
}

const tee: Program = (context) => {
  const found = options(context, 'tee', 'ai', '')
  if (!found) return 1
  const text = rest(context.input)
  context.out(text)
  for (const path of found.rest) openPath(context.shell, path, found.on.has('a'), context.descriptors)?.(text)
  return 0
}

const base64: Program = (context) => {
  const found = options(context, 'base64', 'di', 'w')
  if (!found) return 1
  const { texts, failed } = readInputs(context, found.rest, 'base64')
  const text = texts.join('')
  if (failed) return 1
  if (found.on.has('d')) {
    const coded = text.replace(/\n/g, '')
    context.out(Buffer.from(coded, 'base64').toString('latin1'))
    if (/^[A-Za-z0-9+/]*={0,2}$/.test(coded) && coded.length % 4 === 0) return 0
    context.err('base64: invalid input\n')
    return 1
  }
  const coded = Buffer.from(text, 'latin1').toString('base64')
  const width = Number(found.with.get('w') ?? 76)
  context.out(width > 0 ? coded.replace(new RegExp(`.{1,${Math.min(width, 60_000)}}`, 'g'), '$&\n') : coded)
  return 0
}

const seq: Program = async (context) => {
  const found = options(context, 'seq', 'w', 's')
  const numbers = (found?.rest ?? []).map(Number)
  if (!found || numbers.length === 0 || numbers.length > 3 || numbers.some(Number.isNaN)) {
    context.err(`seq: ${numbers.length === 0 ? 'missing operand' : 'invalid argument'}\n`)
    return 1
  }
  const [first = 1, step = 1, last = 1] = numbers.length === 3 ? numbers : numbers.length === 2 ? [numbers[0], 1, numbers[1]]
    : [1, 1, numbers[0]]
  const count = step === 0 ? 0 : Math.floor((last - first) / step + 1e-9) + 1
  const out: string[] = []
  for (let n = 0; n < count; n++) {
    out.push(String(Number((first + n * step).toFixed(6))))
    await context.shell.machine.step()
  }
  if (out.length > 0) context.out(out.join(found.with.get('s') ?? '\n') + '\n')
  return 0
}

const rev: Program = (context) => {
  for (const line of linesOf(readInputs(context, context.args,
    'rev').texts.join(''))) context.out(`${line.split('').reverse().join('')}\n`)
  return 0
}

const xargs: Program = async (context) => {
  const words = context.args.filter((arg) => !/^-(r|0|-no-run-if-empty)$/.test(arg))
  const more = rest(context.input).split(/\s+/).filter((word) => word !== '')
  return words[0]?.startsWith('-') ? 1 : context.run([...(words.length === 0 ? ['echo'] : words), ...more])
}

/** Programs that work on text. */
export const TEXT: Record<string, Program> = { cat, head: part('head'), tail: part('tail'), wc, tr, cut, sort, uniq, tee, base64,
  seq, rev, xargs }
