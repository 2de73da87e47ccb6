import type { Network } from '../action.ts'
import type { HealthCheckConfig, Instance, Listener, LoadBalancer, Server, ServerGroup, World } from '../model.ts'
import { askInstance, reachInstance } from './instance.ts'
import { viewOf, type Source, type View } from './view.ts'

export interface Health {
  ServerId: string
  Port: number
  ServerIp: string
  ServerGroupId: string
  healthy: boolean
  reason?: Reason
}

/** Codes as Alb GetListenerHealthStatus documents them; the two responses come with RESPONSE_MISMATCH only. */
export interface Reason { ReasonCode: string; ActualResponse?: string; ExpectedResponse?: string }

/**
 * Checks every server behind a listener now, with real requests to the backends and by the same rules as forwarded traffic:
 * each zone's node checks from its own address, and one node's failure makes the server unhealthy. With checks switched off
 * every server counts as healthy. Weights are not looked at.
 */
export async function probeHealth(world: World, listener: Listener, network: Network, now = 0): Promise<Health[]> {
  const view = viewOf(world, now, network)
  const balancer = world.loadBalancers[listener.LoadBalancerId]
  const out: Health[] = []
  for (const group of groupsOf(world, listener)) {
    out.push(...await Promise.all(group.servers.map(async (server) => {
      const reason = balancer ? await checkFromAll(view, balancer, group, server) : undefined
      return {
        ServerId: server.ServerId, Port: server.Port, ServerIp: server.ServerIp, ServerGroupId: group.id, healthy: !reason,
        ...(reason ? { reason } : {}),
      }
    })))
  }
  return out
}

/** The server groups that a listener forwards to. */
export function groupsOf(world: World, listener: Listener): ServerGroup[] {
  return listener.DefaultActions.flatMap((action) => action.ForwardGroupConfig.ServerGroupTuples)
    .flatMap((tuple) => world.serverGroups[tuple.ServerGroupId] ?? [])
}

/** The nodes of a load balancer by zone, as its servers see them: by a local address within that zone's vSwitch (documented). */
export function nodesOf(balancer: LoadBalancer): { ZoneId: string; source: Source }[] {
  return balancer.ZoneMappings.flatMap((zone) => {
    const entry = zone.LoadBalancerAddresses[0]
    const address = entry?.Ipv4LocalAddresses[0] ?? entry?.IntranetAddress ?? entry?.Address
    return address === undefined ? [] : [{ ZoneId: zone.ZoneId, source: { address, groups: [] } }]
  })
}

/** The instance behind an entry of a server group: by ID, or by address within the group's VPC. */
export function instanceOf(world: World, group: ServerGroup, server: Server): Instance | undefined {
  return world.instances[server.ServerId]
    ?? Object.values(world.instances).find((one) => one.VpcId === group.VpcId && one.PrivateIpAddress === server.ServerIp)
}

async function checkFromAll(view: View, balancer: LoadBalancer, group: ServerGroup, server: Server): Promise<Reason | undefined> {
  for (const node of nodesOf(balancer)) {
    const reason = await check(view, group, server, node.source)
    if (reason) return reason
  }
  return undefined
}

/** One check of one server from one node; undefined when it passes. */
export async function check(view: View, group: ServerGroup, server: Server, source: Source): Promise<Reason | undefined> {
  const config = group.HealthCheckConfig
  if (!config.HealthCheckEnabled) return undefined
  const instance = instanceOf(view.world, group, server)
  const port = config.HealthCheckConnectPort || server.Port
  const reached = reachInstance(view, source, instance, port)
  if (reached.kind === 'timeout') return { ReasonCode: 'CONNECT_TIMEOUT' }
  if (reached.kind === 'refused') return { ReasonCode: 'CONNECT_FAILED' }
  if (config.HealthCheckProtocol.toUpperCase() === 'TCP') return undefined
  const host = !config.HealthCheckHost || config.HealthCheckHost === '$SERVER_IP' ? server.ServerIp : config.HealthCheckHost
  const answer = await askInstance(view, reached, {
    method: config.HealthCheckMethod || 'HEAD', path: config.HealthCheckPath || '/',
    headers: [['Host', host], ['User-Agent', 'SLBHealthCheck'], ['Accept', '*/*']],
  }, (config.HealthCheckTimeout || 5) * 1000)
  if (answer.kind === 'timeout') return { ReasonCode: 'RECV_RESPONSE_TIMEOUT' }
  if (answer.kind !== 'answer') return { ReasonCode: answer.kind === 'refused' ? 'CONNECT_FAILED' : 'RECV_RESPONSE_FAILED' }
  const codes = expected(config)
  if (codes.some((code) => matches(code, answer.status))) return undefined
  return { ReasonCode: 'RESPONSE_MISMATCH', ActualResponse: String(answer.status),
    ExpectedResponse: codes.map(spelled).join(',') }
}

function expected(config: HealthCheckConfig): string[] {
  return config.HealthCheckCodes.length > 0 ? config.HealthCheckCodes : ['http_2xx', 'http_3xx']
}

/** `http_2xx`, `200` and ranges such as `200-299`. */
function matches(code: string, status: number): boolean {
  const family = /^http_(\d)xx$/i.exec(code)
  if (family) return Math.floor(status / 100) === Number(family[1])
  const [from, to] = code.split('-').map(Number)
  return from !== undefined && status >= from && status <= (to ?? from)
}

function spelled(code: string): string {
  return code.replace(/^http/i, 'HTTP')
}
