import { contains, parseAddress, parseCidr } from './cidr.ts'
import { type Check, fail, type Finding, list, opened, orOk, unknown } from './check.ts'
import type { Facts, VSwitchFact } from './facts.ts'

/** Addresses that a load balancer takes in a zone: one for itself, two towards the servers; and the advice (documented). */
const ALB_TAKES = 3
const ALB_ADVISED = 8

interface Wanted {
  zoneId: string
  vSwitchId: string
  address?: string
}
interface Purpose {
  what: string
  key: string
  vpcId: string
  vpcKey: string
  takes: number
  advised: number
  ipv6: boolean
}

/** Are the load balancer's vSwitches where the config says, with room for it? */
export const loadBalancerVSwitches: Check = {
  name: 'load-balancer-vswitches',
  steps: ['load-balancer'],
  needs: ['providerVSwitches'],
  judge({ loadBalancer, provider }, facts) {
    const purpose: Purpose = {
      what: 'a load balancer',
      key: 'loadBalancer.zones',
      vpcId: provider.vpcId,
      vpcKey: 'provider.vpcId',
      takes: ALB_TAKES,
      advised: ALB_ADVISED,
      ipv6: loadBalancer.addressIpVersion === 'DualStack',
    }
    return vSwitches(loadBalancer.zones, purpose, facts, 'provider')
  },
}

/** Are the endpoint's vSwitches where the config says, each with a free address? */
export const endpointVSwitches: Check = {
  name: 'endpoint-vswitches',
  steps: ['endpoint'],
  needs: ['consumerVSwitches'],
  judge({ consumer }, facts) {
    const purpose: Purpose = {
      what: 'an endpoint',
      key: 'consumer.zones',
      vpcId: consumer.vpcId,
      vpcKey: 'consumer.vpcId',
      takes: 1,
      advised: 1,
      ipv6: false,
    }
    return vSwitches(consumer.zones, purpose, facts, 'consumer')
  },
}

function vSwitches(wanted: readonly Wanted[], purpose: Purpose, facts: Facts, side: 'provider' | 'consumer'): Finding[] {
  const { values, missing } = opened(facts.vSwitches[side])
  if (missing) return missing
  const other = facts.vSwitches[side === 'provider' ? 'consumer' : 'provider']
  const elsewhere = other.known ? other.value : []
  return orOk(
    wanted.flatMap((zone) => {
      const found = values[0].find((candidate) => candidate.vSwitchId === zone.vSwitchId)
      return found ? one(zone, found, purpose) : [notThere(zone, purpose, elsewhere)]
    }),
    `${purpose.vpcId} has room for ${purpose.what} in each zone: ${list(wanted.map((zone) => zone.vSwitchId))}.`,
  )
}

function notThere({ vSwitchId }: Wanted, { vpcId, key, vpcKey }: Purpose, elsewhere: readonly VSwitchFact[]): Finding {
  const other = elsewhere.find((candidate) => candidate.vSwitchId === vSwitchId)
  const where = other ? `is in ${other.vpcId}, not in ${vpcId}` : `does not exist in ${vpcId}`
  return fail(`vSwitch ${vSwitchId} ${where}.`, `Correct the vSwitchId in ${key}, or ${vpcKey}.`)
}

function one(wanted: Wanted, found: VSwitchFact, purpose: Purpose): Finding[] {
  const { vSwitchId, zoneId, address } = wanted
  const findings: Finding[] = []
  if (found.zoneId !== zoneId) {
    findings.push(
      fail(
        `vSwitch ${vSwitchId} is in zone ${found.zoneId}, not in ${zoneId}.`,
        `Pair each zone in ${purpose.key} with a vSwitch of its own.`,
      ),
    )
  }
  if (found.status !== 'Available')
    findings.push(
      fail(`vSwitch ${vSwitchId} is ${found.status}, not yet Available.`, 'Wait until it is, and run the command again.'),
    )
  const free = found.availableIpAddressCount
  if (free < purpose.takes) {
    findings.push(
      fail(
        `vSwitch ${vSwitchId} has ${addresses(free)}; ${purpose.what} takes ${purpose.takes} in each zone.`,
        `Free some, or take a larger vSwitch in ${purpose.key}.`,
      ),
    )
  } else if (free < purpose.advised) {
    findings.push(
      unknown(
        `vSwitch ${vSwitchId} has ${addresses(free)}; ${purpose.advised} are advised for ${purpose.what}.`,
        'It may do, but not grow. A larger vSwitch is safer.',
      ),
    )
  }
  if (purpose.ipv6 && !found.enabledIpv6) {
    findings.push(
      fail(
        `vSwitch ${vSwitchId} has no IPv6, which loadBalancer.addressIpVersion DualStack needs.`,
        'Enable IPv6 for the vSwitch in the VPC console, or set addressIpVersion to IPv4.',
      ),
    )
  }
  if (address !== undefined) findings.push(...fixedAddress(address, found, purpose))
  if (found.networkAclId) {
    findings.push(
      unknown(
        `vSwitch ${vSwitchId} has the network ACL ${found.networkAclId}, whose rules are not judged here.`,
        'See for yourself that it lets the traffic through.',
      ),
    )
  }
  return findings
}

const addresses = (free: number): string => `${free} free ${free === 1 ? 'address' : 'addresses'}`

/** A vSwitch keeps its first address and its last three for itself (documented). */
function fixedAddress(address: string, { vSwitchId, cidrBlock }: VSwitchFact, { key }: Purpose): Finding[] {
  const range = parseCidr(cidrBlock)
  const wanted = parseAddress(address)
  if (!range || wanted === undefined) return []
  const hint = `Take a free address of ${cidrBlock} in ${key}, or leave the key out and let the cloud pick one.`
  if (!contains(range, { from: wanted, to: wanted }))
    return [fail(`Address ${address} is not in vSwitch ${vSwitchId} (${cidrBlock}).`, hint)]
  if (wanted === range.from || wanted > range.to - 3)
    return [fail(`Address ${address} is one that vSwitch ${vSwitchId} (${cidrBlock}) keeps for itself.`, hint)]
  return []
}
