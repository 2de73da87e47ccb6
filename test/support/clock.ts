import type { Clock } from '../../src/core/clock.ts'

/** A clock that stands still but for its sleeps, which end at once. */
export function virtualClock(): Clock & { slept: number[] } {
  let now = 0
  const slept: number[] = []
  return {
    pace: 1,
    slept,
    now: () => now,
    hold: () => () => {},
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      slept.push(ms)
      now += ms
      await Promise.resolve()
      signal?.throwIfAborted()
    },
  }
}
