import { text } from '../messages/whole.ts'
import { fail, type Finding, list, notKnown, unknown } from './check.ts'
import { showRange } from './cidr.ts'
import type { Facts, SecurityGroupFact } from './facts.ts'
import { evaluate, type Group, type Part, type Traffic } from './security-group.ts'

/** The groups of one interface with their rules, or what is not known of them. */
export function withRules(
  ids: readonly string[],
  groups: readonly SecurityGroupFact[],
  rules: Facts['rules'],
): { groups: Group[]; missing?: never } | { groups?: never; missing: Finding[] } {
  const found: Group[] = []
  const missing = new Map<string, Finding>()
  for (const id of ids) {
    const group = groups.find((candidate) => candidate.securityGroupId === id)
    const fact = rules.get(id)
    if (fact && !fact.known)
      missing.set(fact.why, notKnown(text.check.rulesNotRead(id), fact.why))
    else if (!group || !fact) missing.set(id, unknown(text.check.groupNotFound(id)))
    else found.push({ id, type: group.securityGroupType, ...fact.value })
  }
  return missing.size > 0 ? { missing: [...missing.values()] } : { groups: found }
}

/** Interfaces mostly share their groups: what was said of one need not be said of the next. */
export function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [finding.message, finding])).values()]
}

/** How a finding on traffic is worded. */
export interface Wording {
  /** The groups that decide, as the subject of the sentence. */
  groupIds: readonly string[]
  /** What the peer is, behind its range. */
  peer: string
}

/**
 * Judges traffic and puts the answer into words. Refused is a failure where all of the peer's range is refused, or a part of it
 * for want of a rule; a Drop rule for a part (a single host mostly) and rules that cannot be seen through only warn.
 */
export function traffic(groups: readonly Group[], what: Traffic, { groupIds, peer }: Wording): Finding[] {
  const parts = evaluate(groups, what)
  const refused = parts.filter((part) => part.answer === 'refuse')
  const { direction, port } = what
  const ids = list(groupIds)
  if (refused.length > 0) {
    const ranges = show(refused)
    const message = text.check.refuses[direction](groupIds.length, ids, port, ranges, peer)
    const allow = text.check.addRule[direction](groupIds[0], port, ranges)
    const dropped = refused.some((part) => part.by === 'rule')
    const hint = dropped ? text.check.addStronger(allow) : text.check.addPlain(allow)
    const fails = refused.length === parts.length || refused.some((part) => part.by === 'default')
    return [fails ? fail(message, hint) : unknown(message, hint)]
  }
  const unclear = parts.filter((part) => part.answer === 'unknown')
  if (unclear.length === 0) return []
  return [unknown(text.check.unclear[direction](groupIds.length, ids, port, show(unclear), peer), text.check.seeTraffic)]
}

const show = (parts: readonly Part[]): string => {
  const shown = parts.slice(0, 3).map((part) => showRange(part.range))
  return text.check.ranges(shown, parts.length - shown.length)
}
