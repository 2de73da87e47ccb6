import type { Machine } from '../machine.ts'
import type { Command } from './syntax.ts'

/** A text that is read from the front, by one reader after another. */
export interface Input { text: string; at: number }
export type Sink = (text: string) => void

/** An open descriptor: to be read, to be written, or both. `flush` brings what is to be read, where that is not there at once. */
export interface Descriptor { input?: Input; sink?: Sink; path?: string; flush?: () => Promise<void> }
export type Descriptors = ReadonlyMap<number, Descriptor>

/** What a shell carries from one command to the next; a subshell works on a copy. */
export interface Shell {
  machine: Machine
  variables: Map<string, string>
  exported: Set<string>
  readonlys: Set<string>
  functions: Map<string, Command>
  name: string
  args: string[]
  status: number
  errexit: boolean
  nounset: boolean
  trace: boolean
  noglob: boolean
  pipefail: boolean
  cwd: string
  exitTrap: string | undefined
  /** Within a function: what its local variables were before it. */
  locals: Map<string, string | undefined> | undefined
  descriptors: Map<number, Descriptor>
  /** Virtual moments at which background jobs end. */
  jobs: number[]
  /** Above 0 where a failure is a question, not an error: conditions, `&&`, `!`. */
  asking: number
  /** How deep functions and scripts are nested. */
  nesting: number
  line: number
}

/** The shell ends with a status. */
export class Exit extends Error {
  readonly status: number
  constructor(status: number) {
    super()
    this.status = status & 255
  }
}
/** `break`, `continue` and `return` on their way out. */
export class Leave extends Error {
  readonly what: 'break' | 'continue' | 'return'
  count: number
  constructor(what: 'break' | 'continue' | 'return', count: number) {
    super()
    this.what = what
    this.count = count
  }
}

export function subshell(shell: Shell): Shell {
  return {
    ...shell, variables: new Map(shell.variables), exported: new Set(shell.exported), readonlys: new Set(shell.readonlys),
    functions: new Map(shell.functions), args: [...shell.args], descriptors: new Map(shell.descriptors), jobs: [],
      exitTrap: undefined,
    nesting: shell.nesting + 1,
  }
}

/** A path as seen from the working directory, without `.`, `..` and doubled slashes. */
export function absolute(shell: Shell, path: string): string {
  const out: string[] = []
  for (const part of `${path.startsWith('/') ? '' : `${shell.cwd}/`}${path}`.split('/')) {
    if (part === '..') out.pop()
    else if (part !== '' && part !== '.') out.push(part)
  }
  return `/${out.join('/')}`
}

/** What a program reads a file as; undefined where there is none. */
export function readPath(shell: Shell, path: string, descriptors: Descriptors): string | undefined {
  const full = absolute(shell, path)
  if (full === '/dev/null') return ''
  if (full === '/dev/stdin') {
    const input = descriptors.get(0)?.input
    return input ? rest(input) : ''
  }
  return shell.machine.files.get(full)
}

/** A sink for a path; undefined where it cannot be written. */
export function openPath(shell: Shell, path: string, append: boolean, descriptors: Descriptors): Sink | undefined {
  const full = absolute(shell, path)
  const { files, dirs } = shell.machine
  if (full === '/dev/null') return () => {}
  if (full === '/dev/stdout' || full === '/dev/fd/1') return descriptors.get(1)?.sink ?? (() => {})
  if (full === '/dev/stderr' || full === '/dev/fd/2') return descriptors.get(2)?.sink ?? (() => {})
  const parent = full.slice(0, full.lastIndexOf('/')) || '/'
  if (dirs.has(full) || !dirs.has(parent) || parent === '/proc' || parent === '/dev') return undefined
  if (!append || !files.has(full)) shell.machine.writeFile(full, '')
  return (text) => shell.machine.writeFile(full, (files.get(full) ?? '') + text)
}

/** All that is left of an input. */
export function rest(input: Input): string {
  const text = input.text.slice(input.at)
  input.at = input.text.length
  return text
}
