import { belief } from '../../beliefs.ts'
import { paceOf } from '../../clock.ts'
import type { Call } from '../../action.ts'
import type { Kind, Owned, World } from '../../model.ts'

/** The entry of a collection under an ID that a client wrote; names of Object's own such as `constructor` find nothing. */
export function entry<T>(collection: Record<string, T>, id: string | undefined): T | undefined {
  return id !== undefined && Object.hasOwn(collection, id) ? collection[id] : undefined
}

/** The caller's records of the region, in the order of their creation. */
export function mine<T extends Owned>(call: Call<unknown>, collection: Record<string, T>): T[] {
  return Object.values(collection).filter((record) => record.account === call.account.id && record.region === call.region)
}

/** Lists lag a create by the belief `list-lag`; on clocks that do not run by time they do not. */
export function listed(world: World, kind: Kind, createdAt: number, now: number): boolean {
  return paceOf(world.clock, kind).mode !== 'scaled' || now - createdAt >= Number(belief(world, 'list-lag')) * 1000
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
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** The object without its undefined members: absent rather than null on the wire. */
export function given<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never
}

/** The group of whatever was put into none: the account's default one, which is the one that its VPCs are in. */
export function defaultGroup(call: Call<unknown>): string {
  const beside = Object.values(call.world.vpcs).find((vpc) => vpc.account === call.account.id && vpc.ResourceGroupId !== '')
  return beside?.ResourceGroupId ?? `rg-acfm${call.account.id.slice(-11)}`
}
