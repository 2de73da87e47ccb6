import type { ProductTable } from '../action.ts'
import { describeCloudAssistantStatus } from './ecs/assistant-status.ts'
import { describeDisks } from './ecs/disks.ts'
import { describeImages } from './ecs/images.ts'
import {
  describeInstanceAttribute, describeInstanceAutoRenewAttribute, describeInstanceMaintenanceAttributes, describeInstanceRamRole,
  describeInstanceStatus, describeUserData,
} from './ecs/instance-reads.ts'
import { describeInstanceTypeFamilies, describeInstanceTypes } from './ecs/instance-types.ts'
import { describeInstances } from './ecs/instances.ts'
import { describeInvocationResults, describeInvocations } from './ecs/invocations.ts'
import { describeKeyPairs } from './ecs/key-pairs.ts'
import { describeNetworkInterfaceAttribute, describeNetworkInterfaces } from './ecs/network-interfaces.ts'
import { describeAvailableResource, describeRegions, describeZones } from './ecs/regions.ts'
import { runCommand, stopInvocation } from './ecs/run-command.ts'
import { describeSecurityGroupReferences } from './ecs/security-group-references.ts'
import { authorizeSecurityGroup, revokeSecurityGroup } from './ecs/security-group-rules.ts'
import { describeSecurityGroupAttribute, describeSecurityGroups } from './ecs/security-groups.ts'
import { describeTags, listTagResources } from './ecs/tags.ts'

/** Elastic Compute Service, 2014-05-26: instances, security groups, network interfaces, and Cloud Assistant. */
export const ecs: ProductTable = {
  product: 'Ecs',
  version: '2014-05-26',
  actions: {
    AuthorizeSecurityGroup: authorizeSecurityGroup,
    DescribeAvailableResource: describeAvailableResource,
    DescribeCloudAssistantStatus: describeCloudAssistantStatus,
    DescribeDisks: describeDisks,
    DescribeImages: describeImages,
    DescribeInstanceAttribute: describeInstanceAttribute,
    DescribeInstanceAutoRenewAttribute: describeInstanceAutoRenewAttribute,
    DescribeInstanceMaintenanceAttributes: describeInstanceMaintenanceAttributes,
    DescribeInstanceRamRole: describeInstanceRamRole,
    DescribeInstanceStatus: describeInstanceStatus,
    DescribeInstanceTypeFamilies: describeInstanceTypeFamilies,
    DescribeInstanceTypes: describeInstanceTypes,
    DescribeInstances: describeInstances,
    DescribeInvocationResults: describeInvocationResults,
    DescribeInvocations: describeInvocations,
    DescribeKeyPairs: describeKeyPairs,
    DescribeNetworkInterfaceAttribute: describeNetworkInterfaceAttribute,
    DescribeNetworkInterfaces: describeNetworkInterfaces,
    DescribeRegions: describeRegions,
    DescribeSecurityGroupAttribute: describeSecurityGroupAttribute,
    DescribeSecurityGroupReferences: describeSecurityGroupReferences,
    DescribeSecurityGroups: describeSecurityGroups,
    DescribeTags: describeTags,
    DescribeUserData: describeUserData,
    DescribeZones: describeZones,
    ListTagResources: listTagResources,
    RevokeSecurityGroup: revokeSecurityGroup,
    RunCommand: runCommand,
    StopInvocation: stopInvocation,
  },
  lifecycles: [],
}
