import { givenId, isLeftOut, isOwn } from '../config/given.ts'
import type { Config } from '../config/config.ts'
import { STEP_IDS, type StepId } from '../core/events.ts'
import { text } from '../messages/whole.ts'
import { type ExistingCheck, fail, type Finding, list, orOk, unknown } from './check.ts'
import type { GivenFacts } from './facts.ts'

/** A lock that only says that an endpoint service offers the load balancer. */
const OFFERED = 'RelatedResourceLocked'

/**
 * A check of a resource that the config names by its ID. What makes the path impossible fails, before anything is made; what may
 * be meant only warns: the resource is not changed either way.
 */
function givenCheck<K extends keyof GivenFacts>(name: K, step: StepId, section: string, judge: (config: Config, seen: NonNullable<GivenFacts[K]>, given: GivenFacts) => Finding[]): ExistingCheck {
  return {
    name: `given-${name}`,
    // It matters for its own step and all that come after.
    steps: STEP_IDS.slice(STEP_IDS.indexOf(step)),
    applies: (config) => givenId(config, step) !== undefined,
    needs: [],
    judge(config, { given }) {
      const id = givenId(config, step) ?? ''
      const seen = given[name]
      if (seen === undefined) return [fail(text.check.givenMissing(id), text.check.givenCorrect(section))]
      return orOk(judge(config, seen, given), text.check.givenFine(id))
    },
  }
}

const missing = (wanted: readonly { zoneId: string }[], there: readonly { zoneId: string }[]): string[] =>
  wanted.map(({ zoneId }) => zoneId).filter((zoneId) => !there.some((zone) => zone.zoneId === zoneId))

export const givenLoadBalancer = givenCheck('load-balancer', 'load-balancer', 'loadBalancer', (config, seen) => {
  const { id, status, addressType, zones, vpcId, locks } = seen
  const uncovered = missing(config.consumer.zones, zones)
  const locked = locks.filter((lock) => lock !== OFFERED)
  const wantedVpc = config.provider.vpcId
  return [
    ...(status === 'Active' ? [] : [fail(text.check.givenNotActive(id, status), text.check.givenSeeAlb)]),
    ...(locked.length === 0 ? [] : [fail(text.check.givenLocked(id, list(locked)), text.check.lockedHint)]),
    ...(addressType === 'Intranet' || !isOwn(config, 'endpoint-service')
      ? []
      : [fail(text.check.givenPublic(id, addressType ?? 'unknown'), text.check.givenPublicHint)]),
    ...(uncovered.length === 0 ? [] : [fail(text.check.givenZones(id, list(uncovered), list(zones.map(({ zoneId }) => zoneId))), text.check.givenZonesAlb)]),
    ...(vpcId === undefined || wantedVpc === vpcId || !wantedVpc ? [] : [fail(text.check.givenElsewhere(id, vpcId, wantedVpc), text.check.givenVpcHint)]),
  ]
})

export const givenServerGroup = givenCheck('server-group', 'server-group', 'serverGroup', (config, seen) => {
  const { id, status, servers, settings } = seen
  const vpcId = settings['vpcId']
  return [
    ...(status === 'Available' ? [] : [fail(text.check.givenNotAvailable(id, status), text.check.waitAndRun)]),
    ...(typeof vpcId !== 'string' || vpcId === config.provider.vpcId || config.provider.vpcId === '' ? [] : [fail(text.check.givenGroupElsewhere(id, vpcId, config.provider.vpcId), text.check.givenGroupHint)]),
    ...(servers.length === 0 ? [unknown(text.check.givenNoServers(id), text.check.givenNoServersHint)] : []),
  ]
})

export const givenListener = givenCheck('listener', 'listener', 'listener', (config, seen) => {
  const { id, status, loadBalancerId, serverGroupIds, protocol } = seen
  const balancer = givenId(config, 'load-balancer')
  const group = givenId(config, 'server-group')
  return [
    ...(balancer === undefined || loadBalancerId === balancer ? [] : [fail(text.check.givenBelongs(id, loadBalancerId, balancer), text.check.givenBelongsHint)]),
    ...(status === 'Stopped' ? [fail(text.check.givenStopped(id), text.check.givenStart)] : []),
    ...(status === 'Running' || status === 'Stopped' ? [] : [unknown(text.check.givenState(id, status), text.check.givenChanging)]),
    ...(group === undefined ? [] : forwards(id, serverGroupIds, group)),
    ...(protocol === 'HTTP' || protocol === undefined || config.consumer.test === undefined ? [] : [unknown(text.check.givenSpeaks(id, protocol), text.check.givenSpeaksHint)]),
  ]
})

function forwards(id: string, serverGroupIds: readonly string[], group: string): Finding[] {
  if (serverGroupIds.includes(group)) return []
  const hint = text.check.givenForwardsHint
  // Rules of the listener, which are not read, may forward there all the same.
  if (serverGroupIds.length === 0) return [unknown(text.check.givenForwardsNone(id), hint)]
  return [fail(text.check.givenForwards(id, list(serverGroupIds), group), hint)]
}

export const givenEndpointService = givenCheck('endpoint-service', 'endpoint-service', 'service', (config, seen) => {
  const { id, status, businessStatus, resources } = seen
  const balancer = isLeftOut(config, 'load-balancer') ? undefined : givenId(config, 'load-balancer')
  const wanted = config.consumer.zones
  const uncovered = missing(wanted, resources)
  const elsewhere = balancer === undefined || seen.foreign === true ? [] : missing(wanted, resources.filter(({ resourceId }) => resourceId === balancer)).filter((zoneId) => !uncovered.includes(zoneId))
  return [
    ...(status === 'Active' ? [] : [fail(text.check.givenNotActive(id, status), text.check.waitAndRun)]),
    ...(businessStatus === 'Normal' ? [] : [fail(text.check.givenBusiness(id, businessStatus), text.check.financialHint)]),
    ...(uncovered.length === 0 ? [] : [fail(text.check.givenZones(id, list(uncovered), list([...new Set(resources.map(({ zoneId }) => zoneId))])), text.check.givenZonesService)]),
    ...(balancer === undefined || elsewhere.length === 0 ? [] : [fail(text.check.givenOffers(id, balancer, list(elsewhere)), text.check.givenOffersHint)]),
    ...(seen.guest?.admitted === false ? [fail(text.check.givenWhitelist(id, seen.guest.account), text.check.givenWhitelistHint(id, seen.guest.account))] : []),
    ...(seen.foreign === true && balancer !== undefined ? [unknown(text.check.givenForeign(id, balancer), text.check.givenForeignHint)] : []),
    ...(seen.foreign === true && seen.autoAccept !== true ? [unknown(text.check.givenPassive(id), text.check.givenPassiveHint(id))] : []),
  ]
})
