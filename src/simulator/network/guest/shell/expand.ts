import { absolute, type Shell } from './state.ts'
import { compute } from './arithmetic.ts'
import { globMatch, isPattern, literal, plain, strip, substitute } from './glob.ts'
import type { List, Part, Word } from './syntax.ts'

/** A word cannot be expanded; the command that it belongs to fails, and the script with it. */
export class ExpansionFault extends Error {}

/** Runs a list and gives what it printed, for command substitution. */
export type Capture = (shell: Shell, list: List) => Promise<string>

interface Piece { text: string; quoted: boolean }

/** Expands words to the arguments of a command: braces, variables, splitting, patterns. */
export async function expandWords(shell: Shell, words: readonly Word[], capture: Capture): Promise<string[]> {
  const out: string[] = []
  for (const word of words) {
    for (const one of braces(word)) {
      for (const field of await fieldsOf(shell, one, capture)) out.push(...paths(shell, field))
    }
  }
  return out
}

/** Expands a word to one text, unsplit: assignments, targets, here-documents. */
export async function expandText(shell: Shell, word: Word, capture: Capture): Promise<string> {
  let out = ''
  for (const part of tilde(shell, word)) out += await valueOf(shell, part, capture)
  return shell.machine.hold(out)
}

/** Expands a word to a pattern, in which what was quoted means itself. */
export async function expandPattern(shell: Shell, word: Word, capture: Capture): Promise<string> {
  let out = ''
  for (const part of tilde(shell, word)) {
    const value = await valueOf(shell, part, capture)
    out += part.quoted ? literal(value) : value
  }
  return out
}

async function fieldsOf(shell: Shell, word: Word, capture: Capture): Promise<Piece[][]> {
  const fields: Piece[][] = []
  let current: Piece[] | undefined
  const end = (): void => {
    if (current) fields.push(current)
    current = undefined
  }
  for (const part of tilde(shell, word)) {
    if (part.t === 'text') {
      ;(current ??= []).push(part)
      continue
    }
    if (part.t === 'variable' && part.name === '@' && !part.op) {
      if (shell.args.length === 0 && part.quoted && current?.every((piece) => piece.text === '')) current = undefined
      for (const [i, arg] of shell.args.entries()) {
        if (i > 0) end()
        if (part.quoted || arg !== '') (current ??= []).push({ text: arg, quoted: part.quoted })
      }
      continue
    }
    const value = await valueOf(shell, part, capture)
    if (part.quoted) {
      ;(current ??= []).push({ text: value, quoted: true })
      continue
    }
    const separators = shell.variables.get('IFS') ?? ' \t\n'
    const pieces = split(value, separators)
    if (pieces.leading) end()
    for (const [i, text] of pieces.fields.entries()) {
      if (i > 0) end()
      ;(current ??= []).push({ text, quoted: false })
    }
    if (pieces.trailing) end()
  }
  end()
  return fields
}

/** Splits by IFS: runs of white space part fields, each other character parts them alone. */
export function split(text: string, separators: string): { fields: string[]; leading: boolean; trailing: boolean } {
  if (text === '') return { fields: [], leading: false, trailing: false }
  if (separators === '') return { fields: [text], leading: false, trailing: false }
  const white = (char: string | undefined): boolean => char !== undefined && ' \t\n'.includes(char) && separators.includes(char)
  const fields: string[] = []
  let at = 0
  while (white(text[at])) at++
  const leading = at > 0
  let field = ''
  let open = false
  let trailing = false
  for (; at < text.length; at++) {
    const char = text[at] as string
    if (!separators.includes(char)) {
      field += char
      open = true
      trailing = false
      continue
    }
    let hard = !white(char)
    while (white(text[at + 1]) || (!hard && at + 1 < text.length && separators.includes(text[at + 1] as string))) {
      at++
      hard ||= !white(text[at])
    }
    if (open || hard) fields.push(field)
    field = ''
    open = false
    trailing = true
  }
  if (open) fields.push(field)
  return { fields, leading, trailing }
}

/** The names that a field stands for: itself, unless it is a pattern that something matches. */
function paths(shell: Shell, field: readonly Piece[]): string[] {
  const text = field.map((piece) => piece.text).join('')
  if (shell.noglob || !field.some((piece) => !piece.quoted && /[*?[]/.test(piece.text))) return [text]
  const pattern = field.map((piece) => (piece.quoted ? literal(piece.text) : piece.text)).join('')
  if (!isPattern(pattern)) return [text]
  const full = pattern.startsWith('/') ? pattern : literal(absolute(shell, '.')).replace(/\/?$/, '/') + pattern
  const depth = full.split('/').length
  const found = [...shell.machine.files.keys()].filter((path) => path.split('/').length === depth && globMatch(full, path)).sort()
  if (found.length === 0) return [plain(pattern)]
  return pattern.startsWith('/') ? found : found.map((path) => path.slice(absolute(shell, '.').replace(/\/?$/, '/').length))
}

function tilde(shell: Shell, word: Word): Word {
  const first = word[0]
  if (first?.t !== 'text' || first.quoted || !/^~(\/|$)/.test(first.text)) return word
  return [{ ...first, text: (shell.variables.get('HOME') ?? '/root') + first.text.slice(1) }, ...word.slice(1)]
}

/** `{1..4}` and `{a,b}`, where nothing else is in the braces. */
function braces(word: Word): Word[] {
  const [only] = word
  if (!word.some((part) => part.t === 'text' && !part.quoted && part.text.includes('{'))) return [word]
  for (const [i, part] of word.entries()) {
    if (part.t !== 'text' || part.quoted) continue
    const found = /\{(?:(-?\d{1,6})\.\.(-?\d{1,6})|([A-Za-z])\.\.([A-Za-z])|([^{}\s]*,[^{}\s]*))\}/.exec(part.text)
    if (!found) continue
    const choices = found[5] === undefined ? range(found) : found[5].split(',')
    const before = word.slice(0, i)
    return choices.flatMap((choice) => braces([
      ...before, { ...part, text: part.text.slice(0, found.index) + choice + part.text.slice(found.index + found[0].length) },
        ...word.slice(i + 1),
    ]))
  }
  return only ? [word] : []
}

function range(found: RegExpExecArray): string[] {
  const letters = found[1] === undefined
  const from = letters ? (found[3] as string).charCodeAt(0) : Number(found[1])
  const to = letters ? (found[4] as string).charCodeAt(0) : Number(found[2])
  const count = Math.min(10_000, Math.abs(to - from) + 1)
  return Array.from({ length: count }, (_, i) => from + (to < from ? -i : i))
    .map((n) => (letters ? String.fromCharCode(n) : String(n)))
}

async function valueOf(shell: Shell, part: Part, capture: Capture): Promise<string> {
  if (part.t === 'text') return part.text
  if (part.t === 'command') return (await capture(shell, part.body)).replace(/\n+$/, '')
  if (part.t === 'arithmetic') return String(await calculate(shell, part.expression, capture))
  return parameter(shell, part, capture)
}

/** Computes an arithmetic expression, in which variables may be set. */
export async function calculate(shell: Shell, expression: Word, capture: Capture): Promise<bigint> {
  const text = await expandText(shell, expression, capture)
  return compute(text, {
    get: (name) => variable(shell, name) ?? '',
    set: (name, value) => void shell.variables.set(name, value),
  })
}

/** A variable's value; undefined where it is unset. */
export function variable(shell: Shell, name: string): string | undefined {
  if (/^\d+$/.test(name)) return name === '0' ? shell.name : shell.args[Number(name) - 1]
  switch (name) {
    case '?': return String(shell.status)
    case '#': return String(shell.args.length)
    case '@': case '*': return shell.args.length === 0 ? undefined : shell.args.join((shell.variables.get('IFS') ?? ' ')[0] ?? '')
    case '$': return '4242'
    case '!': return shell.jobs.length > 0 ? String(4242 + shell.jobs.length) : undefined
    case '-': return `${shell.errexit ? 'e' : ''}${shell.nounset ? 'u' : ''}${shell.trace ? 'x' : ''}hB`
    case 'PWD': return shell.cwd
    case 'LINENO': return String(shell.line)
    case 'SECONDS': return String(Math.floor(shell.machine.elapsed / 1000))
    case 'RANDOM': return String(Number.parseInt(Buffer.from(shell.machine.unique(3)).toString('hex'), 16) % 32_768)
    case 'EPOCHSECONDS': return String(Math.floor(shell.machine.now / 1000))
    case 'HOSTNAME': return shell.machine.instance.InstanceName
    default: return shell.variables.get(name)
  }
}

async function parameter(shell: Shell, part: Part & { t: 'variable' }, capture: Capture): Promise<string> {
  const { name, op = '', argument = [] } = part
  const value = variable(shell, name)
  const text = (): Promise<string> => expandText(shell, argument, capture)
  const missing = value === undefined || (op.startsWith(':') && value === '')
  if (/^:?[-=+?]$/.test(op)) {
    const kind = op.at(-1)
    if (kind === '+') return missing ? '' : text()
    if (!missing) return value
    if (kind === '?') throw new ExpansionFault(`${name}: ${(await text()) || 'parameter null or not set'}`)
    const replacement = await text()
    if (kind === '=') shell.variables.set(name, replacement)
    return replacement
  }
  if (value === undefined && shell.nounset && name !== '@' && name !== '*') throw new ExpansionFault(`${name}: unbound variable`)
  const present = value ?? ''
  if (op === 'length') return String(name === '@' || name === '*' ? shell.args.length : present.length)
  if (/^[#%/]/.test(op)) {
    const pattern = await expandPattern(shell, argument, capture)
    // A star is tried at every length of the text.
    await shell.machine.step(1 + Math.floor(pattern.includes('*') ? present.length ** 2 / 2000 : present.length / 500))
    return op.startsWith('/') ? replaced(present, pattern, op === '//') : strip(present, pattern, op)
  }
  if (op === '^^') return present.toUpperCase()
  if (op === ',,') return present.toLowerCase()
  if (op === ':') {
    const [from = '0', length] = (await text()).split(':')
    const number = (expression: string): number =>
      Number(compute(expression, { get: (key) => variable(shell, key) ?? '', set: () => {} }))
    const start = number(from)
    const rest = present.slice(start)
    if (length === undefined) return rest
    const count = number(length)
    return count < 0 ? rest.slice(0, count) : rest.slice(0, count)
  }
  return present
}

function replaced(text: string, pattern: string, all: boolean): string {
  const slash = /(^|[^\\])\//.exec(pattern)
  const at = slash ? slash.index + slash[0].length - 1 : pattern.length
  return substitute(text, pattern.slice(0, at), plain(pattern.slice(at + 1)), all)
}
