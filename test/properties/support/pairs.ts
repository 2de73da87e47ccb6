import { parseConfig } from '../../../src/config/config.ts'
import { ROOMY, roomyConfig, ZONES } from '../../support/roomy-world.ts'
import type { Dice } from './random.ts'

const EDITIONS = ['Basic', 'Standard', 'StandardWithWaf']
const GROUPS = ['rg-one0000000001', 'rg-two0000000002']
const ALL_SERVERS = ROOMY.servers.flatMap((instanceId) => [80, 81].map((port) => ({ instanceId, port })))

/**
 * A value that the first config may leave out and the second then may too; what the first one gives, the second gives as well: what a
 * config leaves out is left as it is, so that else the two worlds would rightly differ.
 */
function twice<T>(roll: Dice, value: () => T): [T | undefined, T | undefined] {
  const first = roll.chance(0.5) ? value() : undefined
  return [first, first !== undefined || roll.chance(0.5) ? value() : undefined]
}

/** The same for the members of a section. */
function section(roll: Dice, members: Record<string, () => unknown>): [Record<string, unknown>, Record<string, unknown>] {
  const pairs = Object.entries(members).map(([key, value]) => [key, twice(roll, value)] as const)
  const side = (index: 0 | 1) => Object.fromEntries(pairs.flatMap(([key, values]) => (values[index] === undefined ? [] : [[key, values[index]]])))
  return [side(0), side(1)]
}

function servers(roll: Dice): object[] {
  const chosen = roll.some(ALL_SERVERS, 1).map((server) => ({ ...server, weight: roll.one([0, 1, 20, 50, 100]) }))
  if (chosen.every(({ weight }) => weight === 0)) chosen[0]!.weight = 100
  return chosen
}

// The servers answer 200, and become healthy within the time that a listener has.
const healthCheck = (roll: Dice) => section(roll, {
  path: () => `/${roll.word()}`, codes: () => ['http_2xx', ...roll.some(['http_3xx', 'http_4xx'])], connectPort: () => roll.one([80, 81]), host: () => `${roll.word()}.test`,
  httpVersion: () => roll.one(['HTTP1.0', 'HTTP1.1']), interval: () => 1 + roll.below(10), method: () => roll.one(['GET', 'HEAD']), timeout: () => 1 + roll.below(300),
  healthyThreshold: () => 2 + roll.below(4), unhealthyThreshold: () => 2 + roll.below(4),
})

/** Two valid configs of one stack that differ only in what can be changed in place. */
export function pair(roll: Dice): [any, any] {
  const sides = [roomyConfig(), roomyConfig()] as const
  const edition = roll.below(EDITIONS.length)
  const editions = [edition, edition + roll.below(EDITIONS.length - edition)]
  const zones = 2 + roll.below(2)
  const balancer = section(roll, { name: () => `alb-${roll.word()}`, deletionProtection: () => roll.chance(0.5), resourceGroupId: () => roll.one(GROUPS) })
  const group = section(roll, { name: () => `group-${roll.word()}`, scheduler: () => roll.one(['Wrr', 'Wlc', 'Sch']), resourceGroupId: () => roll.one(GROUPS) })
  const checks = healthCheck(roll)
  const sticky = twice(roll, () => (roll.chance(0.3) ? { enabled: false } : { enabled: true, type: 'Insert', cookieTimeout: 1 + roll.below(86_400) }))
  const listener = section(roll, { description: () => `listener ${roll.word()}`, idleTimeout: () => 1 + roll.below(60), requestTimeout: () => 1 + roll.below(180) })
  const service = section(roll, { description: () => `service ${roll.word()}`, autoAccept: () => roll.chance(0.5), zoneAffinity: () => roll.chance(0.5), resourceGroupId: () => roll.one(GROUPS) })
  const endpoint = section(roll, { name: () => `endpoint-${roll.word()}`, description: () => `endpoint ${roll.word()}`, resourceGroupId: () => roll.one(GROUPS) })
  const tags = section(roll, { team: () => roll.word(), cost: () => roll.word(), phase: () => roll.word() })
  const crossZone = twice(roll, () => roll.chance(0.5))
  sides.forEach((config, index) => {
    const side = index as 0 | 1
    const count = side === 0 ? zones : Math.max(zones, 2 + roll.below(2))
    config.tags = tags[side]
    Object.assign(config.loadBalancer, balancer[side], { edition: EDITIONS[editions[side]!], zones: ZONES.slice(0, count).map((zoneId, at) => ({ zoneId, vSwitchId: ROOMY.back[at] })) })
    Object.assign(config.serverGroup, group[side], { servers: servers(roll), healthCheck: checks[side] })
    if (sticky[side] !== undefined) config.serverGroup.stickySession = sticky[side]
    // The edition Basic forwards across zones always, and sticky sessions need that.
    if (crossZone[side] !== undefined) config.serverGroup.crossZone = crossZone[side] || editions[side] === 0 || sticky[side]?.enabled === true || (side === 1 && crossZone[0] === undefined && roll.chance(0.5))
    Object.assign(config.listener, listener[side])
    Object.assign(config.service, service[side])
    config.consumer.endpoint = endpoint[side]
    config.consumer.securityGroupIds = roll.some(ROOMY.doors, 1)
    config.consumer.zones = roll.some(ZONES.slice(0, count), 1).map((zoneId) => ({ zoneId, vSwitchId: ROOMY.front[ZONES.indexOf(zoneId)] }))
  })
  // Sticky sessions that the second config switches on need what the first one may have switched off.
  if (sides[0].serverGroup.crossZone === false && sides[1].serverGroup.stickySession?.enabled === true) sides[1].serverGroup.crossZone = true
  for (const config of sides) {
    const { mistakes } = parseConfig(config)
    if (mistakes !== undefined) throw new Error(`a pair that is not valid: ${JSON.stringify(mistakes)}`)
  }
  return [sides[0], sides[1]]
}

/** What only comes with a new resource: by name the field that says so, and how a config asks for it. */
const FORCED: readonly ((roll: Dice, config: any) => string)[] = [
  (roll, config) => {
    const zone = roll.one<any>(config.loadBalancer.zones)
    zone.vSwitchId = ROOMY.otherBack[ZONES.indexOf(zone.zoneId)]
    return `loadBalancer.zones ${zone.zoneId}`
  },
  (_roll, config) => {
    const last = config.loadBalancer.zones.pop()
    config.consumer.zones = config.consumer.zones.filter((zone: any) => zone.zoneId !== last.zoneId)
    if (config.consumer.zones.length === 0) config.consumer.zones = [{ zoneId: ZONES[0], vSwitchId: ROOMY.front[0] }]
    return `loadBalancer.zones ${last.zoneId}`
  },
  (_roll, config) => {
    config.loadBalancer.edition = 'Basic'
    return 'loadBalancer.edition'
  },
  (_roll, config) => {
    config.loadBalancer.addressIpVersion = 'DualStack'
    return 'loadBalancer.addressIpVersion'
  },
  (roll, config) => {
    config.serverGroup.protocol = roll.one(['HTTPS', 'gRPC'])
    return 'serverGroup.protocol'
  },
  (roll, config) => {
    config.listener.port = 1000 + roll.below(1000)
    return 'listener.port'
  },
  (_roll, config) => {
    config.service.payer = 'EndpointService'
    return 'service.payer'
  },
  (roll, config) => {
    const zone = roll.one<any>(config.consumer.zones)
    zone.vSwitchId = ROOMY.otherFront[ZONES.indexOf(zone.zoneId)]
    return `consumer.zones ${zone.zoneId}`
  },
  (roll, config) => {
    const zone = roll.one<any>(config.consumer.zones)
    zone.address = `10.0.${ZONES.indexOf(zone.zoneId)}.77`
    return `consumer.zones ${zone.zoneId} address`
  },
  (_roll, config) => {
    config.provider.vpcId = ROOMY.consumers
    return 'provider.vpcId'
  },
  (_roll, config) => {
    config.consumer.vpcId = ROOMY.providers
    return 'consumer.vpcId'
  },
]

/** A pair of which the second config also asks for something that only comes with a new resource; and the field that says so. */
export function forcedPair(roll: Dice, number: number): { a: any; b: any; field: string } {
  const [a, b] = pair(roll)
  if (a.loadBalancer.zones.length < 3) a.loadBalancer.zones = ZONES.map((zoneId, at) => ({ zoneId, vSwitchId: ROOMY.back[at] }))
  b.loadBalancer.zones = structuredClone(a.loadBalancer.zones)
  b.consumer.zones = structuredClone(a.consumer.zones)
  a.loadBalancer.edition = b.loadBalancer.edition = 'Standard'
  delete b.serverGroup.crossZone
  delete a.serverGroup.crossZone
  const field = FORCED[number % FORCED.length]!(roll, b)
  return { a, b, field }
}
