import { givenId, isLeftOut, isOwn } from '../config/given.ts'
import type { Config } from '../config/config.ts'
import { STEP_IDS, type StepId } from '../core/events.ts'
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
      const id = givenId(config, step)
      const seen = given[name]
      if (seen === undefined) return [fail(`${id} does not exist in this account and region.`, `Correct ${section}.id, or remove it and have one made.`)]
      return orOk(judge(config, seen, given), `${id} can be used as it is.`)
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
    ...(status === 'Active' ? [] : [fail(`${id} is ${status}, not Active.`, 'Wait until it is, or see to it in the ALB console.')]),
    ...(locked.length === 0 ? [] : [fail(`${id} is locked (${list(locked)}).`, 'Locks come from overdue payments or security findings; see the ALB console.')]),
    ...(addressType === 'Intranet' || !isOwn(config, 'endpoint-service')
      ? []
      : [fail(`${id} is not internal-facing (${addressType ?? 'unknown'}); PrivateLink offers internal-facing load balancers only.`, 'Take an internal-facing one, or change its network type in the ALB console.')]),
    ...(uncovered.length === 0 ? [] : [fail(`${id} has no zone ${list(uncovered)}, which the endpoint is to have; its zones: ${list(zones.map(({ zoneId }) => zoneId))}.`, 'Take its zones in consumer.zones, or add the zone to the load balancer in the ALB console.')]),
    ...(vpcId === undefined || wantedVpc === vpcId || !wantedVpc ? [] : [fail(`${id} is in ${vpcId}, not in ${wantedVpc}.`, 'Correct provider.vpcId, or leave it out: the load balancer has one.')]),
  ]
})

export const givenServerGroup = givenCheck('server-group', 'server-group', 'serverGroup', (config, seen) => {
  const { id, status, servers, settings } = seen
  const vpcId = settings['vpcId']
  return [
    ...(status === 'Available' ? [] : [fail(`${id} is ${status}, not Available.`, 'Wait until it is, and run the command again.')]),
    ...(typeof vpcId !== 'string' || vpcId === config.provider.vpcId || config.provider.vpcId === '' ? [] : [fail(`${id} is of ${vpcId}, not of ${config.provider.vpcId}, where the load balancer is.`, "Take a server group of the load balancer's VPC.")]),
    ...(servers.length === 0 ? [unknown(`${id} has no servers.`, 'Add some in the ALB console; nothing answers until then.')] : []),
  ]
})

export const givenListener = givenCheck('listener', 'listener', 'listener', (config, seen) => {
  const { id, status, loadBalancerId, serverGroupIds, protocol } = seen
  const balancer = givenId(config, 'load-balancer')
  const group = givenId(config, 'server-group')
  return [
    ...(balancer === undefined || loadBalancerId === balancer ? [] : [fail(`${id} belongs to ${loadBalancerId}, not to ${balancer}.`, 'Give a listener of that load balancer in listener.id, or the other load balancer in loadBalancer.id.')]),
    ...(status === 'Stopped' ? [fail(`${id} is stopped; what is given is never changed.`, 'Start it in the ALB console.')] : []),
    ...(status === 'Running' || status === 'Stopped' ? [] : [unknown(`${id} is ${status}.`, 'It may be changing just now.')]),
    ...(group === undefined ? [] : forwards(id, serverGroupIds, group)),
    ...(protocol === 'HTTP' || protocol === undefined || config.consumer.test === undefined ? [] : [unknown(`${id} speaks ${protocol}; the test asks over HTTP.`, 'Expect its answer with test.status, or leave the test out.')]),
  ]
})

function forwards(id: string, serverGroupIds: readonly string[], group: string): Finding[] {
  if (serverGroupIds.includes(group)) return []
  const hint = 'Give the server group that it forwards to in serverGroup.id, or change the listener in the ALB console.'
  // Rules of the listener, which are not read, may forward there all the same.
  if (serverGroupIds.length === 0) return [unknown(`${id} shows no server group that it forwards to by default.`, hint)]
  return [fail(`${id} forwards to ${list(serverGroupIds)}, not to ${group}.`, hint)]
}

export const givenEndpointService = givenCheck('endpoint-service', 'endpoint-service', 'service', (config, seen) => {
  const { id, status, businessStatus, resources } = seen
  const balancer = isLeftOut(config, 'load-balancer') ? undefined : givenId(config, 'load-balancer')
  const wanted = config.consumer.zones
  const uncovered = missing(wanted, resources)
  const elsewhere = balancer === undefined || seen.foreign === true ? [] : missing(wanted, resources.filter(({ resourceId }) => resourceId === balancer)).filter((zoneId) => !uncovered.includes(zoneId))
  return [
    ...(status === 'Active' ? [] : [fail(`${id} is ${status}, not Active.`, 'Wait until it is, and run the command again.')]),
    ...(businessStatus === 'Normal' ? [] : [fail(`${id} is ${businessStatus}.`, 'FinancialLocked means overdue payments; see the PrivateLink console.')]),
    ...(uncovered.length === 0 ? [] : [fail(`${id} has no zone ${list(uncovered)}, which the endpoint is to have; its zones: ${list([...new Set(resources.map(({ zoneId }) => zoneId))])}.`, 'Take its zones in consumer.zones, or attach a load balancer there in the PrivateLink console.')]),
    ...(elsewhere.length === 0 ? [] : [fail(`${id} does not offer ${balancer} in ${list(elsewhere)}.`, 'Correct loadBalancer.id, or leave the section out: service.id alone is enough.')]),
    ...(seen.guest?.admitted === false
      ? [fail(`${id} does not admit ${seen.guest.account}, the consumer's account: it cannot have an endpoint there.`, `Add it to the service's whitelist in the PrivateLink console, or with \`aliyun privatelink AddUserToVpcEndpointService --ServiceId ${id} --UserId ${seen.guest.account}\`; what is given is never changed.`)]
      : []),
    ...(seen.foreign === true && balancer !== undefined ? [unknown(`${id} is another account's: whether it offers ${balancer} is not shown.`, 'Leave out what lies behind the service.')] : []),
    ...(seen.foreign === true && seen.autoAccept !== true ? [unknown(`${id} is another account's and accepts nothing by itself.`, `Its owner has to accept the endpoint: \`alb-privatelink accept ${id}\`.`)] : []),
  ]
})
