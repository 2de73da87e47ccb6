import type { ProductTable } from '../action.ts'
import { describeEipAddresses, describeNatGateways } from './vpc/absent.ts'
import { describeNetworkAcls } from './vpc/network-acls.ts'
import { describeRegions, describeZones } from './vpc/regions.ts'
import { describeRouteTableList, describeRouteTables, describeVRouters } from './vpc/route-tables.ts'
import { describeRouteEntryList } from './vpc/routes.ts'
import { listTagResources } from './vpc/tags.ts'
import { describeVSwitchAttributes, describeVSwitches } from './vpc/v-switches.ts'
import { describeVpcAttribute, describeVpcs } from './vpc/vpcs.ts'

/** Virtual Private Cloud, 2016-04-28: the readings that the checks make, and those that infrastructure tools make around them. */
export const vpc: ProductTable = {
  product: 'Vpc',
  version: '2016-04-28',
  actions: {
    DescribeEipAddresses: describeEipAddresses,
    DescribeNatGateways: describeNatGateways,
    DescribeNetworkAcls: describeNetworkAcls,
    DescribeRegions: describeRegions,
    DescribeRouteEntryList: describeRouteEntryList,
    DescribeRouteTableList: describeRouteTableList,
    DescribeRouteTables: describeRouteTables,
    DescribeVRouters: describeVRouters,
    DescribeVSwitchAttributes: describeVSwitchAttributes,
    DescribeVSwitches: describeVSwitches,
    DescribeVpcAttribute: describeVpcAttribute,
    DescribeVpcs: describeVpcs,
    DescribeZones: describeZones,
    ListTagResources: listTagResources,
  },
  lifecycles: [],
}
