import type { World } from './model.ts'
import {
  COLLECTIONS, keyOf, keysOf, restrictions, scopeOf, type By, type Collection, type Listed, type Relation,
} from './record-keys.ts'

export type { By, Collection } from './record-keys.ts'
export type RecordOf<C extends Collection> = World[C][string]

/** An index over one collection. It is not part of the world: it is made when it is first needed, from what is there then. */
interface Index {
  /** Of each record its place in the order of creation, and the keys under which it is listed. */
  places: Map<Listed, { at: number; keys: readonly string[] }>
  /** By key: records in the order of creation. */
  lists: Map<string, Listed[]>
  made: number
  /** When the youngest record ever listed was created. */
  newest: number
}

/** By the collection itself: one that is replaced, by a reset or by another process that wrote the file, gets a new index. */
const indexes = new WeakMap<object, Index>()

/** Puts a new record into its collection. */
export function put<C extends Collection>(world: World, name: C, record: RecordOf<C>): void {
  const collection = world[name] as Record<string, RecordOf<C>>
  collection[record.id] = record
  const index = indexes.get(collection)
  if (index) enter(index, name, record)
}

/** Takes a record out of its collection. */
export function take(world: World, name: Collection, id: string): void {
  const collection: Record<string, Listed> = world[name]
  const record = collection[id]
  delete collection[id]
  const index = indexes.get(collection)
  if (index && record) leave(index, record)
}

/** To be called after a change of what a record is found by: a name, tags, what it points at. */
export function changed<C extends Collection>(world: World, name: C, record: RecordOf<C>): void {
  const index = indexes.get(world[name])
  const place = index?.places.get(record)
  if (!index || !place) return
  const keys = keysOf(name, record)
  for (const key of place.keys) if (!keys.includes(key)) unlist(index, key, record)
  const added = keys.filter((key) => !place.keys.includes(key))
  place.keys = keys
  for (const key of added) list(index, key, record)
}

/**
 * The records of one owner in the order of creation, narrowed by members and tags that the index knows. The cost grows with
 * what fits the narrowest of them, not with the world. To look at only.
 */
export function ownedBy<C extends Collection>(
  world: World, name: C, owner: { account: string; region: string }, by: By<C> = {},
): readonly RecordOf<C>[] {
  const index = indexOf(world, name)
  const scope = scopeOf(owner)
  const wanted = restrictions(by).map((keys) => keys.map((key) => scope + key))
  const [narrowest = [scope], ...others] = wanted.sort((a, b) => sizeOf(index, a) - sizeOf(index, b))
  const found = union(index, narrowest)
  const fits = others.length === 0 ? found : found.filter((record) => {
    const keys = index.places.get(record)?.keys ?? []
    return others.every((any) => any.some((key) => keys.includes(key)))
  })
  return fits as readonly unknown[] as readonly RecordOf<C>[]
}

/** The records of all owners that have one of the values in a member, in the order of creation. To look at only. */
export function having<C extends Collection>(
  world: World, name: C, member: Relation<C>, ...values: string[]
): readonly RecordOf<C>[] {
  return union(indexOf(world, name), values.map((value) => keyOf(member, value))) as readonly unknown[] as readonly RecordOf<C>[]
}

/** When the youngest record that the collection has ever held was created, in world milliseconds. */
export function newestIn(world: World, name: Collection): number {
  return indexOf(world, name).newest
}

/** The IDs under each key of each collection, for tests, which compare them before and after `forget`. */
export function indexed(world: World): Record<string, Record<string, string[]>> {
  const idsOf = ([key, records]: [string, Listed[]]): [string, string[]] => [key, records.map((record) => record.id)]
  return Object.fromEntries(COLLECTIONS.map((name) => [name, Object.fromEntries([...indexOf(world, name).lists].map(idsOf))]))
}

/** Forgets the indexes of a world that was changed behind their back. */
export function forget(world: World): void {
  for (const name of COLLECTIONS) indexes.delete(world[name])
}

function indexOf(world: World, name: Collection): Index {
  const known = indexes.get(world[name])
  if (known) return known
  const index = build(world, name)
  indexes.set(world[name], index)
  return index
}

function build(world: World, name: Collection): Index {
  const index: Index = { places: new Map(), lists: new Map(), made: 0, newest: -Infinity }
  for (const record of Object.values<Listed>(world[name])) enter(index, name, record)
  return index
}

function enter(index: Index, name: Collection, record: Listed): void {
  const keys = keysOf(name, record)
  index.places.set(record, { at: index.made++, keys })
  index.newest = Math.max(index.newest, record.createdAt)
  for (const key of keys) list(index, key, record)
}

function leave(index: Index, record: Listed): void {
  for (const key of index.places.get(record)?.keys ?? []) unlist(index, key, record)
  index.places.delete(record)
}

function sizeOf(index: Index, keys: readonly string[]): number {
  return keys.reduce((sum, key) => sum + (index.lists.get(key)?.length ?? 0), 0)
}

function union(index: Index, keys: readonly string[]): readonly Listed[] {
  const found = keys.map((key) => index.lists.get(key) ?? []).filter((records) => records.length > 0)
  if (found.length < 2) return found[0] ?? []
  return [...new Set(found.flat())].sort((a, b) => placeOf(index, a) - placeOf(index, b))
}

function placeOf(index: Index, record: Listed): number {
  return index.places.get(record)?.at ?? 0
}

function list(index: Index, key: string, record: Listed): void {
  const records = index.lists.get(key)
  if (records) records.splice(positionOf(index, records, record), 0, record)
  else index.lists.set(key, [record])
}

function unlist(index: Index, key: string, record: Listed): void {
  const records = index.lists.get(key) ?? []
  const at = positionOf(index, records, record)
  if (records[at] === record) records.splice(at, 1)
  if (records.length === 0) index.lists.delete(key)
}

/** Where a record is, or belongs, among others in the order of creation. */
function positionOf(index: Index, records: readonly Listed[], record: Listed): number {
  const at = placeOf(index, record)
  let [low, high] = [0, records.length]
  // What is new comes last.
  if (high > 0 && placeOf(index, records[high - 1] as Listed) < at) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if (placeOf(index, records[middle] as Listed) < at) low = middle + 1
    else high = middle
  }
  return low
}
