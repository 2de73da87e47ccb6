import { text } from '../messages/whole.ts'
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
                text.check.groupsMany(ids.length, USUAL),
                text.check.groupsFewer,
              ),
            ]
          : []),
      ],
      text.check.groupsFit(ids.length, list(ids), consumer.vpcId),
    )
  },
}

function belongs(id: string, group: SecurityGroupFact | undefined, vpcId: string): Finding[] {
  const hint = text.check.groupsOfVpc
  if (!group) return [fail(text.check.groupMissing(id), hint)]
  return group.vpcId === vpcId ? [] : [fail(text.check.groupElsewhere(id, group.vpcId || text.check.noVpc, vpcId), hint)]
}

function oneType(groups: readonly SecurityGroupFact[]): Finding[] {
  const of = (type: string): string[] =>
    groups.filter((group) => group.securityGroupType === type).map((group) => group.securityGroupId)
  const [basic, advanced] = [of('normal'), of('enterprise')]
  if (basic.length === 0 || advanced.length === 0) return []
  return [
    fail(
      text.check.groupsMixed(list(basic), list(advanced)),
      text.check.groupsOneType,
    ),
  ]
}
