import type { Cloud } from '../cloud/cloud.ts'
import { listOf } from '../cloud/pages.ts'
import { given } from '../core/given.ts'
import type { EndpointServiceSeen } from './04-endpoint-service.ts'

/**
 * An endpoint service of another account, as it is offered to a consumer (Privatelink ListVpcEndpointServicesByEndUser, documented):
 * its zones, but neither its state nor its load balancers.
 * @returns undefined where the account may not use it, or there is none
 */
export async function readOfferedService(consumer: Cloud, serviceId: string): Promise<EndpointServiceSeen | undefined> {
  const { services } = await consumer.privatelink('ListVpcEndpointServicesByEndUser', { serviceId, maxResults: 50 })
  const offered = listOf(services, 'Services').find((service) => service.serviceId === serviceId)
  if (offered === undefined) return undefined
  return {
    id: serviceId, name: offered.serviceName ?? '', status: 'Active', businessStatus: 'Normal', foreign: true,
    resources: (offered.zones ?? []).map((zoneId) => ({ resourceId: '', resourceType: offered.serviceResourceType ?? '', zoneId })),
    ...given({ autoAccept: offered.autoAcceptEnabled, zoneAffinity: offered.zoneAffinityEnabled, payer: offered.payer, resourceType: offered.serviceResourceType }),
  }
}
