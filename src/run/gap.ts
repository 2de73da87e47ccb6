/** With no usual time to go by: half of what has passed since anything changed, within these, in milliseconds. */
const SHORTEST_MS = 1000
const LONGEST_MS = 18_000
const SHARE = 0.5

/** Where the usual time is known, no two looks are further apart: the time of a few earlier runs is no promise. */
const FAR_MS = 30_000
const NEAR_MS = 300
/**
 * How far apart looks are, as shares of the usual time, up to each multiple of it: few before anything is to be expected, many
 * around the usual time, fewer again where it was long overdue.
 */
const PARTS: readonly { until: number; gap: number }[] = [{ until: 0.5, gap: 0.5 }, { until: 0.7, gap: 0.1 }, { until: 2, gap: 0.045 }]
const LEAST = 0.045
const OVERDUE = 0.1

/**
 * How long to wait for the next read of what changes by itself.
 * @param quietMs since anything changed, in milliseconds
 * @param usual what is known of earlier runs: how long it took, and how long it takes already
 * @returns milliseconds
 */
export function gapMs(quietMs: number, usual?: { ms: number; passedMs: number }): number {
  if (usual === undefined) return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, quietMs * SHARE))
  const { ms, passedMs } = usual
  const part = PARTS.find(({ until }) => passedMs < until * ms)
  const gap = part === undefined ? OVERDUE * passedMs : Math.min(part.gap * ms, Math.max(part.until * ms - passedMs, LEAST * ms))
  return Math.min(FAR_MS, Math.max(NEAR_MS, gap))
}
