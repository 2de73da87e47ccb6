import { pageOf } from '../shared/paging.ts'
import { having } from '../../records.ts'
import { entry, given, like, listed, mine, only, shown, sift } from '../shared/records.ts'
import { between, flag, must, oneOf, reading, text } from '../shared/table.ts'
import { hasTags, tagList, tagPairs } from '../shared/tags.ts'
import { ipVersion, region, resourceType } from './fields.ts'
import { endpointsOf, servedBy, serviceOf, zonesOf } from './find.ts'
import { lookAtService } from './locks.ts'
import { mayUse, offeredService, shownService } from './service-views.ts'

/** Privatelink GetVpcEndpointServiceAttribute. */
export const getVpcEndpointServiceAttribute = reading({ ...region, ServiceId: must(text) }, (call) => {
  const service = serviceOf(call, call.params.ServiceId)
  lookAtService(call, service)
  return { ...shownService(service), Zones: zonesOf(service) }
})

/** Privatelink ListVpcEndpointServices: the caller's own; the list lags a create. */
export const listVpcEndpointServices = reading({
  ...region, AddressIpVersion: ipVersion, AutoAcceptEnabled: flag, MaxResults: between(1, 1000), NextToken: text,
  ResourceGroupId: text,
  ResourceId: text, ServiceBusinessStatus: oneOf('Normal', 'FinancialLocked'), ServiceId: text, ServiceName: text,
  ServiceResourceType: resourceType, ServiceStatus: oneOf('Creating', 'Pending', 'Active', 'Deleting'), Tag: tagList(64),
  ZoneAffinityEnabled: flag,
}, (call) => {
  const want = call.params
  const named = mine(call, 'endpointServices', {
    id: want.ServiceId, ResourceId: want.ResourceId, ServiceName: want.ServiceName, Tag: want.Tag,
  })
  const found = sift(named, shown(call, 'endpointService'),
    only(want.AddressIpVersion, (one) => one.AddressIpVersion), only(want.AutoAcceptEnabled, (one) => one.AutoAcceptEnabled),
    only(want.ResourceGroupId, (one) => one.ResourceGroupId),
    only(want.ServiceBusinessStatus, (one) => one.ServiceBusinessStatus),
    only(want.ServiceResourceType, (one) => one.ServiceResourceType), only(want.ServiceStatus, (one) => one.status),
    only(want.ZoneAffinityEnabled, (one) => one.ZoneAffinityEnabled))
  const page = pageOf(call, found, want, 50, (one) => one.id)
  for (const service of page.entries) lookAtService(call, service)
  return given({
    MaxResults: page.MaxResults, NextToken: page.NextToken,
    Services: page.entries.map((one) => ({ ...shownService(one), Tags: tagPairs(one.tags) })), TotalCount: page.TotalCount,
  })
})

/** Privatelink ListVpcEndpointServicesByEndUser: what the caller may connect to, whoever owns it. Its TotalCount is a string. */
export const listVpcEndpointServicesByEndUser = reading({
  ...region, MaxResults: between(1, 1000), NextToken: text, ResourceGroupId: text, ServiceId: text, ServiceName: text,
  ServiceRegionId: text,
  ServiceType: text, Tag: tagList(64),
}, (call) => {
  const want = call.params
  const known = entry(call.world.endpointServices, want.ServiceId)
  const offered = want.ServiceId === undefined ? having(call.world, 'endpointServices', 'users', call.account.id, '*')
    : known ? [known] : []
  const found = offered.filter((one) => one.region === (want.ServiceRegionId ?? call.region)
    && mayUse(call, one) && listed(call.world, 'endpointService', one.createdAt, call.now) && one.status !== 'Deleting'
    && like(want.ResourceGroupId, one.ResourceGroupId) && like(want.ServiceName, one.ServiceName)
    && like(want.ServiceType, one.ServiceType) && hasTags(one, want.Tag))
  const page = pageOf(call, found, want, 50, (one) => one.id)
  return given({
    MaxResults: page.MaxResults, NextToken: page.NextToken,
    Services: page.entries.map((one) => ({
      ...offeredService(one), Tags: one.account === call.account.id ? tagPairs(one.tags) : [], Zones: zonesOf(one),
    })),
    TotalCount: String(page.TotalCount),
  })
})

/** Privatelink ListVpcEndpointServiceResources: no TotalCount here. What was just attached is not shown at once. */
export const listVpcEndpointServiceResources = reading({
  ...region, MaxResults: between(1, 50), NextToken: text, ServiceId: must(text),
}, (call) => {
  const service = serviceOf(call, call.params.ServiceId)
  lookAtService(call, service)
  const shown = service.resources.filter((one) => listed(call.world, 'endpointService', one.attachedAt ?? 0, call.now))
  const page = pageOf(call, shown, call.params, 50, (one) => `${one.ResourceId} ${one.ZoneId}`)
  return given({
    MaxResults: page.MaxResults, NextToken: page.NextToken,
    Resources: page.entries.map((one) => ({
      AutoAllocatedEnabled: one.AutoAllocatedEnabled !== false, Ip: one.Ip, RegionId: service.region,
      RelatedDeprecatedEndpointCount: 0,
      RelatedEndpointCount: endpointsOf(call, service.id)
        .filter((endpoint) => servedBy(endpoint, one.ResourceId, one.ZoneId)).length,
      ResourceId: one.ResourceId, ResourceSupportIPv6: false, ResourceType: one.ResourceType, VSwitchId: one.VSwitchId,
      VpcId: one.VpcId,
      ZoneId: one.ZoneId,
    })),
  })
})
