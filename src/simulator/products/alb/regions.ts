import { oneOf, reading, unused } from '../shared/table.ts'

const language = { AcceptLanguage: unused(oneOf('zh-CN', 'en-US', 'ja')) } as const

/** Alb DescribeZones: the zones of the region that serve ALB, as a plain array. */
export const describeZones = reading(language, (call) => ({
  Zones: (call.world.regions.find((region) => region.RegionId === call.region)?.zones ?? []).filter((zone) => zone.alb)
    .map(({ LocalName, ZoneId }) => ({ LocalName, ZoneId })),
}))

/** Alb DescribeRegions: the regions that have a zone with ALB, as a plain array. */
export const describeRegions = reading(language, (call) => ({
  Regions: call.world.regions.filter((region) => region.zones.some((zone) => zone.alb))
    .map(({ LocalName, RegionId }) => ({ LocalName, RegionEndpoint: `alb.${RegionId}.aliyuncs.com`, RegionId })),
}))
