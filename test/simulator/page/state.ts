import type { Balancer, Endpoint, Group, Instance, Listener, Service, State } from '../../../src/simulator/page/state.ts'

/** A state as the page gets it: a consumer's VPC and a provider's, and a way between them that is open. */
export function openState(): State {
  const instance = (id: string, VpcId: string, ZoneId: string, ports: number[] = []): Instance => ({
    id, status: 'Running', InstanceName: `box ${id}`, VpcId, ZoneId, PrivateIpAddress: `10.0.0.${id.length}`, services: ports.map((port) => ({ port })),
  })
  const vSwitch = (VpcId: string, ZoneId: string) => ({ id: `vsw-${VpcId}-${ZoneId}`, status: 'Available', VpcId, ZoneId, CidrBlock: `block of ${ZoneId}` })
  return {
    vpcs: [
      { id: 'use', status: 'Available', region: 'r', VpcName: 'consumer', CidrBlock: '10.0.0.0/8' },
      { id: 'serve', status: 'Available', region: 'r', VpcName: 'provider', CidrBlock: '192.168.0.0/16' },
    ],
    vSwitches: ['use', 'serve'].flatMap((vpc) => ['a', 'b', 'empty'].map((zone) => vSwitch(vpc, zone))),
    instances: [instance('c1', 'use', 'a'), instance('c2', 'use', 'b'), instance('s1', 'serve', 'a', [80]), instance('s2', 'serve', 'b', [80])],
    loadBalancers: [balancer('lb')],
    serverGroups: [{
      id: 'sgp', status: 'Available', ServerGroupName: 'group', VpcId: 'serve',
      Servers: ['s1', 's2'].map((ServerId) => ({ ServerId, ServerIp: '', Port: 80, Weight: 100, Status: 'Available' })),
    } satisfies Group],
    listeners: [listener('lsn', 'lb', 'sgp')],
    endpointServices: [service('srv', 'lb')],
    endpoints: [endpoint('ep', 'srv')],
    connections: [{ id: 'ep', status: 'Connected', EndpointId: 'ep', ServiceId: 'srv' }],
  }
}

export const balancer = (id: string): Balancer => ({
  id, status: 'Active', LoadBalancerName: `name of ${id}`, VpcId: 'serve',
  ZoneMappings: ['a', 'b'].map((ZoneId) => ({ ZoneId, LoadBalancerAddresses: [{ Address: `address ${ZoneId}` }] })),
})
export const listener = (id: string, LoadBalancerId: string, ServerGroupId: string): Listener => ({
  id, status: 'Running', LoadBalancerId, ListenerProtocol: 'HTTP', ListenerPort: 80, DefaultActions: [{ ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId }] } }],
})
export const service = (id: string, ResourceId?: string): Service => ({
  id, status: 'Active', Resources: ResourceId === undefined ? [] : ['a', 'b'].map((ZoneId) => ({ ResourceId, ZoneId })),
})
export const endpoint = (id: string, ServiceId: string): Endpoint => ({
  id, status: 'Active', EndpointName: '', ServiceId, VpcId: 'use', Zones: ['a', 'b'].map((ZoneId) => ({ ZoneId, EniIp: `eni ${ZoneId}`, ZoneStatus: 'Connected' })),
})

export const emptyState = (): State => ({
  loadBalancers: [], serverGroups: [], listeners: [], endpointServices: [], endpoints: [], connections: [], vpcs: [], vSwitches: [], instances: [],
})
