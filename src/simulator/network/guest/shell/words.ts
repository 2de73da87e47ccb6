import { SyntaxFault, type List, type Part, type Word } from './syntax.ts'

/** What the word reader needs of the parser around it. */
export interface Source {
  text: string
  at: number
  line(): number
  /** Reads a list of commands up to a closing parenthesis, which is consumed. */
  substitution(): List
  /** Parses a text of its own. */
  parse(text: string): List
}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y
const SPECIAL = /[@*#?$!0-9-]/y
/** Characters that end a word when they are not quoted. */
const META = ' \t\n;&|<>()'

/** Reads one word; empty where none begins. */
export function readWord(source: Source, end = META): Word {
  const parts: Word = []
  const text = (add: string, quoted: boolean): void => {
    const last = parts.at(-1)
    if (last?.t === 'text' && last.quoted === quoted) last.text += add
    else parts.push({ t: 'text', text: add, quoted })
  }
  while (source.at < source.text.length) {
    const char = source.text[source.at] as string
    if (end.includes(char)) break
    if (char === '\\') {
      const next = source.text[source.at + 1]
      source.at += 2
      if (next !== undefined && next !== '\n') text(next, true)
    } else if (char === "'") {
      const close = source.text.indexOf("'", source.at + 1)
      if (close < 0) throw new SyntaxFault("unexpected EOF while looking for matching `''", source.line())
      text(source.text.slice(source.at + 1, close), true)
      source.at = close + 1
    } else if (char === '"') {
      source.at++
      text('', true)
      parts.push(...readQuoted(source, '"'))
      source.at++
    } else if (char === '$' && source.text[source.at + 1] === "'") {
      text(readEscaped(source), true)
    } else if (char === '$' || char === '`') {
      const part = readExpansion(source, false)
      if (part) parts.push(part)
      else text('$', false)
    } else {
      text(char, false)
      source.at++
    }
  }
  return parts
}

/** The inside of double quotes or of a here-document (`end` then empty), up to but not including the end. */
export function readQuoted(source: Source, end: string): Word {
  const parts: Word = []
  let plain = ''
  const flush = (): void => {
    if (plain) parts.push({ t: 'text', text: plain, quoted: true })
    plain = ''
  }
  for (;;) {
    const char = source.text[source.at]
    if (char === undefined) {
      if (end) throw new SyntaxFault('unexpected EOF while looking for matching `"\'', source.line())
      break
    }
    if (char === end) break
    if (char === '\\') {
      const next = source.text[source.at + 1] ?? ''
      source.at += 2
      if (next === '\n') continue
      plain += '$`\\'.includes(next) || (next === '"' && end === '"') ? next : `\\${next}`
    } else if (char === '$' || char === '`') {
      const part = readExpansion(source, true)
      if (!part) plain += '$'
      else {
        flush()
        parts.push(part)
      }
    } else {
      plain += char
      source.at++
    }
  }
  flush()
  return parts
}

/** `$…` or a backquoted command; undefined, with the dollar consumed, where the dollar means itself. */
function readExpansion(source: Source, quoted: boolean): Part | undefined {
  const { text } = source
  if (text[source.at] === '`') return readBackquoted(source, quoted)
  source.at++
  if (text.startsWith('((', source.at)) {
    const close = closingOf(text, source.at + 2)
    if (close >= 0) {
      const expression = readWhole(source, text.slice(source.at + 2, close))
      source.at = close + 2
      return { t: 'arithmetic', expression, quoted }
    }
  }
  if (text[source.at] === '(') {
    source.at++
    return { t: 'command', body: source.substitution(), quoted }
  }
  if (text[source.at] === '{') {
    source.at++
    return readBraced(source, quoted)
  }
  const name = match(NAME, source) ?? match(SPECIAL, source)
  return name === undefined ? undefined : { t: 'variable', name, quoted }
}

function readBraced(source: Source, quoted: boolean): Part {
  const bad = (): never => {
    throw new SyntaxFault('bad substitution', source.line())
  }
  if (source.text[source.at] === '#' && source.text[source.at + 1] !== '}') {
    source.at++
    const name = match(NAME, source) ?? match(SPECIAL, source) ?? bad()
    if (source.text[source.at++] !== '}') bad()
    return { t: 'variable', name, op: 'length', quoted }
  }
  const name = match(NAME, source) ?? match(/[0-9]+/y, source) ?? match(SPECIAL, source) ?? bad()
  const op = match(/:[-=+?]|[-=+?]|##?|%%?|\/\/?|:|\^\^|,,/y, source)
  if (op === undefined) {
    if (source.text[source.at++] !== '}') bad()
    return { t: 'variable', name, quoted }
  }
  const argument = quoted && !/[#%/]/.test(op) ? readQuotedBrace(source) : readWord(source, '}')
  if (source.text[source.at++] !== '}') bad()
  return { t: 'variable', name, op, argument, quoted }
}

/** Within double quotes the argument of `${x:-…}` is quoted as well, but may hold quotes of its own. */
function readQuotedBrace(source: Source): Word {
  return readWord(source, '}').map((part) => ({ ...part, quoted: true }))
}

function readBackquoted(source: Source, quoted: boolean): Part {
  let inner = ''
  source.at++
  for (;;) {
    const char = source.text[source.at++]
    if (char === undefined) throw new SyntaxFault('unexpected EOF while looking for matching ``\'', source.line())
    if (char === '`') break
    const next = source.text[source.at]
    if (char === '\\' && next !== undefined && '$`\\'.includes(next)) {
      inner += next
      source.at++
    } else inner += char
  }
  return { t: 'command', body: source.parse(inner), quoted }
}

/** Reads a text of its own as the inside of double quotes. */
export function readWhole(source: Source, text: string): Word {
  const line = source.line()
  const inner: Source = { text, at: 0, line: () => line, substitution: () => source.substitution.call(inner),
    parse: (more) => source.parse(more) }
  return readQuoted(inner, '')
}

/** Where the `))` stands that closes an arithmetic expression; -1 if the text is a subshell after all. */
export function closingOf(text: string, from: number): number {
  let depth = 0
  for (let i = from; i < text.length; i++) {
    if (text[i] === '(') depth++
    else if (text[i] === ')' && depth > 0) depth--
    else if (text[i] === ')') return text[i + 1] === ')' ? i : -1
  }
  return -1
}

/** `$'…'` with the escapes of C. */
function readEscaped(source: Source): string {
  let end = source.at + 2
  while (end < source.text.length && source.text[end] !== "'") end += source.text[end] === '\\' ? 2 : 1
  const inner = source.text.slice(source.at + 2, end)
  source.at = end + 1
  return unescape(inner)
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', e: '\x1b', '\\': '\\',
  "'": "'", '"': '"' }

/** The escapes of C in a text. */
export function unescape(text: string): string {
  return text.replace(/\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)/gs, (whole, code: string) => {
    if (code.startsWith('x') && code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 255)
    return ESCAPES[code] ?? whole
  })
}

/** Takes what a sticky pattern finds here. */
function match(sticky: RegExp, source: Source): string | undefined {
  sticky.lastIndex = source.at
  const found = sticky.exec(source.text)?.[0]
  if (found !== undefined) source.at += found.length
  return found
}
