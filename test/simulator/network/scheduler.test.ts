import { expect, test } from 'vitest'
import { byHash, byTurn } from '../../../src/simulator/network/scheduler.ts'

const turns = (weights: Record<string, number>, count: number): string =>
  Array.from({ length: count }, (_, turn) => byTurn(Object.entries(weights).map(([key, weight]) => ({ key, weight })), turn)?.key
    ?? '-').join('')

test('equal weights take turns', () => expect(turns({ a: 100, b: 100 }, 6)).toBe('ababab'))
test('weights are kept over a round, spread out', () => {
  expect(turns({ a: 50, b: 10, c: 10 }, 7)).toBe('aabacaa')
  expect(turns({ a: 3, b: 1 }, 8)).toBe('aabaaaba')
})
test('a weight of nothing is never chosen', () => {
  expect(turns({ a: 0, b: 1 }, 3)).toBe('bbb')
  expect(turns({ a: 0 }, 2)).toBe('--')
  expect(turns({}, 1)).toBe('-')
})
test('the same text goes to the same server, and stays there when another one leaves', () => {
  const all = ['a', 'b', 'c', 'd'].map((key) => ({ key, weight: 10 }))
  const before = new Map(Array.from({ length: 60 }, (_, i) => [`10.0.0.${i}`, byHash(all, `10.0.0.${i}`)?.key]))
  expect(new Set(before.values()).size).toBe(4)
  for (const [text, key] of before) if (key !== 'd') expect(byHash(all.slice(0, 3), text)?.key).toBe(key)
})
