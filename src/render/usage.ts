import { help, text } from '../messages/index.ts'

/** The usage of a command in one line, or of the whole program, and where more is said. */
export function usageLines(command: keyof typeof help.usages | undefined): string {
  const name = command === undefined ? 'alb-privatelink' : `alb-privatelink ${command}`
  return `${text.usage(help.usages[command ?? 'root'])}\n${text.usageMore(name)}\n`
}
