import { readFileSync } from 'node:fs'

/** What the simulator is given beside options that speak for themselves. */
export type InputName = 'world' | 'faults' | 'policy' | 'belief' | 'state'

/** What can be wrong with it, in a word; `wrong` has its mistakes beside it. */
const PROBLEMS = {
  missing: 'there is no such file', forbidden: 'it may not be read', directory: 'it is a directory', unreadable: 'it cannot be read',
  large: 'it is larger than any such file', encoding: 'it is no UTF-8 text', syntax: 'it is no JSON', wrong: '',
  torn: 'not a whole world file; it was left as it is', version: 'not a world file of this version; it was left as it is',
  gone: 'the world file is gone', unwritable: 'it cannot be written', busy: 'another process has held the lock for too long',
} as const
export type Problem = keyof typeof PROBLEMS

/** One mistake: where it is, '' where that says nothing, and what is wrong in a plain sentence. */
export interface Mistake { place: string; message: string }

interface Parts { input: InputName; problem: Problem; file?: string; mistakes?: readonly Mistake[] }

/** Something that was given and cannot be used, in parts that others put into words of theirs; its message is for everybody else. */
export class InputError extends Error {
  readonly input: InputName
  readonly problem: Problem
  readonly file: string | undefined
  readonly mistakes: readonly Mistake[]
  constructor({ input, problem, file, mistakes = [] }: Parts, options?: ErrorOptions) {
    const why = [PROBLEMS[problem], mistakes.map(({ place, message }) => (place === '' ? message : `${place}: ${message}`)).join('; ')].filter((part) => part !== '')
    super([...(file === undefined ? [] : [file]), ...why].join(': '), options)
    this.input = input
    this.problem = problem
    this.file = file
    this.mistakes = mistakes
  }
}

/** What the code of a failed read means. */
const READ_PROBLEMS: Readonly<Record<string, Problem>> = { ENOENT: 'missing', ENOTDIR: 'missing', EACCES: 'forbidden', EPERM: 'forbidden', EISDIR: 'directory' }

/**
 * Reads a file that was given.
 * @param limit in bytes
 * @throws InputError
 */
export function readInput(input: InputName, file: string, limit = Infinity): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw new InputError({ input, file, problem: READ_PROBLEMS[(error as NodeJS.ErrnoException).code ?? ''] ?? 'unreadable' }, { cause: error })
  }
  if (bytes.length > limit) throw new InputError({ input, file, problem: 'large' })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new InputError({ input, file, problem: 'encoding' }, { cause: error })
  }
}

/** Reads a JSON file that was given. Throws an InputError. */
export function readJsonInput(input: InputName, file: string): unknown {
  const text = readInput(input, file)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InputError({ input, file, problem: 'syntax', mistakes: placeIn(text, (error as Error).message) }, { cause: error })
  }
}

/** Where the parser stopped, if it tells. */
function placeIn(text: string, message: string): Mistake[] {
  const position = /at position (\d+)/.exec(message)?.[1]
  const before = /end of (JSON )?input/i.test(message) ? text : position === undefined ? undefined : text.slice(0, Number(position))
  if (before === undefined) return []
  const lines = before.split('\n')
  return [{ place: `${lines.length}:${lines.at(-1)!.length + 1}`, message: before === text ? 'the text ends here' : 'this is not expected here' }]
}
