import { CloudError } from '../cloud/error.ts'
import { detailsOf, EXIT, RunError, type ExitCode, type Failure } from '../core/errors.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/index.ts'

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
  const { code, action, history } = error.fields
  const failure: Failure = { code, exit: exitOf(error), ...detailsOf(error.fields), ...given({ action: action || undefined }), ...about }
  return new RunError(triedMessage(error.message, code, history), failure, { cause: error })
}

/** A message with how often the call was tried, and what came of it where that was not always the same. */
function triedMessage(message: string, code: string, history: readonly string[] = []): string {
  if (history.length === 0) return message
  const others = history.some((earlier) => earlier !== code)
  return text.afterTries(message, history.length + 1, others ? [...history, code].join(', ') : undefined)
}
