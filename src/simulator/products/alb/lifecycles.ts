import type { Lifecycle } from '../../action.ts'
import type { Job, World } from '../../model.ts'
import { ARROWS, PAUSES, pauseEnds } from '../durations.ts'
import { having, take } from '../../records.ts'
import { entry } from '../shared/records.ts'
import { closeZone } from './zones.ts'

type Move = Parameters<NonNullable<Lifecycle['entered']>>[4]

const loadBalancer: Lifecycle = {
  kind: 'loadBalancer',
  arrows: ARROWS.loadBalancer,
  find: (world, [id]) => entry(world.loadBalancers, id),
  entered(world, [id = ''], status, at) {
    const balancer = world.loadBalancers[id]
    if (!balancer) return
    if (status === 'Active') balancer.businessReadyAt ??= pauseEnds(world, 'loadBalancer', at, PAUSES.businessReady)
    if (status !== 'Gone') return
    for (const zone of balancer.ZoneMappings) closeZone(world, zone)
    take(world, 'loadBalancers', id)
    for (const listener of having(world, 'listeners', 'LoadBalancerId', id).slice()) take(world, 'listeners', listener.id)
  },
}

const serverGroup: Lifecycle = {
  kind: 'serverGroup',
  arrows: ARROWS.serverGroup,
  find: (world, [id]) => entry(world.serverGroups, id),
  entered(world, [id = ''], status) {
    if (status === 'Gone') take(world, 'serverGroups', id)
  },
}

const server: Lifecycle = {
  kind: 'server',
  arrows: ARROWS.server,
  find: (world, [groupId, ServerId, ServerIp, port]) => entry(world.serverGroups, groupId)?.servers
    .find((one) => one.ServerId === ServerId && one.ServerIp === ServerIp && String(one.Port) === port),
  entered(world, [groupId = ''], status) {
    const group = world.serverGroups[groupId]
    if (group && status === 'Gone') group.servers = group.servers.filter((one) => one.status !== 'Gone')
  },
}

const listener: Lifecycle = {
  kind: 'listener',
  arrows: ARROWS.listener,
  find: (world, [id]) => entry(world.listeners, id),
  entered(world, path, status, _at, move) {
    const found = world.listeners[path[0] ?? '']
    if (!found) return
    if (status === 'Gone') take(world, 'listeners', found.id)
    else if (status === 'Running' && found.wanted === 'Stopped') move({ kind: 'listener', path: [...path] }, 'Stopped')
  },
}

const job: Lifecycle = {
  kind: 'job',
  arrows: ARROWS.job,
  find: (world, [id]) => entry(world.jobs, id),
  entered(world, [id = ''], status, at, move) {
    const found = world.jobs[id]
    if (!found) return
    found.modifiedAt = at
    if (status === 'Failed') fail(world, found, move)
  },
}

/** A failed job left its work undone: what was to be created is not there, what was to be deleted still is. */
function fail(world: World, job: Job, move: Move): void {
  job.ErrorCode = '506'
  job.ErrorMessage = `${job.ApiName} Failed`
  const kind = job.ResourceType === 'listener' ? 'listener' : job.ResourceType === 'servergroup' ? 'serverGroup' : 'loadBalancer'
  if (job.OperateType === 'Create') {
    if (kind === 'listener') take(world, 'listeners', job.ResourceId)
    if (kind === 'serverGroup') take(world, 'serverGroups', job.ResourceId)
  } else if (job.OperateType === 'Delete') {
    move({ kind, path: [job.ResourceId] }, kind === 'listener' ? 'Running' : kind === 'serverGroup' ? 'Available' : 'Active')
  }
}

/** How the records of Alb go on by themselves. */
export const albLifecycles: readonly Lifecycle[] = [loadBalancer, serverGroup, server, listener, job]
