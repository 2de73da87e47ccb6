import type { InstanceFact, VSwitchFact } from '../checks/facts.ts'
import { ALB_TAKES } from '../checks/vswitches.ts'

/** A zone for the load balancer: the vSwitches of each side in it, the roomiest first; the provider's has one at least. */
export interface SharedZone { zoneId: string; provider: VSwitchFact[]; consumer: VSwitchFact[] }

/** Addresses that an endpoint takes in a zone. */
const ENDPOINT_TAKES = 1
/** The least that a load balancer may have (documented). */
export const FEWEST_ZONES = 2

/** What is known of where ALB and PrivateLink are served; undefined where it may not be read. */
export interface Served { alb: ReadonlySet<string> | undefined; privatelink: ReadonlySet<string> | undefined }

const isServed = ({ alb, privatelink }: Served, zoneId: string): boolean => alb?.has(zoneId) !== false && privatelink?.has(zoneId) !== false

const usable = (vSwitches: readonly VSwitchFact[], takes: number): VSwitchFact[] =>
  vSwitches
    .filter(({ status, availableIpAddressCount }) => status === 'Available' && availableIpAddressCount >= takes)
    .sort((a, b) => b.availableIpAddressCount - a.availableIpAddressCount || a.vSwitchId.localeCompare(b.vSwitchId))

const zoneIds = (vSwitches: readonly VSwitchFact[]): string[] => [...new Set(vSwitches.map(({ zoneId }) => zoneId))].sort()

/** The zones in which a load balancer can be made. */
export const albZonesOf = (vSwitches: readonly VSwitchFact[], served: Served): string[] => zoneIds(usable(vSwitches, ALB_TAKES)).filter((zoneId) => isServed(served, zoneId))

/** The zones in which there is room for an endpoint. */
export const endpointZonesOf = (vSwitches: readonly VSwitchFact[]): ReadonlySet<string> => new Set(zoneIds(usable(vSwitches, ENDPOINT_TAKES)))

/** The zones in which a load balancer can be made, and what the consumer has there. */
export function zonesFor(provider: readonly VSwitchFact[], consumer: readonly VSwitchFact[], served: Served): SharedZone[] {
  const inZone = (vSwitches: readonly VSwitchFact[], zoneId: string): VSwitchFact[] => vSwitches.filter((one) => one.zoneId === zoneId)
  return albZonesOf(provider, served).map((zoneId) => ({ zoneId, provider: usable(inZone(provider, zoneId), ALB_TAKES), consumer: usable(inZone(consumer, zoneId), ENDPOINT_TAKES) }))
}

export const isShared = ({ consumer }: SharedZone): boolean => consumer.length > 0

/**
 * Two zones, shared ones first, and of those the ones in which most instances run.
 * @param instances of both sides
 * @returns `sure` where two zones are shared, or one, and there is just one more
 */
export function suggestZones(zones: readonly SharedZone[], instances: readonly InstanceFact[]): { suggested: SharedZone[]; sure: boolean } {
  const running = (zone: SharedZone): number => instances.filter(({ zoneId, status }) => zoneId === zone.zoneId && status === 'Running').length
  const ranked = [...zones].sort((a, b) => Number(isShared(b)) - Number(isShared(a)) || running(b) - running(a) || a.zoneId.localeCompare(b.zoneId))
  const shared = zones.filter(isShared).length
  const suggested = ranked.slice(0, FEWEST_ZONES).sort((a, b) => a.zoneId.localeCompare(b.zoneId))
  return { suggested, sure: shared === FEWEST_ZONES || (shared > 0 && zones.length === FEWEST_ZONES) }
}
