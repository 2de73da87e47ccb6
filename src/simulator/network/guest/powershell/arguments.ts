import type { Emit, Interpreter } from './interpreter.ts'
import type { Value } from './values.ts'

/** A command's arguments, sorted into named and positional ones. */
export interface Arguments { named: Map<string, Value>; rest: Value[] }

/** A named argument by its name or a beginning of it; undefined where it was not given. */
export function named(args: Arguments, ...names: string[]): Value | undefined {
  for (const name of names) {
    const key = [...args.named.keys()].find((one) => name.toLowerCase().startsWith(one))
    if (key !== undefined) return args.named.get(key)
  }
  return undefined
}

/** What a cmdlet gets to work with. */
export interface CmdletContext { host: Interpreter; args: Arguments; input: Value[] | undefined; emit: Emit }
export type Cmdlet = (context: CmdletContext) => void | Promise<void>
