import { EXIT, RunError, type ExitCode } from '../core/errors.ts'
import { text } from '../messages/index.ts'

/**
 * The failure of a file or folder of the state directory, with what the system has against it.
 * @param exit bad usage, unless the run was under way already
 */
export function stateError(path: string, error: unknown, exit: ExitCode = EXIT.usage): RunError {
  // Node.js names call and path behind a comma; the path is said here.
  const why = error instanceof Error ? error.message.replace(/, \w+( '.*)?$/, '') : String(error)
  return new RunError(text.stateUnusable(path, why), { code: 'StateDirectory', exit, hint: text.stateHint }, { cause: error })
}
