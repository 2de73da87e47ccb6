import type { Endpoint, EndpointZone, Instance, LoadBalancer } from '../model.ts'
import { forward, listenerAt, page, takesTraffic } from './balancer.ts'
import { parseIp } from './cidr.ts'
import type { Exchange, HttpAnswer, HttpAsk } from './exchange.ts'
import { askInstance, reachInstance } from './instance.ts'
import { lookUp, usableZones } from './names.ts'
import { mayEnter, mayEnterBalancer, mayLeave } from './rules.ts'
import { sourceOf, type View } from './view.ts'

/** An open TCP connection within the simulated networks, or how the attempt ended. A dropped packet is a time-out. */
export type Link =
  | { kind: 'open'; ms: number; tls: boolean; exchange(ask: HttpAsk, limitMs: number): Promise<Exchange> }
  | { kind: 'timeout' }
  | { kind: 'refused'; ms: number }

/** Virtual milliseconds that an exchange of packets takes. */
const ROUND_TRIP = 1

/**
 * Connects an instance to an address and port. Only addresses of its own VPC lead anywhere: two VPCs may use the same ranges.
 */
export function connect(view: View, from: Instance, address: string, port: number): Link {
  if (address.startsWith('127.') || address === from.PrivateIpAddress) return toInstance(view, from, from, port)
  if (address === '0.0.0.0') return { kind: 'refused', ms: 0 }
  const groups = groupsAt(view, from.VpcId, address)
  if (!mayLeave(view.world, from.SecurityGroupIds, { address, groups }, from.PrivateIpAddress, port)) return { kind: 'timeout' }
  const instance = Object.values(view.world.instances).find((one) => one.VpcId === from.VpcId && one.PrivateIpAddress === address)
  if (instance) return toInstance(view, from, instance, port)
  for (const endpoint of Object.values(view.world.endpoints)) {
    const zone = endpoint.VpcId === from.VpcId ? endpoint.zones.find((zone) => zone.EniIp === address) : undefined
    if (zone) return toEndpoint(view, from, endpoint, zone, port)
  }
  for (const balancer of Object.values(view.world.loadBalancers)) {
    const zone = balancer.VpcId === from.VpcId ? balancer.ZoneMappings.find((zone) => hasAddress(zone, address)) : undefined
    if (!zone) continue
    if (!mayEnterBalancer(view.world, balancer.SecurityGroupIds, sourceOf(from), address, port)) return { kind: 'timeout' }
    return toBalancer(view, from, balancer, zone.ZoneId, port)
  }
  return { kind: 'timeout' }
}

function hasAddress(zone: LoadBalancer['ZoneMappings'][number], address: string): boolean {
  return zone.LoadBalancerAddresses.some((entry) => (entry.IntranetAddress ?? entry.Address) === address)
}

/** The security groups of whatever has an address in a VPC, for rules that name a group. */
function groupsAt(view: View, vpcId: string, address: string): readonly string[] {
  const instance = Object.values(view.world.instances).find((one) => one.VpcId === vpcId && one.PrivateIpAddress === address)
  if (instance) return instance.SecurityGroupIds
  const endpoint = Object.values(view.world.endpoints)
    .find((one) => one.VpcId === vpcId && one.zones.some((zone) => zone.EniIp === address))
  return endpoint?.securityGroups.map((group) => group.SecurityGroupId) ?? []
}

function toInstance(view: View, from: Instance, to: Instance, port: number): Link {
  const reached = reachInstance(view, sourceOf(from), to, port)
  if (reached.kind === 'timeout') return { kind: 'timeout' }
  if (reached.kind === 'refused') return { kind: 'refused', ms: ROUND_TRIP }
  return { kind: 'open', ms: ROUND_TRIP, tls: false, exchange: (ask, limitMs) => askInstance(view, reached, ask, limitMs) }
}

function toEndpoint(view: View, from: Instance, endpoint: Endpoint, zone: EndpointZone, port: number): Link {
  const groups = endpoint.securityGroups.filter((group) => group.status !== 'Attaching').map((group) => group.SecurityGroupId)
  if (!mayEnter(view.world, groups, sourceOf(from), zone.EniIp, port)) return { kind: 'timeout' }
  if (!usableZones(view, endpoint).includes(zone)) return { kind: 'timeout' }
  const resources = view.world.endpointServices[endpoint.ServiceId]?.resources.filter((one) => one.ZoneId === zone.ZoneId) ?? []
  const resource = resources.find((one) => one.ResourceId === zone.ResourceId) ?? resources[0]
  const balancer = resource ? view.world.loadBalancers[resource.ResourceId] : undefined
  // Nobody answers for a load balancer that is gone or not Active (assumed: silence).
  if (!takesTraffic(balancer)) return { kind: 'timeout' }
  return toBalancer(view, from, balancer, zone.ZoneId, port)
}

function toBalancer(view: View, from: Instance, balancer: LoadBalancer, zoneId: string, port: number): Link {
  if (!takesTraffic(balancer)) return { kind: 'timeout' }
  const listener = listenerAt(view, balancer, port)
  if (!listener) return { kind: 'refused', ms: ROUND_TRIP }
  const tls = listener.ListenerProtocol !== 'HTTP'
  return {
    kind: 'open', ms: ROUND_TRIP, tls,
    exchange: async (ask, limitMs) => {
      const answer = await forward(view, { balancer, listener, zoneId }, sourceOf(from), ask, limitMs)
      return answer.ms > limitMs ? { kind: 'timeout', ms: limitMs } : answer
    },
  }
}

export interface Ask extends HttpAsk {
  /** `http` or `https`, and where to. */
  scheme: string
  host: string
  port: number
  /** Milliseconds for all, and for each connection. */
  timeoutMs: number
  connectTimeoutMs?: number
  /** Give an address that keeps silent only half of the time left while another one waits to be tried, as curl does. */
  halves?: boolean
  /** Addresses to use in the place of a look-up. */
  addresses?: readonly string[]
  /** Take any certificate; else those of this world, which name nobody, are turned down. */
  insecure?: boolean
}

export interface Failure {
  kind: 'dns' | 'timeout' | 'refused' | 'reset' | 'empty' | 'tls' | 'certificate'
  phase: 'dns' | 'connect' | 'read'
  remoteAddress?: string
  /** Virtual milliseconds from the start to the failure. */
  ms: number
}
export type Answer = HttpAnswer & { remoteAddress: string; times: { dns: number; connect: number } }

/**
 * An HTTP request from an instance, from the name to the page. Time-outs made by rules cost virtual milliseconds only; a real
 * backend is given `timeoutMs` of real time. Nothing of the world is changed but `view.turns`.
 */
export async function request(view: View, from: Instance, ask: Ask): Promise<Answer | Failure> {
  const named = parseIp(ask.host) === undefined && !ask.addresses
  const addresses = ask.addresses ?? (named ? lookUp(view, from, ask.host) : [ask.host])
  if (addresses.length === 0) return { kind: 'dns', phase: 'dns', ms: DNS_MS }
  let ms = named ? DNS_MS : 0
  const dns = ms
  let last: Failure = { kind: 'timeout', phase: 'connect', ms }
  for (const [i, remoteAddress] of addresses.entries()) {
    const left = Math.max(0, Math.min(ask.timeoutMs - ms, ask.connectTimeoutMs ?? Infinity))
    const link = connect(view, from, remoteAddress, ask.port)
    if (link.kind === 'open') {
      const connected = ms + link.ms
      if (link.tls !== (ask.scheme === 'https')) {
        if (!link.tls) return { kind: 'tls', phase: 'connect', remoteAddress, ms: connected }
        const refusal = page(400, 1) as HttpAnswer
        return { ...refusal, ms: connected + 1, remoteAddress, times: { dns, connect: connected } }
      }
      if (link.tls && !ask.insecure) return { kind: 'certificate', phase: 'connect', remoteAddress, ms: connected }
      const result = await link.exchange(ask, Math.max(1, ask.timeoutMs - connected))
      if (result.kind !== 'answer') return { kind: result.kind, phase: 'read', remoteAddress, ms: connected + result.ms }
      return { ...result, ms: connected + result.ms, remoteAddress, times: { dns, connect: connected } }
    }
    ms += link.kind === 'refused' ? link.ms : ask.halves && i < addresses.length - 1 ? left / 2 : left
    last = { kind: link.kind, phase: 'connect', remoteAddress, ms }
    if (ms >= ask.timeoutMs) break
  }
  return last
}

/** Virtual milliseconds that a look-up takes. */
const DNS_MS = 2
