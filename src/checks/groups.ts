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
      missing.set(fact.why, notKnown(`The rules of security group ${id} were not looked at`, fact.why))
    else if (!group || !fact) missing.set(id, unknown(`Security group ${id} was not found, so its rules are not judged.`))
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
  /** `admit TCP 80 from` or `let TCP 80 out to` */
  verb: string
  /** What the peer is, behind its range. */
  peer: string
  /** What to allow, for the hint: `inbound` or `outbound`. */
  rule: 'inbound' | 'outbound'
}

/**
 * Judges traffic and puts the answer into words. Refused is a failure where all of the peer's range is refused, or a part of it
 * for want of a rule; a Drop rule for a part (a single host mostly) and rules that cannot be seen through only warn.
 */
export function traffic(groups: readonly Group[], what: Traffic, { groupIds, verb, peer, rule }: Wording): Finding[] {
  const parts = evaluate(groups, what)
  const refused = parts.filter((part) => part.answer === 'refuse')
  const subject = `Security group${groupIds.length === 1 ? '' : 's'} ${list(groupIds)}`
  const does = groupIds.length === 1 ? 'does' : 'do'
  if (refused.length > 0) {
    const ranges = show(refused)
    const message = `${subject} ${does} not ${verb} ${ranges} (${peer}).`
    const way = rule === 'inbound' ? 'from' : 'to'
    const allow = `Add an ${rule} rule to ${groupIds[0] ?? 'the group'}: TCP ${what.port}/${what.port} ${way} ${ranges}`
    const dropped = refused.some((part) => part.by === 'rule')
    const hint = dropped ? `${allow} with a stronger priority than the rule that drops it, or remove that rule.` : `${allow}.`
    const fails = refused.length === parts.length || refused.some((part) => part.by === 'default')
    return [fails ? fail(message, hint) : unknown(message, hint)]
  }
  const unclear = parts.filter((part) => part.answer === 'unknown')
  if (unclear.length === 0) return []
  const why = 'that depends on a prefix list, a port list or another part of a rule that is not judged here'
  return [
    unknown(
      `Whether ${subject.toLowerCase()} would ${verb} ${show(unclear)} (${peer}) is not known: ${why}.`,
      'See for yourself that the traffic is let through.',
    ),
  ]
}

const show = (parts: readonly Part[]): string => {
  const shown = parts.slice(0, 3).map((part) => showRange(part.range))
  return shown.join(' and ') + (parts.length > 3 ? ` and ${parts.length - 3} more ranges` : '')
}
