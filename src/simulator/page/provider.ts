import { boxOf, cellsOf, ghost, instanceKey, instancesColumn, panelOf, type Arrow, type Box, type Column, type Panel } from './boxes.ts'
import type { Focus } from './focus.ts'
import { groupsOf, type Balancer, type Group, type ServerHealth, type State } from './state.ts'
import { toneOf, wayOf } from './tone.ts'

type Server = Group['Servers'][number]

/** The provider's VPC, from the load balancer to the instances. */
export function providerOf(
  state: State, focus: Focus, vpcId: string, health: readonly ServerHealth[],
): { panel: Panel; arrows: Arrow[] } {
  const { balancer, listeners, groups } = focus
  const behind = new Set(groups.flatMap((one) => one.Servers.map((server) => server.ServerId)))
  const all = state.instances.filter((one) => one.VpcId === vpcId)
  // Those behind the load balancer first: what is too much to draw is cut off at the end.
  const instances = [...all.filter((one) => behind.has(one.id)), ...all.filter((one) => !behind.has(one.id))]
  const used = balancer?.ZoneMappings.map((one) => one.ZoneId) ?? []
  const zoneOf = new Map(state.instances.map((one) => [one.id, one.ZoneId]))
  const somewhere = used[0] ?? instances[0]?.ZoneId ?? ''
  const columns: Column[] = [
    balancer ? balancerColumn(balancer) : { frame: ghost('loadBalancer', 'Load balancer') },
    { boxes: listeners.map((one) => boxOf('listener', one, 'Listener', `${one.ListenerProtocol} ${one.ListenerPort}`)) },
    ...groups.map((one) => groupColumn(one, health, (server) => zoneOf.get(server.ServerId) ?? somewhere)),
    instancesColumn('provider', instances),
  ]
  if (listeners.length === 0) columns[1] = { boxes: [ghost('listener', 'Listener')] }
  if (groups.length === 0) columns.splice(2, 0, { frame: ghost('serverGroup', 'Server group') })
  return { panel: panelOf(state, 'provider', vpcId, { used, instances, columns }), arrows: arrowsOf(state, focus, health) }
}

function balancerColumn(balancer: Balancer): Column {
  const { id, status = '' } = balancer
  const node = (zone: Balancer['ZoneMappings'][number]): Box => {
    const [entry] = zone.LoadBalancerAddresses
    const name = entry?.IntranetAddress ?? entry?.Address ?? ''
    return { key: `node ${id} ${zone.ZoneId}`, kind: 'node', title: 'Node', name, status: '', tone: toneOf(status), subject: zone }
  }
  return {
    frame: boxOf('loadBalancer', balancer, 'Load balancer', balancer.LoadBalancerName || id),
    cells: cellsOf(balancer.ZoneMappings, (zone) => zone.ZoneId, node),
  }
}

function groupColumn(group: Group, health: readonly ServerHealth[], zoneOf: (server: Server) => string): Column {
  const make = (server: Server): Box => {
    const status = statusOf(group, server, health)
    const reason = healthOf(group, server, health)?.reason
    return {
      key: serverKey(group, server), kind: 'server', title: `Port ${server.Port}`, name: reason?.ReasonCode ?? `weight ${server.Weight}`,
      status, tone: toneOf(status), subject: { ...server, ...reason },
    }
  }
  return {
    frame: boxOf('serverGroup', group, 'Server group', group.ServerGroupName || group.id),
    cells: cellsOf(group.Servers, zoneOf, make),
  }
}

/** From the nodes of the load balancer over listeners and servers to the instances. */
function arrowsOf(state: State, { balancer, listeners, groups }: Focus, health: readonly ServerHealth[]): Arrow[] {
  const arrows: Arrow[] = []
  for (const listener of listeners) {
    const from = `listener ${listener.id}`
    const status = listener.status ?? ''
    for (const { ZoneId } of balancer?.ZoneMappings ?? []) {
      arrows.push({ from: `node ${balancer?.id} ${ZoneId}`, to: from, tone: toneOf(status) })
    }
    for (const group of groups.filter((one) => groupsOf(listener).includes(one.id))) {
      if (group.Servers.length === 0) arrows.push({ from, to: `serverGroup ${group.id}`, tone: 'idle' })
      for (const server of group.Servers) {
        arrows.push({ from, to: serverKey(group, server), tone: wayOf(status, statusOf(group, server, health)) })
      }
    }
  }
  for (const group of groups) {
    for (const server of group.Servers) {
      const instance = state.instances.find((one) => one.id === server.ServerId)
      const tone = wayOf(statusOf(group, server, health), instance?.status ?? '')
      if (instance) arrows.push({ from: serverKey(group, server), to: instanceKey('provider', instance.id), tone })
    }
  }
  return arrows
}

function serverKey(group: Group, server: Server): string {
  return `server ${group.id} ${server.ServerId} ${server.Port}`
}

function healthOf(group: Group, server: Server, health: readonly ServerHealth[]): ServerHealth | undefined {
  return health.find((one) => one.ServerGroupId === group.id && one.ServerId === server.ServerId && one.Port === server.Port)
}

/** The health of a server that is in use, else how far it has come. */
function statusOf(group: Group, server: Server, health: readonly ServerHealth[]): string {
  const found = server.Status === 'Available' ? healthOf(group, server, health) : undefined
  return found ? (found.healthy ? 'healthy' : 'unhealthy') : server.Status
}
