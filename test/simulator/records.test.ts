import { beforeEach, describe, expect, it } from 'vitest'
import type { ServerGroup, World } from '../../src/simulator/model.ts'
import { changed, forget, having, indexed, ownedBy, put, take } from '../../src/simulator/records.ts'
import { toyWorld } from './toy.ts'

const OWNER = { account: '1', region: 'r' }
let world: World
beforeEach(() => { world = toyWorld(0) })

function group(id: string, more: Partial<ServerGroup> = {}): ServerGroup {
  return { id, ...OWNER, createdAt: 0, tags: {}, ServerGroupName: id, VpcId: 'v', ...more } as ServerGroup
}
const add = (...groups: ServerGroup[]): void => groups.forEach((one) => put(world, 'serverGroups', one))
const found = (by?: Parameters<typeof ownedBy>[3], owner = OWNER): string[] => ownedBy(world, 'serverGroups', owner, by).map(({ id }) => id)

describe('records are found', () => {
  it('by owner and region, in the order of their creation, whatever was changed or taken in between', () => {
    world.serverGroups['old'] = group('old')
    expect(found()).toEqual(['old'])
    add(group('a'), group('foreign', { account: '2' }), group('far', { region: 's' }), group('b'), group('c'))
    take(world, 'serverGroups', 'a')
    const first = world.serverGroups['old']
    first.ServerGroupName = 'other'
    first.tags['k'] = 'v'
    changed(world, 'serverGroups', first)
    expect(found()).toEqual(['old', 'b', 'c'])
    expect(found({}, { account: '2', region: 'r' })).toEqual(['foreign'])
    expect(found({ ServerGroupName: ['c', 'other', 'c'] })).toEqual(['old', 'c'])
    expect(found({ Tag: [{ Key: 'k' }] })).toEqual(['old'])
    expect(world.serverGroups['a']).toBeUndefined()
  })

  it('by all that is asked for together', () => {
    add(group('a', { tags: { k: '1', all: '' } }), group('b', { tags: { k: '2', all: '' } }), group('c', { tags: { k: '1' }, VpcId: 'w' }))
    expect(found({ Tag: [{ Key: 'k', Value: '1' }, { Key: 'all' }] })).toEqual(['a'])
    expect(found({ Tag: [{ Key: 'k', Value: '1' }], VpcId: 'w' })).toEqual(['c'])
    expect(found({ id: ['c', 'b'], VpcId: ['v', 'w'], ServerGroupName: undefined, Tag: [{}] })).toEqual(['b', 'c'])
    expect(found({ id: [] })).toEqual([])
    expect(found({ ServerGroupName: 'none' })).toEqual([])
  })

  it('by tags whose key and value run into each other only as they are', () => {
    add(group('a', { tags: { ab: 'c' } }), group('b', { tags: { a: 'bc' } }), group('c', { tags: { 'a=b': 'c' } }))
    expect(found({ Tag: [{ Key: 'a', Value: 'bc' }] })).toEqual(['b'])
    expect(found({ Tag: [{ Key: 'ab', Value: 'c' }] })).toEqual(['a'])
    expect(found({ Tag: [{ Key: 'a' }] })).toEqual(['b'])
  })

  it('under the new name and no longer under the old one', () => {
    add(group('a'), group('b'))
    expect(found({ ServerGroupName: 'a' })).toEqual(['a'])
    const one = world.serverGroups['a']!
    one.ServerGroupName = 'b'
    changed(world, 'serverGroups', one)
    expect(found({ ServerGroupName: 'a' })).toEqual([])
    expect(found({ ServerGroupName: 'b' })).toEqual(['a', 'b'])
    expect(indexed(world)['serverGroups']).not.toHaveProperty('1 r ServerGroupName=a')
  })

  it('from the other side of a relation, whoever owns them', () => {
    const service = (id: string, account: string, ...on: string[]) =>
      put(world, 'endpointServices', { id, account, region: 'r', createdAt: 0, tags: {}, users: [], ServiceName: id, resources: on.map((ResourceId) => ({ ResourceId })) } as never)
    service('s', '1', 'alb-1', 'alb-1', 'alb-2')
    service('t', '2', 'alb-2')
    expect(having(world, 'endpointServices', 'ResourceId', 'alb-1').map(({ id }) => id)).toEqual(['s'])
    expect(having(world, 'endpointServices', 'ResourceId', 'alb-2').map(({ id }) => id)).toEqual(['s', 't'])
    expect(having(world, 'endpointServices', 'ResourceId', 'alb-3')).toEqual([])
  })

  it('in a collection that took the place of another, or that was changed behind the index’s back', () => {
    add(group('a'))
    expect(found()).toEqual(['a'])
    world.serverGroups = { b: group('b') }
    expect(found()).toEqual(['b'])
    world.serverGroups['c'] = group('c')
    forget(world)
    expect(found()).toEqual(['b', 'c'])
  })
})
