import { pageOf } from '../shared/paging.ts'
import { entry, given, mine, only, shown, sift } from '../shared/records.ts'
import { between, must, oneOf, reading, text } from '../shared/table.ts'
import { tagList, tagPairs } from '../shared/tags.ts'
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
  const named = mine(call, 'endpoints', {
    id: want.EndpointId, EndpointName: want.EndpointName, ServiceName: want.ServiceName, Tag: want.Tag, VpcId: want.VpcId,
  })
  const found = sift(named, shown(call, 'endpoint'), only(want.AddressIpVersion, (one) => one.AddressIpVersion),
    only(want.ConnectionStatus, (one) => one.connection.status), only(want.EndpointStatus, (one) => one.status),
    only(want.EndpointType, (one) => one.EndpointType), only(want.ResourceGroupId, (one) => one.ResourceGroupId),
    only(want.ServiceRegionId, (one) => one.ServiceRegionId))
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
