/** With no usual time to go by: half of what has passed since anything changed, within these, in milliseconds. */
const SHORTEST_MS = 1000
const LONGEST_MS = 18_000
const SHARE = 0.5

/** Where the usual time is known, no two looks are further apart: the time of a few earlier runs is no promise. */
const FAR_MS = 30_000
const NEAR_MS = 300
/**
 * The first look, as a share of the usual time, and up to when no more is to be expected than that earlier runs were slow for another
 * reason: looks in step with what has passed find that soon.
 */
const FIRST = 1 / 6
const EARLY = 0.5
/**
 * How far apart looks are then, as shares of the usual time, up to each multiple of it: the closer, the likelier it is that the next
 * moment is the one. Where it is long overdue, they are in step with what has passed again.
 */
const PARTS: readonly { until: number; gap: number }[] = [{ until: 0.7, gap: 0.1 }, { until: 0.9, gap: 0.06 }, { until: 1.6, gap: 0.04 }]
const OVERDUE = 0.15

/**
 * How long to wait for the next read of what changes by itself.
 * @param quietMs since anything changed, in milliseconds
 * @param usual what is known of earlier runs: how long it took, and how long it takes already
 * @returns milliseconds
 */
export function gapMs(quietMs: number, usual?: { ms: number; passedMs: number }): number {
  if (usual === undefined) return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, quietMs * SHARE))
  return Math.min(FAR_MS, Math.max(NEAR_MS, learnedGap(usual.ms, usual.passedMs)))
}

function learnedGap(ms: number, passedMs: number): number {
  const early = EARLY * ms - passedMs
  if (early > 0) return Math.min(Math.max(FIRST * ms, SHARE * passedMs), Math.max(early, PARTS[0]!.gap * ms))
  const part = PARTS.find(({ until }) => passedMs < until * ms)
  return part === undefined ? OVERDUE * passedMs : part.gap * ms
}
