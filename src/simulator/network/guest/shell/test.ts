import { ArithmeticFault, compute } from './arithmetic.ts'
import { globMatch } from './glob.ts'
import { absolute, type Shell } from './state.ts'
import type { Word } from './syntax.ts'

/** An expression of `test` that is none; the status is then 2. */
export class TestFault extends Error {}

const NUMBERS: Record<string, (a: bigint, b: bigint) => boolean> = {
  '-eq': (a, b) => a === b, '-ne': (a, b) => a !== b, '-lt': (a, b) => a < b, '-le': (a, b) => a <= b, '-gt': (a, b) => a > b,
    '-ge': (a, b) => a >= b,
}

/** `test` and `[`: true or false. Throws TestFault. */
export function evaluateTest(shell: Shell, args: readonly string[]): boolean {
  const [first = '', second = '', third = ''] = args
  switch (args.length) {
    case 0: return false
    case 1: return first !== ''
    case 2: return first === '!' ? second === '' : unary(shell, first, second)
    case 3: if (isBinary(second)) return binary(shell, first, second, third)
  }
  if (first === '!' && args.length <= 4) return !evaluateTest(shell, args.slice(1))
  let at = 0
  const or = (): boolean => {
    let value = and()
    while (args[at] === '-o') {
      at++
      value = and() || value
    }
    return value
  }
  const and = (): boolean => {
    let value = not()
    while (args[at] === '-a') {
      at++
      value = not() && value
    }
    return value
  }
  const not = (): boolean => {
    if (args[at] === '!') {
      at++
      return !not()
    }
    if (args[at] === '(') {
      at++
      const value = or()
      if (args[at++] !== ')') throw new TestFault('`)\' expected')
      return value
    }
    if (isBinary(args[at + 1] ?? '')) return binary(shell, args[at++] ?? '', args[at++] ?? '', args[at++] ?? '')
    if (/^-[a-zA-Z]$/.test(args[at] ?? '') && at + 1 < args.length) return unary(shell, args[at++] ?? '', args[at++] ?? '')
    return (args[at++] ?? '') !== ''
  }
  const value = or()
  if (at < args.length) throw new TestFault('too many arguments')
  return value
}

function isBinary(op: string): boolean {
  return Object.hasOwn(NUMBERS, op) || ['=', '==', '!=', '<', '>', '-nt', '-ot', '-ef'].includes(op)
}

function unary(shell: Shell, op: string, value: string): boolean {
  if (op === '-n') return value !== ''
  if (op === '-z') return value === ''
  const { files, dirs } = shell.machine
  const path = absolute(shell, value)
  const special = ['/dev/null', '/dev/stdin', '/dev/stdout', '/dev/stderr'].includes(path)
  switch (op) {
    case '-e': case '-a': case '-r': case '-w': return files.has(path) || dirs.has(path) || special
    case '-f': return files.has(path)
    case '-d': return dirs.has(path)
    case '-s': return (files.get(path)?.length ?? 0) > 0
    case '-x': return dirs.has(path)
    case '-t': case '-h': case '-L': case '-p': case '-S': case '-b': case '-c': return op === '-c' && special
    case '-v': return shell.variables.has(value)
    default: throw new TestFault(`${op}: unary operator expected`)
  }
}

function binary(shell: Shell, left: string, op: string, right: string): boolean {
  const compared = NUMBERS[op]
  if (compared) return compared(integer(left), integer(right))
  switch (op) {
    case '=': case '==': return left === right
    case '!=': return left !== right
    case '<': return left < right
    case '>': return left > right
    default: return shell.machine.files.has(absolute(shell, left)) && op === '-nt'
  }
}

function integer(text: string): bigint {
  const clean = text.trim()
  if (!/^[-+]?\d{1,19}$/.test(clean)) throw new TestFault(`${text}: integer expression expected`)
  return BigInt(clean.replace(/^\+/, ''))
}

interface Expander { text(word: Word): Promise<string>; pattern(word: Word): Promise<string> }

/** `[[ … ]]` of bash: 0 or 1, 2 for what it does not know. */
export async function conditional(shell: Shell, words: readonly (Word | string)[], expand: Expander): Promise<number> {
  let at = 0
  const bare = (word: Word | string | undefined): string =>
    Array.isArray(word) && word.length === 1 && word[0]?.t === 'text' && !word[0].quoted ? word[0].text : ''
  const text = async (word: Word | string | undefined): Promise<string> => (Array.isArray(word) ? expand.text(word) : word ?? '')
  const or = async (): Promise<boolean> => {
    let value = await and()
    while (words[at] === '||') {
      at++
      value = (await and()) || value
    }
    return value
  }
  const and = async (): Promise<boolean> => {
    let value = await not()
    while (words[at] === '&&') {
      at++
      value = (await not()) && value
    }
    return value
  }
  const not = async (): Promise<boolean> => {
    if (bare(words[at]) === '!') {
      at++
      return !(await not())
    }
    if (words[at] === '(') {
      at++
      const value = await or()
      at++
      return value
    }
    const [left, op, right] = [words[at], bare(words[at + 1]), words[at + 2]]
    if (op === '=~') throw new TestFault('=~ is not supported by this guest')
    if ((op === '=' || op === '==' || op === '!=') && Array.isArray(right)) {
      at += 3
      return globMatch(await expand.pattern(right), await text(left)) === (op !== '!=')
    }
    if (isBinary(op)) {
      at += 3
      const number = (value: string): bigint => compute(value, { get: (name) => shell.variables.get(name) ?? '', set: () => {} })
      const compared = NUMBERS[op]
      return compared ? compared(number(await text(left)), number(await text(right)))
        : binary(shell, await text(left), op, await text(right))
    }
    if (/^-[a-zA-Z]$/.test(bare(left)) && Array.isArray(words[at + 1])) {
      at += 2
      return unary(shell, bare(left), await text(words[at - 1]))
    }
    at++
    return (await text(left)) !== ''
  }
  try {
    return (await or()) && at >= words.length ? 0 : 1
  } catch (thrown) {
    if (!(thrown instanceof TestFault) && !(thrown instanceof ArithmeticFault)) throw thrown
    shell.descriptors.get(2)?.sink?.(`${shell.name}: line ${shell.line}: [[: ${thrown.message}\n`)
    return 2
  }
}
