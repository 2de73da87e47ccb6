import { describe, expect, test } from 'vitest'
import { gapMs } from '../../src/run/gap.ts'
import { learnedWaits, unknownWaits, wait } from '../support/waits.ts'

describe('waiting with no usual time to go by', () => {
  test('wastes little, and asks little, whether it takes half a minute or five', () => {
    const { overshoot, reads } = unknownWaits(gapMs)
    expect(overshoot).toBeLessThan(0.06)
    expect(reads).toBeLessThan(20)
  })

  test('begins with a second', () => {
    expect(gapMs(0)).toBe(1000)
  })
})

describe('waiting for what took so long before', () => {
  test.each([8, 20, 60, 180])('looks most where it is to be expected, after %d seconds', (seconds) => {
    const { overshoot, reads, most } = learnedWaits(gapMs, seconds)
    expect(overshoot).toBeLessThan(0.03)
    expect(reads).toBeLessThan(15)
    expect(most).toBeLessThanOrEqual(60)
  })

  test.each([3, 10])('is not late by more than a half where earlier runs took %d times as long, or as short', (times) => {
    const late = (ms: number, usualMs: number): { overshoot: number; reads: number } => {
      const seen = Array.from({ length: 200 }, (_, n) => ms * Math.exp(n / 400 - 0.25)).map((each) => ({ each, ...wait(gapMs, each, usualMs) }))
      return { overshoot: seen.reduce((sum, { each, overMs }) => sum + overMs / each, 0) / seen.length, reads: seen.reduce((sum, { reads }) => sum + reads, 0) / seen.length }
    }
    expect(late(20_000, 20_000 * times).overshoot).toBeLessThan(0.55)
    const shorter = late(20_000, 20_000 / times)
    expect(shorter.overshoot).toBeLessThan(0.09)
    expect(shorter.reads).toBeLessThan(35)
  })

  test('does not stay away for long, and does not hammer, whatever earlier runs took', () => {
    expect(gapMs(0, { ms: 3_600_000, passedMs: 0 })).toBe(30_000)
    expect(gapMs(0, { ms: 0, passedMs: 0 })).toBe(300)
    expect(wait(gapMs, 600_000, 20_000).reads).toBeLessThan(75)
  })
})
