import { belief } from '../../beliefs.ts'
import type { Call } from '../../action.ts'
import type { Endpoint, EndpointService } from '../../model.ts'
import { changed, having, put } from '../../records.ts'
import { defaultGroup, entry } from '../shared/records.ts'
import { hasRole } from '../shared/roles.ts'
import {
  between, denied, description, flag, idempotence, listOf, must, name, oneOf, struct, text, unused, writing,
} from '../shared/table.ts'
import { createdTags, tagList } from '../shared/tags.ts'
import { createdEndpoint } from './endpoint-views.ts'
import { checkZone, openZone, type CheckedZone } from './endpoint-zones.ts'
import { madeIpVersion, region, write } from './fields.ts'
import { endpointOf, endpointsOf } from './find.ts'
import { endpointMustBeFree, mayTouch, passEndpoint } from './locks.ts'
import { refuse } from './refusals.ts'
import { attachGroup, checkGroups } from './security-groups.ts'
import { mayUse } from './service-views.ts'
import { checkTags } from './tags.ts'

/** Endpoints of one VPC (documented default). */
const QUOTA = 1000
const ROLE = 'AliyunServiceRoleForPrivatelink'

/**
 * Privatelink CreateVpcEndpoint, with its zones or without. Its connection reads Disconnected until somebody accepts it; a
 * service with automatic acceptance does so by itself once the endpoint is Active.
 */
export const createVpcEndpoint = writing({
  ...write, AddressIpVersion: madeIpVersion, CrossRegionBandwidth: unused(between(100, 10_000)), EndpointDescription: description,
  EndpointName: name, EndpointType: oneOf('Interface', 'Reverse', 'GatewayLoadBalancer'), PolicyDocument: denied(text),
  ProtectedEnabled: flag,
  ResourceGroupId: text, SecurityGroupId: listOf(text), ServiceId: text, ServiceName: text, ServiceRegionId: text,
  Tag: tagList(64),
  VpcId: must(text), Zone: listOf(struct({ Ipv6Address: unused(text), VSwitchId: text, ZoneId: text, ip: text })),
  ZoneAffinityEnabled: flag, ZonePrivateIpAddressCount: denied(between(0, 100)),
}, (call) => {
  const want = call.params
  if (!call.account.privatelinkOpen) refuse('NeedOpenProduct')
  checkTags(want.Tag)
  if (want.AddressIpVersion === 'DualStack') refuse('EndpointServiceNotSupportIpv6')
  if (want.PolicyDocument !== undefined) refuse('OperationDenied.EndpointPolicyNotSupport')
  const count = want.ZonePrivateIpAddressCount ?? 1
  if (count > 1) refuse('QuotaExceeded.IpQuotaPerEp', 'IpQuotaPerEp', count, 1)
  const service = wantedService(call, want)
  const vpc = entry(call.world.vpcs, want.VpcId)
  if (!vpc || vpc.account !== call.account.id || vpc.region !== call.region) return refuse('VpcNotFound')
  checkGroups(call, vpc.id, want.SecurityGroupId ?? [])
  if (!hasRole(call, ROLE, 'privatelink.aliyuncs.com')) refuse('CheckServiceLinkRoleError')
  if (having(call.world, 'endpoints', 'VpcId', vpc.id).length >= QUOTA) {
    refuse('QuotaExceeded.totalEpPerVpc', 'totalEpPerVpc', QUOTA, QUOTA)
  }
  const twice = endpointsOf(call, service.id).some((one) => one.VpcId === vpc.id && one.status !== 'Deleting')
  if (twice && belief(call.world, 'endpoint-duplicate') === 'refused') refuse('EndpointDuplicated')
  const zones: CheckedZone[] = []
  for (const zone of want.Zone ?? []) zones.push(checkZone(call, service, vpc.id, zones.map((one) => one.ZoneId), zone))

  const id = call.newId('endpoint')
  const endpoint: Endpoint = {
    id, region: call.region, account: call.account.id, createdAt: call.now, tags: createdTags(call.world, want.Tag),
    ResourceGroupId: want.ResourceGroupId ?? defaultGroup(call), status: 'Creating', since: call.now,
    EndpointName: want.EndpointName ?? id,
    EndpointDescription: want.EndpointDescription ?? '', EndpointType: service.ServiceType, EndpointBusinessStatus: 'Normal',
    ServiceId: service.id, ServiceName: service.ServiceName, ServiceRegionId: service.region, VpcId: vpc.id,
    EndpointDomain: `${id}.${service.id}.${service.region}.privatelink.aliyuncs.com`, AddressIpVersion: 'IPv4',
    ZoneAffinityEnabled: want.ZoneAffinityEnabled ?? false, ProtectedEnabled: want.ProtectedEnabled ?? false, PolicyDocument: '',
    zones: [], securityGroups: [], connection: { status: 'Disconnected', since: call.now, Bandwidth: 0, modifiedAt: call.now },
  }
  put(call.world, 'endpoints', endpoint)
  for (const group of want.SecurityGroupId ?? []) attachGroup(call, endpoint, group)
  const reading = belief(call.world, 'create-endpoint-zones')
  const kept = reading === 'honoured' ? zones : reading === 'partly' ? zones.slice(0, 1) : []
  for (const zone of kept) openZone(call, endpoint, zone)
  passEndpoint(call, endpoint, 'Creating')
  return createdEndpoint(endpoint)
})

interface WantedService {
  ServiceId?: string | undefined
  ServiceName?: string | undefined
  ServiceRegionId?: string | undefined
  EndpointType?: string | undefined
}

/** The service by ID or by name, if the caller may use it. @throws Refusal */
function wantedService(call: Call<unknown>, want: WantedService): EndpointService {
  if (want.ServiceId === undefined && want.ServiceName === undefined) refuse('MissingParam.ServiceId')
  const byId = entry(call.world.endpointServices, want.ServiceId)
  const named = want.ServiceId === undefined ? having(call.world, 'endpointServices', 'ServiceName', want.ServiceName ?? '')
    : byId ? [byId] : []
  const found = named.find((one) => want.ServiceName === undefined || one.ServiceName === want.ServiceName)
  // One region for both, unless the service lists others, which is not simulated.
  if (!found || found.region !== (want.ServiceRegionId ?? call.region) || found.region !== call.region) {
    return refuse('EndpointServiceNotFound')
  }
  if (!mayUse(call, found)) refuse('EndpointServiceNotAuthorized')
  if (found.status === 'Deleting') refuse('EndpointServiceDeleted')
  if (found.status !== 'Active') refuse('IncorrectStatus.VpcEndpointService', 'VpcEndpointService', found.id)
  if ((want.EndpointType ?? found.ServiceType) !== found.ServiceType) {
    refuse('Mismatch.EndpointType', 'EndpointType', 'VpcEndpoint', found.id)
  }
  return found
}

/** Privatelink UpdateVpcEndpointAttribute. */
export const updateVpcEndpointAttribute = writing({
  ...write, AddressIpVersion: madeIpVersion, CrossRegionBandwidth: unused(between(100, 10_000)), EndpointDescription: description,
  EndpointId: must(text), EndpointName: name, PolicyDocument: denied(text), ResetPolicy: unused(flag), ZoneAffinityEnabled: flag,
}, (call) => {
  const want = call.params
  const endpoint = endpointOf(call, want.EndpointId)
  if (want.PolicyDocument !== undefined) refuse('OperationDenied.EndpointPolicyNotSupport')
  if (want.AddressIpVersion === 'DualStack') refuse('EndpointServiceNotSupportIpv6')
  endpointMustBeFree(call, endpoint)
  if (want.EndpointDescription !== undefined) endpoint.EndpointDescription = want.EndpointDescription
  if (want.EndpointName !== undefined) endpoint.EndpointName = want.EndpointName
  changed(call.world, 'endpoints', endpoint)
  if (want.ZoneAffinityEnabled !== undefined) endpoint.ZoneAffinityEnabled = want.ZoneAffinityEnabled
  passEndpoint(call, endpoint, 'Pending')
  return {}
})

/** Privatelink DeleteVpcEndpoint: without zones, unless `endpoint-delete-with-zones` is believed to be allowed. */
export const deleteVpcEndpoint = writing({ ...region, ...idempotence, EndpointId: must(text) }, (call) => {
  const endpoint = endpointOf(call, call.params.EndpointId)
  mayTouch(call, endpoint)
  if (endpoint.zones.length > 0 && belief(call.world, 'endpoint-delete-with-zones') === 'refused') {
    refuse('EndpointDependenceViolation')
  }
  const settled = !['Connecting', 'Disconnecting', 'Pending'].includes(endpoint.connection.status)
  if (endpoint.status !== 'Active' || !settled) refuse('EndpointOperationDenied')
  for (const zone of endpoint.zones) call.move({ kind: 'endpointZone', path: [endpoint.id, zone.ZoneId] }, 'Deleting')
  endpoint.connection.modifiedAt = call.now
  delete endpoint.connection.pathAt
  call.move({ kind: 'connection', path: [endpoint.id] }, 'Deleting')
  passEndpoint(call, endpoint, 'Deleting')
  return {}
})
