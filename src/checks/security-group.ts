import { contains, cutAt, parseCidr, type Range } from './cidr.ts'
import type { PermissionFact } from './facts.ts'

/** A security group with its rules. */
export interface Group {
  id: string
  type: string
  innerAccessPolicy: string
  permissions: readonly PermissionFact[]
}

/** TCP between members of some groups, on this side, and a range of addresses on the other. */
export interface Traffic {
  direction: 'ingress' | 'egress'
  /** The destination port. */
  port: number
  /** Where it comes from (ingress) or goes to (egress). */
  peer: Range
  /** Groups that the other side belongs to; none where it is no instance or endpoint of a user. */
  peerGroups: readonly string[]
  /** The address on this side, where it is known. */
  own?: Range
}

/** A part of the peer's range with the same answer. `by` says whether a rule or the lack of one decided. */
export interface Part {
  range: Range
  answer: 'admit' | 'refuse' | 'unknown'
  by: 'rule' | 'default'
}

type Match = 'yes' | 'no' | 'maybe'

/**
 * What some security groups on one interface do with TCP traffic.
 *
 * Documented: the rules of all groups are taken together; the lowest number of priority wins, and Drop before Accept at the same
 * one. Without a rule a basic group takes in what comes from its own members (unless its inner access policy is Drop) and lets
 * everything out; an advanced group does neither. Assumed: the inner access policy ranks behind all rules.
 * What cannot be seen from here (prefix lists, port lists, source ports, destinations of an unknown address) matches "maybe".
 */
export function evaluate(groups: readonly Group[], traffic: Traffic): Part[] {
  const rules = groups
    .flatMap((group) => group.permissions)
    .filter((rule) => rule.direction.toLowerCase() === traffic.direction)
    .sort(strongestFirst)
  const ranges = rules.flatMap((rule) => parseCidr(peerCidr(rule, traffic) ?? '') ?? [])
  return join(cutAt(traffic.peer, ranges).map((range) => decide(groups, rules, { ...traffic, peer: range })))
}

function decide(groups: readonly Group[], rules: readonly PermissionFact[], traffic: Traffic): Part {
  const possible = new Set<Part['answer']>()
  const part = (answer: Part['answer'], by: Part['by']): Part => {
    possible.add(answer)
    return { range: traffic.peer, answer: possible.size === 1 ? answer : 'unknown', by }
  }
  for (const rule of rules) {
    const match = matches(rule, traffic)
    if (match === 'no') continue
    const answer = rule.policy.toLowerCase() === 'accept' ? 'admit' : 'refuse'
    if (match === 'yes') return part(answer, 'rule')
    possible.add(answer)
  }
  return part(byDefault(groups, traffic), 'default')
}

function byDefault(groups: readonly Group[], { direction, peerGroups }: Traffic): 'admit' | 'refuse' {
  const basic = groups.filter((group) => group.type !== 'enterprise')
  if (direction === 'egress') return basic.length > 0 ? 'admit' : 'refuse'
  return basic.some((group) => peerGroups.includes(group.id) && group.innerAccessPolicy.toLowerCase() !== 'drop')
    ? 'admit'
    : 'refuse'
}

function matches(rule: PermissionFact, traffic: Traffic): Match {
  return allOf(protocol(rule), port(rule, traffic), peer(rule, traffic), sourcePort(rule), own(rule, traffic))
}

function protocol(rule: PermissionFact): Match {
  return ['tcp', 'all'].includes(rule.ipProtocol.toLowerCase()) ? 'yes' : 'no'
}

function port(rule: PermissionFact, traffic: Traffic): Match {
  if (rule.portRangeListId) return 'maybe'
  return inPortRange(rule.portRange, traffic.port) ? 'yes' : 'no'
}

function inPortRange(text: string, port: number): boolean {
  return text.split(',').some((piece) => {
    const [from, to] = piece.trim().split('/').map(Number)
    return (from === -1 && to === -1) || (from !== undefined && to !== undefined && from <= port && port <= to)
  })
}

/** The client picks its port, so that a rule for some source ports may or may not be met. */
function sourcePort(rule: PermissionFact): Match {
  return !rule.sourcePortRange || ['-1/-1', '1/65535'].includes(rule.sourcePortRange) ? 'yes' : 'maybe'
}

const peerCidr = (rule: PermissionFact, { direction }: Traffic): string | undefined =>
  direction === 'ingress' ? rule.sourceCidrIp : rule.destCidrIp

function peer(rule: PermissionFact, traffic: Traffic): Match {
  const ingress = traffic.direction === 'ingress'
  const cidr = peerCidr(rule, traffic)
  if (cidr) {
    const range = parseCidr(cidr)
    return range ? (contains(range, traffic.peer) ? 'yes' : 'no') : 'maybe'
  }
  const groupId = ingress ? rule.sourceGroupId : rule.destGroupId
  if (groupId) return traffic.peerGroups.includes(groupId) ? 'yes' : 'no'
  return (ingress ? rule.sourcePrefixListId : rule.destPrefixListId) ? 'maybe' : 'no'
}

/** Rules of five parts also name the address on this side. */
function own(rule: PermissionFact, traffic: Traffic): Match {
  const cidr = traffic.direction === 'ingress' ? rule.destCidrIp : rule.sourceCidrIp
  const range = cidr ? parseCidr(cidr) : undefined
  if (!cidr || (range && range.from === 0 && range.to === 2 ** 32 - 1)) return 'yes'
  if (!range || !traffic.own) return 'maybe'
  return contains(range, traffic.own) ? 'yes' : 'no'
}

const allOf = (...parts: Match[]): Match => (parts.includes('no') ? 'no' : parts.includes('maybe') ? 'maybe' : 'yes')

function strongestFirst(a: PermissionFact, b: PermissionFact): number {
  const drop = (rule: PermissionFact): number => (rule.policy.toLowerCase() === 'accept' ? 1 : 0)
  return Number(a.priority) - Number(b.priority) || drop(a) - drop(b)
}

/** Neighbouring parts with the same answer become one. */
function join(parts: Part[]): Part[] {
  const joined: Part[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last && last.answer === part.answer && last.by === part.by) last.range = { from: last.range.from, to: part.range.to }
    else joined.push({ ...part })
  }
  return joined
}
