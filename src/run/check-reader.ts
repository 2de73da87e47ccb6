import type { CheckReader, InstanceFact } from '../checks/facts.ts'
import type { Cloud } from '../cloud/cloud.ts'
import { allPages, inChunks, listOf } from '../cloud/pages.ts'
import { given } from '../core/given.ts'
import { readInstances } from '../steps/instances.ts'

/**
 * What the checks ask of the cloud, read through one signer; identical reads are sent once.
 * @param onInstances told of the instances that were read
 */
export function checkReader(cloud: Cloud, onInstances: (instances: readonly InstanceFact[]) => void = () => undefined): CheckReader {
  const regionId = cloud.region
  return {
    getCallerIdentity: () => cloud.callerIdentity(),
    albZones: async () => listOf((await cloud.alb('DescribeZones', {})).zones, 'Zones').map(({ zoneId }) => zoneId ?? ''),
    privatelinkZones: async () => listOf((await cloud.privatelink('DescribeZones', { serviceResourceType: 'alb' })).zones?.zone, 'Zones').map(({ zoneId }) => zoneId ?? ''),
    checkProductOpen: () => cloud.privatelink('CheckProductOpen', {}),

    describeVpcs: (ids) =>
      inChunks(ids, 20, async (some) => {
        const { vpcs } = await cloud.vpc('DescribeVpcs', { regionId, vpcId: some.join(','), pageSize: 50 })
        return listOf(vpcs?.vpc, 'Vpcs').map((vpc) => ({
          vpcId: vpc.vpcId ?? '', ...given({ vpcName: vpc.vpcName }), cidrBlock: vpc.cidrBlock ?? '', status: vpc.status ?? '', enabledIpv6: vpc.enabledIpv6 === true,
        }))
      }),

    describeVSwitches: (vpcId) =>
      allPages(async (token) => {
        const pageNumber = Number(token ?? 1)
        const { vSwitches, totalCount } = await cloud.vpc('DescribeVSwitches', { regionId, vpcId, pageSize: 50, pageNumber })
        const items = listOf(vSwitches?.vSwitch, 'VSwitches').map((vSwitch) => ({
          vSwitchId: vSwitch.vSwitchId ?? '', vpcId: vSwitch.vpcId ?? '', zoneId: vSwitch.zoneId ?? '', cidrBlock: vSwitch.cidrBlock ?? '', status: vSwitch.status ?? '',
          availableIpAddressCount: vSwitch.availableIpAddressCount ?? 0, enabledIpv6: vSwitch.enabledIpv6 === true, ...given({ networkAclId: vSwitch.networkAclId }),
        }))
        return { items, nextToken: pageNumber * 50 < (totalCount ?? 0) ? String(pageNumber + 1) : undefined }
      }),

    describeInstances: async (ids) => {
      const instances = (await readInstances(cloud, ids)).map((instance) => ({
        instanceId: instance.instanceId ?? '', ...given({ instanceName: instance.instanceName }), status: instance.status ?? '', OSType: instance.OSType ?? '', zoneId: instance.zoneId ?? '',
        vpcId: instance.vpcAttributes?.vpcId ?? '', vSwitchId: instance.vpcAttributes?.vSwitchId ?? '',
        privateIpAddresses: instance.vpcAttributes?.privateIpAddress?.ipAddress ?? [], securityGroupIds: instance.securityGroupIds?.securityGroupId ?? [],
      }))
      onInstances(instances)
      return instances
    },

    describeSecurityGroups: (ids) =>
      inChunks(ids, 100, (some) =>
        allPages(async (token) => {
          const { securityGroups, nextToken } = await cloud.ecs('DescribeSecurityGroups', { regionId, securityGroupIds: JSON.stringify(some), maxResults: 100, nextToken: token })
          const items = listOf(securityGroups?.securityGroup, 'SecurityGroups').map((group) => ({
            securityGroupId: group.securityGroupId ?? '', ...given({ securityGroupName: group.securityGroupName }), vpcId: group.vpcId ?? '', securityGroupType: group.securityGroupType ?? 'normal',
          }))
          return { items, nextToken }
        })),

    describeSecurityGroupAttribute: async (securityGroupId) => {
      let innerAccessPolicy = 'Accept'
      const permissions = await allPages(async (nextToken) => {
        const body = await cloud.ecs('DescribeSecurityGroupAttribute', { regionId, securityGroupId, direction: 'all', maxResults: 1000, nextToken })
        innerAccessPolicy = body.innerAccessPolicy ?? innerAccessPolicy
        const items = listOf(body.permissions?.permission, 'Permissions').map((rule) => ({
          direction: rule.direction ?? '', policy: rule.policy ?? 'Accept', priority: rule.priority ?? '1', ipProtocol: rule.ipProtocol ?? 'ALL', portRange: rule.portRange ?? '-1/-1',
          ...given({
            portRangeListId: rule.portRangeListId, sourcePortRange: rule.sourcePortRange, sourceCidrIp: rule.sourceCidrIp, destCidrIp: rule.destCidrIp,
            ipv6SourceCidrIp: rule.ipv6SourceCidrIp, ipv6DestCidrIp: rule.ipv6DestCidrIp, sourceGroupId: rule.sourceGroupId, destGroupId: rule.destGroupId,
            sourcePrefixListId: rule.sourcePrefixListId, destPrefixListId: rule.destPrefixListId,
          }),
        }))
        return { items, nextToken: body.nextToken }
      })
      return { innerAccessPolicy, permissions }
    },

    describeCloudAssistantStatus: (ids) =>
      inChunks(ids, 100, async (some) => {
        const { instanceCloudAssistantStatusSet: set } = await cloud.ecs('DescribeCloudAssistantStatus', { regionId, instanceId: some })
        return listOf(set?.instanceCloudAssistantStatus, 'InstanceCloudAssistantStatusSet').map((one) => ({
          instanceId: one.instanceId ?? '', cloudAssistantStatus: one.cloudAssistantStatus ?? '', ...given({ cloudAssistantVersion: one.cloudAssistantVersion }),
        }))
      }),
  }
}
