import { Refusal, type Action, type Call } from '../../action.ts'
import type { Permission } from '../../model.ts'
import { isCidr } from '../../network/cidr.ts'
import { count, knownRegion, listOf, must, owners, struct, text, unused } from '../vpc/fields.ts'
import { ownGroup } from './security-groups.ts'

interface Rule {
  IpProtocol?: string
  PortRange?: string
  Policy?: string
  Priority?: string
  SourceCidrIp?: string
  DestCidrIp?: string
  SourceGroupId?: string
  SourcePrefixListId?: string
  Description?: string
}
interface Change extends Rule { SecurityGroupId: string; Permissions?: Rule[] }

const RULE = {
  Description: text, DestCidrIp: text, IpProtocol: text, Ipv6DestCidrIp: unused(text), Ipv6SourceCidrIp: unused(text),
    NicType: unused(text),
  Policy: text, PortRange: text, Priority: text, SourceCidrIp: text, SourceGroupId: text, SourceGroupOwnerAccount: unused(text),
  SourceGroupOwnerId: unused(count), SourcePortRange: unused(text), SourcePrefixListId: text,
}
const TABLE = {
  ...RULE, ClientToken: text, Permissions: listOf(struct({ ...RULE, PortRangeListId: unused(text) }), 100), RegionId: must(text),
  SecurityGroupId: must(text), ...owners,
}
const PROTOCOLS = ['TCP', 'UDP', 'ICMP', 'ICMPV6', 'GRE', 'ALL']
/** Rules of one group, both directions together (documented). */
const LIMIT = 200

/** Ecs AuthorizeSecurityGroup: adds ingress rules, in force at once; one that exists already is left as it is (documented). */
export const authorizeSecurityGroup: Action<Change> = {
  mutating: true,
  parameters: TABLE,
  handler(call) {
    knownRegion(call)
    const group = ownGroup(call, call.params.SecurityGroupId)
    for (const rule of rulesOf(call)) {
      if (group.permissions.some((known) => same(known, rule))) continue
      if (group.permissions.length >= LIMIT) {
        throw new Refusal('AuthorizationLimitExceed', 403, 'The limit of authorization records in the security group reaches.')
      }
      group.permissions.push({ ...rule, SecurityGroupRuleId: call.newId('securityGroupRule') })
    }
    return {}
  },
}

/**
 * Ecs RevokeSecurityGroup: removes ingress rules by their ID or by their members; one that does not exist is no error
 * (documented).
 */
export const revokeSecurityGroup: Action<Change & { SecurityGroupRuleId?: string[] }> = {
  mutating: true,
  parameters: { ...TABLE, SecurityGroupRuleId: listOf(text, 100) },
  handler(call) {
    knownRegion(call)
    const group = ownGroup(call, call.params.SecurityGroupId)
    const ids = call.params.SecurityGroupRuleId
    const unknown = ids?.find((id) => !group.permissions.some((rule) => rule.SecurityGroupRuleId === id))
    if (unknown !== undefined) {
      throw new Refusal('InvalidSecurityGroupRuleId.NotFound', 404, 'The specified SecurityGroupRuleId is not exists.')
    }
    const rules = ids ? [] : rulesOf(call)
    group.permissions = group.permissions.filter((known) => known.Direction !== 'ingress'
      || !(ids?.includes(known.SecurityGroupRuleId) || rules.some((rule) => same(known, rule))))
    return {}
  },
}

function rulesOf(call: Pick<Call<Change>, 'params' | 'world' | 'account' | 'region'>): Omit<Permission, 'SecurityGroupRuleId'>[] {
  const rules = call.params.Permissions ?? [call.params]
  return rules.map((rule) => {
    const { IpProtocol = '', PortRange = '', Policy = 'accept', Priority = '1' } = rule
    const malformed = (name: string): never => {
      throw new Refusal(`Invalid${name}.Malformed`, 400, `The specified parameter "${name}" is not valid.`)
    }
    if (!PROTOCOLS.includes(IpProtocol.toUpperCase())) malformed('IpProtocol')
    if (!validRange(IpProtocol, PortRange)) malformed('PortRange')
    if (!/^(accept|drop)$/i.test(Policy)) malformed('Policy')
    if (!/^\d{1,3}$/.test(Priority) || Number(Priority) < 1 || Number(Priority) > 100) malformed('Priority')
    if (rule.SourceCidrIp !== undefined && !isCidr(rule.SourceCidrIp)) malformed('SourceCidrIp')
    if (rule.DestCidrIp !== undefined && !isCidr(rule.DestCidrIp)) malformed('DestCidrIp')
    if (!rule.SourceCidrIp && !rule.SourceGroupId && !rule.SourcePrefixListId) {
      throw new Refusal('MissingParameter.Source', 400,
        'One of the parameters SourceCidrIp, SourceGroupId or SourcePrefixListId must be specified.')
    }
    if (rule.SourceGroupId && !call.world.securityGroups[rule.SourceGroupId]) {
      throw new Refusal('InvalidSourceGroupId.NotFound', 404, 'The SourceGroupId provided does not exist in our records.')
    }
    return {
      Direction: 'ingress', IpProtocol: IpProtocol.toUpperCase() === 'ICMPV6' ? 'ICMPv6' : IpProtocol.toUpperCase(), PortRange,
      Policy: Policy.toLowerCase() === 'drop' ? 'Drop' : 'Accept', Priority, SourceCidrIp: rule.SourceCidrIp ?? '',
      DestCidrIp: rule.DestCidrIp ?? '', SourceGroupId: rule.SourceGroupId ?? '', DestGroupId: '',
      SourcePrefixListId: rule.SourcePrefixListId ?? '', DestPrefixListId: '', Description: rule.Description ?? '',
    }
  })
}

/** `from/to` within 1 to 65535 for TCP and UDP, `-1/-1` for protocols without ports; ALL takes that too. */
function validRange(protocol: string, range: string): boolean {
  if (!/^(TCP|UDP)$/i.test(protocol)) return range === '-1/-1'
  const [, from, to] = /^(\d{1,5})\/(\d{1,5})$/.exec(range) ?? []
  return range === '-1/-1' || (Number(from) >= 1 && Number(to) <= 65_535 && Number(from) <= Number(to))
}

function same(known: Permission, rule: Omit<Permission, 'SecurityGroupRuleId'>): boolean {
  return known.Direction === rule.Direction && known.IpProtocol.toUpperCase() === rule.IpProtocol.toUpperCase()
    && known.PortRange === rule.PortRange && known.Policy === rule.Policy && known.Priority === rule.Priority
    && known.SourceCidrIp === rule.SourceCidrIp && known.DestCidrIp === rule.DestCidrIp
      && known.SourceGroupId === rule.SourceGroupId
    && known.SourcePrefixListId === rule.SourcePrefixListId
}
