import { expect, it } from 'vitest'
import { remember, tokenUse } from '../../src/simulator/tokens.ts'
import { toyWorld } from './toy.ts'

const HOUR = 3600_000

it('tokens are forgotten a day after their use, the others stay', () => {
  const world = toyWorld(0)
  const use = (token: string, now: number): string[] => {
    remember(world, tokenUse({ account: '1', region: 'r', action: 'Alb.Create', token }, {}), {}, now)
    return Object.keys(world.tokens).map((key) => key.split(' ').at(-1) ?? '')
  }
  expect(use('a', 0)).toEqual(['a'])
  expect(use('b', HOUR)).toEqual(['a', 'b'])
  expect(use('c', 24 * HOUR)).toEqual(['a', 'b', 'c'])
  expect(use('d', 24 * HOUR + 1)).toEqual(['b', 'c', 'd'])
  expect(use('e', 25 * HOUR)).toEqual(['b', 'c', 'd', 'e'])
  expect(use('b', 25 * HOUR + 1)).toEqual(['c', 'd', 'e', 'b'])
  expect(use('f', 100 * HOUR)).toEqual(['f'])
})
