import type { Call } from '../../action.ts'
import type { Owned } from '../../model.ts'
import { changed, type Collection } from '../../records.ts'
import { between, flag, listOf, must, reading, text, writing } from '../shared/table.ts'
import { pageOf } from '../shared/paging.ts'
import { given, mine, shown, sift } from '../shared/records.ts'
import { hasTags, reserved, tagEntries, tagList, type TagPair } from '../shared/tags.ts'
import { balancerOf, groupOf, listenerOf } from './find.ts'
import { refuse } from './refusals.ts'

/** Tags of one resource (documented). */
const QUOTA = 20

const COLLECTIONS: Record<string, Collection> = {
  loadbalancer: 'loadBalancers', servergroup: 'serverGroups', listener: 'listeners',
}

/** @throws Refusal for a key that the vendor keeps for itself (its code is assumed) */
export function checkTagKeys(tags: readonly TagPair[] | undefined): void {
  for (const { Key } of tags ?? []) if (Key !== undefined && reserved(Key)) refuse('IllegalParam.TagKey')
}

/** Alb TagResources; listeners may be tagged since CreateListener takes tags (assumed). */
export const tagResources = writing({
  ResourceId: must(listOf(text, 50)), ResourceType: must(text), Tag: must(tagList(128)),
}, (call) => {
  const { ResourceId, ResourceType, Tag } = call.params
  checkTagKeys(Tag)
  const records = ResourceId.map((id) => taggable(call, ResourceType, id))
  const added = Object.fromEntries(Tag.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])))
  for (const record of records) {
    const count = Object.keys({ ...record.tags, ...added }).length
    if (count > QUOTA) refuse('QuotaExceeded.TagsNum', 'TagsNum', Object.keys(record.tags).length, QUOTA)
  }
  for (const record of records) {
    Object.assign(record.tags, added)
    retagged(call, ResourceType, record)
  }
  return {}
})

/** Alb UnTagResources: by key, by key and value, or all. */
export const unTagResources = writing({
  All: flag, ResourceId: must(listOf(text, 50)), ResourceType: must(text), Tag: tagList(128), TagKey: listOf(text, 20),
}, (call) => {
  const { All, ResourceId, ResourceType, Tag, TagKey } = call.params
  const byKey = TagKey !== undefined || Tag !== undefined
  for (const record of ResourceId.map((id) => taggable(call, ResourceType, id))) {
    for (const [key, value] of Object.entries(record.tags)) {
      const named = TagKey?.includes(key) || Tag?.some((tag) => tag.Key === key
        && (tag.Value === undefined || tag.Value === value))
      if (byKey ? named : All) delete record.tags[key]
    }
    retagged(call, ResourceType, record)
  }
  return {}
})

/** Alb ListTagResources. */
export const listTagResources = reading({
  MaxResults: between(1, 100), NextToken: text, ResourceId: listOf(text, 50), ResourceType: must(text), Tag: tagList(128),
}, (call) => {
  const { ResourceId, ResourceType, Tag } = call.params
  const all = ResourceId ? ResourceId.map((id) => taggable(call, ResourceType, id)).filter((record) => hasTags(record, Tag))
    : known(call, ResourceType, Tag)
  const entries = tagEntries(all, ResourceType.toLowerCase())
  const page = pageOf(call, entries, call.params, 20, (one) => `${one.ResourceId} ${one.TagKey}`)
  return given({ MaxResults: page.MaxResults, NextToken: page.NextToken, TagResources: page.entries })
})

/** Lets a record be found by its new tags; its type was checked when it was found. */
function retagged(call: Call<unknown>, type: string, record: Owned): void {
  changed(call.world, COLLECTIONS[type.toLowerCase()] ?? 'loadBalancers', record as never)
}

function taggable(call: Call<unknown>, type: string, id: string): Owned {
  switch (type.toLowerCase()) {
    case 'loadbalancer': return balancerOf(call, id)
    case 'servergroup': return groupOf(call, id)
    case 'listener': return listenerOf(call, id)
    case 'acl': return refuse('ResourceNotFound.Acl', id)
    case 'securitypolicy': return refuse('ResourceNotFound.SecurityPolicy', id)
    default: return refuse('IllegalParam.ResourceType')
  }
}

function known(call: Call<unknown>, type: string, Tag: readonly TagPair[] | undefined): readonly Owned[] {
  switch (type.toLowerCase()) {
    case 'loadbalancer': return sift(mine(call, 'loadBalancers', { Tag }), shown(call, 'loadBalancer'))
    case 'servergroup': return sift(mine(call, 'serverGroups', { Tag }), shown(call, 'serverGroup'))
    case 'listener': return sift(mine(call, 'listeners', { Tag }), shown(call, 'listener'))
    case 'acl': case 'securitypolicy': return []
    default: return refuse('IllegalParam.ResourceType')
  }
}
