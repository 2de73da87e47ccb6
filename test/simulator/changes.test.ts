import { describe, expect, it } from 'vitest'
import type { Change } from '../../src/simulator/api.ts'
import { passage, watchCall, type Passed } from '../../src/simulator/changes.ts'
import type { World } from '../../src/simulator/model.ts'
import { smallWorld } from './network/small-world.ts'

const first = (records: object): string => Object.keys(records)[0] ?? ''

/** What a call that names `params` is said to have changed. */
function changed(world: World, params: unknown, work: (watch: { made(id: string): void; moved(passed: Passed): void }) => void): Change[] {
  const watch = watchCall(world, params)
  work(watch)
  return watch.changes()
}

describe('what a call changed', () => {
  it('names what it made with its first status, and not the parts that were made with it', () => {
    const world = smallWorld()
    const id = 'sgp-new'
    const found = changed(world, {}, (watch) => {
      watch.made(id)
      watch.made('sgr-of-no-collection')
      world.serverGroups[id] = { ...structuredClone(world.serverGroups[first(world.serverGroups)]!), id, status: 'Creating' }
      watch.moved({ moving: { kind: 'serverGroup', path: [id] }, from: '', to: 'Creating' })
      watch.moved({ moving: { kind: 'server', path: [id, 'i-1', '10.0.0.1', '80'] }, from: 'Adding', to: 'Adding' })
    })
    expect(found).toEqual([{ what: 'created', kind: 'serverGroup', id, to: 'Creating', by: 'call' }])
  })

  it('names what it removed, and what it changed beside the status', () => {
    const world = smallWorld()
    const group = first(world.securityGroups)
    const balancer = first(world.loadBalancers)
    const { status } = world.loadBalancers[balancer]!
    const service = first(world.endpointServices)
    expect(changed(world, { Ids: [group, { LoadBalancerId: balancer }], Other: service, Name: 'nothing' }, (watch) => {
      delete world.securityGroups[group]
      world.loadBalancers[balancer]!.LoadBalancerName = 'renamed'
      world.loadBalancers[balancer]!.tags['a'] = 'b'
      watch.moved({ moving: { kind: 'loadBalancer', path: [balancer] }, from: status, to: 'Configuring' })
    })).toEqual([
      { what: 'changed', kind: 'loadBalancer', id: balancer, from: status, to: 'Configuring', fields: ['tags', 'LoadBalancerName'], by: 'call' },
      { what: 'removed', kind: 'securityGroup', id: group, by: 'call' },
    ])
  })

  it('tells a part and a connection apart from their resource, which comes first', () => {
    const world = smallWorld()
    const id = first(world.endpoints)
    expect(changed(world, { EndpointId: id }, (watch) => {
      world.endpoints[id]!.zones[0]!.status = 'Deleting'
      watch.moved({ moving: { kind: 'endpointZone', path: [id, 'a'] }, from: 'Wait', to: 'Deleting' })
      watch.moved({ moving: { kind: 'endpointZone', path: [id, 'new'] }, from: 'Creating', to: 'Creating' })
      watch.moved({ moving: { kind: 'connection', path: [id] }, from: 'Connected', to: 'Disconnecting' })
    })).toEqual([
      { what: 'changed', kind: 'connection', id, from: 'Connected', to: 'Disconnecting', by: 'call' },
      { what: 'changed', kind: 'endpointZone', id, part: 'a', from: 'Wait', to: 'Deleting', by: 'call' },
      { what: 'created', kind: 'endpointZone', id, part: 'new', to: 'Creating', by: 'call' },
    ])
  })

  it('is found without a look through any collection', () => {
    const world = smallWorld()
    const id = first(world.loadBalancers)
    const closed = <T extends object>(records: T): T => new Proxy(records, {
      ownKeys: () => {
        throw new Error('all records were listed')
      },
    })
    const guarded: World = { ...world, loadBalancers: closed(world.loadBalancers), instances: closed(world.instances), endpoints: closed(world.endpoints) }
    expect(changed(guarded, { LoadBalancerId: id }, () => (guarded.loadBalancers[id]!.LoadBalancerName = 'x'))).toMatchObject([{ id, fields: ['LoadBalancerName'] }])
  })
})

describe('what time moved', () => {
  const moved = (id: string, to: string): Passed => ({ moving: { kind: 'loadBalancer', path: [id] }, from: 'Provisioning', to })

  it('waits for the next call and is told once; jobs go without saying', () => {
    const passed = passage()
    passed.add(moved('alb-1', 'Active'))
    passed.add({ moving: { kind: 'job', path: ['j'] }, from: 'Processing', to: 'Succeeded' })
    passed.add({ moving: { kind: 'listener', path: ['lsn-1'] }, from: 'Deleting', to: 'Gone' })
    expect(passed.drain()).toEqual([
      { what: 'changed', kind: 'loadBalancer', id: 'alb-1', from: 'Provisioning', to: 'Active', by: 'time' },
      { what: 'removed', kind: 'listener', id: 'lsn-1', from: 'Deleting', by: 'time' },
    ])
    expect(passed.drain()).toEqual([])
  })

  it('is forgotten, the oldest first, when nobody calls', () => {
    const passed = passage(10)
    for (let n = 1; n <= 1000; n++) passed.add(moved(`alb-${n}`, 'Active'))
    const told = passed.drain()
    expect(told.length).toBeLessThanOrEqual(10)
    expect(told.at(-1)?.id).toBe('alb-1000')
  })
})
