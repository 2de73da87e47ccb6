import { describe, expect, it } from 'vitest'
import type { Parameter } from '../../src/simulator/action.ts'
import { readParameters } from '../../src/simulator/parameters.ts'

const table: Record<string, Parameter> = {
  Name: { type: 'string', min: 2, max: 5, pattern: /^[a-z]*$/ },
  Kind: { type: 'string', values: ['Interface', 'Reverse'] },
  Count: { type: 'integer', min: 0, max: 10 },
  On: { type: 'boolean' },
  Size: { type: 'number', max: 100 },
  Ids: { type: 'list', max: 3 },
  Zone: { type: 'list', item: { type: 'struct', fields: { ZoneId: { type: 'string', required: true }, ip: { type: 'string' } } } },
  Tag: { type: 'list', item: { type: 'struct', fields: { Key: { type: 'string' }, Value: { type: 'string' } } } },
  Deep: { type: 'struct', fields: { Config: { type: 'struct', fields: { Tuples: { type: 'list', item: { type: 'struct', fields: { Id: { type: 'string' } } } } } } } },
  Odd: { type: 'boolean', effect: 'refused' },
  OddText: { type: 'string', effect: 'refused' },
  Denied: { type: 'string', effect: 'refused', refusal: 'own' },
}
const read = (flat: Record<string, string>, strict = false) => readParameters('Alb', table, new Map(Object.entries(flat)), strict)
const code = (flat: Record<string, string>, strict = false) => {
  try {
    return read(flat, strict)
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('parameters', () => {
  it('are nested by their dots, numbered lists in the order of their numbers, gaps allowed', () => {
    expect(read({ 'Zone.10.ZoneId': 'c', 'Zone.2.ZoneId': 'b', 'Zone.2.ip': '10.0.0.1', 'Ids.1': 'x', 'Ids.3': 'y', 'Deep.Config.Tuples.1.Id': 'd' })).toEqual({
      Zone: [{ ZoneId: 'b', ip: '10.0.0.1' }, { ZoneId: 'c' }], Ids: ['x', 'y'], Deep: { Config: { Tuples: [{ Id: 'd' }] } },
    })
  })

  it('are absent when empty, and typed when not', () => {
    expect(read({ Name: '', Count: '', On: '', 'Ids.1': '', 'Zone.1.ip': '', 'Zone.1.ZoneId': 'a' })).toEqual({ Zone: [{ ZoneId: 'a' }] })
    expect(read({ Count: '7', On: 'TRUE', Kind: 'Reverse' })).toEqual({ Count: 7, On: true, Kind: 'Reverse' })
    expect(read({ On: 'false', Count: '0', Size: '8.5' })).toEqual({ On: false, Count: 0, Size: 8.5 })
  })

  it('take lower-case key and value of tags', () => {
    expect(read({ 'Tag.1.key': 'a', 'Tag.1.value': 'b', 'Tag.2.Key': 'c' })).toEqual({ Tag: [{ Key: 'a', Value: 'b' }, { Key: 'c' }] })
  })

  it.each([
    [{ Name: 'a' }, 'IllegalParam.Name'], [{ Name: 'abcdef' }, 'IllegalParam.Name'], [{ Name: 'ABC' }, 'IllegalParam.Name'],
    [{ Kind: 'interface' }, 'IllegalParam.Kind'], [{ Count: '11' }, 'IllegalParam.Count'], [{ Count: '-1' }, 'IllegalParam.Count'],
    [{ Count: '1.5' }, 'IllegalParam.Count'], [{ Count: '0x1' }, 'IllegalParam.Count'], [{ Count: '99999999999999999999' }, 'IllegalParam.Count'],
    [{ On: 'yes' }, 'IllegalParam.On'], [{ Ids: 'scalar' }, 'IllegalParam.Ids'], [{ Deep: 'scalar' }, 'IllegalParam.Deep'],
    [{ 'Ids.1': 'a', 'Ids.2': 'b', 'Ids.3': 'c', 'Ids.4': 'd' }, 'IllegalParam.Ids'],
    [{ 'Zone.3.ip': '10.0.0.1' }, 'MissingZoneId'], [{ Odd: 'true' }, 'IllegalParam.Odd'], [{ OddText: 'x' }, 'IllegalParam.OddText'],
    [{ Size: '100.5' }, 'IllegalParam.Size'], [{ Size: '-1' }, 'IllegalParam.Size'], [{ Size: '1e2' }, 'IllegalParam.Size'],
  ])('%j is refused', (flat, expected) => {
    expect(code(flat as unknown as Record<string, string>)).toBe(expected)
  })

  it('whose refusal is the handler\'s own come through to it', () => {
    expect(read({ Denied: 'x' })).toEqual({ Denied: 'x' })
  })

  it('that the table does not list are left out, and refused when strict', () => {
    const unknown = [{ Colour: 'x' }, { 'Zone.x.ZoneId': 'a' }, { 'Zone.0.ZoneId': 'a' }, { 'Name.1': 'x' }, { __proto__x: '1' }, { 'constructor.prototype.x': '1' }, { zone: 'a' }]
    for (const flat of unknown) {
      expect(code(flat as unknown as Record<string, string>)).toEqual({})
      expect(code(flat as unknown as Record<string, string>, true)).toBe('UnknownParameter')
    }
    expect(code({ Odd: 'false', RegionId: 'r', OwnerId: '1' }, true)).toEqual({ Odd: false })
  })

  it('nested absurdly deep, or named after members of objects, do no harm', () => {
    expect(read({ [Array(500).fill('a').join('.')]: 'x', '__proto__.polluted': 'x', 'Tag.1.__proto__.y': 'x' })).toEqual({})
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
