import { describe, expect, test } from 'vitest'
import { Cloud, balancer, balancerParams, front, groupParams, listenerParams, refused, server, serverGroup,
  timeline } from '../support.ts'

const statusOf = (cloud: Cloud, lb: string) => () => cloud.alb('GetLoadBalancerAttribute',
  { LoadBalancerId: lb })['LoadBalancerStatus'] as string
const listenerStatus = (cloud: Cloud, id: string) => () => cloud.alb('GetListenerAttribute',
  { ListenerId: id })['ListenerStatus'] as string
const jobStatus = (cloud: Cloud, id: string) => () => cloud.alb('ListAsynJobs', { JobIds: [id] })['Jobs'][0].Status as string
const groupStatus = (cloud: Cloud, id: string) => () =>
  (cloud.alb('ListServerGroups', { ServerGroupIds: [id] })['ServerGroups'][0]?.ServerGroupStatus ?? 'absent') as string
const serverStatus = (cloud: Cloud, id: string) => () =>
  (cloud.alb('ListServerGroupServers', { ServerGroupId: id })['Servers'][0]?.Status ?? 'absent') as string

describe('a load balancer', () => {
  test('is Provisioning for a minute, then Active, and has no job', () => {
    const cloud = new Cloud()
    const answer = cloud.alb('CreateLoadBalancer', balancerParams)
    expect(Object.keys(answer)).toEqual(['LoadBalancerId'])
    expect(timeline(cloud, [0, 59, 60, 200], statusOf(cloud, answer['LoadBalancerId'])))
      .toEqual({ 0: 'Provisioning', 59: 'Provisioning', 60: 'Active', 200: 'Active' })
  })

  test('ends as CreateFailed where a fault says so, and can then only be deleted', () => {
    const cloud = new Cloud((moving, to) => (moving.kind === 'loadBalancer' && to === 'Active' ? 'CreateFailed' : undefined))
    const { LoadBalancerId } = cloud.alb('CreateLoadBalancer', balancerParams)
    expect(timeline(cloud, [60, 500], statusOf(cloud, LoadBalancerId))).toEqual({ 60: 'CreateFailed', 500: 'CreateFailed' })
    expect(refused(() => cloud.alb('EnableDeletionProtection',
      { ResourceId: LoadBalancerId })).code).toBe('IncorrectStatus.LoadBalancer')
    cloud.alb('DeleteLoadBalancer', { LoadBalancerId })
    cloud.wait(10)
    expect(cloud.world.loadBalancers).toEqual({})
  })

  test.each([
    ['UpdateLoadBalancerAttribute', (id: string) => ({ LoadBalancerId: id, LoadBalancerName: 'renamed' })],
    ['UpdateLoadBalancerEdition', (id: string) => ({ LoadBalancerId: id, LoadBalancerEdition: 'Standard' })],
    ['EnableDeletionProtection', (id: string) => ({ ResourceId: id })],
    ['LoadBalancerJoinSecurityGroup', (id: string) => ({ LoadBalancerId: id, SecurityGroupIds: ['sg-server'] })],
  ])('is in Configuring for a moment after %s', (action, params) => {
    const cloud = new Cloud()
    const lb = balancer(cloud)
    cloud.alb(action, params(lb))
    expect(timeline(cloud, [0, 4, 5], statusOf(cloud, lb))).toEqual({ 0: 'Configuring', 4: 'Configuring', 5: 'Active' })
  })

  test('reads Active before a changed edition shows', () => {
    const cloud = new Cloud()
    const lb = balancer(cloud)
    cloud.alb('UpdateLoadBalancerEdition', { LoadBalancerId: lb, LoadBalancerEdition: 'Standard' })
    const edition = () => cloud.alb('GetLoadBalancerAttribute', { LoadBalancerId: lb })['LoadBalancerEdition'] as string
    expect(timeline(cloud, [0, 6, 10], edition)).toEqual({ 0: 'Basic', 6: 'Basic', 10: 'Standard' })
  })

  test('is Deleting, then gone with its listeners and addresses; the job outlives it', () => {
    const cloud = new Cloud()
    const { lb, listener } = front(cloud)
    const { JobId } = cloud.alb('DeleteLoadBalancer', { LoadBalancerId: lb })
    expect(timeline(cloud, [0, 4, 5], statusOf(cloud, lb))).toEqual({ 0: 'Deleting', 4: 'Deleting',
      5: 'ResourceNotFound.LoadBalancer' })
    expect(jobStatus(cloud, JobId)()).toBe('Succeeded')
    expect(cloud.alb('ListAsynJobs', { ResourceIds: [lb], ApiName: 'DeleteLoadBalancer' })).toMatchObject({
      TotalCount: 1, Jobs: [{ Id: JobId, OperateType: 'Delete', ResourceType: 'loadbalancer', ResourceId: lb }],
    })
    expect(cloud.world.listeners[listener]).toBeUndefined()
    expect(cloud.world.vSwitches['vsw-back-a']?.taken).toEqual({})
  })
})

test('a server group is Creating for two seconds', () => {
  const cloud = new Cloud().believe({ 'list-lag': '0' })
  const { ServerGroupId } = cloud.alb('CreateServerGroup', groupParams)
  expect(timeline(cloud, [0, 1, 2], groupStatus(cloud, ServerGroupId))).toEqual({ 0: 'Creating', 1: 'Creating', 2: 'Available' })
})

test('servers go in as Adding and out as Removing, the group in Configuring meanwhile', () => {
  const cloud = new Cloud()
  const group = serverGroup(cloud)
  cloud.alb('AddServersToServerGroup', { ServerGroupId: group, Servers: [server()] })
  const both = () => `${serverStatus(cloud, group)()} in ${groupStatus(cloud, group)()}`
  expect(timeline(cloud, [0, 2, 3], both)).toEqual({ 0: 'Adding in Configuring', 2: 'Adding in Configuring',
    3: 'Available in Available' })
  cloud.alb('UpdateServerGroupServersAttribute', { ServerGroupId: group, Servers: [server('i-one', { Weight: 5 })] })
  expect(timeline(cloud, [0, 3], both)).toEqual({ 0: 'Configuring in Configuring', 3: 'Available in Available' })
  cloud.alb('RemoveServersFromServerGroup', { ServerGroupId: group,
    Servers: [{ ServerId: 'i-one', ServerType: 'Ecs', Port: 8080 }] })
  expect(timeline(cloud, [0, 3], both)).toEqual({ 0: 'Removing in Configuring', 3: 'absent in Available' })
})

test('a server group is Deleting, then gone', () => {
  const cloud = new Cloud()
  const group = serverGroup(cloud)
  const { JobId } = cloud.alb('DeleteServerGroup', { ServerGroupId: group })
  expect(timeline(cloud, [0, 4, 5], groupStatus(cloud, group))).toEqual({ 0: 'Deleting', 4: 'Deleting', 5: 'absent' })
  expect(jobStatus(cloud, JobId)()).toBe('Succeeded')
})

describe('a listener', () => {
  test('is Provisioning while its job is Processing, and its load balancer in Configuring', () => {
    const cloud = new Cloud()
    const [lb, group] = [balancer(cloud), serverGroup(cloud)]
    const { ListenerId, JobId } = cloud.alb('CreateListener', listenerParams(lb, group))
    const all = () => [listenerStatus(cloud, ListenerId)(), jobStatus(cloud, JobId)(), statusOf(cloud, lb)()].join(' ')
    expect(timeline(cloud, [0, 4, 5], all))
      .toEqual({ 0: 'Provisioning Processing Configuring', 4: 'Provisioning Processing Configuring',
        5: 'Running Succeeded Active' })
  })

  test('stops and starts through Configuring', () => {
    const cloud = new Cloud()
    const { listener } = front(cloud)
    cloud.alb('StopListener', { ListenerId: listener })
    expect(timeline(cloud, [0, 5], listenerStatus(cloud, listener))).toEqual({ 0: 'Configuring', 5: 'Stopped' })
    cloud.alb('UpdateListenerAttribute', { ListenerId: listener, IdleTimeout: 20 })
    expect(timeline(cloud, [0, 5], listenerStatus(cloud, listener))).toEqual({ 0: 'Configuring', 5: 'Stopped' })
    cloud.alb('StartListener', { ListenerId: listener })
    expect(timeline(cloud, [0, 5], listenerStatus(cloud, listener))).toEqual({ 0: 'Configuring', 5: 'Running' })
  })

  test('is Deleting, then not found', () => {
    const cloud = new Cloud()
    const { listener } = front(cloud)
    cloud.alb('DeleteListener', { ListenerId: listener })
    expect(timeline(cloud, [0, 4, 5], listenerStatus(cloud, listener))).toEqual({ 0: 'Deleting', 4: 'Deleting',
      5: 'ResourceNotFound.Listener' })
  })

  test('whose job fails is not there, and the job says why', () => {
    let failing = false
    const cloud = new Cloud((moving, to) => (failing && moving.kind === 'job' && to === 'Succeeded' ? 'Failed' : undefined))
    const [lb, group] = [balancer(cloud), serverGroup(cloud)]
    failing = true
    const { ListenerId, JobId } = cloud.alb('CreateListener', listenerParams(lb, group))
    cloud.wait(5)
    const [job] = cloud.alb('ListAsynJobs', { JobIds: [JobId] })['Jobs']
    expect(job).toMatchObject({ Status: 'Failed', ErrorCode: expect.any(String),
      ErrorMessage: expect.stringContaining('CreateListener') })
    expect(refused(() => cloud.alb('GetListenerAttribute', { ListenerId })).code).toBe('ResourceNotFound.Listener')
    const { ServerGroupId } = cloud.alb('CreateServerGroup', groupParams)
    cloud.wait(5)
    expect(cloud.alb('ListServerGroups', { ServerGroupIds: [ServerGroupId] })['ServerGroups']).toEqual([])
  })

  test('whose deletion fails goes on', () => {
    let failing = false
    const cloud = new Cloud((moving, to) => (failing && moving.kind === 'job' && to === 'Succeeded' ? 'Failed' : undefined))
    const { listener } = front(cloud)
    failing = true
    cloud.alb('DeleteListener', { ListenerId: listener })
    expect(timeline(cloud, [0, 5, 100], listenerStatus(cloud, listener))).toEqual({ 0: 'Deleting', 5: 'Running', 100: 'Running' })
  })
})
