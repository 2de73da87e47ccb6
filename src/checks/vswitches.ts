import { text } from '../messages/whole.ts'
import { contains, parseAddress, parseCidr } from './cidr.ts'
import { type Check, fail, type Finding, list, opened, orOk, unknown } from './check.ts'
import type { Facts, VSwitchFact } from './facts.ts'

/** Addresses that a load balancer takes in a zone: one for itself, two towards the servers; and the advice (documented). */
export const ALB_TAKES = 3
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
      what: text.check.aLoadBalancer,
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
      what: text.check.anEndpoint,
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
    text.check.vSwitchesFine(purpose.vpcId, purpose.what, list(wanted.map((zone) => zone.vSwitchId))),
  )
}

function notThere({ vSwitchId }: Wanted, { vpcId, key, vpcKey }: Purpose, elsewhere: readonly VSwitchFact[]): Finding {
  const other = elsewhere.find((candidate) => candidate.vSwitchId === vSwitchId)
  const message = other ? text.check.vSwitchElsewhere(vSwitchId, other.vpcId, vpcId) : text.check.vSwitchMissing(vSwitchId, vpcId)
  return fail(message, text.check.vSwitchCorrect(key, vpcKey))
}

function one(wanted: Wanted, found: VSwitchFact, purpose: Purpose): Finding[] {
  const { vSwitchId, zoneId, address } = wanted
  const findings: Finding[] = []
  if (found.zoneId !== zoneId) {
    findings.push(
      fail(
        text.check.vSwitchZone(vSwitchId, found.zoneId, zoneId),
        text.check.vSwitchPair(purpose.key),
      ),
    )
  }
  if (found.status !== 'Available')
    findings.push(
      fail(text.check.vSwitchNotAvailable(vSwitchId, found.status), text.check.waitAndRun),
    )
  const free = found.availableIpAddressCount
  if (free < purpose.takes) {
    findings.push(
      fail(
        text.check.vSwitchFull(vSwitchId, free, purpose.what, purpose.takes),
        text.check.vSwitchFree(purpose.key),
      ),
    )
  } else if (free < purpose.advised) {
    findings.push(
      unknown(
        text.check.vSwitchTight(vSwitchId, free, purpose.what, purpose.advised),
        text.check.vSwitchGrow,
      ),
    )
  }
  if (purpose.ipv6 && !found.enabledIpv6) {
    findings.push(
      fail(
        text.check.vSwitchNoIpv6(vSwitchId),
        text.check.vSwitchEnableIpv6,
      ),
    )
  }
  if (address !== undefined) findings.push(...fixedAddress(address, found, purpose))
  if (found.networkAclId) {
    findings.push(
      unknown(
        text.check.vSwitchAcl(vSwitchId, found.networkAclId),
        text.check.vSwitchAclHint,
      ),
    )
  }
  return findings
}

/** A vSwitch keeps its first address and its last three for itself (documented). */
function fixedAddress(address: string, { vSwitchId, cidrBlock }: VSwitchFact, { key }: Purpose): Finding[] {
  const range = parseCidr(cidrBlock)
  const wanted = parseAddress(address)
  if (!range || wanted === undefined) return []
  const hint = text.check.addressHint(cidrBlock, key)
  if (!contains(range, { from: wanted, to: wanted }))
    return [fail(text.check.addressOutside(address, vSwitchId, cidrBlock), hint)]
  if (wanted === range.from || wanted > range.to - 3)
    return [fail(text.check.addressKept(address, vSwitchId, cidrBlock), hint)]
  return []
}
