import { belief } from '../../beliefs.ts'
import type { Lifecycle } from '../../action.ts'
import type { Endpoint, EndpointZone, World } from '../../model.ts'
import { having, take } from '../../records.ts'
import { ARROWS, PAUSES, pauseEnds } from '../durations.ts'
import { giveBack } from '../shared/addresses.ts'
import { entry } from '../shared/records.ts'
import { lockAfterDetach } from './resources.ts'

type Move = Parameters<NonNullable<Lifecycle['entered']>>[4]

const endpointService: Lifecycle = {
  kind: 'endpointService',
  arrows: ARROWS.endpointService,
  find: (world, [id]) => entry(world.endpointServices, id),
  entered(world, [id = ''], status, at, move) {
    const service = world.endpointServices[id]
    if (!service) return
    if (status === 'Active') delete service.cause
    if (status !== 'Gone') return
    take(world, 'endpointServices', id)
    for (const resource of service.resources) lockAfterDetach(world, resource.ResourceId, at)
    for (const endpoint of having(world, 'endpoints', 'ServiceId', id)) cutOff(endpoint, at, move)
  },
}

/** What is left of an endpoint whose service is gone (documented state). */
function cutOff(endpoint: Endpoint, at: number, move: Move): void {
  endpoint.connection.modifiedAt = at
  delete endpoint.connection.pathAt
  move({ kind: 'connection', path: [endpoint.id] }, 'ServiceDeleted')
  for (const zone of endpoint.zones) {
    delete zone.ResourceId
    if (zone.status !== 'Creating' && zone.status !== 'Deleting') {
      move({ kind: 'endpointZone', path: [endpoint.id, zone.ZoneId] }, 'Disconnected')
    }
  }
}

const endpoint: Lifecycle = {
  kind: 'endpoint',
  arrows: ARROWS.endpoint,
  find: (world, [id]) => entry(world.endpoints, id),
  entered(world, [id = ''], status, at, move) {
    const found = world.endpoints[id]
    if (!found) return
    if (status === 'Active') {
      const first = found.cause === 'CreateVpcEndpoint'
      delete found.cause
      // A service with automatic acceptance connects a new endpoint by itself.
      if (first && world.endpointServices[found.ServiceId]?.AutoAcceptEnabled) connect(world, found, at, move)
    }
    if (status !== 'Gone') return
    for (const zone of found.zones) giveBack(world, zone.VSwitchId, zone.EniIp, zone.EniId)
    take(world, 'endpoints', id)
  },
}

const endpointZone: Lifecycle = {
  kind: 'endpointZone',
  arrows: ARROWS.endpointZone,
  find: (world, [endpointId, zoneId]) => entry(world.endpoints, endpointId)?.zones.find((zone) => zone.ZoneId === zoneId),
  entered(world, path, status, _at, move) {
    const owner = world.endpoints[path[0] ?? '']
    const zone = owner?.zones.find((one) => one.ZoneId === path[1])
    if (!owner || !zone) return
    if (status === 'Gone') {
      giveBack(world, zone.VSwitchId, zone.EniIp, zone.EniId)
      owner.zones = owner.zones.filter((one) => one !== zone)
    } else if (status === 'Wait' && (owner.connection.status === 'Connected' || owner.connection.status === 'Connecting')) {
      // A zone that comes late to an accepted connection goes on by itself (Terraform takes both states for ready).
      connectZone(world, owner, zone, move)
    } else if (status === 'Disconnected') {
      delete zone.ResourceId
      // The belief is about a connection as a whole: a zone that was cut alone has to be told from one that is still to come.
      const cutAlone = owner.connection.status === 'Connected'
      if (!cutAlone && belief(world, 'zone-after-refusal') === 'Wait') move({ kind: 'endpointZone', path: [...path] }, 'Wait')
    }
  },
}

const endpointSecurityGroup: Lifecycle = {
  kind: 'endpointSecurityGroup',
  arrows: ARROWS.endpointSecurityGroup,
  find: (world, [endpointId, groupId]) => entry(world.endpoints, endpointId)?.securityGroups
    .find((one) => one.SecurityGroupId === groupId),
  entered(world, [endpointId = ''], status) {
    const owner = world.endpoints[endpointId]
    if (owner && status === 'Gone') owner.securityGroups = owner.securityGroups.filter((one) => one.status !== 'Gone')
  },
}

const connection: Lifecycle = {
  kind: 'connection',
  arrows: ARROWS.connection,
  find: (world, [endpointId]) => entry(world.endpoints, endpointId)?.connection,
  entered(world, [endpointId = ''], status, at) {
    const found = world.endpoints[endpointId]?.connection
    if (!found) return
    found.modifiedAt = at
    delete found.cause
    if (status === 'Connected') found.pathAt ??= pauseEnds(world, 'connection', at, PAUSES.pathUsable)
    else delete found.pathAt
  },
}

/** Begins to connect an endpoint: its connection, and each of its zones that is ready. */
export function connect(world: World, endpoint: Endpoint, at: number, move: Move): void {
  endpoint.connection.modifiedAt = at
  endpoint.connection.Bandwidth ||= 3072
  move({ kind: 'connection', path: [endpoint.id] }, 'Connecting')
  for (const zone of endpoint.zones) {
    if (zone.status === 'Wait' || zone.status === 'Disconnected') connectZone(world, endpoint, zone, move)
  }
}

/** Gives a zone its load balancer, if the service has one there, and lets it connect. */
export function connectZone(world: World, endpoint: Endpoint, zone: EndpointZone, move: Move): void {
  const resource = resourceFor(world, endpoint, zone)
  if (resource === undefined) return
  zone.ResourceId = resource
  move({ kind: 'endpointZone', path: [endpoint.id, zone.ZoneId] }, 'Connecting')
}

/** The load balancer that serves a zone: the one chosen by hand, else the service's first there that is given out by itself. */
export function resourceFor(world: World, endpoint: Endpoint, zone: Pick<EndpointZone, 'ZoneId' | 'chosen'>): string | undefined {
  const there = world.endpointServices[endpoint.ServiceId]?.resources.filter((resource) => resource.ZoneId === zone.ZoneId) ?? []
  const found = zone.chosen === undefined ? there.find((resource) => resource.AutoAllocatedEnabled !== false)
    : there.find((resource) => resource.ResourceId === zone.chosen)
  return found?.ResourceId
}

/** How the records of Privatelink go on by themselves. */
export const privatelinkLifecycles: readonly Lifecycle[] = [
  endpointService, endpoint, endpointZone, endpointSecurityGroup, connection,
]
