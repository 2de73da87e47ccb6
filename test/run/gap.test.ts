import { describe, expect, test } from 'vitest'
import { gapMs } from '../../src/run/gap.ts'

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
function wait(ms: number, usualMs?: number): { reads: number; overMs: number } {
  let now = 0
  let reads = 1
  for (; now < ms; reads += 1) now += gapMs(now, usualMs === undefined ? undefined : { ms: usualMs, passedMs: now })
  return { reads, overMs: now - ms }
}

function measured(waits: { ms: number; usualMs?: number }[]) {
  const seen = waits.map(({ ms, usualMs }) => wait(ms, usualMs))
  const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0)
  return {
    overshoot: sum(seen.map(({ overMs }) => overMs)) / sum(waits.map(({ ms }) => ms)),
    reads: sum(seen.map(({ reads }) => reads)) / seen.length,
    most: Math.max(...seen.map(({ reads }) => reads)),
  }
}

describe('waiting with no usual time to go by', () => {
  test('wastes little, and asks little, whether it takes half a minute or five', () => {
    const next = numbers(1)
    const { overshoot, reads } = measured(Array.from({ length: 1000 }, () => ({ ms: 30_000 + 270_000 * next() })))
    expect(overshoot).toBeLessThan(0.06)
    expect(reads).toBeLessThan(20)
  })

  test('begins with a second', () => {
    expect(gapMs(0)).toBe(1000)
  })
})

describe('waiting for what took so long before', () => {
  test.each([8, 20, 60, 180])('looks most where it is to be expected, after %d seconds', (seconds) => {
    const next = numbers(seconds)
    const take = (): number => seconds * 1000 * Math.exp(0.25 * normal(next))
    const { overshoot, reads, most } = measured(Array.from({ length: 1000 }, () => ({ usualMs: median(Array.from({ length: 20 }, take)), ms: take() })))
    expect(overshoot).toBeLessThan(0.03)
    expect(reads).toBeLessThan(15)
    expect(most).toBeLessThanOrEqual(60)
  })

  test('does not stay away for long, and does not hammer, whatever earlier runs took', () => {
    expect(gapMs(0, { ms: 3_600_000, passedMs: 0 })).toBe(30_000)
    expect(gapMs(0, { ms: 0, passedMs: 0 })).toBe(300)
    expect(wait(600_000, 20_000).reads).toBeLessThan(75)
  })
})
