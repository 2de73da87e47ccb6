import { groupsOf, type Balancer, type Endpoint, type Group, type Listener, type Service, type State } from './state.ts'

/** More of a kind is counted, not drawn: a drawing that nobody can take in shows nothing. */
const DRAWN = { listeners: 3, groups: 2, services: 3, endpoints: 3 } as const

/** One load balancer and all that is connected with it; where there is none yet, what waits for one. */
export interface Focus {
  balancer?: Balancer
  listeners: Listener[]
  groups: Group[]
  services: Service[]
  endpoints: Endpoint[]
  /** The provider's VPC; undefined in a world without VPCs. */
  vpcId?: string
  /** The consumers' VPCs. */
  consumers: string[]
  /** How many of each kind are not drawn. */
  left: Record<string, number>
}

/**
 * Which load balancer to show unasked: the one with the most around it, of equals the newest.
 * @returns its ID, undefined where there is none
 */
export function richest(state: State): string | undefined {
  const score = new Map(state.loadBalancers.map(({ id }) => [id, 0]))
  const add = (id: string, points: number): void => {
    const now = score.get(id)
    if (now !== undefined) score.set(id, now + points)
  }
  const used = new Set(state.endpoints.map((one) => one.ServiceId))
  for (const listener of state.listeners) add(listener.LoadBalancerId, 1)
  for (const service of state.endpointServices) {
    for (const id of new Set(service.Resources.map((one) => one.ResourceId))) add(id, used.has(service.id) ? 4 : 2)
  }
  let best: string | undefined
  for (const [id, points] of score) if (best === undefined || points >= (score.get(best) ?? 0)) best = id
  return best
}

/** @param balancerId the load balancer to draw, undefined for none */
export function focusOn(state: State, balancerId: string | undefined): Focus {
  const balancer = state.loadBalancers.find((one) => one.id === balancerId)
  const left: Record<string, number> = {}
  const some = <T>(kind: keyof typeof DRAWN, all: T[]): T[] => {
    if (all.length > DRAWN[kind]) left[kind] = all.length - DRAWN[kind]
    return all.slice(0, DRAWN[kind])
  }
  const vpcId = balancer?.VpcId ?? servingVpc(state)
  const listeners = some('listeners', state.listeners.filter((one) => one.LoadBalancerId === balancer?.id))
  const forwarded = new Set(listeners.flatMap(groupsOf))
  const busy = new Set(state.listeners.flatMap(groupsOf))
  const groups = some('groups', forwarded.size > 0
    ? state.serverGroups.filter((one) => forwarded.has(one.id))
    : state.serverGroups.filter((one) => one.VpcId === vpcId && !busy.has(one.id)))
  const attached = state.endpointServices.filter((one) => one.Resources.some(({ ResourceId }) => ResourceId === balancer?.id))
  const bare = state.endpointServices.filter((one) => one.Resources.length === 0)
  const services = some('services', attached.length > 0 ? attached : bare)
  const offered = new Set(services.map((one) => one.id))
  const endpoints = some('endpoints', state.endpoints.filter((one) => offered.has(one.ServiceId)))
  const region = state.vpcs.find((one) => one.id === vpcId)?.region
  const lived = new Set(state.instances.map((one) => one.VpcId))
  const other = state.vpcs.find((one) => one.id !== vpcId && one.region === region && lived.has(one.id))
  const consumers = endpoints.length > 0 ? [...new Set(endpoints.map((one) => one.VpcId))] : other ? [other.id] : []
  const place = vpcId === undefined ? {} : { vpcId }
  return { ...(balancer ? { balancer } : {}), listeners, groups, services, endpoints, ...place, consumers, left }
}

/** Where something listens, a load balancer is likely to come. */
function servingVpc(state: State): string | undefined {
  return state.instances.find((one) => one.services.length > 0)?.VpcId ?? state.vpcs[0]?.id
}
