import { text } from '../messages/whole.ts'
import { fail, type Finding, ok, unknown } from './check.ts'

/** A signature's date may be so far from the cloud's clock (documented: 15 minutes). */
const VALID_MS = 15 * 60_000
/** Beyond this the clock is set by nobody. */
const NOTED_MS = 60_000

/**
 * Is this machine's clock near enough to the cloud's?
 * @param skewMs how much the cloud's is ahead, in milliseconds; undefined where no answer told a date
 */
export function judgeClock(skewMs: number | undefined): Finding {
  if (skewMs === undefined) return unknown(text.check.clockUnknown)
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  const off = skewMs > 0 ? text.check.clockBehind(seconds) : text.check.clockAhead(seconds)
  if (Math.abs(skewMs) > VALID_MS) return fail(text.check.clockRefused(off), text.check.setClock)
  if (Math.abs(skewMs) > NOTED_MS) return unknown(text.check.clockWarned(off), text.check.setClock)
  return ok(seconds === 0 ? text.check.clockAgrees : text.check.clockOff(off))
}
