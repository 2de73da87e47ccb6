import type { Call, Action } from '../../action.ts'
import { paceOf } from '../../clock.ts'
import type { Listener, Server, ServerGroup } from '../../model.ts'
import { probeHealth, type Health } from '../../network/health.ts'
import { entry, given } from '../shared/records.ts'
import { pageOf } from '../shared/paging.ts'
import { between, flag, must, text, type Read } from '../shared/table.ts'
import { groupIdsOf, listenerOf } from './find.ts'
import { lookAtListener } from './status.ts'

const parameters = { IncludeRule: flag, ListenerId: must(text), MaxResults: between(1, 30), NextToken: text } as const
type Params = Read<typeof parameters>

/**
 * Alb GetListenerHealthStatus: the servers that are not normal, with the reason where a check failed. It is found by real
 * requests to the backends. What is paged is not documented; here it is the servers, so that a client that does not page misses
 * some of more than 20.
 */
export const getListenerHealthStatus: Action<Params> = {
  mutating: false,
  parameters,
  async observe(call) {
    const listener = entry(call.world.listeners, call.params.ListenerId)
    return listener ? probeHealth(call.world, listener, call.network, call.now) : []
  },
  handler(call) {
    const listener = listenerOf(call, call.params.ListenerId)
    lookAtListener(call, listener)
    const probed = (call.observed ?? []) as Health[]
    const groups = groupIdsOf(listener).flatMap((id) => entry(call.world.serverGroups, id) ?? [])
    const abnormal = groups.flatMap((group) => group.servers.flatMap((server) => {
      const found = judge(call, listener, group, server, probed)
      return found ? [{ group, server, found }] : []
    }))
    const page = pageOf(call, abnormal, call.params, 20, ({ group, server }) =>
      [group.id, server.ServerId, server.ServerIp, server.Port].join(' '))
    return given({
      ListenerHealthStatus: [{
        // In lower case here alone (documented sample).
        ListenerId: listener.id, ListenerPort: listener.ListenerPort, ListenerProtocol: listener.ListenerProtocol.toLowerCase(),
        ServerGroupInfos: groups.map((group) => ({
          ActionType: 'ForwardGroup', HealthCheckEnabled: group.HealthCheckConfig.HealthCheckEnabled ? 'on' : 'off',
          ServerGroupId: group.id,
          NonNormalServers: page.entries.filter((one) => one.group === group).map(({ server, found }) => ({
            Port: server.Port, ServerId: server.ServerId, ServerIp: server.ServerIp, ...found,
          })),
        })),
      }],
      NextToken: page.NextToken, RuleHealthStatus: call.params.IncludeRule ? [] : undefined,
    })
  },
}

/** What is not normal about a server: checks off, no weight, too young to be judged, or failed. */
function judge(call: Call<unknown>, listener: Listener, group: ServerGroup, server: Server, probed: readonly Health[]) {
  const check = group.HealthCheckConfig
  if (!check.HealthCheckEnabled) return { Status: 'Unavailable' }
  if (server.Weight === 0) return { Status: 'Unused' }
  // Checks begin when the listener is up and the server is in; so many of them must pass before it counts as healthy
  // (documented).
  const waiting = server.status === 'Adding' || listener.status === 'Provisioning'
  const young = call.now - Math.max(startOf(listener), server.since) < check.HealthCheckInterval * check.HealthyThreshold * 1000
  if (waiting || (young && paceOf(call.world.clock, 'server').mode === 'scaled')) return { Status: 'Initial' }
  const found = probed.find((one) => one.ServerGroupId === group.id && one.ServerId === server.ServerId
    && one.Port === server.Port
    && one.ServerIp === server.ServerIp)
  return found?.healthy === false ? { Status: 'Unhealthy', ...(found.reason ? { Reason: found.reason } : {}) } : undefined
}

/** When the listener began to check: a later change does not start it anew. */
function startOf(listener: Listener): number {
  return listener.wanted === undefined ? listener.since : listener.createdAt
}
