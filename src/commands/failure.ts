import { CloudError } from '../cloud/error.ts'
import { ConfigError, detailsOf, EXIT, RunError, type ExitCode } from '../core/errors.ts'
import type { Told } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/index.ts'
import { explained } from '../run/failure.ts'

/**
 * What run.done says of an error, and the exit code that goes with it. This is the one place where errors become exit codes.
 * Of a config, all mistakes are in the message, a line each. What is no error of ours is a fault of the program: `Internal`,
 * exit 1.
 */
export function failureOf(error: unknown): { exit: ExitCode; error: Told } {
  if (error instanceof ConfigError && error.issues.length > 0) {
    const message = error.issues.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`).join('\n')
    return { exit: error.failure.exit, error: { code: error.failure.code, message, ...given({ hint: error.failure.hint }) } }
  }
  if (error instanceof RunError) {
    const { code, exit } = error.failure
    return { exit, error: { code, message: error.message, ...detailsOf(error.failure) } }
  }
  if (error instanceof CloudError) return failureOf(explained(error))
  const message = error instanceof Error ? error.message : String(error)
  return { exit: EXIT.failed, error: { code: 'Internal', message: text.bug(message), hint: text.bugHint } }
}
