import { describe, expect, test } from 'vitest'
import { BELIEFS, belief, type BeliefName } from '../../src/simulator/beliefs.ts'
import { Cloud, ZONES, balancer, balancerParams, connected, endpoint, endpointParams, refused, server, serverGroup, service,
  serviceParams } from './products/support.ts'

const [A, B] = ZONES

/** What a step comes to: `done`, or the code of its refusal. */
function outcome(step: () => unknown): string {
  try {
    step()
    return 'done'
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

const tagged = [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }]

/** Each reading of each belief, and what is seen under it. */
const SEEN: { [N in Exclude<BeliefName, 'client-token-reuse'>]: [(cloud: Cloud) => unknown, Record<string, unknown>] } = {
  'service-delete-with-resources': [
    (cloud) => outcome(() => cloud.pl('DeleteVpcEndpointService', { ServiceId: service(cloud).epsrv })),
    { refused: 'EndpointServiceDependenceViolation', allowed: 'done' },
  ],
  'service-delete-with-disconnected-endpoint': [
    (cloud) => {
      const { epsrv } = endpoint(cloud.believe({ 'service-delete-with-resources': 'allowed' }))
      return outcome(() => cloud.pl('DeleteVpcEndpointService', { ServiceId: epsrv }))
    },
    { refused: 'DeleteFailedDueToEndpointExist', allowed: 'done' },
  ],
  'endpoint-delete-with-zones': [
    (cloud) => {
      const { ep } = endpoint(cloud)
      const first = outcome(() => cloud.pl('DeleteVpcEndpoint', { EndpointId: ep }))
      cloud.rest()
      return [first, Object.keys(cloud.world.endpoints).length,
        Object.keys(cloud.world.vSwitches['vsw-front-a']?.taken ?? {}).length]
    },
    { refused: ['EndpointDependenceViolation', 1, 1], allowed: ['done', 0, 0] },
  ],
  'endpoint-duplicate': [
    (cloud) => {
      const { epsrv } = endpoint(cloud)
      return outcome(() => cloud.pl('CreateVpcEndpoint', endpointParams(epsrv)))
    },
    { allowed: 'done', refused: 'EndpointDuplicated' },
  ],
  'create-service-resources': [
    (cloud) => cloud.pl('ListVpcEndpointServiceResources', { ServiceId: service(cloud).epsrv })['Resources'].length,
    { honoured: 2, partly: 1, ignored: 0 },
  ],
  'create-endpoint-zones': [
    (cloud) => cloud.pl('ListVpcEndpointZones', { EndpointId: endpoint(cloud).ep })['Zones'].length,
    { honoured: 2, partly: 1, ignored: 0 },
  ],
  'create-tags': [
    (cloud) => {
      const { epsrv, ep } = endpoint(cloud, { Tag: tagged }, { Tag: tagged })
      const lb = balancer(cloud, { Tag: tagged })
      return [cloud.world.endpointServices[epsrv], cloud.world.endpoints[ep], cloud.world.loadBalancers[lb]]
        .map((one) => Object.keys(one?.tags ?? {}).length)
    },
    { honoured: [2, 2, 2], partly: [1, 1, 1], ignored: [0, 0, 0] },
  ],
  'load-balancer-after-detach': [
    (cloud) => {
      const { lb, epsrv } = service(cloud)
      for (const ZoneId of [A, B]) {
        cloud.pl('DetachResourceFromVpcEndpointService', { ServiceId: epsrv, ResourceId: lb, ResourceType: 'alb', ZoneId })
        cloud.wait(6)
      }
      const first = outcome(() => cloud.alb('DeleteLoadBalancer', { LoadBalancerId: lb }))
      cloud.wait(30)
      return [first, outcome(() => cloud.alb('DeleteLoadBalancer', { LoadBalancerId: lb }))]
    },
    { locked: ['IncorrectBusinessStatus.LoadBalancer', 'done'], free: ['done', 'ResourceNotFound.LoadBalancer'] },
  ],
  'zone-after-refusal': [
    (cloud) => {
      const { ep, pair } = connected(cloud)
      cloud.pl('DisableVpcEndpointConnection', pair)
      cloud.wait(10)
      return cloud.pl('ListVpcEndpointZones', { EndpointId: ep })['Zones'].map((zone: { ZoneStatus: string }) => zone.ZoneStatus)
    },
    { Disconnected: ['Disconnected', 'Disconnected'], Wait: ['Wait', 'Wait'] },
  ],
  'repeated-enable': [
    (cloud) => {
      const { pair } = connected(cloud)
      return outcome(() => cloud.pl('EnableVpcEndpointConnection', pair))
    },
    { refused: 'EndpointConnectionOperationDenied', accepted: 'done' },
  ],
  'repeated-disable': [
    (cloud) => {
      const { epsrv, ep } = endpoint(cloud)
      return outcome(() => cloud.pl('DisableVpcEndpointConnection', { ServiceId: epsrv, EndpointId: ep }))
    },
    { refused: 'EndpointConnectionOperationDenied', accepted: 'done' },
  ],
  'accept-without-resources': [
    (cloud) => {
      const { epsrv, ep } = endpoint(cloud, { Zone: [] }, { Resource: [] })
      const first = outcome(() => cloud.pl('EnableVpcEndpointConnection', { ServiceId: epsrv, EndpointId: ep }))
      cloud.wait(20)
      return [first, cloud.pl('GetVpcEndpointAttribute', { EndpointId: ep })['ConnectionStatus']]
    },
    { refused: ['OperationDenied.NoAvailableServiceResource', 'Disconnected'], allowed: ['done', 'Connected'] },
  ],
  'remove-zone-while-connected': [
    (cloud) => {
      const { ep } = connected(cloud)
      return outcome(() => cloud.pl('RemoveZoneFromVpcEndpoint', { EndpointId: ep, ZoneId: A }))
    },
    { refused: 'EndpointConnectionOperationDenied', allowed: 'done' },
  ],
  'eligible-load-balancer': [
    (cloud) => {
      const lb = balancer(cloud, { AddressAllocatedMode: 'Dynamic' })
      return outcome(() => cloud.pl('CreateVpcEndpointService', serviceParams(lb)))
    },
    { 'internal-fixed': 'LoadBalancerNotSupportPrivateLink', any: 'done' },
  ],
  'payer-endpoint-service': [
    (cloud) => outcome(() => cloud.pl('CreateVpcEndpointService', { ServiceResourceType: 'alb', Payer: 'EndpointService' })),
    { refused: 'EndpointServicePayerForbidden', allowed: 'done' },
  ],
  'server-weight-default': [
    (cloud) => {
      const ServerGroupId = serverGroup(cloud)
      cloud.alb('AddServersToServerGroup', { ServerGroupId, Servers: [server('i-one', { Weight: undefined })] })
      return cloud.alb('ListServerGroupServers', { ServerGroupId })['Servers'][0].Weight
    },
    { 0: 0, 100: 100 },
  ],
  'zone-domain-form': [
    (cloud) => {
      const { epsrv, ep } = endpoint(cloud)
      const [zone] = cloud.pl('ListVpcEndpointZones', { EndpointId: ep })['Zones']
      return (zone.ZoneDomain as string).replace(ep, 'EP').replace(epsrv, 'SERVICE')
    },
    {
      'zone-first': `EP-${A}.SERVICE.test-north.privatelink.aliyuncs.com`,
      'region-first': `EP-test-north.SERVICE.${A}.privatelink.aliyuncs.com`,
    },
  ],
  'list-lag': [
    (cloud) => {
      const { LoadBalancerId } = cloud.alb('CreateLoadBalancer', balancerParams)
      const count = () => cloud.alb('ListLoadBalancers')['TotalCount'] as number
      expect(cloud.alb('GetLoadBalancerAttribute', { LoadBalancerId })['LoadBalancerId']).toBe(LoadBalancerId)
      return [count(), cloud.wait(2) && count(), cloud.wait(8) && count()]
    },
    { 2: [0, 1, 1], 0: [1, 1, 1], 10: [0, 0, 1] },
  ],
}

describe('each reading of a belief shows', () => {
  const cases = Object.entries(SEEN).flatMap(([name, [look, readings]]) => Object.entries(readings)
    .map(([value, seen]) => ({ name, value, look, seen })))

  test.each(cases)('$name=$value', ({ name, value, look, seen }) => {
    expect(look(new Cloud().believe({ [name]: value }))).toEqual(seen)
  })

  test.each(Object.entries(SEEN))('%s: the default is the first one, and every reading has its case',
    (name, [look, readings]) => {
    const { values } = BELIEFS[name as BeliefName]
    expect(Object.keys(readings).sort()).toEqual([...values].sort())
    expect(look(new Cloud())).toEqual(readings[values[0]])
  })
})

test('a value that is none of the belief\'s counts as unsaid', () => {
  const { world } = new Cloud().believe({ 'repeated-enable': 'perhaps' })
  expect(belief(world, 'repeated-enable')).toBe('refused')
  expect(belief(world, 'client-token-reuse')).toBe('refuse')
})

test('the refusal of a zone without a resource follows the belief too', () => {
  const cloud = new Cloud()
  const { lb, epsrv, ep } = endpoint(cloud)
  cloud.pl('DetachResourceFromVpcEndpointService', { ServiceId: epsrv, ResourceId: lb, ResourceType: 'alb', ZoneId: A })
  cloud.wait(10)
  const accept = () => cloud.pl('EnableVpcEndpointConnection', { ServiceId: epsrv, EndpointId: ep })
  expect(refused(accept).code).toBe('OperationDenied.NoAvailableServiceResource')
  cloud.believe({ 'accept-without-resources': 'allowed' })
  accept()
  cloud.wait(30)
  expect(cloud.pl('ListVpcEndpointZones', { EndpointId: ep })['Zones']
    .map((zone: { ZoneStatus: string }) => zone.ZoneStatus)).toEqual(['Wait', 'Connected'])
})
