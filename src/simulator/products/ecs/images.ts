import type { DescribeImagesResponseBody } from '@alicloud/ecs20140526'
import type { AnswerOf } from '../shared/answer.ts'
import { allUnused, between, flag, integer, listOf, must, oneOf, owners, reading, struct, text } from '../shared/table.ts'
import { hasTags, tagList } from '../shared/tags.ts'
import { pageOf } from '../vpc/paging.ts'
import { IMAGES, SYSTEM_DISK } from './hardware.ts'
import { likeName } from './lists.ts'

/** Ecs DescribeImages: the two public images that the world's instances are made of. */
export const describeImages = reading({
  ...owners, Architecture: text, DryRun: flag, ImageFamily: text, ImageId: text, ImageName: text, ImageOwnerAlias: text, ImageOwnerId: integer,
  IsPublic: flag, OSType: oneOf('windows', 'linux'), PageNumber: between(1, 1_000_000), PageSize: between(1, 100), RegionId: must(text),
  ResourceGroupId: text, SnapshotId: text, Status: text, Tag: tagList(128),
  ...allUnused({
    ActionType: text, Filter: listOf(struct({ Key: text, Value: text })), InstanceType: text, IsSupportCloudinit: flag, IsSupportIoOptimized: flag,
    ShowExpired: flag, Usable: flag, Usage: text,
  }),
}, (call): AnswerOf<DescribeImagesResponseBody> => {
  const { params } = call
  const ids = params.ImageId?.split(',').map((id) => id.trim())
  // A public image belongs to no account, no resource group and no family, and is made of no snapshot of the caller's.
  const none = [params.ImageFamily, params.ImageOwnerId, params.ResourceGroupId, params.SnapshotId].some((one) => one !== undefined)
    || params.IsPublic === false || (params.ImageOwnerAlias ?? 'system') !== 'system' || (params.Architecture ?? 'x86_64') !== 'x86_64'
    || !(params.Status ?? 'Available').split(',').includes('Available') || !hasTags({ tags: {} }, params.Tag)
  const all = (['linux', 'windows'] as const).map((OSType) => ({ OSType, ...IMAGES[OSType] }))
  const page = pageOf(none ? [] : all.filter((one) => (!ids || ids.includes(one.ImageId)) && (params.OSType ?? one.OSType) === one.OSType
    && likeName(params.ImageName, one.ImageId)), params)
  return {
    ...page.fields, RegionId: call.region,
    Images: {
      Image: page.entries.map((one) => ({
        ...one, Architecture: 'x86_64', CreationTime: '2026-01-01T00:00:00Z', Description: '', DiskDeviceMappings: { DiskDeviceMapping: [] },
        ImageFamily: '', ImageName: one.ImageId, ImageOwnerAlias: 'system', ImageVersion: '1', IsCopied: false, IsPublic: true, IsSelfShared: '',
        IsSubscribed: false, IsSupportCloudinit: true, IsSupportIoOptimized: true, OSNameEn: one.OSName, ProductCode: '', Progress: '100%',
        ResourceGroupId: '', Size: SYSTEM_DISK, Status: 'Available', Tags: { Tag: [] }, Usage: 'instance',
      })),
    },
  }
})
