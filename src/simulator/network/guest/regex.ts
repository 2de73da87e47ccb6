import { createContext, runInContext } from 'node:vm'
import { Overload } from './machine.ts'

/** A pattern that is none. */
export class RegexFault extends Error {}

export interface Found { index: number; groups: (string | undefined)[]; names: Record<string, string | undefined> }

/** Real milliseconds that the patterns of one command may search. */
const LIMIT = 250

const context = createContext({ input: undefined })
const SEARCH = `(() => {
  const { pattern, flags, texts } = input
  const expression = new RegExp(pattern, flags)
  return JSON.stringify(texts.map((text) => {
    const found = []
    expression.lastIndex = 0
    for (let match = expression.exec(text); match && found.length < 20000; match = expression.exec(text)) {
      found.push({ index: match.index, groups: [...match], names: { ...match.groups } })
      if (match[0] === '') expression.lastIndex++
      if (!expression.global) break
    }
    return found
  }))
})()`

/**
 * Every match of a script's own pattern in each text (only the first without the flag `g`). Patterns that search too long are
 * stopped. Throws RegexFault for a malformed pattern and Overload for one that does not end.
 */
export function findAll(pattern: string, flags: string, texts: readonly string[]): Found[][] {
  ;(context as { input: unknown }).input = { pattern, flags, texts }
  try {
    return JSON.parse(runInContext(SEARCH, context, { timeout: LIMIT }) as string) as Found[][]
  } catch (thrown) {
    if ((thrown as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new Overload()
    throw new RegexFault((thrown as Error).message)
  } finally {
    ;(context as { input: unknown }).input = undefined
  }
}

/** A basic regular expression of POSIX in the spelling of JavaScript. */
export function fromBasic(pattern: string): string {
  return translate(pattern, true)
}

/** An extended regular expression of POSIX in the spelling of JavaScript. */
export function fromExtended(pattern: string): string {
  return translate(pattern, false)
}

const CLASSES: Record<string, string> = {
  alpha: 'A-Za-z', digit: '0-9', alnum: 'A-Za-z0-9', space: '\\s', upper: 'A-Z', lower: 'a-z', xdigit: '0-9a-fA-F', blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
}

function translate(pattern: string, basic: boolean): string {
  let out = ''
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] as string
    if (char === '[') {
      const [whole] = /^\[\^?\]?(?:\[:\w+:\]|[^\]])*\]/.exec(pattern.slice(at)) ?? ['\\[']
      out += whole === '\\[' ? whole : bracket(whole)
      at += whole === '\\[' ? 0 : whole.length - 1
    } else if (char === '\\' && at + 1 < pattern.length) {
      const next = pattern[++at] as string
      out += basic && '(){}|+?'.includes(next) ? next : next === '<' || next === '>' ? '\\b' : `\\${next}`
    } else if (basic && '(){}|+?'.includes(char)) out += `\\${char}`
    else if (basic && char === '*' && (out === '' || out === '^' || out.endsWith('('))) out += '\\*'
    else out += char
  }
  return out
}

function bracket(text: string): string {
  const negated = text.startsWith('[^')
  const inner = text.slice(negated ? 2 : 1, -1).replace(/\\/g, '\\\\')
    .replace(/\[:(\w+):\]/g, (_, name: string) => CLASSES[name] ?? '')
  const safe = inner.replace(/^\]/, '\\]').replace(/\[(?!:)/g, '\\[')
  return `[${negated ? '^' : ''}${safe.replaceAll('\\\\s', '\\s').replaceAll('\\\\t', '\\t')}]`
}
