import type { DescribeTagsResponseBody, ListTagResourcesResponseBody } from '@alicloud/ecs20140526'
import { Refusal, type Call } from '../../action.ts'
import type { Owned } from '../../model.ts'
import type { AnswerOf } from '../shared/answer.ts'
import { pageOf as tokenPage } from '../shared/paging.ts'
import { mine } from '../shared/records.ts'
import { between, listOf, must, ownerIds, owners, reading, struct, text, unused } from '../shared/table.ts'
import { hasTags, tagEntries, tagList } from '../shared/tags.ts'
import { pageOf } from '../vpc/paging.ts'

/** The types that the vendor lists for tags; of all but the first two the world holds none that is tagged. */
const TYPES = ['instance', 'securitygroup', 'disk', 'snapshot', 'image', 'volume', 'eni', 'ddh', 'ddhcluster', 'keypair', 'launchtemplate',
  'reservedinstance', 'snapshotpolicy', 'elasticityassurance', 'capacityreservation', 'command', 'invocation', 'activation', 'managedinstance',
  'portrangelist', 'prefixlist', 'diskreplicapair', 'diskreplicagroup', 'imagecomponent', 'imagepipeline']

function collection(call: Call<unknown>, type: string): readonly Owned[] {
  if (!TYPES.includes(type)) throw new Refusal('InvalidResourceType.NotFound', 404, 'The ResourceType provided does not exist in our records.')
  return type === 'instance' ? mine(call, 'instances') : type === 'securitygroup' ? mine(call, 'securityGroups') : []
}

/** Ecs ListTagResources; of a filter of several values one has to be the tag's. */
export const listTagResources = reading({
  ...owners, NextToken: text, RegionId: must(text), ResourceId: listOf(text, 50), ResourceType: must(text), Tag: tagList(128),
  TagFilter: listOf(struct({ TagKey: text, TagValues: listOf(text) })),
}, (call): AnswerOf<ListTagResourcesResponseBody> => {
  const { ResourceId, ResourceType, Tag, TagFilter } = call.params
  const type = ResourceType.toLowerCase()
  const filtered = (one: Owned): boolean => (TagFilter ?? []).every(({ TagKey = '', TagValues }) => Object.hasOwn(one.tags, TagKey)
    && (!TagValues || TagValues.includes(one.tags[TagKey] ?? '')))
  const found = collection(call, type).filter((one) => (!ResourceId || ResourceId.includes(one.id)) && hasTags(one, Tag) && filtered(one))
  const page = tokenPage(call, tagEntries(found, type), call.params, 50, (one) => `${one.ResourceId} ${one.TagKey}`)
  return { NextToken: page.NextToken ?? '', TagResources: { TagResource: page.entries } }
})

/** Ecs DescribeTags, the older reading: each pair of key and value, with how many resources have it. */
export const describeTags = reading({
  ...ownerIds, Category: unused(text), PageNumber: between(1, 1_000_000), PageSize: between(1, 100), RegionId: must(text), ResourceId: text,
  ResourceType: text, Tag: tagList(128),
}, (call): AnswerOf<DescribeTagsResponseBody> => {
  const { ResourceId, ResourceType, Tag } = call.params
  const counts = new Map<string, { TagKey: string; TagValue: string; ResourceTypeCount: { Instance: number; Securitygroup: number } }>()
  for (const [type, counted] of [['instance', 'Instance'], ['securitygroup', 'Securitygroup']] as const) {
    if ((ResourceType?.toLowerCase() ?? type) !== type) continue
    const found = collection(call, type).filter((one) => (ResourceId ?? one.id) === one.id && hasTags(one, Tag))
    for (const { TagKey, TagValue } of tagEntries(found, type)) {
      const pair = counts.get(`${TagKey}\n${TagValue}`) ?? { TagKey, TagValue, ResourceTypeCount: { Instance: 0, Securitygroup: 0 } }
      pair.ResourceTypeCount[counted]++
      counts.set(`${TagKey}\n${TagValue}`, pair)
    }
  }
  const page = pageOf([...counts.values()], call.params)
  return { ...page.fields, Tags: { Tag: page.entries } }
})
