/*
 * What the checks read of the cloud. Fields are named as in the models of the official TypeScript SDKs; lists that the wire
 * nests (`Vpcs.Vpc`, `SecurityGroupIds.SecurityGroupId`) are plain here, and the parts of `vpcAttributes` stand at the top.
 */

export interface IdentityFact {
  accountId?: string
  arn?: string
}

/** Of Vpc DescribeVpcs: `vpcs.vpc[]`. */
export interface VpcFact {
  vpcId: string
  vpcName?: string
  cidrBlock: string
  status: string
  enabledIpv6: boolean
}

/** Of Vpc DescribeVSwitches: `vSwitches.vSwitch[]`. An ID of a network ACL may be empty. */
export interface VSwitchFact {
  vSwitchId: string
  vSwitchName?: string
  vpcId: string
  zoneId: string
  cidrBlock: string
  status: string
  availableIpAddressCount: number
  enabledIpv6: boolean
  networkAclId?: string
}

/** Of Ecs DescribeInstances: `instances.instance[]`. */
export interface InstanceFact {
  instanceId: string
  instanceName?: string
  status: string
  OSType: string
  zoneId: string
  /** vpcAttributes.vpcId; empty for the classic network. */
  vpcId: string
  /** vpcAttributes.vSwitchId */
  vSwitchId: string
  /** vpcAttributes.privateIpAddress.ipAddress: the primary interface's, the first one being primary. */
  privateIpAddresses: string[]
  /** securityGroupIds.securityGroupId */
  securityGroupIds: string[]
}

/** Of Ecs DescribeSecurityGroups: `securityGroups.securityGroup[]`. */
export interface SecurityGroupFact {
  securityGroupId: string
  securityGroupName?: string
  vpcId: string
  /** `normal` is a basic group, `enterprise` an advanced one. */
  securityGroupType: string
}

/** One rule of Ecs DescribeSecurityGroupAttribute: `permissions.permission[]`. Unused texts may be empty or missing. */
export interface PermissionFact {
  direction: string
  policy: string
  /** A text from `1`, the strongest, to `100`. */
  priority: string
  ipProtocol: string
  /** `80/80`, `1/1024`, or `-1/-1` for all. */
  portRange: string
  portRangeListId?: string
  sourcePortRange?: string
  sourceCidrIp?: string
  destCidrIp?: string
  ipv6SourceCidrIp?: string
  ipv6DestCidrIp?: string
  sourceGroupId?: string
  destGroupId?: string
  sourcePrefixListId?: string
  destPrefixListId?: string
}

/** Of Ecs DescribeSecurityGroupAttribute, Direction `all`. */
export interface RulesFact {
  innerAccessPolicy: string
  permissions: PermissionFact[]
}

/** Of Ecs DescribeCloudAssistantStatus: `instanceCloudAssistantStatusSet.instanceCloudAssistantStatus[]`. */
export interface CloudAssistantFact {
  instanceId: string
  cloudAssistantStatus: string
  cloudAssistantVersion?: string
}

/**
 * What the checks ask the cloud, for one account in one region. Paging is the reader's business, and so is cutting lists of IDs
 * into what a call takes (20 VPCs, 100 instances, groups or assistants). Each method throws what the call throws.
 */
export interface CheckReader {
  /** Sts GetCallerIdentity */
  getCallerIdentity(): Promise<IdentityFact>
  /** Alb DescribeZones, the IDs */
  albZones(): Promise<string[]>
  /** Privatelink DescribeZones with ServiceResourceType `alb`, the IDs */
  privatelinkZones(): Promise<string[]>
  /** Privatelink CheckProductOpen; throws NeedOpenProduct where it is not opened */
  checkProductOpen(): Promise<unknown>
  /** Vpc DescribeVpcs; unknown IDs are left out */
  describeVpcs(vpcIds: string[]): Promise<VpcFact[]>
  /** Vpc DescribeVSwitches of one VPC */
  describeVSwitches(vpcId: string): Promise<VSwitchFact[]>
  /** Ecs DescribeInstances; unknown IDs are left out */
  describeInstances(instanceIds: string[]): Promise<InstanceFact[]>
  /** Ecs DescribeSecurityGroups; unknown IDs are left out */
  describeSecurityGroups(securityGroupIds: string[]): Promise<SecurityGroupFact[]>
  /** Ecs DescribeSecurityGroupAttribute */
  describeSecurityGroupAttribute(securityGroupId: string): Promise<RulesFact>
  /** Ecs DescribeCloudAssistantStatus */
  describeCloudAssistantStatus(instanceIds: string[]): Promise<CloudAssistantFact[]>
}

/** Resources that the config names by their IDs, as the steps read them; one that is not there has no entry. */
export interface GivenFacts {
  'load-balancer'?: { id: string; status: string; addressType?: string; vpcId?: string; zones: readonly { zoneId: string }[]; locks: readonly string[] }
  'server-group'?: { id: string; status: string; servers: readonly unknown[]; settings: Readonly<Record<string, unknown>> }
  listener?: { id: string; status: string; loadBalancerId: string; serverGroupIds: readonly string[]; protocol?: string; port?: number }
  'endpoint-service'?: {
    id: string; status: string; businessStatus: string; resources: readonly { resourceId: string; zoneId: string }[]; autoAccept?: boolean
    /** A consumer of another account that has no endpoint yet. */
    guest?: { account: string; admitted: boolean }
    /** Another account's. */
    foreign?: true
  }
}

/** Readers of the two sides; the same object where both are of one account, and then one call asks for both. */
export interface CheckReaders {
  provider: CheckReader
  consumer: CheckReader
}

/** What was read, or why it may not be read. */
export type Fact<T> = { known: true; value: T } | { known: false; why: string }

export interface Sides<T> {
  provider: T
  consumer: T
}

/** Everything that the checks judge. What no check asked for is empty. */
export interface Facts {
  sameAccount: boolean
  identity: Sides<Fact<IdentityFact>>
  albZones: Fact<string[]>
  privatelinkZones: Fact<string[]>
  privatelinkOpen: Sides<Fact<boolean>>
  vpcs: Sides<Fact<VpcFact[]>>
  vSwitches: Sides<Fact<VSwitchFact[]>>
  instances: Sides<Fact<InstanceFact[]>>
  securityGroups: Sides<Fact<SecurityGroupFact[]>>
  /** By the group's ID; a group that does not exist has no entry. */
  rules: Map<string, Fact<RulesFact>>
  cloudAssistant: Fact<CloudAssistantFact[]>
  given: GivenFacts
  /** Listeners other than the stack's own on the port of a new one, with the stack of their tags; undefined where nobody looked. */
  onPort?: readonly { id: string; stack?: string }[]
}

/** The parts of Facts that a check can ask for. */
export type Need =
  | 'identity'
  | 'albZones'
  | 'privatelinkZones'
  | 'privatelinkOpen'
  | 'providerVpc'
  | 'consumerVpc'
  | 'providerVSwitches'
  | 'consumerVSwitches'
  | 'servers'
  | 'testInstances'
  /** The groups that the config names for the endpoint, those of the servers, those of the test instances; rules included. */
  | 'endpointGroups'
  | 'serverGroups'
  | 'testGroups'
  /** The endpoint's groups without their rules. */
  | 'endpointGroupTypes'
  | 'cloudAssistant'
