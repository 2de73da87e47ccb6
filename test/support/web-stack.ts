import type { Cloud, CloudHooks } from '../../src/cloud/cloud.ts'
import { parseConfig } from '../../src/config/config.ts'
import type { RunEvent } from '../../src/core/events.ts'
import { memoryJournal } from '../../src/core/journal.ts'
import type { RunContext } from '../../src/run/run-context.ts'
import { virtualClock } from './clock.ts'

const ZONES = ['cn-hangzhou-h', 'cn-hangzhou-i'] as const
const TAGS = [{ key: 'managed-by', value: 'alb-privatelink' }, { key: 'alb-privatelink/stack', value: 'web' }]

export const ID = {
  alb: 'alb-0a1b2c3d4e5f6g7h8i', group: 'sgp-0a1b2c3d4e5f6g7h8i', listener: 'lsn-0a1b2c3d4e5f6g7h8i',
  service: 'epsrv-bp10a1b2c3d4e5f6g7h8i', endpoint: 'ep-bp10a1b2c3d4e5f6g7h8i', servers: ['i-bp10a1b2c3d4e5f6g7h8', 'i-bp10a1b2c3d4e5f6g7h9'],
} as const

/** What the dates of the cloud below go by. */
export const CLOUD_NOW = Date.parse('2026-03-01T12:00:00Z')

/** What a cloud that holds the finished stack answers, by action; a test changes what it wants. */
export function finishedStack(): Record<string, any> {
  const service = { serviceId: ID.service, serviceName: `com.aliyuncs.privatelink.cn-hangzhou.${ID.service}`, serviceStatus: 'Active', createTime: '2026-03-01T11:58:00Z', serviceResourceType: 'alb', tags: TAGS }
  const endpoint = { endpointId: ID.endpoint, endpointStatus: 'Active', endpointBusinessStatus: 'Normal', connectionStatus: 'Connected', endpointDomain: `${ID.endpoint}.test`, serviceId: ID.service, vpcId: 'vpc-1', createTime: '2026-03-01T11:59:00Z', tags: [...TAGS, { key: 'alb-privatelink/consumer', value: 'default' }] }
  const zone = (status: string) => (zoneId: string, n: number) => ({ zoneId, vSwitchId: `vsw-${n + 1}`, zoneDomain: `${ID.endpoint}-${zoneId}.test`, eniIp: `10.${n}.0.5`, eniId: `eni-${n}`, zoneStatus: status, resourceId: ID.alb })
  return {
    ListLoadBalancers: { loadBalancers: [{ loadBalancerId: ID.alb, tags: TAGS }] },
    GetLoadBalancerAttribute: {
      loadBalancerStatus: 'Active', createTime: '2026-02-27T08:00:00Z', tags: TAGS, vpcId: 'vpc-2', loadBalancerEdition: 'Basic', addressType: 'Intranet',
      zoneMappings: ZONES.map((zoneId, n) => ({ zoneId, vSwitchId: `vsw-${n + 3}`, loadBalancerAddresses: [{ intranetAddress: `172.16.${n}.9` }] })),
    },
    ListServerGroups: { serverGroups: [{ serverGroupId: ID.group, serverGroupStatus: 'Available', createTime: '2026-03-01T06:30:00Z', tags: TAGS }] },
    ListServerGroupServers: { servers: ID.servers.map((serverId) => ({ serverId, port: 80, weight: 100, status: 'Available' })) },
    ListListeners: { listeners: [{ listenerId: ID.listener, listenerStatus: 'Running', loadBalancerId: ID.alb, listenerProtocol: 'HTTP', listenerPort: 80, tags: TAGS, defaultActions: [{ forwardGroupConfig: { serverGroupTuples: [{ serverGroupId: ID.group }] } }] }] },
    ListAsynJobs: { jobs: [] },
    GetListenerHealthStatus: { listenerHealthStatus: [{ serverGroupInfos: [{ serverGroupId: ID.group, healthCheckEnabled: 'on', nonNormalServers: [] }] }] },
    ListVpcEndpointServices: { services: [service] },
    ListVpcEndpointServiceResources: { resources: ZONES.map((zoneId) => ({ resourceId: ID.alb, resourceType: 'alb', zoneId })) },
    ListVpcEndpoints: { endpoints: [endpoint] },
    ListVpcEndpointZones: { zones: ZONES.map(zone('Connected')) },
    ListVpcEndpointSecurityGroups: { securityGroups: [{ securityGroupId: 'sg-1' }] },
    ListVpcEndpointConnections: { connections: [{ endpointId: ID.endpoint, connectionStatus: 'Connected', modifiedTime: '2026-03-01T11:59:30Z', zones: ZONES.map(zone('Connected')) }] },
  }
}

/** A cloud without anything of the stack. */
export const emptyCloud = (): Record<string, any> => ({
  ListLoadBalancers: { loadBalancers: [] }, ListServerGroups: { serverGroups: [] }, ListListeners: { listeners: [] }, ListVpcEndpointServices: { services: [] }, ListVpcEndpoints: { endpoints: [] },
})

/**
 * A run on a cloud of answers. Calls that are under way together are answered together, so that the rounds can be counted.
 * @param answer gives the answer's body for an action
 * @param skewMs told with each answer: how much the cloud's dates are ahead
 */
export function runOn(answer: (action: string) => unknown, skewMs?: number) {
  const clock = virtualClock()
  const events: RunEvent[] = []
  const calls: string[] = []
  const rounds: string[][] = []
  let open: (() => void)[] = []
  const cloudWith = (hooks: CloudHooks): Cloud => {
    const call = async (action: string): Promise<unknown> => {
      calls.push(action)
      if (open.length === 0) {
        const round: string[] = []
        rounds.push(round)
        setImmediate(() => {
          const answered = open
          open = []
          for (const go of answered) go()
        })
      }
      rounds.at(-1)!.push(action)
      await new Promise<void>((resolve) => void open.push(resolve))
      hooks.onAnswer?.('Alb', { ms: 1, ...(skewMs === undefined ? {} : { skewMs }) })
      const body = answer(action)
      if (body instanceof Error) throw body
      return body
    }
    const cloud = { alb: call, privatelink: call, region: 'cn-hangzhou', withHooks: (more: CloudHooks) => cloudWith({ ...hooks, ...more }) }
    return cloud as unknown as Cloud
  }
  const cloud = cloudWith({})
  const { config } = parseConfig({
    stack: 'web', region: 'cn-hangzhou', provider: { vpcId: 'vpc-2' },
    loadBalancer: { zones: ZONES.map((zoneId, n) => ({ zoneId, vSwitchId: `vsw-${n + 3}` })) },
    serverGroup: { servers: ID.servers.map((instanceId) => ({ instanceId, port: 80 })) }, listener: { protocol: 'HTTP', port: 80 },
    consumer: { vpcId: 'vpc-1', securityGroupIds: ['sg-1'], zones: ZONES.map((zoneId, n) => ({ zoneId, vSwitchId: `vsw-${n + 1}` })), test: { from: [{ instanceId: 'i-c1' }] } },
  })
  const abort = new AbortController()
  const run: RunContext = { config: config!, provider: cloud, consumer: cloud, clock, signal: abort.signal, emit: (event) => events.push(event), force: false, got: {}, journal: memoryJournal() }
  return { run, clock, events, calls, rounds, abort }
}
