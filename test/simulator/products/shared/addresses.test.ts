import { expect, test } from 'vitest'
import { freeAddresses, giveBack, takeAddress, usable } from '../../../../src/simulator/products/shared/addresses.ts'
import { Cloud } from '../support.ts'

test('of a /29 four addresses are to be had: the first and the last three are the vendor\'s', () => {
  const { world } = new Cloud()
  const vSwitch = world.vSwitches['vsw-back-tiny']
  if (!vSwitch) throw new Error('no vSwitch')
  expect(freeAddresses(vSwitch)).toBe(4)
  const got = Array.from({ length: 4 }, (_, n) => takeAddress(world, vSwitch, `holder-${n}`))
  expect([...got].sort()).toEqual(['172.20.9.1', '172.20.9.2', '172.20.9.3', '172.20.9.4'])
  expect(freeAddresses(vSwitch)).toBe(0)
  expect(() => takeAddress(world, vSwitch, 'holder')).toThrow('no address left')
  giveBack(world, vSwitch.id, got[2] ?? '', 'somebody else')
  expect(freeAddresses(vSwitch)).toBe(0)
  giveBack(world, vSwitch.id, got[2] ?? '', 'holder-2')
  expect(freeAddresses(vSwitch)).toBe(1)
})

test.each([
  ['172.20.1.1', true], ['172.20.1.252', true], ['172.20.1.0', false], ['172.20.1.253', false], ['172.20.1.255', false],
  ['172.20.2.1', false],
  ['172.20.1.7', false], ['nonsense', false], ['constructor', false],
])('%s may be given: %s', (address, may) => {
  const { world } = new Cloud()
  Object.assign(world.vSwitches['vsw-back-a']?.taken ?? {}, { '172.20.1.7': 'i-x' })
  expect(usable(world.vSwitches['vsw-back-a'] as never, address)).toBe(may)
})
