import type {
  DescribeInstanceAttributeResponseBody, DescribeInstanceAutoRenewAttributeResponseBody, DescribeInstanceMaintenanceAttributesResponseBody,
  DescribeInstanceRamRoleResponseBody, DescribeInstanceStatusResponseBody, DescribeUserDataResponseBody,
} from '@alicloud/ecs20140526'
import { Refusal, type Call } from '../../action.ts'
import type { Instance } from '../../model.ts'
import type { AnswerOf } from '../shared/answer.ts'
import { entry, mine } from '../shared/records.ts'
import { between, listOf, must, ownerIds, owners, reading, text, unused } from '../shared/table.ts'
import { isoMinutes } from '../vpc/fields.ts'
import { pageOf } from '../vpc/paging.ts'
import { IMAGES, serialOf, TYPE } from './hardware.ts'
import { hostName } from './instances.ts'
import { among, jsonList } from './lists.ts'

const pages = { PageNumber: between(1, 1_000_000), PageSize: between(1, 100) } as const
const instanceIds = listOf(text, 100)

/** An instance of the caller's, or the refusal that Ecs documents. */
function ownInstance(call: Call<unknown>, id: string): Instance {
  const found = entry(call.world.instances, id)
  if (!found || found.account !== call.account.id || found.region !== call.region) {
    throw new Refusal('InvalidInstanceId.NotFound', 404, 'The specified InstanceId does not exist.')
  }
  return found
}

/** Ecs DescribeInstanceAttribute: a flat answer on one instance. */
export const describeInstanceAttribute = reading({ ...owners, InstanceId: must(text) }, (call): AnswerOf<DescribeInstanceAttributeResponseBody> => {
  const one = ownInstance(call, call.params.InstanceId)
  return {
    ClusterId: '', Cpu: TYPE.Cpu, CreationTime: isoMinutes(one.createdAt), CreditSpecification: '', Description: '', ExpiredTime: '2099-12-31T15:59Z',
    HostName: hostName(one), ImageId: IMAGES[one.OSType].ImageId, InnerIpAddress: { IpAddress: [] }, InstanceChargeType: 'PostPaid', InstanceId: one.id,
    InstanceName: one.InstanceName, InstanceNetworkType: 'vpc', InstanceType: TYPE.InstanceType, InternetChargeType: 'PayByTraffic',
    InternetMaxBandwidthIn: 0, InternetMaxBandwidthOut: 0, IoOptimized: 'optimized', Memory: TYPE.Memory, OperationLocks: { LockReason: [] },
    PublicIpAddress: { IpAddress: [] }, RegionId: one.region, SecurityGroupIds: { SecurityGroupId: [...one.SecurityGroupIds] },
    SerialNumber: serialOf(one.id), Status: one.Status, StoppedMode: 'Not-applicable', VlanId: '', ZoneId: one.ZoneId,
    DedicatedHostAttribute: { DedicatedHostId: '', DedicatedHostName: '' },
    EipAddress: { AllocationId: '', InternetChargeType: '', IpAddress: '' },
    VpcAttributes: { NatIpAddress: '', PrivateIpAddress: { IpAddress: [one.PrivateIpAddress] }, VSwitchId: one.VSwitchId, VpcId: one.VpcId },
  }
})

/** Ecs DescribeInstanceStatus. */
export const describeInstanceStatus = reading({
  ...owners, ...pages, ClusterId: unused(text), InstanceId: instanceIds, RegionId: must(text), ZoneId: text,
}, (call): AnswerOf<DescribeInstanceStatusResponseBody> => {
  const { InstanceId, ZoneId } = call.params
  const page = pageOf(mine(call, 'instances').filter((one) => among(InstanceId, one.id) && (ZoneId ?? one.ZoneId) === one.ZoneId), call.params)
  return { ...page.fields, InstanceStatuses: { InstanceStatus: page.entries.map(({ id, Status }) => ({ InstanceId: id, Status })) } }
})

/** Ecs DescribeInstanceRamRole: no instance of the world has a role; an entry says so of each that is named (assumed). */
export const describeInstanceRamRole = reading({
  ...ownerIds, ...pages, InstanceIds: text, RamRoleName: text, RegionId: must(text),
}, (call): AnswerOf<DescribeInstanceRamRoleResponseBody> => {
  const { InstanceIds, RamRoleName } = call.params
  const named = (jsonList('InstanceIds', InstanceIds) ?? []).map((id) => ownInstance(call, id))
  const page = pageOf(RamRoleName === undefined ? named : [], call.params)
  return {
    RegionId: call.region, TotalCount: RamRoleName === undefined ? named.length : 0,
    InstanceRamRoleSets: { InstanceRamRoleSet: page.entries.map(({ id }) => ({ InstanceId: id, RamRoleName: '' })) },
  }
})

/** Ecs DescribeUserData: no instance of the world has any. */
export const describeUserData = reading({ ...ownerIds, InstanceId: must(text), RegionId: text }, (call): AnswerOf<DescribeUserDataResponseBody> =>
  ({ InstanceId: ownInstance(call, call.params.InstanceId).id, RegionId: call.region, UserData: '' }))

/** Ecs DescribeInstanceMaintenanceAttributes: what the vendor sets where nobody has set anything. */
export const describeInstanceMaintenanceAttributes = reading({
  ...owners, ...pages, InstanceId: instanceIds, RegionId: must(text),
}, (call): AnswerOf<DescribeInstanceMaintenanceAttributesResponseBody> => {
  const page = pageOf(mine(call, 'instances').filter((one) => among(call.params.InstanceId, one.id)), call.params)
  return {
    ...page.fields,
    MaintenanceAttributes: {
      MaintenanceAttribute: page.entries.map(({ id }) => ({
        InstanceId: id, MaintenanceWindows: { MaintenanceWindow: [] }, NotifyOnMaintenance: false,
        ActionOnMaintenance: { DefaultValue: 'AutoRecover', SupportedValues: { SupportedValue: ['Stop', 'AutoRecover', 'AutoRedeploy'] }, Value: 'AutoRecover' },
      })),
    },
  }
})

/** Ecs DescribeInstanceAutoRenewAttribute: instances that are paid afterwards are not renewed, and the world has no others. */
export const describeInstanceAutoRenewAttribute = reading({
  ...owners, InstanceId: unused(text), PageNumber: unused(text), PageSize: unused(text), RegionId: must(text), RenewalStatus: unused(text),
}, (): AnswerOf<DescribeInstanceAutoRenewAttributeResponseBody> =>
  ({ InstanceRenewAttributes: { InstanceRenewAttribute: [] }, PageNumber: 1, PageSize: 10, TotalCount: 0 }))
