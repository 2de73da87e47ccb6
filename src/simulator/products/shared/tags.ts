import { belief } from '../../beliefs.ts'
import type { World } from '../../model.ts'
import { listOf, sized, struct } from './table.ts'

export interface TagPair { Key?: string | undefined; Value?: string | undefined }

/** `Tag.N.Key` and `Tag.N.Value`: up to 20 of them. */
export function tagList(key: number, value = 128) {
  return listOf(struct({ Key: sized(1, key), Value: sized(0, value) }), 20)
}

/** The tags of a create call, so far as the belief `create-tags` lets them through. A tag without a value has an empty one. */
export function createdTags(world: World, tags: readonly TagPair[] | undefined): Record<string, string> {
  const reading = belief(world, 'create-tags')
  const kept = reading === 'honoured' ? tags : reading === 'partly' ? tags?.slice(0, 1) : undefined
  return Object.fromEntries((kept ?? []).flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])))
}

/** True when every wanted tag is there; one without a value asks for its key alone. */
export function hasTags(record: { tags: Record<string, string> }, wanted: readonly TagPair[] | undefined): boolean {
  return (wanted ?? []).every(({ Key, Value }) => Key === undefined
    || (Object.hasOwn(record.tags, Key) && (Value === undefined || record.tags[Key] === Value)))
}

/** Keys that the vendor keeps for itself, and those that look like URLs. */
export function reserved(key: string): boolean {
  return /^(aliyun|acs:)/i.test(key) || /^https?:\/\//i.test(key)
}

/** As the readings of single objects show tags. */
export function tagPairs(tags: Record<string, string>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
}

/** As ListTagResources of both products shows them. */
export function tagEntries(records: readonly { id: string; tags: Record<string, string> }[], ResourceType: string) {
  return records.flatMap(({ id, tags }) => Object.entries(tags)
    .map(([TagKey, TagValue]) => ({ ResourceId: id, ResourceType, TagKey, TagValue })))
}
