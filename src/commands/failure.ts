import { CloudError } from '../cloud/error.ts'
import { ConfigError, EXIT, RunError, type ExitCode } from '../core/errors.ts'
import type { RunEvent } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/index.ts'

type DoneError = NonNullable<Extract<RunEvent, { type: 'run.done' }>['error']>

/**
 * What run.done says of an error, and the exit code that goes with it. This is the one place where errors become exit codes.
 * Of a config, all mistakes are in the message, a line each. What is no error of ours is a fault of the program: `Internal`,
 * exit 1.
 */
export function failureOf(error: unknown): { exit: ExitCode; error: DoneError } {
  if (error instanceof ConfigError && error.issues.length > 0) {
    const message = error.issues.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`).join('\n')
    return { exit: error.failure.exit, error: { code: error.failure.code, message, ...given({ hint: error.failure.hint }) } }
  }
  if (error instanceof RunError) {
    const { code, exit, action, requestId, hint, state } = error.failure
    return { exit, error: { code, message: error.message, ...given({ action, requestId, hint, state }) } }
  }
  if (error instanceof CloudError) {
    const { code, action, requestId, hint } = error.fields
    const exit = error.fields.class === 'forbidden' ? EXIT.credentials : EXIT.failed
    return { exit, error: { code, message: error.message, ...given({ action, requestId, hint }) } }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { exit: EXIT.failed, error: { code: 'Internal', message: text.bug(message), hint: text.bugHint } }
}
