import { expect, it } from 'vitest'
import { nonceMemory } from '../../src/simulator/nonces.ts'

const LIFE = 30 * 60_000

it('a nonce is used up for half an hour from its use, whatever else comes in between', () => {
  const nonces = nonceMemory()
  expect(nonces.use('key', 'a', 0)).toBe(true)
  for (let now = 0; now <= LIFE; now += 60_000) expect([nonces.use('key', 'a', now), nonces.use('key', `at ${now}`, now)]).toEqual([false, true])
  expect(nonces.use('other', 'a', LIFE)).toBe(true)
  expect(nonces.use('key', 'a', LIFE + 1)).toBe(true)
  expect(nonces.use('key', 'a', 2 * LIFE + 1)).toBe(false)
  expect(nonces.use('key', 'a', 2 * LIFE + 2)).toBe(true)
})

it('of more than there is room for the latest are kept', () => {
  const nonces = nonceMemory(100)
  for (let n = 0; n < 1000; n++) expect(nonces.use('key', `${n}`, n)).toBe(true)
  for (let n = 950; n < 1000; n++) expect(nonces.use('key', `${n}`, 1000)).toBe(false)
  expect(nonces.use('key', '0', 1000)).toBe(true)
})
