import RPCClient from '@alicloud/pop-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulator } from '../../src/simulator/api.ts'
import { control } from '../simulator/client.ts'
import { VERSIONS } from './clients.ts'
import { startWorld } from './start.ts'

type Fields = Record<string, any>
const RegionId = 'eu-west-9'
const ZONES = [{ ZoneId: 'eu-west-9a', side: 'a' }, { ZoneId: 'eu-west-9b', side: 'b' }]

let sim: Simulator
let clients: Record<string, RPCClient> = {}
let method: 'GET' | 'POST' = 'POST'
beforeAll(async () => {
  sim = await startWorld()
  const { accessKeyId, accessKeySecret } = sim.accounts[0]!
  clients = Object.fromEntries(Object.entries(VERSIONS).map(([product, apiVersion]) => [
    product, new RPCClient({ accessKeyId, accessKeySecret, endpoint: sim.url, apiVersion }),
  ]))
})
afterAll(async () => {
  await sim.close()
})

/** The older official client: RPC signature with HMAC-SHA1, everything in the query (GET) or in a form (POST). */
async function ask(product: string, action: string, fields: Fields = {}): Promise<Fields> {
  try {
    return await clients[product]!.request(action, product === 'Alb' ? fields : { RegionId, ...fields }, { method })
  } catch (error) {
    throw Object.assign(new Error(`${product} ${action}: ${(error as Error).message}`), { code: (error as { code?: string }).code })
  }
}

/** Reads until a state shows; on this world's clock each look takes time on, so that none is lost to sleeping. */
async function until(read: () => Promise<string>, wanted: string): Promise<string[]> {
  const states: string[] = []
  for (let looks = 0; looks < 50 && states.at(-1) !== wanted; looks++) {
    const state = await read().catch((error: { code?: string }) => error.code ?? 'no code')
    if (state !== states.at(-1)) states.push(state)
  }
  return states
}

test.each(['POST', 'GET'] as const)('the seven steps and their removal go through the older client over %s', async (over) => {
  method = over
  await control(sim, 'PUT', 'clock', { mode: 'reads', reads: 2 })
  const tags = { Tag: [{ Key: 'stack', Value: over }] }

  // 1 to 3: load balancer, server group, listener
  const { LoadBalancerId } = await ask('Alb', 'CreateLoadBalancer', {
    LoadBalancerName: 'older', VpcId: 'vpc-back', AddressType: 'Intranet', AddressAllocatedMode: 'Fixed', LoadBalancerEdition: 'Basic', ...tags,
    'LoadBalancerBillingConfig.PayType': 'PostPay', ZoneMappings: ZONES.map(({ ZoneId, side }) => ({ ZoneId, VSwitchId: `vsw-back${side}` })),
  })
  const balancer = async () => (await ask('Alb', 'GetLoadBalancerAttribute', { LoadBalancerId }))['LoadBalancerStatus']
  expect(await until(balancer, 'Active')).toEqual(['Provisioning', 'Active'])
  const { ServerGroupId } = await ask('Alb', 'CreateServerGroup', {
    ServerGroupName: 'older', VpcId: 'vpc-back', Protocol: 'HTTP', 'HealthCheckConfig.HealthCheckEnabled': true, ...tags,
  })
  const group = async () => (await ask('Alb', 'ListServerGroups', { ServerGroupIds: [ServerGroupId] }))['ServerGroups'][0]?.ServerGroupStatus ?? 'gone'
  expect(await until(group, 'Available')).toEqual(['Creating', 'Available'])
  await ask('Alb', 'AddServersToServerGroup', {
    ServerGroupId, Servers: ['i-backa', 'i-backb'].map((ServerId) => ({ ServerId, ServerType: 'Ecs', Port: 8080, Weight: 100 })),
  })
  const servers = async () => (await ask('Alb', 'ListServerGroupServers', { ServerGroupId }))['Servers'].map((one: Fields) => one['Status']).join()
  expect(await until(servers, 'Available,Available')).toEqual(['Adding,Adding', 'Available,Available'])
  const { ListenerId } = await ask('Alb', 'CreateListener', {
    LoadBalancerId, ListenerProtocol: 'HTTP', ListenerPort: 80,
    DefaultActions: [{ Type: 'ForwardGroup', 'ForwardGroupConfig.ServerGroupTuples': [{ ServerGroupId }] }],
  })
  const listener = async () => (await ask('Alb', 'GetListenerAttribute', { ListenerId }))['ListenerStatus']
  expect(await until(listener, 'Running')).toEqual(['Provisioning', 'Running'])
  const job = async () => (await ask('Alb', 'ListAsynJobs', { ResourceIds: [ListenerId] }))['Jobs'][0]?.Status
  expect(await until(job, 'Succeeded')).toContain('Succeeded')

  // 4 and 5: endpoint service, endpoint
  const { ServiceId } = await ask('Privatelink', 'CreateVpcEndpointService', {
    ServiceResourceType: 'alb', ...tags, Resource: ZONES.map(({ ZoneId }) => ({ ResourceId: LoadBalancerId, ResourceType: 'alb', ZoneId })),
  })
  const service = async () => (await ask('Privatelink', 'GetVpcEndpointServiceAttribute', { ServiceId }))['ServiceStatus']
  expect(await until(service, 'Active')).toEqual(['Creating', 'Active'])
  const { EndpointId } = await ask('Privatelink', 'CreateVpcEndpoint', {
    ServiceId, VpcId: 'vpc-front', SecurityGroupId: ['sg-door'], EndpointName: 'older', ...tags,
    Zone: ZONES.map(({ ZoneId, side }) => ({ ZoneId, VSwitchId: `vsw-front${side}` })),
  })
  const endpoint = async () => (await ask('Privatelink', 'GetVpcEndpointAttribute', { EndpointId }))['EndpointStatus']
  expect(await until(endpoint, 'Active')).toEqual(['Creating', 'Active'])
  const zones = async () => (await ask('Privatelink', 'ListVpcEndpointZones', { EndpointId }))['Zones']
  const states = async () => (await zones()).map((zone: Fields) => zone['ZoneStatus']).join()
  expect((await until(states, 'Wait,Wait')).at(-1)).toBe('Wait,Wait')

  // 6: the connection
  const pair = { ServiceId, EndpointId }
  const connection = async () => (await ask('Privatelink', 'ListVpcEndpointConnections', pair))['Connections'][0]?.ConnectionStatus
  expect(await connection()).toBe('Disconnected')
  await ask('Privatelink', 'EnableVpcEndpointConnection', pair)
  expect(await until(connection, 'Connected')).toEqual(['Connecting', 'Connected'])
  expect((await until(states, 'Connected,Connected')).at(-1)).toBe('Connected,Connected')

  // 7: the test, through each zone's domain and address
  const targets = (await zones()).flatMap((zone: Fields) => [zone['ZoneDomain'], zone['EniIp']])
  const { InvokeId } = await ask('Ecs', 'RunCommand', {
    Type: 'RunShellScript', InstanceId: ['i-front'], ContentEncoding: 'Base64', Timeout: 60,
    CommandContent: Buffer.from(targets.map((host: string) => `curl -s http://${host}/`).join('\n')).toString('base64'),
  })
  const result = async () => (await ask('Ecs', 'DescribeInvocationResults', { InvokeId, ContentEncoding: 'PlainText' }))['Invocation'].InvocationResults.InvocationResult[0]
  await until(async () => (await result()).InvokeRecordStatus, 'Finished')
  const { Output, ExitCode } = await result()
  expect({ ExitCode, pages: Output.match(/server [ab]/g)?.sort() }).toEqual({ ExitCode: 0, pages: ['server a', 'server a', 'server b', 'server b'] })

  // And back, in the order that the documented refusals ask for.
  await expect(ask('Privatelink', 'DeleteVpcEndpointService', { ServiceId })).rejects.toMatchObject({ code: 'EndpointServiceConnectionDependence' })
  await ask('Privatelink', 'DisableVpcEndpointConnection', pair)
  expect((await until(connection, 'Disconnected')).at(-1)).toBe('Disconnected')
  for (const { ZoneId } of ZONES) {
    const left = async () => String((await zones()).some((zone: Fields) => zone['ZoneId'] === ZoneId))
    await until(states, 'Disconnected,Disconnected')
    await ask('Privatelink', 'RemoveZoneFromVpcEndpoint', { EndpointId, ZoneId })
    expect((await until(left, 'false')).at(-1)).toBe('false')
    await until(endpoint, 'Active')
  }
  await ask('Privatelink', 'DeleteVpcEndpoint', { EndpointId })
  expect((await until(endpoint, 'EndpointNotFound')).at(-1)).toBe('EndpointNotFound')
  for (const { ZoneId } of ZONES) {
    await ask('Privatelink', 'DetachResourceFromVpcEndpointService', { ServiceId, ResourceId: LoadBalancerId, ResourceType: 'alb', ZoneId })
    await until(service, 'Active')
  }
  await ask('Privatelink', 'DeleteVpcEndpointService', { ServiceId })
  expect((await until(service, 'EndpointServiceNotFound')).at(-1)).toBe('EndpointServiceNotFound')
  await ask('Alb', 'DeleteListener', { ListenerId })
  expect((await until(listener, 'ResourceNotFound.Listener')).at(-1)).toBe('ResourceNotFound.Listener')
  await until(balancer, 'Active')
  await ask('Alb', 'DeleteLoadBalancer', { LoadBalancerId })
  expect((await until(balancer, 'ResourceNotFound.LoadBalancer')).at(-1)).toBe('ResourceNotFound.LoadBalancer')
  await ask('Alb', 'DeleteServerGroup', { ServerGroupId })
  expect((await until(group, 'gone')).at(-1)).toBe('gone')
  const { resources } = (await control(sim, 'GET', 'state')).json
  expect(['loadBalancers', 'serverGroups', 'listeners', 'endpointServices', 'endpoints'].flatMap((kind) => resources[kind])).toEqual([])
})
