import type { Call } from '../../action.ts'
import type { Endpoint, EndpointService, EndpointZone } from '../../model.ts'
import { having } from '../../records.ts'
import { entry } from '../shared/records.ts'
import { refuse } from './refusals.ts'

/** A service of the caller's own. @throws Refusal for an unknown one, or one of somebody else's */
export function serviceOf(call: Call<unknown>, id: string): EndpointService {
  const found = entry(call.world.endpointServices, id)
  return found && found.account === call.account.id && found.region === call.region ? found : refuse('EndpointServiceNotFound')
}

/** An endpoint of the caller's own. @throws Refusal for an unknown one, or one of somebody else's */
export function endpointOf(call: Call<unknown>, id: string): Endpoint {
  const found = entry(call.world.endpoints, id)
  return found && found.account === call.account.id && found.region === call.region ? found : refuse('EndpointNotFound')
}

/** The endpoints of a service, whoever owns them. */
export function endpointsOf(call: Pick<Call<unknown>, 'world'>, serviceId: string): readonly Endpoint[] {
  return having(call.world, 'endpoints', 'ServiceId', serviceId)
}

/** The provider's view of one connection. @throws Refusal for an unknown service or pair */
export function connectionOf(
  call: Call<unknown>, serviceId: string, endpointId: string,
): { service: EndpointService; endpoint: Endpoint } {
  const service = serviceOf(call, serviceId)
  const endpoint = entry(call.world.endpoints, endpointId)
  return endpoint?.ServiceId === service.id ? { service, endpoint } : refuse('EndpointConnectionNotFound')
}

/** The zones of a service are those of its resources (documented). */
export function zonesOf(service: EndpointService): string[] {
  return [...new Set(service.resources.map((resource) => resource.ZoneId))]
}

/** True while a connection uses a resource of the service: from its acceptance until it is cut. */
export function inUse(endpoint: Endpoint): boolean {
  return ['Connecting', 'Connected', 'Pending', 'Disconnecting'].includes(endpoint.connection.status)
}

/** The zone in a connected endpoint that a load balancer serves. */
export function servedBy(endpoint: Endpoint, resourceId: string, zoneId: string): EndpointZone | undefined {
  return inUse(endpoint) ? endpoint.zones.find((zone) => zone.ZoneId === zoneId && zone.ResourceId === resourceId) : undefined
}
