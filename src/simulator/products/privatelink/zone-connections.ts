import type { Call } from '../../action.ts'
import type { Endpoint, EndpointService, EndpointZone } from '../../model.ts'
import { entry } from '../shared/records.ts'
import { flag, idempotence, must, oneOf, text, unused, writing } from '../shared/table.ts'
import { region, write } from './fields.ts'
import { connectionOf } from './find.ts'
import { connectZone, resourceFor } from './lifecycles.ts'
import { refuse } from './refusals.ts'
import { heldResource } from './resources.ts'

const one = { EndpointId: must(text), ServiceId: must(text), ZoneId: must(text) } as const

/** Privatelink EnableVpcEndpointZoneConnection: a single zone of a connected pair. */
export const enableVpcEndpointZoneConnection = writing({ ...write, ...one }, (call) => {
  const { endpoint, zone } = zoneOf(call, call.params)
  if (endpoint.connection.status !== 'Connected') {
    refuse('IncorrectStatus.VpcEndpointConnection', 'VpcEndpointConnection', endpoint.id)
  }
  if (zone.status !== 'Disconnected') refuse('IncorrectStatus.VpcEndpointZone', 'VpcEndpointZone', zone.ZoneId)
  if (resourceFor(call.world, endpoint, zone) === undefined) refuse('EndpointOperationDenied')
  connectZone(call.world, endpoint, zone, (moving, status) => call.move(moving, status))
  return {}
})

/** Privatelink DisableVpcEndpointZoneConnection. */
export const disableVpcEndpointZoneConnection = writing({
  ...region, ...idempotence, ...one, ReplacedResource: unused(flag),
}, (call) => {
  const { endpoint, zone } = zoneOf(call, call.params)
  if (endpoint.connection.status !== 'Connected') {
    refuse('IncorrectStatus.VpcEndpointConnection', 'VpcEndpointConnection', endpoint.id)
  }
  if (zone.status !== 'Connected') refuse('IncorrectStatus.VpcEndpointZone', 'VpcEndpointZone', zone.ZoneId)
  call.move({ kind: 'endpointZone', path: [endpoint.id, zone.ZoneId] }, 'Disconnecting')
  return {}
})

/**
 * Privatelink UpdateVpcEndpointZoneConnectionResourceAttribute: which load balancer serves a zone. Before the connection it is
 * chosen by hand or left to the service; a connected zone moves over to another one. The states Migrating and Migrated are not
 * simulated: a smooth move is done at once.
 */
export const updateVpcEndpointZoneConnectionResourceAttribute = writing({
  ...write, ...one, ResourceAllocateMode: oneOf('Auto', 'Manual'), ResourceId: text,
  ResourceReplaceMode: oneOf('Graceful', 'Force'),
  ResourceType: oneOf('slb', 'alb', 'nlb', 'gwlb'),
}, (call) => {
  const { ResourceAllocateMode, ResourceId, ResourceReplaceMode, ResourceType, ZoneId } = call.params
  const { service, endpoint, zone } = zoneOf(call, call.params)
  const replace = ResourceReplaceMode !== undefined
  const wanted = replace ? 'Connected' : 'Disconnected'
  if (endpoint.connection.status !== wanted) refuse('IncorrectStatus.VpcEndpointConnection', 'VpcEndpointConnection', endpoint.id)
  if (!replace && ResourceAllocateMode !== 'Manual') {
    delete zone.chosen
    return {}
  }
  const resource = heldResource(service, ResourceId ?? refuse('MissingParam.ResourceId'), ZoneId, ResourceType)
  zone.chosen = resource.ResourceId
  if (!replace) return {}
  if (zone.status !== 'Connected') refuse('IncorrectStatus.VpcEndpointZone', 'VpcEndpointZone', zone.ZoneId)
  if (ResourceReplaceMode === 'Force') connectZone(call.world, endpoint, zone, (moving, status) => call.move(moving, status))
  else zone.ResourceId = resource.ResourceId
  return {}
})

/** @throws Refusal for an unknown service, endpoint, pair or zone; of these actions all but the pair is a 404 (documented) */
function zoneOf(call: Call<unknown>, at: { ServiceId: string; EndpointId: string; ZoneId: string }):
  { service: EndpointService; endpoint: Endpoint; zone: EndpointZone } {
  const owned = entry(call.world.endpointServices, at.ServiceId)
  if (owned?.account !== call.account.id || owned.region !== call.region) {
    refuse('ResourceNotFound.VpcEndpointService', at.ServiceId)
  }
  if (!entry(call.world.endpoints, at.EndpointId)) refuse('ResourceNotFound.VpcEndpoint', at.EndpointId)
  const { service, endpoint } = connectionOf(call, at.ServiceId, at.EndpointId)
  const zone = endpoint.zones.find((each) => each.ZoneId === at.ZoneId) ?? refuse('ResourceNotFound.VpcEndpointZone', at.ZoneId)
  return { service, endpoint, zone }
}
