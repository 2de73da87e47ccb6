import type { gapMs } from '../../src/run/gap.ts'

type Gap = typeof gapMs

/** What waiting cost: time that was over unseen as a part of the time waited for, reads of a wait on average and at most. */
export interface Waited { overshoot: number; reads: number; most: number }

/** Numbers from 0 to 1 that a seed decides. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
const normal = (next: () => number): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2
}

/** Waits for something that takes so long: how often it was looked at, and for how long it was over when that was seen. */
export function wait(gap: Gap, ms: number, usualMs?: number): { reads: number; overMs: number } {
  let now = 0
  let reads = 1
  for (; now < ms; reads += 1) now += gap(now, usualMs === undefined ? undefined : { ms: usualMs, passedMs: now })
  return { reads, overMs: now - ms }
}

function measured(gap: Gap, waits: { ms: number; usualMs?: number }[]): Waited {
  const seen = waits.map(({ ms, usualMs }) => wait(gap, ms, usualMs))
  const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0)
  return {
    overshoot: sum(seen.map(({ overMs }) => overMs)) / sum(waits.map(({ ms }) => ms)),
    reads: sum(seen.map(({ reads }) => reads)) / seen.length,
    most: Math.max(...seen.map(({ reads }) => reads)),
  }
}

/** A thousand waits of which nobody knows how long they take: from half a minute to five. */
export function unknownWaits(gap: Gap): Waited {
  const next = numbers(1)
  return measured(gap, Array.from({ length: 1000 }, () => ({ ms: 30_000 + 270_000 * next() })))
}

/** A thousand waits for what took so many seconds before, more or less, in twenty earlier runs each (log-normal, sigma 0.25). */
export function learnedWaits(gap: Gap, seconds: number): Waited {
  const next = numbers(seconds)
  const take = (): number => seconds * 1000 * Math.exp(0.25 * normal(next))
  return measured(gap, Array.from({ length: 1000 }, () => ({ usualMs: median(Array.from({ length: 20 }, take)), ms: take() })))
}
