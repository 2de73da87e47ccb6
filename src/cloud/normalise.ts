import { classify } from './codes.ts'
import { CloudError, type CloudErrorFields } from './error.ts'

interface Thrown {
  name?: string
  code?: unknown
  message?: string
  statusCode?: unknown
  requestId?: unknown
  retryAfter?: unknown
  data?: Record<string, unknown>
  accessDeniedDetail?: unknown
}

/** The SDK packages put the word "undefined" where the answer had nothing. */
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' && value !== 'undefined' ? value : undefined)

const NETWORK = /^(ECONN|EPIPE|ENOTFOUND|EAI_|ENET|EHOST|ETIMEDOUT|ERR_SSL|ERR_TLS|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|ERR_SOCKET|HPE_)/

/** Network errors carry the whole request URL, with all its parameters, in their message: only the first part is told. */
function networkMessage(thrown: Thrown): string {
  return (thrown.message ?? '').replace(/(GET|POST) https?:\/\/.*$/s, '').replace(/https?:\/\/\S+\?\S*/g, '').trim() || String(thrown.code)
}

function deniedAction(detail: unknown): string | undefined {
  if (detail === null || typeof detail !== 'object') return undefined
  const { AuthAction, PolicyType, NoPermissionType } = detail as Record<string, unknown>
  const parts = [AuthAction, NoPermissionType, PolicyType].filter((part) => typeof part === 'string' && part !== '')
  return parts.length === 0 ? undefined : parts.join(', ')
}

/**
 * Makes one error type of what either family of SDK clients throws.
 * @param error what was thrown
 * @param call product and action of the call, and whether it may have changed something
 * @param httpStatus of the answer, where one came; the clients lose it when the body is not JSON
 */
export function normalise(error: unknown, call: { product: string; action: string }, httpStatus?: number): CloudError {
  if (error instanceof CloudError) return error
  const thrown = error as Thrown
  const data = thrown.data ?? {}
  const status = typeof thrown.statusCode === 'number' ? thrown.statusCode : httpStatus
  const fields = (code: string, more: Partial<CloudErrorFields>): CloudErrorFields => {
    const row = classify(code, call.action, status)
    return { ...call, code, class: row.class, ...(row.hint === undefined ? {} : { hint: row.hint }), ...(status === undefined ? {} : { httpStatus: status }), ...more }
  }

  const code = text(data['Code']) ?? text(data['code'])
  if (code !== undefined) {
    // A refused signature comes with all that was signed, a session's token among it.
    const message = (text(data['Message']) ?? text(data['message']) ?? code).replace(/\s*server (string ?to ?sign|StringToSign) is.*$/is, '')
    const requestId = text(data['RequestId']) ?? text(data['requestId']) ?? text(thrown.requestId)
    const recommend = text(data['Recommend'])
    const denied = deniedAction(data['AccessDeniedDetail'] ?? thrown.accessDeniedDetail)
    const retryAfterMs = typeof thrown.retryAfter === 'number' && thrown.retryAfter > 0 ? thrown.retryAfter : undefined
    return new CloudError(message, fields(code, {
      ...(requestId === undefined ? {} : { requestId }),
      ...(recommend === undefined ? {} : { recommend }),
      ...(denied === undefined ? {} : { denied }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    }), { cause: error })
  }

  const message = thrown.message ?? String(error)
  if (thrown.name?.includes('Timeout') || /ReadTimeout|ConnectTimeout/.test(message)) {
    return new CloudError('no answer came in time', fields('Timeout', { class: 'unknown' }), { cause: error })
  }
  const systemCode = text(thrown.code)
  if (systemCode !== undefined && NETWORK.test(systemCode)) {
    const never = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(systemCode)
    return new CloudError(networkMessage(thrown), fields(systemCode, { class: never ? 'again' : 'unknown' }), { cause: error })
  }
  if (systemCode === 'InvalidCredentials' || /credential/i.test(thrown.name ?? '')) {
    return new CloudError('no usable credentials', fields('NoCredentials', {}), { cause: error })
  }
  // HTML, truncated JSON, an empty body, a field of the wrong type: the work may have been done.
  const detail = status === undefined ? 'an answer that cannot be read' : `an answer that cannot be read (HTTP ${status})`
  return new CloudError(detail, fields('InvalidAnswer', { class: 'unknown' }), { cause: error })
}
