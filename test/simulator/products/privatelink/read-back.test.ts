import { describe, expect, test } from 'vitest'
import { Cloud, ZONES, balancer, connected, endpoint, endpointParams, refused, service, serviceParams } from '../support.ts'

const [A, B] = ZONES
const endpointOf = (cloud: Cloud, EndpointId: string, account?: string) =>
  cloud.pl('GetVpcEndpointAttribute', { EndpointId }, account)
const zonesOf = (cloud: Cloud, EndpointId: string) => cloud.pl('ListVpcEndpointZones', { EndpointId })['Zones']

describe('an endpoint service', () => {
  test('is read back as it was made', () => {
    const cloud = new Cloud()
    const { lb, epsrv } = service(cloud, { ServiceDescription: 'the door', ZoneAffinityEnabled: true,
      Tag: [{ Key: 'team', Value: 'web' }] })
    expect(cloud.pl('GetVpcEndpointServiceAttribute', { ServiceId: epsrv })).toMatchObject({
      ServiceId: epsrv, ServiceName: `com.aliyuncs.privatelink.test-north.${epsrv}`,
      ServiceDomain: `${epsrv}.test-north.privatelink.aliyuncs.com`,
      ServiceDescription: 'the door', ServiceResourceType: 'alb', ServiceType: 'Interface', AutoAcceptEnabled: false,
      ZoneAffinityEnabled: true,
      Payer: 'Endpoint', ServiceBusinessStatus: 'Normal', Zones: [A, B], RegionId: 'test-north',
    })
    const vip = (zone: number) => cloud.world.loadBalancers[lb]?.ZoneMappings[zone]?.LoadBalancerAddresses[0]?.Address
    expect(cloud.pl('ListVpcEndpointServiceResources', { ServiceId: epsrv })).toEqual({ MaxResults: 50, Resources: [A, B]
      .map((ZoneId, zone) => ({
      ResourceId: lb, ResourceType: 'alb', ZoneId, Ip: vip(zone), VpcId: 'vpc-back',
      VSwitchId: ['vsw-back-a', 'vsw-back-b'][zone], RegionId: 'test-north',
      AutoAllocatedEnabled: true, RelatedDeprecatedEndpointCount: 0, RelatedEndpointCount: 0, ResourceSupportIPv6: false,
    })) })
    expect(cloud.pl('ListVpcEndpointServices', { ResourceId: lb })['Services']).toMatchObject([{ ServiceId: epsrv,
      Tags: [{ Key: 'team', Value: 'web' }] }])
  })

  test.each([
    [{ ServiceId: 'epsrv-none' }, 0], [{ ResourceId: 'alb-none' }, 0], [{ ServiceStatus: 'Active' }, 1],
    [{ ServiceStatus: 'Creating' }, 0],
    [{ AutoAcceptEnabled: true }, 0], [{ ServiceResourceType: 'alb' }, 1], [{ Tag: [{ Key: 'team' }] }, 1],
    [{ Tag: [{ Key: 'team', Value: 'x' }] }, 0],
    [{ ResourceGroupId: 'rg-test' }, 1], [{ ZoneAffinityEnabled: true }, 0], [{ ServiceBusinessStatus: 'FinancialLocked' }, 0],
    [{ AddressIpVersion: 'IPv4' }, 1],
  ])('is listed by %j', (filter, count) => {
    const cloud = new Cloud()
    service(cloud, { Tag: [{ Key: 'team', Value: 'web' }] })
    expect(cloud.pl('ListVpcEndpointServices', filter)).toMatchObject({ TotalCount: count, MaxResults: 50 })
  })

  test('gets a load balancer one zone at a time, and lets it go', () => {
    const cloud = new Cloud()
    const { lb, epsrv } = service(cloud, { Resource: [] })
    const zones = () => cloud.pl('GetVpcEndpointServiceAttribute', { ServiceId: epsrv })['Zones']
    for (const ZoneId of [A, B]) {
      cloud.pl('AttachResourceToVpcEndpointService', { ServiceId: epsrv, ResourceId: lb, ResourceType: 'alb', ZoneId })
      cloud.wait(5)
    }
    expect(zones()).toEqual([A, B])
    const held = () => [cloud.alb('GetLoadBalancerAttribute', { LoadBalancerId: lb })['LoadBalancerOperationLocks'].length,
      cloud.pl('ListVpcEndpointServices', { ResourceId: lb })['TotalCount']]
    cloud.pl('DetachResourceFromVpcEndpointService', { ServiceId: epsrv, ResourceId: lb, ResourceType: 'alb', ZoneId: A })
    expect([zones(), ...held()]).toEqual([[B], 1, 1])
    cloud.wait(5)
    cloud.pl('DetachResourceFromVpcEndpointService', { ServiceId: epsrv, ResourceId: lb, ResourceType: 'alb', ZoneId: B })
    expect([zones(), ...held()]).toEqual([[], 0, 0])
  })

  test('keeps a whitelist: by number, by ARN, its owner from the start', () => {
    const cloud = new Cloud()
    const { epsrv: ServiceId } = service(cloud)
    const users = () => cloud.pl('ListVpcEndpointServiceUsers', { ServiceId })['Users']
      .map((user: { UserId: number }) => user.UserId)
    cloud.pl('AddUserToVpcEndpointService', { ServiceId, UserARN: 'acs:ram:*:77:*' })
    cloud.pl('AddUserToVpcEndpointService', { ServiceId, UserId: 78 })
    expect(users()).toEqual([5500000000000011, 77, 78])
    expect(cloud.pl('ListVpcEndpointServiceUsers', { ServiceId, UserListType: 'UserARNs', UserId: 77 })).toMatchObject({
      TotalCount: '1', UserARNs: [{ UserARN: 'acs:ram:*:77:*' }], Users: [],
    })
    cloud.pl('RemoveUserFromVpcEndpointService', { ServiceId, UserId: 77 })
    expect(users()).toEqual([5500000000000011, 78])
  })
})

describe('two accounts', () => {
  const other = { VpcId: 'vpc-other', SecurityGroupId: ['sg-other'], Zone: [{ ZoneId: A, VSwitchId: 'vsw-other-a' }] }

  test('find each other by the whitelist, and each sees its own side', () => {
    const cloud = new Cloud()
    const { epsrv } = service(cloud)
    expect(cloud.pl('ListVpcEndpointServicesByEndUser', {}, 'consumer')).toMatchObject({ TotalCount: '0', Services: [] })
    cloud.pl('AddUserToVpcEndpointService', { ServiceId: epsrv, UserId: 5500000000000022 })
    expect(cloud.pl('ListVpcEndpointServicesByEndUser', {}, 'consumer')).toMatchObject({ TotalCount: '1',
      Services: [{ ServiceId: epsrv, Zones: [A, B] }] })
    const { EndpointId } = cloud.pl('CreateVpcEndpoint', endpointParams(epsrv, other), 'consumer')
    cloud.wait(60)
    expect(endpointOf(cloud, EndpointId, 'consumer')).toMatchObject({ ResourceOwner: false, ServiceId: epsrv })
    expect(cloud.pl('ListVpcEndpoints')['Endpoints']).toEqual([])
    expect(cloud.pl('ListVpcEndpointConnections', { ServiceId: epsrv })['Connections']).toMatchObject([{
      EndpointId, EndpointOwnerId: 5500000000000022, EndpointVpcId: 'vpc-other', ResourceOwner: false,
      ConnectionStatus: 'Disconnected',
    }])
    cloud.pl('EnableVpcEndpointConnection', { ServiceId: epsrv, EndpointId })
    cloud.wait(20)
    expect(endpointOf(cloud, EndpointId, 'consumer')['ConnectionStatus']).toBe('Connected')
  })

  test('with everybody on the whitelist', () => {
    const cloud = new Cloud()
    const { epsrv } = service(cloud)
    cloud.pl('AddUserToVpcEndpointService', { ServiceId: epsrv, UserARN: 'acs:ram:*:*:*' })
    cloud.pl('CreateVpcEndpoint', endpointParams('', { ...other, ServiceId: undefined,
      ServiceName: `com.aliyuncs.privatelink.test-north.${epsrv}` }), 'consumer')
  })
})

describe('an endpoint', () => {
  test('is read back as it was made', () => {
    const cloud = new Cloud()
    const { epsrv, ep } = endpoint(cloud, { EndpointDescription: 'to the shop', Tag: [{ Key: 'team', Value: 'web' }],
      ZoneAffinityEnabled: true })
    expect(endpointOf(cloud, ep)).toMatchObject({
      EndpointId: ep, EndpointName: 'door', EndpointDescription: 'to the shop', EndpointType: 'Interface',
      EndpointBusinessStatus: 'Normal', VpcId: 'vpc-front',
      ServiceId: epsrv, ServiceRegionId: 'test-north', ResourceOwner: true, Payer: 'Endpoint', ZoneAffinityEnabled: true,
      ZonePrivateIpAddressCount: 1,
      EndpointDomain: `${ep}.${epsrv}.test-north.privatelink.aliyuncs.com`,
    })
    expect(endpointOf(cloud, ep)).not.toHaveProperty('Bandwidth')
    expect(cloud.pl('ListVpcEndpoints', { Tag: [{ Key: 'team', Value: 'web' }],
      VpcId: 'vpc-front' })['Endpoints']).toMatchObject([{ EndpointId: ep }])
    expect(cloud.pl('ListVpcEndpointSecurityGroups', { EndpointId: ep })['SecurityGroups'])
      .toEqual([{ SecurityGroupId: 'sg-front', SecurityGroupStatus: 'Attached' }])
  })

  test.each([
    [{ EndpointName: 'door' }, 1], [{ EndpointName: 'other' }, 0], [{ ConnectionStatus: 'Disconnected' }, 1],
    [{ ConnectionStatus: 'Connected' }, 0],
    [{ EndpointStatus: 'Active' }, 1], [{ VpcId: 'vpc-back' }, 0], [{ EndpointType: 'Interface' }, 1], [{ ServiceName: 'x' }, 0],
    [{ ResourceGroupId: 'rg-none' }, 0],
  ])('is listed by %j', (filter, count) => {
    const cloud = new Cloud()
    endpoint(cloud)
    expect(cloud.pl('ListVpcEndpoints', filter)['TotalCount']).toBe(count)
  })

  test('has one interface a zone, at an address of the vSwitch or the one asked for', () => {
    const cloud = new Cloud()
    const { ep } = endpoint(cloud, { Zone: [{ ZoneId: A, VSwitchId: 'vsw-front-a', ip: '172.21.1.50' },
      { ZoneId: B, VSwitchId: 'vsw-front-b' }] })
    const zones = zonesOf(cloud, ep)
    expect(zones[0]).toMatchObject({ EniIp: '172.21.1.50', EniId: expect.stringMatching(/^eni-/),
      ZoneDomain: expect.stringContaining(`${ep}-${A}.`) })
    expect(zones[1].EniIp).toMatch(/^172\.21\.2\.\d+$/)
    expect(cloud.world.vSwitches['vsw-front-a']?.taken).toEqual({ '172.21.1.50': zones[0].EniId })
    expect(cloud.world.vSwitches['vsw-front-b']?.taken).toEqual({ [zones[1].EniIp]: zones[1].EniId })
  })

  test('shows no interface before it is built', () => {
    const cloud = new Cloud()
    const { EndpointId } = cloud.pl('CreateVpcEndpoint', endpointParams(service(cloud).epsrv))
    expect(zonesOf(cloud, EndpointId).map((zone: object) => 'EniIp' in zone)).toEqual([false, false])
    cloud.wait(50)
    expect(zonesOf(cloud, EndpointId).map((zone: object) => 'EniIp' in zone)).toEqual([true, true])
  })

  test('keeps changes of its attributes, group and tags', () => {
    const cloud = new Cloud()
    const { ep } = endpoint(cloud)
    cloud.pl('UpdateVpcEndpointAttribute', { EndpointId: ep, EndpointName: 'gate', EndpointDescription: 'renamed',
      ZoneAffinityEnabled: true })
    cloud.pl('ChangeResourceGroup', { ResourceId: ep, ResourceGroupId: 'rg-new' })
    cloud.pl('TagResources', { ResourceType: 'VpcEndpoint', ResourceId: [ep],
      Tag: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] })
    cloud.pl('UntagResources', { ResourceType: 'vpcendpoint', ResourceId: [ep], TagKey: ['a'], All: true })
    expect(cloud.pl('ListVpcEndpoints')['Endpoints']).toMatchObject([{
      EndpointName: 'gate', EndpointDescription: 'renamed', ZoneAffinityEnabled: true, ResourceGroupId: 'rg-new',
      Tags: [{ Key: 'b', Value: '2' }],
    }])
    expect(cloud.pl('ListTagResources', { ResourceType: 'vpcendpoint', Tag: [{ Key: 'b', Value: '2' }] })['TagResources'])
      .toEqual([{ ResourceId: ep, ResourceType: 'vpcendpoint', TagKey: 'b', TagValue: '2' }])
    cloud.pl('UntagResources', { ResourceType: 'vpcendpoint', ResourceId: [ep], All: true })
    expect(cloud.pl('ListTagResources', { ResourceType: 'vpcendpoint', ResourceId: [ep] })['TagResources']).toEqual([])
  })
})

describe('a connection', () => {
  test('names the load balancer of each zone once it is up, and counts on it', () => {
    const cloud = new Cloud()
    const { lb, epsrv, ep, pair } = connected(cloud)
    expect(cloud.pl('ListVpcEndpointConnections', pair)).toMatchObject({ TotalCount: '1', Connections: [{
      EndpointId: ep, ServiceId: epsrv, ConnectionStatus: 'Connected', Bandwidth: 3072, ResourceOwner: true,
      EndpointRegionId: 'test-north',
      Zones: [{ ZoneId: A, ZoneStatus: 'Connected', ResourceId: lb }, { ZoneId: B, ZoneStatus: 'Connected', ResourceId: lb }],
    }] })
    expect(cloud.pl('ListVpcEndpointServiceResources', { ServiceId: epsrv })['Resources']
      .map((one: { RelatedEndpointCount: number }) => one.RelatedEndpointCount))
      .toEqual([1, 1])
    cloud.pl('DisableVpcEndpointConnection', pair)
    cloud.wait(10)
    const [left] = cloud.pl('ListVpcEndpointConnections', pair)['Connections']
    expect([left.ConnectionStatus, left.Zones.map((zone: object) => 'ResourceId' in zone)]).toEqual(['Disconnected',
      [false, false]])
  })

  test.each([[{ ConnectionStatus: 'Connected' }, 1], [{ ConnectionStatus: 'Disconnected' }, 0],
    [{ EndpointOwnerId: 5500000000000011 }, 1], [{ EndpointOwnerId: 1 }, 0],
    [{ EniId: 'eni-none' }, 0], [{ ResourceId: 'alb-none' }, 0]])('is listed by %j', (filter, count) => {
    const cloud = new Cloud()
    const { pair } = connected(cloud)
    expect(cloud.pl('ListVpcEndpointConnections', { ServiceId: pair.ServiceId, ...filter })['Connections']).toHaveLength(count)
  })

  test('goes through the load balancer that was chosen by hand', () => {
    const cloud = new Cloud()
    const { lb, epsrv } = service(cloud)
    const other = balancer(cloud)
    cloud.pl('AttachResourceToVpcEndpointService', { ServiceId: epsrv, ResourceId: other, ResourceType: 'alb', ZoneId: A })
    cloud.wait(10)
    const { EndpointId } = cloud.pl('CreateVpcEndpoint', endpointParams(epsrv))
    cloud.wait(60)
    const pair = { ServiceId: epsrv, EndpointId }
    const used = () => cloud.pl('ListVpcEndpointConnections', pair)['Connections'][0].Zones
      .map((zone: { ResourceId?: string }) => zone.ResourceId)
    cloud.pl('UpdateVpcEndpointZoneConnectionResourceAttribute',
      { ...pair, ZoneId: A, ResourceAllocateMode: 'Manual', ResourceId: other, ResourceType: 'alb' })
    cloud.pl('EnableVpcEndpointConnection', pair)
    cloud.wait(20)
    expect(used()).toEqual([other, lb])
    cloud.pl('UpdateVpcEndpointZoneConnectionResourceAttribute',
      { ...pair, ZoneId: A, ResourceReplaceMode: 'Graceful', ResourceId: lb, ResourceType: 'alb' })
    expect(used()).toEqual([lb, lb])
  })

  test('does not get a resource that is not given out by itself', () => {
    const cloud = new Cloud()
    const { epsrv, lb } = service(cloud)
    const other = balancer(cloud)
    cloud.pl('AttachResourceToVpcEndpointService', { ServiceId: epsrv, ResourceId: other, ResourceType: 'alb', ZoneId: A })
    cloud.wait(10)
    cloud.pl('UpdateVpcEndpointServiceResourceAttribute', { ServiceId: epsrv, ResourceId: lb, ZoneId: A,
      AutoAllocatedEnabled: false })
    cloud.wait(10)
    const { EndpointId } = cloud.pl('CreateVpcEndpoint', endpointParams(epsrv))
    cloud.wait(60)
    cloud.pl('EnableVpcEndpointConnection', { ServiceId: epsrv, EndpointId })
    expect(cloud.world.endpoints[EndpointId]?.zones.map((zone) => zone.ResourceId)).toEqual([other, lb])
  })
})

test('the product opens once', () => {
  const cloud = new Cloud()
  for (const account of cloud.world.accounts) account.privatelinkOpen = false
  expect(refused(() => cloud.pl('CheckProductOpen')).code).toBe('NeedOpenProduct')
  expect(cloud.pl('OpenPrivateLinkService')).toEqual({ OrderId: expect.stringMatching(/^\d+$/) })
  expect(cloud.pl('CheckProductOpen')).toEqual({ Success: true })
})

test('zones are those that take the kind of load balancer', () => {
  const cloud = new Cloud()
  Object.assign(cloud.world.regions[0]?.zones[1] ?? {}, { alb: false })
  Object.assign(cloud.world.regions[0]?.zones[2] ?? {}, { privatelink: false })
  const zones = (ServiceResourceType?: string) => cloud.pl('DescribeZones', { ServiceResourceType })['Zones'].Zone
    .map((zone: { ZoneId: string }) => zone.ZoneId)
  expect([zones('alb'), zones()]).toEqual([[A], [A, B]])
})

test('a service holds the resources of a second load balancer beside the first', () => {
  const cloud = new Cloud()
  const [one, two] = [balancer(cloud), balancer(cloud)]
  const { ServiceId } = cloud.pl('CreateVpcEndpointService', serviceParams(one, { Resource: [
    { ResourceId: one, ResourceType: 'alb', ZoneId: A }, { ResourceId: two, ResourceType: 'ALB', ZoneId: A },
  ] }))
  cloud.wait(5)
  expect(cloud.pl('ListVpcEndpointServiceResources', { ServiceId,
    MaxResults: 1 })).toMatchObject({ Resources: [{ ResourceId: one }], NextToken: expect.any(String) })
})
