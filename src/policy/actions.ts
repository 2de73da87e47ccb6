import type { ActionOf, AlbSdk, EcsSdk, VpcSdk } from '../cloud/cloud.ts'
import type { PrivatelinkAction } from '../cloud/privatelink20200415/client.ts'

/** An action as RAM names it: the product's name in lower case, and the API's. */
export type PolicyAction =
  | `alb:${ActionOf<AlbSdk>}` | `privatelink:${PrivatelinkAction}` | `vpc:${ActionOf<VpcSdk>}` | `ecs:${ActionOf<EcsSdk>}`

/** The commands that there is a policy for. */
export const POLICY_COMMANDS = ['up', 'test', 'accept', 'down', 'plan', 'status', 'doctor', 'init'] as const
export type PolicyCommand = (typeof POLICY_COMMANDS)[number]

/** The two accounts that a stack may be of: the load balancer's and the endpoint's. */
export const SIDES = ['provider', 'consumer'] as const
export type Side = (typeof SIDES)[number]

/** What each side calls; where both are one account it needs both. */
export type ActionSet = Partial<Record<Side, readonly PolicyAction[]>>

/** The networks and instances that are there, of either side. */
const AROUND = [
  'vpc:DescribeVpcs', 'vpc:DescribeVSwitches', 'ecs:DescribeInstances', 'ecs:DescribeSecurityGroups', 'ecs:DescribeSecurityGroupAttribute',
] as const
/** The tags of an endpoint service or an endpoint, which its own reads leave out. */
const TAGS = ['privatelink:ListTagResources'] as const

/** Sets of actions that commands share; each becomes a statement of its own. */
export const ACTIONS = {
  /** What is there of a stack. */
  look: {
    provider: [
      'alb:ListLoadBalancers', 'alb:GetLoadBalancerAttribute', 'alb:ListServerGroups', 'alb:ListServerGroupServers', 'alb:ListListeners',
      'alb:GetListenerAttribute', 'alb:ListAsynJobs', 'alb:GetListenerHealthStatus', 'privatelink:ListVpcEndpointServices',
      'privatelink:GetVpcEndpointServiceAttribute', 'privatelink:ListVpcEndpointServiceResources', 'privatelink:ListVpcEndpointConnections',
    ],
    consumer: [
      'privatelink:ListVpcEndpoints', 'privatelink:GetVpcEndpointAttribute', 'privatelink:ListVpcEndpointZones',
      'privatelink:ListVpcEndpointSecurityGroups',
    ],
  },
  /** A service that is given by its ID may be another account's. */
  offered: { consumer: ['privatelink:ListVpcEndpointServicesByEndUser'] },
  /** A consumer of another account has to be on the whitelist of the endpoint service. */
  whitelist: { provider: ['privatelink:ListVpcEndpointServiceUsers'] },
  admit: { provider: ['privatelink:AddUserToVpcEndpointService'] },
  tags: { provider: TAGS, consumer: TAGS },
  /** The checks before step 1. */
  check: {
    provider: ['alb:DescribeZones', 'privatelink:DescribeZones', 'privatelink:CheckProductOpen', ...AROUND],
    consumer: ['privatelink:CheckProductOpen', ...AROUND],
  },
  /** What there is to choose from. */
  choose: {
    provider: ['vpc:DescribeRegions', 'alb:DescribeZones', 'privatelink:DescribeZones', ...AROUND],
    consumer: [...AROUND, 'ecs:DescribeCloudAssistantStatus'],
  },
  /** The check of the test's instances. */
  checkTest: { consumer: ['ecs:DescribeCloudAssistantStatus'] },
  /** Sent with DryRun. Who may do that may also create: RAM knows no difference. */
  dryRun: {
    provider: ['alb:CreateLoadBalancer', 'alb:CreateServerGroup', 'alb:CreateListener', 'privatelink:CreateVpcEndpointService'],
    consumer: ['privatelink:CreateVpcEndpoint'],
  },
  create: {
    provider: [
      'alb:CreateLoadBalancer', 'alb:CreateServerGroup', 'alb:AddServersToServerGroup', 'alb:CreateListener',
      'privatelink:CreateVpcEndpointService', 'privatelink:AttachResourceToVpcEndpointService', 'privatelink:EnableVpcEndpointConnection',
    ],
    consumer: ['privatelink:CreateVpcEndpoint', 'privatelink:AddZoneToVpcEndpoint'],
  },
  /** What `up` changes in place. */
  change: {
    provider: [
      'alb:UpdateLoadBalancerAttribute', 'alb:UpdateLoadBalancerEdition', 'alb:UpdateLoadBalancerZones', 'alb:EnableDeletionProtection',
      'alb:DisableDeletionProtection', 'alb:UpdateServerGroupAttribute', 'alb:UpdateServerGroupServersAttribute',
      'alb:RemoveServersFromServerGroup', 'alb:UpdateListenerAttribute', 'alb:StartListener', 'alb:TagResources', 'alb:MoveResourceGroup',
      'privatelink:UpdateVpcEndpointServiceAttribute', 'privatelink:DisableVpcEndpointZoneConnection',
      'privatelink:EnableVpcEndpointZoneConnection', 'privatelink:TagResources', 'privatelink:ChangeResourceGroup',
    ],
    consumer: [
      'privatelink:UpdateVpcEndpointAttribute', 'privatelink:RemoveZoneFromVpcEndpoint', 'privatelink:AttachSecurityGroupToVpcEndpoint',
      'privatelink:DetachSecurityGroupFromVpcEndpoint', 'privatelink:TagResources', 'privatelink:ChangeResourceGroup',
    ],
  },
  /** What cannot be repaired is removed and made anew: what failed, and an endpoint whose service was deleted. */
  remake: { provider: ['alb:DeleteLoadBalancer', 'alb:DeleteListener'], consumer: ['privatelink:DeleteVpcEndpoint'] },
  accept: { provider: ['privatelink:ListVpcEndpointConnections', 'privatelink:EnableVpcEndpointConnection'] },
  remove: {
    provider: [
      'privatelink:DisableVpcEndpointConnection', 'privatelink:DetachResourceFromVpcEndpointService', 'privatelink:DeleteVpcEndpointService',
      'alb:DeleteListener', 'alb:DisableDeletionProtection', 'alb:DeleteLoadBalancer', 'alb:DeleteServerGroup',
    ],
    consumer: ['privatelink:RemoveZoneFromVpcEndpoint', 'privatelink:DeleteVpcEndpoint'],
  },
  /** Step 7, beside the command itself. */
  ask: { consumer: ['ecs:DescribeInstances', 'ecs:DescribeInvocationResults'] },
  results: { consumer: ['ecs:DescribeInvocationResults'] },
  serverResults: { provider: ['ecs:DescribeInvocationResults'] },
  /** Why a test failed: without these it still says that it did. */
  explain: { consumer: ['ecs:DescribeSecurityGroups', 'ecs:DescribeSecurityGroupAttribute'] },
} as const satisfies Record<string, ActionSet>

/** The actions of a set that some sides call, each once. */
export const actionsOf = (set: keyof typeof ACTIONS, sides: readonly Side[] = SIDES): PolicyAction[] =>
  [...new Set(sides.flatMap((side) => (ACTIONS[set] as ActionSet)[side] ?? []))]

/** The command on instances; the only permission that is bound to resources. */
export const RUN: PolicyAction = 'ecs:RunCommand'

/**
 * Part of a policy: a set of actions, `run` for the command on the test's instances, `runServers` for that on the servers, `roles`
 * for the service-linked roles.
 */
export type Part = keyof typeof ACTIONS | 'run' | 'runServers' | 'roles'

/** What each command needs, in the order of the statements. */
export const PARTS: Readonly<Record<PolicyCommand, readonly Part[]>> = {
  up: ['look', 'offered', 'whitelist', 'tags', 'check', 'checkTest', 'create', 'admit', 'change', 'remake', 'results', 'run', 'roles'],
  test: ['look', 'offered', 'ask', 'explain', 'run'],
  accept: ['accept'],
  down: ['look', 'offered', 'remove'],
  plan: ['look', 'offered', 'whitelist', 'tags', 'check', 'checkTest'],
  status: ['look', 'offered'],
  doctor: ['look', 'offered', 'check', 'checkTest', 'dryRun', 'serverResults', 'runServers'],
  init: ['choose'],
}
