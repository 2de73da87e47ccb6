import { changed } from '../../records.ts'
import { idempotence, flag, must, text, writing } from '../shared/table.ts'
import { region, resourceType, write } from './fields.ts'
import { endpointsOf, inUse, servedBy, serviceOf } from './find.ts'
import { passService, serviceMustBeFree } from './locks.ts'
import { refuse } from './refusals.ts'
import { checkResource, heldResource, lockAfterDetach } from './resources.ts'

/** Privatelink AttachResourceToVpcEndpointService: one load balancer in one zone, one call at a time for a service. */
export const attachResourceToVpcEndpointService = writing({
  ...write, ResourceId: must(text), ResourceType: must(text), ServiceId: must(text), ZoneId: text,
}, (call) => {
  const service = serviceOf(call, call.params.ServiceId)
  const resource = checkResource(call, service.ServiceResourceType, service.resources, call.params)
  serviceMustBeFree(call, service)
  service.resources.push(resource)
  changed(call.world, 'endpointServices', service)
  passService(call, service, 'Pending')
  return {}
})

/** Privatelink DetachResourceFromVpcEndpointService: not while an endpoint is connected through the resource. */
export const detachResourceFromVpcEndpointService = writing({
  ...region, ...idempotence, ResourceId: must(text), ResourceType: resourceType, ServiceId: must(text), ZoneId: text,
}, (call) => {
  const service = serviceOf(call, call.params.ServiceId)
  const resource = heldResource(service, call.params.ResourceId, call.params.ZoneId, call.params.ResourceType)
  const endpoints = endpointsOf(call, service.id)
  const alone = service.resources.filter((one) => one.ZoneId === resource.ZoneId).length === 1
  // The last resource of a zone carries every connection that has that zone, also one that is only being made.
  const used = endpoints.some((endpoint) => servedBy(endpoint, resource.ResourceId, resource.ZoneId)
    || (alone && inUse(endpoint) && endpoint.zones.some((zone) => zone.ZoneId === resource.ZoneId)))
  if (used) refuse('EndpointServiceConnectionDependence')
  serviceMustBeFree(call, service)
  service.resources = service.resources.filter((one) => one !== resource)
  changed(call.world, 'endpointServices', service)
  if (!service.resources.some((one) => one.ResourceId === resource.ResourceId)) {
    lockAfterDetach(call.world, resource.ResourceId, call.now)
  }
  passService(call, service, 'Pending')
  return {}
})

/** Privatelink UpdateVpcEndpointServiceResourceAttribute: whether a resource is given out to new connections by itself. */
export const updateVpcEndpointServiceResourceAttribute = writing({
  ...write, AutoAllocatedEnabled: must(flag), ResourceId: must(text), ServiceId: must(text), ZoneId: text,
}, (call) => {
  const { AutoAllocatedEnabled, ResourceId, ServiceId, ZoneId } = call.params
  const service = serviceOf(call, ServiceId)
  const resource = heldResource(service, ResourceId, ZoneId)
  serviceMustBeFree(call, service)
  const other = service.resources.some((one) => one !== resource && one.ZoneId === resource.ZoneId
    && one.AutoAllocatedEnabled !== false)
  if (!AutoAllocatedEnabled && !other) refuse('ResourceAutoAllocateViolation')
  resource.AutoAllocatedEnabled = AutoAllocatedEnabled
  passService(call, service, 'Pending')
  return {}
})
