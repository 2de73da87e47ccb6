import { expect, it } from 'vitest'
import { en } from '../../src/messages/en.ts'
import { parts } from '../../src/messages/en/parts.ts'
import { explanations } from '../../src/messages/explanations.ts'
import { help } from '../../src/messages/help.ts'
import { explanations as zhExplanations, help as zhHelp, zh } from '../../src/messages/zh.ts'
import { harmless, mapStrings, redact } from '../../src/render/redact.ts'

it('blots out secrets, longest first, also as they stand in a URL', () => {
  const secrets = new Set(['abc+/123', 'abc+/123456', ''])
  expect(redact('a abc+/123456 b abc%2B%2F123 c abc', secrets)).toBe('a *** b *** c abc')
})

it.each([
  ['http://joe:pass@proxy:3128/', 'http://joe:***@proxy:3128/'],
  ['http://user:USER/PW@127.0.0.1:1', 'http://user:***@127.0.0.1:1'],
  ['http://u:a@SECRET@host', 'http://u:***@host'],
  ['http://us@er:a:b/c@host/x', 'http://***@host/x'],
  ['http://TOKEN@host and https://other/', 'http://***@host and https://other/'],
  ['http://aVeryLongTokenOfSomebody:x-oauth-basic@host', 'http://***@host'],
  ['http://TOKEN:@host', 'http://***@host'],
  ['http://host:8080/a?b=c, mail joe@example.com', 'http://host:8080/a?b=c, mail joe@example.com'],
  ['GET https://x/?Signature=abc%2B&SignatureNonce=1&SecurityToken=t%3D&b=1', 'GET https://x/?Signature=***&SignatureNonce=1&SecurityToken=***&b=1'],
  ['at 12:30 mail joe@example.com', 'at 12:30 mail joe@example.com'],
])('blots out by its place what nobody told of: %s', (text, shown) => expect(redact(text)).toBe(shown))

it('leaves words alone that are too short to be a secret', () => {
  expect(redact('up web', new Set(['web']))).toBe('up web')
})

it('takes out what could steer a terminal, and keeps line ends', () => {
  expect(harmless('a\u001B[2Jb\u0007\u009Bc\r\nd\te\u202Ef')).toBe('a[2Jbc\nd ef')
})

it('reaches every string of a value, and nothing else', () => {
  const upper = (text: string): string => text.toUpperCase()
  expect(mapStrings({ a: 'x', b: ['y', { c: 'z', n: 1 }], d: null, e: true }, upper)).toEqual({ a: 'X', b: ['Y', { c: 'Z', n: 1 }], d: null, e: true })
})

it('leaves every sentence of the program as it is', () => {
  const sentences = (value: unknown): string[] => (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(sentences) : [])
  const all = sentences([en, parts, help, zh, zhHelp, zhExplanations, explanations()])
  expect(all.length).toBeGreaterThan(1000)
  expect(all.filter((sentence) => redact(sentence) !== sentence)).toEqual([])
})
