const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const
/** The longest that a timer of Node.js can wait: about 24 days. */
const LONGEST = 2 ** 31 - 1

/**
 * Reads `250ms`, `90s`, `15m` or `1h`.
 * @returns milliseconds, or undefined where the text is no such duration, is zero, or is longer than 24 days
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,12})(ms|s|m|h)$/.exec(text)
  if (!match) return undefined
  const ms = Number(match[1]) * UNITS[match[2] as keyof typeof UNITS]
  return ms > 0 && ms <= LONGEST ? ms : undefined
}

/** Writes a duration as `parseDuration` reads it. */
export function durationWord(ms: number): string {
  const unit = (['h', 'm', 's'] as const).find((name) => ms % UNITS[name] === 0) ?? 'ms'
  return `${ms / UNITS[unit]}${unit}`
}

/**
 * Writes an age for people, in the two units that matter: `45s`, `12m`, `5h3m`, `3d4h`, `120d`.
 * @param seconds whole seconds
 */
export function formatAge(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (minutes === 0) return `${seconds}s`
  if (hours === 0) return `${minutes}m`
  if (days === 0) return `${hours}h${minutes % 60}m`
  return days < 100 ? `${days}d${hours % 24}h` : `${days}d`
}

/**
 * Writes a duration for people: `250ms`, `8s`, `5m0s`, `1h2m0s`. Parts of a second are dropped from one second on.
 * @param ms milliseconds
 */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))}ms`
  const seconds = Math.floor(ms / 1000)
  const minutes = Math.floor(seconds / 60)
  if (minutes === 0) return `${seconds}s`
  const hours = Math.floor(minutes / 60)
  return `${hours > 0 ? `${hours}h` : ''}${minutes % 60}m${seconds % 60}s`
}
