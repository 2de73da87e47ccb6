import { belief } from '../../beliefs.ts'
import { paceOf } from '../../clock.ts'
import type { Call } from '../../action.ts'
import type { Kind, World } from '../../model.ts'
import { having, newestIn, ownedBy, type By, type Collection, type RecordOf } from '../../records.ts'

/** The entry of a collection under an ID that a client wrote; names of Object's own such as `constructor` find nothing. */
export function entry<T>(collection: Record<string, T>, id: string | undefined): T | undefined {
  return id !== undefined && Object.hasOwn(collection, id) ? collection[id] : undefined
}

/** The caller's records of the region, in the order of their creation, narrowed by what they are found by. To look at only. */
export function mine<C extends Collection>(
  call: Pick<Call<unknown>, 'world' | 'account' | 'region'>, name: C, by?: By<C>,
): readonly RecordOf<C>[] {
  return ownedBy(call.world, name, { account: call.account.id, region: call.region }, by)
}

type Test<T> = ((record: T) => boolean) | undefined

/** The records that pass all tests; without any the list as it is, so that a page of it costs no more than the page. */
export function sift<T>(records: readonly T[], ...tests: Test<T>[]): readonly T[] {
  const present = tests.filter((test) => test !== undefined)
  return present.length === 0 ? records : records.filter((record) => present.every((test) => test(record)))
}

/** The test that a member is what is wanted; none where nothing is. */
export function only<T, V>(wanted: V | undefined, of: (record: T) => V): Test<T> {
  return wanted === undefined ? undefined : (record) => of(record) === wanted
}

/** Lists lag a create by the belief `list-lag`; on clocks that do not run by time they do not. */
export function listed(world: World, kind: Kind, createdAt: number, now: number): boolean {
  return paceOf(world.clock, kind).mode !== 'scaled' || now - createdAt >= Number(belief(world, 'list-lag')) * 1000
}

/** The test that a record shows in lists already; none where all of its collection do. */
export function shown<T extends { createdAt: number }>(
  call: Pick<Call<unknown>, 'world' | 'now'>, kind: 'loadBalancer' | 'serverGroup' | 'listener' | 'endpointService' | 'endpoint',
): Test<T> {
  const { world, now } = call
  if (listed(world, kind, newestIn(world, `${kind}s`), now)) return undefined
  return (record) => listed(world, kind, record.createdAt, now)
}

/** A filter by several values that is absent, or holds one of them. */
export function within(values: readonly string[] | undefined, value: string): boolean {
  return values === undefined || values.includes(value)
}

/** A filter by one value that is absent, or is it. */
export function like<T>(wanted: T | undefined, value: T): boolean {
  return wanted === undefined || wanted === value
}

/** `yyyy-MM-ddTHH:mm:ssZ`, as both products write moments. */
export function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, -5)}Z`
}

/** The object without its undefined members: absent rather than null on the wire. */
export function given<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const present: Partial<T> = {}
  for (const key in members) if (members[key] !== undefined) present[key] = members[key]
  return present as never
}

/** The group of whatever was put into none: the account's default one, which is the one that its VPCs are in. */
export function defaultGroup(call: Call<unknown>): string {
  const beside = having(call.world, 'vpcs', 'account', call.account.id).find((vpc) => vpc.ResourceGroupId !== '')
  return beside?.ResourceGroupId ?? `rg-acfm${call.account.id.slice(-11)}`
}
