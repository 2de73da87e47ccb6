import type { DescribeDisksResponseBody } from '@alicloud/ecs20140526'
import type { Instance } from '../../model.ts'
import type { AnswerOf } from '../shared/answer.ts'
import { mine } from '../shared/records.ts'
import { allUnused, flag, integer, listOf, must, oneOf, owners, reading, struct, text } from '../shared/table.ts'
import { hasTags, tagList } from '../shared/tags.ts'
import { isoSeconds } from '../vpc/fields.ts'
import { IMAGES, serialOf, SYSTEM_DISK, systemDisk } from './hardware.ts'
import { among, jsonList } from './lists.ts'
import { pageOf } from './paging.ts'

const PAGE = { min: 1, max: 100, size: 10, badToken: 'InvalidParameter.NextToken' }

/**
 * Ecs DescribeDisks: the system disk of each instance, without which there is no instance. The world has no others, so that nothing
 * here is shared, encrypted, locked, detachable or made of a snapshot.
 */
export const describeDisks = reading({
  ...owners, Category: text, DeleteWithInstance: flag, DiskChargeType: text, DiskIds: text, DiskName: text, DiskType: oneOf('all', 'system', 'data'),
  DryRun: flag, EnableShared: flag, Encrypted: flag, InstanceId: text, KMSKeyId: text, LockReason: text, MaxResults: integer, NextToken: text,
  PageNumber: integer, PageSize: integer, Portable: flag, RegionId: must(text), ResourceGroupId: text, SnapshotId: text, Status: text,
  Tag: tagList(128), ZoneId: text,
  ...allUnused({
    AdditionalAttributes: listOf(text), AutoSnapshotPolicyId: text, DeleteAutoSnapshot: flag, EnableAutoSnapshot: flag,
    EnableAutomatedSnapshotPolicy: flag, Filter: listOf(struct({ Key: text, Value: text })), MultiAttach: text,
  }),
}, (call): AnswerOf<DescribeDisksResponseBody> => {
  const { params } = call
  const ids = jsonList('DiskIds', params.DiskIds)
  const none = params.DiskType === 'data' || [params.EnableShared, params.Encrypted, params.Portable].includes(true) || params.DeleteWithInstance === false
    || [params.KMSKeyId, params.LockReason, params.SnapshotId, params.DiskName].some((one) => one !== undefined)
    || (params.Category ?? CATEGORY) !== CATEGORY || (params.DiskChargeType ?? 'PostPaid') !== 'PostPaid'
    || !['In_use', 'All'].includes(params.Status ?? 'All')
  const found = none ? [] : mine(call, 'instances').filter((one) => among(ids, systemDisk(one))
    && (params.InstanceId ?? one.id) === one.id && (params.ZoneId ?? one.ZoneId) === one.ZoneId
    && (params.ResourceGroupId ?? one.ResourceGroupId) === one.ResourceGroupId && hasTags({ tags: {} }, params.Tag))
  const page = pageOf(found, params, PAGE)
  return { ...(page.numbered ?? { TotalCount: page.total }), NextToken: page.nextToken, Disks: { Disk: page.entries.map(entry) } }
})

const CATEGORY = 'cloud_essd'

function entry(one: Instance): NonNullable<NonNullable<AnswerOf<DescribeDisksResponseBody>['Disks']>['Disk']>[number] {
  const [id, since] = [systemDisk(one), isoSeconds(one.createdAt)]
  const attached = { AttachedTime: since, Device: '/dev/xvda', InstanceId: one.id }
  return {
    ...attached, Attachments: { Attachment: [attached] }, AutoSnapshotPolicyId: '', BurstingEnabled: false, Category: CATEGORY, CreationTime: since,
    DeleteAutoSnapshot: true, DeleteWithInstance: true, Description: '', DetachedTime: '', DiskChargeType: 'PostPaid', DiskId: id, DiskName: '',
    EnableAutoSnapshot: false, EnableAutomatedSnapshotPolicy: false, Encrypted: false, ExpiredTime: '2999-09-08T16:00Z',
    ImageId: IMAGES[one.OSType].ImageId, KMSKeyId: '', MountInstanceNum: 1, MountInstances: { MountInstance: [attached] }, MultiAttach: 'Disabled',
    OperationLocks: { OperationLock: [] }, PerformanceLevel: 'PL1', Portable: false, ProductCode: '', RegionId: one.region,
    ResourceGroupId: one.ResourceGroupId, SerialNumber: serialOf(id).slice(0, 20), Size: SYSTEM_DISK, SourceSnapshotId: '', Status: 'In_use',
    Tags: { Tag: [] }, Type: 'system', ZoneId: one.ZoneId,
  }
}
