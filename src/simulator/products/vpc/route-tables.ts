import type { DescribeRouteTableListResponseBody, DescribeRouteTablesResponseBody, DescribeVRoutersResponseBody } from '@alicloud/vpc20160428'
import type { Call } from '../../action.ts'
import type { Vpc } from '../../model.ts'
import type { AnswerOf } from '../shared/answer.ts'
import { mine } from '../shared/records.ts'
import { must, owners, reading, text } from '../shared/table.ts'
import { hasTags, tagList } from '../shared/tags.ts'
import { isoSeconds } from './fields.ts'
import { pageOf, pages } from './paging.ts'
import { routesOf, type Route } from './routes.ts'
import { ownerNumber, routerOf, tableOf, vSwitchesOf } from './views.ts'

/** The VPCs of the caller whose one route table fits: every VPC has the system's own table, and the world knows no other. */
function tables(call: Call<unknown>, want: { RouteTableId?: string | undefined; RouterId?: string | undefined; ResourceGroupId?: string | undefined }): Vpc[] {
  return mine(call, 'vpcs').filter((vpc) => (want.RouteTableId ?? tableOf(vpc.id)) === tableOf(vpc.id)
    && (want.RouterId ?? routerOf(vpc.id)) === routerOf(vpc.id) && (want.ResourceGroupId ?? vpc.ResourceGroupId) === vpc.ResourceGroupId)
}

/** Vpc DescribeRouteTables, the older reading: tables with their routes. */
export const describeRouteTables = reading({
  ...owners, ...pages, RegionId: text, ResourceGroupId: text, RouteTableId: text, RouteTableName: text, RouterId: text, RouterType: text,
  Type: text, VRouterId: text,
}, (call): AnswerOf<DescribeRouteTablesResponseBody> => {
  const { ResourceGroupId, RouteTableId, RouteTableName, RouterId, RouterType = 'VRouter', Type = 'System', VRouterId } = call.params
  // A system's table has no name.
  const none = RouteTableName !== undefined || RouterType !== 'VRouter' || Type !== 'System'
  const page = pageOf(none ? [] : tables(call, { ResourceGroupId, RouteTableId, RouterId: RouterId ?? VRouterId }), call.params)
  return {
    ...page.fields,
    RouteTables: {
      RouteTable: page.entries.map((vpc) => ({
        CreationTime: isoSeconds(vpc.createdAt), ResourceGroupId: vpc.ResourceGroupId, RouteTableId: tableOf(vpc.id), RouteTableType: 'System',
        Status: 'Available', VRouterId: routerOf(vpc.id), VSwitchIds: { VSwitchId: vSwitchesOf(call.world, vpc.id).map((one) => one.id) },
        RouteEntrys: { RouteEntry: routesOf(call.world, vpc).map((route) => entry(vpc, route)) },
      })),
    },
  }
})

function entry(vpc: Vpc, { id, block }: Route): object {
  return {
    Description: '', DestinationCidrBlock: block, InstanceId: '', NextHopType: 'local', NextHops: { NextHop: [] }, RouteEntryId: id,
    RouteEntryName: '', RouteTableId: tableOf(vpc.id), Status: 'Available', Type: 'System',
  }
}

/** Vpc DescribeRouteTableList: the tables without their routes. */
export const describeRouteTableList = reading({
  ...owners, ...pages, RegionId: must(text), ResourceGroupId: text, RouteTableId: text, RouteTableName: text, RouteTableType: text,
  RouterId: text, RouterType: text, Tag: tagList(128), VpcId: text,
}, (call): AnswerOf<DescribeRouteTableListResponseBody> => {
  const { params } = call
  const none = params.RouteTableName !== undefined || (params.RouterType ?? 'VRouter') !== 'VRouter' || (params.RouteTableType ?? 'System') !== 'System'
  // Tags belong to the table, and nothing here tags one.
  const found = none ? [] : tables(call, params).filter((vpc) => (params.VpcId ?? vpc.id) === vpc.id && hasTags({ tags: {} }, params.Tag))
  const page = pageOf(found, params)
  return {
    ...page.fields,
    RouterTableList: {
      RouterTableListType: page.entries.map((vpc) => ({
        AssociateType: 'VSwitch', CreationTime: isoSeconds(vpc.createdAt), Description: '', GatewayIds: { GatewayIds: [] },
        OwnerId: ownerNumber(vpc.account), ResourceGroupId: vpc.ResourceGroupId, RoutePropagationEnable: true, RouteTableId: tableOf(vpc.id),
        RouteTableName: '', RouteTableType: 'System', RouterId: routerOf(vpc.id), RouterType: 'VRouter', Status: 'Available', Tags: { Tag: [] },
        VSwitchIds: { VSwitchId: vSwitchesOf(call.world, vpc.id).map((one) => one.id) }, VpcId: vpc.id,
      })),
    },
  }
})

/** Vpc DescribeVRouters: the one router of each VPC. */
export const describeVRouters = reading({
  ...owners, ...pages, RegionId: must(text), VRouterId: text,
}, (call): AnswerOf<DescribeVRoutersResponseBody> => {
  const page = pageOf(tables(call, { RouterId: call.params.VRouterId }), call.params)
  return {
    ...page.fields,
    VRouters: {
      VRouter: page.entries.map((vpc) => ({
        CreationTime: isoSeconds(vpc.createdAt), Description: '', RegionId: vpc.region, RouteTableIds: { RouteTableId: [tableOf(vpc.id)] },
        VRouterId: routerOf(vpc.id), VRouterName: '', VpcId: vpc.id,
      })),
    },
  }
})
