import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import type { Simulator } from '../../src/simulator/api.ts'
import { BELIEFS, type BeliefName, type BeliefValue } from '../../src/simulator/beliefs.ts'
import { startSimulator } from '../../src/simulator/index.ts'
import { ALB, callV3, control } from '../simulator/client.ts'
import {
  balancer, balancerParams, Cloud, connected, endpoint, endpointParams, refused, server, serverGroup, service, serviceParams, timeline, ZONES,
} from '../simulator/products/support.ts'

const [A, B] = ZONES
const outcome = (work: () => unknown): string => {
  try {
    work()
    return 'done'
  } catch {
    return refused(work).code
  }
}
const detachAll = (cloud: Cloud, ServiceId: string, ResourceId: string): void => {
  for (const ZoneId of [A, B]) {
    cloud.pl('DetachResourceFromVpcEndpointService', { ServiceId, ResourceId, ResourceType: 'alb', ZoneId })
    cloud.wait(10)
  }
}

interface Sight<V extends string> {
  /** Does what the belief is about and gives what a client sees of it. */
  look: (cloud: Cloud) => unknown
  sees: Record<V, unknown>
}
type WithoutWire = Exclude<BeliefName, 'client-token-reuse'>

const SIGHTS: { [N in WithoutWire]: Sight<BeliefValue<N>> } = {
  'service-delete-with-resources': {
    look: (cloud) => {
      const { epsrv } = service(cloud)
      return outcome(() => cloud.pl('DeleteVpcEndpointService', { ServiceId: epsrv }))
    },
    sees: { refused: 'EndpointServiceDependenceViolation', allowed: 'done' },
  },
  'service-delete-with-disconnected-endpoint': {
    look: (cloud) => {
      const { lb, epsrv, ep } = endpoint(cloud)
      detachAll(cloud, epsrv, lb)
      const deleted = outcome(() => cloud.pl('DeleteVpcEndpointService', { ServiceId: epsrv }))
      cloud.wait(20)
      return [deleted, cloud.pl('GetVpcEndpointAttribute', { EndpointId: ep })['ConnectionStatus']]
    },
    sees: { refused: ['DeleteFailedDueToEndpointExist', 'Disconnected'], allowed: ['done', 'ServiceDeleted'] },
  },
  'endpoint-delete-with-zones': {
    look: (cloud) => {
      const { ep } = endpoint(cloud)
      const deleted = outcome(() => cloud.pl('DeleteVpcEndpoint', { EndpointId: ep }))
      cloud.wait(60)
      return [deleted, outcome(() => cloud.pl('GetVpcEndpointAttribute', { EndpointId: ep }))]
    },
    sees: { refused: ['EndpointDependenceViolation', 'done'], allowed: ['done', 'EndpointNotFound'] },
  },
  'endpoint-duplicate': {
    look: (cloud) => {
      const { epsrv } = endpoint(cloud)
      return outcome(() => cloud.pl('CreateVpcEndpoint', endpointParams(epsrv, { EndpointName: 'second', Zone: [] })))
    },
    sees: { allowed: 'done', refused: 'EndpointDuplicated' },
  },
  'create-service-resources': {
    look: (cloud) => cloud.pl('ListVpcEndpointServiceResources', { ServiceId: service(cloud).epsrv })['Resources'].length,
    sees: { honoured: 2, partly: 1, ignored: 0 },
  },
  'create-endpoint-zones': {
    look: (cloud) => cloud.pl('ListVpcEndpointZones', { EndpointId: endpoint(cloud).ep })['Zones'].length,
    sees: { honoured: 2, partly: 1, ignored: 0 },
  },
  'create-tags': {
    look: (cloud) => {
      const Tag = [{ Key: 'one', Value: '1' }, { Key: 'two', Value: '2' }]
      const lb = balancer(cloud, { Tag })
      const { ServiceId } = cloud.pl('CreateVpcEndpointService', { ServiceResourceType: 'alb', Tag })
      cloud.wait(10)
      const [shown] = cloud.pl('ListVpcEndpointServices', { ServiceId })['Services']
      return [cloud.alb('GetLoadBalancerAttribute', { LoadBalancerId: lb })['Tags'].length, shown.Tags.length]
    },
    sees: { honoured: [2, 2], partly: [1, 1], ignored: [0, 0] },
  },
  'load-balancer-after-detach': {
    look: (cloud) => {
      const { lb, epsrv } = service(cloud)
      for (const ZoneId of [A, B]) {
        cloud.pl('DetachResourceFromVpcEndpointService', { ServiceId: epsrv, ResourceId: lb, ResourceType: 'alb', ZoneId })
        cloud.wait(5)
      }
      const first = outcome(() => cloud.alb('DeleteLoadBalancer', { LoadBalancerId: lb, DryRun: false }))
      cloud.wait(30)
      return [first, outcome(() => cloud.alb('DeleteLoadBalancer', { LoadBalancerId: lb }))]
    },
    sees: { locked: ['IncorrectBusinessStatus.LoadBalancer', 'done'], free: ['done', 'ResourceNotFound.LoadBalancer'] },
  },
  'zone-after-refusal': {
    look: (cloud) => {
      const { pair, ep } = connected(cloud)
      cloud.pl('DisableVpcEndpointConnection', pair)
      cloud.wait(20)
      return cloud.pl('ListVpcEndpointZones', { EndpointId: ep })['Zones'].map((zone: { ZoneStatus: string }) => zone.ZoneStatus)
    },
    sees: { Disconnected: ['Disconnected', 'Disconnected'], Wait: ['Wait', 'Wait'] },
  },
  'repeated-enable': {
    look: (cloud) => {
      const { pair } = connected(cloud)
      return [outcome(() => cloud.pl('EnableVpcEndpointConnection', pair)), cloud.pl('ListVpcEndpointConnections', pair)['Connections'][0].ConnectionStatus]
    },
    sees: { refused: ['EndpointConnectionOperationDenied', 'Connected'], accepted: ['done', 'Connected'] },
  },
  'repeated-disable': {
    look: (cloud) => {
      const { epsrv, ep } = endpoint(cloud)
      return outcome(() => cloud.pl('DisableVpcEndpointConnection', { ServiceId: epsrv, EndpointId: ep }))
    },
    sees: { refused: 'EndpointConnectionOperationDenied', accepted: 'done' },
  },
  'accept-without-resources': {
    look: (cloud) => {
      const { lb, epsrv, ep } = endpoint(cloud)
      cloud.pl('DetachResourceFromVpcEndpointService', { ServiceId: epsrv, ResourceId: lb, ResourceType: 'alb', ZoneId: A })
      cloud.wait(10)
      return outcome(() => cloud.pl('EnableVpcEndpointConnection', { ServiceId: epsrv, EndpointId: ep }))
    },
    sees: { refused: 'OperationDenied.NoAvailableServiceResource', allowed: 'done' },
  },
  'remove-zone-while-connected': {
    look: (cloud) => {
      const { ep } = connected(cloud)
      return outcome(() => cloud.pl('RemoveZoneFromVpcEndpoint', { EndpointId: ep, ZoneId: A }))
    },
    sees: { refused: 'EndpointConnectionOperationDenied', allowed: 'done' },
  },
  'eligible-load-balancer': {
    look: (cloud) => {
      const lb = balancer(cloud, { AddressAllocatedMode: 'Dynamic' })
      return outcome(() => cloud.pl('CreateVpcEndpointService', serviceParams(lb)))
    },
    sees: { 'internal-fixed': 'LoadBalancerNotSupportPrivateLink', any: 'done' },
  },
  'payer-endpoint-service': {
    look: (cloud) => outcome(() => cloud.pl('CreateVpcEndpointService', { ServiceResourceType: 'alb', Payer: 'EndpointService' })),
    sees: { refused: 'EndpointServicePayerForbidden', allowed: 'done' },
  },
  'server-weight-default': {
    look: (cloud) => {
      const group = serverGroup(cloud)
      cloud.alb('AddServersToServerGroup', { ServerGroupId: group, Servers: [server('i-one', { Weight: undefined })] })
      return cloud.alb('ListServerGroupServers', { ServerGroupId: group })['Servers'][0].Weight
    },
    sees: { 0: 0, 100: 100 },
  },
  'zone-domain-form': {
    look: (cloud) => {
      const { epsrv, ep } = endpoint(cloud)
      const [zone] = cloud.pl('ListVpcEndpointZones', { EndpointId: ep })['Zones']
      return zone.ZoneDomain.replace(ep, 'EP').replace(epsrv, 'SERVICE')
    },
    sees: {
      'zone-first': `EP-${A}.SERVICE.test-north.privatelink.aliyuncs.com`, 'region-first': `EP-test-north.SERVICE.${A}.privatelink.aliyuncs.com`,
    },
  },
  'list-lag': {
    look: (cloud) => {
      const { LoadBalancerId } = cloud.alb('CreateLoadBalancer', balancerParams)
      return [
        timeline(cloud, [0, 1, 2, 9, 10], () => String(cloud.alb('ListLoadBalancers')['LoadBalancers'].length)),
        cloud.alb('GetLoadBalancerAttribute', { LoadBalancerId })['LoadBalancerId'] === LoadBalancerId,
      ]
    },
    sees: {
      2: [{ 0: '0', 1: '0', 2: '1', 9: '1', 10: '1' }, true], 0: [{ 0: '1', 1: '1', 2: '1', 9: '1', 10: '1' }, true],
      10: [{ 0: '0', 1: '0', 2: '0', 9: '0', 10: '1' }, true],
    },
  },
}

describe('each reading of a belief is what a client sees', () => {
  const readings = Object.entries(SIGHTS).flatMap(([name, sight]) => Object.entries(sight.sees).map(([value, seen]) => ({ name: name as WithoutWire, value, seen })))
  test.each(readings)('$name=$value', ({ name, value, seen }) => {
    expect(SIGHTS[name].look(new Cloud().believe({ [name]: value }))).toEqual(seen)
  })

  test.each(Object.entries(SIGHTS))('the first reading of %s holds where nothing is said', (name, { look, sees }) => {
    const [first] = BELIEFS[name as WithoutWire].values
    expect(look(new Cloud())).toEqual((sees as Record<string, unknown>)[first])
  })
})

describe('beliefs that a simulator is started with', () => {
  const open: Simulator[] = []
  afterEach(async () => {
    for (const sim of open.splice(0)) await sim.close()
  })
  const start = async (beliefs: Record<string, string>): Promise<Simulator> => {
    const sim = await startSimulator({ state: 'memory', beliefs })
    open.push(sim)
    return sim
  }
  const regroup = (sim: Simulator, name: string) => callV3(sim.url, sim.accounts[0]!, {
    version: ALB, action: 'CreateServerGroup', query: { ServerGroupName: name, VpcId: 'vpc-bp16xl1gorbiigaaphj4h', 'HealthCheckConfig.HealthCheckEnabled': 'false', ClientToken: 'one' },
  })

  test.each([['refuse', 'IdempotentParameterMismatch'], ['replay', undefined]])('client-token-reuse=%s', async (value, code) => {
    const sim = await start({ 'client-token-reuse': value })
    const first = await regroup(sim, 'one')
    const second = await regroup(sim, 'two')
    expect([second.json.Code, second.json.ServerGroupId]).toEqual([code, code === undefined ? first.json.ServerGroupId : undefined])
  })

  test('stay in force after a reset', async () => {
    const sim = await start({ 'client-token-reuse': 'replay' })
    await control(sim, 'POST', 'reset')
    await regroup(sim, 'one')
    expect((await regroup(sim, 'two')).status).toBe(200)
  })

  test.each([
    [{ moon: 'cheese' }, /^belief moon=cheese: no belief "moon"; there is service-delete-with-resources, /],
    [{ 'list-lag': '7' }, /^belief list-lag=7: "7" is none of 2, 0, 10$/],
    [{ constructor: 'x' }, /no belief "constructor"/],
  ])('%o are refused', async (beliefs, message) => {
    await expect(start(beliefs)).rejects.toThrow(message)
  })
})

test('every belief and every reading is seen here', () => {
  expect([...Object.keys(SIGHTS), 'client-token-reuse'].sort()).toEqual(Object.keys(BELIEFS).sort())
  expect(Object.entries(SIGHTS).map(([name, { sees }]) => [name, Object.keys(sees).sort()]))
    .toEqual(Object.keys(SIGHTS).map((name) => [name, [...BELIEFS[name as WithoutWire].values].sort()]))
})

test('the manual lists every belief with its readings, the default first, and what it is about', () => {
  const manual = readFileSync(new URL('../../docs/limits.md', import.meta.url), 'utf8')
  const rows = [...manual.matchAll(/^\| `([\w-]+)` \| ((?:`[\w-]+`(?:, )?)+) \| (.+) \|$/gm)].map(([, name, values, about]) => ({ name, values, about }))
  expect(rows).toEqual(Object.entries(BELIEFS).map(([name, { values, about }]) => ({ name, values: values.map((one) => `\`${one}\``).join(', '), about })))
})
