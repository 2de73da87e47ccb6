import { pageOf } from '../shared/paging.ts'
import { entry, given, like, listed, mine } from '../shared/records.ts'
import { between, must, oneOf, reading, text } from '../shared/table.ts'
import { hasTags, tagList, tagPairs } from '../shared/tags.ts'
import { shownEndpoint } from './endpoint-views.ts'
import { connectionStatus, ipVersion, region } from './fields.ts'
import { endpointOf } from './find.ts'
import { lookAtEndpoint } from './locks.ts'

/** Privatelink GetVpcEndpointAttribute: without tags, zones and security groups, which have lists of their own. */
export const getVpcEndpointAttribute = reading({ ...region, EndpointId: must(text) }, (call) => {
  const endpoint = endpointOf(call, call.params.EndpointId)
  lookAtEndpoint(call, endpoint)
  return given({
    ...shownEndpoint(call, endpoint), Payer: entry(call.world.endpointServices, endpoint.ServiceId)?.Payer,
    ZonePrivateIpAddressCount: 1,
  })
})

/** Privatelink ListVpcEndpoints: the caller's own; the list lags a create. */
export const listVpcEndpoints = reading({
  ...region, AddressIpVersion: ipVersion, ConnectionStatus: connectionStatus, EndpointId: text, EndpointName: text,
  EndpointStatus: oneOf('Creating', 'Active', 'Pending', 'Deleting'),
  EndpointType: oneOf('Interface', 'Reverse', 'GatewayLoadBalancer'),
  MaxResults: between(1, 1000), NextToken: text, ResourceGroupId: text, ServiceName: text, ServiceRegionId: text,
  Tag: tagList(64), VpcId: text,
}, (call) => {
  const want = call.params
  const found = mine(call, call.world.endpoints).filter((one) => listed(call.world, 'endpoint', one.createdAt, call.now)
    && like(want.AddressIpVersion, one.AddressIpVersion) && like(want.ConnectionStatus, one.connection.status)
    && like(want.EndpointId, one.id) && like(want.EndpointName, one.EndpointName) && like(want.EndpointStatus, one.status)
    && like(want.EndpointType, one.EndpointType) && like(want.ResourceGroupId, one.ResourceGroupId)
    && like(want.ServiceName, one.ServiceName)
    && like(want.ServiceRegionId, one.ServiceRegionId) && hasTags(one, want.Tag) && like(want.VpcId, one.VpcId))
  const page = pageOf(call, found, want, 50, (one) => one.id)
  for (const endpoint of page.entries) lookAtEndpoint(call, endpoint)
  return given({
    Endpoints: page.entries.map((one) => ({ ...shownEndpoint(call, one), Tags: tagPairs(one.tags) })),
    MaxResults: page.MaxResults,
    NextToken: page.NextToken, TotalCount: page.TotalCount,
  })
})

/** Privatelink ListVpcEndpointZones. The network interface shows once it has been built (assumed). */
export const listVpcEndpointZones = reading({
  ...region, EndpointId: must(text), MaxResults: between(1, 1000), NextToken: text,
}, (call) => {
  const endpoint = endpointOf(call, call.params.EndpointId)
  lookAtEndpoint(call, endpoint)
  const page = pageOf(call, endpoint.zones, call.params, 50, (zone) => zone.ZoneId)
  return given({
    MaxResults: page.MaxResults, NextToken: page.NextToken, TotalCount: page.TotalCount,
    Zones: page.entries.map((zone) => ({
      ...(zone.status === 'Creating' ? {} : { EniId: zone.EniId, EniIp: zone.EniIp }), RegionId: endpoint.region,
      VSwitchId: zone.VSwitchId,
      ZoneDomain: zone.ZoneDomain, ZoneId: zone.ZoneId, ZoneStatus: zone.status,
    })),
  })
})
