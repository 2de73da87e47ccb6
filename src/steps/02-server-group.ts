import type { Cloud } from '../cloud/cloud.ts'
import { isCloudError } from '../cloud/error.ts'
import { allPages, idOf, listOf } from '../cloud/pages.ts'
import { given } from '../core/given.ts'
import { differences } from './differences.ts'
import { ownershipTags, tagObject, wantedTags } from './ownership.ts'
import { groupRequest, settingDifferences, settingsOf } from './server-group-settings.ts'
import { moveAlb, tagAlb } from './tagging.ts'
import { replacement, update, type Look, type Step, type StepContext } from './step.ts'

export interface ServerSeen { serverId: string; port: number; weight: number; status: string }

export interface ServerGroupSeen {
  id: string
  status: string
  tags: Record<string, string>
  servers: ServerSeen[]
  usedBy: string[]
  /** Of the group itself, by the config's names; undefined where the cloud does not tell. */
  settings: Record<string, unknown>
  createdAt?: string
}

type Listed = NonNullable<Awaited<ReturnType<typeof listGroups>>['serverGroups']>[number]
const listGroups = (cloud: Cloud, serverGroupIds: string[]) => cloud.alb('ListServerGroups', { serverGroupIds })

/** AddServersToServerGroup takes so many servers at a time. */
const CHUNK = 200

const key = (server: { serverId: string; port: number }): string => `${server.serverId}:${server.port}`

/** The servers of the config that are not members yet. */
function missingServers({ config }: StepContext, seen: ServerGroupSeen): { serverId: string; port: number; weight: number }[] {
  const members = new Set(seen.servers.map(key))
  return config.serverGroup.servers
    .map(({ instanceId, port, weight }) => ({ serverId: instanceId, port, weight }))
    .filter((server) => !members.has(key(server)))
}

/** UpdateServerGroupServersAttribute takes so many servers at a time. */
const WEIGHTS = 40

/** Weights go up before others go down: the calls are cut into parts, and after each of them some server takes traffic. */
function weightsToChange({ config }: StepContext, seen: ServerGroupSeen): { server: { serverId: string; port: number; weight: number }; from: number }[] {
  const members = new Map(seen.servers.map((server) => [key(server), server.weight]))
  const changed = config.serverGroup.servers.flatMap(({ instanceId, port, weight }) => {
    const server = { serverId: instanceId, port, weight }
    const from = members.get(key(server))
    return from === undefined || from === weight ? [] : [{ server, from }]
  })
  return changed.sort((a, b) => b.server.weight - a.server.weight)
}

/** Members that the config does not name, other than those that are leaving already. */
function extraServers({ config }: StepContext, seen: ServerGroupSeen): ServerSeen[] {
  const wanted = new Set(config.serverGroup.servers.map(({ instanceId, port }) => key({ serverId: instanceId, port })))
  return seen.servers.filter((server) => !wanted.has(key(server)) && server.status !== 'Removing')
}

/** Step 2: a server group with the ECS instances that serve. */
export const serverGroup: Step<ServerGroupSeen> = {
  id: 'server-group',
  side: 'provider',
  budgetMs: 5 * 60_000,

  async locate({ cloud, config }) {
    const found = await allPages(async (nextToken) => {
      const page = await cloud.alb('ListServerGroups', { tag: ownershipTags(config.stack), maxResults: 100, nextToken })
      return { items: listOf(page.serverGroups, 'ServerGroups'), nextToken: page.nextToken }
    })
    return found.map((item) => ({ id: item.serverGroupId!, tags: tagObject(item.tags), shown: item }))
  },

  async read({ cloud }, id, _got, { shown, made, leaving, previous }: Look<ServerGroupSeen> = {}) {
    // A new one has no members before it was given any; one that goes takes them along.
    const empty = leaving === true || (made === true && previous === undefined)
    const members = empty ? [] : allPages(async (nextToken) => {
      const page = await cloud.alb('ListServerGroupServers', { serverGroupId: id, maxResults: 100, nextToken })
      return { items: listOf(page.servers, 'Servers'), nextToken: page.nextToken }
    }).catch((error: unknown) => {
      if (isCloudError(error, 'absent')) return []
      throw error
    })
    const [{ serverGroups }, servers] = await Promise.all([shown === undefined ? listGroups(cloud, [id]) : { serverGroups: [shown as Listed] }, members])
    const group = listOf(serverGroups, 'ServerGroups').find((item) => item.serverGroupId === id)
    if (group === undefined) return undefined
    return {
      id,
      status: group.serverGroupStatus ?? 'unknown',
      tags: tagObject(group.tags),
      servers: servers.map((server) => ({ serverId: server.serverId ?? '', port: server.port ?? 0, weight: server.weight ?? 0, status: server.status ?? 'unknown' })),
      usedBy: group.relatedLoadBalancerIds ?? [],
      settings: settingsOf(group),
      ...given({ createdAt: group.createTime }),
    }
  },

  state(seen) {
    const moving = seen.servers.filter((server) => server.status !== 'Available')
    return seen.status === 'Available' && moving.length > 0 ? `${moving[0]!.status} ${moving.length} of ${seen.servers.length} servers` : seen.status
  },
  times: ({ createdAt }) => given({ createdAt }),
  tagsOf: (seen) => seen.tags,

  changes(ctx, seen) {
    const { config } = ctx
    const { serverGroup: want } = config
    const { settings } = seen
    const missing = missingServers(ctx, seen)
    const weighed = weightsToChange(ctx, seen)
    const extra = extraServers(ctx, seen)
    return [
      ...replacement(differences({ 'serverGroup.protocol': [want.protocol, settings['protocol']], 'provider.vpcId': [config.provider.vpcId, settings['vpcId']] })),
      ...update('UpdateServerGroupAttribute', settingDifferences(ctx, settings)),
      ...update('MoveResourceGroup', differences({ resourceGroupId: [want.resourceGroupId ?? config.resourceGroupId, settings['resourceGroupId']] })),
      // Servers come before others go, so that the group is never empty.
      ...(missing.length === 0 ? [] : [{ kind: 'add', action: 'AddServersToServerGroup', what: missing.slice(0, CHUNK).map(key).join(' '), differences: missing.map((server) => ({ field: `serverGroup.servers ${key(server)}`, from: 'none', to: server.weight })) } as const]),
      ...update('UpdateServerGroupServersAttribute', weighed.map(({ server, from }) => ({ field: `serverGroup.servers ${key(server)} weight`, from, to: server.weight }))),
      ...update('RemoveServersFromServerGroup', extra.map((server) => ({ field: `serverGroup.servers ${key(server)}`, from: server.weight, to: 'none' }))),
    ]
  },

  removals: (_ctx, seen) => [{ kind: 'remove', action: 'DeleteServerGroup', what: seen.id }],
  removable: (seen) => seen.status === 'Available',

  verdict(ctx, seen) {
    if (seen.status !== 'Available') return { is: 'waiting' }
    if (seen.servers.some((server) => server.status !== 'Available')) return { is: 'waiting' }
    return missingServers(ctx, seen).length > 0 ? { is: 'settled' } : { is: 'ready', got: { serverGroupId: seen.id } }
  },

  create: {
    action: 'CreateServerGroup',
    request: ({ config }) => ({
      ...groupRequest(config.serverGroup, new Set(['name', 'scheduler', 'crossZone', 'healthCheck', 'stickySession'])),
      serverGroupType: 'Instance',
      protocol: config.serverGroup.protocol,
      vpcId: config.provider.vpcId,
      resourceGroupId: config.serverGroup.resourceGroupId ?? config.resourceGroupId,
      tag: wantedTags(config),
    }),
    send: async (cloud, request, clientToken) => idOf((await cloud.alb('CreateServerGroup', { ...request, clientToken })).serverGroupId),
  },

  async write(ctx, change, id, seen, _got, clientToken) {
    const { cloud, config } = ctx
    switch (change.action) {
      case 'AddServersToServerGroup':
        await cloud.alb('AddServersToServerGroup', {
          clientToken,
          serverGroupId: id,
          // A weight that is left out has been read as 0 by some versions of the API: no traffic.
          servers: missingServers(ctx, seen).slice(0, CHUNK).map((server) => ({ ...server, serverType: 'Ecs' })),
        })
        return
      case 'UpdateServerGroupServersAttribute':
        await cloud.alb('UpdateServerGroupServersAttribute', { clientToken, serverGroupId: id, servers: weightsToChange(ctx, seen).slice(0, WEIGHTS).map(({ server }) => ({ ...server, serverType: 'Ecs' })) })
        return
      case 'RemoveServersFromServerGroup':
        await cloud.alb('RemoveServersFromServerGroup', { clientToken, serverGroupId: id, servers: extraServers(ctx, seen).slice(0, CHUNK).map(({ serverId, port }) => ({ serverId, port, serverType: 'Ecs' })) })
        return
      case 'UpdateServerGroupAttribute':
        await cloud.alb('UpdateServerGroupAttribute', { clientToken, serverGroupId: id, ...groupRequest(config.serverGroup, new Set(change.differences?.map(({ field }) => field.split('.')[1]!))) })
        return
      case 'MoveResourceGroup':
        return moveAlb(cloud, 'servergroup', id, config.serverGroup.resourceGroupId ?? config.resourceGroupId)
      case 'TagResources':
        return tagAlb(cloud, 'servergroup', id, wantedTags(config))
      default:
        await cloud.alb('DeleteServerGroup', { serverGroupId: id, clientToken })
    }
  },
}
