import { describe, expect, test } from 'vitest'
import {
  Cloud, ZONES, balancer, balancerParams, connected, endpoint, endpointParams, refused, service, serviceParams, type Params,
} from '../support.ts'

const [A, B, C] = ZONES

/** Code, what stands in the message, a cloud in which the last step is refused so, and the HTTP status where it is not 400. */
type Case = [code: string, message: RegExp, step: (cloud: Cloud) => () => unknown, status?: number]

const createService = (more: Params, lbMore: Params = {}) => (cloud: Cloud) => {
  const params = serviceParams(balancer(cloud, lbMore), more)
  return () => cloud.pl('CreateVpcEndpointService', params)
}
const resources = (change: (lb: string) => Params, lbMore: Params = {}) => (cloud: Cloud) => {
  const lb = balancer(cloud, lbMore)
  return () => cloud.pl('CreateVpcEndpointService', serviceParams(lb, { Resource: [change(lb)] }))
}
const createEndpoint = (more: Params, arrange: (cloud: Cloud) => void = () => {}) => (cloud: Cloud) => {
  const params = endpointParams(service(cloud).epsrv, more)
  arrange(cloud)
  return () => cloud.pl('CreateVpcEndpoint', params)
}
const attach = (change: (lb: string) => Params, lbMore: Params = {}) => (cloud: Cloud) => {
  const lb = balancer(cloud, lbMore)
  const { ServiceId } = cloud.pl('CreateVpcEndpointService', serviceParams(lb))
  cloud.wait(10)
  return () => cloud.pl('AttachResourceToVpcEndpointService', { ServiceId, ResourceId: lb, ResourceType: 'alb', ...change(lb) })
}

function check([code, message, step, status = 400]: Case): void {
  const last = step(new Cloud())
  expect(refused(last)).toEqual({ code, status, message: expect.stringMatching(message) })
}

const closed = (cloud: Cloud): void => { for (const account of cloud.world.accounts) account.privatelinkOpen = false }

describe('the product is refused', () => {
  test.each<Case>([
    ['NeedOpenProduct', /^The product is not activated\.$/, (cloud) => (closed(cloud), () => cloud.pl('CheckProductOpen'))],
    ['OrderOpend', /already activated/, (cloud) => () => cloud.pl('OpenPrivateLinkService')],
    ['NeedOpenProduct', /not activated/, (cloud) => (closed(cloud), createService({})(cloud))],
    ['NeedOpenProduct', /not activated/, createEndpoint({}, closed)],
    ['MissingParam.RegionId', /RegionId is missing/, (cloud) => () => cloud.pl('DescribeZones', { RegionId: '' })],
  ])('with %s', (...one) => check(one))
})

describe('an endpoint service is refused', () => {
  test.each<Case>([
    ['AlbNotFound', /^The specified Alb does not exist\.$/, resources(() => ({ ResourceId: 'alb-none', ResourceType: 'alb',
      ZoneId: A }))],
    ['LoadBalancerNotFound', /does not exist/, createService({ ServiceResourceType: 'slb',
      Resource: [{ ResourceId: 'lb-1', ResourceType: 'slb', ZoneId: A }] })],
    ['Mismatch.ResourceType', /mismatched/, resources((lb) => ({ ResourceId: lb, ResourceType: 'nlb', ZoneId: A }))],
    ['MissingParam.ZoneId', /ZoneId is missing/, resources((lb) => ({ ResourceId: lb, ResourceType: 'alb' }))],
    ['MissingParam.ResourceId', /ResourceId is missing/, resources(() => ({ ResourceType: 'alb', ZoneId: A }))],
    ['EndpointServiceNotSupportedZone', /does not support the zone/,
      resources((lb) => ({ ResourceId: lb, ResourceType: 'alb', ZoneId: C }))],
    ['EndpointServiceNotSupportedZone', /does not support the zone/, (cloud) => {
      for (const zone of cloud.world.regions[0]?.zones ?? []) zone.privatelink = false
      return createService({})(cloud)
    }],
    ['LoadBalancerNotSupportPrivateLink', /does not support PrivateLink/, createService({}, { AddressAllocatedMode: 'Dynamic' })],
    ['LoadBalancerNotSupportPrivateLink', /does not support PrivateLink/, createService({}, { AddressType: 'Internet' })],
    ['LoadBalancerNotSupportPrivateLink', /does not support PrivateLink/, (cloud) => {
      const { LoadBalancerId } = cloud.alb('CreateLoadBalancer', balancerParams)
      return () => cloud.pl('CreateVpcEndpointService', serviceParams(LoadBalancerId))
    }],
    ['EndpointServiceResourceExist', /already exists/, (cloud) => {
      const lb = balancer(cloud)
      const twice = { ResourceId: lb, ResourceType: 'alb', ZoneId: A }
      return () => cloud.pl('CreateVpcEndpointService', serviceParams(lb, { Resource: [twice, twice] }))
    }],
    ['EndpointServicePayerForbidden', /not in the whitelist/, createService({ Payer: 'EndpointService' })],
    ['EndpointServiceNotSupportIpv6', /ipv6/, createService({ AddressIpVersion: 'DualStack' })],
    ['EndpointServiceNotSupportIpv6', /ipv6/, (cloud) => {
      const { epsrv } = service(cloud)
      return () => cloud.pl('UpdateVpcEndpointServiceAttribute', { ServiceId: epsrv, ServiceSupportIPv6: true })
    }],
    ['DuplicatedTagKey', /duplicated/, createService({ Tag: [{ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' }] })],
    ['QuotaMisMatched', /exceeded the quota/, (cloud) => {
      const { lb, epsrv } = service(cloud)
      for (let n = 0; n < 199; n++) {
        cloud.world.endpointServices[`epsrv-${n}`] = structuredClone(cloud.world.endpointServices[epsrv]) as never
      }
      return () => cloud.pl('CreateVpcEndpointService', serviceParams(lb))
    }],
    ['EndpointServiceNotFound', /^The specified Service does not exist\.$/, (cloud) => () =>
      cloud.pl('GetVpcEndpointServiceAttribute', { ServiceId: 'epsrv-none' })],
    ['EndpointServiceNotFound', /does not exist/, (cloud) => {
      const { epsrv } = service(cloud)
      return () => cloud.pl('GetVpcEndpointServiceAttribute', { ServiceId: epsrv }, 'consumer')
    }],
    ['EndpointServiceNotFound', /does not exist/, (cloud) => () =>
      cloud.pl('ListVpcEndpointConnections', { ServiceId: 'epsrv-none' })],
    ['MissingParam.UserArn', /UserArn is missing/, (cloud) => {
      const { epsrv } = service(cloud)
      return () => cloud.pl('AddUserToVpcEndpointService', { ServiceId: epsrv })
    }],
    ['Mismatch.UserIdAndUserArn', /mismatched/, (cloud) => {
      const { epsrv } = service(cloud)
      return () => cloud.pl('AddUserToVpcEndpointService', { ServiceId: epsrv, UserId: 1, UserARN: 'acs:ram:*:2:*' })
    }],
  ])('with %s', (...one) => check(one))
})

describe('a service resource is refused', () => {
  test.each<Case>([
    ['EndpointServiceResourceExist', /already exists/, attach(() => ({ ZoneId: A }))],
    ['EndpointServiceResourceTypeNotEqual', /not equal request type/, attach(() => ({ ZoneId: A, ResourceType: 'nlb' }))],
    ['EndpointServiceResourceTypeNotSupport', /not supported/, attach(() => ({ ZoneId: A, ResourceType: 'clb' }))],
    ['EndpointServiceNotSupportedZone', /support the zone/, attach(() => ({ ZoneId: C }))],
    ['AlbNotFound', /does not exist/, attach(() => ({ ZoneId: A, ResourceId: 'alb-none' }))],
    ['EndpointServiceOperationDenied', /operation of endpoint service is not allowed/, (cloud) => {
      const lb = balancer(cloud)
      const { ServiceId } = cloud.pl('CreateVpcEndpointService', serviceParams(lb, { Resource: [] }))
      return () => cloud.pl('AttachResourceToVpcEndpointService', { ServiceId, ResourceId: lb, ResourceType: 'alb', ZoneId: A })
    }],
    ['ConcurrentCallNotSupported', /in progress/, (cloud) => {
      const { lb, epsrv: ServiceId } = service(cloud, { Resource: [] })
      const one = (ZoneId: string) => () => cloud.pl('AttachResourceToVpcEndpointService',
        { ServiceId, ResourceId: lb, ResourceType: 'alb', ZoneId })
      one(A)()
      return one(B)
    }],
    ['EndpointServiceLocked', /^The specified Service is locked\.$/, (cloud) => {
      const { lb, epsrv: ServiceId } = service(cloud, { Resource: [] })
      cloud.pl('UpdateVpcEndpointServiceAttribute', { ServiceId, ServiceDescription: 'x' })
      return () => cloud.pl('AttachResourceToVpcEndpointService', { ServiceId, ResourceId: lb, ResourceType: 'alb', ZoneId: A })
    }],
    ['QuotaMisMatched', /exceeded the quota/, (cloud) => {
      const { lb, epsrv: ServiceId } = service(cloud, { Resource: [] })
      const held = { ResourceType: 'alb', ZoneId: A, VSwitchId: 'vsw-back-a', VpcId: 'vpc-back', Ip: '' }
      for (let n = 0; n < 100; n++) cloud.world.endpointServices[ServiceId]?.resources.push({ ...held, ResourceId: `alb-${n}` })
      return () => cloud.pl('AttachResourceToVpcEndpointService', { ServiceId, ResourceId: lb, ResourceType: 'alb', ZoneId: A })
    }],
    ['EndpointServiceResourceNotFound', /service resource is not found/, (cloud) => {
      const { lb, epsrv } = service(cloud)
      return () => cloud.pl('DetachResourceFromVpcEndpointService',
        { ServiceId: epsrv, ResourceId: lb, ResourceType: 'alb', ZoneId: C })
    }],
    ['EndpointServiceConnectionDependence', /with Endpoint connected/, (cloud) => {
      const { lb, epsrv } = connected(cloud)
      return () => cloud.pl('DetachResourceFromVpcEndpointService',
        { ServiceId: epsrv, ResourceId: lb, ResourceType: 'alb', ZoneId: A })
    }],
    ['ResourceAutoAllocateViolation', /automatically allocated/, (cloud) => {
      const { lb, epsrv } = service(cloud)
      return () => cloud.pl('UpdateVpcEndpointServiceResourceAttribute',
        { ServiceId: epsrv, ResourceId: lb, ZoneId: A, AutoAllocatedEnabled: false })
    }],
  ])('with %s', (...one) => check(one))
})

describe('the deletion of a service is refused', () => {
  test.each<Case>([
    ['EndpointServiceConnectionDependence', /with Endpoint connected/, (cloud) => {
      const { epsrv } = connected(cloud)
      return () => cloud.pl('DeleteVpcEndpointService', { ServiceId: epsrv })
    }],
    ['DeleteFailedDueToEndpointExist', /due to EndpointExist/, (cloud) => {
      const { epsrv } = endpoint(cloud)
      return () => cloud.pl('DeleteVpcEndpointService', { ServiceId: epsrv })
    }],
    ['EndpointServiceDependenceViolation', /already contains a resource/, (cloud) => {
      const { epsrv } = service(cloud)
      return () => cloud.pl('DeleteVpcEndpointService', { ServiceId: epsrv })
    }],
    ['ConcurrentCallNotSupported', /in progress/, (cloud) => {
      const { epsrv } = service(cloud, { Resource: [] })
      const remove = () => cloud.pl('DeleteVpcEndpointService', { ServiceId: epsrv })
      remove()
      return remove
    }],
    ['EndpointServiceOperationDenied', /not allowed/, (cloud) => {
      const { ServiceId } = cloud.pl('CreateVpcEndpointService', { ServiceResourceType: 'alb' })
      return () => cloud.pl('DeleteVpcEndpointService', { ServiceId })
    }],
  ])('with %s', (...one) => check(one))
})

describe('across the account one of accept, service update and service delete runs at a time', () => {
  const arrange = (cloud: Cloud) => {
    const { ep, epsrv } = endpoint(cloud)
    const other = service(cloud, { Resource: [] }).epsrv
    const third = service(cloud, { Resource: [] }).epsrv
    return {
      accept: () => cloud.pl('EnableVpcEndpointConnection', { ServiceId: epsrv, EndpointId: ep }),
      update: () => cloud.pl('UpdateVpcEndpointServiceAttribute', { ServiceId: other, ServiceDescription: 'x' }),
      remove: () => cloud.pl('DeleteVpcEndpointService', { ServiceId: third }),
    }
  }
  test.each([
    ['accept', 'update'], ['accept', 'remove'], ['update', 'accept'], ['update', 'remove'], ['remove', 'accept'],
    ['remove', 'update'],
  ] as const)('%s keeps %s off with ConcurrentCallNotSupported, and no longer than it runs', (first, second) => {
    const cloud = new Cloud()
    const calls = arrange(cloud)
    calls[first]()
    expect(refused(calls[second])).toMatchObject({ code: 'ConcurrentCallNotSupported', status: 400 })
    cloud.wait(20)
    calls[second]()
  })
})

describe('an endpoint is refused', () => {
  const zone = (ZoneId: string, VSwitchId: string, more: Params = {}): Params => ({ ZoneId, VSwitchId, ...more })
  test.each<Case>([
    ['MissingParam.ServiceId', /ServiceId is missing/, createEndpoint({ ServiceId: '' })],
    ['EndpointServiceNotFound', /does not exist/, createEndpoint({ ServiceId: 'epsrv-none' })],
    ['EndpointServiceNotFound', /does not exist/, createEndpoint({ ServiceId: '', ServiceName: 'com.nothing' })],
    ['EndpointServiceNotFound', /does not exist/, createEndpoint({ ServiceRegionId: 'elsewhere' })],
    ['EndpointServiceNotAuthorized', /not authorized/, (cloud) => {
      const { epsrv } = service(cloud)
      return () => cloud.pl('CreateVpcEndpoint', { ServiceId: epsrv, VpcId: 'vpc-other', SecurityGroupId: ['sg-other'] },
        'consumer')
    }],
    ['EndpointServiceDeleted', /already deleted/, (cloud) => {
      const { epsrv } = service(cloud, { Resource: [] })
      cloud.pl('DeleteVpcEndpointService', { ServiceId: epsrv })
      return () => cloud.pl('CreateVpcEndpoint', endpointParams(epsrv, { Zone: [] }))
    }],
    ['IncorrectStatus.VpcEndpointService', /The status of VpcEndpointService \[epsrv-/, (cloud) => {
      const { ServiceId } = cloud.pl('CreateVpcEndpointService', { ServiceResourceType: 'alb' })
      return () => cloud.pl('CreateVpcEndpoint', endpointParams(ServiceId, { Zone: [] }))
    }],
    ['Mismatch.EndpointType', /mismatched/, createEndpoint({ EndpointType: 'GatewayLoadBalancer' })],
    ['VpcNotFound', /VPC does not exist/, createEndpoint({ VpcId: 'vpc-none' })],
    ['VpcNotFound', /VPC does not exist/, createEndpoint({ VpcId: 'vpc-other' })],
    ['EndpointMustContainSecurityGroup', /at least one security group/, createEndpoint({ SecurityGroupId: [] })],
    ['SecurityGroupNotFound', /security group does not exist/, createEndpoint({ SecurityGroupId: ['sg-none'] })],
    ['SecurityGroupNotFound', /security group does not exist/, createEndpoint({ SecurityGroupId: ['sg-server'] })],
    ['SecurityGroupExist', /already exists/, createEndpoint({ SecurityGroupId: ['sg-front', 'sg-front'] })],
    ['SecurityGroupTypeOnlySingleTypeSupporteded', /only support one type/,
      createEndpoint({ SecurityGroupId: ['sg-front', 'sg-big'] })],
    ['QuotaMisMatched', /exceeded the quota/, createEndpoint({ SecurityGroupId: Array.from({ length: 11 }, (_, n) => `sg-${n}`) },
      (cloud) => {
      for (let n = 0; n < 11; n++) {
        cloud.world.securityGroups[`sg-${n}`] = { ...structuredClone(cloud.world.securityGroups['sg-front']),
          id: `sg-${n}` } as never
      }
    })],
    ['CheckServiceLinkRoleError', /role check/, createEndpoint({}, (cloud) => {
      for (const account of cloud.world.accounts) account.roles = ['AliyunServiceRoleForAlb']
    })],
    ['EndpointZoneDuplicated', /zone is duplicated/, createEndpoint({ Zone: [zone(A, 'vsw-front-a'), zone(A, 'vsw-front-a')] })],
    ['EndpointServiceNotSupportedZone', /support the zone/, createEndpoint({ Zone: [zone(C, 'vsw-front-c')] })],
    ['VSwitchNotFound', /VSwitch does not exist/, createEndpoint({ Zone: [zone(A, 'vsw-none')] })],
    ['VSwitchNotFound', /VSwitch does not exist/, createEndpoint({ Zone: [zone(A, 'vsw-back-a')] })],
    ['VSwitchNotFound', /VSwitch does not exist/, createEndpoint({ Zone: [zone(A, 'vsw-front-b')] })],
    ['VSwitchStatusNotAllowed', /not Available/, createEndpoint({},
      (cloud) => { Object.assign(cloud.world.vSwitches['vsw-front-a'] ?? {}, { Status: 'Pending' }) })],
    ['MissingParam.VSwitchId', /VSwitchId is missing/, createEndpoint({ Zone: [{ ZoneId: A }] })],
    ['MissingParam.ZoneId', /ZoneId is missing/, createEndpoint({ Zone: [{ VSwitchId: 'vsw-front-a' }] })],
    ['EndpointServiceNotSupportIpv6', /ipv6/, createEndpoint({ AddressIpVersion: 'DualStack' })],
    ['QuotaExceeded.epZonePerEndpoint', /usage 10\/10/, (cloud) => {
      const { epsrv } = service(cloud)
      const [held] = cloud.world.endpointServices[epsrv]?.resources ?? []
      const zones = Array.from({ length: 11 }, (_, n) => `test-north-${n}`)
      for (const ZoneId of zones) {
        cloud.world.endpointServices[epsrv]?.resources.push({ ...held, ZoneId } as never)
        cloud.world.vSwitches[`vsw-${ZoneId}`] = { ...structuredClone(cloud.world.vSwitches['vsw-front-a']), id: `vsw-${ZoneId}`,
          ZoneId } as never
      }
      const Zone = zones.map((ZoneId) => ({ ZoneId, VSwitchId: `vsw-${ZoneId}` }))
      return () => cloud.pl('CreateVpcEndpoint', endpointParams(epsrv, { Zone }))
    }],
    ['EniIpUnavailable', /IP address is unavailable/, createEndpoint({ Zone: [zone(A, 'vsw-front-a', { ip: '172.21.1.50' })] },
      (cloud) => {
      Object.assign(cloud.world.vSwitches['vsw-front-a']?.taken ?? {}, { '172.21.1.50': 'i-x' })
    })],
    ['EniIpUnavailable', /IP address is unavailable/, createEndpoint({ Zone: [zone(A, 'vsw-front-a', { ip: '10.0.0.1' })] })],
    ['ResourceNotEnough.VSwitchIp', /VSwitchIp is not enough/, createEndpoint({}, (cloud) => {
      const taken = cloud.world.vSwitches['vsw-front-a']?.taken ?? {}
      for (let n = 1; n < 253; n++) taken[`172.21.1.${n}`] = 'i-x'
    })],
    ['OperationDenied.EndpointPolicyNotSupport', /EndpointPolicyNotSupport/, createEndpoint({ PolicyDocument: '{}' })],
    ['QuotaExceeded.IpQuotaPerEp', /usage 2\/1/, createEndpoint({ ZonePrivateIpAddressCount: 2 })],
    ['QuotaExceeded.totalEpPerVpc', /usage 1000\/1000/, (cloud) => {
      const { ep, epsrv } = endpoint(cloud)
      for (let n = 0; n < 999; n++) {
        cloud.world.endpoints[`ep-${n}`] = { ...structuredClone(cloud.world.endpoints[ep]), id: `ep-${n}` } as never
      }
      return () => cloud.pl('CreateVpcEndpoint', endpointParams(epsrv))
    }],
    ['EndpointNotFound', /^The specified Endpoint does not exist\.$/, (cloud) => () =>
      cloud.pl('GetVpcEndpointAttribute', { EndpointId: 'ep-none' })],
    ['EndpointNotFound', /does not exist/, (cloud) => {
      const { ep } = endpoint(cloud)
      return () => cloud.pl('ListVpcEndpointZones', { EndpointId: ep }, 'consumer')
    }],
  ])('with %s', (...one) => check(one))
})

describe('a change of an endpoint is refused', () => {
  const changing = (action: string, params: Params, arrange: (cloud: Cloud, ep: string) => void = () => {}) => (cloud: Cloud) => {
    const { ep } = endpoint(cloud, { Zone: [{ ZoneId: A, VSwitchId: 'vsw-front-a' }] })
    arrange(cloud, ep)
    return () => cloud.pl(action, { EndpointId: ep, ...params })
  }
  const rename = (cloud: Cloud, EndpointId: string) => void cloud.pl('UpdateVpcEndpointAttribute',
    { EndpointId, EndpointName: 'other' })
  const addB = { ZoneId: B, VSwitchId: 'vsw-front-b' }
  test.each<Case>([
    ['ConcurrentCallNotSupported', /in progress/, changing('UpdateVpcEndpointAttribute', { EndpointName: 'third' }, rename)],
    ['OperationDenied.EndpointPolicyNotSupport', /EndpointPolicyNotSupport/,
      changing('UpdateVpcEndpointAttribute', { PolicyDocument: '{}' })],
    ['EndpointServiceNotSupportIpv6', /ipv6/, changing('UpdateVpcEndpointAttribute', { AddressIpVersion: 'DualStack' })],
    ['EndpointLocked', /locked/, (cloud) => {
      cloud.believe({ 'service-delete-with-disconnected-endpoint': 'allowed', 'service-delete-with-resources': 'allowed' })
      const { ep, epsrv } = endpoint(cloud)
      cloud.pl('DeleteVpcEndpointService', { ServiceId: epsrv })
      cloud.wait(10)
      cloud.pl('RemoveZoneFromVpcEndpoint', { EndpointId: ep, ZoneId: A })
      return () => cloud.pl('RemoveZoneFromVpcEndpoint', { EndpointId: ep, ZoneId: B })
    }],
    ['EndpointLocked', /^The specified Endpoint is locked\.$/, changing('AddZoneToVpcEndpoint', addB, rename)],
    ['EndpointLocked', /locked/, changing('UpdateVpcEndpointAttribute', { EndpointName: 'third' }, (cloud, EndpointId) => {
      cloud.pl('AddZoneToVpcEndpoint', { EndpointId, ...addB })
      cloud.wait(6)
    })],
    ['EndpointConnectionOperationDenied', /being connected/, (cloud) => {
      const { ep, epsrv } = endpoint(cloud)
      cloud.pl('EnableVpcEndpointConnection', { ServiceId: epsrv, EndpointId: ep })
      return () => rename(cloud, ep)
    }],
    ['EndpointConnectionOperationDenied', /being connected/, (cloud) => {
      const { ep } = connected(cloud)
      return () => cloud.pl('RemoveZoneFromVpcEndpoint', { EndpointId: ep, ZoneId: A })
    }],
    ['EndpointOperationDenied', /operation of endpoint is not allowed/, (cloud) => {
      const { EndpointId } = cloud.pl('CreateVpcEndpoint', endpointParams(service(cloud).epsrv))
      return () => cloud.pl('AttachSecurityGroupToVpcEndpoint', { EndpointId, SecurityGroupId: 'sg-front-2' })
    }],
    ['EndpointZoneDuplicated', /duplicated/, changing('AddZoneToVpcEndpoint', { ZoneId: A, VSwitchId: 'vsw-front-a' })],
    ['EndpointServiceNotSupportedZone', /support the zone/, changing('AddZoneToVpcEndpoint',
      { ZoneId: C, VSwitchId: 'vsw-front-c' })],
    ['EndpointZoneNotFound', /zone of Endpoint does not exist/, changing('RemoveZoneFromVpcEndpoint', { ZoneId: B })],
    ['EndpointDependenceViolation', /dependent zone/, changing('DeleteVpcEndpoint', {})],
    ['SecurityGroupExist', /already exists/, changing('AttachSecurityGroupToVpcEndpoint', { SecurityGroupId: 'sg-front' })],
    ['SecurityGroupTypeOnlySingleTypeSupporteded', /one type/,
      changing('AttachSecurityGroupToVpcEndpoint', { SecurityGroupId: 'sg-big' })],
    ['SecurityGroupNotFound', /does not exist/, changing('DetachSecurityGroupFromVpcEndpoint',
      { SecurityGroupId: 'sg-front-2' })],
    ['EndpointMustContainSecurityGroup', /at least one/, changing('DetachSecurityGroupFromVpcEndpoint',
      { SecurityGroupId: 'sg-front' })],
    ['EndpointOperationDenied', /not allowed/, (cloud) => {
      const { EndpointId } = cloud.pl('CreateVpcEndpoint', endpointParams(service(cloud).epsrv, { Zone: [] }))
      return () => cloud.pl('DeleteVpcEndpoint', { EndpointId })
    }],
    ['EndpointServiceDeleted', /already deleted/, (cloud) => {
      cloud.believe({ 'service-delete-with-disconnected-endpoint': 'allowed', 'service-delete-with-resources': 'allowed' })
      const { ep, epsrv } = endpoint(cloud)
      cloud.pl('DeleteVpcEndpointService', { ServiceId: epsrv })
      cloud.wait(10)
      return () => rename(cloud, ep)
    }],
    ['InvalidResourceId.NotFound', /not found in our records/, (cloud) => () =>
      cloud.pl('TagResources', { ResourceType: 'vpcendpoint', ResourceId: ['ep-none'], Tag: [{ Key: 'a', Value: 'b' }] })],
    ['MissingResourceIdOrTagParam', /empty/, (cloud) => () => cloud.pl('ListTagResources', { ResourceType: 'vpcendpoint' })],
  ])('with %s', (...one) => check(one))
})

describe('a connection is refused', () => {
  const pairOf = ({ epsrv, ep }: { epsrv: string; ep: string }) => ({ ServiceId: epsrv, EndpointId: ep })
  test.each<Case>([
    ['EndpointConnectionNotFound', /endpoint connection does not exist/, (cloud) => {
      const { epsrv } = service(cloud)
      return () => cloud.pl('EnableVpcEndpointConnection', { ServiceId: epsrv, EndpointId: 'ep-none' })
    }],
    ['EndpointServiceNotFound', /does not exist/, (cloud) => {
      const pair = pairOf(endpoint(cloud))
      return () => cloud.pl('EnableVpcEndpointConnection', pair, 'consumer')
    }],
    ['EndpointOperationDenied', /not allowed/, (cloud) => {
      const { epsrv } = service(cloud)
      const { EndpointId } = cloud.pl('CreateVpcEndpoint', endpointParams(epsrv))
      return () => cloud.pl('EnableVpcEndpointConnection', { ServiceId: epsrv, EndpointId })
    }],
    ['EndpointConnectionOperationDenied', /being connected/, (cloud) => {
      const { epsrv } = service(cloud)
      const { EndpointId } = cloud.pl('CreateVpcEndpoint', endpointParams(epsrv))
      cloud.wait(45)
      return () => cloud.pl('EnableVpcEndpointConnection', { ServiceId: epsrv, EndpointId })
    }],
    ['EndpointConnectionOperationDenied', /being connected/, (cloud) => {
      const { pair } = connected(cloud)
      return () => cloud.pl('EnableVpcEndpointConnection', pair)
    }],
    ['EndpointConnectionOperationDenied', /being connected/, (cloud) => {
      const pair = pairOf(endpoint(cloud))
      return () => cloud.pl('DisableVpcEndpointConnection', pair)
    }],
    ['OperationDenied.NoAvailableServiceResource', /no resource in some available zones/, (cloud) => {
      const { lb, ...rest } = endpoint(cloud)
      cloud.pl('DetachResourceFromVpcEndpointService', { ServiceId: rest.epsrv, ResourceId: lb, ResourceType: 'alb', ZoneId: A })
      cloud.wait(10)
      return () => cloud.pl('EnableVpcEndpointConnection', pairOf(rest))
    }],
    ['EndpointConnectionOperationDenied', /being connected/, (cloud) => {
      const pair = pairOf(endpoint(cloud))
      return () => cloud.pl('UpdateVpcEndpointConnectionAttribute', { ...pair, Bandwidth: 500 })
    }],
    ['ConcurrentCallNotSupported', /in progress/, (cloud) => {
      const { pair } = connected(cloud)
      const change = () => cloud.pl('UpdateVpcEndpointConnectionAttribute', { ...pair, Bandwidth: 500 })
      change()
      return change
    }],
    ['IncorrectStatus.VpcEndpointConnection', /The status of VpcEndpointConnection \[ep-/, (cloud) => {
      const pair = pairOf(endpoint(cloud))
      return () => cloud.pl('EnableVpcEndpointZoneConnection', { ...pair, ZoneId: A })
    }],
    ['IncorrectStatus.VpcEndpointZone', /The status of VpcEndpointZone/, (cloud) => {
      const { pair } = connected(cloud)
      return () => cloud.pl('EnableVpcEndpointZoneConnection', { ...pair, ZoneId: A })
    }],
    ['ResourceNotFound.VpcEndpointZone', /is not found/, (cloud) => {
      const { pair } = connected(cloud)
      return () => cloud.pl('DisableVpcEndpointZoneConnection', { ...pair, ZoneId: C })
    }, 404],
    ['ResourceNotFound.VpcEndpointService', /is not found/, (cloud) => {
      const { ep } = connected(cloud)
      return () => cloud.pl('DisableVpcEndpointZoneConnection', { ServiceId: 'epsrv-none', EndpointId: ep, ZoneId: A })
    }, 404],
    ['ResourceNotFound.VpcEndpoint', /is not found/, (cloud) => {
      const { epsrv } = connected(cloud)
      return () => cloud.pl('DisableVpcEndpointZoneConnection', { ServiceId: epsrv, EndpointId: 'ep-none', ZoneId: A })
    }, 404],
  ])('with %s', (...one) => check(one))
})

describe('tags and users are refused', () => {
  const tags = (action: string, params: Params) => (cloud: Cloud) => {
    const { ep } = endpoint(cloud)
    return () => cloud.pl(action, { ResourceType: 'vpcendpoint', ResourceId: [ep], ...params })
  }
  test.each<Case>([
    ['IllegalTagKeyParam', /IllegalTagKeyParam/, tags('TagResources', { Tag: [{ Key: 'aliyun-x', Value: '1' }] })],
    ['DuplicatedTagKey', /duplicated/, tags('UntagResources', { TagKey: ['a', 'a'] })],
    ['TagInfoNotExist', /not exist/, tags('UntagResources', {})],
    ['QuotaExceed.TagsPerResource', /maximum number of tags/, (cloud) => {
      const many = (from: number) => Array.from({ length: 11 }, (_, n) => ({ Key: `k${from + n}`, Value: 'v' }))
      const { ep } = endpoint(cloud, { Tag: many(0) })
      return () => cloud.pl('TagResources', { ResourceType: 'vpcendpoint', ResourceId: [ep], Tag: many(11) })
    }],
    ['MissingTagKeyParam', /key is empty/, tags('ListTagResources', { Tag: [{ Value: 'x' }] })],
    ['MissingTagKeyParam', /key is empty/, createService({ Tag: [{ Value: 'x' }] })],
    ['IllegalParamFormat.ResourceType', /illegal/, tags('ListTagResources', { ResourceType: 'vpc' })],
    ['IllegalParamFormat.ResourceType', /illegal/, (cloud) => () =>
      cloud.pl('ChangeResourceGroup', { ResourceType: 'vpc', ResourceId: 'x', ResourceGroupId: 'rg-2' })],
    ['IllegalParamFormat.UserARN', /illegal/, (cloud) => {
      const { epsrv } = service(cloud)
      return () => cloud.pl('AddUserToVpcEndpointService', { ServiceId: epsrv, UserARN: 'acs:ram::77:root' })
    }],
  ])('with %s', (...one) => check(one))
})

describe('a change of one zone\'s connection is refused', () => {
  const update = 'UpdateVpcEndpointZoneConnectionResourceAttribute'
  test.each<Case>([
    ['EndpointOperationDenied', /not allowed/, (cloud) => {
      const { epsrv, pair } = connected(cloud)
      cloud.pl('DisableVpcEndpointZoneConnection', { ...pair, ZoneId: A })
      cloud.wait(10)
      Object.assign(cloud.world.endpointServices[epsrv] ?? {}, { resources: [] })
      return () => cloud.pl('EnableVpcEndpointZoneConnection', { ...pair, ZoneId: A })
    }],
    ['IncorrectStatus.VpcEndpointConnection', /status of VpcEndpointConnection/, (cloud) => {
      const { epsrv, ep } = endpoint(cloud)
      return () => cloud.pl('DisableVpcEndpointZoneConnection', { ServiceId: epsrv, EndpointId: ep, ZoneId: A })
    }],
    ['IncorrectStatus.VpcEndpointZone', /status of VpcEndpointZone/, (cloud) => {
      const { pair } = connected(cloud)
      const disable = () => cloud.pl('DisableVpcEndpointZoneConnection', { ...pair, ZoneId: A })
      disable()
      return disable
    }],
    ['IncorrectStatus.VpcEndpointConnection', /status of VpcEndpointConnection/, (cloud) => {
      const { pair } = connected(cloud)
      return () => cloud.pl(update, { ...pair, ZoneId: A, ResourceAllocateMode: 'Auto' })
    }],
    ['MissingParam.ResourceId', /ResourceId is missing/, (cloud) => {
      const { pair } = connected(cloud)
      return () => cloud.pl(update, { ...pair, ZoneId: A, ResourceReplaceMode: 'Force' })
    }],
    ['EndpointServiceResourceNotFound', /not found/, (cloud) => {
      const { pair } = connected(cloud)
      return () => cloud.pl(update, { ...pair, ZoneId: A, ResourceReplaceMode: 'Force', ResourceId: 'alb-none' })
    }],
    ['IncorrectStatus.VpcEndpointZone', /status of VpcEndpointZone/, (cloud) => {
      const { pair, lb } = connected(cloud)
      cloud.pl('DisableVpcEndpointZoneConnection', { ...pair, ZoneId: A })
      return () => cloud.pl(update, { ...pair, ZoneId: A, ResourceReplaceMode: 'Force', ResourceId: lb })
    }],
  ])('with %s', (...one) => check(one))
})

test('two zones removed side by side collide', () => {
  const cloud = new Cloud()
  const { ep } = endpoint(cloud)
  cloud.pl('RemoveZoneFromVpcEndpoint', { EndpointId: ep, ZoneId: A })
  const second = () => cloud.pl('RemoveZoneFromVpcEndpoint', { EndpointId: ep, ZoneId: B })
  expect(refused(second).code).toBe('ConcurrentCallNotSupported')
  cloud.wait(6)
  expect(refused(second).code).toBe('EndpointLocked')
  cloud.wait(10)
  second()
})

test('a protected endpoint is closed to the bearer of a temporary token', () => {
  const cloud = new Cloud()
  const { ep } = endpoint(cloud, { ProtectedEnabled: true })
  cloud.session = true
  expect(refused(() => cloud.pl('UpdateVpcEndpointAttribute',
    { EndpointId: ep, EndpointName: 'other' })).code).toBe('OperationDenied.EndpointProtected')
  cloud.session = false
  cloud.pl('UpdateVpcEndpointAttribute', { EndpointId: ep, EndpointName: 'other' })
})
