import type { Call } from '../../action.ts'
import type { LoadBalancer, VSwitch, World, ZoneMapping } from '../../model.ts'
import { freeAddresses, takeAddress, usable } from '../shared/addresses.ts'
import { entry } from '../shared/records.ts'
import { refuse } from './refusals.ts'

/** An upgraded ALB takes a virtual address and two local ones in each vSwitch (documented). */
const ADDRESSES_PER_ZONE = 3

export interface WantedZone { ZoneId: string; VSwitchId: string; IntranetAddress?: string | undefined }

/** The zones of the region that serve ALB. */
export function albZones(call: Call<unknown>): string[] {
  return (call.world.regions.find((region) => region.RegionId === call.region)?.zones ?? []).filter((zone) => zone.alb)
    .map((zone) => zone.ZoneId)
}

/**
 * Checks a list of zones for one load balancer: two zones at least where the region has two, none twice, each with a vSwitch
 * of that zone and of the VPC. The codes for too few zones and for a zone without ALB are assumed.
 * @throws Refusal
 */
export function checkZones(call: Call<unknown>, vpcId: string, wanted: readonly WantedZone[]): void {
  const served = albZones(call)
  if (new Set(wanted.map((zone) => zone.ZoneId)).size < wanted.length) refuse('DuplicatedParam.ZoneId')
  if (wanted.length < Math.min(2, served.length)) refuse('IllegalParam.ZoneMappings')
  for (const { ZoneId, VSwitchId } of wanted) {
    if (!served.includes(ZoneId)) refuse('IllegalParam.ZoneMappings')
    const vSwitch = switchOf(call, VSwitchId)
    if (vSwitch.ZoneId !== ZoneId) refuse('Mismatch.ZoneIdAndVSwitchId', ZoneId, VSwitchId)
    if (vSwitch.VpcId !== vpcId) refuse('Mismatch.VpcId', 'VpcId', 'LoadBalancer', VSwitchId)
  }
}

/** @throws Refusal for a vSwitch that is unknown or somebody else's */
export function switchOf(call: Call<unknown>, id: string): VSwitch {
  const found = entry(call.world.vSwitches, id)
  if (!found || found.account !== call.account.id || found.region !== call.region) return refuse('ResourceNotFound.VSwitch', id)
  return found
}

/** @throws Refusal where the addresses for a new zone are not to be had */
export function checkAddresses(vSwitch: VSwitch, wanted: string | undefined): void {
  if (wanted !== undefined && !usable(vSwitch, wanted)) {
    if (Object.hasOwn(vSwitch.taken, wanted)) refuse('ResourceInUse.IP', wanted)
    refuse('IllegalParam.IntranetAddress')
  }
  if (freeAddresses(vSwitch) < ADDRESSES_PER_ZONE) refuse('ResourceNotEnough.VSwitchIp', 'VSwitchIp')
}

/** Takes a zone's addresses out of its vSwitch. The call has been checked. */
export function openZone(
  call: Call<unknown>, balancer: Pick<LoadBalancer, 'id' | 'AddressType' | 'AddressIpVersion'>, wanted: WantedZone,
): ZoneMapping {
  const vSwitch = switchOf(call, wanted.VSwitchId)
  const own = wanted.IntranetAddress ?? takeAddress(call.world, vSwitch, balancer.id)
  vSwitch.taken[own] = balancer.id
  const Ipv4LocalAddresses = [takeAddress(call.world, vSwitch, balancer.id), takeAddress(call.world, vSwitch, balancer.id)]
  const dual = balancer.AddressIpVersion === 'DualStack' ? { Ipv6Address: ipv6(vSwitch, own) } : {}
  const addresses = balancer.AddressType === 'Internet'
    ? { Address: publicAddress(own), IntranetAddress: own, ...dual, Ipv4LocalAddresses }
    : { Address: own, ...dual, Ipv4LocalAddresses }
  return { ZoneId: wanted.ZoneId, VSwitchId: wanted.VSwitchId, Status: 'Active', LoadBalancerAddresses: [addresses] }
}

/** Gives a zone's addresses back. */
export function closeZone(world: World, zone: ZoneMapping): void {
  const taken = world.vSwitches[zone.VSwitchId]?.taken
  for (const entry of zone.LoadBalancerAddresses) {
    for (const address of [entry.IntranetAddress ?? entry.Address, ...entry.Ipv4LocalAddresses]) delete taken?.[address]
  }
}

/** The virtual address of a zone within the VPC. */
export function virtualAddress(zone: ZoneMapping): string {
  const [entry] = zone.LoadBalancerAddresses
  return entry?.IntranetAddress ?? entry?.Address ?? ''
}

/** Public addresses are out of the range kept for documentation: nothing in the simulator is reachable from outside. */
function publicAddress(own: string): string {
  return `203.0.113.${own.split('.').at(-1) ?? '0'}`
}

/** The vSwitch's IPv6 block with the IPv4 address in its last bits. */
function ipv6(vSwitch: VSwitch, own: string): string {
  const prefix = vSwitch.Ipv6CidrBlock.split('/')[0]?.replace(/::$/, '') ?? ''
  const [a = 0, b = 0, c = 0, d = 0] = own.split('.').map(Number)
  return `${prefix}::${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
}
