import type { InstanceFact, VSwitchFact } from '../checks/facts.ts'
import { UsageError } from '../core/errors.ts'
import { text } from '../messages/whole.ts'
import { pickOne, pickSeveral, type Asker, type Choice } from './asker.ts'
import { vSwitchCells } from './cells.ts'
import type { PickedZone, Wanted } from './picked.ts'
import { FEWEST_ZONES, isShared, suggestZones, type SharedZone } from './zones.ts'

const MOST_ZONES = 10

/**
 * The load balancer's zones and vSwitches, and those of the endpoint in the same zones.
 * @param instances of both VPCs, for the suggestion
 */
export async function chooseZones(asker: Asker, zones: readonly SharedZone[], instances: readonly InstanceFact[], wanted: Wanted): Promise<{ zones: PickedZone[]; endpointZones: PickedZone[] }> {
  const { suggested, sure } = suggestZones(zones, instances)
  const choices = zones.map((zone): Choice<SharedZone> => ({
    value: zone, id: zone.zoneId, cells: [zone.zoneId, zone.provider[0]!.cidrBlock], hint: isShared(zone) ? text.init.sharedWith(zone.consumer[0]!.cidrBlock) : text.init.notShared,
  }))
  const picked = await pickSeveral(asker, wanted.zones, {
    flag: '--zone', message: text.init.zones, choices, suggested, sure,
    check: (some) => (some.length < FEWEST_ZONES ? text.init.twoZones : some.length > MOST_ZONES ? text.init.tenZones : some.some(isShared) ? undefined : text.init.oneShared),
  })
  const inOrder = zones.filter((zone) => picked.includes(zone))
  refuseStrangers(wanted.vSwitches, inOrder)
  const chosen: PickedZone[] = []
  const endpointZones: PickedZone[] = []
  for (const { zoneId, provider, consumer } of inOrder) {
    chosen.push({ zoneId, vSwitch: await chooseVSwitch(asker, text.init.providerVSwitch(zoneId), provider, wanted) })
    if (consumer.length > 0) endpointZones.push({ zoneId, vSwitch: await chooseVSwitch(asker, text.init.consumerVSwitch(zoneId), consumer, wanted) })
  }
  return { zones: chosen, endpointZones }
}

function refuseStrangers(ids: readonly string[], zones: readonly SharedZone[]): void {
  const known = zones.flatMap(({ provider, consumer }) => [...provider, ...consumer]).map(({ vSwitchId }) => vSwitchId)
  const stranger = ids.find((id) => !known.includes(id))
  if (stranger !== undefined) throw new UsageError(text.init.strangeVSwitch(stranger, zones.map(({ zoneId }) => zoneId)), text.init.thereIs(known))
}

/** One vSwitch of a zone; the only one without a word. */
async function chooseVSwitch(asker: Asker, message: string, vSwitches: readonly VSwitchFact[], wanted: Wanted): Promise<VSwitchFact> {
  const [first] = vSwitches
  if (vSwitches.length === 1) return first!
  const ids = vSwitches.map(({ vSwitchId }) => vSwitchId).filter((id) => wanted.vSwitches.includes(id))
  if (ids.length > 1) throw new UsageError(text.init.twoVSwitches(ids))
  const choices = vSwitches.map((one): Choice<VSwitchFact> => ({ value: one, id: one.vSwitchId, cells: vSwitchCells(one), hint: text.init.freeAddresses(one.availableIpAddressCount) }))
  return pickOne(asker, ids[0], { flag: '--vswitch', message, choices, suggested: [first!], sure: false })
}
