import { describe, expect, test } from 'vitest'
import { Cloud, ZONES, balancer, front, groupParams, listenerParams, server, serverGroup, zoneMappings } from '../support.ts'

const [, , C] = ZONES
const attribute = (cloud: Cloud, LoadBalancerId: string) => cloud.alb('GetLoadBalancerAttribute', { LoadBalancerId })
const groupOf = (cloud: Cloud, id: string) => cloud.alb('ListServerGroups', { ServerGroupIds: [id] })['ServerGroups'][0]
const serversOf = (cloud: Cloud, ServerGroupId: string) => cloud.alb('ListServerGroupServers', { ServerGroupId })['Servers']

describe('a load balancer', () => {
  test('is read back as it was made', () => {
    const cloud = new Cloud()
    const lb = balancer(cloud, { Tag: [{ Key: 'team', Value: 'web' }], ResourceGroupId: 'rg-mine',
      SecurityGroupIds: [{ SecurityGroupId: 'sg-server' }] })
    expect(attribute(cloud, lb)).toMatchObject({
      LoadBalancerId: lb, LoadBalancerName: 'front-door', LoadBalancerEdition: 'Basic', LoadBalancerBussinessStatus: 'Normal',
      RegionId: 'test-north',
      AddressType: 'Intranet', AddressAllocatedMode: 'Fixed', AddressIpVersion: 'IPv4', VpcId: 'vpc-back',
      ResourceGroupId: 'rg-mine',
      Tags: [{ Key: 'team', Value: 'web' }], SecurityGroupIds: ['sg-server'], DeletionProtectionConfig: { Enabled: false },
      LoadBalancerBillingConfig: { PayType: 'PostPay' }, LoadBalancerOperationLocks: [],
      ModificationProtectionConfig: { Status: 'NonProtection' },
      DNSName: `${lb}.test-north.alb.aliyuncsslbintl.com`, CreateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    })
  })

  test('takes three addresses a zone out of its vSwitches: one to be reached at, two towards its servers', () => {
    const cloud = new Cloud()
    const lb = balancer(cloud, { ZoneMappings: [{ ...zoneMappings[0], IntranetAddress: '172.20.1.99' }, zoneMappings[1]] })
    const zones = attribute(cloud, lb)['ZoneMappings']
    expect(zones[0].LoadBalancerAddresses[0].Address).toBe('172.20.1.99')
    for (const [index, id] of ['vsw-back-a', 'vsw-back-b'].entries()) {
      const { Address, Ipv4LocalAddresses } = zones[index].LoadBalancerAddresses[0]
      expect(new Set(Object.keys(cloud.world.vSwitches[id]?.taken ?? {}))).toEqual(new Set([Address, ...Ipv4LocalAddresses]))
    }
  })

  test('has no addresses while it is being made', () => {
    const cloud = new Cloud()
    const { LoadBalancerId } = cloud.alb('CreateLoadBalancer', { ...balancerBase })
    expect(attribute(cloud, LoadBalancerId)['ZoneMappings'].map((zone: { LoadBalancerAddresses: unknown[] }) =>
      zone.LoadBalancerAddresses)).toEqual([[], []])
  })

  test('moves zones and fixed addresses, and gives back what it leaves', () => {
    const cloud = new Cloud()
    const three = [...zoneMappings, { ZoneId: C, VSwitchId: 'vsw-back-c' }]
    const lb = balancer(cloud)
    cloud.alb('UpdateLoadBalancerZones', { LoadBalancerId: lb,
      ZoneMappings: [{ ...zoneMappings[0], IntranetAddress: '172.20.1.200' }, ...three.slice(1)] })
    cloud.wait(10)
    expect(attribute(cloud, lb)['ZoneMappings'].map((zone: { ZoneId: string }) => zone.ZoneId)).toEqual([...ZONES])
    expect(attribute(cloud, lb)['ZoneMappings'][0].LoadBalancerAddresses[0].Address).toBe('172.20.1.200')
    cloud.alb('UpdateLoadBalancerZones', { LoadBalancerId: lb, ZoneMappings: zoneMappings })
    expect(cloud.world.vSwitches['vsw-back-c']?.taken).toEqual({})
    expect(Object.keys(cloud.world.vSwitches['vsw-back-a']?.taken ?? {})).toHaveLength(3)
  })

  test('keeps changes of name, protection, group, tags and security groups', () => {
    const cloud = new Cloud()
    const lb = balancer(cloud)
    cloud.alb('UpdateLoadBalancerAttribute', {
      LoadBalancerId: lb, LoadBalancerName: 'renamed', ModificationProtectionConfig: { Status: 'ConsoleProtection',
        Reason: 'managed' },
    })
    cloud.wait(10)
    cloud.alb('EnableDeletionProtection', { ResourceId: lb })
    cloud.wait(10)
    cloud.alb('LoadBalancerJoinSecurityGroup', { LoadBalancerId: lb, SecurityGroupIds: ['sg-server'] })
    cloud.wait(10)
    cloud.alb('MoveResourceGroup', { ResourceId: lb, ResourceType: 'loadbalancer', NewResourceGroupId: 'rg-new' })
    cloud.alb('TagResources', { ResourceType: 'loadbalancer', ResourceId: [lb],
      Tag: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] })
    cloud.alb('UnTagResources', { ResourceType: 'loadbalancer', ResourceId: [lb], TagKey: ['a'] })
    expect(attribute(cloud, lb)).toMatchObject({
      LoadBalancerName: 'renamed', ModificationProtectionConfig: { Status: 'ConsoleProtection', Reason: 'managed' },
      SecurityGroupIds: ['sg-server'],
      DeletionProtectionConfig: { Enabled: true, EnabledTime: expect.any(String) }, ResourceGroupId: 'rg-new',
      Tags: [{ Key: 'b', Value: '2' }],
    })
    expect(cloud.alb('ListTagResources', { ResourceType: 'loadbalancer', Tag: [{ Key: 'b' }] })['TagResources'])
      .toEqual([{ ResourceId: lb, ResourceType: 'loadbalancer', TagKey: 'b', TagValue: '2' }])
    cloud.alb('LoadBalancerLeaveSecurityGroup', { LoadBalancerId: lb, SecurityGroupIds: ['sg-server'] })
    expect(attribute(cloud, lb)['SecurityGroupIds']).toEqual([])
  })

  test.each([
    [{ LoadBalancerIds: ['alb-none'] }, 0], [{ LoadBalancerNames: ['front-door'] }, 2], [{ LoadBalancerNames: ['other'] }, 0],
    [{ VpcIds: ['vpc-back'] }, 2], [{ VpcIds: ['vpc-front'] }, 0], [{ ZoneId: ZONES[0] }, 2], [{ ZoneId: C }, 0],
    [{ LoadBalancerStatus: 'Active' }, 1],
    [{ LoadBalancerStatus: 'Configuring' }, 1], [{ Tag: [{ Key: 'n', Value: '1' }] }, 1], [{ Tag: [{ Key: 'n' }] }, 1],
    [{ Tag: [{ Key: 'n', Value: '2' }] }, 0],
    [{ AddressType: 'Internet' }, 0], [{ AddressIpVersion: 'IPv4' }, 2], [{ ResourceGroupId: 'rg-test' }, 2],
    [{ PayType: 'PostPay' }, 2],
  ])('is listed by %j', (filter, count) => {
    const cloud = new Cloud()
    const lb = balancer(cloud)
    balancer(cloud, { Tag: [{ Key: 'n', Value: '1' }] })
    cloud.alb('EnableDeletionProtection', { ResourceId: lb })
    expect(cloud.alb('ListLoadBalancers', filter)).toMatchObject({ TotalCount: count, MaxResults: 20 })
    expect(cloud.alb('ListLoadBalancers', filter)['LoadBalancers']).toHaveLength(count)
  })

  test('is nobody else\'s in a list', () => {
    const cloud = new Cloud()
    balancer(cloud)
    expect(cloud.alb('ListLoadBalancers', {}, 'consumer')).toEqual({ LoadBalancers: [], MaxResults: 20, TotalCount: 0 })
  })
})

test('a server group has the documented defaults, and answers GRPC for gRPC', () => {
  const cloud = new Cloud()
  const id = serverGroup(cloud)
  expect(groupOf(cloud, id)).toMatchObject({
    ServerGroupName: 'servers', ServerGroupType: 'Instance', Protocol: 'HTTP', Scheduler: 'Wrr', CrossZoneEnabled: true,
    ServerCount: 0,
    HealthCheckConfig: {
      HealthCheckEnabled: true, HealthCheckCodes: ['http_2xx'], HealthCheckConnectPort: 0, HealthCheckInterval: 2,
      HealthCheckMethod: 'HEAD',
      HealthCheckProtocol: 'HTTP', HealthCheckTimeout: 5, HealthyThreshold: 3, UnhealthyThreshold: 3,
    },
    RelatedLoadBalancerIds: [], StickySessionConfig: { StickySessionEnabled: false },
  })
  expect(groupOf(cloud, serverGroup(cloud, { Protocol: 'gRPC' }))['Protocol']).toBe('GRPC')
})

test('a server group keeps what a change leaves out', () => {
  const cloud = new Cloud()
  const id = serverGroup(cloud, { StickySessionConfig: { StickySessionEnabled: true } })
  cloud.alb('UpdateServerGroupAttribute', { ServerGroupId: id, ServerGroupName: 'other',
    HealthCheckConfig: { HealthCheckPath: '/up' } })
  cloud.wait(5)
  expect(groupOf(cloud, id)).toMatchObject({
    ServerGroupName: 'other', HealthCheckConfig: { HealthCheckEnabled: true, HealthCheckPath: '/up', HealthCheckInterval: 2 },
    StickySessionConfig: { StickySessionEnabled: true, StickySessionType: 'Insert', CookieTimeout: 1000 },
  })
})

test('servers are added, changed, replaced and removed', () => {
  const cloud = new Cloud()
  const id = serverGroup(cloud)
  cloud.alb('AddServersToServerGroup', { ServerGroupId: id, Servers: [server('i-one', { Weight: 30, Description: 'first' })] })
  cloud.wait(5)
  expect(serversOf(cloud, id)).toEqual([{
    ServerGroupId: id, ServerId: 'i-one', ServerIp: '172.20.1.10', ServerType: 'Ecs', Port: 8080, Weight: 30,
    Description: 'first', RemoteIpEnabled: false,
    Status: 'Available',
  }])
  cloud.alb('UpdateServerGroupServersAttribute', { ServerGroupId: id, Servers: [server('i-one', { Weight: 0 })] })
  cloud.wait(5)
  expect(serversOf(cloud, id)[0]).toMatchObject({ Weight: 0, Description: 'first' })
  cloud.alb('ReplaceServersInServerGroup', {
    ServerGroupId: id, RemovedServers: [{ ServerId: 'i-one', ServerType: 'Ecs', Port: 8080 }], AddedServers: [server('i-two')],
  })
  cloud.wait(5)
  expect(serversOf(cloud, id).map((one: { ServerId: string }) => one.ServerId)).toEqual(['i-two'])
  cloud.alb('RemoveServersFromServerGroup', { ServerGroupId: id,
    Servers: [{ ServerId: 'i-two', ServerType: 'Ecs', Port: 8080 }] })
  cloud.wait(5)
  expect(cloud.alb('ListServerGroupServers', { ServerGroupId: id })).toEqual({ MaxResults: 20, Servers: [], TotalCount: 0 })
})

test('a group of addresses takes an address of its VPC', () => {
  const cloud = new Cloud()
  const id = serverGroup(cloud, { ServerGroupType: 'Ip' })
  cloud.alb('AddServersToServerGroup', { ServerGroupId: id, Servers: [server('172.20.2.10', { ServerType: 'Ip' })] })
  expect(serversOf(cloud, id)[0]).toMatchObject({ ServerId: '172.20.2.10', ServerIp: '172.20.2.10', ServerType: 'Ip' })
})

test('more than twenty servers come in pages, none twice', () => {
  const cloud = new Cloud()
  const id = serverGroup(cloud)
  cloud.alb('AddServersToServerGroup', { ServerGroupId: id, Servers: Array.from({ length: 45 }, (_, n) =>
    server('i-one', { Port: n + 1 })) })
  const ports: number[] = []
  let NextToken: string | undefined
  let pages = 0
  do {
    const page = cloud.alb('ListServerGroupServers', { ServerGroupId: id, NextToken })
    expect(page['TotalCount']).toBe(45)
    ports.push(...page['Servers'].map((one: { Port: number }) => one.Port))
    NextToken = page['NextToken']
    pages++
  } while (NextToken !== undefined)
  expect([pages, ports]).toEqual([3, Array.from({ length: 45 }, (_, n) => n + 1)])
})

test('an unknown server group has no servers, a foreign one is refused', () => {
  const cloud = new Cloud()
  expect(cloud.alb('ListServerGroupServers', { ServerGroupId: 'sgp-none' })).toEqual({ MaxResults: 20, Servers: [],
    TotalCount: 0 })
  expect(cloud.alb('ListServerGroups', { ServerGroupIds: ['sgp-none'] })).toEqual({ MaxResults: 20, ServerGroups: [],
    TotalCount: 0 })
  const id = serverGroup(cloud)
  expect(() => cloud.alb('ListServerGroupServers', { ServerGroupId: id },
    'consumer')).toThrow('Authentication has failed for ServerGroup.')
})

test('a listener is read back as it was made, changed and listed', () => {
  const cloud = new Cloud()
  const { lb, group, listener } = front(cloud)
  expect(cloud.alb('GetListenerAttribute', { ListenerId: listener })).toMatchObject({
    ListenerId: listener, LoadBalancerId: lb, ListenerProtocol: 'HTTP', ListenerPort: 80, IdleTimeout: 15, RequestTimeout: 60,
    GzipEnabled: true,
    Http2Enabled: false, DefaultActions: [{ Type: 'ForwardGroup',
      ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId: group }] } }],
    XForwardedForConfig: { XForwardedForEnabled: true, XForwardedForProtoEnabled: false },
  })
  expect(groupOf(cloud, group)).toMatchObject({ RelatedLoadBalancerIds: [lb], ServerCount: 2 })
  const other = serverGroup(cloud, { ServerGroupName: 'others' })
  cloud.alb('UpdateListenerAttribute', {
    ListenerId: listener, IdleTimeout: 40, ListenerDescription: 'changed',
    XForwardedForConfig: { XForwardedForProtoEnabled: true },
    DefaultActions: listenerParams(lb, other)['DefaultActions'],
  })
  cloud.wait(10)
  expect(cloud.alb('ListListeners', { LoadBalancerIds: [lb] })).toMatchObject({ TotalCount: 1, Listeners: [{
    ListenerId: listener, IdleTimeout: 40, ListenerDescription: 'changed', RequestTimeout: 60, ListenerStatus: 'Running',
    XForwardedForConfig: { XForwardedForEnabled: true, XForwardedForProtoEnabled: true },
    DefaultActions: [{ ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId: other }] } }],
  }] })
  expect(cloud.alb('ListListeners', { LoadBalancerIds: ['alb-none'] })).toEqual({ Listeners: [], MaxResults: 20, TotalCount: 0 })
  expect(() => cloud.alb('ListListeners', { LoadBalancerIds: [lb] }, 'consumer')).toThrow('Authentication is failed')
})

test('a QUIC listener may share the port of an HTTPS one', () => {
  const cloud = new Cloud()
  const [lb, group] = [balancer(cloud), serverGroup(cloud)]
  for (const ListenerProtocol of ['HTTPS', 'QUIC']) {
    cloud.alb('CreateListener', listenerParams(lb, group, { ListenerProtocol, ListenerPort: 443,
      Certificates: [{ CertificateId: 'cert-1' }] }))
    cloud.wait(10)
  }
  expect(cloud.alb('ListListeners', { ListenerProtocol: 'QUIC' })['TotalCount']).toBe(1)
})

test('zones and regions are those that serve ALB', () => {
  const cloud = new Cloud()
  Object.assign(cloud.world.regions[0]?.zones[2] ?? {}, { alb: false })
  expect(cloud.alb('DescribeZones', { AcceptLanguage: 'en-US' })).toEqual({ Zones: ZONES.slice(0, 2)
    .map((ZoneId) => ({ ZoneId, LocalName: ZoneId.slice(-1) })) })
  expect(cloud.alb('DescribeRegions')).toEqual({ Regions: [{ LocalName: 'North', RegionEndpoint: 'alb.test-north.aliyuncs.com',
    RegionId: 'test-north' }] })
})

const balancerBase = {
  VpcId: 'vpc-back', AddressType: 'Intranet', LoadBalancerEdition: 'Basic', LoadBalancerBillingConfig: { PayType: 'PostPay' },
  ZoneMappings: zoneMappings,
}

test('a server group made with tags is found by them', () => {
  const cloud = new Cloud()
  const { ServerGroupId } = cloud.alb('CreateServerGroup', { ...groupParams, Tag: [{ Key: 'team', Value: 'web' }] })
  cloud.wait(5)
  expect(cloud.alb('ListServerGroups', { Tag: [{ Key: 'team', Value: 'web' }] })['ServerGroups']
    .map((one: { ServerGroupId: string }) => one.ServerGroupId))
    .toEqual([ServerGroupId])
  expect(cloud.alb('ListTagResources', { ResourceType: 'servergroup',
    ResourceId: [ServerGroupId] })['TagResources']).toHaveLength(1)
})
