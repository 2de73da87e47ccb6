import { afterEach, expect, test } from 'vitest'
import { Cloud, balancer, front, listenerParams, server, serverGroup } from '../support.ts'

let cloud = new Cloud()
afterEach(async () => {
  await cloud.close()
  cloud = new Cloud()
})

async function nonNormal(ListenerId: string): Promise<Record<string, unknown>[]> {
  const answer = await cloud.albObserved('GetListenerHealthStatus', { ListenerId })
  return answer['ListenerHealthStatus'][0].ServerGroupInfos[0].NonNormalServers
}

test('servers are Initial for three checks of two seconds, then not listed when they answer', async () => {
  const group = serverGroup(cloud)
  cloud.alb('AddServersToServerGroup', { ServerGroupId: group, Servers: [server(), server('i-two')] })
  const lb = balancer(cloud)
  const { ListenerId } = cloud.alb('CreateListener', listenerParams(lb, group))
  cloud.wait(5)
  expect((await nonNormal(ListenerId)).map((one) => one['Status'])).toEqual(['Initial', 'Initial'])
  cloud.wait(5)
  expect((await nonNormal(ListenerId)).map((one) => one['Status'])).toEqual(['Initial', 'Initial'])
  cloud.wait(1)
  expect(await nonNormal(ListenerId)).toEqual([])
  expect(await cloud.albObserved('GetListenerHealthStatus', { ListenerId })).toEqual({ ListenerHealthStatus: [{
    ListenerId, ListenerPort: 80, ListenerProtocol: 'http',
    ServerGroupInfos: [{ ActionType: 'ForwardGroup', HealthCheckEnabled: 'on', ServerGroupId: group, NonNormalServers: [] }],
  }] })
})

test('a server that does not listen is Unhealthy, with the reason', async () => {
  const { listener } = front(cloud)
  Object.assign(cloud.world.instances['i-two'] ?? {}, { services: [] })
  cloud.wait(10)
  expect(await nonNormal(listener)).toEqual([
    { ServerId: 'i-two', ServerIp: '172.20.2.10', Port: 8080, Status: 'Unhealthy', Reason: { ReasonCode: 'CONNECT_FAILED' } },
  ])
})

test('a wrong status is a mismatch, with both responses', async () => {
  const { listener } = front(cloud)
  Object.assign(cloud.world.instances['i-one']?.services[0] ?? {}, { status: 503 })
  cloud.wait(10)
  expect((await nonNormal(listener))[0]).toMatchObject({ Reason: { ReasonCode: 'RESPONSE_MISMATCH', ActualResponse: '503',
    ExpectedResponse: 'HTTP_2xx' } })
})

test('a server without weight is Unused, and all are Unavailable with checks off', async () => {
  const { listener, group } = front(cloud)
  cloud.alb('UpdateServerGroupServersAttribute', { ServerGroupId: group, Servers: [server('i-two', { Weight: 0 })] })
  cloud.wait(30)
  expect((await nonNormal(listener)).map((one) => [one['ServerId'], one['Status']])).toEqual([['i-two', 'Unused']])
  cloud.alb('UpdateServerGroupAttribute', { ServerGroupId: group, HealthCheckConfig: { HealthCheckEnabled: false } })
  cloud.wait(30)
  const answer = await cloud.albObserved('GetListenerHealthStatus', { ListenerId: listener, IncludeRule: true })
  const [info] = answer['ListenerHealthStatus'][0].ServerGroupInfos
  expect([info.HealthCheckEnabled, info.NonNormalServers.map((one: { Status: string }) => one.Status)]).toEqual(['off',
    ['Unavailable', 'Unavailable']])
  expect(answer['RuleHealthStatus']).toEqual([])
})

test('more than twenty come in pages', async () => {
  const { listener, group } = front(cloud)
  cloud.alb('AddServersToServerGroup', { ServerGroupId: group,
    Servers: Array.from({ length: 22 }, (_, n) => server('i-one', { Port: 9000 + n, Weight: 0 })) })
  const first = await cloud.albObserved('GetListenerHealthStatus', { ListenerId: listener })
  const second = await cloud.albObserved('GetListenerHealthStatus', { ListenerId: listener, NextToken: first['NextToken'] })
  const count = (answer: typeof first) => answer['ListenerHealthStatus'][0].ServerGroupInfos[0].NonNormalServers.length
  // Two that were there before are checked again after the change of their group, or not: only the new ones are counted on.
  expect([count(first), second['NextToken']]).toEqual([20, undefined])
  expect(count(first) + count(second)).toBeGreaterThanOrEqual(22)
})

test('an unknown listener is a 404', async () => {
  await expect(cloud.albObserved('GetListenerHealthStatus',
    { ListenerId: 'lsn-none' })).rejects.toMatchObject({ code: 'ResourceNotFound.Listener', status: 404 })
})
