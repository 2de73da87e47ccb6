import { fail, type Finding, ok, unknown } from './check.ts'

/** A signature's date may be so far from the cloud's clock (documented: 15 minutes). */
const VALID_MS = 15 * 60_000
/** Beyond this the clock is set by nobody. */
const NOTED_MS = 60_000

const SET_CLOCK = 'Set the clock of this machine: `timedatectl set-ntp true` on Linux, Settings > Time & language on Windows and macOS.'

/**
 * Is this machine's clock near enough to the cloud's?
 * @param skewMs how much the cloud's is ahead, in milliseconds; undefined where no answer told a date
 */
export function judgeClock(skewMs: number | undefined): Finding {
  if (skewMs === undefined) return unknown('The clock was not compared, because no answer of the cloud had a date.')
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  const off = `This machine's clock is ${seconds} s ${skewMs > 0 ? 'behind' : 'ahead of'} the cloud's`
  if (Math.abs(skewMs) > VALID_MS) return fail(`${off}; a signature is valid for 15 minutes.`, SET_CLOCK)
  if (Math.abs(skewMs) > NOTED_MS) return unknown(`${off}; from 15 minutes on signatures are refused.`, SET_CLOCK)
  return ok(seconds === 0 ? "This machine's clock agrees with the cloud's." : `${off}.`)
}
