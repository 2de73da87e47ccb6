import { expect, test } from 'vitest'
import { ARROWS } from '../../../src/simulator/products/durations.ts'
import { alb } from '../../../src/simulator/products/alb.ts'
import { privatelink } from '../../../src/simulator/products/privatelink.ts'
import { Cloud, balancerParams, endpointParams, groupParams, listenerParams, serviceParams } from './support.ts'

test('every kind has its arrows from the one table', () => {
  const lives = [...alb.lifecycles, ...privatelink.lifecycles]
  expect(Object.fromEntries(lives.map((life) => [life.kind, life.arrows]))).toEqual(ARROWS)
})

test('on an instant clock the whole chain stands after one call each, without a pause', () => {
  const cloud = new Cloud()
  cloud.world.clock.mode = 'instant'
  const { LoadBalancerId } = cloud.alb('CreateLoadBalancer', balancerParams)
  expect(cloud.alb('ListLoadBalancers')['LoadBalancers']).toMatchObject([{ LoadBalancerStatus: 'Active' }])
  const { ServerGroupId } = cloud.alb('CreateServerGroup', groupParams)
  const { ListenerId } = cloud.alb('CreateListener', listenerParams(LoadBalancerId, ServerGroupId))
  expect(cloud.alb('GetListenerAttribute', { ListenerId })['ListenerStatus']).toBe('Running')
  const { ServiceId } = cloud.pl('CreateVpcEndpointService', serviceParams(LoadBalancerId))
  const { EndpointId } = cloud.pl('CreateVpcEndpoint', endpointParams(ServiceId))
  cloud.pl('EnableVpcEndpointConnection', { ServiceId, EndpointId })
  expect(cloud.pl('GetVpcEndpointAttribute', { EndpointId })['ConnectionStatus']).toBe('Connected')
  expect(cloud.world.endpoints[EndpointId]?.connection.pathAt).toBeLessThanOrEqual(cloud.now)
})

test('where looks count, a client that reads one thing takes along what it hangs on', () => {
  const cloud = new Cloud()
  Object.assign(cloud.world.clock, { mode: 'reads', reads: 2 })
  const look = (read: () => unknown) => { for (let n = 0; n < 3; n++) read() }
  const { LoadBalancerId } = cloud.alb('CreateLoadBalancer', balancerParams)
  look(() => cloud.alb('GetLoadBalancerAttribute', { LoadBalancerId }))
  const { ServerGroupId } = cloud.alb('CreateServerGroup', groupParams)
  look(() => cloud.alb('ListServerGroups', { ServerGroupIds: [ServerGroupId] }))
  const { ListenerId, JobId } = cloud.alb('CreateListener', listenerParams(LoadBalancerId, ServerGroupId))
  look(() => cloud.alb('ListAsynJobs', { JobIds: [JobId] }))
  expect(cloud.alb('GetListenerAttribute', { ListenerId })['ListenerStatus']).toBe('Running')
  expect(cloud.world.loadBalancers[LoadBalancerId]?.status).toBe('Active')
  const { ServiceId } = cloud.pl('CreateVpcEndpointService', serviceParams(LoadBalancerId))
  look(() => cloud.pl('GetVpcEndpointServiceAttribute', { ServiceId }))
  const { EndpointId } = cloud.pl('CreateVpcEndpoint', endpointParams(ServiceId))
  look(() => cloud.pl('GetVpcEndpointAttribute', { EndpointId }))
  cloud.pl('EnableVpcEndpointConnection', { ServiceId, EndpointId })
  look(() => cloud.pl('ListVpcEndpointConnections', { ServiceId }))
  expect(cloud.pl('ListVpcEndpointZones', { EndpointId })['Zones']
    .map((zone: { ZoneStatus: string }) => zone.ZoneStatus)).toEqual(['Connected', 'Connected'])
})
