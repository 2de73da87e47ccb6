import { Refusal, type Action } from '../../action.ts'
import { TYPE } from './hardware.ts'
import { count, flag, knownRegion, must, oneOf, owners, text, unused } from '../vpc/fields.ts'

/** Ecs DescribeRegions: every region of the world. */
export const describeRegions: Action = {
  mutating: false,
  parameters: { AcceptLanguage: unused(text), InstanceChargeType: unused(text), ResourceType: unused(text), ...owners },
  handler: (call) => ({
    Regions: {
      Region: call.world.regions.map(({ RegionId, LocalName }) => ({
        RegionId, LocalName, RegionEndpoint: `ecs.${RegionId}.aliyuncs.com`, Status: 'available',
      })),
    },
  }),
}

/** Ecs DescribeZones: the zones of a region and what can be made there. */
export const describeZones: Action<{ Verbose?: boolean }> = {
  mutating: false,
  parameters: {
    AcceptLanguage: unused(text), InstanceChargeType: unused(text), RegionId: must(text), SpotStrategy: unused(text),
      Verbose: flag, ...owners,
  },
  handler(call) {
    knownRegion(call)
    const zones = call.world.regions.find((region) => region.RegionId === call.region)?.zones ?? []
    return {
      Zones: {
        Zone: zones.map(({ ZoneId, LocalName }) => ({
          ZoneId, LocalName, ZoneType: 'AvailabilityZone',
          ...(call.params.Verbose === false ? {} : {
            AvailableResourceCreation: { ResourceTypes: ['VSwitch', 'Instance', 'Disk'] },
            AvailableInstanceTypes: { InstanceTypes: [TYPE.InstanceType] },
              AvailableDiskCategories: { DiskCategories: ['cloud_essd'] },
            AvailableVolumeCategories: { VolumeCategories: [] }, AvailableDedicatedHostTypes: { DedicatedHostType: [] },
            DedicatedHostGenerations: { DedicatedHostGeneration: [] }, AvailableResources: { ResourcesInfo: [] },
          }),
        })),
      },
    }
  },
}

interface DescribeAvailableResource { DestinationResource: string; InstanceType?: string; ZoneId?: string }

/** What each kind of destination resource can be here: the one type of everything that the world knows. */
const OFFERED: Record<string, { Value: string; Min?: number; Max?: number; Unit?: string }> = {
  Zone: { Value: '' }, IoOptimized: { Value: 'optimized' }, InstanceType: { Value: TYPE.InstanceType }, Network: { Value: 'vpc' },
  ddh: { Value: '' }, SystemDisk: { Value: 'cloud_essd', Min: 20, Max: 2048, Unit: 'GiB' },
  DataDisk: { Value: 'cloud_essd', Min: 20, Max: 65_536, Unit: 'GiB' },
}

/** Ecs DescribeAvailableResource: every zone of the region offers the same. */
export const describeAvailableResource: Action<DescribeAvailableResource> = {
  mutating: false,
  parameters: {
    Cores: unused(count), DataDiskCategory: unused(text), DedicatedHostId: unused(text), DestinationResource: must(text),
    InstanceChargeType: unused(text), InstanceType: text, IoOptimized: unused(text),
      Memory: unused({ type: 'number' }),
    NetworkCategory: unused(text), RegionId: must(text), ResourceType: unused(oneOf('instance', 'disk', 'reservedinstance', 'ddh')),
      Scope: unused(text),
    SpotDuration: unused(count), SpotStrategy: unused(text), SystemDiskCategory: unused(text), ZoneId: text, ...owners,
  },
  handler(call) {
    knownRegion(call)
    const { DestinationResource, InstanceType, ZoneId } = call.params
    const offered = OFFERED[DestinationResource]
    if (!offered) throw new Refusal('InvalidDestinationResource', 400, 'The specified DestinationResource is not valid.')
    const available = { Status: 'Available', StatusCategory: 'WithStock' }
    const sold = InstanceType === undefined || InstanceType === OFFERED['InstanceType']?.Value
    const zones = call.world.regions.find((region) => region.RegionId === call.region)?.zones ?? []
    return {
      AvailableZones: {
        AvailableZone: zones.filter((zone) => sold && (ZoneId ?? zone.ZoneId) === zone.ZoneId).map((zone) => ({
          ...available, RegionId: call.region, ZoneId: zone.ZoneId,
          AvailableResources: {
            AvailableResource: DestinationResource === 'Zone' ? [] : [
              { Type: DestinationResource, SupportedResources: { SupportedResource: [{ ...available, ...offered }] } },
            ],
          },
        })),
      },
    }
  },
}
