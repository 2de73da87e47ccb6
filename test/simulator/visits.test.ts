import { afterEach, expect, test } from 'vitest'
import type { Simulator } from '../../src/simulator/api.ts'
import type { World } from '../../src/simulator/model.ts'
import { alb } from '../../src/simulator/products/alb.ts'
import { ecs } from '../../src/simulator/products/ecs.ts'
import { privatelink } from '../../src/simulator/products/privatelink.ts'
import { vpc } from '../../src/simulator/products/vpc.ts'
import { forget } from '../../src/simulator/records.ts'
import { startCloud } from '../../src/simulator/start.ts'
import { ALB, callV3, ECS, now, PRIVATELINK, type Ask } from './client.ts'
import { Cloud, connected, listenerParams, serverGroup } from './products/support.ts'

const VPC = '2016-04-28'
const COLLECTIONS = ['loadBalancers', 'serverGroups', 'listeners', 'jobs', 'endpointServices', 'endpoints', 'vpcs', 'vSwitches', 'securityGroups', 'instances'] as const

let open: Simulator | undefined
afterEach(() => open?.close())

/** A world with so many of everything, each record of which tells when it is looked at. */
function crowd(size: number): { world: World; looked: Set<string>; real: number; ids: Record<'lb' | 'epsrv' | 'ep' | 'group' | 'listener', string> } {
  const cloud = new Cloud()
  const { lb, epsrv, ep } = connected(cloud)
  const group = serverGroup(cloud)
  const { ListenerId } = cloud.alb('CreateListener', listenerParams(lb, group))
  cloud.rest()
  const { world } = cloud
  const looked = new Set<string>()
  const watched = <T extends object>(name: string, id: string, record: T): T => new Proxy(record, {
    get: (target, key) => {
      looked.add(`${name} ${id}`)
      return Reflect.get(target, key) as unknown
    },
  })
  for (const name of COLLECTIONS) {
    const records = world[name] as Record<string, any>
    const [model] = Object.values(records)
    // Each has a twin of its number in the other collections, to which it points.
    const renamed = (n: number): any => JSON.parse(JSON.stringify(model), (_key, value: unknown) =>
      (typeof value === 'string' && /^(alb|sgp|lsn|epsrv|ep|vpc|vsw|sg|i)-[a-z0-9-]+$/.test(value) ? `${value}x${n}` : value))
    for (let n = 1; n < size; n++) {
      const one = { ...renamed(n), tags: { number: `${n}`, all: 'yes' } }
      for (const key of ['LoadBalancerName', 'ServerGroupName', 'EndpointName', 'ServiceName', 'VpcName', 'VSwitchName', 'SecurityGroupName']) if (key in one) one[key] = `name-${n}`
      if (name === 'jobs') one.id = `job-${n}`
      records[one.id as string] = one
    }
    for (const id of Object.keys(records)) records[id] = watched(name, id, records[id])
  }
  forget(world)
  return { world, looked, real: cloud.now, ids: { lb, epsrv, ep, group, listener: ListenerId as string } }
}

/** How many records each call looks at, once the indexes have been made. */
async function visits(size: number): Promise<Record<string, number>> {
  const { world, looked, real, ids: { lb, epsrv, ep, group, listener } } = crowd(size)
  const cloud = (open = await startCloud({ state: 'memory' }, { tables: [alb, privatelink, vpc, ecs], make: () => world, now: () => real }))
  const [account] = cloud.accounts
  const ask = async (version: string, action: string, query: Record<string, string>): Promise<any> => {
    const wanted: Ask = { version, action, query: { RegionId: 'test-north', ...query }, date: now(real) }
    const { status, json, text } = await callV3(cloud.url, account!, wanted)
    expect(status, `${action}: ${text}`).toBe(200)
    return json
  }
  const tag = (value?: string): Record<string, string> => ({ 'Tag.1.Key': value === undefined ? 'all' : 'number', 'Tag.1.Value': value ?? 'yes' })
  const { NextToken } = await ask(ALB, 'ListLoadBalancers', { MaxResults: '10' })
  const calls: Record<string, [string, string, Record<string, string>]> = {
    'get a load balancer': [ALB, 'GetLoadBalancerAttribute', { LoadBalancerId: lb }],
    'get a listener': [ALB, 'GetListenerAttribute', { ListenerId: listener }],
    'get a service': [PRIVATELINK, 'GetVpcEndpointServiceAttribute', { ServiceId: epsrv }],
    'get an endpoint': [PRIVATELINK, 'GetVpcEndpointAttribute', { EndpointId: ep }],
    'get a VPC': [VPC, 'DescribeVpcAttribute', { VpcId: 'vpc-front' }],
    'the first page of load balancers': [ALB, 'ListLoadBalancers', { MaxResults: '10' }],
    'the second page of load balancers': [ALB, 'ListLoadBalancers', { MaxResults: '10', NextToken }],
    'a page of load balancers by a tag of all': [ALB, 'ListLoadBalancers', { MaxResults: '10', ...tag() }],
    'load balancers by a tag of one': [ALB, 'ListLoadBalancers', tag('7')],
    'load balancers by both tags': [ALB, 'ListLoadBalancers', { ...tag('7'), 'Tag.2.Key': 'all', 'Tag.2.Value': 'yes' }],
    'load balancers by name': [ALB, 'ListLoadBalancers', { 'LoadBalancerNames.1': 'name-3', 'LoadBalancerNames.2': 'name-9' }],
    'load balancers by ID': [ALB, 'ListLoadBalancers', { 'LoadBalancerIds.1': lb }],
    'a page of listeners': [ALB, 'ListListeners', { MaxResults: '10' }],
    'the listeners of a load balancer': [ALB, 'ListListeners', { 'LoadBalancerIds.1': lb }],
    'a page of server groups': [ALB, 'ListServerGroups', { MaxResults: '10' }],
    'server groups by name': [ALB, 'ListServerGroups', { 'ServerGroupNames.1': 'name-3' }],
    'the servers of a group': [ALB, 'ListServerGroupServers', { ServerGroupId: group }],
    'a page of jobs': [ALB, 'ListAsynJobs', { MaxResults: '10' }],
    'a job by ID': [ALB, 'ListAsynJobs', { 'JobIds.1': 'job-3' }],
    'tags by a tag of one': [ALB, 'ListTagResources', { ResourceType: 'loadbalancer', ...tag('7') }],
    'a page of services': [PRIVATELINK, 'ListVpcEndpointServices', { MaxResults: '10' }],
    'services by a tag of one': [PRIVATELINK, 'ListVpcEndpointServices', tag('7')],
    'a page of endpoints': [PRIVATELINK, 'ListVpcEndpoints', { MaxResults: '10' }],
    'endpoints by name': [PRIVATELINK, 'ListVpcEndpoints', { EndpointName: 'name-3' }],
    'the connections of a service': [PRIVATELINK, 'ListVpcEndpointConnections', { ServiceId: epsrv }],
    'vSwitches by ID': [VPC, 'DescribeVSwitches', { VSwitchId: 'vsw-front-a' }],
    'instances by ID': [ECS, 'DescribeInstances', { InstanceIds: '["i-one"]' }],
    'a security group': [ECS, 'DescribeSecurityGroupAttribute', { SecurityGroupId: 'sg-front' }],
  }
  const counts: Record<string, number> = {}
  for (const [name, [version, action, query]] of Object.entries(calls)) {
    await ask(version, action, query)
    looked.clear()
    await ask(version, action, query)
    counts[name] = looked.size
  }
  await cloud.close()
  return counts
}

test('a call looks at as many records in a world of hundreds as in one of dozens', async () => {
  const [small, large] = [await visits(30), await visits(300)]
  expect(large).toEqual(small)
  // A load balancer with the service that holds it; ten such pairs, and the next one, whose ID stands in the token.
  expect(large).toMatchObject({ 'get a load balancer': 2, 'the first page of load balancers': 21, 'load balancers by a tag of one': 2 })
})
