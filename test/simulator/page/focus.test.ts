import { expect, test } from 'vitest'
import { focusOn, richest } from '../../../src/simulator/page/focus.ts'
import { balancer, emptyState, endpoint, listener, openState, service } from './state.ts'

const ids = (all: readonly { id: string }[]): string[] => all.map((one) => one.id)

test('unasked, the load balancer with the most around it is shown, of equals the newest', () => {
  const state = openState()
  state.loadBalancers.push(balancer('lb-2'), balancer('lb-3'))
  expect(richest(state)).toBe('lb')
  state.endpointServices = []
  state.endpoints = []
  state.listeners.push(listener('lsn-2', 'lb-2', 'sgp'), listener('lsn-3', 'lb-3', 'sgp'))
  expect(richest(state)).toBe('lb-3')
  expect(richest(emptyState())).toBeUndefined()
})

test('a load balancer comes with all that is connected with it, and without the rest', () => {
  const state = openState()
  state.loadBalancers.push(balancer('other'))
  state.listeners.push(listener('lsn-other', 'other', 'sgp-other'))
  state.serverGroups.push({ ...state.serverGroups[0]!, id: 'sgp-other' }, { ...state.serverGroups[0]!, id: 'sgp-idle' })
  state.endpointServices.push(service('srv-other', 'other'))
  state.endpoints.push(endpoint('ep-other', 'srv-other'))
  const found = focusOn(state, 'lb')
  expect([ids(found.listeners), ids(found.groups), ids(found.services), ids(found.endpoints), found.vpcId, found.consumers, found.left])
    .toEqual([['lsn'], ['sgp'], ['srv'], ['ep'], 'serve', ['use'], {}])
})

test('what waits for its load balancer or listener is shown where it will stand', () => {
  const state = openState()
  state.listeners = []
  state.endpointServices = [service('srv')]
  const found = focusOn(state, 'lb')
  expect([ids(found.groups), ids(found.services), ids(found.endpoints)]).toEqual([['sgp'], ['srv'], ['ep']])
})

test('without a load balancer, the VPC in which something listens is the provider, and another with instances the consumer', () => {
  const state = { ...emptyState(), vpcs: openState().vpcs, instances: openState().instances }
  state.vpcs.unshift({ id: 'far', status: 'Available', region: 'elsewhere', VpcName: '', CidrBlock: '' })
  state.instances.push({ ...state.instances[0]!, id: 'far away', VpcId: 'far' })
  expect(focusOn(state, undefined)).toMatchObject({ vpcId: 'serve', consumers: ['use'] })
  expect(focusOn(emptyState(), undefined)).toEqual({ listeners: [], groups: [], services: [], endpoints: [], consumers: [], left: {} })
})

test('of a kind only so many are drawn, and the others are counted', () => {
  const state = openState()
  for (let n = 0; n < 20; n++) state.endpoints.push({ ...endpoint(`ep-${n}`, 'srv'), VpcId: n < 1 ? 'use' : `use-${n}` })
  const found = focusOn(state, 'lb')
  expect([found.endpoints.length, found.left]).toEqual([3, { endpoints: 18 }])
  expect(found.consumers).toEqual(['use', 'use-1'])
})
