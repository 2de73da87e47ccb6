import { idempotence, listOf, must, name, oneOf, struct, text, unused, writing } from '../shared/table.ts'
import { attachedTo } from './attachment.ts'
import { modificationProtection, securityGroupOf, zoneMapping } from './create-load-balancer.ts'
import { PAUSES, pauseEnds } from '../durations.ts'
import { balancerOf, groupOf } from './find.ts'
import { startJob } from './jobs.ts'
import { editionOf } from './load-balancer-views.ts'
import { refuse } from './refusals.ts'
import { configureBalancer, mustBeActive } from './status.ts'
import { checkAddresses, checkZones, closeZone, openZone, switchOf, virtualAddress, type WantedZone } from './zones.ts'
import { iso } from '../shared/records.ts'
import type { Call } from '../../action.ts'
import type { LoadBalancer } from '../../model.ts'
import { changed } from '../../records.ts'

/** Alb UpdateLoadBalancerAttribute: the name and the protection against changes, nothing else. */
export const updateLoadBalancerAttribute = writing({
  ...idempotence, LoadBalancerId: must(text), LoadBalancerName: name, ModificationProtectionConfig: modificationProtection,
}, (call) => {
  const { LoadBalancerId, LoadBalancerName, ModificationProtectionConfig: protection } = call.params
  const balancer = balancerOf(call, LoadBalancerId)
  mustBeActive(balancer)
  if (LoadBalancerName !== undefined) balancer.LoadBalancerName = LoadBalancerName
  changed(call.world, 'loadBalancers', balancer)
  if (protection) {
    const Status = protection.Status ?? balancer.ModificationProtectionConfig.Status
    const Reason = protection.Reason ?? balancer.ModificationProtectionConfig.Reason
    balancer.ModificationProtectionConfig = { Status, ...(Status === 'NonProtection' || Reason === undefined ? {} : { Reason }) }
  }
  return configured(call, balancer)
})

/**
 * Alb UpdateLoadBalancerEdition: upwards only (the code for a way down is assumed). The edition shows a while after the load
 * balancer reads Active again; Terraform's provider had to learn to wait for the field.
 */
export const updateLoadBalancerEdition = writing({
  ...idempotence, LoadBalancerEdition: must(oneOf('Basic', 'Standard', 'StandardWithWaf')), LoadBalancerId: must(text),
}, (call) => {
  const { LoadBalancerEdition, LoadBalancerId } = call.params
  const balancer = balancerOf(call, LoadBalancerId)
  mustBeActive(balancer)
  const present = editionOf(balancer, call.now)
  if (LoadBalancerEdition === 'Basic' && present !== 'Basic') refuse('IllegalParam.LoadBalancerEdition')
  balancer.LoadBalancerEdition = present
  balancer.nextEdition = { LoadBalancerEdition, at: pauseEnds(call.world, 'loadBalancer', call.now, PAUSES.editionShows) }
  configureBalancer(call, balancer)
  return {}
})

/** Alb UpdateLoadBalancerZones: the list replaces the old one; a fixed address may change in place. */
export const updateLoadBalancerZones = writing({
  ...idempotence, LoadBalancerId: must(text), RetainResourceType: unused(listOf(text)),
  ZoneMappings: must(listOf(struct(zoneMapping), 10)),
}, (call) => {
  const { LoadBalancerId, ZoneMappings: wanted } = call.params
  const balancer = balancerOf(call, LoadBalancerId)
  mustBeActive(balancer)
  checkZones(call, balancer.VpcId, wanted)
  const old = new Map(balancer.ZoneMappings.map((zone) => [zone.ZoneId, zone]))
  const stays = (zone: WantedZone): boolean => {
    const before = old.get(zone.ZoneId)
    return before !== undefined && (zone.IntranetAddress === undefined || zone.IntranetAddress === virtualAddress(before))
  }
  if (wanted.some((zone) => old.has(zone.ZoneId) && old.get(zone.ZoneId)?.VSwitchId !== zone.VSwitchId)) {
    refuse('OperationDenied.ZoneVSwitchChanged', 'ZoneVSwitchChanged')
  }
  if (wanted.length === old.size && wanted.every(stays)) {
    refuse('OperationDenied.ZoneMappingsNotChanged', 'ZoneMappingsNotChanged')
  }
  const left = [...old.values()].filter((zone) => !wanted.some((one) => one.ZoneId === zone.ZoneId))
  // A load balancer in one or two zones cannot drop one (documented); its code is assumed, as is that of a zone in use by
  // PrivateLink.
  if (left.length > 0 && old.size <= 2) refuse('IllegalParam.ZoneMappings')
  if (left.some((zone) => attachedTo(call, balancer.id, zone.ZoneId))) {
    refuse('IncorrectBusinessStatus.LoadBalancer', 'LoadBalancer', balancer.id)
  }
  for (const zone of wanted) if (!stays(zone)) checkAddresses(switchOf(call, zone.VSwitchId), zone.IntranetAddress)
  for (const zone of left) closeZone(call.world, zone)
  balancer.ZoneMappings = wanted.map((zone) => {
    const before = old.get(zone.ZoneId)
    if (before && stays(zone)) return before
    if (before) closeZone(call.world, before)
    return openZone(call, balancer, zone)
  })
  return configured(call, balancer)
})

/**
 * Alb EnableDeletionProtection. It answers at once, but the load balancer is in Configuring for a moment (Terraform waits it
 * out).
 */
export const enableDeletionProtection = writing({ ...idempotence, ResourceId: must(text) }, (call) => (
  protect(call, call.params.ResourceId, true)
))

/** Alb DisableDeletionProtection. */
export const disableDeletionProtection = writing({ ...idempotence, ResourceId: must(text) }, (call) => (
  protect(call, call.params.ResourceId, false)
))

function protect(call: Call<unknown>, id: string, Enabled: boolean): object {
  const balancer = balancerOf(call, id)
  mustBeActive(balancer)
  balancer.DeletionProtectionConfig = Enabled ? { Enabled, EnabledTime: iso(call.now) } : { Enabled }
  configureBalancer(call, balancer)
  return {}
}

const membership = { ...idempotence, LoadBalancerId: must(text), SecurityGroupIds: must(listOf(text)) } as const

/** Alb LoadBalancerJoinSecurityGroup. The codes about groups are assumed. */
export const loadBalancerJoinSecurityGroup = writing(membership, (call) => {
  const balancer = balancerOf(call, call.params.LoadBalancerId)
  for (const id of call.params.SecurityGroupIds) {
    securityGroupOf(call, id, balancer.VpcId)
    if (balancer.SecurityGroupIds.includes(id)) refuse('ResourceAlreadyAssociated.SecurityGroup', id)
  }
  mustBeActive(balancer)
  balancer.SecurityGroupIds.push(...new Set(call.params.SecurityGroupIds))
  return configured(call, balancer)
})

/** Alb LoadBalancerLeaveSecurityGroup. */
export const loadBalancerLeaveSecurityGroup = writing(membership, (call) => {
  const balancer = balancerOf(call, call.params.LoadBalancerId)
  const left = call.params.SecurityGroupIds
  for (const id of left) if (!balancer.SecurityGroupIds.includes(id)) refuse('ResourceNotAssociated.SecurityGroup', id)
  mustBeActive(balancer)
  balancer.SecurityGroupIds = balancer.SecurityGroupIds.filter((id) => !left.includes(id))
  return configured(call, balancer)
})

/** Alb MoveResourceGroup, for load balancers and server groups. */
export const moveResourceGroup = writing({
  NewResourceGroupId: must(text), ResourceId: must(text), ResourceType: must(text),
}, (call) => {
  const { NewResourceGroupId, ResourceId, ResourceType } = call.params
  switch (ResourceType.toLowerCase()) {
    case 'loadbalancer': {
      const balancer = balancerOf(call, ResourceId)
      mustBeActive(balancer)
      balancer.ResourceGroupId = NewResourceGroupId
      break
    }
    case 'servergroup': groupOf(call, ResourceId).ResourceGroupId = NewResourceGroupId; break
    case 'acl': refuse('ResourceNotFound.Acl', ResourceId); break
    case 'securitypolicy': refuse('ResourceNotFound.SecurityPolicy', ResourceId); break
    default: refuse('IllegalParam.ResourceType')
  }
  return {}
})

/** The end of most updates: the load balancer is in Configuring, and a job tells when it is done. */
function configured(call: Call<unknown>, balancer: LoadBalancer): object {
  const JobId = startJob(call, 'Update', 'loadbalancer', balancer.id)
  configureBalancer(call, balancer)
  return { JobId }
}
