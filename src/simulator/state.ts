import type { Endpoint, Owned, World } from './model.ts'

type Listed = Record<string, unknown> & { id: string; tags: Record<string, string> }

/** What `GET /_sim/state` lists: everything that is there, in the cloud's spelling. */
export function stateOf(world: World): Record<string, Listed[]> {
  const endpoints = Object.values(world.endpoints)
  return {
    loadBalancers: list(world.loadBalancers, 'LoadBalancer'),
    serverGroups: list(world.serverGroups, 'ServerGroup'),
    listeners: list(world.listeners, 'Listener'),
    endpointServices: list(world.endpointServices, 'Service'),
    endpoints: endpoints.map((endpoint) => listed(endpoint, 'Endpoint')),
    connections: endpoints.map(connectionOf),
    vpcs: list(world.vpcs, 'Vpc'),
    vSwitches: list(world.vSwitches, 'VSwitch'),
    securityGroups: list(world.securityGroups, 'SecurityGroup'),
    instances: list(world.instances, 'Instance'),
  }
}

function list(records: Record<string, Owned>, kind: string): Listed[] {
  return Object.values(records).map((one) => listed(one, kind))
}

/** Members of the simulator's own that say nothing of the cloud. */
const HIDDEN = new Set(['since', 'reads', 'turns', 'taken', 'businessReadyAt', 'createdAt', 'modifiedAt', 'pathAt', 'connection'])
/** What of ours is spelled small and is the cloud's all the same; `agent` and `services` of an instance are not. */
const CLOUD: Record<string, string> = {
  servers: 'Servers', resources: 'Resources', users: 'Users', zones: 'Zones', securityGroups: 'SecurityGroups', permissions: 'Permissions',
}
/** Status of a part, under the name that the cloud's own lists give it. */
const PART_STATUS: Record<string, string> = { Servers: 'Status', Zones: 'ZoneStatus', SecurityGroups: 'SecurityGroupStatus' }

function listed(record: Owned & { status?: string; Status?: string }, kind: string): Listed {
  const { id, tags, status = record.Status, ...rest } = record
  const found: Listed = { id, ...(status === undefined ? {} : { status }), tags, [`${kind}Id`]: id }
  if (record.status !== undefined) found[`${kind}Status`] = record.status
  return Object.assign(found, spelled(rest))
}

function spelled(record: object): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(record)) {
    if (HIDDEN.has(key)) continue
    const name = CLOUD[key] ?? key
    const partStatus = PART_STATUS[name]
    found[name] = partStatus !== undefined && Array.isArray(value) ? value.map((part: object) => partOf(part, partStatus)) : value
  }
  return found
}

function partOf(part: object & { status?: string }, statusName: string): Record<string, unknown> {
  const { status, ...rest } = part
  return { ...spelled(rest), [statusName]: status }
}

function connectionOf(endpoint: Endpoint): Listed {
  const { status, ...connection } = endpoint.connection
  return {
    id: endpoint.id, status, tags: {}, EndpointId: endpoint.id, ServiceId: endpoint.ServiceId, ConnectionStatus: status,
    EndpointOwnerId: endpoint.account, EndpointVpcId: endpoint.VpcId, ...spelled(connection),
    Zones: endpoint.zones.map((zone) => partOf(zone, 'ZoneStatus')),
  }
}
