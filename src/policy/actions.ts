import type { ActionOf, AlbSdk, EcsSdk, VpcSdk } from '../cloud/cloud.ts'
import type { PrivatelinkAction } from '../cloud/privatelink20200415/client.ts'

/** An action as RAM names it: the product's name in lower case, and the API's. */
export type PolicyAction =
  | `alb:${ActionOf<AlbSdk>}` | `privatelink:${PrivatelinkAction}` | `vpc:${ActionOf<VpcSdk>}` | `ecs:${ActionOf<EcsSdk>}`

/** The commands that there is a policy for. */
export const POLICY_COMMANDS = ['up', 'test', 'accept', 'down', 'plan', 'status', 'doctor'] as const
export type PolicyCommand = (typeof POLICY_COMMANDS)[number]

/** Sets of actions that commands share; each becomes a statement of its own. */
export const ACTIONS = {
  /** What is there of a stack. */
  look: [
    'alb:ListLoadBalancers', 'alb:GetLoadBalancerAttribute', 'alb:ListServerGroups', 'alb:ListServerGroupServers', 'alb:ListListeners',
    'alb:GetListenerAttribute', 'alb:ListAsynJobs', 'alb:GetListenerHealthStatus', 'privatelink:ListVpcEndpointServices',
    'privatelink:GetVpcEndpointServiceAttribute', 'privatelink:ListVpcEndpointServiceResources', 'privatelink:ListVpcEndpoints',
    'privatelink:GetVpcEndpointAttribute', 'privatelink:ListVpcEndpointZones', 'privatelink:ListVpcEndpointSecurityGroups',
    'privatelink:ListVpcEndpointConnections',
  ],
  /** The tags of endpoint services and endpoints, which their own reads leave out. */
  tags: ['privatelink:ListTagResources'],
  /** The checks before step 1. */
  check: [
    'alb:DescribeZones', 'privatelink:DescribeZones', 'privatelink:CheckProductOpen', 'vpc:DescribeVpcs', 'vpc:DescribeVSwitches',
    'ecs:DescribeInstances', 'ecs:DescribeSecurityGroups', 'ecs:DescribeSecurityGroupAttribute',
  ],
  /** The check of the test's instances. */
  checkTest: ['ecs:DescribeCloudAssistantStatus'],
  /** Sent with DryRun. Who may do that may also create: RAM knows no difference. */
  dryRun: [
    'alb:CreateLoadBalancer', 'alb:CreateServerGroup', 'alb:CreateListener', 'privatelink:CreateVpcEndpointService', 'privatelink:CreateVpcEndpoint',
  ],
  create: [
    'alb:CreateLoadBalancer', 'alb:CreateServerGroup', 'alb:AddServersToServerGroup', 'alb:CreateListener', 'privatelink:CreateVpcEndpointService',
    'privatelink:AttachResourceToVpcEndpointService', 'privatelink:CreateVpcEndpoint', 'privatelink:AddZoneToVpcEndpoint',
    'privatelink:EnableVpcEndpointConnection',
  ],
  /** What `up` changes in place. */
  change: [
    'alb:UpdateLoadBalancerAttribute', 'alb:UpdateLoadBalancerEdition', 'alb:UpdateLoadBalancerZones', 'alb:EnableDeletionProtection',
    'alb:DisableDeletionProtection', 'alb:UpdateServerGroupAttribute', 'alb:UpdateServerGroupServersAttribute', 'alb:RemoveServersFromServerGroup',
    'alb:UpdateListenerAttribute', 'alb:StartListener', 'alb:TagResources', 'alb:MoveResourceGroup', 'privatelink:UpdateVpcEndpointServiceAttribute',
    'privatelink:UpdateVpcEndpointAttribute', 'privatelink:RemoveZoneFromVpcEndpoint',
    'privatelink:DisableVpcEndpointZoneConnection', 'privatelink:EnableVpcEndpointZoneConnection', 'privatelink:AttachSecurityGroupToVpcEndpoint',
    'privatelink:DetachSecurityGroupFromVpcEndpoint', 'privatelink:TagResources', 'privatelink:ChangeResourceGroup',
  ],
  /** What cannot be repaired is removed and made anew: a load balancer or listener that failed, an endpoint whose service was deleted. */
  remake: ['alb:DeleteLoadBalancer', 'alb:DeleteListener', 'privatelink:DeleteVpcEndpoint'],
  accept: ['privatelink:ListVpcEndpointConnections', 'privatelink:EnableVpcEndpointConnection'],
  remove: [
    'privatelink:DisableVpcEndpointConnection', 'privatelink:RemoveZoneFromVpcEndpoint', 'privatelink:DeleteVpcEndpoint',
    'privatelink:DetachResourceFromVpcEndpointService', 'privatelink:DeleteVpcEndpointService', 'alb:DeleteListener',
    'alb:DisableDeletionProtection', 'alb:DeleteLoadBalancer', 'alb:DeleteServerGroup',
  ],
  /** Step 7, beside the command itself. */
  ask: ['ecs:DescribeInstances', 'ecs:DescribeInvocationResults'],
  results: ['ecs:DescribeInvocationResults'],
  /** Why a test failed: without these it still says that it did. */
  explain: ['ecs:DescribeSecurityGroups', 'ecs:DescribeSecurityGroupAttribute'],
} as const satisfies Record<string, readonly PolicyAction[]>

/** The command on instances; the only permission that is bound to resources. */
export const RUN: PolicyAction = 'ecs:RunCommand'

/**
 * Part of a policy: a set of actions, `run` for the command on the test's instances, `runServers` for that on the servers, `roles`
 * for the service-linked roles.
 */
export type Part = keyof typeof ACTIONS | 'run' | 'runServers' | 'roles'

/** What each command needs, in the order of the statements. */
export const PARTS: Readonly<Record<PolicyCommand, readonly Part[]>> = {
  up: ['look', 'tags', 'check', 'checkTest', 'create', 'change', 'remake', 'results', 'run', 'roles'],
  test: ['look', 'ask', 'explain', 'run'],
  accept: ['accept'],
  down: ['look', 'remove'],
  plan: ['look', 'tags', 'check', 'checkTest'],
  status: ['look'],
  doctor: ['look', 'check', 'checkTest', 'dryRun', 'results', 'runServers'],
}
