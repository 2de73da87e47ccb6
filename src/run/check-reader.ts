import type { CheckReader, InstanceFact } from '../checks/facts.ts'
import type { Cloud } from '../cloud/cloud.ts'
import { allPages, inChunks, listOf } from '../cloud/pages.ts'
import { given } from '../core/given.ts'
import { readInstances } from '../steps/instances.ts'
import { instanceFact, securityGroupPage, vpcPage, vSwitchPage } from './listed.ts'

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

    describeVpcs: (ids) => inChunks(ids, 20, async (some) => (await vpcPage(cloud, some)).items),

    describeVSwitches: (vpcId) => allPages((token) => vSwitchPage(cloud, vpcId, token)),

    describeInstances: async (ids) => {
      const instances = (await readInstances(cloud, ids)).map(instanceFact)
      onInstances(instances)
      return instances
    },

    describeSecurityGroups: (ids) => inChunks(ids, 100, (some) => allPages((token) => securityGroupPage(cloud, { ids: some }, token))),

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
