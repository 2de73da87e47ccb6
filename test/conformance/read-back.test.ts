import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Product } from '../../src/simulator/action.ts'
import type { Simulator } from '../../src/simulator/api.ts'
import { products } from '../../src/simulator/index.ts'
import { callV3, type Key } from '../simulator/client.ts'
import { startWorld } from './start.ts'

/** Each action that writes, over the wire, and another one that reads what it wrote. */

type Fields = Record<string, any>

const RegionId = 'eu-west-9'
const [A, B, C] = ['eu-west-9a', 'eu-west-9b', 'eu-west-9c'] as const
const Tag = [{ Key: 'team', Value: 'doors' }]
const backSwitch = (ZoneId: string) => ({ ZoneId, VSwitchId: `vsw-back${ZoneId.at(-1)}` })
const frontSwitch = (ZoneId: string) => ({ ZoneId, VSwitchId: `vsw-front${ZoneId.at(-1)}` })
const ids = (list: Fields[], name: string): string[] => list.map((one) => one[name])

const tables = products()
let sim: Simulator
beforeAll(async () => { sim = await startWorld() })
afterAll(async () => { await sim.close() })

/** A call with nested parameters; its answer, or the code that it was refused with. */
async function ask(product: Product, action: string, fields: Fields = {}, key: Key = sim.accounts[0]!, token?: string): Promise<Fields> {
  const { version } = tables.find((table) => table.product === product)!
  const query = Object.fromEntries(flat({ RegionId, ...fields }, ''))
  const { status, json } = await callV3(sim.url, key, { version, action, query, ...(token ? { token } : {}) })
  return status === 200 ? json : { refused: json.Code }
}

function flat(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]]
  const members: [string | number, unknown][] = Array.isArray(value) ? value.map((one, index) => [index + 1, one]) : Object.entries(value)
  return members.flatMap(([key, one]) => flat(one, path === '' ? String(key) : `${path}.${key}`))
}

const alb = (action: string, fields?: Fields) => ask('Alb', action, fields)
const pl = (action: string, fields?: Fields) => ask('Privatelink', action, fields)
const ecs = (action: string, fields?: Fields) => ask('Ecs', action, fields)

const balancerFields = {
  LoadBalancerName: 'front-door', VpcId: 'vpc-back', AddressType: 'Intranet', AddressAllocatedMode: 'Fixed', LoadBalancerEdition: 'Basic',
  LoadBalancerBillingConfig: { PayType: 'PostPay' }, ZoneMappings: [A, B].map(backSwitch),
}
const server = (Port: number, more: Fields = {}) => ({ ServerId: 'i-backa', ServerType: 'Ecs', Port, Weight: 100, ...more })

const balancer = async (more: Fields = {}): Promise<string> => (await alb('CreateLoadBalancer', { ...balancerFields, ...more }))['LoadBalancerId']
const balancerRead = (LoadBalancerId: string) => alb('GetLoadBalancerAttribute', { LoadBalancerId })
const group = async (more: Fields = {}): Promise<string> =>
  (await alb('CreateServerGroup', { ServerGroupName: 'servers', VpcId: 'vpc-back', HealthCheckConfig: { HealthCheckEnabled: true }, ...more }))['ServerGroupId']
const groupRead = async (id: string) => (await alb('ListServerGroups', { ServerGroupIds: [id] }))['ServerGroups'][0]
const withServers = async (...ports: number[]) => {
  const ServerGroupId = await group()
  await alb('AddServersToServerGroup', { ServerGroupId, Servers: ports.map((port) => server(port)) })
  return ServerGroupId
}
const serversRead = async (ServerGroupId: string) => (await alb('ListServerGroupServers', { ServerGroupId }))['Servers'].map((one: Fields) => [one['Port'], one['Weight']])
const listener = async () => {
  const LoadBalancerId = await balancer()
  const ServerGroupId = await group()
  const DefaultActions = [{ Type: 'ForwardGroup', ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId }] } }]
  const { ListenerId } = await alb('CreateListener', { LoadBalancerId, ListenerProtocol: 'HTTP', ListenerPort: 80, DefaultActions, IdleTimeout: 30, Tag })
  return { LoadBalancerId, ServerGroupId, ListenerId: ListenerId as string, DefaultActions }
}
const listenerRead = (ListenerId: string) => alb('GetListenerAttribute', { ListenerId })

const service = async (more: Fields = {}) => {
  const ResourceId = await balancer()
  const Resource = [A, B].map((ZoneId) => ({ ResourceId, ResourceType: 'alb', ZoneId }))
  const { ServiceId } = await pl('CreateVpcEndpointService', { ServiceResourceType: 'alb', ServiceDescription: 'doors', Resource, Tag, ...more })
  return { ServiceId: ServiceId as string, ResourceId }
}
const serviceRead = (ServiceId: string) => pl('GetVpcEndpointServiceAttribute', { ServiceId })
const resourcesRead = async (ServiceId: string) => (await pl('ListVpcEndpointServiceResources', { ServiceId }))['Resources'].map((one: Fields) => `${one['ResourceId']} ${one['ZoneId']}`)
const endpoint = async (more: Fields = {}) => {
  const { ServiceId, ResourceId } = await service()
  const { EndpointId } = await pl('CreateVpcEndpoint', {
    ServiceId, VpcId: 'vpc-front', EndpointName: 'door', SecurityGroupId: ['sg-door'], Zone: [{ ...frontSwitch(A) }, frontSwitch(B)], ...more,
  })
  return { ServiceId, ResourceId, EndpointId: EndpointId as string, pair: { ServiceId, EndpointId } }
}
const endpointRead = (EndpointId: string) => pl('GetVpcEndpointAttribute', { EndpointId })
const zonesRead = async (EndpointId: string) => Object.fromEntries((await pl('ListVpcEndpointZones', { EndpointId }))['Zones'].map((one: Fields) => [one['ZoneId'], one['ZoneStatus']]))
const groupsRead = async (EndpointId: string) => ids((await pl('ListVpcEndpointSecurityGroups', { EndpointId }))['SecurityGroups'], 'SecurityGroupId')
const connected = async () => {
  const made = await endpoint()
  await pl('EnableVpcEndpointConnection', made.pair)
  return made
}
const connectionRead = async (pair: Fields) => (await pl('ListVpcEndpointConnections', pair))['Connections'][0]
const tagsRead = async (product: 'Alb' | 'Privatelink', ResourceType: string, id: string) =>
  (await ask(product, 'ListTagResources', { ResourceType, ResourceId: [id] }))['TagResources'].map((one: Fields) => `${one['TagKey']}=${one['TagValue']}`)
const rulesRead = async (SecurityGroupId: string) =>
  (await ecs('DescribeSecurityGroupAttribute', { SecurityGroupId, Direction: 'ingress' }))['Permissions'].Permission.map((one: Fields) => `${one['IpProtocol']} ${one['PortRange']} ${one['SourceCidrIp']}`)
const rule = (port: number) => ({ IpProtocol: 'TCP', PortRange: `${port}/${port}`, SourceCidrIp: '10.9.0.0/16' })
const command = (text: string) => ({ Type: 'RunShellScript', CommandContent: text, ContentEncoding: 'PlainText', InstanceId: ['i-front'] })

/** What each action wrote as another one shows it, and what is expected there. */
const READ_BACK: Record<string, () => Promise<[read: unknown, expected: unknown]>> = {
  'Alb.AddServersToServerGroup': async () => [await serversRead(await withServers(8080, 8081)), [[8080, 100], [8081, 100]]],
  'Alb.CreateListener': async () => {
    const { LoadBalancerId, ListenerId, DefaultActions } = await listener()
    return [(await alb('ListListeners', { LoadBalancerIds: [LoadBalancerId] }))['Listeners'],
      [expect.objectContaining({ ListenerId, ListenerPort: 80, ListenerProtocol: 'HTTP', IdleTimeout: 30, ListenerStatus: 'Running', DefaultActions, Tags: Tag })]]
  },
  'Alb.CreateLoadBalancer': async () => [await balancerRead(await balancer({ Tag })), expect.objectContaining({
    LoadBalancerName: 'front-door', LoadBalancerStatus: 'Active', VpcId: 'vpc-back', LoadBalancerEdition: 'Basic', Tags: Tag,
    ZoneMappings: [A, B].map((zone) => expect.objectContaining(backSwitch(zone))),
  })],
  'Alb.CreateServerGroup': async () => [await groupRead(await group({ Scheduler: 'Wlc', Tag })),
    expect.objectContaining({ ServerGroupName: 'servers', ServerGroupStatus: 'Available', Scheduler: 'Wlc', VpcId: 'vpc-back', Tags: Tag })],
  'Alb.DeleteListener': async () => {
    const { ListenerId } = await listener()
    await alb('DeleteListener', { ListenerId })
    return [await listenerRead(ListenerId), { refused: 'ResourceNotFound.Listener' }]
  },
  'Alb.DeleteLoadBalancer': async () => {
    const LoadBalancerId = await balancer()
    await alb('DeleteLoadBalancer', { LoadBalancerId })
    return [await balancerRead(LoadBalancerId), { refused: 'ResourceNotFound.LoadBalancer' }]
  },
  'Alb.DeleteServerGroup': async () => {
    const ServerGroupId = await group()
    await alb('DeleteServerGroup', { ServerGroupId })
    return [await groupRead(ServerGroupId), undefined]
  },
  'Alb.DisableDeletionProtection': async () => {
    const ResourceId = await balancer({ DeletionProtectionEnabled: true })
    await alb('DisableDeletionProtection', { ResourceId })
    return [(await balancerRead(ResourceId))['DeletionProtectionConfig'].Enabled, false]
  },
  'Alb.EnableDeletionProtection': async () => {
    const ResourceId = await balancer()
    await alb('EnableDeletionProtection', { ResourceId })
    return [(await balancerRead(ResourceId))['DeletionProtectionConfig'].Enabled, true]
  },
  'Alb.LoadBalancerJoinSecurityGroup': async () => {
    const LoadBalancerId = await balancer()
    await alb('LoadBalancerJoinSecurityGroup', { LoadBalancerId, SecurityGroupIds: ['sg-back'] })
    return [(await balancerRead(LoadBalancerId))['SecurityGroupIds'], ['sg-back']]
  },
  'Alb.LoadBalancerLeaveSecurityGroup': async () => {
    const LoadBalancerId = await balancer({ SecurityGroupIds: [{ SecurityGroupId: 'sg-back' }] })
    await alb('LoadBalancerLeaveSecurityGroup', { LoadBalancerId, SecurityGroupIds: ['sg-back'] })
    return [(await balancerRead(LoadBalancerId))['SecurityGroupIds'] ?? [], []]
  },
  'Alb.MoveResourceGroup': async () => {
    const ResourceId = await balancer()
    await alb('MoveResourceGroup', { ResourceType: 'loadbalancer', ResourceId, NewResourceGroupId: 'rg-two' })
    return [(await balancerRead(ResourceId))['ResourceGroupId'], 'rg-two']
  },
  'Alb.RemoveServersFromServerGroup': async () => {
    const ServerGroupId = await withServers(8080, 8081)
    await alb('RemoveServersFromServerGroup', { ServerGroupId, Servers: [{ ServerId: 'i-backa', ServerType: 'Ecs', Port: 8080 }] })
    return [await serversRead(ServerGroupId), [[8081, 100]]]
  },
  'Alb.ReplaceServersInServerGroup': async () => {
    const ServerGroupId = await withServers(8080)
    await alb('ReplaceServersInServerGroup', { ServerGroupId, AddedServers: [server(8082, { Weight: 50 })], RemovedServers: [{ ServerId: 'i-backa', ServerType: 'Ecs', Port: 8080 }] })
    return [await serversRead(ServerGroupId), [[8082, 50]]]
  },
  'Alb.StartListener': async () => {
    const { ListenerId } = await listener()
    await alb('StopListener', { ListenerId })
    await alb('StartListener', { ListenerId })
    return [(await listenerRead(ListenerId))['ListenerStatus'], 'Running']
  },
  'Alb.StopListener': async () => {
    const { ListenerId } = await listener()
    await alb('StopListener', { ListenerId })
    return [(await listenerRead(ListenerId))['ListenerStatus'], 'Stopped']
  },
  'Alb.TagResources': async () => {
    const id = await group()
    await alb('TagResources', { ResourceType: 'servergroup', ResourceId: [id], Tag })
    return [await tagsRead('Alb', 'servergroup', id), ['team=doors']]
  },
  'Alb.UnTagResources': async () => {
    const id = await group({ Tag: [...Tag, { Key: 'stage', Value: 'test' }] })
    await alb('UnTagResources', { ResourceType: 'servergroup', ResourceId: [id], TagKey: ['team'] })
    return [await tagsRead('Alb', 'servergroup', id), ['stage=test']]
  },
  'Alb.UpdateListenerAttribute': async () => {
    const { ListenerId } = await listener()
    await alb('UpdateListenerAttribute', { ListenerId, RequestTimeout: 120, ListenerDescription: 'other', XForwardedForConfig: { XForwardedForProtoEnabled: true } })
    return [await listenerRead(ListenerId), expect.objectContaining({
      IdleTimeout: 30, RequestTimeout: 120, ListenerDescription: 'other', XForwardedForConfig: expect.objectContaining({ XForwardedForProtoEnabled: true }),
    })]
  },
  'Alb.UpdateLoadBalancerAttribute': async () => {
    const LoadBalancerId = await balancer()
    await alb('UpdateLoadBalancerAttribute', { LoadBalancerId, LoadBalancerName: 'other-door', ModificationProtectionConfig: { Status: 'ConsoleProtection', Reason: 'kept' } })
    return [await balancerRead(LoadBalancerId), expect.objectContaining({ LoadBalancerName: 'other-door', ModificationProtectionConfig: { Status: 'ConsoleProtection', Reason: 'kept' } })]
  },
  'Alb.UpdateLoadBalancerEdition': async () => {
    const LoadBalancerId = await balancer()
    await alb('UpdateLoadBalancerEdition', { LoadBalancerId, LoadBalancerEdition: 'Standard' })
    return [(await balancerRead(LoadBalancerId))['LoadBalancerEdition'], 'Standard']
  },
  'Alb.UpdateLoadBalancerZones': async () => {
    const LoadBalancerId = await balancer()
    await alb('UpdateLoadBalancerZones', { LoadBalancerId, ZoneMappings: [A, B, C].map(backSwitch) })
    return [ids((await balancerRead(LoadBalancerId))['ZoneMappings'], 'ZoneId'), [A, B, C]]
  },
  'Alb.UpdateServerGroupAttribute': async () => {
    const ServerGroupId = await group()
    await alb('UpdateServerGroupAttribute', { ServerGroupId, ServerGroupName: 'others', HealthCheckConfig: { HealthCheckPath: '/health' } })
    return [await groupRead(ServerGroupId), expect.objectContaining({ ServerGroupName: 'others', HealthCheckConfig: expect.objectContaining({ HealthCheckPath: '/health' }) })]
  },
  'Alb.UpdateServerGroupServersAttribute': async () => {
    const ServerGroupId = await withServers(8080)
    await alb('UpdateServerGroupServersAttribute', { ServerGroupId, Servers: [server(8080, { Weight: 7 })] })
    return [await serversRead(ServerGroupId), [[8080, 7]]]
  },

  'Privatelink.AddUserToVpcEndpointService': async () => {
    const { ServiceId } = await service()
    await pl('AddUserToVpcEndpointService', { ServiceId, UserId: 1000000000000002 })
    return [ids((await pl('ListVpcEndpointServiceUsers', { ServiceId }))['Users'], 'UserId'), [1000000000000001, 1000000000000002]]
  },
  'Privatelink.AddZoneToVpcEndpoint': async () => {
    const { EndpointId } = await endpoint({ Zone: [frontSwitch(A)] })
    await pl('AddZoneToVpcEndpoint', { EndpointId, ...frontSwitch(B) })
    return [await zonesRead(EndpointId), { [A]: 'Wait', [B]: 'Wait' }]
  },
  'Privatelink.AttachResourceToVpcEndpointService': async () => {
    const { ServiceId, ResourceId } = await service({ Resource: [] })
    await pl('AttachResourceToVpcEndpointService', { ServiceId, ResourceId, ResourceType: 'alb', ZoneId: A })
    return [await resourcesRead(ServiceId), [`${ResourceId} ${A}`]]
  },
  'Privatelink.AttachSecurityGroupToVpcEndpoint': async () => {
    const { EndpointId } = await endpoint()
    await pl('AttachSecurityGroupToVpcEndpoint', { EndpointId, SecurityGroupId: 'sg-side' })
    return [await groupsRead(EndpointId), ['sg-door', 'sg-side']]
  },
  'Privatelink.ChangeResourceGroup': async () => {
    const { EndpointId } = await endpoint()
    await pl('ChangeResourceGroup', { ResourceId: EndpointId, ResourceGroupId: 'rg-two', ResourceType: 'VpcEndpoint' })
    return [(await endpointRead(EndpointId))['ResourceGroupId'], 'rg-two']
  },
  'Privatelink.CreateVpcEndpoint': async () => {
    const { EndpointId, ServiceId } = await endpoint({ Tag, ProtectedEnabled: true })
    return [[await endpointRead(EndpointId), (await ecs('DescribeNetworkInterfaces', { NetworkInterfaceName: EndpointId }))['TotalCount']],
      [expect.objectContaining({ EndpointName: 'door', EndpointStatus: 'Active', ServiceId, VpcId: 'vpc-front', ConnectionStatus: 'Disconnected' }), 2]]
  },
  'Privatelink.CreateVpcEndpointService': async () => {
    const { ServiceId, ResourceId } = await service()
    return [[await serviceRead(ServiceId), await resourcesRead(ServiceId)],
      [expect.objectContaining({ ServiceStatus: 'Active', ServiceDescription: 'doors', ServiceResourceType: 'alb' }), [`${ResourceId} ${A}`, `${ResourceId} ${B}`]]]
  },
  'Privatelink.DeleteVpcEndpoint': async () => {
    const { EndpointId } = await endpoint({ Zone: [] })
    await pl('DeleteVpcEndpoint', { EndpointId })
    return [await endpointRead(EndpointId), { refused: 'EndpointNotFound' }]
  },
  'Privatelink.DeleteVpcEndpointService': async () => {
    const { ServiceId } = await service({ Resource: [] })
    await pl('DeleteVpcEndpointService', { ServiceId })
    return [await serviceRead(ServiceId), { refused: 'EndpointServiceNotFound' }]
  },
  'Privatelink.DetachResourceFromVpcEndpointService': async () => {
    const { ServiceId, ResourceId } = await service()
    await pl('DetachResourceFromVpcEndpointService', { ServiceId, ResourceId, ResourceType: 'alb', ZoneId: A })
    return [await resourcesRead(ServiceId), [`${ResourceId} ${B}`]]
  },
  'Privatelink.DetachSecurityGroupFromVpcEndpoint': async () => {
    const { EndpointId } = await endpoint({ SecurityGroupId: ['sg-door', 'sg-side'] })
    await pl('DetachSecurityGroupFromVpcEndpoint', { EndpointId, SecurityGroupId: 'sg-door' })
    return [await groupsRead(EndpointId), ['sg-side']]
  },
  'Privatelink.DisableVpcEndpointConnection': async () => {
    const { pair, EndpointId } = await connected()
    await pl('DisableVpcEndpointConnection', pair)
    return [(await endpointRead(EndpointId))['ConnectionStatus'], 'Disconnected']
  },
  'Privatelink.DisableVpcEndpointZoneConnection': async () => {
    const { pair, EndpointId } = await connected()
    await pl('DisableVpcEndpointZoneConnection', { ...pair, ZoneId: A })
    return [await zonesRead(EndpointId), { [A]: 'Disconnected', [B]: 'Connected' }]
  },
  'Privatelink.EnableVpcEndpointConnection': async () => {
    const { pair, EndpointId } = await endpoint()
    await pl('EnableVpcEndpointConnection', { ...pair, Bandwidth: 1000 })
    return [[await connectionRead(pair), await zonesRead(EndpointId)], [expect.objectContaining({ ConnectionStatus: 'Connected', Bandwidth: 1000 }), { [A]: 'Connected', [B]: 'Connected' }]]
  },
  'Privatelink.EnableVpcEndpointZoneConnection': async () => {
    const { pair, EndpointId } = await connected()
    await pl('DisableVpcEndpointZoneConnection', { ...pair, ZoneId: A })
    await pl('EnableVpcEndpointZoneConnection', { ...pair, ZoneId: A })
    return [await zonesRead(EndpointId), { [A]: 'Connected', [B]: 'Connected' }]
  },
  'Privatelink.OpenPrivateLinkService': async () => {
    const newcomer = sim.accounts[2]!
    const before = await ask('Privatelink', 'CheckProductOpen', {}, newcomer)
    await ask('Privatelink', 'OpenPrivateLinkService', {}, newcomer)
    return [[before, await ask('Privatelink', 'CheckProductOpen', {}, newcomer)], [{ refused: 'NeedOpenProduct' }, expect.objectContaining({ Success: true })]]
  },
  'Privatelink.RemoveUserFromVpcEndpointService': async () => {
    const { ServiceId } = await service()
    await pl('RemoveUserFromVpcEndpointService', { ServiceId, UserId: 1000000000000001 })
    return [(await pl('ListVpcEndpointServiceUsers', { ServiceId }))['Users'], []]
  },
  'Privatelink.RemoveZoneFromVpcEndpoint': async () => {
    const { EndpointId } = await endpoint()
    await pl('RemoveZoneFromVpcEndpoint', { EndpointId, ZoneId: A })
    return [await zonesRead(EndpointId), { [B]: 'Wait' }]
  },
  'Privatelink.TagResources': async () => {
    const { EndpointId } = await endpoint()
    await pl('TagResources', { ResourceType: 'vpcendpoint', ResourceId: [EndpointId], Tag })
    return [await tagsRead('Privatelink', 'vpcendpoint', EndpointId), ['team=doors']]
  },
  'Privatelink.UntagResources': async () => {
    const { ServiceId } = await service({ Tag: [...Tag, { Key: 'stage', Value: 'test' }] })
    await pl('UntagResources', { ResourceType: 'vpcendpointservice', ResourceId: [ServiceId], TagKey: ['team'] })
    return [await tagsRead('Privatelink', 'vpcendpointservice', ServiceId), ['stage=test']]
  },
  'Privatelink.UpdateVpcEndpointAttribute': async () => {
    const { EndpointId } = await endpoint()
    await pl('UpdateVpcEndpointAttribute', { EndpointId, EndpointName: 'other', EndpointDescription: 'another door' })
    return [await endpointRead(EndpointId), expect.objectContaining({ EndpointName: 'other', EndpointDescription: 'another door' })]
  },
  'Privatelink.UpdateVpcEndpointConnectionAttribute': async () => {
    const { pair } = await connected()
    await pl('UpdateVpcEndpointConnectionAttribute', { ...pair, Bandwidth: 2000, TrafficControlMode: 'BandwidthLimit' })
    return [await connectionRead(pair), expect.objectContaining({ Bandwidth: 2000, TrafficControlMode: 'BandwidthLimit', ConnectionStatus: 'Connected' })]
  },
  'Privatelink.UpdateVpcEndpointServiceAttribute': async () => {
    const { ServiceId } = await service()
    await pl('UpdateVpcEndpointServiceAttribute', { ServiceId, ServiceDescription: 'other', AutoAcceptEnabled: true, ZoneAffinityEnabled: true })
    return [await serviceRead(ServiceId), expect.objectContaining({ ServiceDescription: 'other', AutoAcceptEnabled: true, ZoneAffinityEnabled: true })]
  },
  'Privatelink.UpdateVpcEndpointServiceResourceAttribute': async () => {
    const { ServiceId, ResourceId } = await service()
    const other = await balancer()
    await pl('AttachResourceToVpcEndpointService', { ServiceId, ResourceId: other, ResourceType: 'alb', ZoneId: A })
    await pl('UpdateVpcEndpointServiceResourceAttribute', { ServiceId, ResourceId, ZoneId: A, AutoAllocatedEnabled: false })
    const resources: Fields[] = (await pl('ListVpcEndpointServiceResources', { ServiceId }))['Resources']
    return [resources.filter((one) => one['ZoneId'] === A).map((one) => [one['ResourceId'], one['AutoAllocatedEnabled']]), [[ResourceId, false], [other, true]]]
  },
  'Privatelink.UpdateVpcEndpointZoneConnectionResourceAttribute': async () => {
    const { ServiceId, pair } = await connected()
    const other = await balancer()
    await pl('AttachResourceToVpcEndpointService', { ServiceId, ResourceId: other, ResourceType: 'alb', ZoneId: A })
    await pl('UpdateVpcEndpointZoneConnectionResourceAttribute', { ...pair, ZoneId: A, ResourceReplaceMode: 'Force', ResourceId: other, ResourceType: 'alb' })
    return [(await connectionRead(pair))['Zones'].find((one: Fields) => one['ZoneId'] === A).ResourceId, other]
  },

  'Ecs.AuthorizeSecurityGroup': async () => {
    await ecs('AuthorizeSecurityGroup', { SecurityGroupId: 'sg-client', Permissions: [rule(1001)] })
    return [await rulesRead('sg-client'), expect.arrayContaining(['TCP 1001/1001 10.9.0.0/16'])]
  },
  'Ecs.RevokeSecurityGroup': async () => {
    await ecs('AuthorizeSecurityGroup', { SecurityGroupId: 'sg-side', Permissions: [rule(1002), rule(1003)] })
    await ecs('RevokeSecurityGroup', { SecurityGroupId: 'sg-side', Permissions: [rule(1002)] })
    return [await rulesRead('sg-side'), ['TCP 1003/1003 10.9.0.0/16']]
  },
  'Ecs.RunCommand': async () => {
    const { InvokeId } = await ecs('RunCommand', command('echo hello'))
    const { Invocation } = await ecs('DescribeInvocationResults', { InvokeId, ContentEncoding: 'PlainText' })
    return [Invocation.InvocationResults.InvocationResult, [expect.objectContaining({ InstanceId: 'i-front', Output: 'hello\n', InvocationStatus: 'Success' })]]
  },
  'Ecs.StopInvocation': async () => {
    const { InvokeId } = await ecs('RunCommand', { ...command('echo never'), RepeatMode: 'Period', Frequency: '0 0 1 1 ?', Timed: true })
    await ecs('StopInvocation', { InvokeId })
    return [(await ecs('DescribeInvocations', { InvokeId }))['Invocations'].Invocation.map((one: Fields) => one['InvocationStatus']), ['Stopped']]
  },
  'Sts.AssumeRole': async () => {
    const { Credentials } = await ask('Sts', 'AssumeRole', { RoleArn: 'acs:ram::1000000000000002:role/tools', RoleSessionName: 'me' })
    const key = { accessKeyId: Credentials.AccessKeyId, accessKeySecret: Credentials.AccessKeySecret }
    return [await ask('Sts', 'GetCallerIdentity', {}, key, Credentials.SecurityToken), expect.objectContaining({
      AccountId: '1000000000000002', IdentityType: 'AssumedRoleUser', Arn: 'acs:sts::1000000000000002:assumed-role/tools/me',
    })]
  },
}

test('there is one for every action that writes', () => {
  const writing = tables.flatMap(({ product, actions }) => Object.entries(actions).filter(([, { mutating }]) => mutating).map(([action]) => `${product}.${action}`))
  expect(Object.keys(READ_BACK).sort()).toEqual(writing.sort())
})

test.each(Object.keys(READ_BACK))('what %s wrote another action reads', async (name) => {
  const [read, expected] = await READ_BACK[name]!()
  expect(read).toEqual(expected)
})
