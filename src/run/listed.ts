import type { InstanceFact, SecurityGroupFact, VpcFact, VSwitchFact } from '../checks/facts.ts'
import type { Cloud } from '../cloud/cloud.ts'
import { listOf } from '../cloud/pages.ts'
import { given } from '../core/given.ts'
import type { ListedInstance } from '../steps/instances.ts'

/** Vpc DescribeVpcs and DescribeVSwitches give so many at most in one page (documented). */
const PAGE_SIZE = 50

/** One page of a list, and the token of the next; undefined after the last. */
export interface Page<T> { items: T[]; nextToken: string | undefined }

/** The token of a list that is paged by numbers: the number of the next page. */
const nextNumber = (pageNumber: number, totalCount: number | undefined): string | undefined =>
  (pageNumber * PAGE_SIZE < (totalCount ?? 0) ? String(pageNumber + 1) : undefined)

/** A page of Vpc DescribeVpcs: up to 20 by their IDs, or all of the region. */
export async function vpcPage(cloud: Cloud, ids: readonly string[] | undefined, token?: string): Promise<Page<VpcFact>> {
  const pageNumber = Number(token ?? 1)
  const { vpcs, totalCount } = await cloud.vpc('DescribeVpcs', { regionId: cloud.region, ...given({ vpcId: ids?.join(',') }), pageSize: PAGE_SIZE, pageNumber })
  const items = listOf(vpcs?.vpc, 'Vpcs').map((vpc) => ({
    vpcId: vpc.vpcId ?? '', ...given({ vpcName: vpc.vpcName }), cidrBlock: vpc.cidrBlock ?? '', status: vpc.status ?? '', enabledIpv6: vpc.enabledIpv6 === true,
  }))
  return { items, nextToken: nextNumber(pageNumber, totalCount) }
}

/** A page of Vpc DescribeVSwitches: of one VPC, or all of the region. */
export async function vSwitchPage(cloud: Cloud, vpcId: string | undefined, token?: string): Promise<Page<VSwitchFact>> {
  const pageNumber = Number(token ?? 1)
  const { vSwitches, totalCount } = await cloud.vpc('DescribeVSwitches', { regionId: cloud.region, ...given({ vpcId }), pageSize: PAGE_SIZE, pageNumber })
  const items = listOf(vSwitches?.vSwitch, 'VSwitches').map((vSwitch) => ({
    vSwitchId: vSwitch.vSwitchId ?? '', vpcId: vSwitch.vpcId ?? '', zoneId: vSwitch.zoneId ?? '', cidrBlock: vSwitch.cidrBlock ?? '', status: vSwitch.status ?? '',
    availableIpAddressCount: vSwitch.availableIpAddressCount ?? 0, enabledIpv6: vSwitch.enabledIpv6 === true,
    ...given({ vSwitchName: vSwitch.vSwitchName, networkAclId: vSwitch.networkAclId }),
  }))
  return { items, nextToken: nextNumber(pageNumber, totalCount) }
}

/** What the checks know of an entry of Ecs DescribeInstances. */
export function instanceFact(instance: ListedInstance): InstanceFact {
  return {
    instanceId: instance.instanceId ?? '', ...given({ instanceName: instance.instanceName }), status: instance.status ?? '', OSType: instance.OSType ?? '', zoneId: instance.zoneId ?? '',
    vpcId: instance.vpcAttributes?.vpcId ?? '', vSwitchId: instance.vpcAttributes?.vSwitchId ?? '',
    privateIpAddresses: instance.vpcAttributes?.privateIpAddress?.ipAddress ?? [], securityGroupIds: instance.securityGroupIds?.securityGroupId ?? [],
  }
}

/** A page of Ecs DescribeSecurityGroups: up to 100 by their IDs, or all of one VPC. */
export async function securityGroupPage(cloud: Cloud, which: { ids: readonly string[] } | { vpcId: string }, token?: string): Promise<Page<SecurityGroupFact>> {
  const narrowed = 'ids' in which ? { securityGroupIds: JSON.stringify(which.ids) } : which
  const { securityGroups, nextToken } = await cloud.ecs('DescribeSecurityGroups', { regionId: cloud.region, ...narrowed, maxResults: 100, nextToken: token })
  const items = listOf(securityGroups?.securityGroup, 'SecurityGroups').map((group) => ({
    securityGroupId: group.securityGroupId ?? '', ...given({ securityGroupName: group.securityGroupName }), vpcId: group.vpcId ?? '', securityGroupType: group.securityGroupType ?? 'normal',
  }))
  return { items, nextToken }
}
