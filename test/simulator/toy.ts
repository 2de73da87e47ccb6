import { Refusal, type Action, type Call, type ProductTable } from '../../src/simulator/action.ts'
import type { Simulator, SimulatorOptions } from '../../src/simulator/api.ts'
import type { LoadBalancer, World } from '../../src/simulator/model.ts'
import { startCloud, type Parts } from '../../src/simulator/start.ts'
import { sts } from '../../src/simulator/sts.ts'
import { makeWorld } from '../../src/simulator/world-file.ts'

/** A little product of the framework's own tests: load balancers that are made, seen, renamed and removed. */
interface Create { LoadBalancerName: string; ClientToken?: string; ZoneMappings?: { ZoneId: string }[] }

function create(call: Call<Create>): object {
  if (call.params.LoadBalancerName === 'taken') throw new Refusal('Conflict.Name', 400, 'The name is taken.')
  if (call.params.LoadBalancerName === 'crash') throw new TypeError('a mistake of the handler')
  const id = call.newId('loadBalancer')
  const record = {
    id, region: call.region, account: call.account.id, createdAt: call.now, tags: {}, ResourceGroupId: '', LoadBalancerName: call.params.LoadBalancerName,
    status: '', since: 0, VpcId: 'vpc-x', LoadBalancerEdition: 'Basic', LoadBalancerBussinessStatus: 'Normal', AddressType: 'Intranet',
    AddressAllocatedMode: 'Fixed', AddressIpVersion: 'IPv4', DNSName: '', DeletionProtectionConfig: { Enabled: false },
    ModificationProtectionConfig: { Status: 'NonProtection' }, ZoneMappings: [], SecurityGroupIds: [],
  } satisfies LoadBalancer
  call.world.loadBalancers[id] = record
  call.move({ kind: 'loadBalancer', path: [id] }, 'Provisioning')
  return { LoadBalancerId: id }
}

function get(call: Call<{ LoadBalancerId: string }>): object {
  const found = call.world.loadBalancers[call.params.LoadBalancerId]
  if (!found) throw new Refusal('ResourceNotFound.LoadBalancer', 404, 'The specified load balancer does not exist.')
  call.look(found)
  return { LoadBalancerId: found.id, LoadBalancerStatus: found.status, LoadBalancerName: found.LoadBalancerName, RegionId: found.region }
}

const common = { ClientToken: { type: 'string' }, DryRun: { type: 'boolean' } } as const
const actions: Record<string, Action<never>> = {
  CreateLoadBalancer: {
    mutating: true, handler: create,
    parameters: {
      ...common, LoadBalancerName: { type: 'string', required: true },
      ZoneMappings: { type: 'list', max: 10, item: { type: 'struct', fields: { ZoneId: { type: 'string', required: true }, ip: { type: 'string' } } } },
      Wait: { type: 'boolean' }, Port: { type: 'integer', min: 1, max: 65535 },
    },
  },
  GetLoadBalancerAttribute: { mutating: false, parameters: { LoadBalancerId: { type: 'string', required: true } }, handler: get },
  DeleteLoadBalancer: {
    mutating: true, parameters: { ...common, LoadBalancerId: { type: 'string', required: true } },
    handler: (call: Call<{ LoadBalancerId: string }>) => {
      get(call)
      call.move({ kind: 'loadBalancer', path: [call.params.LoadBalancerId] }, 'Deleting')
      return {}
    },
  },
  Peek: {
    mutating: false, parameters: {},
    observe: async (call) => Object.keys(call.world.loadBalancers).length,
    handler: (call: Call) => {
      call.world.beliefs['peeked'] = String(call.observed)
      return { Seen: call.observed }
    },
  },
}

const lifecycles: ProductTable['lifecycles'] = [{
  kind: 'loadBalancer',
  arrows: [
    { from: 'Provisioning', to: 'Active', after: 20_000, sure: 'assumed' },
    { from: 'Deleting', to: 'Gone', after: 5_000, sure: 'assumed' },
  ],
  find: (world, [id = '']) => world.loadBalancers[id],
  entered: (world, [id = ''], status) => {
    if (status === 'Gone') delete world.loadBalancers[id]
  },
}]

export const toyAlb: ProductTable = { product: 'Alb', version: '2020-06-16', actions, lifecycles }
const need: Action = { mutating: false, parameters: { RegionId: { type: 'string', required: true }, Id: { type: 'string', required: true }, N: { type: 'integer' } }, handler: () => ({}) }
export const toyEcs: ProductTable = { product: 'Ecs', version: '2014-05-26', actions: { DescribeRegions: need, CreateLoadBalancer: actions['CreateLoadBalancer'] as Action<never> }, lifecycles: [] }
export const toyPrivatelink: ProductTable = { product: 'Privatelink', version: '2020-04-15', actions: { DescribeRegions: need }, lifecycles: [] }
export const TABLES = [toyAlb, toyEcs, toyPrivatelink, sts]

export const WORLD = `
seed: toy
accounts: [{ name: one, id: '1000000000000001' }, { name: two, id: '1000000000000002' }]
regions:
  - { id: xx-north, code: n01, zones: [{ id: xx-north-a }, { id: xx-north-b }] }
  - { id: xx-south, zones: [{ id: xx-south-a }] }
vpcs:
  - name: net
    cidr: 10.0.0.0/16
    vSwitches: [{ name: a, zone: xx-north-a, cidr: 10.0.1.0/24 }]
    securityGroups: [{ name: g, rules: [{ ports: 80/80, cidr: 10.0.0.0/16 }] }]
    instances: [{ name: web, vSwitch: a, address: 10.0.1.7, securityGroups: [g], services: [{ port: 80, page: hi }] }]
`

export function toyWorld(real = Date.now()): World {
  return makeWorld(WORLD, 'toy', real)
}

export function startToy(options: Partial<SimulatorOptions> = {}, parts: Partial<Parts> = {}): Promise<Simulator> {
  return startCloud({ state: 'memory', ...options }, { tables: TABLES, make: toyWorld, ...parts })
}

/** A machine's clock that stands still until it is moved. */
export function handTime(start = Date.parse('2026-01-01T00:00:00Z')): { now: () => number; pass: (ms: number) => void } {
  let at = start
  return { now: () => at, pass: (ms) => { at += ms } }
}
