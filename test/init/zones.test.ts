import { expect, it } from 'vitest'
import { suggestZones, zonesFor } from '../../src/init/zones.ts'
import { instance, vSwitch } from '../support/inventory.ts'

const served = (...zones: string[]) => ({ alb: new Set(zones), privatelink: new Set(zones) })
const inZones = (side: string, ...zones: string[]) => zones.map((zone) => vSwitch(`${side}-${zone}`, side, zone, '10.0.0.0/24'))

it('takes the roomiest vSwitch of a zone first', () => {
  const small = vSwitch('a-small', 'a', 'z', '10.0.0.0/28', { availableIpAddressCount: 10 })
  const large = vSwitch('b-large', 'a', 'z', '10.0.1.0/24')
  expect(zonesFor([small, large], [], served('z'))).toEqual([{ zoneId: 'z', provider: [large, small], consumer: [] }])
})

it('suggests, of many shared zones, the two in which most instances run', () => {
  const zones = zonesFor(inZones('a', 'z1', 'z2', 'z3', 'z4'), inZones('b', 'z2', 'z3', 'z4'), served('z1', 'z2', 'z3', 'z4'))
  const running = ['z1', 'z1', 'z1', 'z4', 'z4', 'z3'].map((zone, n) => instance(`${n}`, 'a', zone, '', ''))
  const stopped = ['z2', 'z2', 'z2'].map((zone, n) => instance(`s${n}`, 'a', zone, '', '', { status: 'Stopped' }))
  const { suggested, sure } = suggestZones(zones, [...running, ...stopped])
  expect({ zones: suggested.map(({ zoneId }) => zoneId), sure }).toEqual({ zones: ['z3', 'z4'], sure: false })
})

it.each([[['z1', 'z2'], ['z1', 'z2'], true], [['z1', 'z2', 'z3'], ['z2', 'z3'], true], [['z1', 'z2'], ['z2'], true], [['z1', 'z2', 'z3'], ['z2'], false], [['z1', 'z2'], [], false]])(
  'is sure of %j with %j shared: %j', (mine, theirs, expected) => {
    expect(suggestZones(zonesFor(inZones('a', ...mine), inZones('b', ...theirs), served('z1', 'z2', 'z3')), []).sure).toBe(expected)
  })
