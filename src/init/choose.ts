import { text } from '../messages/whole.ts'
import type { Asker } from './asker.ts'
import { chooseSecurityGroups, chooseTesters } from './choose-consumer.ts'
import { chooseServers } from './choose-servers.ts'
import { chooseVpcs, type Inventories } from './choose-vpcs.ts'
import { chooseZones } from './choose-zones.ts'
import type { Picked, Wanted } from './picked.ts'
import { portMistake, stackMistake, USUAL_PORT } from './rules.ts'

/** The name of the documented example's stack. */
const USUAL_STACK = 'web'

/**
 * Chooses all that a config needs, question by question: what an option says is not asked.
 * @throws UsageError for options that do not fit, and RunError with exit 3 where the account lacks something
 */
export async function choose(
  asker: Asker, inventories: Inventories, wanted: Wanted, place: { region: string; providerProfile?: string; consumerProfile?: string },
): Promise<Picked> {
  // The lists are asked for beside them: where the region itself is refused, that is what is told.
  const [alb, privatelink] = await Promise.all([inventories.provider.albZones(), inventories.provider.privatelinkZones(), inventories.provider.vpcs()])
  if (alb === undefined || privatelink === undefined) asker.note(text.init.zonesUnknown)
  const vpcs = await chooseVpcs(asker, inventories, { alb, privatelink }, wanted, place.region)
  const instances = [...await inventories.provider.instances(), ...await inventories.consumer.instances()].filter(({ vpcId }) => [vpcs.provider.vpcId, vpcs.consumer.vpcId].includes(vpcId))
  const { zones, endpointZones } = await chooseZones(asker, vpcs.zones, instances, wanted)
  const servers = await chooseServers(asker, inventories.provider, vpcs.provider, zones, wanted)
  const listenerPort = wanted.port ?? Number(await asker.text({ message: text.init.listenerPort, suggested: String(USUAL_PORT), check: portMistake }))
  const consumer = { vpc: vpcs.consumer, ...(place.consumerProfile === undefined ? {} : { profile: place.consumerProfile }) }
  const testers = await chooseTesters(asker, inventories.consumer, vpcs.consumer, endpointZones, wanted)
  const securityGroups = await chooseSecurityGroups(asker, inventories.consumer, { consumer, endpointZones, testers, listenerPort }, wanted)
  const stack = wanted.stack ?? (await asker.text({ message: text.init.stack, suggested: USUAL_STACK, check: stackMistake }))
  return {
    stack, region: place.region, zones, servers, listenerPort, consumer, endpointZones, testers, securityGroups,
    provider: { vpc: vpcs.provider, ...(place.providerProfile === undefined ? {} : { profile: place.providerProfile }) },
  }
}
