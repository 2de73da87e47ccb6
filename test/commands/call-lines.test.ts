import { expect, test } from 'vitest'
import { callLines } from '../../src/commands/call-lines.ts'
import { paintFor } from '../../src/render/paint.ts'
import type { CallEntry, Change } from '../../src/simulator/api.ts'

const plain = paintFor({ isTTY: false }, {}, true)
const lines = (changed: Change[], over: Partial<CallEntry> = {}, paint = plain): string[] => callLines({
  n: 7, start: Date.UTC(2026, 0, 2, 3, 4, 6), end: Date.UTC(2026, 0, 2, 3, 4, 6) + 4, product: 'Alb', action: 'CreateListener', region: 'cn-hangzhou', account: '1',
  status: 200, code: null, requestId: 'R', clientToken: null, mutating: true, worked: true, fault: null, lacks: false, changed, ...over,
}, paint)

test('a call that changed nothing ends with its milliseconds, or with the fault that struck it', () => {
  expect(lines([])).toEqual(['03:04:06 #7 Alb CreateListener 200 · 4ms'])
  expect(lines([], { status: 400, code: 'Busy', fault: 'f-1' })).toEqual(['03:04:06 #7 Alb CreateListener 400 Busy · 4ms · fault f-1'])
})

test('what a call made, changed and removed is told behind it', () => {
  expect(lines([
    { what: 'created', kind: 'listener', id: 'lsn-1', to: 'Provisioning', by: 'call' },
    { what: 'changed', kind: 'loadBalancer', id: 'alb-1', from: 'Active', to: 'Configuring', fields: ['tags'], by: 'call' },
    { what: 'changed', kind: 'connection', id: 'ep-1', from: 'Pending', to: 'Connecting', by: 'call' },
    { what: 'removed', kind: 'endpointZone', id: 'ep-1', part: 'zone-a', from: 'Deleting', by: 'call' },
  ])).toEqual(['03:04:06 #7 Alb CreateListener 200 · 4ms · created lsn-1 Provisioning · alb-1 Active → Configuring (tags) · '
    + 'connection of ep-1 Pending → Connecting · removed ep-1 zone-a'])
})

test('what time moved until then has a line of its own above, and a long list is cut short', () => {
  const moved = (n: number): Change => ({ what: 'changed', kind: 'server', id: 'sgp-1', part: `i-${n}`, from: 'Adding', to: 'Available', by: 'time' })
  expect(lines([1, 2, 3, 4, 5, 6].map(moved), { action: 'GetJob' })).toEqual([
    '03:04:06 sgp-1 i-1 Adding → Available · sgp-1 i-2 Adding → Available · sgp-1 i-3 Adding → Available · sgp-1 i-4 Adding → Available · and 2 more',
    '03:04:06 #7 Alb GetJob 200 · 4ms',
  ])
})

test('nothing in a name steers the terminal, and a plain terminal gets plain arrows', () => {
  expect(lines([{ what: 'changed', kind: 'loadBalancer', id: 'alb-\u001b[2J1', from: 'A', to: 'B', by: 'call' }], {}, paintFor({ isTTY: false }, { TERM: 'dumb' }, true)))
    .toEqual(['03:04:06 #7 Alb CreateListener 200 - 4ms - alb-[2J1 A -> B'])
})
