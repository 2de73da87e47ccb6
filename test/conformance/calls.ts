type Fields = Record<string, any>
export type Ask = (action: string, fields?: Fields) => Promise<Fields>

const RegionId = 'eu-west-9'
const [A, B, C] = ['eu-west-9a', 'eu-west-9b', 'eu-west-9c'] as const
const backZones = [{ ZoneId: A, VSwitchId: 'vsw-backa' }, { ZoneId: B, VSwitchId: 'vsw-backb' }]
const Tag = [{ Key: 'team', Value: 'doors' }]
const server = (Port: number, more: Fields = {}): Fields => ({ ServerId: 'i-backa', ServerType: 'Ecs', Port, Weight: 100, Description: 'one', ...more })
const gone = (Port: number): Fields => ({ ServerId: 'i-backa', ServerType: 'Ecs', Port })
const healthCheck = {
  HealthCheckEnabled: true, HealthCheckProtocol: 'HTTP', HealthCheckMethod: 'GET', HealthCheckPath: '/', HealthCheckCodes: ['http_2xx'], HealthCheckInterval: 2,
  HealthCheckTimeout: 5, HealthyThreshold: 2, UnhealthyThreshold: 2, HealthCheckHost: 'health.test', HealthCheckHttpVersion: 'HTTP1.1', HealthCheckConnectPort: 0,
}

const everyHeader = {
  XForwardedForEnabled: true, XForwardedForProtoEnabled: true, XForwardedForSLBIdEnabled: true, XForwardedForSLBPortEnabled: true,
  XForwardedForHostEnabled: true, XForwardedForProcessingMode: 'append', XForwardedForClientSrcPortEnabled: true,
  XForwardedForClientSourceIpsEnabled: true, XForwardedForClientSourceIpsTrusted: '10.1.1.0/24',
  ...Object.fromEntries(['SubjectDN', 'IssuerDN', 'Fingerprint', 'ClientVerify'].flatMap((part) => [
    [`XForwardedForClientCert${part}Enabled`, true], [`XForwardedForClientCert${part}Alias`, part.toLowerCase()],
  ])),
}

/** `second`: another load balancer, without listeners. */
export interface Front { LoadBalancerId: string; ServerGroupId: string; ListenerId: string; second: string }

/** Every action of Alb up to a whole front door, and its changes. Each answer shows what a caller without a shortage would see. */
export async function frontDoor(ask: Ask): Promise<Front> {
  await ask('DescribeRegions', { AcceptLanguage: 'en-US' })
  await ask('DescribeZones')
  const { LoadBalancerId } = await ask('CreateLoadBalancer', {
    LoadBalancerName: 'front-door', VpcId: 'vpc-back', AddressType: 'Intranet', AddressAllocatedMode: 'Fixed', AddressIpVersion: 'DualStack',
    LoadBalancerEdition: 'Basic', LoadBalancerBillingConfig: { PayType: 'PostPay' }, ZoneMappings: backZones, Tag, ClientToken: 'alb-1',
    ModificationProtectionConfig: { Status: 'ConsoleProtection', Reason: 'kept by a tool' }, ResourceGroupId: 'rg-one',
  })
  const { ServerGroupId } = await ask('CreateServerGroup', {
    ServerGroupName: 'servers', VpcId: 'vpc-back', ServerGroupType: 'Instance', Protocol: 'HTTP', Scheduler: 'Wrr', Tag,
    HealthCheckConfig: healthCheck, StickySessionConfig: { StickySessionEnabled: true, StickySessionType: 'Insert', CookieTimeout: 600 },
  })
  await ask('AddServersToServerGroup', { ServerGroupId, Servers: [server(8080), server(8080, { ServerId: 'i-backb' }), server(8081), server(9090)] })
  const { ListenerId } = await ask('CreateListener', {
    LoadBalancerId, ListenerProtocol: 'HTTP', ListenerPort: 80, ListenerDescription: 'the door', IdleTimeout: 30, RequestTimeout: 90, GzipEnabled: true, Tag,
    DefaultActions: [{ Type: 'ForwardGroup', ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId }] } }],
    XForwardedForConfig: { XForwardedForEnabled: true, XForwardedForProtoEnabled: true },
  })
  await ask('CreateListener', {
    LoadBalancerId, ListenerProtocol: 'HTTPS', ListenerPort: 443, Certificates: [{ CertificateId: 'cert-1' }], CaEnabled: true,
    CaCertificates: [{ CertificateId: 'ca-1' }], SecurityPolicyId: 'tls_cipher_policy_1_2', Http2Enabled: true,
    QuicConfig: { QuicListenerId: 'lsn-quic', QuicUpgradeEnabled: false }, XForwardedForConfig: everyHeader,
    DefaultActions: [{ Type: 'ForwardGroup', ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId }] } }],
  })
  const { LoadBalancerId: second } = await ask('CreateLoadBalancer', {
    VpcId: 'vpc-back', AddressType: 'Intranet', AddressAllocatedMode: 'Fixed', LoadBalancerEdition: 'Standard', LoadBalancerBillingConfig: { PayType: 'PostPay' },
    ZoneMappings: backZones, DeletionProtectionEnabled: true, SecurityGroupIds: [{ SecurityGroupId: 'sg-back' }],
  })
  return { LoadBalancerId, ServerGroupId, ListenerId, second }
}

export async function albReads(ask: Ask, { LoadBalancerId, ServerGroupId, ListenerId }: Front): Promise<void> {
  await ask('GetLoadBalancerAttribute', { LoadBalancerId })
  await ask('ListLoadBalancers', { LoadBalancerIds: [LoadBalancerId], VpcIds: ['vpc-back'], Tag, MaxResults: 1 })
  await ask('ListLoadBalancers', { MaxResults: 1 })
  await ask('ListLoadBalancers')
  await ask('ListServerGroups', { ServerGroupIds: [ServerGroupId], Tag })
  await ask('ListServerGroupServers', { ServerGroupId, MaxResults: 1, Tag })
  await ask('GetListenerAttribute', { ListenerId })
  const [secure] = (await ask('ListListeners', { LoadBalancerIds: [LoadBalancerId], ListenerProtocol: 'HTTPS', MaxResults: 1 }))['Listeners']
  await ask('GetListenerAttribute', { ListenerId: secure.ListenerId })
  await ask('ListListeners', { MaxResults: 1, Tag })
  await ask('ListListeners', { MaxResults: 1 })
  await ask('ListAsynJobs', { ResourceIds: [ListenerId], MaxResults: 1 })
  await ask('ListAsynJobs', { MaxResults: 1 })
  await ask('GetListenerHealthStatus', { ListenerId, IncludeRule: true })
}

export async function albChanges(ask: Ask, { LoadBalancerId, ServerGroupId, ListenerId }: Front): Promise<void> {
  const group = { ResourceType: 'servergroup', ResourceId: [ServerGroupId] }
  await ask('TagResources', { ...group, Tag: [{ Key: 'stage', Value: 'test' }] })
  await ask('ListTagResources', group)
  await ask('ListTagResources', { ...group, Tag })
  await ask('UnTagResources', { ...group, TagKey: ['stage'] })
  await ask('UnTagResources', { ...group, Tag: [{ Key: 'team', Value: 'another' }] })
  await ask('MoveResourceGroup', { ResourceType: 'loadbalancer', ResourceId: LoadBalancerId, NewResourceGroupId: 'rg-two' })
  await ask('UpdateLoadBalancerAttribute', { LoadBalancerId, LoadBalancerName: 'other-door', ModificationProtectionConfig: { Status: 'ConsoleProtection', Reason: 'still kept' } })
  await ask('UpdateLoadBalancerEdition', { LoadBalancerId, LoadBalancerEdition: 'Standard' })
  await ask('LoadBalancerJoinSecurityGroup', { LoadBalancerId, SecurityGroupIds: ['sg-back'] })
  await ask('GetLoadBalancerAttribute', { LoadBalancerId })
  await ask('ListLoadBalancers')
  await ask('LoadBalancerLeaveSecurityGroup', { LoadBalancerId, SecurityGroupIds: ['sg-back'] })
  await ask('EnableDeletionProtection', { ResourceId: LoadBalancerId })
  await ask('GetLoadBalancerAttribute', { LoadBalancerId })
  await ask('DisableDeletionProtection', { ResourceId: LoadBalancerId })
  await ask('UpdateLoadBalancerZones', { LoadBalancerId, ZoneMappings: [...backZones, { ZoneId: C, VSwitchId: 'vsw-backc', IntranetAddress: '172.20.2.99' }] })
  await ask('UpdateServerGroupAttribute', {
    ServerGroupId, ServerGroupName: 'others', ConnectionDrainConfig: { ConnectionDrainEnabled: true, ConnectionDrainTimeout: 60 },
    SlowStartConfig: { SlowStartEnabled: true, SlowStartDuration: 60 }, UpstreamKeepaliveEnabled: true,
  })
  await ask('ListServerGroups')
  const { ServerGroupId: hashed } = await ask('CreateServerGroup', {
    ServerGroupName: 'hashed', VpcId: 'vpc-back', ServerGroupType: 'Ip', Protocol: 'HTTP', Scheduler: 'Uch', UchConfig: { Type: 'QueryString', Value: 'key' },
    HealthCheckConfig: { HealthCheckEnabled: false }, ConnectionDrainConfig: { ConnectionDrainEnabled: true, ConnectionDrainTimeout: 30 },
    StickySessionConfig: { StickySessionEnabled: true, StickySessionType: 'Server', Cookie: 'door' }, SlowStartConfig: { SlowStartEnabled: false, SlowStartDuration: 40 },
  })
  await ask('ListServerGroups')
  await ask('UpdateServerGroupAttribute', {
    ServerGroupId: hashed, UchConfig: { Type: 'QueryString', Value: 'other' }, HealthCheckConfig: healthCheck,
    StickySessionConfig: { StickySessionEnabled: true, StickySessionType: 'Insert', Cookie: 'door', CookieTimeout: 700 },
  })
  await ask('ListServerGroups')
  await ask('DeleteServerGroup', { ServerGroupId: hashed })
  await ask('UpdateServerGroupServersAttribute', { ServerGroupId, Servers: [server(8080, { Weight: 50 })] })
  await ask('ReplaceServersInServerGroup', { ServerGroupId, AddedServers: [server(8082)], RemovedServers: [gone(8081)] })
  await ask('RemoveServersFromServerGroup', { ServerGroupId, Servers: [gone(8082), gone(9090)] })
  await ask('UpdateListenerAttribute', { ListenerId, IdleTimeout: 45, RequestTimeout: 120 })
  const [secure] = (await ask('ListListeners', { ListenerProtocol: 'HTTPS' }))['Listeners']
  await ask('UpdateListenerAttribute', {
    ListenerId: secure.ListenerId, CaEnabled: true, CaCertificates: [{ CertificateId: 'ca-2' }], Certificates: [{ CertificateId: 'cert-2' }], GzipEnabled: false,
    Http2Enabled: false, ListenerDescription: 'the safe door', SecurityPolicyId: 'tls_cipher_policy_1_0', QuicConfig: { QuicListenerId: 'lsn-other', QuicUpgradeEnabled: false },
    XForwardedForConfig: everyHeader, DefaultActions: [{ Type: 'ForwardGroup', ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId }] } }],
  })
  await ask('StopListener', { ListenerId })
  await ask('StartListener', { ListenerId })
}

export async function albTeardown(ask: Ask, { LoadBalancerId, ServerGroupId, ListenerId }: Front): Promise<void> {
  await ask('ListAsynJobs', { ApiName: 'CreateListener' })
  await ask('DeleteListener', { ListenerId })
  await ask('DeleteLoadBalancer', { LoadBalancerId })
  await ask('ListAsynJobs', { ResourceType: 'loadbalancer' })
  await ask('DeleteServerGroup', { ServerGroupId })
}

export interface Back { ServiceId: string; EndpointId: string }

/** Both sides of PrivateLink, connected; its reads. */
export async function backDoor(ask: Ask, { LoadBalancerId }: Front): Promise<Back> {
  const region = { RegionId }
  await ask('CheckProductOpen')
  await ask('DescribeRegions', { ...region, ServiceResourceType: 'alb' })
  await ask('DescribeZones', { ...region, ServiceResourceType: 'alb' })
  const { ServiceId } = await ask('CreateVpcEndpointService', {
    ...region, ServiceDescription: 'doors', ServiceResourceType: 'alb', AutoAcceptEnabled: false, ZoneAffinityEnabled: true, Tag, ClientToken: 'pl-1',
    Resource: [A, B].map((ZoneId) => ({ ResourceId: LoadBalancerId, ResourceType: 'alb', ZoneId })),
  })
  const { EndpointId } = await ask('CreateVpcEndpoint', {
    ...region, EndpointName: 'door', EndpointDescription: 'a door', EndpointType: 'Interface', ServiceId, VpcId: 'vpc-front', SecurityGroupId: ['sg-door'], Tag,
    Zone: [{ ZoneId: A, VSwitchId: 'vsw-fronta', ip: '172.21.0.77' }, { ZoneId: B, VSwitchId: 'vsw-frontb' }], ProtectedEnabled: true,
  })
  const [service, endpoint] = [{ ...region, ServiceId }, { ...region, EndpointId }]
  const pair = { ...service, EndpointId }
  await ask('ListVpcEndpointConnections', { ...service, MaxResults: 1 })
  await ask('EnableVpcEndpointConnection', { ...pair, Bandwidth: 1000 })
  await ask('GetVpcEndpointServiceAttribute', service)
  await ask('ListVpcEndpointServices', { ...region, Tag, MaxResults: 1 })
  await ask('ListVpcEndpointServiceResources', { ...service, MaxResults: 1 })
  await ask('AddUserToVpcEndpointService', { ...service, UserId: 1000000000000002 })
  await ask('AddUserToVpcEndpointService', { ...service, UserARN: 'acs:ram:*:1000000000000003:*' })
  await ask('ListVpcEndpointServiceUsers', { ...service, MaxResults: 1 })
  await ask('ListVpcEndpointServiceUsers', { ...service, UserListType: 'UserARNs' })
  await ask('RemoveUserFromVpcEndpointService', { ...service, UserId: 1000000000000002 })
  await ask('ListVpcEndpointServicesByEndUser', region)
  await ask('ListVpcEndpointServicesByEndUser', { ...region, Tag })
  await ask('GetVpcEndpointAttribute', endpoint)
  await ask('ListVpcEndpoints', { ...region, Tag, VpcId: 'vpc-front' })
  await ask('ListVpcEndpointZones', { ...endpoint, MaxResults: 1 })
  await ask('ListVpcEndpointSecurityGroups', endpoint)
  await ask('ListVpcEndpointConnections', service)
  const tagged = { ...region, ResourceType: 'vpcendpoint', ResourceId: [EndpointId] }
  await ask('TagResources', { ...tagged, Tag: [{ Key: 'stage', Value: 'test' }] })
  await ask('ListTagResources', tagged)
  await ask('ListTagResources', { ...tagged, Tag })
  await ask('UntagResources', { ...tagged, TagKey: ['stage'] })
  return { ServiceId, EndpointId }
}

export async function backDoorChanges(ask: Ask, { LoadBalancerId, second }: Front, { ServiceId, EndpointId }: Back): Promise<void> {
  const [service, endpoint, pair] = [{ RegionId, ServiceId }, { RegionId, EndpointId }, { RegionId, ServiceId, EndpointId }]
  const zone = { ...pair, ZoneId: A }
  const resource = (ZoneId: string) => ({ ...service, ResourceId: LoadBalancerId, ResourceType: 'alb', ZoneId })
  await ask('ChangeResourceGroup', { ResourceId: EndpointId, ResourceGroupId: 'rg-two', ResourceType: 'VpcEndpoint' })
  await ask('UpdateVpcEndpointConnectionAttribute', { ...pair, Bandwidth: 2000, TrafficControlMode: 'BandwidthLimit' })
  await ask('DisableVpcEndpointZoneConnection', zone)
  await ask('EnableVpcEndpointZoneConnection', zone)
  await ask('UpdateVpcEndpointZoneConnectionResourceAttribute', { ...zone, ResourceReplaceMode: 'Force', ResourceId: LoadBalancerId, ResourceType: 'alb' })
  await ask('UpdateVpcEndpointAttribute', { ...endpoint, EndpointName: 'other' })
  await ask('AttachSecurityGroupToVpcEndpoint', { ...endpoint, SecurityGroupId: 'sg-side' })
  await ask('DetachSecurityGroupFromVpcEndpoint', { ...endpoint, SecurityGroupId: 'sg-side' })
  await ask('UpdateVpcEndpointServiceAttribute', { ...service, ServiceDescription: 'other' })
  await ask('DisableVpcEndpointConnection', pair)
  await ask('RemoveZoneFromVpcEndpoint', { ...endpoint, ZoneId: B })
  await ask('AddZoneToVpcEndpoint', { ...endpoint, ZoneId: B, VSwitchId: 'vsw-frontb' })
  for (const ZoneId of [A, B]) await ask('RemoveZoneFromVpcEndpoint', { ...endpoint, ZoneId })
  await ask('DeleteVpcEndpoint', endpoint)
  await ask('AttachResourceToVpcEndpointService', { ...resource(A), ResourceId: second })
  await ask('UpdateVpcEndpointServiceResourceAttribute', { ...service, ResourceId: LoadBalancerId, ZoneId: A, AutoAllocatedEnabled: false })
  await ask('DetachResourceFromVpcEndpointService', { ...resource(A), ResourceId: second })
  for (const ZoneId of [A, B]) await ask('DetachResourceFromVpcEndpointService', resource(ZoneId))
  await ask('DeleteVpcEndpointService', service)
}

const sideTag = [{ Key: 'side', Value: 'back' }]

export async function networkReads(ask: Ask): Promise<void> {
  const region = { RegionId }
  await ask('DescribeRegions')
  await ask('DescribeZones', region)
  await ask('DescribeVpcs', { ...region, VpcId: 'vpc-back', Tag: [{ Key: 'side', Value: 'back' }], PageSize: 1 })
  await ask('DescribeVpcAttribute', { ...region, VpcId: 'vpc-back' })
  await ask('DescribeVSwitches', { ...region, VpcId: 'vpc-back', Tag: sideTag, PageSize: 1 })
  await ask('DescribeVSwitchAttributes', { ...region, VSwitchId: 'vsw-backa' })
  await ask('DescribeVRouters', region)
  await ask('DescribeRouteTables', { ...region, PageSize: 1 })
  await ask('DescribeRouteTableList', { ...region, VpcId: 'vpc-back' })
  await ask('DescribeRouteTableList', { ...region, Tag: sideTag })
  await ask('DescribeRouteEntryList', { ...region, RouteTableId: 'vtb-back', MaxResult: 1 })
  await ask('DescribeNetworkAcls', { ...region, VpcId: 'vpc-back' })
  await ask('DescribeNetworkAcls', { ...region, Tags: sideTag })
  await ask('DescribeEipAddresses', region)
  await ask('DescribeNatGateways', region)
  await ask('ListTagResources', { ...region, ResourceType: 'VPC', Tag: sideTag, MaxResults: 1 })
}

/** Every action of Ecs; endpoints have left their interfaces in the world. */
export async function instances(ask: Ask): Promise<void> {
  const region = { RegionId }
  await ask('DescribeRegions')
  await ask('DescribeZones', region)
  for (const DestinationResource of ['InstanceType', 'SystemDisk']) await ask('DescribeAvailableResource', { ...region, DestinationResource, Memory: 8 })
  await ask('DescribeInstances', { ...region, InstanceIds: '["i-backa"]', AdditionalAttributes: ['META_OPTIONS'] })
  await ask('DescribeInstances', { ...region, MaxResults: 10 })
  await ask('DescribeNetworkInterfaces', { ...region, ServiceManaged: true })
  await ask('DescribeNetworkInterfaces', { ...region, InstanceId: 'i-backa' })
  await ask('DescribeNetworkInterfaces', { ...region, MaxResults: 10 })
  await ask('DescribeSecurityGroups', { ...region, SecurityGroupIds: '["sg-back"]' })
  await ask('DescribeNetworkInterfaces', { ...region, Tag: sideTag })
  await ask('DescribeInstances', { ...region, Tag: sideTag, Filter: [{ Key: 'CreationEndTime', Value: '2999-01-01T00:00Z' }] })
  await ask('DescribeSecurityGroups', { ...region, Tag: sideTag })
  await instanceReads(ask)
  const rule = { IpProtocol: 'TCP', PortRange: '443/443', SourceCidrIp: '172.20.9.0/24' }
  await ask('AuthorizeSecurityGroup', { ...region, SecurityGroupId: 'sg-back', ...rule, SourceGroupId: 'sg-back' })
  await ask('DescribeSecurityGroupReferences', { ...region, SecurityGroupId: ['sg-back'] })
  await ask('RevokeSecurityGroup', { ...region, SecurityGroupId: 'sg-back', ...rule, SourceGroupId: 'sg-back' })
  await ask('AuthorizeSecurityGroup', { ...region, SecurityGroupId: 'sg-back', Permissions: [rule] })
  const { NextToken } = await ask('DescribeSecurityGroupAttribute', { ...region, SecurityGroupId: 'sg-back', Direction: 'all' })
  await ask('DescribeSecurityGroupAttribute', { ...region, SecurityGroupId: 'sg-back', NextToken: NextToken || Buffer.from('page-from:0').toString('base64url') })
  await ask('RevokeSecurityGroup', { ...region, SecurityGroupId: 'sg-back', Permissions: [rule] })
  await ask('DescribeCloudAssistantStatus', { ...region, InstanceId: ['i-front'] })
  const { InvokeId } = await ask('RunCommand', {
    ...region, Type: 'RunShellScript', CommandContent: Buffer.from('echo {{word}}').toString('base64'), ContentEncoding: 'Base64', InstanceId: ['i-front'],
    Name: 'say', Description: 'a word', EnableParameter: true, Parameters: { word: 'hello' }, Tag, Timeout: 60,
  })
  await ask('RunCommand', { ...region, Type: 'RunShellScript', CommandContent: 'ls', ContentEncoding: 'PlainText', ResourceTag: [{ Key: 'side', Value: 'front' }] })
  await ask('DescribeInvocationResults', { ...region, Tag })
  await ask('DescribeInvocations', { ...region, Tag })
  await ask('DescribeInvocationResults', { ...region, InvokeId, ContentEncoding: 'PlainText' })
  await ask('DescribeInvocations', { ...region, InvokeId, IncludeOutput: true })
  await ask('StopInvocation', { ...region, InvokeId, InstanceId: ['i-front'] })
}

/** What infrastructure tools read of an instance and around it. */
async function instanceReads(ask: Ask): Promise<void> {
  const region = { RegionId }
  const InstanceId = 'i-backa'
  await ask('DescribeInstanceAttribute', { InstanceId })
  await ask('DescribeInstanceStatus', { ...region, InstanceId: [InstanceId] })
  await ask('DescribeInstanceRamRole', { ...region, InstanceIds: JSON.stringify([InstanceId]) })
  await ask('DescribeInstanceMaintenanceAttributes', { ...region, InstanceId: [InstanceId] })
  await ask('DescribeInstanceAutoRenewAttribute', { ...region, InstanceId })
  await ask('DescribeUserData', { ...region, InstanceId })
  await ask('DescribeDisks', { ...region, InstanceId, DiskType: 'system' })
  await ask('DescribeDisks', { ...region, Tag: sideTag })
  await ask('DescribeImages', { ...region, OSType: 'linux' })
  await ask('DescribeImages', { ...region, Tag: sideTag })
  await ask('DescribeInstanceTypes', { MinimumCpuCoreCount: 2, MaximumMemorySize: 8.5 })
  await ask('DescribeInstanceTypeFamilies', region)
  await ask('DescribeKeyPairs', region)
  await ask('DescribeNetworkInterfaceAttribute', { ...region, NetworkInterfaceId: 'eni-backa' })
  await ask('DescribeTags', { ...region, Tag: sideTag })
  await ask('ListTagResources', { ...region, ResourceType: 'instance', ResourceId: [InstanceId], Tag: sideTag, TagFilter: [{ TagKey: 'side', TagValues: ['back'] }] })
}
