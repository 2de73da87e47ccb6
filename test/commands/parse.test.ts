import { expect, it } from 'vitest'
import { parseAccountPolicy, parseListenerPort, parseProxy, parseServer, parseSide, parseStack } from '../../src/commands/parse.ts'
import { stackMistake } from '../../src/init/rules.ts'

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

it('refuses a proxy whose user or password is not escaped, and says how to', () => {
  expect(parseProxy('http://joe:p%25X@127.0.0.1:1')).toBe('http://joe:p%25X@127.0.0.1:1')
  for (const bad of ['http://joe:p%X@127.0.0.1:1', 'http://joe:1/X@127.0.0.1:1', 'https://127.0.0.1:1']) expect(() => parseProxy(bad)).toThrow('%25 for %')
})

it.each<[string, object]>([['i-bp1a', { instanceId: 'i-bp1a' }], ['i-bp1a:8080', { instanceId: 'i-bp1a', port: 8080 }]])('a server: %s', (value, read) => {
  expect(parseServer(value)).toEqual(read)
})

it.each(['', 'bp1a', 'i-bp1a:', 'i-bp1a:0', 'i-bp1a:65536', 'i-bp1a:http'])('refuses the server %j', (value) => expect(() => parseServer(value)).toThrow(RangeError))

it.each(['0', '65536', '-1', '80.5', ''])('refuses the port %j of a listener', (value) => expect(() => parseListenerPort(value)).toThrow('from 1 to 65535'))

it('takes the names of stacks that a config takes', () => {
  for (const name of ['web', 'a1', 'a'.repeat(40), '--']) expect([parseStack(name), stackMistake(name)]).toEqual([name, undefined])
  for (const name of ['a', 'a'.repeat(41), 'Web', 'a b', '']) {
    expect(() => parseStack(name)).toThrow(RangeError)
    expect(stackMistake(name)).toBeDefined()
  }
})
