import * as models from '@alicloud/alb20200616'
import { describe, expect, test } from 'vitest'
import { alb } from '../../../../src/simulator/products/alb.ts'
import { misfits, modelShape, parameterShape } from '../shapes.ts'
import { Cloud, balancer, front, groupParams, listenerParams, server } from '../support.ts'

const all = models as unknown as Record<string, unknown>
const actions = Object.keys(alb.actions)

test('every action served is one of the product\'s', () => {
  expect(actions.filter((action) => typeof all[`${action}Request`] !== 'function'
    || typeof all[`${action}ResponseBody`] !== 'function')).toEqual([])
})

describe('parameters are those of the official request models, by name and type', () => {
  test.each(actions)('%s', (action) => {
    expect(parameterShape(alb.actions[action]?.parameters ?? {})).toEqual(modelShape(all[`${action}Request`]))
  })
})

test('answers are what the official response models describe', async () => {
  const cloud = new Cloud().believe({ 'list-lag': '0' })
  const { lb, group, listener } = front(cloud)
  const id = { LoadBalancerId: lb }
  const answers: Record<string, unknown> = {}
  const call = (action: string, params: Record<string, unknown>) => {
    answers[action] = cloud.alb(action, params)
    cloud.wait(10)
  }
  call('GetLoadBalancerAttribute', id)
  call('ListLoadBalancers', { MaxResults: 1 })
  call('ListServerGroups', {})
  call('ListServerGroupServers', { ServerGroupId: group, MaxResults: 1 })
  call('GetListenerAttribute', { ListenerId: listener })
  call('ListListeners', {})
  call('ListAsynJobs', { MaxResults: 1 })
  call('DescribeZones', {})
  call('DescribeRegions', {})
  call('TagResources', { ResourceType: 'servergroup', ResourceId: [group], Tag: [{ Key: 'a', Value: 'b' }] })
  call('ListTagResources', { ResourceType: 'servergroup' })
  call('UnTagResources', { ResourceType: 'servergroup', ResourceId: [group], All: true })
  call('MoveResourceGroup', { ResourceType: 'servergroup', ResourceId: group, NewResourceGroupId: 'rg-2' })
  call('UpdateLoadBalancerAttribute', { ...id, LoadBalancerName: 'other' })
  call('UpdateLoadBalancerEdition', { ...id, LoadBalancerEdition: 'Standard' })
  call('LoadBalancerJoinSecurityGroup', { ...id, SecurityGroupIds: ['sg-server'] })
  call('LoadBalancerLeaveSecurityGroup', { ...id, SecurityGroupIds: ['sg-server'] })
  call('EnableDeletionProtection', { ResourceId: lb })
  call('DisableDeletionProtection', { ResourceId: lb })
  call('UpdateLoadBalancerZones', { ...id, ZoneMappings: [
    ...(cloud.world.loadBalancers[lb]?.ZoneMappings ?? []).map(({ ZoneId, VSwitchId }) => ({ ZoneId, VSwitchId })),
    { ZoneId: 'test-north-c', VSwitchId: 'vsw-back-c' },
  ] })
  call('UpdateServerGroupAttribute', { ServerGroupId: group, ServerGroupName: 'other' })
  call('UpdateServerGroupServersAttribute', { ServerGroupId: group, Servers: [server()] })
  call('AddServersToServerGroup', { ServerGroupId: group, Servers: [server('i-one', { Port: 81 })] })
  call('ReplaceServersInServerGroup', {
    ServerGroupId: group, AddedServers: [server('i-one', { Port: 82 })],
    RemovedServers: [{ ServerId: 'i-one', ServerType: 'Ecs', Port: 81 }],
  })
  call('RemoveServersFromServerGroup', { ServerGroupId: group, Servers: [{ ServerId: 'i-one', ServerType: 'Ecs', Port: 82 }] })
  call('UpdateListenerAttribute', { ListenerId: listener, IdleTimeout: 30 })
  call('StopListener', { ListenerId: listener })
  call('StartListener', { ListenerId: listener })
  answers['GetListenerHealthStatus'] = await cloud.albObserved('GetListenerHealthStatus',
    { ListenerId: listener, IncludeRule: true })
  call('CreateListener', listenerParams(lb, group, { ListenerPort: 81 }))
  call('CreateServerGroup', groupParams)
  call('DeleteServerGroup', { ServerGroupId: (answers['CreateServerGroup'] as { ServerGroupId: string }).ServerGroupId })
  call('DeleteListener', { ListenerId: listener })
  answers['CreateLoadBalancer'] = { LoadBalancerId: balancer(cloud) }
  call('DeleteLoadBalancer', id)
  await cloud.close()

  expect(Object.keys(answers).sort()).toEqual([...actions].sort())
  const found = Object.entries(answers).flatMap(([action, answer]) =>
    misfits(answer, modelShape(all[`${action}ResponseBody`]), action))
  expect(found).toEqual([])
})
