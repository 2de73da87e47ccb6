import type { DescribeNetworkAclsResponseBody } from '@alicloud/vpc20160428'
import type { AnswerOf } from '../shared/answer.ts'
import { mine } from '../shared/records.ts'
import { oneOf, listOf, must, owners, reading, struct, text, unused } from '../shared/table.ts'
import { hasTags } from '../shared/tags.ts'
import { isoSeconds } from './fields.ts'
import { pageOf, pages } from './paging.ts'
import { ownerNumber } from './views.ts'

/**
 * Vpc DescribeNetworkAcls: those that the world's vSwitches name. They have no rules here, as they have no effect; the counts are
 * strings (the SDK's types).
 */
export const describeNetworkAcls = reading({
  ...owners, ClientToken: unused(text), NetworkAclId: text, NetworkAclName: text, ...pages, RegionId: must(text), ResourceId: text,
  ResourceType: unused(oneOf('VSwitch')), Tags: listOf(struct({ Key: text, Value: text })), VpcId: text,
}, (call): AnswerOf<DescribeNetworkAclsResponseBody> => {
  const { params } = call
  const switches = mine(call, 'vSwitches').filter((one) => one.NetworkAclId !== '')
  const ids = [...new Set(switches.map((one) => one.NetworkAclId))]
  const found = ids.map((id) => ({ id, members: switches.filter((one) => one.NetworkAclId === id) }))
    .filter(({ id, members }) => (params.NetworkAclId ?? id) === id && params.NetworkAclName === undefined
      && (params.VpcId === undefined || members.some((one) => one.VpcId === params.VpcId))
      && (params.ResourceId === undefined || members.some((one) => one.id === params.ResourceId)) && hasTags({ tags: {} }, params.Tags))
  const page = pageOf(found, params)
  return {
    ...Object.fromEntries(Object.entries(page.fields).map(([name, count]) => [name, String(count)])),
    NetworkAcls: {
      NetworkAcl: page.entries.map(({ id, members }) => ({
        CreationTime: isoSeconds(members[0]?.createdAt ?? 0), Description: '', NetworkAclId: id, NetworkAclName: '',
        OwnerId: ownerNumber(call.account), RegionId: call.region, Status: 'Available', VpcId: members[0]?.VpcId ?? '',
        EgressAclEntries: { EgressAclEntry: [] }, IngressAclEntries: { IngressAclEntry: [] }, Tags: { Tag: [] },
        Resources: { Resource: members.map((one) => ({ ResourceId: one.id, ResourceType: 'VSwitch', Status: 'BINDED' })) },
      })),
    },
  }
})
