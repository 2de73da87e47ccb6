import { parseCidr } from '../checks/cidr.ts'
import type { InstanceFact, SecurityGroupFact, VSwitchFact } from '../checks/facts.ts'
import { evaluate, type Group } from '../checks/security-group.ts'
import type { Inventory } from '../run/inventory.ts'

/** Whether security groups let traffic in: `unknown` where a rule cannot be read or judged, `member` where it comes from a group's own members. */
export type Admission = 'rule' | 'member' | 'unknown' | 'refuse'

/** Where groups are more, reading the rules of all for a suggestion costs more than it is worth. */
export const MOST_GROUPS = 60

/** Somebody who sends: a block or an address, and the security groups that it belongs to. */
export interface Sender { cidr: string; groupIds: readonly string[] }

export const vSwitchSender = ({ cidrBlock }: VSwitchFact): Sender => ({ cidr: cidrBlock, groupIds: [] })
export const instanceSender = ({ privateIpAddresses: [address], securityGroupIds }: InstanceFact): Sender => ({ cidr: address ?? '', groupIds: securityGroupIds })

/** Groups with their rules; undefined where those of one may not be read. */
export async function groupsWithRules({ rules }: Inventory, facts: readonly SecurityGroupFact[]): Promise<Group[] | undefined> {
  const groups = await Promise.all(facts.map(async ({ securityGroupId: id, securityGroupType: type }) => {
    const found = await rules(id)
    return found && { id, type, innerAccessPolicy: found.innerAccessPolicy, permissions: found.permissions }
  }))
  return groups.every((group) => group !== undefined) ? groups : undefined
}

/** What some groups on one interface do with TCP from all of some senders: the worst of the answers. */
export function admission(groups: readonly Group[] | undefined, senders: readonly Sender[], port: number): Admission {
  if (groups === undefined) return 'unknown'
  const answers = senders.flatMap(({ cidr, groupIds }): Admission[] => {
    const peer = parseCidr(cidr)
    if (peer === undefined) return ['unknown']
    return evaluate(groups, { direction: 'ingress', port, peer, peerGroups: groupIds }).map(({ answer, by }) => (answer !== 'admit' ? answer : by === 'rule' ? 'rule' : 'member'))
  })
  return (['refuse', 'unknown', 'member'] as const).find((answer) => answers.includes(answer)) ?? 'rule'
}
