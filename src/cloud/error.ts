import { detailsOf, TimeUp } from '../core/errors.ts'

/** Where a failed call stands: what may be done about it follows from this, never from the HTTP status alone. */
export type ErrorClass =
  /** The same request may go out again, with the same ClientToken. */
  | 'again'
  /** The resource is busy: read until it has settled, then ask again. */
  | 'busy'
  /** The resource is not there. */
  | 'absent'
  /** What was asked for is there already, or somebody else's is in the way. */
  | 'conflict'
  | 'forbidden'
  /** Sent, and no telling what became of it: read before it is sent again. */
  | 'unknown'
  | 'fatal'

export interface CloudErrorFields {
  product: string
  action: string
  /** The cloud's own code, or `Timeout`, `Network`, `InvalidAnswer`, `NoCredentials` where no answer gave one. */
  code: string
  class: ErrorClass
  httpStatus?: number
  requestId?: string
  /** The cloud's link to its page on this error. */
  recommend?: string
  /** Which permission was missing, as the cloud put it. */
  denied?: string
  hint?: string
  retryAfterMs?: number
  /** The codes of the earlier tries of this call, oldest first. */
  history?: readonly string[]
}

/** A call that failed: one type for the four products and both families of SDK clients. */
export class CloudError extends Error {
  readonly fields: CloudErrorFields
  constructor(message: string, fields: CloudErrorFields, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CloudError'
    this.fields = fields
  }
  get code(): string {
    return this.fields.code
  }
}

/** True for a CloudError of one of these classes. */
export function isCloudError(error: unknown, ...classes: ErrorClass[]): error is CloudError {
  return error instanceof CloudError && (classes.length === 0 || classes.includes(error.fields.class))
}

/** What ended the wait for another try of a call; where the time was up, with why the call failed before. */
export function endedAfter(error: unknown, failed: CloudError | undefined): unknown {
  return error instanceof TimeUp && failed !== undefined ? error.during(`${failed.code}: ${failed.message}`, detailsOf(failed.fields)) : error
}
