import { describe, expect, test } from 'vitest'
import { nearest } from '../../src/config/nearest.ts'

describe('the nearest word', () => {
  test.each([
    ['cone', 'zone'], ['zoen', 'zone'], ['zones', 'zone'], ['zon', 'zone'], ['ZONE', 'zone'], ['vswitchid', 'vSwitchId'], ['listner', 'listener'], ['serversgroup', 'serverGroup'],
  ])('to %s is %s', (word, found) => expect(nearest(word, ['listener', 'serverGroup', 'vSwitchId', 'zone'])).toBe(found))

  test.each(['', 'x', 'region', 'enoz', '__proto__', 'z'.repeat(1000)])('to "%s" there is none', (word) =>
    expect(nearest(word, ['listener', 'serverGroup', 'vSwitchId', 'zone'])).toBeUndefined())

  test('of two as near the first is taken', () => expect(nearest('bat', ['cat', 'hat'])).toBe('cat'))
})
