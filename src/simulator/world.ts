import { createHash } from 'node:crypto'
import { startClock } from './clock.ts'
import { randomKeyPair } from './credentials.ts'
import { makeId } from './ids.ts'
import type { Instance, Permission, SecurityGroup, Vpc, VSwitch, World } from './model.ts'
import type { RuleSpec, VpcSpec, WorldSpec } from './world-schema.ts'

/**
 * Makes a world of what is known to be right. Its keys are random, all other things follow from `known`, which it shares nothing with.
 * @param real when it begins, in real epoch milliseconds
 */
export function buildWorld(known: WorldSpec, real: number): World {
  const spec = structuredClone(known)
  const world: World = {
    version: 1, seed: spec.seed, made: 0, clock: startClock(real, spec.speed), defaultRegion: spec.region ?? spec.regions[0]?.id ?? '',
    beliefs: spec.beliefs,
    accounts: spec.accounts.map((account) => ({
      id: account.id ?? accountId(`${spec.seed}\n${account.name}`), name: account.name, ...randomKeyPair(),
      privatelinkOpen: account.privatelink === 'open', roles: account.roles,
    })),
    regions: spec.regions.map((region) => ({
      RegionId: region.id, LocalName: region.name ?? region.id, ...(region.code ? { code: region.code } : {}),
      zones: region.zones.map((zone) => ({ ZoneId: zone.id, LocalName: zone.name ?? zone.id, alb: zone.alb, privatelink: zone.privatelink })),
    })),
    vpcs: {}, vSwitches: {}, securityGroups: {}, instances: {}, loadBalancers: {}, serverGroups: {}, listeners: {}, jobs: {},
    endpointServices: {}, endpoints: {}, invocations: {}, tokens: {}, moving: [],
  }
  for (const vpc of spec.vpcs) addVpc(world, vpc)
  return world
}

function addVpc(world: World, spec: VpcSpec): void {
  const region = spec.region ?? world.defaultRegion
  const account = world.accounts.find((one) => one.name === spec.account) ?? world.accounts[0]
  const owned = (id: string, tags: Record<string, string> | undefined) => ({
    id, region, account: account?.id ?? '', createdAt: world.clock.worldAt, tags: tags ?? {}, ResourceGroupId: resourceGroup(account?.id ?? ''),
  })
  const vpc: Vpc = {
    ...owned(spec.id ?? makeId(world, 'vpc', region), spec.tags), VpcName: spec.name, CidrBlock: spec.cidr, Status: 'Available',
    EnabledIpv6: spec.ipv6 !== undefined, Ipv6CidrBlock: spec.ipv6 ?? '',
  }
  world.vpcs[vpc.id] = vpc
  const vSwitches = spec.vSwitches.map((one): VSwitch => ({
    ...owned(one.id ?? makeId(world, 'vSwitch', region), one.tags), VSwitchName: one.name, VpcId: vpc.id, ZoneId: one.zone, CidrBlock: one.cidr,
    Status: 'Available', EnabledIpv6: one.ipv6 !== undefined, Ipv6CidrBlock: one.ipv6 ?? '', NetworkAclId: one.networkAcl ?? '', taken: {},
  }))
  for (const one of vSwitches) world.vSwitches[one.id] = one
  const groups = spec.securityGroups.map((one): SecurityGroup => ({
    ...owned(one.id ?? makeId(world, 'securityGroup', region), one.tags), SecurityGroupName: one.name, VpcId: vpc.id,
    SecurityGroupType: one.type === 'advanced' ? 'enterprise' : 'normal', InnerAccessPolicy: one.inner === 'drop' ? 'Drop' : 'Accept',
    permissions: one.rules.map((rule) => permission(rule, makeId(world, 'securityGroupRule', region))),
  }))
  for (const one of groups) world.securityGroups[one.id] = one
  for (const one of spec.instances) {
    const vSwitch = vSwitches.find(({ id, VSwitchName }) => id === one.vSwitch || VSwitchName === one.vSwitch)
    if (!vSwitch) continue
    const instance: Instance = {
      ...owned(one.id ?? makeId(world, 'instance', region), one.tags), InstanceName: one.name, OSType: one.os,
      OSName: one.osName ?? (one.os === 'windows' ? 'Windows Server 2022 Datacenter 64bit' : 'Alibaba Cloud Linux 3 64bit'),
      Status: one.status, VpcId: vpc.id, VSwitchId: vSwitch.id, ZoneId: vSwitch.ZoneId, PrivateIpAddress: one.address,
      SecurityGroupIds: one.securityGroups.flatMap((name) => groups.find((group) => group.id === name || group.SecurityGroupName === name)?.id ?? []),
      agent: one.agent, services: one.services.map((service) => JSON.parse(JSON.stringify(service)) as Instance['services'][number]),
      ...(one.lacks ? { lacks: one.lacks } : {}),
    }
    world.instances[instance.id] = instance
    vSwitch.taken[one.address] = instance.id
  }
}

/** A rule of a security group as the cloud lists it. */
export function permission(rule: RuleSpec, id: string): Permission {
  const ingress = rule.direction === 'ingress'
  const side = (own: boolean) => ({ cidr: own ? (rule.cidr ?? '') : '', group: own ? (rule.group ?? '') : '', list: own ? (rule.prefixList ?? '') : '' })
  const [source, dest] = [side(ingress), side(!ingress)]
  return {
    SecurityGroupRuleId: id, Direction: rule.direction, IpProtocol: rule.protocol.toUpperCase(), PortRange: rule.ports,
    Policy: rule.policy === 'drop' ? 'Drop' : 'Accept', Priority: String(rule.priority),
    SourceCidrIp: source.cidr, DestCidrIp: dest.cidr, SourceGroupId: source.group, DestGroupId: dest.group,
    SourcePrefixListId: source.list, DestPrefixListId: dest.list, Description: rule.description,
  }
}

/** 16 digits that fit a JSON number, the same for the same text. */
function accountId(text: string): string {
  const value = createHash('sha256').update(text).digest().readUIntBE(0, 6)
  return `1${String(value % 1_000_000_000_000_000).padStart(15, '0')}`
}

/** The ID of an account's default resource group. */
function resourceGroup(account: string): string {
  return `rg-acfm${createHash('sha256').update(account).digest('hex').slice(0, 11)}`
}
