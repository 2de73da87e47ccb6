import type { Call } from '../../action.ts'
import type { Region } from '../../model.ts'
import { like } from '../shared/records.ts'
import { flag, oneOf, reading, text, unused } from '../shared/table.ts'
import { region } from './fields.ts'

/** Privatelink DescribeRegions; the list is wrapped, unlike most of this product's. */
export const describeRegions = reading({
  RegionId: text, ServiceResourceType: oneOf('slb', 'alb', 'nlb', 'gwlb', 'ALL'),
}, (call) => {
  const { RegionId, ServiceResourceType } = call.params
  const found = call.world.regions.filter((one) => one.zones.some((zone) => zone.privatelink) && like(RegionId, one.RegionId)
    && (ServiceResourceType === undefined || ServiceResourceType === 'ALL' || typesOf(one).includes(ServiceResourceType)))
  return {
    Regions: {
      Region: found.map((one) => ({
        LocalName: one.LocalName, RegionEndpoint: `privatelink.${one.RegionId}.aliyuncs.com`, RegionId: one.RegionId,
        ServiceResourceTypes: { ServiceResourceType: typesOf(one) },
      })),
    },
  }
})

/** Privatelink DescribeZones: the zones in which a kind of load balancer can be a resource; without a kind those for slb. */
export const describeZones = reading({
  ...region, CrossRegion: unused(flag), CrossRegionSide: unused(oneOf('Endpoint', 'EndpointService')),
  ServiceResourceType: oneOf('slb', 'alb', 'nlb', 'gwlb'),
}, (call) => ({
  Zones: {
    Zone: zonesFor(call, call.params.ServiceResourceType ?? 'slb').map(({ LocalName, ZoneId }) => ({ LocalName, ZoneId })),
  },
}))

function zonesFor(call: Call<{ RegionId: string }>, type: string) {
  const zones = call.world.regions.find((one) => one.RegionId === call.params.RegionId)?.zones ?? []
  return zones.filter((zone) => zone.privatelink && (type !== 'alb' || zone.alb))
}

function typesOf(one: Region): string[] {
  return one.zones.some((zone) => zone.privatelink && zone.alb) ? ['slb', 'alb', 'nlb', 'gwlb'] : ['slb', 'nlb', 'gwlb']
}
