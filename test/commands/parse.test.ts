import { expect, it } from 'vitest'
import { parseAccountPolicy, parseSide } from '../../src/commands/parse.ts'

it.each([
  ['policy.json', { file: 'policy.json' }],
  ['shop=policy.json', { account: 'shop', file: 'policy.json' }],
  ['1000000000000002=/a=b/c.json', { account: '1000000000000002', file: '/a=b/c.json' }],
  ['./shop=policy.json', { file: './shop=policy.json' }],
])('a policy of an account: %s', (value, read) => {
  expect(parseAccountPolicy(value)).toEqual(read)
})

it('refuses a policy without a file, and a side that is none', () => {
  expect(() => parseAccountPolicy('shop=')).toThrow(RangeError)
  expect(() => parseSide('konsumer')).toThrow('Expected provider or consumer. Did you mean consumer?')
})
