import type { Via } from '../../core/events.ts'
import { text } from '../../messages/whole.ts'

/** One address that an instance asks, so many times. `via` is the word by which its lines are known again. */
export interface ProbeTarget<V extends string = Via> {
  via: V
  url: string
  attempts: number
}

/** What all requests of a test have in common. */
export interface ProbeRequest {
  targets: readonly ProbeTarget<string>[]
  /** Sent as the Host header in place of the address. */
  host?: string
  /** Seconds for each request. */
  timeoutSeconds: number
  /** How many bytes of each body are brought back: Cloud Assistant cuts an output at 24 KB. */
  sampleBytes: number
}

/** Seconds for each request of a test. */
export const REQUEST_SECONDS = 5

/** The longest output that is asked for, with room left for what the guest itself may print. */
const OUTPUT_BYTES = 18_000
const LINE_BYTES = 70

/** How many bytes of each body fit into one output. */
export function sampleSize(attempts: number): number {
  const perLine = OUTPUT_BYTES / Math.max(1, attempts) - LINE_BYTES
  // Base64 makes four characters of three bytes.
  return Math.max(32, Math.min(600, Math.floor((perLine * 3) / 4)))
}

const SAFE_URL = /^http:\/\/[A-Za-z0-9.-]+(:\d+)?\/[^\s'"`\\$]*$/

/**
 * The URL of a probe. It goes into a script, so whatever could end a quoted word there is refused, from the cloud's answers too.
 * @throws RangeError for an address or path that no URL of ours has
 */
export function probeUrl(host: string, port: number, path: string): string {
  const url = `http://${host}${port === 80 ? '' : `:${port}`}${path}`
  if (!SAFE_URL.test(url)) throw new RangeError(text.step.noAddress(JSON.stringify(url)))
  return url
}
