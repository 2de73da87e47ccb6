import { expect, it } from 'vitest'
import type { PermissionFact } from '../../src/checks/facts.ts'
import { admission, type Sender } from '../../src/init/admit.ts'
import { admitting } from '../support/inventory.ts'

const group = (...permissions: PermissionFact[]) => [{ id: 'sg-door', type: 'normal', innerAccessPolicy: 'Accept', permissions }]
const by = (cidr: string, groupIds: string[] = []): Sender => ({ cidr, groupIds })

it.each<[string, PermissionFact[], Sender[], string]>([
  ['a rule admits all', [admitting('10.0.0.0/8')], [by('10.0.1.0/24'), by('10.1.0.9')], 'rule'],
  ['one is a member', [admitting('10.0.0.0/16')], [by('10.0.1.9'), by('10.1.0.9', ['sg-door'])], 'member'],
  ['one is refused, and another a member', [], [by('10.0.1.9', ['sg-door']), by('10.1.0.9')], 'refuse'],
  ['a part of a block is refused', [admitting('10.0.0.0/25')], [by('10.0.0.0/24')], 'refuse'],
  ['a rule cannot be judged, and another sender is a member', [{ ...admitting(''), sourcePrefixListId: 'pl-1' }], [by('10.0.1.9'), by('10.0.1.9', ['sg-door'])], 'unknown'],
  ['an address is not known', [admitting('0.0.0.0/0')], [by('')], 'unknown'],
])('%s', (_, rules, senders, answer) => {
  expect(admission(group(...rules), senders, 80)).toBe(answer)
})

it('is not known where rules may not be read', () => {
  expect(admission(undefined, [by('10.0.1.9')], 80)).toBe('unknown')
})
