import type { ListServerGroupServersResponseBodyServers, ListServerGroupsResponseBodyServerGroups } from '@alicloud/alb20200616'
import type { Call } from '../../action.ts'
import type { Server, ServerGroup } from '../../model.ts'
import { pageOf } from '../shared/paging.ts'
import { entry, given, iso, mine, only, shown, sift, within } from '../shared/records.ts'
import { between, listOf, oneOf, reading, text } from '../shared/table.ts'
import { hasTags, tagList, tagPairs } from '../shared/tags.ts'
import { balancersOf, groupOf } from './find.ts'
import { lookAtGroup } from './status.ts'
import type { Wire } from './wire.ts'

/** Alb ListServerGroups: the only reading of a group, by ID too; it lags a create. */
export const listServerGroups = reading({
  MaxResults: between(1, 100), NextToken: text, ResourceGroupId: text, ServerGroupIds: listOf(text, 20),
  ServerGroupNames: listOf(text, 10),
  ServerGroupType: oneOf('Instance', 'Ip', 'Fc'), Tag: tagList(64), VpcId: text,
}, (call) => {
  const want = call.params
  const named = mine(call, 'serverGroups', {
    id: want.ServerGroupIds, ServerGroupName: want.ServerGroupNames, Tag: want.Tag, VpcId: want.VpcId,
  })
  const found = sift(named, shown(call, 'serverGroup'), only(want.ResourceGroupId, (group) => group.ResourceGroupId),
    only(want.ServerGroupType, (group) => group.ServerGroupType))
  const page = pageOf(call, found, want, 20, (group) => group.id)
  for (const group of page.entries) lookAtGroup(call, group)
  return given({
    MaxResults: page.MaxResults, NextToken: page.NextToken, ServerGroups: page.entries.map((group) => showGroup(call, group)),
    TotalCount: page.TotalCount,
  })
})

/** Alb ListServerGroupServers. Without a group the servers of all groups (assumed); Status is membership, not health. */
export const listServerGroupServers = reading({
  MaxResults: between(1, 100), NextToken: text, ServerGroupId: text, ServerIds: listOf(text, 20), Tag: tagList(64),
}, (call) => {
  const { ServerGroupId, ServerIds, Tag } = call.params
  const groups = ServerGroupId === undefined ? mine(call, 'serverGroups', { Tag })
    : entry(call.world.serverGroups, ServerGroupId) ? [groupOf(call, ServerGroupId)].filter((group) => hasTags(group, Tag)) : []
  const found = groups.flatMap((group) => group.servers
    .filter((server) => within(ServerIds, server.ServerId)).map((server) => ({ group, server })))
  const page = pageOf(call, found, call.params, 20, ({ group, server }) =>
    [group.id, server.ServerId, server.ServerIp, server.Port].join(' '))
  for (const group of new Set(page.entries.map((one) => one.group))) lookAtGroup(call, group)
  return given({
    MaxResults: page.MaxResults, NextToken: page.NextToken,
    Servers: page.entries.map(({ group, server }) => showServer(group, server)),
    TotalCount: page.TotalCount,
  })
})

function showGroup(call: Call<unknown>, group: ServerGroup): Wire<ListServerGroupsResponseBodyServerGroups> {
  return given({
    ConfigManagedEnabled: false, ConnectionDrainConfig: group.ConnectionDrainConfig, CreateTime: iso(group.createdAt),
    CrossZoneEnabled: group.CrossZoneEnabled, HealthCheckConfig: group.HealthCheckConfig, Ipv6Enabled: group.Ipv6Enabled,
    // gRPC at creation, GRPC in answers (documented).
    Protocol: group.Protocol === 'gRPC' ? 'GRPC' : group.Protocol,
    RelatedLoadBalancerIds: balancersOf(call, group).map((balancer) => balancer.id), ResourceGroupId: group.ResourceGroupId,
    Scheduler: group.Scheduler, ServerCount: group.servers.length, ServerGroupId: group.id,
    ServerGroupName: group.ServerGroupName,
    ServerGroupStatus: group.status, ServerGroupType: group.ServerGroupType,
    ServiceName: group.ServiceName === '' ? undefined : group.ServiceName, SlowStartConfig: group.SlowStartConfig,
    StickySessionConfig: group.StickySessionConfig, Tags: tagPairs(group.tags), UchConfig: group.UchConfig,
    UpstreamKeepaliveEnabled: group.UpstreamKeepaliveEnabled, VpcId: group.VpcId,
  })
}

function showServer(group: ServerGroup, server: Server): Wire<ListServerGroupServersResponseBodyServers> {
  return given({
    Description: server.Description === '' ? undefined : server.Description, Port: server.Port,
    RemoteIpEnabled: server.RemoteIpEnabled,
    ServerGroupId: group.id, ServerId: server.ServerId, ServerIp: server.ServerIp, ServerType: server.ServerType,
    Status: server.status,
    Weight: server.Weight,
  })
}
