import type { DescribeKeyPairsResponseBody } from '@alicloud/ecs20140526'
import type { AnswerOf } from '../shared/answer.ts'
import { allUnused, between, flag, must, ownerIds, reading, text } from '../shared/table.ts'
import { tagList } from '../shared/tags.ts'
import { pageOf } from '../vpc/paging.ts'

/** Ecs DescribeKeyPairs: the world has none. */
export const describeKeyPairs = reading({
  ...ownerIds, PageNumber: between(1, 1_000_000), PageSize: between(1, 100), RegionId: must(text),
  ...allUnused({ IncludePublicKey: flag, KeyPairFingerPrint: text, KeyPairName: text, ResourceGroupId: text, Tag: tagList(128) }),
}, (call): AnswerOf<DescribeKeyPairsResponseBody> => ({ ...pageOf([], call.params).fields, KeyPairs: { KeyPair: [] } }))
