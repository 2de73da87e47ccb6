import { CloudError } from '../cloud/error.ts'
import { EXIT, RunError, type ExitCode, type Failure } from '../core/errors.ts'
import { given } from '../core/given.ts'

/** Codes that mean the credentials themselves are refused, whatever was asked. */
export const BAD_CREDENTIALS = /^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|NoCredentials|InvalidTimeStamp|MissingAccessKeyId|MissingSecurityToken)/

const exitOf = (error: CloudError): ExitCode => (error.fields.class === 'forbidden' || BAD_CREDENTIALS.test(error.code) ? EXIT.credentials : EXIT.failed)

/**
 * Explains a failure of the cloud as the run's own, with everything that the cloud said.
 * @param about what it happened to, where that is known
 */
export function explained(error: unknown, about: Pick<Failure, 'id' | 'state'> = {}): RunError {
  if (error instanceof RunError) return error
  if (!(error instanceof CloudError)) throw error
  const { code, action, requestId, hint, denied, recommend, history } = error.fields
  const parts = [
    error.message,
    ...(denied === undefined ? [] : [`(permission: ${denied})`]),
    ...(history === undefined || history.length === 0 ? [] : [`(after ${history.length + 1} tries: ${[...history, code].join(', ')})`]),
    ...(recommend === undefined ? [] : [`See ${recommend}`]),
  ]
  const failure: Failure = { code, exit: exitOf(error), action, ...given({ requestId, hint }), ...about }
  return new RunError(parts.join(' '), failure, { cause: error })
}
