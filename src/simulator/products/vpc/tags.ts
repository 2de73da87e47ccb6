import type { ListTagResourcesResponseBody } from '@alicloud/vpc20160428'
import { Refusal, type Call } from '../../action.ts'
import type { Owned } from '../../model.ts'
import type { AnswerOf } from '../shared/answer.ts'
import { pageOf } from '../shared/paging.ts'
import { mine } from '../shared/records.ts'
import { between, listOf, must, owners, reading, text } from '../shared/table.ts'
import { hasTags, tagEntries, tagList } from '../shared/tags.ts'

/** The types that the vendor lists for tags; of all but the first two the world holds none that is tagged. */
const TYPES = ['VPC', 'VSWITCH', 'ROUTETABLE', 'EIP', 'VPNGATEWAY', 'NATGATEWAY', 'COMMONBANDWIDTHPACKAGE', 'PREFIXLIST', 'PUBLICIPADDRESSPOOL',
  'IPV4GATEWAY', 'IPV6GATEWAY', 'NETWORKACL', 'TRAFFICMIRRORFILTER', 'TRAFFICMIRRORSESSION', 'FLOWLOG', 'HAVIP', 'DHCPOPTIONSSET', 'GATEWAYENDPOINT']

/** Vpc ListTagResources. The types are compared in any case, as the vendor does; the code for another one is assumed. */
export const listTagResources = reading({
  ...owners, MaxResults: between(1, 50), NextToken: text, RegionId: must(text), ResourceId: listOf(text, 20), ResourceType: must(text),
  Tag: tagList(128),
}, (call): AnswerOf<ListTagResourcesResponseBody> => {
  const { ResourceId, ResourceType, Tag } = call.params
  const type = ResourceType.toUpperCase()
  if (!TYPES.includes(type)) throw new Refusal('InvalidResourceType.NotFound', 404, 'The ResourceType is not found.')
  const found = collection(call, type).filter((one) => (!ResourceId || ResourceId.includes(one.id)) && hasTags(one, Tag))
  const page = pageOf(call, tagEntries(found, type), call.params, 50, (one) => `${one.ResourceId} ${one.TagKey}`)
  return { NextToken: page.NextToken ?? '', TagResources: { TagResource: page.entries } }
})

function collection(call: Call<unknown>, type: string): readonly Owned[] {
  return type === 'VPC' ? mine(call, 'vpcs') : type === 'VSWITCH' ? mine(call, 'vSwitches') : []
}
