import { help, text } from '../messages/index.ts'
import { harmless, redact } from './redact.ts'

/** The usage of a command in one line, or of the whole program, and where more is said. */
export function usageLines(command: keyof typeof help.usages | undefined): string {
  const name = command === undefined ? 'alb-privatelink' : `alb-privatelink ${command}`
  return `${text.usage(help.usages[command ?? 'root'])}\n${text.usageMore(name)}\n`
}

/**
 * What is told of bad usage: what is wrong, what was probably meant, and the short usage.
 * @param command the command it was about, where there was one
 * @param page the help to show instead of the short usage, '' where there is none
 */
export function endUsage(
  error: { code: string; message: string; hint?: string }, command: keyof typeof help.usages | undefined, page = '',
): string {
  const hint = error.hint === undefined ? '' : `${error.hint}\n`
  const more = error.code === 'Usage' ? `\n${page === '' ? usageLines(command) : page}` : ''
  return `${text.error(redact(harmless(error.message)))}\n${hint}${more}`
}
