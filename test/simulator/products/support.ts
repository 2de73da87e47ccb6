import { expect } from 'vitest'
import { Refusal, type Action, type Call, type Network, type ProductTable } from '../../../src/simulator/action.ts'
import type { BeliefName } from '../../../src/simulator/beliefs.ts'
import { startClock } from '../../../src/simulator/clock.ts'
import { makeId } from '../../../src/simulator/ids.ts'
import { lifecycleEngine } from '../../../src/simulator/lifecycle.ts'
import type { Account, Instance, SecurityGroup, VSwitch, World } from '../../../src/simulator/model.ts'
import { createNetwork } from '../../../src/simulator/network/backends.ts'
import { readParameters } from '../../../src/simulator/parameters.ts'
import { alb } from '../../../src/simulator/products/alb.ts'
import { privatelink } from '../../../src/simulator/products/privatelink.ts'
import { forget, indexed } from '../../../src/simulator/records.ts'

export type Answer = Record<string, any>
export type Params = Record<string, unknown>

const START = Date.UTC(2026, 0, 1)
const REGION = 'test-north'
export const ZONES = ['test-north-a', 'test-north-b', 'test-north-c'] as const
const [A, B, C] = ZONES

/**
 * A cloud without a wire: calls go straight to the handlers, parameters through the tables, and time passes when a test says so.
 * A refused call leaves the world as it was, as the real pipeline does.
 */
export class Cloud {
  world = makeWorld()
  /** Whether the caller signs with the key of a session. */
  session = false
  private readonly engine
  private readonly network: Network = createNetwork()
  private seconds = 0
  private calls = 0

  constructor(divert?: Parameters<typeof lifecycleEngine>[1]) {
    this.engine = lifecycleEngine([alb, privatelink], divert)
  }

  get now(): number {
    return START + this.seconds * 1000
  }

  believe(beliefs: Partial<Record<BeliefName, string>>): this {
    Object.assign(this.world.beliefs, beliefs)
    return this
  }

  /** Lets world seconds pass. */
  wait(seconds: number): this {
    this.seconds += seconds
    forget(this.world)
    indexed(this.world)
    this.engine.settle(this.world, this.now)
    this.checkIndexes('time')
    return this
  }

  /** Lets time pass until nothing is on its way and no pause is running. */
  rest(): this {
    for (let turn = 0; turn < 20; turn++) this.wait(15)
    return this
  }

  alb(action: string, params: Params = {}, account = 'provider'): Answer {
    return this.call(alb, action, params, account)
  }

  pl(action: string, params: Params = {}, account = 'provider'): Answer {
    const region = ['CheckProductOpen', 'OpenPrivateLinkService', 'ChangeResourceGroup'].includes(action) ? {}
      : { RegionId: REGION }
    return this.call(privatelink, action, { ...region, ...params }, account)
  }

  /** An action that asks the network first. */
  async albObserved(action: string, params: Params): Promise<Answer> {
    const { entry, call } = this.prepare(alb, action, params, 'provider')
    const observed = await entry.observe?.(call as never)
    return entry.handler({ ...call, observed } as never)
  }

  close(): Promise<void> {
    return this.network.close()
  }

  private call(table: ProductTable, action: string, params: Params, account: string): Answer {
    const kept = structuredClone(this.world)
    const { entry, call } = this.prepare(table, action, params, account)
    try {
      const answer = entry.handler(call as never) as Answer
      this.checkIndexes(action)
      // What goes over the wire is JSON: what JSON would lose is a mistake.
      expect(JSON.parse(JSON.stringify(answer)), `${action}: null, undefined or NaN in the answer`).toEqual(answer)
      return answer
    } catch (error) {
      if (error instanceof Refusal) this.world = kept
      throw error
    }
  }

  /** What a call or time changed of a record's name, tags or relations has to be found under the new ones. */
  private checkIndexes(by: string): void {
    const kept = indexed(this.world)
    forget(this.world)
    expect(kept, `${by} left the index of a collection behind`).toEqual(indexed(this.world))
  }

  private prepare(table: ProductTable, action: string, params: Params, account: string): { entry: Action<never>; call: Call } {
    const entry = table.actions[action]
    const owner = this.world.accounts.find((one) => one.name === account)
    if (!entry || !owner) throw new Error(`${table.product} has no ${action}, or the world no ${account}`)
    // Tests change the world behind the back of its indexes.
    forget(this.world)
    indexed(this.world)
    this.engine.settle(this.world, this.now)
    const { world, now, engine } = this
    const call: Call = {
      product: table.product, action, params: readParameters(table.product, entry.parameters, flatten(params), true),
      region: REGION, address: '127.0.0.1:4580',
      account: owner, accessKeyId: this.session ? 'key-session' : owner.accessKeyId, world, now,
      requestId: `request-${this.calls++}`,
      newId: (kind) => makeId(world, kind, REGION),
      move: (moving, status) => engine.move(world, moving, status, now),
      look: (record) => { engine.look(world, record) },
      observed: undefined, network: this.network,
    }
    return { entry, call }
  }
}

/** The refusal of a call: code, HTTP status and message. */
export function refused(work: () => unknown): { code: string; status: number; message: string } {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, status: error.status, message: error.message }
    throw error
  }
  throw new Error('the call was not refused')
}

/** Nested parameters as they stand on the wire: `Zone.1.ZoneId`. */
export function flatten(value: unknown, path = '', into = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(value)) value.forEach((one, index) => flatten(one, `${path}.${index + 1}`, into))
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) flatten(member, path === '' ? key : `${path}.${key}`, into)
  } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') into.set(path, String(value))
  return into
}

function account(name: string, id: string): Account {
  return {
    id, name, accessKeyId: `key-${name}`, accessKeySecret: 'secret', privatelinkOpen: true,
    roles: ['AliyunServiceRoleForAlb', 'AliyunServiceRoleForPrivatelink'],
  }
}

const PROVIDER = '5500000000000011'
const CONSUMER = '5500000000000022'

function owned(id: string, owner = PROVIDER) {
  return { id, region: REGION, account: owner, createdAt: START - 1_000_000, tags: {}, ResourceGroupId: 'rg-test' }
}

function vSwitch(id: string, VpcId: string, ZoneId: string, CidrBlock: string, owner = PROVIDER): VSwitch {
  return {
    ...owned(id, owner), VSwitchName: id, VpcId, ZoneId, CidrBlock, Status: 'Available', EnabledIpv6: false, Ipv6CidrBlock: '',
    NetworkAclId: '',
    taken: {},
  }
}

function group(id: string, VpcId: string, SecurityGroupType: 'normal' | 'enterprise' = 'normal',
  owner = PROVIDER): SecurityGroup {
  return { ...owned(id, owner), SecurityGroupName: id, VpcId, SecurityGroupType, InnerAccessPolicy: 'Accept', permissions: [{
    SecurityGroupRuleId: `${id}-rule`, Direction: 'ingress', IpProtocol: 'TCP', PortRange: '1/65535', Policy: 'Accept',
    Priority: '1',
    SourceCidrIp: '0.0.0.0/0', DestCidrIp: '', SourceGroupId: '', DestGroupId: '', SourcePrefixListId: '', DestPrefixListId: '',
    Description: '',
  }] }
}

function instance(id: string, VpcId: string, VSwitchId: string, ZoneId: string, PrivateIpAddress: string): Instance {
  return {
    ...owned(id), InstanceName: id, OSType: 'linux', OSName: 'Linux', Status: 'Running', VpcId, VSwitchId, ZoneId,
    PrivateIpAddress,
    SecurityGroupIds: ['sg-server'], agent: 'running', services: [{ port: 8080, page: id }],
  }
}

/** Two VPCs of the provider with two of three zones each, servers in the first; one VPC of another account. */
function makeWorld(): World {
  const vpc = (id: string, CidrBlock: string, owner = PROVIDER) => ({
    ...owned(id, owner), VpcName: id, CidrBlock, Status: 'Available', EnabledIpv6: false, Ipv6CidrBlock: '',
  })
  const byId = <T extends { id: string }>(...all: T[]): Record<string, T> => Object.fromEntries(all.map((one) => [one.id, one]))
  return {
    version: 1, seed: 'products', made: 0, clock: startClock(START), defaultRegion: REGION, beliefs: {},
    accounts: [account('provider', PROVIDER), account('consumer', CONSUMER)],
    regions: [{
      RegionId: REGION, LocalName: 'North', zones: ZONES.map((ZoneId) => ({ ZoneId, LocalName: ZoneId.slice(-1), alb: true,
        privatelink: true })),
    }],
    vpcs: byId(vpc('vpc-back', '172.20.0.0/16'), vpc('vpc-front', '172.21.0.0/16'), vpc('vpc-other', '172.22.0.0/16', CONSUMER)),
    vSwitches: byId(
      vSwitch('vsw-back-a', 'vpc-back', A, '172.20.1.0/24'), vSwitch('vsw-back-b', 'vpc-back', B, '172.20.2.0/24'),
      vSwitch('vsw-back-c', 'vpc-back', C, '172.20.3.0/24'), vSwitch('vsw-back-tiny', 'vpc-back', A, '172.20.9.0/29'),
      vSwitch('vsw-front-a', 'vpc-front', A, '172.21.1.0/24'), vSwitch('vsw-front-b', 'vpc-front', B, '172.21.2.0/24'),
      vSwitch('vsw-front-c', 'vpc-front', C, '172.21.3.0/24'), vSwitch('vsw-other-a', 'vpc-other', A, '172.22.1.0/24', CONSUMER),
    ),
    securityGroups: byId(
      group('sg-server', 'vpc-back'), group('sg-front', 'vpc-front'), group('sg-front-2', 'vpc-front'),
      group('sg-big', 'vpc-front', 'enterprise'),
      group('sg-other', 'vpc-other', 'normal', CONSUMER),
    ),
    instances: byId(
      instance('i-one', 'vpc-back', 'vsw-back-a', A, '172.20.1.10'),
      instance('i-two', 'vpc-back', 'vsw-back-b', B, '172.20.2.10'),
      instance('i-front', 'vpc-front', 'vsw-front-a', A, '172.21.1.10'),
    ),
    loadBalancers: {}, serverGroups: {}, listeners: {}, jobs: {}, endpointServices: {}, endpoints: {}, invocations: {},
    tokens: {}, moving: [],
  }
}

export const zoneMappings = [{ ZoneId: A, VSwitchId: 'vsw-back-a' }, { ZoneId: B, VSwitchId: 'vsw-back-b' }]

export const balancerParams: Params = {
  LoadBalancerName: 'front-door', VpcId: 'vpc-back', AddressType: 'Intranet', AddressAllocatedMode: 'Fixed',
  LoadBalancerEdition: 'Basic',
  LoadBalancerBillingConfig: { PayType: 'PostPay' }, ZoneMappings: zoneMappings,
}

export const groupParams: Params = { ServerGroupName: 'servers', VpcId: 'vpc-back',
  HealthCheckConfig: { HealthCheckEnabled: true } }

export const server = (ServerId = 'i-one', more: Params = {}): Params => ({ ServerId, ServerType: 'Ecs', Port: 8080, Weight: 100,
  ...more })

export function listenerParams(LoadBalancerId: string, ServerGroupId: string, more: Params = {}): Params {
  return {
    LoadBalancerId, ListenerProtocol: 'HTTP', ListenerPort: 80,
    DefaultActions: [{ Type: 'ForwardGroup', ForwardGroupConfig: { ServerGroupTuples: [{ ServerGroupId }] } }], ...more,
  }
}

/** A load balancer that takes listeners. */
export function balancer(cloud: Cloud, more: Params = {}): string {
  const { LoadBalancerId } = cloud.alb('CreateLoadBalancer', { ...balancerParams, ...more })
  cloud.wait(70)
  return LoadBalancerId as string
}

export function serverGroup(cloud: Cloud, more: Params = {}): string {
  const { ServerGroupId } = cloud.alb('CreateServerGroup', { ...groupParams, ...more })
  cloud.wait(10)
  return ServerGroupId as string
}

/** A load balancer, a server group with a server in each of two zones, and a listener on 80. */
export function front(cloud: Cloud): { lb: string; group: string; listener: string } {
  const lb = balancer(cloud)
  const group = serverGroup(cloud)
  cloud.alb('AddServersToServerGroup', { ServerGroupId: group, Servers: [server(), server('i-two')] })
  cloud.wait(10)
  const { ListenerId } = cloud.alb('CreateListener', listenerParams(lb, group))
  cloud.wait(10)
  return { lb, group, listener: ListenerId as string }
}

export function serviceParams(lb: string, more: Params = {}): Params {
  return {
    ServiceResourceType: 'alb', Resource: [A, B].map((ZoneId) => ({ ResourceId: lb, ResourceType: 'alb', ZoneId })), ...more,
  }
}

/** An endpoint service on a load balancer in two zones. */
export function service(cloud: Cloud, more: Params = {}): { lb: string; epsrv: string } {
  const lb = balancer(cloud)
  const { ServiceId } = cloud.pl('CreateVpcEndpointService', serviceParams(lb, more))
  cloud.wait(15)
  return { lb, epsrv: ServiceId as string }
}

export function endpointParams(ServiceId: string, more: Params = {}): Params {
  return {
    EndpointName: 'door', ServiceId, VpcId: 'vpc-front', SecurityGroupId: ['sg-front'],
    Zone: [{ ZoneId: A, VSwitchId: 'vsw-front-a' }, { ZoneId: B, VSwitchId: 'vsw-front-b' }], ...more,
  }
}

/** A pending endpoint of a service. */
export function endpoint(cloud: Cloud, more: Params = {}, ofService: Params = {}): { lb: string; epsrv: string; ep: string } {
  const { lb, epsrv } = service(cloud, ofService)
  const { EndpointId } = cloud.pl('CreateVpcEndpoint', endpointParams(epsrv, more))
  cloud.wait(90)
  return { lb, epsrv, ep: EndpointId as string }
}

/** A connected pair. */
export function connected(
  cloud: Cloud,
): { lb: string; epsrv: string; ep: string; pair: { ServiceId: string; EndpointId: string } } {
  const { lb, epsrv, ep } = endpoint(cloud)
  const pair = { ServiceId: epsrv, EndpointId: ep }
  cloud.pl('EnableVpcEndpointConnection', pair)
  cloud.wait(30)
  return { lb, epsrv, ep, pair }
}

/** The states that a reading shows at moments after now, in world seconds. */
export function timeline(cloud: Cloud, moments: readonly number[], read: () => string): Record<number, string> {
  const seen: Record<number, string> = {}
  let at = 0
  for (const moment of moments) {
    cloud.wait(moment - at)
    at = moment
    try {
      seen[moment] = read()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      seen[moment] = error.code
    }
  }
  return seen
}
