import type { InstanceFact, VpcFact } from '../checks/facts.ts'
import { UsageError } from '../core/errors.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import type { Inventory } from '../run/inventory.ts'
import { admission, groupsWithRules, MOST_GROUPS, vSwitchSender } from './admit.ts'
import { listed, named, pickOne, type Asker, type Choice } from './asker.ts'
import { vpcCells } from './cells.ts'
import { nothingFits } from './nothing-fits.ts'
import type { Wanted } from './picked.ts'
import { USUAL_PORT } from './rules.ts'
import { sideOf, type Side } from './side.ts'
import { albZonesOf, endpointZonesOf, FEWEST_ZONES, isShared, zonesFor, type Served, type SharedZone } from './zones.ts'

/** The two sides; the same object where both are of one account. */
export interface Inventories { provider: Inventory; consumer: Inventory }

export interface ChosenVpcs { provider: VpcFact; consumer: VpcFact; zones: SharedZone[] }

/**
 * The provider's VPC, the consumer's, and the zones between them. Instances that options name say their VPC, too.
 * @throws RunError with exit 3 where no two VPCs fit
 */
export async function chooseVpcs(asker: Asker, inventories: Inventories, served: Served, wanted: Wanted, region: string): Promise<ChosenVpcs> {
  const mine = await sideOf(inventories.provider)
  const theirs = inventories.provider === inventories.consumer ? mine : await sideOf(inventories.consumer)
  const lacking = [mine, theirs].find(({ vpcs }) => vpcs.length === 0)
  if (lacking !== undefined) {
    const side = mine === theirs ? 'both' : lacking === mine ? 'provider' : 'consumer'
    throw nothingFits(text.init.noVpc[side](region), text.init.noVpcHint(side === 'consumer' ? '--consumer-profile' : '--profile'))
  }
  const providerId = wanted.providerVpc ?? mine.vpcOf(wanted.servers.map(({ instanceId }) => instanceId))
  const consumerId = wanted.consumerVpc ?? theirs.vpcOf(wanted.testFrom)
  // Before it leaves no provider that fits.
  if (consumerId !== undefined) named([consumerId], { flag: '--consumer-vpc', message: text.init.consumerVpc, choices: theirs.vpcs.map((vpc) => choice(vpc)) })
  if (mine === theirs && providerId !== undefined && providerId === consumerId) throw new UsageError(text.init.sameVpc(providerId), text.init.sameVpcHint)
  const provider = await chooseProvider(asker, mine, theirs, served, providerId, consumerId, region)
  const consumer = await chooseConsumer(asker, mine, theirs, served, provider, consumerId)
  return { provider, consumer, zones: zonesFor(mine.vSwitchesOf(provider), theirs.vSwitchesOf(consumer), served) }
}

async function chooseProvider(asker: Asker, mine: Side, theirs: Side, served: Served, id: string | undefined, consumerId: string | undefined, region: string): Promise<VpcFact> {
  const endpointZones = theirs.vpcs.filter(({ vpcId }) => consumerId === undefined || vpcId === consumerId).map((vpc) => ({ vpc, zones: endpointZonesOf(theirs.vSwitchesOf(vpc)) }))
  const unfit = (vpc: VpcFact): string | undefined => {
    const zones = albZonesOf(mine.vSwitchesOf(vpc), served)
    if (vpc.status !== 'Available') return text.init.notAvailable(vpc.status)
    if (zones.length < FEWEST_ZONES) return text.init.fewZones(zones)
    if (mine.runningIn(vpc).length === 0) return text.init.noRunning
    return endpointZones.some((other) => !isSame(mine, vpc, theirs, other.vpc) && zones.some((zone) => other.zones.has(zone))) ? undefined : text.init.noPartner
  }
  const choices = mine.vpcs.filter((vpc) => !(mine === theirs && vpc.vpcId === consumerId)).map((vpc) => choice(vpc, mine.hintOf(vpc), unfit(vpc)))
  refuseAllUnfit(choices, id, text.init.noProvider(region), text.init.noProviderHint)
  const fit = fitting(choices)
  const serving = id === undefined && fit.length > 1 ? await servingVpcs(mine, fit, served) : []
  return pickOne(asker, id, { flag: '--provider-vpc', message: text.init.providerVpc, choices, suggested: (serving.length > 0 ? serving : fit).slice(0, 1), sure: serving.length === 1 })
}

async function chooseConsumer(asker: Asker, mine: Side, theirs: Side, served: Served, provider: VpcFact, id: string | undefined): Promise<VpcFact> {
  const unfit = (vpc: VpcFact): string | undefined => {
    if (vpc.status !== 'Available') return text.init.notAvailable(vpc.status)
    const zones = zonesFor(mine.vSwitchesOf(provider), theirs.vSwitchesOf(vpc), served)
    return zones.some(isShared) ? undefined : text.init.noSharedZone(zones.map(({ zoneId }) => zoneId))
  }
  const choices = theirs.vpcs.filter((vpc) => !isSame(mine, provider, theirs, vpc)).map((vpc) => choice(vpc, theirs.hintOf(vpc), unfit(vpc)))
  refuseAllUnfit(choices, id, text.init.noConsumer(provider.vpcId), text.init.noConsumerHint)
  const busiest = fitting(choices).sort((a, b) => theirs.runningIn(b).length - theirs.runningIn(a).length)
  return pickOne(asker, id, { flag: '--consumer-vpc', message: text.init.consumerVpc, choices, suggested: busiest.slice(0, 1), sure: false })
}

const choice = (vpc: VpcFact, hint?: string, unfit?: string): Choice<VpcFact> => ({ value: vpc, id: vpc.vpcId, cells: vpcCells(vpc), ...given({ hint, unfit }) })
const fitting = (choices: readonly Choice<VpcFact>[]): VpcFact[] => choices.filter(({ unfit }) => unfit === undefined).map(({ value }) => value)
const isSame = (mine: Side, vpc: VpcFact, theirs: Side, other: VpcFact): boolean => mine === theirs && vpc.vpcId === other.vpcId

/** An ID that was named is judged by itself. */
function refuseAllUnfit(choices: readonly Choice<VpcFact>[], id: string | undefined, message: string, hint: string): void {
  if (id === undefined && fitting(choices).length === 0) throw nothingFits(`${message}\n${listed(choices)}`, hint)
}

/** The VPCs in which a running instance admits a load balancer on the usual port, from two zones at least. With too many groups to read, none. */
async function servingVpcs({ inventory, runningIn, vSwitchesOf }: Side, vpcs: readonly VpcFact[], served: Served): Promise<VpcFact[]> {
  const groupIds = new Set(vpcs.flatMap(runningIn).flatMap(({ securityGroupIds }) => securityGroupIds))
  if (groupIds.size > MOST_GROUPS) return []
  const judged = await Promise.all(vpcs.map(async (vpc) => {
    const vSwitches = zonesFor(vSwitchesOf(vpc), [], served).flatMap(({ provider }) => provider)
    const groups = await groupsWithRules(inventory, (await inventory.securityGroups(vpc.vpcId)).filter(({ securityGroupId }) => groupIds.has(securityGroupId)))
    const admits = ({ securityGroupIds }: InstanceFact): boolean => {
      const own = groups?.filter(({ id }) => securityGroupIds.includes(id))
      const open = vSwitches.filter((one) => admission(own, [vSwitchSender(one)], USUAL_PORT) !== 'refuse')
      return new Set(open.map(({ zoneId }) => zoneId)).size >= FEWEST_ZONES
    }
    return { vpc, serves: runningIn(vpc).some(admits) }
  }))
  return judged.filter(({ serves }) => serves).map(({ vpc }) => vpc)
}
