import type { DescribeEipAddressesResponseBody, DescribeNatGatewaysResponseBody } from '@alicloud/vpc20160428'
import type { AnswerOf } from '../shared/answer.ts'
import { allUnused, flag, listOf, must, owners, reading, struct, text } from '../shared/table.ts'
import { pageOf, pages } from './paging.ts'

const pairs = listOf(struct({ Key: text, Value: text }))

/** Vpc DescribeEipAddresses: the world has no public addresses, so that no filter changes the answer. */
export const describeEipAddresses = reading({
  ...owners, ...pages, RegionId: must(text),
  ...allUnused({
    AllocationId: text, AssociatedInstanceId: text, AssociatedInstanceType: text, ChargeType: text, EipAddress: text, EipName: text,
    Filter: pairs, ISP: text, IncludeReservationData: flag, LockReason: text, PublicIpAddressPoolId: text, ResourceGroupId: text,
    SecurityProtectionEnabled: flag, SegmentInstanceId: text, ServiceManaged: flag, Status: text, Tag: pairs,
  }),
  DryRun: flag,
}, (call): AnswerOf<DescribeEipAddressesResponseBody> => ({ ...pageOf([], call.params).fields, EipAddresses: { EipAddress: [] } }))

/** Vpc DescribeNatGateways: the world has none. */
export const describeNatGateways = reading({
  ...owners, ...pages, RegionId: must(text),
  ...allUnused({
    AvailabilityMode: text, InstanceChargeType: text, Name: text, NatGatewayId: text, NatType: text, NetworkType: text, ResourceGroupId: text,
    Spec: text, Status: text, Tag: pairs, VpcId: text, ZoneId: text,
  }),
  DryRun: flag,
}, (call): AnswerOf<DescribeNatGatewaysResponseBody> => ({ ...pageOf([], call.params).fields, NatGateways: { NatGateway: [] } }))
