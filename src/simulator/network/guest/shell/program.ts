import type { Descriptors, Input, Shell } from './state.ts'

/** What a builtin or program gets to work with. */
export interface Context {
  shell: Shell
  args: string[]
  descriptors: Descriptors
  input: Input
  out(text: string): void
  err(text: string): void
  /** The environment of a program. */
  env: ReadonlyMap<string, string>
  /** Runs another command with the same descriptors. */
  run(args: string[]): Promise<number>
  /** Parses and runs a text in a shell. */
  source(shell: Shell, text: string): Promise<number>
}
export type Program = (context: Context) => number | Promise<number>
