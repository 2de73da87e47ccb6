import { matchesCode } from '../core/code-pattern.ts'
import { given } from '../core/given.ts'
import { text as messages } from '../messages/whole.ts'
import { classify } from './codes.ts'
import { CloudError, type CloudErrorFields, type ErrorClass } from './error.ts'

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

/** A text of the answer itself; Alb is known to answer the word "undefined" for a code. */
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
/** A text of what was thrown: the SDK packages put the word "undefined" where the answer had nothing. */
const made = (value: unknown): string | undefined => (value === 'undefined' ? undefined : text(value))

/** Codes of Node.js for a way to the cloud that failed, and ours for a proxy that does not let through, or whose address is none. */
export const NETWORK_CODES = [
  'ECONN*', 'EPIPE', 'ENOTFOUND', 'EAI_*', 'ENET*', 'EHOST*', 'ETIMEDOUT', 'ERR_SOCKET*', 'HPE_*', 'ProxyRefused', 'BadProxy',
  'EPROTO', 'ERR_SSL*', 'ERR_TLS*', 'CERT_*', 'DEPTH_*', 'SELF_SIGNED*', 'UNABLE_TO*',
] as const
/** A certificate that is not trusted, or a host without TLS: nothing was sent, and the next try will fare no better. */
const NO_TLS = /^(ERR_TLS_CERT|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|EPROTO.*wrong version number)/s

/** What may be done about a request that failed on its way: a proxy that does not take a password will not take it later. */
function networkClass(code: string, message: string, status: number | undefined): ErrorClass {
  if (code === 'ProxyRefused') return status !== undefined && status >= 500 ? 'again' : 'fatal'
  if (code === 'BadProxy' || NO_TLS.test(`${code} ${message}`)) return 'fatal'
  const never = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code)
  return never ? 'again' : 'unknown'
}

/** Network errors carry the whole request URL, with all its parameters, in their message: only the first part is told. */
function networkMessage(thrown: Thrown): string {
  return (thrown.message ?? '').replace(/(GET|POST) https?:\/\/.*$/s, '').replace(/https?:\/\/\S+\?\S*/g, '').trim() || String(thrown.code)
}

/** The action first, then all else that the cloud gives as a reason, by its names. */
function deniedAction(detail: unknown): string | undefined {
  if (detail === null || typeof detail !== 'object') return undefined
  const { AuthAction, ...more } = detail as Record<string, unknown>
  const parts = [text(AuthAction), ...Object.entries(more).map(([name, value]) => text(value) && `${name} ${text(value)}`)]
  const told = parts.filter((part) => part !== undefined)
  return told.length === 0 ? undefined : told.join(', ')
}

/**
 * Makes one error type of what either family of SDK clients throws.
 * @param error what was thrown
 * @param call product and action of the call, and whether it may have changed something
 * @param head of the answer, where one came: the clients lose it when the body cannot be read
 */
export function normalise(error: unknown, call: { product: string; action: string }, head: Pick<CloudErrorFields, 'httpStatus' | 'requestId'> = {}): CloudError {
  if (error instanceof CloudError) return error
  const thrown = error as Thrown
  const data = thrown.data ?? {}
  const status = typeof thrown.statusCode === 'number' ? thrown.statusCode : head.httpStatus
  const fields = (code: string, more: Partial<CloudErrorFields>): CloudErrorFields => {
    const row = classify(code, status)
    return { ...call, code, class: row.class, ...(row.hint === undefined ? {} : { hint: row.hint }), ...given({ httpStatus: status, requestId: head.requestId }), ...more }
  }

  const code = text(data['Code']) ?? text(data['code'])
  if (code !== undefined) {
    // A refused signature comes with all that was signed, a session's token among it.
    const message = (text(data['Message']) ?? text(data['message']) ?? code).replace(/\s*server (string ?to ?sign|StringToSign) is.*$/is, '')
    const requestId = text(data['RequestId']) ?? text(data['requestId']) ?? made(thrown.requestId)
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
    return new CloudError(messages.cloud.timeout, fields('Timeout', { class: 'unknown' }), { cause: error })
  }
  const systemCode = made(thrown.code)
  if (systemCode !== undefined && NETWORK_CODES.some((pattern) => matchesCode(pattern, systemCode))) {
    return new CloudError(networkMessage(thrown), fields(systemCode, { class: networkClass(systemCode, message, status) }), { cause: error })
  }
  if (systemCode === 'InvalidCredentials' || /credential/i.test(thrown.name ?? '')) {
    return new CloudError(messages.cloud.unusable, fields('NoCredentials', {}), { cause: error })
  }
  // HTML, truncated JSON, an empty body, a field of the wrong type: the work may have been done.
  const detail = messages.cloud.unreadable(status)
  return new CloudError(detail, fields('InvalidAnswer', { class: 'unknown' }), { cause: error })
}
