import { type Check, fail, type Finding, list, opened, orOk, unknown } from './check.ts'
import type { SecurityGroupFact } from './facts.ts'

/** More groups than these are worth a warning: ECS allows five on an interface by default, PrivateLink documents ten. */
const USUAL = 5

/** Are the endpoint's security groups there, of VPC 1, and of one type? Their number is the config's business. */
export const endpointSecurityGroups: Check = {
  name: 'endpoint-security-groups',
  steps: ['endpoint'],
  needs: ['endpointGroupTypes'],
  judge({ consumer }, { securityGroups }) {
    const { values, missing } = opened(securityGroups.consumer)
    if (missing) return missing
    const ids = consumer.securityGroupIds
    const found = ids.flatMap((id) => values[0].find((group) => group.securityGroupId === id) ?? [])
    return orOk(
      [
        ...ids.flatMap((id) =>
          belongs(
            id,
            found.find((group) => group.securityGroupId === id),
            consumer.vpcId,
          ),
        ),
        ...oneType(found),
        ...(ids.length > USUAL
          ? [
              unknown(
                `The endpoint is to have ${ids.length} security groups; ${USUAL} on an interface is the usual limit.`,
                'Take fewer, or ask for more in the Quota Center.',
              ),
            ]
          : []),
      ],
      `Security ${ids.length === 1 ? 'group' : 'groups'} ${list(ids)} of ${consumer.vpcId} can be the endpoint's.`,
    )
  },
}

function belongs(id: string, group: SecurityGroupFact | undefined, vpcId: string): Finding[] {
  const hint = 'Take security groups of consumer.vpcId in consumer.securityGroupIds.'
  if (!group) return [fail(`Security group ${id} does not exist in this account and region.`, hint)]
  return group.vpcId === vpcId ? [] : [fail(`Security group ${id} is of ${group.vpcId || 'no VPC'}, not of ${vpcId}.`, hint)]
}

function oneType(groups: readonly SecurityGroupFact[]): Finding[] {
  const of = (type: string): string[] =>
    groups.filter((group) => group.securityGroupType === type).map((group) => group.securityGroupId)
  const [basic, advanced] = [of('normal'), of('enterprise')]
  if (basic.length === 0 || advanced.length === 0) return []
  return [
    fail(
      `The endpoint's security groups are of two types: ${list(basic)} basic, ${list(advanced)} advanced.`,
      'Take groups of one type in consumer.securityGroupIds.',
    ),
  ]
}
