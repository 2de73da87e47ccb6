import type { Listener, LoadBalancer, Server, ServerGroup } from '../model.ts'
import { endToEnd, type Exchange, type HttpAsk } from './exchange.ts'
import { check, groupsOf, instanceOf, nodesOf } from './health.ts'
import { askInstance, reachInstance } from './instance.ts'
import { byHash, byTurn } from './scheduler.ts'
import type { Source, View } from './view.ts'

/** How long ALB tries to connect to a server, in milliseconds (documented in its list of status codes). */
const CONNECT_MS = 5_000
/** For how much virtual time a finding of a health check holds. */
const HEALTH_MS = 2_000

/** Where a connection arrived: at the node of one zone. */
export interface Arrival { balancer: LoadBalancer; listener: Listener; zoneId: string }

interface Chosen { server: Server; key: string; weight: number }

/** The listener that takes connections on a port of a load balancer; Configuring ones go on working. */
export function listenerAt(view: View, balancer: LoadBalancer, port: number): Listener | undefined {
  return Object.values(view.world.listeners).find((listener) => listener.LoadBalancerId === balancer.id
    && listener.ListenerPort === port && (listener.status === 'Running' || listener.status === 'Configuring'))
}

/** True when a load balancer takes connections at all. */
export function takesTraffic(balancer: LoadBalancer | undefined): balancer is LoadBalancer {
  return balancer?.status === 'Active' || balancer?.status === 'Configuring'
}

/**
 * Forwards a request that arrived at the node of one zone. 502 for a server that refuses or drops the connection, 503 when no
 * server may be chosen, 504 when the server cannot be reached or does not answer in time (documented: ALB status codes).
 * @param limitMs how long the client itself waits
 */
export async function forward(view: View, arrival: Arrival, client: Source, ask: HttpAsk, limitMs: number): Promise<Exchange> {
  const { balancer, listener, zoneId } = arrival
  const group = groupsOf(view.world, listener)[0]
  const node = nodesOf(balancer).find((node) => node.ZoneId === zoneId) ?? nodesOf(balancer)[0]
  if (!group || !node) return page(503, 1)
  const chosen = await choose(view, listener, group, zoneId, node.source, client, ask)
  if (!chosen) return page(503, 1)
  const reached = reachInstance(view, node.source, instanceOf(view.world, group, chosen.server), chosen.server.Port)
  if (reached.kind === 'timeout') return page(504, CONNECT_MS)
  if (reached.kind === 'refused') return page(502, 1)
  const limit = listener.RequestTimeout * 1000
  const answer = await askInstance(view, reached, { ...ask, headers: forwarded(listener, client, ask) }, Math.min(limit, limitMs))
  if (answer.kind === 'timeout') return limit <= limitMs ? page(504, limit) : answer
  if (answer.kind !== 'answer') return page(502, answer.ms)
  const cookie = group.StickySessionConfig.StickySessionEnabled && group.StickySessionConfig.StickySessionType === 'Insert'
    ? [['Set-Cookie', `SERVERID=${byHashName(chosen.key)};Path=/`] as [string, string]] : []
  return { ...answer, headers: [...endToEnd(answer.headers), ['Connection', 'keep-alive'], ...cookie] }
}

async function choose(view: View, listener: Listener, group: ServerGroup, zoneId: string, node: Source, client: Source,
  ask: HttpAsk):
  Promise<Chosen | undefined> {
  const all = group.servers.filter((server) => server.Weight > 0 && server.status !== 'Adding' && server.status !== 'Removing')
    .filter((server) => group.CrossZoneEnabled || instanceOf(view.world, group, server)?.ZoneId === zoneId)
    .map((server): Chosen => ({ server, key: `${server.ServerId}:${server.Port}`, weight: server.Weight }))
  const healthy: Chosen[] = []
  for (const one of all) if (await isHealthy(view, group, one, node)) healthy.push(one)
  // With every server unhealthy ALB forwards to all of them (documented: fails open).
  const open = healthy.length > 0 ? healthy : all
  const cookie = group.StickySessionConfig.StickySessionEnabled ? stuck(group, open, ask) : undefined
  if (cookie) return cookie
  if (group.Scheduler === 'Sch') return byHash(open, client.address)
  if (group.Scheduler === 'Uch') return byHash(open,
    new URLSearchParams(ask.path.split('?')[1] ?? '').get(group.UchConfig?.Value ?? '') ?? '')
  // Requests do not overlap here, so the fewest connections (Wlc) are a tie each time, and the weights decide.
  const taken = view.turns.get(listener.id) ?? 0
  const chosen = byTurn(open, listener.turns + taken)
  view.turns.set(listener.id, taken + 1)
  return chosen
}

async function isHealthy(view: View, group: ServerGroup, one: Chosen, node: Source): Promise<boolean> {
  const key = `${group.id} ${one.key} ${node.address}`
  const known = view.health.get(key)
  if (known && view.now - known.at < HEALTH_MS) return known.found
  const found = (await check(view, group, one.server, node)) === undefined
  view.health.set(key, { at: view.now, found })
  return found
}

function stuck(group: ServerGroup, open: readonly Chosen[], ask: HttpAsk): Chosen | undefined {
  const sticky = group.StickySessionConfig
  const name = sticky.StickySessionType === 'Server' ? sticky.Cookie : 'SERVERID'
  const cookies = ask.headers.filter(([header]) => header.toLowerCase() === 'cookie').flatMap(([, value]) => value.split(/;\s*/))
  const value = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice((name?.length ?? 0) + 1)
  if (value === undefined) return undefined
  return sticky.StickySessionType === 'Server' ? byHash(open, value) : open.find((one) => byHashName(one.key) === value)
}

/** A cookie value for a server that does not tell who it is. */
function byHashName(key: string): string {
  let hash = 0x811c9dc5
  for (const char of key) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}

function forwarded(listener: Listener, client: Source, ask: HttpAsk): [string, string][] {
  const config = listener.XForwardedForConfig
  const headers = endToEnd(ask.headers)
  const earlier = headers.find(([name]) => name.toLowerCase() === 'x-forwarded-for')?.[1]
  const kept = headers.filter(([name]) => name.toLowerCase() !== 'x-forwarded-for')
  const added: [string, string][] = []
  if (config['XForwardedForEnabled'] !== false) added.push(['X-Forwarded-For',
    earlier ? `${earlier}, ${client.address}` : client.address])
  if (config['XForwardedForProtoEnabled'] === true) added.push(['X-Forwarded-Proto',
    listener.ListenerProtocol === 'HTTP' ? 'http' : 'https'])
  if (config['XForwardedForSLBPortEnabled'] === true) added.push(['X-Forwarded-Port', String(listener.ListenerPort)])
  if (config['XForwardedForSLBIdEnabled'] === true) added.push(['SLB-ID', listener.LoadBalancerId])
  return [...kept, ...added]
}

const TITLES: Record<number, string> = {
  400: '400 Bad Request', 502: '502 Bad Gateway', 503: '503 Service Temporarily Unavailable', 504: '504 Gateway Time-out',
}

/** A page of the load balancer's own (its looks are assumed: those of the Tengine that ALB is built on). */
export function page(status: number, ms: number): Exchange {
  const title = TITLES[status] ?? String(status)
  const body = Buffer.from(`<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n`
    + '<hr><center>Tengine</center>\r\n</body>\r\n</html>\r\n')
  return {
    kind: 'answer', status, statusText: title.slice(4), ms, body,
    headers: [['Server', 'Tengine'], ['Content-Type', 'text/html'], ['Content-Length', String(body.length)],
      ['Connection', 'close']],
  }
}
