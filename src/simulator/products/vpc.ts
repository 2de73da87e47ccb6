import type { ProductTable } from '../action.ts'
import { describeRegions, describeZones } from './vpc/regions.ts'
import { describeVSwitchAttributes, describeVSwitches } from './vpc/v-switches.ts'
import { describeVpcAttribute, describeVpcs } from './vpc/vpcs.ts'

/** Virtual Private Cloud, 2016-04-28: the readings that the checks make. */
export const vpc: ProductTable = {
  product: 'Vpc',
  version: '2016-04-28',
  actions: {
    DescribeRegions: describeRegions,
    DescribeVSwitchAttributes: describeVSwitchAttributes,
    DescribeVSwitches: describeVSwitches,
    DescribeVpcAttribute: describeVpcAttribute,
    DescribeVpcs: describeVpcs,
    DescribeZones: describeZones,
  },
  lifecycles: [],
}
