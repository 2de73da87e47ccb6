import { describe, expect, test } from 'vitest'
import { parseConfig, type Config } from '../../src/config/config.ts'
import { loadBalancer, type LoadBalancerSeen } from '../../src/steps/01-load-balancer.ts'
import { serverGroup, type ServerGroupSeen } from '../../src/steps/02-server-group.ts'
import { listener, type ListenerSeen } from '../../src/steps/03-listener.ts'
import { endpointService, type EndpointServiceSeen } from '../../src/steps/04-endpoint-service.ts'
import { endpoint, type EndpointSeen } from '../../src/steps/05-endpoint.ts'
import { connection } from '../../src/steps/06-connection.ts'
import type { ConnectionSeen } from '../../src/steps/connections.ts'
import type { Got, Past, StepContext } from '../../src/steps/step.ts'

const zones = [{ zoneId: 'cn-test-a', vSwitchId: 'vsw-a' }, { zoneId: 'cn-test-b', vSwitchId: 'vsw-b' }]
const config = (more: { autoAccept?: boolean; servers?: { instanceId: string; port: number; weight?: number }[] } = {}): Config =>
  parseConfig({
    stack: 'web', region: 'cn-test', provider: { vpcId: 'vpc-2' }, loadBalancer: { zones }, serverGroup: { servers: more.servers ?? [{ instanceId: 'i-1', port: 80 }, { instanceId: 'i-2', port: 80 }] },
    listener: { protocol: 'HTTP', port: 80 }, service: { autoAccept: more.autoAccept ?? false }, consumer: { vpcId: 'vpc-1', securityGroupIds: ['sg-1'], zones },
  }).config!
const ctx = (more?: Parameters<typeof config>[0], force = false): StepContext => ({ cloud: undefined as never, provider: undefined as never, consumer: undefined as never, config: config(more), force })
const past = <S>(more: Partial<Past<S>> = {}): Past<S> => ({ states: [], elapsedMs: 0, inStateMs: 0, ...more })
const got: Got = { loadBalancerId: 'alb-1' }

describe('a load balancer', () => {
  const seen = (status: string, more: Partial<LoadBalancerSeen> = {}): LoadBalancerSeen => ({ id: 'alb-1', status, deletionProtection: false, tags: {}, zones: [], locks: [], ...more })
  test.each([['Provisioning', 'waiting'], ['Configuring', 'waiting'], ['Active', 'ready'], ['CreateFailed', 'failed'], ['SomethingNew', 'waiting']])('in %s is %s', (status, is) => {
    expect(loadBalancer.verdict(ctx(), seen(status), {}, past()).is).toBe(is)
  })
  test('that is offered by an endpoint service carries a lock that is no trouble', () => {
    expect(loadBalancer.verdict(ctx(), seen('Active', { locks: ['RelatedResourceLocked'] }), {}, past()).is).toBe('ready')
  })
  test('that is locked fails with the lock', () => {
    expect(loadBalancer.verdict(ctx(), seen('Active', { locks: ['FinancialLocked'] }), {}, past())).toMatchObject({ is: 'failed', code: 'FinancialLocked' })
  })
  test('may be removed only at rest', () => {
    expect(['Active', 'Inactive', 'CreateFailed'].every((status) => loadBalancer.removable(seen(status)))).toBe(true)
    expect(['Provisioning', 'Configuring', 'Deleting'].some((status) => loadBalancer.removable(seen(status)))).toBe(false)
  })
})

describe('a server group', () => {
  const seen = (status: string, servers: [string, string][]): ServerGroupSeen => ({ id: 'sgp-1', status, tags: {}, usedBy: [], settings: {}, servers: servers.map(([serverId, state]) => ({ serverId, port: 80, weight: 100, status: state })) })
  test('is ready when every server of the config is a member and available', () => {
    expect(serverGroup.verdict(ctx(), seen('Available', [['i-1', 'Available'], ['i-2', 'Available']]), {}, past())).toMatchObject({ is: 'ready' })
  })
  test('waits for servers that are being added', () => {
    expect(serverGroup.verdict(ctx(), seen('Available', [['i-1', 'Available'], ['i-2', 'Adding']]), {}, past()).is).toBe('waiting')
    expect(serverGroup.verdict(ctx(), seen('Configuring', []), {}, past()).is).toBe('waiting')
  })
  test('without one of them adds just that one', () => {
    const half = seen('Available', [['i-1', 'Available']])
    expect(serverGroup.verdict(ctx(), half, {}, past()).is).toBe('settled')
    expect(serverGroup.changes(ctx(), half, {})).toMatchObject([{ action: 'AddServersToServerGroup', what: 'i-2:80' }])
  })
  test('adds at most 200 servers at a time', () => {
    const many = Array.from({ length: 450 }, (_, index) => ({ instanceId: `i-${index}`, port: 80 }))
    expect(serverGroup.changes(ctx({ servers: many }), seen('Available', []), {})[0]!.what.split(' ')).toHaveLength(200)
  })
})

describe('a listener', () => {
  const unhealthy = (...ids: string[]) => ({ checked: true, nonNormal: ids.map((serverId) => ({ serverId, port: 80, status: 'Unhealthy', reason: 'CONNECT_TIMEOUT' })) })
  const seen = (more: Partial<ListenerSeen> = {}): ListenerSeen => ({ id: 'lsn-1', status: 'Running', loadBalancerId: 'alb-1', serverGroupIds: [], tags: {}, jobs: [], health: { checked: true, nonNormal: [] }, ...more })
  const verdict = (now: ListenerSeen, more: Partial<Past<ListenerSeen>> = {}) => listener.verdict(ctx(), now, {}, past(more))

  test('is healthy some time after it came to run, since before its first check a server is in no list', () => {
    expect(verdict(seen()).is).toBe('waiting')
    expect(verdict(seen(), { previous: seen({ status: 'Provisioning', health: undefined }) })).toMatchObject({ is: 'waiting', arrived: true })
    expect(verdict(seen(), { previous: seen({ health: { checked: true, nonNormal: [{ serverId: 'i-1', port: 80, status: 'Unhealthy', reason: '' }] } }) }).is).toBe('waiting')
    expect(verdict(seen(), { previous: seen({ health: undefined }) }).is).toBe('ready')
    expect(verdict(seen(), { previous: seen() }).is).toBe('ready')
  })
  test('is healthy at once where nothing was touched', () => {
    expect(verdict(seen(), { untouched: true }).is).toBe('ready')
    expect(verdict(seen({ health: undefined }), { untouched: true }).is).toBe('waiting')
  })
  test('is not healthy because its health is missing', () => {
    expect(verdict(seen({ health: undefined }), { previous: seen({ health: undefined }) }).is).toBe('waiting')
  })
  test('waits for first checks', () => {
    expect(verdict(seen({ health: { checked: true, nonNormal: [{ serverId: 'i-1', port: 80, status: 'Initial', reason: '' }] } })).is).toBe('waiting')
  })
  test('does not judge servers without weight or checks', () => {
    const idle = { checked: true, nonNormal: [{ serverId: 'i-1', port: 80, status: 'Unused', reason: '' }, { serverId: 'i-2', port: 80, status: 'Unavailable', reason: '' }] }
    expect(verdict(seen({ health: idle }), { previous: seen({ health: idle }) }).is).toBe('ready')
  })
  test('with some servers unhealthy becomes a warning that names them after 30 s', () => {
    expect(verdict(seen({ health: unhealthy('i-1') }), { inStateMs: 29_000 }).is).toBe('waiting')
    expect(verdict(seen({ health: unhealthy('i-1') }), { inStateMs: 30_000 })).toMatchObject({ is: 'ready', warnings: ['unhealthy: i-1:80 (CONNECT_TIMEOUT)'] })
  })
  test('with none healthy fails in the end and names them all', () => {
    expect(verdict(seen({ health: unhealthy('i-1', 'i-2') }), { inStateMs: 60_000 }).is).toBe('waiting')
    expect(verdict(seen({ health: unhealthy('i-1', 'i-2') }), { inStateMs: 120_000 })).toMatchObject({ is: 'failed', code: 'NoHealthyServer' })
  })
  test("whose job failed fails with the job's own error", () => {
    const jobs = [{ apiName: 'CreateListener', status: 'Failed', errorCode: '506', errorMessage: 'no certificate' }]
    expect(verdict(seen({ jobs }))).toMatchObject({ is: 'failed', code: '506', message: 'no certificate' })
  })
  test('waits for its job although it reads Running', () => {
    expect(verdict(seen({ jobs: [{ apiName: 'CreateListener', status: 'Processing' }] }), { previous: seen() }).is).toBe('waiting')
  })
})

describe('an endpoint service', () => {
  const seen = (more: Partial<EndpointServiceSeen> = {}): EndpointServiceSeen => ({
    id: 'epsrv-1', name: 'n', status: 'Active', businessStatus: 'Normal', resources: zones.map(({ zoneId }) => ({ resourceId: 'alb-1', resourceType: 'alb', zoneId })), ...more,
  })
  test('is ready with the load balancer in every zone', () => expect(endpointService.verdict(ctx(), seen(), got, past()).is).toBe('ready'))
  test('attaches the zones that a create call left out, one after another', () => {
    expect(endpointService.verdict(ctx(), seen({ resources: [] }), got, past()).is).toBe('settled')
    expect(endpointService.changes(ctx(), seen({ resources: [] }), got).map(({ what }) => what)).toEqual(['cn-test-a', 'cn-test-b'])
  })
  test.each(['FinancialLocked', 'SecurityLocked'])('that is %s fails', (businessStatus) => {
    expect(endpointService.verdict(ctx(), seen({ businessStatus }), got, past())).toMatchObject({ is: 'failed', code: businessStatus })
  })
  test('is detached from its load balancer before it is deleted', () => {
    expect(endpointService.removals(ctx(), seen(), got).map(({ action }) => action)).toEqual(['DetachResourceFromVpcEndpointService', 'DetachResourceFromVpcEndpointService', 'DeleteVpcEndpointService'])
  })
})

describe('an endpoint', () => {
  const seen = (statuses: string[], more: Partial<EndpointSeen> = {}): EndpointSeen => ({
    id: 'ep-1', status: 'Active', businessStatus: 'Normal', connectionStatus: 'Disconnected', domain: 'd', serviceId: 's',
    zones: statuses.map((status, index) => ({ ...zones[index]!, domain: 'zd', address: '10.0.0.1', eniId: 'eni', status })), ...more,
  })
  test.each([[['Wait', 'Wait'], 'ready'], [['Connected', 'Wait'], 'ready'], [['Creating', 'Wait'], 'waiting'], [['Wait'], 'settled'], [['Wait', 'Disconnecting'], 'waiting'], [['Wait', 'Disconnected'], 'ready']])('with zones %j is %s', (statuses, is) => {
    expect(endpoint.verdict(ctx(), seen(statuses), got, past()).is).toBe(is)
  })
  test('waits for addresses and domains of its zones', () => {
    const blank = seen(['Wait', 'Wait'])
    blank.zones[1]!.domain = ''
    expect(endpoint.verdict(ctx(), blank, got, past()).is).toBe('waiting')
  })
  test.each(['Inactive', 'Deleted'])('that is %s fails', (status) => expect(endpoint.verdict(ctx(), seen(['Wait', 'Wait'], { status }), got, past()).is).toBe('failed'))
  test('whose service was deleted fails', () => expect(endpoint.verdict(ctx(), seen(['Wait', 'Wait'], { connectionStatus: 'ServiceDeleted' }), got, past())).toMatchObject({ code: 'ServiceDeleted' }))
  test('loses its zones before it is deleted', () => {
    expect(endpoint.removals(ctx(), seen(['Wait', 'Wait']), got).map(({ action }) => action)).toEqual(['RemoveZoneFromVpcEndpoint', 'RemoveZoneFromVpcEndpoint', 'DeleteVpcEndpoint'])
  })
})

describe('a connection', () => {
  const seen = (status: string, zoneStatus = 'Connected', resourceId = 'alb-1'): ConnectionSeen => ({
    endpointId: 'ep-1', status, ownerId: '', vpcId: '', modifiedTime: '', zones: zones.map(({ zoneId }) => ({ zoneId, status: zoneStatus, resourceId })),
  })
  const verdict = (now: ConnectionSeen, more: Partial<Past<ConnectionSeen>> = {}, autoAccept = false) => connection.verdict(ctx({ autoAccept }), now, got, past(more))

  test('that reads Disconnected before its acceptance is accepted', () => {
    expect(verdict(seen('Disconnected')).is).toBe('settled')
    expect(connection.changes(ctx(), seen('Disconnected'), got)).toMatchObject([{ action: 'EnableVpcEndpointConnection' }])
  })
  test('that reads Disconnected after Connecting was refused', () => expect(verdict(seen('Disconnected'), { states: ['Disconnected', 'Connecting', 'Disconnected'] }).is).toBe('failed'))
  test('is left to automatic acceptance for a minute, and accepted then', () => {
    expect(verdict(seen('Disconnected'), { elapsedMs: 59_000 }, true).is).toBe('waiting')
    expect(verdict(seen('Disconnected'), { elapsedMs: 60_000 }, true).is).toBe('settled')
  })
  test('is ready with every zone connected to our load balancer', () => {
    expect(verdict(seen('Connected')).is).toBe('ready')
    expect(verdict(seen('Connected', 'Connecting')).is).toBe('waiting')
    expect(verdict(seen('Connected', 'Connected', 'alb-other')).is).toBe('failed')
  })
  test.each(['Deleted', 'ServiceDeleted'])('that reads %s fails', (status) => expect(verdict(seen(status)).is).toBe('failed'))
  test.each(['Connecting', 'Pending', 'Disconnecting', 'Unheard'])('that reads %s is waited for', (status) => expect(verdict(seen(status)).is).toBe('waiting'))
})
