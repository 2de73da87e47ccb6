import { describe, expect, test } from 'vitest'
import { parseConfig, type Config } from '../../src/config/config.ts'
import { loadBalancer, type LoadBalancerSeen } from '../../src/steps/01-load-balancer.ts'
import { serverGroup, type ServerGroupSeen } from '../../src/steps/02-server-group.ts'
import { listener, type ListenerSeen } from '../../src/steps/03-listener.ts'
import { endpointService, type EndpointServiceSeen } from '../../src/steps/04-endpoint-service.ts'
import { endpoint, type EndpointSeen } from '../../src/steps/05-endpoint.ts'
import type { Change, StepContext } from '../../src/steps/step.ts'

const zones = [{ zoneId: 'cn-test-a', vSwitchId: 'vsw-a' }, { zoneId: 'cn-test-b', vSwitchId: 'vsw-b' }]
const servers = [{ instanceId: 'i-1', port: 80 }, { instanceId: 'i-2', port: 80 }]
const raw = { stack: 'web', region: 'cn-test', provider: { vpcId: 'vpc-2' }, loadBalancer: { zones }, serverGroup: { servers }, listener: { protocol: 'HTTP', port: 80 }, consumer: { vpcId: 'vpc-1', securityGroupIds: ['sg-1'], zones } }
const ctx = (more: object = {}): StepContext => {
  const config: Config | undefined = parseConfig({ ...raw, ...more }).config
  return { cloud: undefined as never, provider: undefined as never, consumer: undefined as never, config: config!, force: false }
}
const brief = (changes: readonly Change[]): string[] => changes.map(({ kind, action, differences }) => [kind, action, ...(differences ?? []).map(({ field, from, to }) => `${field} ${String(from)}>${String(to)}`)].filter((word) => word !== '').join(' '))
const got = { loadBalancerId: 'alb-1', serverGroupId: 'sgp-1', serviceId: 'epsrv-1' }

describe('a load balancer', () => {
  const seen = (more: Partial<LoadBalancerSeen> = {}): LoadBalancerSeen => ({
    id: 'alb-1', status: 'Active', name: 'alb-web', deletionProtection: false, tags: {}, locks: [], zones: zones.map((zone) => ({ ...zone, address: '192.168.0.9' })),
    edition: 'Basic', addressType: 'Intranet', addressIpVersion: 'Ipv4', vpcId: 'vpc-2', resourceGroupId: 'rg-default', ...more,
  })
  test.each<[string, object, Partial<LoadBalancerSeen>, string[]]>([
    ['as wanted has nothing to change, however the answer spells IPv4', {}, {}, []],
    ['whose name was changed gets it back', {}, { name: 'other' }, ['update UpdateLoadBalancerAttribute loadBalancer.name other>alb-web']],
    ['goes up in edition in place', { loadBalancer: { zones, edition: 'Standard' } }, {}, ['update UpdateLoadBalancerEdition loadBalancer.edition Basic>Standard']],
    ['goes down in edition only by being made anew', {}, { edition: 'Standard' }, ['replace loadBalancer.edition Standard>Basic', 'update UpdateLoadBalancerEdition loadBalancer.edition Standard>Basic']],
    ['gets protection that the config asks for', { loadBalancer: { zones, deletionProtection: true } }, {}, ['update EnableDeletionProtection loadBalancer.deletionProtection false>true']],
    ['keeps protection that the config does not speak of', {}, { deletionProtection: true }, []],
    ['moves into the resource group of the config', { resourceGroupId: 'rg-new0' }, {}, ['update MoveResourceGroup resourceGroupId rg-default>rg-new0']],
    ['gets a zone more in place', { loadBalancer: { zones: [...zones, { zoneId: 'cn-test-c', vSwitchId: 'vsw-c' }] } }, {}, ['update UpdateLoadBalancerZones loadBalancer.zones cn-test-c none>vsw-c']],
    ['gets another fixed address in place', { loadBalancer: { zones: [{ ...zones[0], address: '192.168.0.77' }, zones[1]] } }, {}, ['update UpdateLoadBalancerZones loadBalancer.zones cn-test-a address 192.168.0.9>192.168.0.77']],
    ['cannot move a zone to another vSwitch', {}, { zones: [{ zoneId: 'cn-test-a', vSwitchId: 'vsw-old' }, { ...zones[1]! }] }, ['replace loadBalancer.zones cn-test-a vsw-old>vsw-a']],
    ['cannot change its kind of addresses', { loadBalancer: { zones, addressIpVersion: 'DualStack' } }, {}, ['replace loadBalancer.addressIpVersion Ipv4>DualStack']],
  ])('%s', (_name, more, shown, expected) => expect(brief(loadBalancer.changes(ctx(more), seen(shown), got))).toEqual(expected))
})

describe('a server group', () => {
  const member = (serverId: string, weight = 100): ServerGroupSeen['servers'][number] => ({ serverId, port: 80, weight, status: 'Available' })
  const seen = (more: Partial<ServerGroupSeen> = {}): ServerGroupSeen => ({ id: 'sgp-1', status: 'Available', tags: {}, usedBy: [], settings: { name: 'RS1', scheduler: 'Wrr', protocol: 'HTTP', vpcId: 'vpc-2', 'healthCheck.enabled': true }, servers: [member('i-1'), member('i-2')], ...more })
  test.each<[string, object, Partial<ServerGroupSeen>, string[]]>([
    ['as wanted has nothing to change', {}, {}, []],
    ['gets new servers before old ones go', {}, { servers: [member('i-2'), member('i-9')] }, ['add AddServersToServerGroup serverGroup.servers i-1:80 none>100', 'update RemoveServersFromServerGroup serverGroup.servers i-9:80 100>none']],
    ['gets a weight in place', { serverGroup: { servers: [{ ...servers[0], weight: 20 }, servers[1]] } }, {}, ['update UpdateServerGroupServersAttribute serverGroup.servers i-1:80 weight 100>20']],
    ['gets a port by a new member', { serverGroup: { servers: [{ instanceId: 'i-1', port: 81 }, servers[1]] } }, {}, ['add AddServersToServerGroup serverGroup.servers i-1:81 none>100', 'update RemoveServersFromServerGroup serverGroup.servers i-1:80 100>none']],
    ['gets another scheduler and health check in one call', { serverGroup: { servers, scheduler: 'Wlc', healthCheck: { path: '/up' } } }, { settings: { name: 'RS1', scheduler: 'Wrr', 'healthCheck.enabled': true, 'healthCheck.path': '/' } }, ['update UpdateServerGroupAttribute serverGroup.scheduler Wrr>Wlc serverGroup.healthCheck.path />/up']],
    ['does not mind what the config leaves out', {}, { settings: { name: 'RS1', scheduler: 'Wrr', 'healthCheck.enabled': true, 'healthCheck.interval': 7, crossZone: true } }, []],
    ['cannot change its protocol', { serverGroup: { servers, protocol: 'gRPC' } }, {}, ['replace serverGroup.protocol HTTP>gRPC']],
    ['spells gRPC as the answers do', { serverGroup: { servers, protocol: 'gRPC' } }, { settings: { name: 'RS1', scheduler: 'Wrr', protocol: 'GRPC', 'healthCheck.enabled': true } }, []],
  ])('%s', (_name, more, shown, expected) => expect(brief(serverGroup.changes(ctx(more), seen(shown), got))).toEqual(expected))
})

describe('a listener', () => {
  const seen = (more: Partial<ListenerSeen> = {}): ListenerSeen => ({ id: 'lsn-1', status: 'Running', loadBalancerId: 'alb-1', serverGroupIds: ['sgp-1'], tags: {}, jobs: [], health: undefined, protocol: 'HTTP', port: 80, idleTimeout: 15, requestTimeout: 60, ...more })
  test.each<[string, object, Partial<ListenerSeen>, string[]]>([
    ['as wanted has nothing to change', {}, {}, []],
    ['gets a time-out that the config gives', { listener: { protocol: 'HTTP', port: 80, idleTimeout: 20 } }, {}, ['update UpdateListenerAttribute listener.idleTimeout 15>20']],
    ['that forwards elsewhere is turned back', {}, { serverGroupIds: ['sgp-other'] }, ['update UpdateListenerAttribute forwards to sgp-other>sgp-1']],
    ['cannot change its port', { listener: { protocol: 'HTTP', port: 8080 } }, {}, ['replace listener.port 80>8080']],
    ['cannot move to another load balancer', {}, { loadBalancerId: 'alb-old' }, ['replace listener load balancer alb-old>alb-1']],
  ])('%s', (_name, more, shown, expected) => expect(brief(listener.changes(ctx(more), seen(shown), got))).toEqual(expected))
  test('cannot move to a load balancer that is still to be made', () => expect(brief(listener.changes(ctx(), seen(), { serverGroupId: 'sgp-1' }))).toEqual(['replace listener load balancer alb-1>a new one']))
})

describe('an endpoint service', () => {
  const seen = (more: Partial<EndpointServiceSeen> = {}): EndpointServiceSeen => ({
    id: 'epsrv-1', name: 'n', status: 'Active', businessStatus: 'Normal', resources: zones.map(({ zoneId }) => ({ resourceId: 'alb-1', resourceType: 'alb', zoneId })),
    autoAccept: false, zoneAffinity: false, payer: 'Endpoint', resourceType: 'alb', ...more,
  })
  test.each<[string, object, Partial<EndpointServiceSeen>, string[]]>([
    ['as wanted has nothing to change', {}, {}, []],
    ['gets automatic acceptance and zone affinity in one call', { service: { autoAccept: true, zoneAffinity: true } }, {}, ['update UpdateVpcEndpointServiceAttribute service.autoAccept false>true service.zoneAffinity false>true']],
    ["admits the consumer's account", {}, { guest: { account: '42', admitted: false } }, ['add AddUserToVpcEndpointService service whitelist 42 none>42']],
    ['admits it once', {}, { guest: { account: '42', admitted: true } }, []],
    ['cannot change who pays', { service: { payer: 'EndpointService' } }, {}, ['replace service.payer Endpoint>EndpointService']],
  ])('%s', (_name, more, shown, expected) => expect(brief(endpointService.changes(ctx(more), seen(shown), got))).toEqual(expected))
  test('gives back each of two load balancers of one zone, and is not rid of both with one', async () => {
    const two = seen({ resources: ['alb-1', 'alb-2'].map((resourceId) => ({ resourceId, resourceType: 'alb', zoneId: 'z-1' })) })
    const removals = endpointService.removals(ctx(), two, got)
    expect(new Set(removals.map(({ what }) => what)).size).toBe(3)
    const sent: unknown[] = []
    const cloud = { privatelink: async (_action: string, fields: { resourceId?: string }) => (sent.push(fields.resourceId), { serviceStatus: 'Active' }) } as unknown as StepContext['cloud']
    for (const change of removals.slice(0, 2)) await endpointService.write({ ...ctx(), cloud }, change, 'epsrv-1', two, got, 'token')
    expect(sent).toEqual(['alb-1', 'alb-2'])
    const after = await endpointService.read({ ...ctx(), cloud }, 'epsrv-1', got, { leaving: true, previous: two, done: new Set([removals[0]!.what]) })
    expect(after?.resources.map(({ resourceId }) => resourceId)).toEqual(['alb-2'])
  })
  test('cannot take a load balancer that is still to be made for its own', () => expect(brief(endpointService.changes(ctx(), seen(), {}))).toEqual(['replace service load balancer alb-1>a new one']))
})

describe('an endpoint', () => {
  const seen = (more: Partial<EndpointSeen> = {}): EndpointSeen => ({
    id: 'ep-1', status: 'Active', businessStatus: 'Normal', connectionStatus: 'Connected', domain: 'd', serviceId: 'epsrv-1', name: 'endpoint-web', vpcId: 'vpc-1', securityGroupIds: ['sg-1'],
    zones: zones.map((zone) => ({ ...zone, domain: 'zd', address: '10.0.0.1', eniId: 'eni', status: 'Connected' })), ...more,
  })
  test.each<[string, object, Partial<EndpointSeen>, string[]]>([
    ['as wanted has nothing to change', {}, {}, []],
    ['gets a new group before an old one goes', {}, { securityGroupIds: ['sg-9'] }, ['update AttachSecurityGroupToVpcEndpoint consumer.securityGroupIds sg-1 none>sg-1', 'update DetachSecurityGroupFromVpcEndpoint consumer.securityGroupIds sg-9 sg-9>none']],
    ['loses a zone in two calls, since a connected one cannot go', { consumer: { ...raw.consumer, zones: [zones[0]] } }, {}, ['update DisableVpcEndpointZoneConnection consumer.zones cn-test-b Connected>none']],
    ['gets its name back', {}, { name: 'other' }, ['update UpdateVpcEndpointAttribute consumer.endpoint.name other>endpoint-web']],
    ['cannot move to another endpoint service', {}, { serviceId: 'epsrv-old' }, ['replace endpoint service epsrv-old>epsrv-1']],
    ['cannot move to the service that the config names', { loadBalancer: undefined, serverGroup: undefined, listener: undefined, service: { id: 'epsrv-given' } }, {}, ['replace service.id epsrv-1>epsrv-given']],
    ['whose service was deleted is left to be made anew', {}, { serviceId: 'epsrv-old', connectionStatus: 'ServiceDeleted' }, []],
    ['cannot move to another VPC', {}, { vpcId: 'vpc-9' }, ['replace consumer.vpcId vpc-9>vpc-1']],
    ['cannot move a zone to another vSwitch', { consumer: { ...raw.consumer, zones: [{ zoneId: 'cn-test-a', vSwitchId: 'vsw-z' }, zones[1]] } }, {}, ['replace consumer.zones cn-test-a vsw-a>vsw-z']],
  ])('%s', (_name, more, shown, expected) => expect(brief(endpoint.changes(ctx(more), seen(shown), got))).toEqual(expected))
  test('cannot move to an endpoint service that is still to be made', () => expect(brief(endpoint.changes(ctx(), seen(), {}))).toEqual(['replace endpoint service epsrv-1>a new one']))
})
