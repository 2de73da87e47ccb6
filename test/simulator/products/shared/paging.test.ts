import { expect, test } from 'vitest'
import { pageOf } from '../../../../src/simulator/products/shared/paging.ts'
import { refused } from '../support.ts'

const alb = { product: 'Alb' } as const
const page = (all: string[], NextToken?: string) => pageOf(alb, all, { NextToken, MaxResults: 2 }, 20, (one) => one)

test('a page goes on where the last one stopped, although entries before it went away', () => {
  const first = page(['a', 'b', 'c', 'd', 'e'])
  expect([first.entries, first.TotalCount]).toEqual([['a', 'b'], 5])
  expect(page(['b', 'c', 'd', 'e'], first.NextToken).entries).toEqual(['c', 'd'])
  expect(page(['a', 'b', 'd', 'e'], first.NextToken).entries).toEqual(['d', 'e'])
})

test('the last page has no token', () => {
  expect(page(['a', 'b'])).not.toHaveProperty('NextToken')
  expect(page(['a'], page(['a', 'b', 'c']).NextToken).entries).toEqual([])
})

test.each(['made-up', '0', '', Buffer.from('x:y').toString('base64url')])('a token of somebody else\'s making is refused: %j',
  (token) => {
  expect(refused(() => page(['a'], token)).code).toBe('IllegalParam.NextToken')
})
