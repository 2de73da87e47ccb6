import { describe, expect, test } from 'vitest'
import { contains, cutAt, overlaps, parseAddress, parseCidr, type Range, showRange } from '../../src/checks/cidr.ts'

const range = (text: string): Range => parseCidr(text)!

describe('ranges of addresses', () => {
  test.each([['0.0.0.0', 0], ['255.255.255.255', 2 ** 32 - 1], ['192.168.3.190', 3232236478], ['10.0.10.3', 167774723]])('%s is %d', (text, value) =>
    expect(parseAddress(text)).toBe(value))

  test.each(['', '1.2.3', '1.2.3.4.5', '256.0.0.1', '01.2.3.4', 'a.b.c.d', '1.2.3.-4', '::1'])('"%s" is no address', (text) => expect(parseAddress(text)).toBeUndefined())

  test.each([
    ['0.0.0.0/0', '0.0.0.0/0'], ['10.0.10.0/24', '10.0.10.0/24'], ['10.0.10.7/24', '10.0.10.0/24'], ['10.0.10.7', '10.0.10.7'], ['10.0.10.7/32', '10.0.10.7'],
    ['192.168.255.255/16', '192.168.0.0/16'], ['128.0.0.0/1', '128.0.0.0/1'],
  ])('%s reads as %s', (text, shown) => expect(showRange(range(text))).toBe(shown))

  test.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/a', '10.0.0.0/8/8', '2408::/32', '/8'])('"%s" is no range', (text) => expect(parseCidr(text)).toBeUndefined())

  test.each([
    ['10.0.0.0/8', '10.0.10.0/24', true, true], ['10.0.10.0/24', '10.0.0.0/8', false, true], ['10.0.10.0/24', '10.0.10.255/32', true, true],
    ['10.0.10.0/24', '10.0.11.0/24', false, false], ['0.0.0.0/0', '255.255.255.255/32', true, true],
  ])('%s and %s: contains %s, overlaps %s', (a, b, inside, touching) => {
    expect(contains(range(a), range(b))).toBe(inside)
    expect(overlaps(range(a), range(b))).toBe(touching)
    expect(overlaps(range(b), range(a))).toBe(touching)
  })

  test('a range is cut where others begin and end', () => {
    expect(cutAt(range('10.0.0.0/24'), [range('10.0.0.64/26'), range('10.0.0.0/8'), range('10.0.0.200/32')]).map(showRange)).toEqual([
      '10.0.0.0/26', '10.0.0.64/26', '10.0.0.128-10.0.0.199', '10.0.0.200', '10.0.0.201-10.0.0.255',
    ])
    expect(cutAt(range('10.0.0.0/24'), [range('11.0.0.0/8')]).map(showRange)).toEqual(['10.0.0.0/24'])
  })
})
