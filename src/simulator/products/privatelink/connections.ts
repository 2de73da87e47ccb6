import { belief } from '../../beliefs.ts'
import type { Call } from '../../action.ts'
import type { Endpoint, EndpointService } from '../../model.ts'
import { pageOf } from '../shared/paging.ts'
import { entry, given, iso, like, mine } from '../shared/records.ts'
import { between, idempotence, must, reading, text, writing } from '../shared/table.ts'
import { connectionStatus, region, trafficControl, write } from './fields.ts'
import { connectionOf, endpointsOf, serviceOf } from './find.ts'
import { connect, resourceFor } from './lifecycles.ts'
import { lookAtEndpoint, oneInAccount } from './locks.ts'
import { refuse } from './refusals.ts'

const pair = { EndpointId: must(text), ServiceId: must(text) } as const
/** In Mbit/s: what ALB may have. */
const bandwidth = between(100, 25_000)

/**
 * Privatelink EnableVpcEndpointConnection: the provider accepts an endpoint. One acceptance at a time in an account; the
 * endpoint Active, its zones built, a resource of the service in each of them.
 */
export const enableVpcEndpointConnection = writing({
  ...write, Bandwidth: bandwidth, ...pair, TrafficControlMode: trafficControl,
}, (call) => {
  const { service, endpoint } = connectionOf(call, call.params.ServiceId, call.params.EndpointId)
  const { connection } = endpoint
  oneInAccount(call)
  if (connection.status === 'Connected' && belief(call.world, 'repeated-enable') === 'accepted') return {}
  if (connection.status !== 'Disconnected') refuse('EndpointConnectionOperationDenied')
  if (endpoint.status !== 'Active') refuse('EndpointOperationDenied')
  if (endpoint.zones.some((zone) => zone.status === 'Creating' || zone.status === 'Deleting')) {
    refuse('EndpointConnectionOperationDenied')
  }
  const served = service.resources.length > 0 && endpoint.zones
    .every((zone) => resourceFor(call.world, endpoint, zone) !== undefined)
  if (!served && belief(call.world, 'accept-without-resources') === 'refused') {
    refuse('OperationDenied.NoAvailableServiceResource')
  }
  if (call.params.Bandwidth !== undefined) connection.Bandwidth = call.params.Bandwidth
  if (call.params.TrafficControlMode !== undefined) connection.TrafficControlMode = call.params.TrafficControlMode
  connection.cause = call.action
  connect(call.world, endpoint, call.now, (moving, status) => call.move(moving, status))
  return {}
})

/** Privatelink DisableVpcEndpointConnection: the provider refuses an endpoint, or cuts it off. */
export const disableVpcEndpointConnection = writing({ ...region, ...idempotence, ...pair }, (call) => {
  const { endpoint } = connectionOf(call, call.params.ServiceId, call.params.EndpointId)
  const { connection } = endpoint
  if (connection.status === 'Disconnected' && belief(call.world, 'repeated-disable') === 'accepted') return {}
  if (connection.status !== 'Connected') refuse('EndpointConnectionOperationDenied')
  connection.modifiedAt = call.now
  connection.cause = call.action
  delete connection.pathAt
  call.move({ kind: 'connection', path: [endpoint.id] }, 'Disconnecting')
  for (const zone of endpoint.zones) {
    if (zone.status === 'Connected' || zone.status === 'Connecting') {
      call.move({ kind: 'endpointZone', path: [endpoint.id, zone.ZoneId] }, 'Disconnecting')
    }
  }
  return {}
})

/** Privatelink UpdateVpcEndpointConnectionAttribute, of a connected pair. */
export const updateVpcEndpointConnectionAttribute = writing({
  ...write, Bandwidth: bandwidth, ...pair, TrafficControlMode: trafficControl,
}, (call) => {
  const { endpoint } = connectionOf(call, call.params.ServiceId, call.params.EndpointId)
  const { connection } = endpoint
  if (connection.status === 'Pending') refuse('ConcurrentCallNotSupported')
  if (connection.status !== 'Connected') refuse('EndpointConnectionOperationDenied')
  if (call.params.Bandwidth !== undefined) connection.Bandwidth = call.params.Bandwidth
  if (call.params.TrafficControlMode !== undefined) connection.TrafficControlMode = call.params.TrafficControlMode
  connection.modifiedAt = call.now
  call.move({ kind: 'connection', path: [endpoint.id] }, 'Pending')
  return {}
})

/** Privatelink ListVpcEndpointConnections: the provider's view. Its TotalCount is a string. */
export const listVpcEndpointConnections = reading({
  ...region, ConnectionStatus: connectionStatus, EndpointId: text, EndpointOwnerId: between(0, Number.MAX_SAFE_INTEGER),
  EniId: text,
  MaxResults: between(1, 1000), NextToken: text, ReplacedResourceId: text, ResourceGroupId: text, ResourceId: text,
  ServiceId: text,
}, (call) => {
  const want = call.params
  const services = want.ServiceId === undefined ? mine(call, 'endpointServices') : [serviceOf(call, want.ServiceId)]
  const found = services.flatMap((service) => endpointsOf(call, service.id).map((endpoint) => ({ service, endpoint })))
    .filter(({ service, endpoint }) => like(want.ConnectionStatus, endpoint.connection.status)
      && like(want.EndpointId, endpoint.id)
      && (want.EndpointOwnerId === undefined || endpoint.account === String(want.EndpointOwnerId))
      && (want.EniId === undefined || endpoint.zones.some((zone) => zone.EniId === want.EniId))
      && (want.ResourceId === undefined || endpoint.zones.some((zone) => zone.ResourceId === want.ResourceId))
      && want.ReplacedResourceId === undefined && like(want.ResourceGroupId, service.ResourceGroupId))
  const page = pageOf(call, found, want, 50, ({ endpoint }) => endpoint.id)
  for (const { endpoint } of page.entries) lookAtEndpoint(call, endpoint)
  return given({
    Connections: page.entries.map(({ service, endpoint }) => show(call, service, endpoint)), MaxResults: page.MaxResults,
    NextToken: page.NextToken, TotalCount: String(page.TotalCount),
  })
})

function show(call: Call<unknown>, service: EndpointService, endpoint: Endpoint) {
  const { connection } = endpoint
  return given({
    Bandwidth: connection.Bandwidth || undefined, ConnectionStatus: connection.status, EndpointId: endpoint.id,
    EndpointOwnerId: Number(endpoint.account), EndpointRegionId: endpoint.region, EndpointVpcId: endpoint.VpcId,
    ModifiedTime: iso(connection.modifiedAt), ResourceGroupId: service.ResourceGroupId,
    ResourceOwner: endpoint.account === service.account,
    ServiceId: service.id, ServiceRegionId: service.region, TrafficControlMode: connection.TrafficControlMode,
    Zones: endpoint.zones.map((zone) => given({
      EniId: zone.status === 'Creating' ? undefined : zone.EniId,
      ResourceId: entry(call.world.loadBalancers, zone.ResourceId) ? zone.ResourceId : undefined, VSwitchId: zone.VSwitchId,
      ZoneDomain: zone.ZoneDomain, ZoneId: zone.ZoneId, ZoneStatus: zone.status,
    })),
  })
}
