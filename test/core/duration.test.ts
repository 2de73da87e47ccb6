import { describe, expect, test } from 'vitest'
import { durationWord, formatAge, formatDuration, parseDuration } from '../../src/core/duration.ts'

describe('a duration', () => {
  test.each([
    ['250ms', 250], ['90s', 90_000], ['15m', 900_000], ['1h', 3_600_000], ['24h', 86_400_000],
  ])('%s is %d milliseconds', (text, ms) => expect(parseDuration(text)).toBe(ms))

  test.each(['250ms', '90s', '15m', '1h', '1500ms'])('%s is written as it was read', (text) => expect(durationWord(parseDuration(text)!)).toBe(text))

  test.each(['', '30', 's', '1.5s', '-1s', '0s', '1 s', '1S', '10d', '1h30m', '700h', '9999999999999s'])(
    '"%s" is refused', (text) => expect(parseDuration(text)).toBeUndefined())

  test.each([
    [-5, '0ms'], [0, '0ms'], [250, '250ms'], [999.6, '1000ms'], [1000, '1s'], [8900, '8s'], [59_999, '59s'], [60_000, '1m0s'],
    [300_000, '5m0s'], [3_723_000, '1h2m3s'],
  ])('%d milliseconds are shown as %s', (ms, text) => expect(formatDuration(ms)).toBe(text))
})

test.each([[0, '0s'], [59, '59s'], [60, '1m'], [3599, '59m'], [3600, '1h0m'], [86_399, '23h59m'], [86_400, '1d0h'], [8_640_000 - 1, '99d23h'], [8_640_000, '100d']])('writes an age of %d seconds as %s', (seconds, text) => {
  expect(formatAge(seconds)).toBe(text)
})
