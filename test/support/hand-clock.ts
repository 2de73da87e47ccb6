import type { Clock } from '../../src/core/clock.ts'

/** A clock that only moves when it is told to. */
export function handClock(pace = 1): Clock & { pass(ms: number): void } {
  let now = 0
  return { pace, now: () => now, sleep: async () => {}, hold: () => () => {}, pass: (ms) => (now += ms) }
}
