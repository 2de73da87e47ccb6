import type { Action } from '../../action.ts'
import { knownRegion, must, oneOf, owners, text, unused } from './fields.ts'

/** Vpc DescribeRegions: every region of the world. */
export const describeRegions: Action = {
  mutating: false,
  parameters: { AcceptLanguage: unused(text), ProductType: unused(text), ...owners },
  handler: (call) => ({
    Regions: {
      Region: call.world.regions.map(({ RegionId, LocalName }) =>
        ({ RegionId, LocalName, RegionEndpoint: `vpc.${RegionId}.aliyuncs.com` })),
    },
  }),
}

/** Vpc DescribeZones: the ordinary zones of a region; it has no edge zones. */
export const describeZones: Action<{ ZoneType?: string }> = {
  mutating: false,
  parameters: { AcceptLanguage: unused(text), RegionId: must(text), ZoneType: oneOf('AvailabilityZone', 'EdgeZone'), ...owners },
  handler(call) {
    knownRegion(call)
    const zones = call.world.regions.find((region) => region.RegionId === call.region)?.zones ?? []
    const ordinary = (call.params.ZoneType ?? 'AvailabilityZone') === 'AvailabilityZone'
    return {
      Zones: { Zone: ordinary ? zones.map(({ ZoneId, LocalName }) => ({ ZoneId, LocalName, ZoneType: 'AvailabilityZone' }))
        : [] },
    }
  },
}
