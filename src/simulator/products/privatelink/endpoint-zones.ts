import { belief } from '../../beliefs.ts'
import type { Call } from '../../action.ts'
import type { Endpoint, EndpointService, EndpointZone, VSwitch } from '../../model.ts'
import { freeAddresses, takeAddress, usable } from '../shared/addresses.ts'
import { entry } from '../shared/records.ts'
import { idempotence, must, text, unused, writing } from '../shared/table.ts'
import { region, write } from './fields.ts'
import { endpointOf, zonesOf } from './find.ts'
import { endpointMustBeFree, mayTouch, passEndpoint } from './locks.ts'
import { refuse } from './refusals.ts'

/** Zones of one endpoint (documented default). */
const QUOTA = 10

export interface WantedZone { ZoneId?: string | undefined; VSwitchId?: string | undefined; ip?: string | undefined }
export interface CheckedZone { ZoneId: string; vSwitch: VSwitch; ip: string | undefined }

/**
 * A zone that an endpoint may get: offered by the service, with a vSwitch of that zone and of the endpoint's VPC that has an
 * address to give.
 * @param present zones that the endpoint has, or gets in the same call
 * @throws Refusal
 */
export function checkZone(
  call: Call<unknown>, service: EndpointService, vpcId: string, present: readonly string[], wanted: WantedZone,
): CheckedZone {
  const ZoneId = wanted.ZoneId ?? refuse('MissingParam.ZoneId')
  const switchId = wanted.VSwitchId ?? refuse('MissingParam.VSwitchId')
  if (present.includes(ZoneId)) refuse('EndpointZoneDuplicated')
  if (!zonesOf(service).includes(ZoneId)) refuse('EndpointServiceNotSupportedZone')
  const vSwitch = entry(call.world.vSwitches, switchId)
  const fits = vSwitch?.account === call.account.id && vSwitch.region === call.region && vSwitch.VpcId === vpcId
    && vSwitch.ZoneId === ZoneId
  if (!vSwitch || !fits) return refuse('VSwitchNotFound')
  if (vSwitch.Status !== 'Available') refuse('VSwitchStatusNotAllowed')
  if (present.length >= QUOTA) refuse('QuotaExceeded.epZonePerEndpoint', 'epZonePerEndpoint', present.length, QUOTA)
  if (wanted.ip !== undefined && !usable(vSwitch, wanted.ip)) refuse('EniIpUnavailable')
  if (freeAddresses(vSwitch) < 1) refuse('ResourceNotEnough.VSwitchIp')
  return { ZoneId, vSwitch, ip: wanted.ip }
}

/** Makes the network interface of a zone and lets it be built. */
export function openZone(call: Call<unknown>, endpoint: Endpoint, checked: CheckedZone): void {
  const EniId = call.newId('eni')
  const EniIp = checked.ip ?? takeAddress(call.world, checked.vSwitch, EniId)
  checked.vSwitch.taken[EniIp] = EniId
  const zone: EndpointZone = {
    ZoneId: checked.ZoneId, VSwitchId: checked.vSwitch.id, EniId, EniIp, ZoneDomain: zoneDomain(call, endpoint, checked.ZoneId),
    status: 'Creating', since: call.now,
  }
  endpoint.zones.push(zone)
  call.move({ kind: 'endpointZone', path: [endpoint.id, zone.ZoneId] }, 'Creating')
}

/** Two forms are documented, see the belief `zone-domain-form`. */
function zoneDomain(call: Call<unknown>, { id, ServiceId, ServiceRegionId }: Endpoint, zoneId: string): string {
  const zoneFirst = belief(call.world, 'zone-domain-form') === 'zone-first'
  const [first, last] = zoneFirst ? [zoneId, ServiceRegionId] : [ServiceRegionId, zoneId]
  return `${id}-${first}.${ServiceId}.${last}.privatelink.aliyuncs.com`
}

/** Privatelink AddZoneToVpcEndpoint: one at a time, each to be waited for. The fixed address is the lower-case `ip`. */
export const addZoneToVpcEndpoint = writing({
  ...write, EndpointId: must(text), Ipv6Address: unused(text), VSwitchId: must(text), ZoneId: must(text), ip: text,
}, (call) => {
  const endpoint = endpointOf(call, call.params.EndpointId)
  const service = entry(call.world.endpointServices, endpoint.ServiceId) ?? refuse('EndpointServiceDeleted')
  endpointMustBeFree(call, endpoint)
  const checked = checkZone(call, service, endpoint.VpcId, endpoint.zones.map((zone) => zone.ZoneId), call.params)
  openZone(call, endpoint, checked)
  passEndpoint(call, endpoint, 'Pending')
  return {}
})

/**
 * Privatelink RemoveZoneFromVpcEndpoint. Whether the zone's connection has to be cut first is believed: `remove-zone-while-connected`.
 */
export const removeZoneFromVpcEndpoint = writing({
  ...region, ...idempotence, EndpointId: must(text), ZoneId: must(text),
}, (call) => {
  const endpoint = endpointOf(call, call.params.EndpointId)
  mayTouch(call, endpoint)
  const zone = endpoint.zones.find((one) => one.ZoneId === call.params.ZoneId) ?? refuse('EndpointZoneNotFound')
  const { status } = endpoint.connection
  // A zone whose own connection was cut is out of the pair (assumed): there would be no way to take it out otherwise.
  const connected = status === 'Connected' && zone.status !== 'Disconnected' && belief(call.world, 'remove-zone-while-connected') === 'refused'
  if (connected) refuse('EndpointConnectionOperationDenied')
  // An endpoint whose service is gone must still be possible to take down.
  if (status !== 'ServiceDeleted') endpointMustBeFree(call, endpoint)
  else if (endpoint.status !== 'Active' || zone.status === 'Deleting') refuse('EndpointLocked')
  delete zone.ResourceId
  call.move({ kind: 'endpointZone', path: [endpoint.id, zone.ZoneId] }, 'Deleting')
  passEndpoint(call, endpoint, 'Pending')
  return {}
})
