import { belief } from '../../beliefs.ts'
import type { Call } from '../../action.ts'
import type { EndpointService, ServiceResource, World } from '../../model.ts'
import { virtualAddress } from '../alb/zones.ts'
import { PAUSES, pauseEnds } from '../durations.ts'
import { entry } from '../shared/records.ts'
import { refuse } from './refusals.ts'

/** Resources of one service, and of one zone of it (documented defaults). */
const QUOTA = { service: 500, zone: 100 }

export interface WantedResource {
  ResourceId?: string | undefined
  ResourceType?: string | undefined
  ZoneId?: string | undefined
}

/**
 * A load balancer in one zone, as a service will hold it.
 * @param type the service's ServiceResourceType
 * @param held what the service holds already
 * @throws Refusal for what cannot be a resource of this service
 */
export function checkResource(
  call: Call<unknown>, type: string, held: readonly ServiceResource[], wanted: WantedResource,
): ServiceResource {
  const id = wanted.ResourceId ?? refuse('MissingParam.ResourceId')
  const kind = (wanted.ResourceType ?? type).toLowerCase()
  if (!['slb', 'alb', 'nlb', 'gwlb'].includes(kind)) refuse('EndpointServiceResourceTypeNotSupport')
  if (kind !== type) {
    if (call.action === 'AttachResourceToVpcEndpointService') refuse('EndpointServiceResourceTypeNotEqual')
    refuse('Mismatch.ResourceType', 'ResourceType', id, 'ServiceResourceType')
  }
  // Of all kinds of load balancer the world holds ALBs alone.
  if (kind !== 'alb') return refuse('LoadBalancerNotFound')
  const zoneId = wanted.ZoneId ?? refuse('MissingParam.ZoneId')
  const balancer = entry(call.world.loadBalancers, id)
  if (!balancer || balancer.account !== call.account.id || balancer.region !== call.region) return refuse('AlbNotFound')
  const fixed = balancer.AddressType === 'Intranet' && balancer.AddressAllocatedMode === 'Fixed'
  if (belief(call.world, 'eligible-load-balancer') === 'internal-fixed' && !fixed) refuse('LoadBalancerNotSupportPrivateLink')
  // One that is still being made, or on its way out, is no good either (assumed).
  if (balancer.status !== 'Active' && balancer.status !== 'Configuring') refuse('LoadBalancerNotSupportPrivateLink')
  const zone = balancer.ZoneMappings.find((one) => one.ZoneId === zoneId)
  const offered = call.world.regions.find((region) => region.RegionId === call.region)?.zones.find((one) => one.ZoneId === zoneId)
  if (!zone || !offered?.privatelink) return refuse('EndpointServiceNotSupportedZone')
  if (held.some((one) => one.ResourceId === id && one.ZoneId === zoneId)) refuse('EndpointServiceResourceExist')
  if (held.length >= QUOTA.service || held.filter((one) => one.ZoneId === zoneId).length >= QUOTA.zone) refuse('QuotaMisMatched')
  return {
    ResourceId: id, ResourceType: kind, ZoneId: zoneId, VSwitchId: zone.VSwitchId, VpcId: balancer.VpcId,
    Ip: virtualAddress(zone),
    AutoAllocatedEnabled: true, attachedAt: call.now,
  }
}

/** @throws Refusal for a resource that the service does not hold */
export function heldResource(service: EndpointService, resourceId: string, zoneId?: string, type?: string): ServiceResource {
  return service.resources.find((one) => one.ResourceId === resourceId && (zoneId ?? one.ZoneId) === one.ZoneId
    && (type ?? one.ResourceType) === one.ResourceType)
    ?? refuse('EndpointServiceResourceNotFound')
}

/** A load balancer may resist deletion for a while after its service let it go (belief `load-balancer-after-detach`). */
export function lockAfterDetach(world: World, id: string, at: number): void {
  const balancer = entry(world.loadBalancers, id)
  if (balancer && belief(world, 'load-balancer-after-detach') === 'locked') {
    balancer.lockedUntil = pauseEnds(world, 'loadBalancer', at, PAUSES.lockAfterDetach)
  }
}
