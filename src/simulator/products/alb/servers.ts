import { belief } from '../../beliefs.ts'
import type { Call } from '../../action.ts'
import type { Server, ServerGroup } from '../../model.ts'
import { inCidr, parseIp } from '../../network/cidr.ts'
import { entry } from '../shared/records.ts'
import {
  between, description, flag, idempotence, listOf, must, oneOf, struct, text, writing, type Read,
} from '../shared/table.ts'
import { balancersOf, groupOf } from './find.ts'
import { startJob } from './jobs.ts'
import { editionOf } from './load-balancer-views.ts'
import { refuse } from './refusals.ts'
import { configureGroup, mustBeAvailable, serverPath } from './status.ts'

/** Documented defaults. */
const GROUP_QUOTA = 1000
const BALANCER_QUOTA = { Basic: 200, other: 1000 }

const identity = {
  Port: between(1, 65535), ServerId: must(text), ServerIp: text, ServerType: must(oneOf('Ecs', 'Eni', 'Eci', 'Ip', 'Fc')),
} as const
const added = { ...identity, Description: description, Weight: between(0, 100) } as const

type Added = Read<typeof added> & { RemoteIpEnabled?: boolean | undefined }
type Named = Read<typeof identity>

/** Alb AddServersToServerGroup: 200 servers a call at most. */
export const addServersToServerGroup = writing({
  ...idempotence, ServerGroupId: must(text), Servers: must(listOf(struct({ ...added, RemoteIpEnabled: flag }), 200)),
}, (call) => {
  const group = groupOf(call, call.params.ServerGroupId)
  const servers = checkAdded(call, group, call.params.Servers)
  mustBeAvailable(group)
  checkQuotas(call, group, servers.length)
  return changed(call, group, () => add(call, group, servers))
})

/** Alb RemoveServersFromServerGroup. */
export const removeServersFromServerGroup = writing({
  ...idempotence, ServerGroupId: must(text), Servers: must(listOf(struct(identity), 200)),
}, (call) => {
  const group = groupOf(call, call.params.ServerGroupId)
  const servers = call.params.Servers.map((one) => member(group, one))
  mustBeAvailable(group)
  for (const server of servers) if (server.status !== 'Available') refuse('ResourceInConfiguring.BackendServer', server.ServerId)
  return changed(call, group, () => move(call, group, servers, 'Removing'))
})

/** Alb ReplaceServersInServerGroup: some out, others in, in one call. */
export const replaceServersInServerGroup = writing({
  AddedServers: must(listOf(struct(added), 200)), ...idempotence, RemovedServers: must(listOf(struct(identity), 200)),
  ServerGroupId: must(text),
}, (call) => {
  const group = groupOf(call, call.params.ServerGroupId)
  const leaving = call.params.RemovedServers.map((one) => member(group, one))
  const servers = checkAdded(call, group, call.params.AddedServers)
  mustBeAvailable(group)
  for (const server of leaving) if (server.status !== 'Available') refuse('ResourceInConfiguring.BackendServer', server.ServerId)
  checkQuotas(call, group, servers.length - leaving.length)
  return changed(call, group, () => {
    move(call, group, leaving, 'Removing')
    add(call, group, servers)
  })
})

/** Alb UpdateServerGroupServersAttribute: weight and description, of 40 servers a call at most. */
export const updateServerGroupServersAttribute = writing({
  ...idempotence, ServerGroupId: must(text), Servers: must(listOf(struct(added), 40)),
}, (call) => {
  const group = groupOf(call, call.params.ServerGroupId)
  const found = call.params.Servers.map((one) => ({ one, server: member(group, one) }))
  mustBeAvailable(group)
  return changed(call, group, () => {
    for (const { one, server } of found) {
      if (one.Weight !== undefined) server.Weight = one.Weight
      if (one.Description !== undefined) server.Description = one.Description
    }
    move(call, group, found.map(({ server }) => server), 'Configuring')
  })
})

/** The job, the change, and the group in Configuring, in the order in which time is to find them. */
function changed(call: Call<unknown>, group: ServerGroup, change: () => void): object {
  const JobId = startJob(call, 'Update', 'servergroup', group.id)
  change()
  configureGroup(call, group)
  return { JobId }
}

function move(call: Call<unknown>, group: ServerGroup, servers: readonly Server[], status: string): void {
  for (const server of servers) call.move({ kind: 'server', path: serverPath(group, server) }, status)
}

function add(call: Call<unknown>, group: ServerGroup, servers: readonly Server[]): void {
  group.servers.push(...servers)
  move(call, group, servers, 'Adding')
}

/** The servers as the group will hold them. @throws Refusal for what cannot be added */
function checkAdded(call: Call<unknown>, group: ServerGroup, wanted: readonly Added[]): Server[] {
  const keys = new Set<string>()
  return wanted.map((one) => {
    const Port = one.Port ?? refuse('MissingParam.Port')
    const ServerIp = addressOf(call, group, one)
    const key = [one.ServerId, ServerIp, Port].join(' ')
    if (keys.has(key)) refuse('DuplicatedParam.BackendServer', 'BackendServer')
    keys.add(key)
    if (group.servers.some((server) => [server.ServerId, server.ServerIp, server.Port].join(' ') === key)) {
      refuse('Conflict.BackendServer', one.ServerId, 'BackendServer')
    }
    return {
      ServerId: one.ServerId, ServerType: one.ServerType, ServerIp, Port,
      Weight: one.Weight ?? Number(belief(call.world, 'server-weight-default')),
      Description: one.Description ?? '', RemoteIpEnabled: one.RemoteIpEnabled ?? false, status: 'Adding', since: call.now,
    }
  })
}

/** A server's address: an instance's own one, since secondary addresses are not simulated. @throws Refusal */
function addressOf(call: Call<unknown>, group: ServerGroup, one: Added): string {
  const fits = group.ServerGroupType === 'Ip' ? ['Ip'] : ['Ecs', 'Eni', 'Eci']
  if (!fits.includes(one.ServerType)) refuse('Mismatch.ServerType', 'ServerType', group.id, one.ServerId)
  switch (one.ServerType) {
    case 'Ip': {
      const block = entry(call.world.vpcs, group.VpcId)?.CidrBlock ?? ''
      if (parseIp(one.ServerId) === undefined) refuse('IllegalParam.ServerId')
      if (one.ServerIp !== undefined && one.ServerIp !== one.ServerId) refuse('IllegalParam.ServerIp')
      if (!one.RemoteIpEnabled && !inCidr(one.ServerId, block)) refuse('IllegalParam.ServerId')
      return one.ServerId
    }
    case 'Ecs': {
      const instance = entry(call.world.instances, one.ServerId)
      if (!instance || instance.account !== call.account.id || instance.region !== call.region) {
        return refuse('ResourceNotFound.Ecs', one.ServerId)
      }
      if (instance.VpcId !== group.VpcId) refuse('Mismatch.VpcId', 'VpcId', group.id, one.ServerId)
      if (one.ServerIp !== undefined && one.ServerIp !== instance.PrivateIpAddress) refuse('IllegalParam.ServerIp')
      return instance.PrivateIpAddress
    }
    // The world holds neither of these.
    case 'Eni': return refuse('ResourceNotFound.Eni', one.ServerId)
    default: return refuse('ResourceNotFound.Eci', one.ServerId)
  }
}

function checkQuotas(call: Call<unknown>, group: ServerGroup, more: number): void {
  const count = group.servers.length
  if (count + more > GROUP_QUOTA) refuse('ResourceQuotaExceeded.ServerAddedNum', 'ServerAddedNum', group.id, count, GROUP_QUOTA)
  for (const balancer of balancersOf(call, group)) {
    const limit = serversLimit(editionOf(balancer, call.now))
    if (count + more > limit) {
      refuse('ResourceQuotaExceeded.LoadBalancerServersNum', 'LoadBalancerServersNum', balancer.id, count, limit)
    }
  }
}

/** How many servers a load balancer of an edition may have behind it. */
export function serversLimit(edition: string): number {
  return edition === 'Basic' ? BALANCER_QUOTA.Basic : BALANCER_QUOTA.other
}

/** A member is known by its type, ID, address (where given) and port. @throws Refusal for one that is not there */
function member(group: ServerGroup, one: Named): Server {
  return group.servers.find((server) => server.ServerId === one.ServerId && server.ServerType === one.ServerType
    && (one.Port === undefined || server.Port === one.Port) && (one.ServerIp === undefined || server.ServerIp === one.ServerIp))
    ?? refuse('ResourceNotFound.BackendServer', one.ServerId)
}
