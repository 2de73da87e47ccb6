import { belief } from '../../beliefs.ts'
import type { EndpointService, ServiceResource } from '../../model.ts'
import { having, put } from '../../records.ts'
import { defaultGroup } from '../shared/records.ts'
import { between, denied, flag, idempotence, listOf, must, oneOf, sized, struct, text, unused, writing } from '../shared/table.ts'
import { createdTags, tagList } from '../shared/tags.ts'
import { madeIpVersion, region, resourceType, write } from './fields.ts'
import { endpointsOf, inUse, serviceOf } from './find.ts'
import { oneInAccount, passService, serviceMustBeFree } from './locks.ts'
import { refuse } from './refusals.ts'
import { checkResource } from './resources.ts'
import { createdService } from './service-views.ts'
import { checkTags } from './tags.ts'

/** Endpoint services of one account (documented default). */
const QUOTA = 200
const description = sized(1, 256)

/**
 * Privatelink CreateVpcEndpointService, with its resources or without. Order of checks: product, form, resources, quota. The
 * caller's account is on the whitelist from the start.
 */
export const createVpcEndpointService = writing({
  ...write, AddressIpVersion: madeIpVersion, AutoAcceptEnabled: flag, Payer: oneOf('Endpoint', 'EndpointService'),
  Resource: listOf(struct({ ResourceId: text, ResourceType: text, ZoneId: text }), 10), ResourceGroupId: text,
  ServiceDescription: description,
  ServiceResourceType: resourceType, ServiceSupportIPv6: denied(flag), SupportedRegionList: unused(listOf(text)), Tag: tagList(64),
  ZoneAffinityEnabled: flag,
}, (call) => {
  const want = call.params
  if (!call.account.privatelinkOpen) refuse('NeedOpenProduct')
  checkTags(want.Tag)
  // Two addresses families are for NLB and GWLB (documented).
  if (want.AddressIpVersion === 'DualStack' || want.ServiceSupportIPv6) refuse('EndpointServiceNotSupportIpv6')
  if (want.Payer === 'EndpointService' && belief(call.world, 'payer-endpoint-service') === 'refused') {
    refuse('EndpointServicePayerForbidden')
  }
  const type = want.ServiceResourceType ?? 'slb'
  const resources: ServiceResource[] = []
  for (const one of want.Resource ?? []) resources.push(checkResource(call, type, resources, one))
  if (having(call.world, 'endpointServices', 'account', call.account.id).length >= QUOTA) refuse('QuotaMisMatched')

  const id = call.newId('endpointService')
  const reading = belief(call.world, 'create-service-resources')
  const service: EndpointService = {
    id, region: call.region, account: call.account.id, createdAt: call.now, tags: createdTags(call.world, want.Tag),
    ResourceGroupId: want.ResourceGroupId ?? defaultGroup(call), status: 'Creating', since: call.now,
    ServiceName: `com.aliyuncs.privatelink.${call.region}.${id}`, ServiceDomain: `${id}.${call.region}.privatelink.aliyuncs.com`,
    ServiceDescription: want.ServiceDescription ?? '', ServiceBusinessStatus: 'Normal', ServiceResourceType: type,
    ServiceType: type === 'gwlb' ? 'GatewayLoadBalancer' : 'Interface', AutoAcceptEnabled: want.AutoAcceptEnabled ?? false,
    ZoneAffinityEnabled: want.ZoneAffinityEnabled ?? false, AddressIpVersion: 'IPv4', ServiceSupportIPv6: false,
    Payer: want.Payer ?? 'Endpoint', MinBandwidth: 100, MaxBandwidth: 25_000,
    resources: reading === 'honoured' ? resources : reading === 'partly' ? resources.slice(0, 1) : [], users: [call.account.id],
  }
  put(call.world, 'endpointServices', service)
  passService(call, service, 'Creating')
  return createdService(service)
})

/**
 * Privatelink UpdateVpcEndpointServiceAttribute. Switching automatic acceptance on leaves pending connections pending (assumed).
 */
export const updateVpcEndpointServiceAttribute = writing({
  ...write, AddSupportedRegionSet: unused(listOf(text)), AddressIpVersion: madeIpVersion, AutoAcceptEnabled: flag,
  ConnectBandwidth: unused(between(100, 10_240)), DeleteSupportedRegionSet: unused(listOf(text)), ServiceDescription: description,
  ServiceId: must(text), ServiceSupportIPv6: denied(flag), ZoneAffinityEnabled: flag,
}, (call) => {
  const want = call.params
  const service = serviceOf(call, want.ServiceId)
  if (want.AddressIpVersion === 'DualStack' || want.ServiceSupportIPv6) refuse('EndpointServiceNotSupportIpv6')
  serviceMustBeFree(call, service)
  oneInAccount(call)
  if (want.AutoAcceptEnabled !== undefined) service.AutoAcceptEnabled = want.AutoAcceptEnabled
  if (want.ServiceDescription !== undefined) service.ServiceDescription = want.ServiceDescription
  if (want.ZoneAffinityEnabled !== undefined) service.ZoneAffinityEnabled = want.ZoneAffinityEnabled
  passService(call, service, 'Pending')
  return {}
})

/**
 * Privatelink DeleteVpcEndpointService: nothing connected, no endpoint left, no resource left. How strictly the last two hold is
 * believed, see `service-delete-with-disconnected-endpoint` and `service-delete-with-resources`.
 */
export const deleteVpcEndpointService = writing({ ...region, ...idempotence, ServiceId: must(text) }, (call) => {
  const service = serviceOf(call, call.params.ServiceId)
  if (service.status !== 'Active') {
    oneInAccount(call)
    refuse('EndpointServiceOperationDenied')
  }
  const endpoints = endpointsOf(call, service.id)
  if (endpoints.some(inUse)) refuse('EndpointServiceConnectionDependence')
  if (endpoints.length > 0 && belief(call.world, 'service-delete-with-disconnected-endpoint') === 'refused') {
    refuse('DeleteFailedDueToEndpointExist')
  }
  if (service.resources.length > 0 && belief(call.world, 'service-delete-with-resources') === 'refused') {
    refuse('EndpointServiceDependenceViolation')
  }
  oneInAccount(call)
  passService(call, service, 'Deleting')
  return {}
})


