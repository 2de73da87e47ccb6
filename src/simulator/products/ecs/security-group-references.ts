import type { DescribeSecurityGroupReferencesResponseBody } from '@alicloud/ecs20140526'
import type { AnswerOf } from '../shared/answer.ts'
import { listOf, must, owners, reading, text } from '../shared/table.ts'
import { mine } from '../shared/records.ts'
import { ownGroup } from './security-groups.ts'

/** Ecs DescribeSecurityGroupReferences: for each of the groups those whose rules name it. */
export const describeSecurityGroupReferences = reading({
  ...owners, RegionId: must(text), SecurityGroupId: must(listOf(text, 10)),
}, (call): AnswerOf<DescribeSecurityGroupReferencesResponseBody> => {
  const referring = (id: string) => mine(call, 'securityGroups')
    .filter((one) => one.permissions.some((rule) => rule.SourceGroupId === id || rule.DestGroupId === id))
  return {
    SecurityGroupReferences: {
      SecurityGroupReference: call.params.SecurityGroupId.map((id) => ownGroup(call, id).id).filter((id) => referring(id).length > 0).map((id) => ({
        SecurityGroupId: id,
        ReferencingSecurityGroups: { ReferencingSecurityGroup: referring(id).map((one) => ({ AliUid: one.account, SecurityGroupId: one.id })) },
      })),
    },
  }
})
