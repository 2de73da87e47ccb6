/**
 * What the simulated cloud holds. Everything here is plain JSON: the world file is this object.
 * Keys that the cloud has too are spelled as the cloud spells them; keys of the simulator's own are in lower case.
 * All times are world milliseconds since the epoch.
 */
import type { Invocation } from './model-invocation.ts'

export type { Invocation, InvocationResult } from './model-invocation.ts'

export interface Stateful {
  status: string
  /** When the present status was entered. */
  since: number
  /** How often it was looked at in the present status (the clock's mode "reads"). */
  reads?: number
}

export interface Owned {
  id: string
  region: string
  /** ID of the owning account. */
  account: string
  createdAt: number
  tags: Record<string, string>
  ResourceGroupId: string
}

export interface Account {
  id: string
  /** The name by which `--profile` and the config's `profile` find it. */
  name: string
  accessKeyId: string
  accessKeySecret: string
  /** Sessions of Security Token Service: tokens accepted beside the key pair. */
  sessions?: { accessKeyId: string; accessKeySecret: string; securityToken: string; expiresAt: number; role: string; session: string }[]
  privatelinkOpen: boolean
  /** Service-linked roles that exist, by name. */
  roles: string[]
}

export interface Zone { ZoneId: string; LocalName: string; alb: boolean; privatelink: boolean }
export interface Region {
  RegionId: string
  LocalName: string
  zones: Zone[]
  /** The characters that the IDs of some kinds begin with here; made from the region's name where it is left out. */
  code?: string
}

export interface Vpc extends Owned {
  VpcName: string
  CidrBlock: string
  Status: string
  EnabledIpv6: boolean
  Ipv6CidrBlock: string
}

export interface VSwitch extends Owned {
  VSwitchName: string
  VpcId: string
  ZoneId: string
  CidrBlock: string
  Status: string
  EnabledIpv6: boolean
  Ipv6CidrBlock: string
  NetworkAclId: string
  /** Addresses in use, each with what holds it; those of instances included. */
  taken: Record<string, string>
}

export interface Permission {
  SecurityGroupRuleId: string
  Direction: 'ingress' | 'egress'
  IpProtocol: string
  PortRange: string
  Policy: 'Accept' | 'Drop'
  Priority: string
  SourceCidrIp: string
  DestCidrIp: string
  SourceGroupId: string
  DestGroupId: string
  SourcePrefixListId: string
  DestPrefixListId: string
  Description: string
}

export interface SecurityGroup extends Owned {
  SecurityGroupName: string
  VpcId: string
  SecurityGroupType: 'normal' | 'enterprise'
  InnerAccessPolicy: 'Accept' | 'Drop'
  permissions: Permission[]
}

export interface Instance extends Owned {
  InstanceName: string
  OSType: 'linux' | 'windows'
  OSName: string
  Status: string
  VpcId: string
  VSwitchId: string
  ZoneId: string
  PrivateIpAddress: string
  SecurityGroupIds: string[]
  /** Cloud Assistant's agent: `absent` was never installed, `silent` sends no heartbeat. */
  agent: 'running' | 'silent' | 'absent'
  /** What listens on this instance, by port. A page is served by the simulator itself on loopback; a backend is a URL of the user's own. */
  services: { port: number; page?: string; backend?: string; status?: number; broken?: boolean }[]
  /** Programs that the guest lacks although its system usually has them, `curl` for one. */
  lacks?: string[]
}

export interface ZoneMapping {
  ZoneId: string
  VSwitchId: string
  Status: string
  LoadBalancerAddresses: { Address: string; IntranetAddress?: string; Ipv6Address?: string; Ipv4LocalAddresses: string[] }[]
}

export interface LoadBalancer extends Owned, Stateful {
  LoadBalancerName: string
  LoadBalancerEdition: string
  LoadBalancerBussinessStatus: string
  AddressType: string
  AddressAllocatedMode: string
  AddressIpVersion: string
  VpcId: string
  DNSName: string
  DeletionProtectionConfig: { Enabled: boolean; EnabledTime?: string }
  ModificationProtectionConfig: { Status: string; Reason?: string }
  ZoneMappings: ZoneMapping[]
  SecurityGroupIds: string[]
  /** `Active` is not yet "ready for a listener": until then writes of listeners are refused with IncorrectBusinessStatus. */
  businessReadyAt?: number
  /** After detachment from an endpoint service it resists deletion until then. */
  lockedUntil?: number
  /** An edition that was asked for and shows from `at` on. */
  nextEdition?: { LoadBalancerEdition: string; at: number }
}

export interface Server extends Stateful {
  ServerId: string
  ServerType: string
  ServerIp: string
  Port: number
  Weight: number
  Description: string
  RemoteIpEnabled: boolean
}

export interface HealthCheckConfig {
  HealthCheckEnabled: boolean
  HealthCheckCodes: string[]
  HealthCheckConnectPort: number
  HealthCheckHost: string
  HealthCheckHttpVersion: string
  HealthCheckInterval: number
  HealthCheckMethod: string
  HealthCheckPath: string
  HealthCheckProtocol: string
  HealthCheckTimeout: number
  HealthyThreshold: number
  UnhealthyThreshold: number
}

export interface ServerGroup extends Owned, Stateful {
  ServerGroupName: string
  ServerGroupType: string
  VpcId: string
  Protocol: string
  Scheduler: string
  CrossZoneEnabled: boolean
  Ipv6Enabled: boolean
  UpstreamKeepaliveEnabled: boolean
  ServiceName: string
  HealthCheckConfig: HealthCheckConfig
  StickySessionConfig: { StickySessionEnabled: boolean; StickySessionType?: string; Cookie?: string; CookieTimeout?: number }
  SlowStartConfig: { SlowStartEnabled: boolean; SlowStartDuration?: number }
  ConnectionDrainConfig: { ConnectionDrainEnabled: boolean; ConnectionDrainTimeout?: number }
  UchConfig?: { Type: string; Value: string }
  servers: Server[]
}

export interface Listener extends Owned, Stateful {
  LoadBalancerId: string
  ListenerProtocol: string
  ListenerPort: number
  ListenerDescription: string
  IdleTimeout: number
  RequestTimeout: number
  GzipEnabled: boolean
  Http2Enabled: boolean
  SecurityPolicyId: string
  CaEnabled: boolean
  DefaultActions: { Type: string; ForwardGroupConfig: { ServerGroupTuples: { ServerGroupId: string }[] } }[]
  /** Members as the create call gave them, in the cloud's spelling. */
  XForwardedForConfig: Record<string, unknown>
  Certificates?: { CertificateId: string }[]
  CaCertificates?: { CertificateId: string }[]
  QuicConfig?: { QuicListenerId?: string; QuicUpgradeEnabled?: boolean }
  /** Where `Configuring` ends: a listener that is being stopped ends as Stopped. */
  wanted?: 'Running' | 'Stopped'
  /** Turns taken by the scheduler, so that every process goes on where the last one stopped. */
  turns: number
}

export interface Job extends Stateful {
  id: string
  region: string
  account: string
  ApiName: string
  OperateType: 'Create' | 'Update' | 'Delete'
  ResourceId: string
  ResourceType: string
  createdAt: number
  modifiedAt: number
  ErrorCode?: string
  ErrorMessage?: string
}

export interface ServiceResource {
  ResourceId: string
  ResourceType: string
  ZoneId: string
  VSwitchId: string
  VpcId: string
  Ip: string
  /** Absent counts as true. */
  AutoAllocatedEnabled?: boolean
  attachedAt?: number
}

export interface EndpointService extends Owned, Stateful {
  ServiceName: string
  ServiceDomain: string
  ServiceDescription: string
  ServiceBusinessStatus: string
  ServiceResourceType: string
  ServiceType: string
  AutoAcceptEnabled: boolean
  ZoneAffinityEnabled: boolean
  AddressIpVersion: string
  ServiceSupportIPv6: boolean
  Payer: string
  MinBandwidth: number
  MaxBandwidth: number
  resources: ServiceResource[]
  /** Account IDs on the whitelist. */
  users: string[]
  /** The action that put it into its passing state. */
  cause?: string
}

export interface EndpointZone extends Stateful {
  ZoneId: string
  VSwitchId: string
  EniId: string
  EniIp: string
  ZoneDomain: string
  /** The load balancer that serves this zone, once connected. */
  ResourceId?: string
  /** The load balancer that the provider chose for this zone by hand. */
  chosen?: string
}

export interface Connection extends Stateful {
  Bandwidth: number
  modifiedAt: number
  TrafficControlMode?: string
  /** World time from which names resolve and the path forwards: a moment after Connected. */
  pathAt?: number
  /** The action that put it into its passing state. */
  cause?: string
}

export interface Endpoint extends Owned, Stateful {
  EndpointName: string
  EndpointDescription: string
  EndpointType: string
  EndpointBusinessStatus: string
  ServiceId: string
  ServiceName: string
  ServiceRegionId: string
  VpcId: string
  EndpointDomain: string
  AddressIpVersion: string
  ZoneAffinityEnabled: boolean
  ProtectedEnabled: boolean
  PolicyDocument: string
  zones: EndpointZone[]
  securityGroups: (Stateful & { SecurityGroupId: string })[]
  connection: Connection
  /** The action that put it into its passing state. */
  cause?: string
}

export interface ClockState {
  mode: 'scaled' | 'instant' | 'reads'
  speed: number
  /** In the mode "reads": how many looks take a record to its next state. */
  reads: number
  frozen: boolean
  /** Kinds of record whose time passes in another way than the rest. */
  kinds?: Partial<Record<Kind, { mode: ClockState['mode']; reads?: number }>>
  /** World time `worldAt` was at real time `realAt`; both epoch milliseconds. */
  worldAt: number
  realAt: number
}

/** A ClientToken that was used, and what it was answered. */
export interface TokenRecord { at: number; parameters: string; answer?: Record<string, unknown> }

export interface World {
  version: 1
  /** What IDs, keys and addresses are derived from. */
  seed: string
  /** How many IDs have been made. */
  made: number
  clock: ClockState
  defaultRegion: string
  beliefs: Record<string, string>
  accounts: Account[]
  regions: Region[]
  vpcs: Record<string, Vpc>
  vSwitches: Record<string, VSwitch>
  securityGroups: Record<string, SecurityGroup>
  instances: Record<string, Instance>
  loadBalancers: Record<string, LoadBalancer>
  serverGroups: Record<string, ServerGroup>
  listeners: Record<string, Listener>
  jobs: Record<string, Job>
  endpointServices: Record<string, EndpointService>
  endpoints: Record<string, Endpoint>
  invocations: Record<string, Invocation>
  /** By account, region, action and token. */
  tokens: Record<string, TokenRecord>
  /** What is on its way to another state: the only records that time has to visit. */
  moving: Moving[]
}

/** The address of something that moves: its kind, and the IDs that lead to it (an endpoint's zone has two). */
export interface Moving { kind: Kind; path: string[] }

export type Kind =
  | 'loadBalancer' | 'serverGroup' | 'server' | 'listener' | 'job'
  | 'endpointService' | 'endpoint' | 'endpointZone' | 'endpointSecurityGroup' | 'connection'
