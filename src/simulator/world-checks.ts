import { beliefMistake } from './beliefs.ts'
import { inCidr, sizeOf } from './network/cidr.ts'
import type { VpcSpec, WorldSpec } from './world-schema.ts'

interface Mistake { path: PropertyKey[]; message: string }

/** What in a well-formed world file contradicts itself, each with the path to it. */
export function crossCheck(spec: WorldSpec): Mistake[] {
  const found: Mistake[] = []
  const report = (path: PropertyKey[], message: string): void => void found.push({ path, message })
  const unique = (what: string): ((path: PropertyKey[], value: string | undefined) => void) => {
    const seen = new Set<string>()
    return (path, value) => {
      if (value === undefined) return
      if (seen.has(value)) report(path, `${what} ${JSON.stringify(value)} is there twice`)
      seen.add(value)
    }
  }
  const [accountName, accountId, regionId, zoneId, id] = ['the account name', 'the account ID', 'the region', 'the zone', 'the ID'].map(unique)
  for (const [name, value] of Object.entries(spec.beliefs)) {
    const mistake = beliefMistake(name, value)
    if (mistake !== undefined) report(['beliefs', name], mistake)
  }
  for (const [i, account] of spec.accounts.entries()) {
    accountName?.(['accounts', i, 'name'], account.name)
    accountId?.(['accounts', i, 'id'], account.id)
  }
  for (const [i, region] of spec.regions.entries()) {
    regionId?.(['regions', i, 'id'], region.id)
    for (const [j, zone] of region.zones.entries()) zoneId?.(['regions', i, 'zones', j, 'id'], zone.id)
  }
  const regions = spec.regions.map((region) => region.id)
  if (spec.region !== undefined && !regions.includes(spec.region)) report(['region'], `no region ${spec.region}; there is ${regions.join(', ')}`)
  for (const [i, vpc] of spec.vpcs.entries()) {
    const path = ['vpcs', i]
    const region = spec.regions.find((one) => one.id === (vpc.region ?? spec.region ?? spec.regions[0]?.id))
    if (vpc.region !== undefined && !region) report([...path, 'region'], `no region ${vpc.region}; there is ${regions.join(', ')}`)
    if (vpc.account !== undefined && !spec.accounts.some((one) => one.name === vpc.account)) report([...path, 'account'], `no account is named ${vpc.account}`)
    id?.([...path, 'id'], vpc.id)
    for (const kind of ['vSwitches', 'securityGroups', 'instances'] as const) {
      for (const [j, one] of vpc[kind].entries()) id?.([...path, kind, j, 'id'], one.id)
    }
    found.push(...insideVpc(vpc, path, region?.zones.map((zone) => zone.id) ?? []))
  }
  return found
}

function insideVpc(vpc: VpcSpec, path: PropertyKey[], zones: string[]): Mistake[] {
  const found: Mistake[] = []
  const report = (rest: PropertyKey[], message: string): void => void found.push({ path: [...path, ...rest], message })
  for (const kind of ['vSwitches', 'securityGroups'] as const) {
    for (const [i, one] of vpc[kind].entries()) {
      if (vpc[kind].findIndex((other) => other.name === one.name) < i) report([kind, i, 'name'], `the name ${JSON.stringify(one.name)} is there twice in this VPC`)
    }
  }
  for (const [i, one] of vpc.vSwitches.entries()) {
    if (zones.length > 0 && !zones.includes(one.zone)) report(['vSwitches', i, 'zone'], `the region has no zone ${one.zone}; it has ${zones.join(', ')}`)
    if (!contains(vpc.cidr, one.cidr)) report(['vSwitches', i, 'cidr'], `${one.cidr} lies outside the VPC's ${vpc.cidr}`)
    const other = vpc.vSwitches.slice(0, i).find((before) => contains(before.cidr, one.cidr) || contains(one.cidr, before.cidr))
    if (other) report(['vSwitches', i, 'cidr'], `${one.cidr} overlaps ${other.cidr} of ${JSON.stringify(other.name)}`)
  }
  const addresses = new Map<string, string>()
  for (const [i, one] of vpc.instances.entries()) {
    const vSwitch = vpc.vSwitches.find((each) => each.name === one.vSwitch || each.id === one.vSwitch)
    if (!vSwitch) report(['instances', i, 'vSwitch'], `this VPC has no vSwitch ${JSON.stringify(one.vSwitch)}`)
    else if (!inCidr(one.address, vSwitch.cidr)) report(['instances', i, 'address'], `${one.address} lies outside the vSwitch's ${vSwitch.cidr}`)
    const holder = addresses.get(one.address)
    if (holder !== undefined) report(['instances', i, 'address'], `${one.address} is that of ${JSON.stringify(holder)} already`)
    addresses.set(one.address, one.name)
    for (const [j, name] of one.securityGroups.entries()) {
      if (!vpc.securityGroups.some((group) => group.name === name || group.id === name)) {
        report(['instances', i, 'securityGroups', j], `this VPC has no security group ${JSON.stringify(name)}`)
      }
    }
    const ports = one.services.map((service) => service.port)
    for (const [j, port] of ports.entries()) if (ports.indexOf(port) < j) report(['instances', i, 'services', j, 'port'], `port ${port} is served already`)
  }
  return found
}

function contains(outer: string, inner: string): boolean {
  return inCidr(inner.split('/')[0] ?? '', outer) && sizeOf(inner) <= sizeOf(outer)
}
