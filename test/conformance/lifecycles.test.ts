import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ARROWS, PAUSES, PAUSES_SURE } from '../../src/simulator/products/durations.ts'
import {
  balancer, balancerParams, Cloud, connected, endpoint, endpointParams, front, groupParams, listenerParams, server, serverGroup, service, serviceParams, timeline, ZONES,
} from '../simulator/products/support.ts'

const [A, B] = ZONES
const manual = readFileSync(new URL('../../docs/limits.md', import.meta.url), 'utf8')

/** What a client reads of each kind of record. A record that is gone is a refusal's code, or "gone" where a list has no such entry. */
const read = {
  loadBalancer: (cloud: Cloud, LoadBalancerId: string) => () => cloud.alb('GetLoadBalancerAttribute', { LoadBalancerId })['LoadBalancerStatus'],
  serverGroup: (cloud: Cloud, id: string) => () => cloud.alb('ListServerGroups', { ServerGroupIds: [id] })['ServerGroups'][0]?.ServerGroupStatus ?? 'gone',
  server: (cloud: Cloud, ServerGroupId: string) => () => cloud.alb('ListServerGroupServers', { ServerGroupId })['Servers'][0]?.Status ?? 'gone',
  listener: (cloud: Cloud, ListenerId: string) => () => cloud.alb('GetListenerAttribute', { ListenerId })['ListenerStatus'],
  job: (cloud: Cloud, JobId: string) => () => cloud.alb('ListAsynJobs', { JobIds: [JobId] })['Jobs'][0].Status,
  endpointService: (cloud: Cloud, ServiceId: string) => () => cloud.pl('GetVpcEndpointServiceAttribute', { ServiceId })['ServiceStatus'],
  endpoint: (cloud: Cloud, EndpointId: string) => () => cloud.pl('GetVpcEndpointAttribute', { EndpointId })['EndpointStatus'],
  endpointZone: (cloud: Cloud, EndpointId: string, ZoneId: string = A) => () => cloud.pl('ListVpcEndpointZones', { EndpointId })['Zones']
    .find((zone: { ZoneId: string }) => zone.ZoneId === ZoneId)?.ZoneStatus ?? 'gone',
  endpointSecurityGroup: (cloud: Cloud, EndpointId: string) => () => cloud.pl('ListVpcEndpointSecurityGroups', { EndpointId })['SecurityGroups']
    .find((one: { SecurityGroupId: string }) => one.SecurityGroupId === 'sg-front-2')?.SecurityGroupStatus ?? 'gone',
  connection: (cloud: Cloud, EndpointId: string) => () => cloud.pl('GetVpcEndpointAttribute', { EndpointId })['ConnectionStatus'],
}

type Golden = readonly [kind: keyof typeof read, what: string, begin: (cloud: Cloud) => () => string, states: Record<number, string>]

const GOLDEN: readonly Golden[] = [
  ['loadBalancer', 'made', (cloud) => read.loadBalancer(cloud, cloud.alb('CreateLoadBalancer', balancerParams)['LoadBalancerId']),
    { 0: 'Provisioning', 59.9: 'Provisioning', 60: 'Active' }],
  ['loadBalancer', 'changed', (cloud) => {
    const lb = balancer(cloud)
    cloud.alb('UpdateLoadBalancerAttribute', { LoadBalancerId: lb, LoadBalancerName: 'other' })
    return read.loadBalancer(cloud, lb)
  }, { 0: 'Configuring', 4.9: 'Configuring', 5: 'Active' }],
  ['loadBalancer', 'deleted', (cloud) => {
    const lb = balancer(cloud)
    cloud.alb('DeleteLoadBalancer', { LoadBalancerId: lb })
    return read.loadBalancer(cloud, lb)
  }, { 0: 'Deleting', 4.9: 'Deleting', 5: 'ResourceNotFound.LoadBalancer' }],
  ['serverGroup', 'made', (cloud) => read.serverGroup(cloud, cloud.alb('CreateServerGroup', groupParams)['ServerGroupId']),
    { 0: 'Creating', 1.9: 'Creating', 2: 'Available' }],
  ['serverGroup', 'changed', (cloud) => {
    const group = serverGroup(cloud)
    cloud.alb('AddServersToServerGroup', { ServerGroupId: group, Servers: [server()] })
    return read.serverGroup(cloud, group)
  }, { 0: 'Configuring', 2.9: 'Configuring', 3: 'Available' }],
  ['serverGroup', 'deleted', (cloud) => {
    const group = serverGroup(cloud)
    cloud.alb('DeleteServerGroup', { ServerGroupId: group })
    return read.serverGroup(cloud, group)
  }, { 0: 'Deleting', 4.9: 'Deleting', 5: 'gone' }],
  ['server', 'added', (cloud) => {
    const group = serverGroup(cloud)
    cloud.alb('AddServersToServerGroup', { ServerGroupId: group, Servers: [server()] })
    return read.server(cloud, group)
  }, { 0: 'Adding', 2.9: 'Adding', 3: 'Available' }],
  ['server', 'changed', (cloud) => {
    const { group } = front(cloud)
    cloud.alb('UpdateServerGroupServersAttribute', { ServerGroupId: group, Servers: [server('i-one', { Weight: 7 })] })
    return read.server(cloud, group)
  }, { 0: 'Configuring', 2.9: 'Configuring', 3: 'Available' }],
  ['server', 'removed', (cloud) => {
    const group = serverGroup(cloud)
    cloud.alb('AddServersToServerGroup', { ServerGroupId: group, Servers: [server()] })
    cloud.wait(10)
    cloud.alb('RemoveServersFromServerGroup', { ServerGroupId: group, Servers: [{ ServerId: 'i-one', ServerType: 'Ecs', Port: 8080 }] })
    return read.server(cloud, group)
  }, { 0: 'Removing', 2.9: 'Removing', 3: 'gone' }],
  ['listener', 'made', (cloud) => {
    const [lb, group] = [balancer(cloud), serverGroup(cloud)]
    return read.listener(cloud, cloud.alb('CreateListener', listenerParams(lb, group))['ListenerId'])
  }, { 0: 'Provisioning', 4.9: 'Provisioning', 5: 'Running' }],
  ['listener', 'changed', (cloud) => {
    const { listener } = front(cloud)
    cloud.alb('UpdateListenerAttribute', { ListenerId: listener, IdleTimeout: 30 })
    return read.listener(cloud, listener)
  }, { 0: 'Configuring', 4.9: 'Configuring', 5: 'Running' }],
  ['listener', 'deleted', (cloud) => {
    const { listener } = front(cloud)
    cloud.alb('DeleteListener', { ListenerId: listener })
    return read.listener(cloud, listener)
  }, { 0: 'Deleting', 4.9: 'Deleting', 5: 'ResourceNotFound.Listener' }],
  ['job', 'begun', (cloud) => read.job(cloud, cloud.alb('DeleteListener', { ListenerId: front(cloud).listener })['JobId']),
    { 0: 'Processing', 4.9: 'Processing', 5: 'Succeeded', 600: 'Succeeded' }],
  ['endpointService', 'made', (cloud) => read.endpointService(cloud, cloud.pl('CreateVpcEndpointService', serviceParams(balancer(cloud)))['ServiceId']),
    { 0: 'Creating', 7.9: 'Creating', 8: 'Active' }],
  ['endpointService', 'changed', (cloud) => {
    const { epsrv } = service(cloud)
    cloud.pl('UpdateVpcEndpointServiceAttribute', { ServiceId: epsrv, ServiceDescription: 'other' })
    return read.endpointService(cloud, epsrv)
  }, { 0: 'Pending', 4.9: 'Pending', 5: 'Active' }],
  ['endpointService', 'deleted', (cloud) => {
    const { epsrv } = service(cloud, { Resource: [] })
    cloud.pl('DeleteVpcEndpointService', { ServiceId: epsrv })
    return read.endpointService(cloud, epsrv)
  }, { 0: 'Deleting', 7.9: 'Deleting', 8: 'EndpointServiceNotFound' }],
  ['endpoint', 'made', (cloud) => read.endpoint(cloud, cloud.pl('CreateVpcEndpoint', endpointParams(service(cloud).epsrv))['EndpointId']),
    { 0: 'Creating', 39.9: 'Creating', 40: 'Active' }],
  ['endpoint', 'changed', (cloud) => {
    const { ep } = endpoint(cloud)
    cloud.pl('UpdateVpcEndpointAttribute', { EndpointId: ep, EndpointName: 'other' })
    return read.endpoint(cloud, ep)
  }, { 0: 'Pending', 4.9: 'Pending', 5: 'Active' }],
  ['endpoint', 'deleted', (cloud) => {
    const { ep } = endpoint(cloud, { Zone: [] })
    cloud.pl('DeleteVpcEndpoint', { EndpointId: ep })
    return read.endpoint(cloud, ep)
  }, { 0: 'Deleting', 9.9: 'Deleting', 10: 'EndpointNotFound' }],
  ['endpointZone', 'made', (cloud) => read.endpointZone(cloud, cloud.pl('CreateVpcEndpoint', endpointParams(service(cloud).epsrv))['EndpointId']),
    { 0: 'Creating', 49.9: 'Creating', 50: 'Wait', 600: 'Wait' }],
  ['endpointZone', 'accepted', (cloud) => {
    const { ep, epsrv } = endpoint(cloud)
    cloud.pl('EnableVpcEndpointConnection', { ServiceId: epsrv, EndpointId: ep })
    return read.endpointZone(cloud, ep)
  }, { 0: 'Connecting', 14.9: 'Connecting', 15: 'Connected' }],
  ['endpointZone', 'refused', (cloud) => {
    const { ep, pair } = connected(cloud)
    cloud.pl('DisableVpcEndpointConnection', pair)
    return read.endpointZone(cloud, ep)
  }, { 0: 'Disconnecting', 9.9: 'Disconnecting', 10: 'Disconnected' }],
  ['endpointZone', 'removed', (cloud) => {
    const { ep } = endpoint(cloud)
    cloud.pl('RemoveZoneFromVpcEndpoint', { EndpointId: ep, ZoneId: B })
    return read.endpointZone(cloud, ep, B)
  }, { 0: 'Deleting', 14.9: 'Deleting', 15: 'gone' }],
  ['endpointSecurityGroup', 'attached', (cloud) => {
    const { ep } = endpoint(cloud)
    cloud.pl('AttachSecurityGroupToVpcEndpoint', { EndpointId: ep, SecurityGroupId: 'sg-front-2' })
    return read.endpointSecurityGroup(cloud, ep)
  }, { 0: 'Attaching', 4.9: 'Attaching', 5: 'Attached' }],
  ['endpointSecurityGroup', 'detached', (cloud) => {
    const { ep } = endpoint(cloud, { SecurityGroupId: ['sg-front', 'sg-front-2'] })
    cloud.pl('DetachSecurityGroupFromVpcEndpoint', { EndpointId: ep, SecurityGroupId: 'sg-front-2' })
    return read.endpointSecurityGroup(cloud, ep)
  }, { 0: 'Detaching', 4.9: 'Detaching', 5: 'gone' }],
  ['connection', 'waiting, accepted', (cloud) => {
    const { ep, epsrv } = endpoint(cloud)
    expect(read.connection(cloud, ep)()).toBe('Disconnected')
    cloud.pl('EnableVpcEndpointConnection', { ServiceId: epsrv, EndpointId: ep })
    return read.connection(cloud, ep)
  }, { 0: 'Connecting', 14.9: 'Connecting', 15: 'Connected' }],
  ['connection', 'changed', (cloud) => {
    const { ep, pair } = connected(cloud)
    cloud.pl('UpdateVpcEndpointConnectionAttribute', { ...pair, Bandwidth: 500 })
    return read.connection(cloud, ep)
  }, { 0: 'Pending', 4.9: 'Pending', 5: 'Connected' }],
  ['connection', 'refused', (cloud) => {
    const { ep, pair } = connected(cloud)
    cloud.pl('DisableVpcEndpointConnection', pair)
    return read.connection(cloud, ep)
  }, { 0: 'Disconnecting', 9.9: 'Disconnecting', 10: 'Disconnected' }],
]

describe('state at time t', () => {
  test.each(GOLDEN)('a %s, %s', (_, __, begin, states) => {
    const cloud = new Cloud().believe({ 'list-lag': '0' })
    const look = begin(cloud)
    expect(timeline(cloud, Object.keys(states).map(Number).sort((a, b) => a - b), look)).toEqual(states)
  })
})

test('every arrow of every kind stands in a table above, at its very moment', () => {
  const gone = (state: string): string => (/NotFound|^gone$/.test(state) ? 'Gone' : state)
  const golden = GOLDEN.map(([kind, , , states]) => {
    const moments = Object.keys(states).map(Number).sort((a, b) => a - b)
    const turn = moments.find((at) => states[at] !== states[0])!
    return `${kind} ${states[0]} ${gone(states[turn]!)} ${turn}`
  })
  const arrows = Object.entries(ARROWS).flatMap(([kind, all]) => all.map(({ from, to, after }) => `${kind} ${from} ${to} ${after / 1000}`))
  expect(golden.sort()).toEqual(arrows.sort())
})

describe('the manual', () => {
  const word = { documented: 'documented', source: 'seen in a source', assumed: 'assumed' }

  test('lists every duration and how sure it is', () => {
    const rows = [...manual.matchAll(/^\| (\w+) \| (\w+) \| (\w+) \| ([\d.]+) \| ([a-z ]+) \|$/gm)].map((row) => row.slice(1).join(' '))
    const arrows = Object.entries(ARROWS).flatMap(([kind, all]) => all.map(({ from, to, after, sure }) => `${kind} ${from} ${to} ${after / 1000} ${word[sure]}`))
    expect(rows).toEqual(arrows)
  })

  test('lists every pause and how sure it is', () => {
    const rows = [...manual.matchAll(/^\| (\w+) \| .+ \| ([\d.]+) \| ([a-z ]+) \|$/gm)].map((row) => row.slice(1).join(' '))
      .filter((row) => Object.hasOwn(PAUSES, row.split(' ')[0]!))
    expect(rows).toEqual(Object.entries(PAUSES).map(([name, ms]) => `${name} ${ms / 1000} ${word[PAUSES_SURE[name as keyof typeof PAUSES]]}`))
  })
})
