import { expect, test } from 'vitest'
import { proxyAddress, proxyPasswords } from '../../src/core/proxy.ts'

test.each(['http://127.0.0.1:3128', 'http://joe@proxy', 'http://joe:a%2Fb%40c@proxy:3128/', 'https://proxy'])('%s is the address of a proxy', (value) => {
  expect(proxyAddress(value)?.href).toMatch(/^https?:/)
})

test.each(['http://joe:a/b@proxy:9', 'http://joe:1/b@proxy:9', 'http://joe:1#b@proxy', 'http://joe:1?b@proxy', 'http://joe:100%@proxy', 'http://proxy:99999', 'http://a b:3', 'proxy'])('%s is none', (value) => {
  expect(proxyAddress(value)).toBeUndefined()
})

test('the password is known as written and as meant, also where the address cannot be read', () => {
  expect(proxyPasswords('http://joe:pass%40word@proxy')).toEqual(['pass%40word', 'pass@word'])
  expect(proxyPasswords('http://joe:a/b@proxy:9')).toEqual(['a/b', 'a/b'])
  expect(proxyPasswords('http://proxy:3128')).toEqual([])
})
