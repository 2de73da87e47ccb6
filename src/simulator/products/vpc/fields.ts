import type { Call, Parameter } from '../../action.ts'
import { Refusal } from '../../action.ts'
import { ownedBy, type By, type Collection, type RecordOf } from '../../records.ts'

/** Short forms for parameter tables. */
export const text: Parameter = { type: 'string' }
export const count: Parameter = { type: 'integer' }
export const flag: Parameter = { type: 'boolean' }
export const must = (parameter: Parameter): Parameter => ({ ...parameter, required: true })
export const unused = (parameter: Parameter): Parameter => ({ ...parameter, effect: 'ignored' })
export const oneOf = (...values: string[]): Parameter => ({ type: 'string', values })
export const between = (min: number, max?: number): Parameter => ({ type: 'integer', min, ...(max === undefined ? {} : { max }) })
export const listOf = (item: Parameter, max?: number): Parameter =>
  ({ type: 'list', item, ...(max === undefined ? {} : { max }) })
export const struct = (fields: Record<string, Parameter>): Parameter => ({ type: 'struct', fields })
export const tags = (max = 20): Parameter => listOf(struct({ Key: text, Value: text }), max)

export { owners } from '../shared/table.ts'

export interface TagFilter { Key?: string; Value?: string }

/** True when a record carries every tag that is asked for; a tag without a value asks for its key only. */
export function hasTags(record: { tags: Record<string, string> }, wanted: readonly TagFilter[] | undefined): boolean {
  return (wanted ?? []).every(({ Key, Value }) => Key === undefined
    || (Object.hasOwn(record.tags, Key) && (Value === undefined || record.tags[Key] === Value)))
}

/** `2026-01-31T08:09:10Z` */
export function isoSeconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

/** `2026-01-31T08:09Z`, as Ecs writes the times of instances. */
export function isoMinutes(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`
}

/** The records of a kind that the caller owns in the region, in the order of their creation, narrowed by what they are found by. */
export function ownIn<C extends Collection>(
  call: Pick<Call, 'world' | 'account' | 'region'>, name: C, by?: By<C>,
): readonly RecordOf<C>[] {
  return ownedBy(call.world, name, { account: call.account.id, region: call.region }, by)
}

/** Refuses a call for a region that the world does not have, with the code that Vpc and Ecs document. */
export function knownRegion(call: Pick<Call, 'world' | 'region'>): void {
  if (call.world.regions.some((region) => region.RegionId === call.region)) return
  throw new Refusal('InvalidRegionId.NotFound', 404, 'The RegionId provided does not exist in our records.')
}
