import { expect, it } from 'vitest'
import { refuseDoubles } from '../../src/init/doubles.ts'
import type { Wanted } from '../../src/init/picked.ts'
import { nothingWanted } from '../support/inventory.ts'

it.each<[Partial<Wanted>, string]>([
  [{ servers: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }, { instanceId: 'i-1', port: 80 }] }, '--server i-1:80 is given twice'],
  [{ zones: ['h', 'i', 'h'] }, '--zone h is given twice'],
  [{ vSwitches: ['vsw-1', 'vsw-1'] }, '--vswitch vsw-1 is given twice'],
  [{ testFrom: ['i-1', 'i-1'] }, '--test-from i-1 is given twice'],
  [{ securityGroups: ['sg-1', 'sg-1'] }, '--security-group sg-1 is given twice'],
])('refuses %j', (wanted, said) => {
  expect(() => refuseDoubles({ ...nothingWanted, ...wanted })).toThrow(said)
})

it('takes an instance that serves on two ports', () => {
  expect(() => refuseDoubles({ ...nothingWanted, servers: [{ instanceId: 'i-1' }, { instanceId: 'i-1', port: 8080 }] })).not.toThrow()
})
