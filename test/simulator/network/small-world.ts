import type { Network } from '../../../src/simulator/action.ts'
import type { Endpoint, Instance, Listener, LoadBalancer, Permission, SecurityGroup, ServerGroup, VSwitch,
  World } from '../../../src/simulator/model.ts'
import { runGuest, type GuestResult } from '../../../src/simulator/network/guest/run.ts'
import { viewOf, type View } from '../../../src/simulator/network/view.ts'

/** World time of every small world. */
export const NOW = Date.UTC(2026, 2, 4, 5, 6, 7)
const REGION = 'eu-west-1'
const own = (id: string) => ({ id, region: REGION, account: '1111222233334444', createdAt: NOW - 86_400_000, tags: {},
  ResourceGroupId: 'rg-a' })

export function rule(over: Partial<Permission> = {}): Permission {
  return {
    SecurityGroupRuleId: 'sgr-1', Direction: 'ingress', IpProtocol: 'TCP', PortRange: '8080/8080', Policy: 'Accept',
      Priority: '1', SourceCidrIp: '',
    DestCidrIp: '', SourceGroupId: '', DestGroupId: '', SourcePrefixListId: '', DestPrefixListId: '', Description: '', ...over,
  }
}

export function group(id: string, vpc: string, permissions: Permission[], over: Partial<SecurityGroup> = {}): SecurityGroup {
  return {
    ...own(id), SecurityGroupName: id, VpcId: vpc, SecurityGroupType: 'normal', InnerAccessPolicy: 'Accept', permissions, ...over,
  }
}

export function instance(id: string, vpc: 'vpc-use' | 'vpc-serve', zone: 'a' | 'b', address: string,
  over: Partial<Instance> = {}): Instance {
  return {
    ...own(id), InstanceName: `The ${id.slice(2)} box`, OSType: 'linux', OSName: 'Alibaba Cloud Linux', Status: 'Running',
      VpcId: vpc,
    VSwitchId: `vsw-${vpc.slice(4)}-${zone}`, ZoneId: `${REGION}${zone}`, PrivateIpAddress: address,
    SecurityGroupIds: [vpc === 'vpc-use' ? 'sg-users' : 'sg-servers'], agent: 'running', services: [], ...over,
  }
}

function vSwitch(vpc: string, zone: string, block: string): VSwitch {
  return {
    ...own(`vsw-${vpc.slice(4)}-${zone}`), VSwitchName: zone, VpcId: vpc, ZoneId: `${REGION}${zone}`, CidrBlock: block,
      Status: 'Available',
    EnabledIpv6: false, Ipv6CidrBlock: '', NetworkAclId: '', taken: {},
  }
}

const still = { status: 'Active', since: NOW - 3_600_000 }

export const NAMES = {
  endpoint: 'ep-one.epsrv-one.eu-west-1.privatelink.aliyuncs.com',
  a: 'ep-one-eu-west-1a.epsrv-one.eu-west-1.privatelink.aliyuncs.com',
  b: 'ep-one-eu-west-1b.epsrv-one.eu-west-1.privatelink.aliyuncs.com',
  balancer: 'alb-one.eu-west-1.alb.aliyuncsslbintl.com',
}

/**
 * Two VPCs with the same addresses, a connected endpoint on 8080 in zones a and b, and two servers on port 9000.
 * `i-linux` and `i-windows` use the service, `i-first` and `i-second` give it.
 */
export function smallWorld(): World {
  const balancer: LoadBalancer = {
    ...own('alb-one'), ...still, LoadBalancerName: 'one', LoadBalancerEdition: 'Basic', LoadBalancerBussinessStatus: 'Normal',
      AddressType: 'Intranet',
    AddressAllocatedMode: 'Fixed', AddressIpVersion: 'IPv4', VpcId: 'vpc-serve', DNSName: NAMES.balancer,
      DeletionProtectionConfig: { Enabled: false },
    ModificationProtectionConfig: { Status: 'NonProtection' }, SecurityGroupIds: [],
    ZoneMappings: (['a', 'b'] as const).map((zone, i) => ({
      ZoneId: `${REGION}${zone}`, VSwitchId: `vsw-serve-${zone}`, Status: 'Active',
      LoadBalancerAddresses: [{ Address: `172.20.${i}.50`, Ipv4LocalAddresses: [`172.20.${i}.51`, `172.20.${i}.52`] }],
    })),
  }
  const serverGroup: ServerGroup = {
    ...own('sgp-one'), ...still, status: 'Available', ServerGroupName: 'one', ServerGroupType: 'Instance', VpcId: 'vpc-serve',
      Protocol: 'HTTP',
    Scheduler: 'Wrr', CrossZoneEnabled: true, Ipv6Enabled: false, UpstreamKeepaliveEnabled: false, ServiceName: '',
    HealthCheckConfig: {
      HealthCheckEnabled: true, HealthCheckCodes: ['http_2xx', 'http_3xx'], HealthCheckConnectPort: 0,
        HealthCheckHost: '$SERVER_IP',
      HealthCheckHttpVersion: 'HTTP1.1', HealthCheckInterval: 2, HealthCheckMethod: 'HEAD', HealthCheckPath: '/',
        HealthCheckProtocol: 'HTTP',
      HealthCheckTimeout: 5, HealthyThreshold: 3, UnhealthyThreshold: 3,
    },
    StickySessionConfig: { StickySessionEnabled: false }, SlowStartConfig: { SlowStartEnabled: false },
      ConnectionDrainConfig: { ConnectionDrainEnabled: false },
    servers: ['first', 'second'].map((name, i) => ({
      ...still, status: 'Available', ServerId: `i-${name}`, ServerType: 'Ecs', ServerIp: `172.20.${i}.9`, Port: 9000,
        Weight: 100, Description: '',
      RemoteIpEnabled: false,
    })),
  }
  const listener: Listener = {
    ...own('lsn-one'), ...still, status: 'Running', LoadBalancerId: 'alb-one', ListenerProtocol: 'HTTP', ListenerPort: 8080,
      ListenerDescription: '',
    IdleTimeout: 15, RequestTimeout: 60, GzipEnabled: true, Http2Enabled: false, SecurityPolicyId: '', CaEnabled: false,
      turns: 0, XForwardedForConfig: {},
    DefaultActions: [{ Type: 'ForwardGroup', ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId: 'sgp-one' }] } }],
  }
  const endpoint: Endpoint = {
    ...own('ep-one'), ...still, EndpointName: 'one', EndpointDescription: '', EndpointType: 'Interface',
      EndpointBusinessStatus: 'Normal',
    ServiceId: 'epsrv-one', ServiceName: 'com.aliyuncs.privatelink.eu-west-1.epsrv-one', ServiceRegionId: REGION,
      VpcId: 'vpc-use',
    EndpointDomain: NAMES.endpoint, AddressIpVersion: 'IPv4', ZoneAffinityEnabled: false, ProtectedEnabled: false,
      PolicyDocument: '',
    zones: (['a', 'b'] as const).map((zone, i) => ({
      ...still, status: 'Connected', ZoneId: `${REGION}${zone}`, VSwitchId: `vsw-use-${zone}`, EniId: `eni-ep-${zone}`,
        EniIp: `172.20.${i}.77`,
      ZoneDomain: NAMES[zone], ResourceId: 'alb-one',
    })),
    securityGroups: [{ ...still, status: 'Attached', SecurityGroupId: 'sg-endpoint' }],
    connection: { ...still, status: 'Connected', Bandwidth: 3072, modifiedAt: NOW - 60_000, pathAt: NOW - 50_000 },
  }
  const servers = group('sg-servers', 'vpc-serve', [
    rule({ PortRange: '9000/9000', SourceCidrIp: '172.20.0.0/24' }),
      rule({ PortRange: '9000/9000', SourceCidrIp: '172.20.1.0/24', SecurityGroupRuleId: 'sgr-2' }),
  ])
  const byId = <T extends { id: string }>(...list: T[]): Record<string, T> => Object.fromEntries(list.map((one) => [one.id, one]))
  const vpc = (id: string) => ({ ...own(id), VpcName: id, CidrBlock: '172.20.0.0/16', Status: 'Available', EnabledIpv6: false,
    Ipv6CidrBlock: '' })
  return {
    version: 1, seed: 's', made: 0, defaultRegion: REGION, beliefs: {}, moving: [], tokens: {}, jobs: {}, invocations: {},
    clock: { mode: 'scaled', speed: 1, reads: 2, frozen: false, worldAt: NOW, realAt: NOW },
    accounts: [{ id: '1111222233334444', name: 'main', accessKeyId: 'k', accessKeySecret: 's', privatelinkOpen: true,
      roles: [] }],
    regions: [{ RegionId: REGION, LocalName: 'Ireland',
      zones: ['a', 'b'].map((zone) => ({ ZoneId: `${REGION}${zone}`, LocalName: zone, alb: true, privatelink: true })) }],
    vpcs: byId(vpc('vpc-use'), vpc('vpc-serve')),
    vSwitches: byId(vSwitch('vpc-use', 'a', '172.20.0.0/24'), vSwitch('vpc-use', 'b', '172.20.1.0/24'),
      vSwitch('vpc-serve', 'a', '172.20.0.0/24'),
      vSwitch('vpc-serve', 'b', '172.20.1.0/24')),
    securityGroups: byId(group('sg-users', 'vpc-use', []),
      group('sg-endpoint', 'vpc-use', [rule({ SourceCidrIp: '172.20.0.0/16' })]), servers),
    instances: byId(
      instance('i-linux', 'vpc-use', 'a', '172.20.0.3'),
        instance('i-windows', 'vpc-use', 'b', '172.20.1.3', { OSType: 'windows' }),
      instance('i-first', 'vpc-serve', 'a', '172.20.0.9', { services: [{ port: 9000, page: '<p>first</p>\n' }] }),
      instance('i-second', 'vpc-serve', 'b', '172.20.1.9', { services: [{ port: 9000, page: '<p>second</p>\n' }] }),
    ),
    loadBalancers: byId(balancer), serverGroups: byId(serverGroup), listeners: byId(listener), endpoints: byId(endpoint),
    endpointServices: byId({
      ...own('epsrv-one'), ...still, ServiceName: endpoint.ServiceName,
        ServiceDomain: 'epsrv-one.eu-west-1.privatelink.aliyuncs.com',
      ServiceDescription: '', ServiceBusinessStatus: 'Normal', ServiceResourceType: 'alb', ServiceType: 'Interface',
        AutoAcceptEnabled: false,
      ZoneAffinityEnabled: false, AddressIpVersion: 'IPv4', ServiceSupportIPv6: false, Payer: 'Endpoint', MinBandwidth: 100,
        MaxBandwidth: 10_240,
      users: [], resources: ['a', 'b'].map((zone) => ({
        ResourceId: 'alb-one', ResourceType: 'alb', ZoneId: `${REGION}${zone}`, VSwitchId: `vsw-serve-${zone}`,
          VpcId: 'vpc-serve', Ip: '',
      })),
    }),
  }
}

/** A view of a world at its own time. */
export function viewAt(world: World, network: Network): View {
  return viewOf(world, NOW, network)
}

/** Runs a script on an instance; `text` is all that it printed. */
export async function guest(world: World, network: Network, id: string, script: string,
  Timeout = 60): Promise<GuestResult & { text: string }> {
  const one = world.instances[id] as Instance
  const windows = one.OSType === 'windows'
  const result = await runGuest(viewAt(world, network), one, {
    script, startedAt: NOW, Timeout, Type: windows ? 'RunPowerShellScript' : 'RunShellScript',
      Username: windows ? 'System' : 'root',
    WorkingDir: windows ? 'C:\\Windows\\system32' : '/root',
  })
  return { ...result, text: result.output.toString() }
}
