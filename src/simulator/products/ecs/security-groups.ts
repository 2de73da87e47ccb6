import { Refusal, type Action, type Call } from '../../action.ts'
import type { Permission, SecurityGroup } from '../../model.ts'
import { having } from '../../records.ts'
import { count, flag, isoSeconds, knownRegion, must, oneOf, owners, ownIn, tags, text, unused,
  type TagFilter } from '../vpc/fields.ts'
import { among, jsonList, tagList } from './lists.ts'
import { pageOf, type PageParams } from './paging.ts'

interface DescribeSecurityGroups extends PageParams {
  NetworkType?: string
  ResourceGroupId?: string
  SecurityGroupId?: string
  SecurityGroupIds?: string
  SecurityGroupName?: string
  SecurityGroupType?: string
  ServiceManaged?: boolean
  Tag?: TagFilter[]
  VpcId?: string
}

const LISTED = { min: 1, max: 100, size: 10, badToken: 'InValidParameter.NextToken' }
const RULES = { min: 10, max: 1000, size: 500, badToken: 'InvalidParamter' }

/** Ecs DescribeSecurityGroups; the counts of the older paging are left out when the caller pages by token (documented). */
export const describeSecurityGroups: Action<DescribeSecurityGroups> = {
  mutating: false,
  parameters: {
    DryRun: flag, FuzzyQuery: unused(flag), IsQueryEcsCount: unused(flag), MaxResults: count,
      NetworkType: oneOf('vpc', 'classic'),
    NextToken: text, PageNumber: count, PageSize: count, RegionId: must(text), ResourceGroupId: text, SecurityGroupId: text,
    SecurityGroupIds: text, SecurityGroupName: text, SecurityGroupType: text, ServiceManaged: flag, Tag: tags(), VpcId: text,
      ...owners,
  },
  handler(call) {
    knownRegion(call)
    const { params } = call
    if (params.SecurityGroupType !== undefined && !['normal', 'enterprise'].includes(params.SecurityGroupType)) {
      throw new Refusal('InvalidParameter.SecurityGroupType', 400, 'The specified SecurityGroupType is not valid.')
    }
    const ids = jsonList('SecurityGroupIds', params.SecurityGroupIds)
    const named = ownIn(call, 'securityGroups', {
      id: params.SecurityGroupId, SecurityGroupName: params.SecurityGroupName, VpcId: params.VpcId, Tag: params.Tag,
    })
    const found = named.filter((one) => among(ids, one.id)
      && params.NetworkType !== 'classic' && params.ServiceManaged !== true
      && (params.SecurityGroupType ?? one.SecurityGroupType) === one.SecurityGroupType
      && (params.ResourceGroupId ?? one.ResourceGroupId) === one.ResourceGroupId)
    const page = pageOf(found, params, LISTED)
    return {
      NextToken: page.nextToken, ...page.numbered, RegionId: call.region,
      SecurityGroups: { SecurityGroup: page.entries.map((one) => entry(call, one)) },
    }
  },
}

function entry(call: Pick<Call, 'world'>, one: SecurityGroup): object {
  const members = having(call.world, 'instances', 'SecurityGroupIds', one.id).length
  return {
    AvailableInstanceAmount: (one.SecurityGroupType === 'normal' ? 6000 : 65_536) - members,
      CreationTime: isoSeconds(one.createdAt),
    Description: '', EcsCount: members, ResourceGroupId: one.ResourceGroupId,
    GroupToGroupRuleCount: one.permissions.filter((rule) => rule.SourceGroupId || rule.DestGroupId).length,
      RuleCount: one.permissions.length,
    SecurityGroupId: one.id, SecurityGroupName: one.SecurityGroupName, SecurityGroupType: one.SecurityGroupType,
      ServiceManaged: false,
    VpcId: one.VpcId, Tags: tagList(one.tags),
  }
}

interface DescribeAttribute extends PageParams { SecurityGroupId: string; Direction?: string; NicType?: string }

/** Ecs DescribeSecurityGroupAttribute: the rules of a group; unused members are empty strings (assumed). */
export const describeSecurityGroupAttribute: Action<DescribeAttribute> = {
  mutating: false,
  parameters: {
    Attribute: unused(oneOf('snapshotPolicyIds')), Direction: oneOf('egress', 'ingress', 'all'), MaxResults: count, NextToken: text,
      NicType: text,
    RegionId: must(text), SecurityGroupId: must(text), ...owners,
  },
  handler(call) {
    knownRegion(call)
    const { params } = call
    if (params.NicType !== undefined && !['internet', 'intranet'].includes(params.NicType)) {
      throw new Refusal('InvalidNicType.ValueNotSupported', 400, 'The specified NicType does not exist.')
    }
    const group = ownGroup(call, params.SecurityGroupId)
    const rules = group.permissions.filter((rule) => (params.Direction ?? 'all') === 'all' || rule.Direction === params.Direction)
    const page = pageOf(rules, { ...params, MaxResults: params.MaxResults ?? RULES.size }, RULES)
    return {
      Description: '', InnerAccessPolicy: group.InnerAccessPolicy, NextToken: page.nextToken, RegionId: group.region,
        SecurityGroupId: group.id,
      SecurityGroupName: group.SecurityGroupName, VpcId: group.VpcId, SnapshotPolicyIds: { SnapshotPolicyId: [] },
      Permissions: { Permission: page.entries.map((rule) => permission(group, rule)) },
    }
  },
}

/** A security group of the caller's, or the refusal that Ecs documents. */
export function ownGroup(call: Pick<Call, 'world' | 'account' | 'region'>, id: string): SecurityGroup {
  const [group] = ownIn(call, 'securityGroups', { id })
  if (!group) throw new Refusal('InvalidSecurityGroupId.NotFound', 404, 'The specified SecurityGroupId does not exist.')
  return group
}

function permission(group: SecurityGroup, rule: Permission): object {
  return {
    ...rule, CreateTime: isoSeconds(group.createdAt),
      IpProtocol: rule.IpProtocol === 'ICMPv6' ? rule.IpProtocol : rule.IpProtocol.toUpperCase(),
    DestGroupName: '', DestGroupOwnerAccount: '', DestPrefixListName: '', Ipv6DestCidrIp: '', Ipv6SourceCidrIp: '',
      NicType: 'intranet',
    PortRangeListId: '', PortRangeListName: '', SourceGroupName: '', SourceGroupOwnerAccount: '', SourcePortRange: '',
      SourcePrefixListName: '',
  }
}
