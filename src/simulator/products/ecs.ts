import type { ProductTable } from '../action.ts'
import { describeCloudAssistantStatus } from './ecs/assistant-status.ts'
import { describeInstances } from './ecs/instances.ts'
import { describeInvocationResults, describeInvocations } from './ecs/invocations.ts'
import { describeNetworkInterfaces } from './ecs/network-interfaces.ts'
import { describeAvailableResource, describeRegions, describeZones } from './ecs/regions.ts'
import { runCommand, stopInvocation } from './ecs/run-command.ts'
import { authorizeSecurityGroup, revokeSecurityGroup } from './ecs/security-group-rules.ts'
import { describeSecurityGroupAttribute, describeSecurityGroups } from './ecs/security-groups.ts'

/** Elastic Compute Service, 2014-05-26: instances, security groups, network interfaces, and Cloud Assistant. */
export const ecs: ProductTable = {
  product: 'Ecs',
  version: '2014-05-26',
  actions: {
    AuthorizeSecurityGroup: authorizeSecurityGroup,
    DescribeAvailableResource: describeAvailableResource,
    DescribeCloudAssistantStatus: describeCloudAssistantStatus,
    DescribeInstances: describeInstances,
    DescribeInvocationResults: describeInvocationResults,
    DescribeInvocations: describeInvocations,
    DescribeNetworkInterfaces: describeNetworkInterfaces,
    DescribeRegions: describeRegions,
    DescribeSecurityGroupAttribute: describeSecurityGroupAttribute,
    DescribeSecurityGroups: describeSecurityGroups,
    DescribeZones: describeZones,
    RevokeSecurityGroup: revokeSecurityGroup,
    RunCommand: runCommand,
    StopInvocation: stopInvocation,
  },
  lifecycles: [],
}
