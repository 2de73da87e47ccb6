import type { Call } from '../../action.ts'
import type { Owned } from '../../model.ts'
import { changed } from '../../records.ts'
import { pageOf } from '../shared/paging.ts'
import { entry, given, mine, shown, sift } from '../shared/records.ts'
import { flag, idempotence, listOf, must, reading, sized, struct, text, writing } from '../shared/table.ts'
import { reserved, tagEntries, tagList, type TagPair } from '../shared/tags.ts'
import { region, write } from './fields.ts'
import { endpointOf, serviceOf } from './find.ts'
import { refuse } from './refusals.ts'

/** Tags of one resource (documented). */
const QUOTA = 20

/** @throws Refusal for tags that no create call may carry */
export function checkTags(tags: readonly TagPair[] | undefined): void {
  const keys = (tags ?? []).map(({ Key }) => Key ?? refuse('MissingTagKeyParam'))
  if (keys.some(reserved)) refuse('IllegalTagKeyParam')
  if (new Set(keys).size < keys.length) refuse('DuplicatedTagKey')
}

/** Privatelink TagResources. */
export const tagResources = writing({
  ...write, ResourceId: must(listOf(text, 50)), ResourceType: must(text),
  Tag: must(listOf(struct({ Key: must(sized(1, 64)), Value: must(sized(0, 128)) }), 20)),
}, (call) => {
  const { ResourceId, ResourceType, Tag } = call.params
  checkTags(Tag)
  const records = taggable(call, ResourceType, ResourceId)
  const added = Object.fromEntries(Tag.map(({ Key, Value }) => [Key, Value]))
  if (records.some((record) => Object.keys({ ...record.tags, ...added }).length > QUOTA)) refuse('QuotaExceed.TagsPerResource')
  for (const record of records) {
    Object.assign(record.tags, added)
    retagged(call, ResourceType, record)
  }
  return {}
})

/** Privatelink UntagResources: the named keys, or all of them where none is named. */
export const untagResources = writing({
  ...region, ...idempotence, All: flag, ResourceId: must(listOf(text, 50)), ResourceType: must(text), TagKey: listOf(text, 20),
}, (call) => {
  const { All, ResourceId, ResourceType, TagKey } = call.params
  const keys = new Set(TagKey ?? [])
  if (TagKey && keys.size < TagKey.length) refuse('DuplicatedTagKey')
  const records = taggable(call, ResourceType, ResourceId)
  if (!TagKey && !All) refuse('TagInfoNotExist')
  for (const record of records) {
    for (const key of Object.keys(record.tags)) if (TagKey ? keys.has(key) : All) delete record.tags[key]
    retagged(call, ResourceType, record)
  }
  return {}
})

/** Privatelink ListTagResources: by resource, by tag or both. There is no MaxResults. */
export const listTagResources = reading({
  ...region, ClientToken: text, NextToken: text, ResourceId: listOf(text, 50), ResourceType: must(text), Tag: tagList(64),
}, (call) => {
  const { ResourceId, ResourceType, Tag } = call.params
  if (!ResourceId && !Tag) refuse('MissingResourceIdOrTagParam')
  for (const { Key } of Tag ?? []) if (Key === undefined) refuse('MissingTagKeyParam')
  const type = ResourceType.toLowerCase()
  const name = collectionOf(type)
  const kind = name === 'endpoints' ? 'endpoint' : 'endpointService'
  const found = sift<Owned>(mine(call, name, { id: ResourceId, Tag }), shown(call, kind))
  const page = pageOf(call, tagEntries(found, type), call.params, 50, (one) => `${one.ResourceId} ${one.TagKey}`)
  return given({ NextToken: page.NextToken, TagResources: page.entries })
})

/** Privatelink ChangeResourceGroup. Without a type the ID tells what it is. */
export const changeResourceGroup = writing({
  ResourceGroupId: must(text), ResourceId: must(text), ResourceType: text,
}, (call) => {
  const { ResourceGroupId, ResourceId, ResourceType } = call.params
  const type = ResourceType?.toLowerCase() ?? (entry(call.world.endpoints, ResourceId) ? 'vpcendpoint' : 'vpcendpointservice')
  if (type === 'vpcendpoint') endpointOf(call, ResourceId).ResourceGroupId = ResourceGroupId
  else if (type === 'vpcendpointservice') serviceOf(call, ResourceId).ResourceGroupId = ResourceGroupId
  else refuse('IllegalParamFormat.ResourceType')
  return {}
})

/** The kind is compared in any case: the documentation writes it in one way, Terraform's provider in another. */
function collectionOf(type: string): 'endpoints' | 'endpointServices' {
  switch (type.toLowerCase()) {
    case 'vpcendpoint': return 'endpoints'
    case 'vpcendpointservice': return 'endpointServices'
    default: return refuse('IllegalParamFormat.ResourceType')
  }
}

function taggable(call: Call<unknown>, type: string, ids: readonly string[]): Owned[] {
  const name = collectionOf(type)
  return ids.map((id) => mine(call, name, { id })[0] ?? refuse('InvalidResourceId.NotFound'))
}

/** Lets a record be found by its new tags. */
function retagged(call: Call<unknown>, type: string, record: Owned): void {
  changed(call.world, collectionOf(type), record as never)
}
