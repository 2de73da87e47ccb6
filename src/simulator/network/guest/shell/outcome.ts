import { Exit, type Descriptors, type Shell } from './state.ts'
import type { Command } from './syntax.ts'

/** `exec` without a command keeps its redirections. */
export function keepsDescriptors(command: Command): boolean {
  const [part, ...more] = command.t === 'simple' && command.words.length === 1 ? (command.words[0] ?? []) : []
  return part?.t === 'text' && part.text === 'exec' && more.length === 0
}

/** With `set -e` a failure that nobody asks about ends the shell. */
export function settle(shell: Shell, status: number): void {
  if (status !== 0 && shell.errexit && shell.asking === 0) {
    shell.status = status
    throw new Exit(status)
  }
}

/** Says on stderr what is wrong, as the shell itself does. */
export function complain(shell: Shell, message: string, descriptors: Descriptors = shell.descriptors): void {
  descriptors.get(2)?.sink?.(`${shell.name}: line ${shell.line}: ${message}\n`)
}
