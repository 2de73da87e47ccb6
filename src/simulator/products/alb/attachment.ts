import type { Call } from '../../action.ts'
import type { EndpointService } from '../../model.ts'
import { having } from '../../records.ts'

/** The endpoint service that a load balancer is a resource of, in one zone or in any. */
export function attachedTo(call: Pick<Call<unknown>, 'world'>, id: string, zoneId?: string): EndpointService | undefined {
  return having(call.world, 'endpointServices', 'ResourceId', id).find((service) => service.resources
    .some((resource) => resource.ResourceId === id && (zoneId === undefined || resource.ZoneId === zoneId)))
}
