import { Refusal, type Action } from '../../action.ts'
import { between, flag, knownRegion, must, owners, ownIn, tags, text, unused, type TagFilter } from './fields.ts'
import { pageOf, pages, type PageParams } from './paging.ts'
import { ownerNumber, vpcAttribute, vpcEntry } from './views.ts'

interface DescribeVpcs extends PageParams {
  VpcId?: string
  VpcName?: string
  VpcOwnerId?: number
  EnableIpv6?: boolean
  IsDefault?: boolean
  ResourceGroupId?: string
  DhcpOptionsSetId?: string
  Tag?: TagFilter[]
}

/** Vpc DescribeVpcs: up to 20 IDs, comma-separated; unknown ones are left out of the answer. */
export const describeVpcs: Action<DescribeVpcs> = {
  mutating: false,
  parameters: {
    DhcpOptionsSetId: text, DryRun: flag, EnableIpv6: flag, IsDefault: flag, ...pages, RegionId: must(text),
      ResourceGroupId: text,
    Tag: tags(), VpcId: text, VpcName: text, VpcOwnerId: between(0), ...owners,
  },
  handler(call) {
    knownRegion(call)
    const { VpcId, VpcName, VpcOwnerId, EnableIpv6, IsDefault, ResourceGroupId, DhcpOptionsSetId, Tag } = call.params
    const ids = VpcId?.split(',').map((id) => id.trim())
    if (ids && ids.length > 20) {
      throw new Refusal('InvalidVpcIdNumber.NotSupported', 400, 'The number of vpcIds exceeds the limit.')
    }
    checkTags(Tag)
    const named = ownIn(call, 'vpcs', { id: ids, VpcName, Tag })
    const found = named.filter((vpc) => (VpcOwnerId === undefined || ownerNumber(vpc.account) === VpcOwnerId)
      && (EnableIpv6 === undefined || vpc.EnabledIpv6 === EnableIpv6)
      && IsDefault !== true && DhcpOptionsSetId === undefined
      && (ResourceGroupId === undefined || vpc.ResourceGroupId === ResourceGroupId))
    const page = pageOf(found, call.params)
    return { ...page.fields, Vpcs: { Vpc: page.entries.map((vpc) => vpcEntry(call.world, vpc)) } }
  },
}

/**
 * Vpc DescribeVpcAttribute. The catalogue has no code for an unknown VPC; this one is documented for its neighbours, and Terraform's
 * provider takes it for "gone".
 */
export const describeVpcAttribute: Action<{ VpcId: string }> = {
  mutating: false,
  parameters: { DryRun: flag, IsDefault: unused(flag), RegionId: must(text), VpcId: must(text), ...owners },
  handler(call) {
    knownRegion(call)
    const [vpc] = ownIn(call, 'vpcs', { id: call.params.VpcId })
    if (!vpc) throw new Refusal('Forbidden.VpcNotFound', 400, 'Specified VPC can not found.')
    return vpcAttribute(call.world, vpc)
  },
}

/** Keys and values of tag filters have 1 to 128 characters. */
export function checkTags(wanted: readonly TagFilter[] | undefined): void {
  for (const { Key, Value } of wanted ?? []) {
    if (Key === undefined || Key.length > 128) throw new Refusal('InvalidTagKey', 400, 'The tag keys are not valid.')
    if (Value !== undefined && Value.length > 128) throw new Refusal('InvalidTagValue', 400, 'The tag values are not valid.')
  }
}
