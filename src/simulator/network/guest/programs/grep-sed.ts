import { fromBasic, fromExtended, findAll, RegexFault, type Found } from '../regex.ts'
import { readInputs } from '../shell/inputs.ts'
import type { Program } from '../shell/program.ts'
import { absolute } from '../shell/state.ts'
import { linesOf, options } from './text.ts'

const grep: Program = (context) => {
  const found = options(context, 'grep', 'qsovicEFGnwxhHa', 'em')
  const patterns = found?.with.has('e') ? [found.with.get('e') as string] : found?.rest.splice(0, 1) ?? []
  const [pattern] = patterns
  if (!found || pattern === undefined) return 2
  const { texts, failed } = readInputs(context, found.rest, 'grep')
  const source = found.on.has('F') ? pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : found.on.has('E') ? fromExtended(pattern)
    : fromBasic(pattern)
  const bounded = found.on.has('x') ? `^(?:${source})$` : found.on.has('w') ? `\\b(?:${source})\\b` : source
  let matches: Found[][]
  const lines = linesOf(texts.join(''))
  try {
    matches = findAll(bounded, `g${found.on.has('i') ? 'i' : ''}`, lines)
  } catch (thrown) {
    if (!(thrown instanceof RegexFault)) throw thrown
    context.err('grep: Invalid regular expression\n')
    return 2
  }
  const most = Number(found.with.get('m') ?? Infinity)
  let count = 0
  const out: string[] = []
  for (const [i, line] of lines.entries()) {
    const hit = (matches[i]?.length ?? 0) > 0
    if (hit === found.on.has('v') || count >= most) continue
    count++
    const prefix = found.on.has('n') ? `${i + 1}:` : ''
    if (found.on.has('o')) out.push(...(matches[i] ?? []).filter((match) => match.groups[0] !== '')
      .map((match) => `${prefix}${match.groups[0]}\n`))
    else out.push(`${prefix}${line}\n`)
  }
  if (found.on.has('c')) context.out(`${count}\n`)
  else if (!found.on.has('q')) context.out(out.join(''))
  return failed && !found.on.has('q') ? 2 : count > 0 ? 0 : 1
}

type Address = { line: number } | { last: true } | { pattern: string }
interface SedCommand {
  from?: Address
  to?: Address
  negated: boolean
  name: string
  pattern: string
  replacement: string
  flags: string
}

class SedFault extends Error {}

function parseSed(script: string): SedCommand[] {
  const commands: SedCommand[] = []
  let at = 0
  const address = (): Address | undefined => {
    const [number] = /^\d+/.exec(script.slice(at)) ?? []
    if (number !== undefined) {
      at += number.length
      return { line: Number(number) }
    }
    if (script[at] === '$') {
      at++
      return { last: true }
    }
    if (script[at] !== '/') return undefined
    at++
    return { pattern: delimited('/') }
  }
  const delimited = (mark: string): string => {
    let text = ''
    for (; at < script.length && script[at] !== mark; at++) {
      if (script[at] === '\\' && script[at + 1] === mark) at++
      else if (script[at] === '\\') text += script[at++]
      text += script[at] ?? ''
    }
    if (script[at++] !== mark) throw new SedFault('unterminated command')
    return text
  }
  while (at < script.length) {
    if (/[\s;]/.test(script[at] as string)) {
      at++
      continue
    }
    const command: SedCommand = { negated: false, name: '', pattern: '', replacement: '', flags: '' }
    const from = address()
    if (from) command.from = from
    if (from && script[at] === ',') {
      at++
      const to = address()
      if (to) command.to = to
    }
    if (script[at] === '!') {
      command.negated = true
      at++
    }
    command.name = script[at++] ?? ''
    if (command.name === 's') {
      const mark = script[at++] ?? ''
      command.pattern = delimited(mark)
      command.replacement = delimited(mark)
      const [flags = ''] = /^[gpiI0-9]*/.exec(script.slice(at)) ?? []
      command.flags = flags
      at += flags.length
    } else if (!'pdq='.includes(command.name)) throw new SedFault(`unknown command: \`${command.name}'`)
    commands.push(command)
  }
  return commands
}

const sed: Program = (context) => {
  const found = options(context, 'sed', 'nEris', 'e')
  const script = found?.with.get('e') ?? found?.rest.shift()
  if (!found || script === undefined) return 1
  const extended = found.on.has('E') || found.on.has('r')
  const source = (pattern: string): string => (extended ? fromExtended(pattern) : fromBasic(pattern))
  try {
    const commands = parseSed(script)
    const { texts, failed } = readInputs(context, found.rest, 'sed')
    const lines = linesOf(texts.join(''))
    const inside = commands.map(() => false)
    const out: string[] = []
    const hits = (address: Address, i: number, line: string): boolean => 'line' in address ? address.line === i + 1
      : 'last' in address ? i === lines.length - 1 : (findAll(source(address.pattern), '', [line])[0]?.length ?? 0) > 0
    lines: for (const [i, original] of lines.entries()) {
      let line = original
      for (const [c, command] of commands.entries()) {
        let applies = true
        if (command.from && command.to) {
          const was = inside[c] === true
          applies = was || hits(command.from, i, line)
          inside[c] = applies && !(('line' in command.to && command.to.line <= i + 1) || (was && hits(command.to, i, line)))
        } else if (command.from) applies = hits(command.from, i, line)
        if (applies === command.negated) continue
        if (command.name === 'd') continue lines
        if (command.name === 'p') out.push(`${line}\n`)
        if (command.name === '=') out.push(`${i + 1}\n`)
        if (command.name === 's') {
          const replaced = substitute(line, source(command.pattern), command)
          if (replaced !== undefined && command.flags.includes('p')) out.push(`${replaced}\n`)
          line = replaced ?? line
        }
        if (command.name === 'q') {
          if (!found.on.has('n')) out.push(`${line}\n`)
          break lines
        }
      }
      if (!found.on.has('n')) out.push(`${line}\n`)
    }
    const [file] = found.rest
    if (found.on.has('i') && file !== undefined) context.shell.machine.writeFile(absolute(context.shell, file), out.join(''))
    else context.out(texts.join('').endsWith('\n') || out.length === 0 ? out.join('') : out.join('').replace(/\n$/, ''))
    return failed ? 2 : 0
  } catch (thrown) {
    if (!(thrown instanceof SedFault) && !(thrown instanceof RegexFault)) throw thrown
    context.err(`sed: -e expression #1, char ${script.length}: ${thrown.message}\n`)
    return 1
  }
}

function substitute(line: string, pattern: string, command: SedCommand): string | undefined {
  const nth = Number(/\d+/.exec(command.flags)?.[0] ?? 1)
  const all = command.flags.includes('g')
  const matches = (findAll(pattern, `g${/i/i.test(command.flags) ? 'i' : ''}`, [line])[0] ?? [])
    .filter((_, i) => (all ? i + 1 >= nth : i + 1 === nth))
  if (matches.length === 0) return undefined
  let out = ''
  let at = 0
  for (const match of matches) {
    out += line.slice(at, match.index) + command.replacement.replace(/\\([0-9&nt\\/])|&/g, (whole, code: string | undefined) => {
      if (code === undefined) return match.groups[0] ?? ''
      if (/\d/.test(code)) return match.groups[Number(code)] ?? ''
      return { n: '\n', t: '\t' }[code] ?? (code === '&' ? '&' : whole.slice(1))
    })
    at = match.index + (match.groups[0]?.length ?? 0)
  }
  return out + line.slice(at)
}

/** Programs that search and edit by patterns. */
export const PATTERNS: Record<string, Program> = { grep, egrep: (context) => grep({ ...context, args: ['-E', ...context.args] }),
  sed }
