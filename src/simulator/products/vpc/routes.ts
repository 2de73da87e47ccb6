import { createHash } from 'node:crypto'
import type { DescribeRouteEntryListResponseBody } from '@alicloud/vpc20160428'
import { Refusal } from '../../action.ts'
import type { Vpc, World } from '../../model.ts'
import type { AnswerOf } from '../shared/answer.ts'
import { pageOf } from '../shared/paging.ts'
import { mine } from '../shared/records.ts'
import { between, listOf, must, oneOf, owners, reading, text } from '../shared/table.ts'
import { isoSeconds } from './fields.ts'
import { tableOf, vSwitchesOf } from './views.ts'

export interface Route { id: string; block: string; version: 'ipv4' | 'ipv6' }

/** The block in which the vendor's own services stand (documented). */
const SERVICES = '100.64.0.0/10'

/** The routes of a VPC's table: one for each vSwitch and one to the vendor's services, all made by the system (documented). */
export function routesOf(world: World, vpc: Vpc): Route[] {
  const switches = vSwitchesOf(world, vpc.id)
  const blocks = [...switches.map((one) => one.CidrBlock), SERVICES, ...switches.flatMap((one) => one.Ipv6CidrBlock || [])]
  return blocks.map((block) => ({ id: idOf(vpc, block), block, version: block.includes(':') ? 'ipv6' : 'ipv4' }))
}

function idOf(vpc: Vpc, block: string): string {
  return `rte-${BigInt(`0x${createHash('sha256').update(`${vpc.id}\n${block}`).digest('hex').slice(0, 26)}`).toString(36).slice(0, 20)}`
}

/** Vpc DescribeRouteEntryList: the routes of one table. The code for an unknown table is assumed. */
export const describeRouteEntryList = reading({
  ...owners, DestCidrBlockList: listOf(text, 100), DestinationCidrBlock: text, IpVersion: oneOf('ipv4', 'ipv6'), MaxResult: between(1, 100),
  NextHopId: text, NextHopType: text, NextToken: text, RegionId: must(text), RouteEntryId: text, RouteEntryName: text, RouteEntryType: text,
  RouteTableId: must(text), ServiceType: text,
}, (call): AnswerOf<DescribeRouteEntryListResponseBody> => {
  const { params } = call
  const vpc = mine(call, 'vpcs').find((one) => tableOf(one.id) === params.RouteTableId)
  if (!vpc) throw new Refusal('InvalidRouteTableId.NotFound', 404, 'Specified route table does not exist.')
  // Routes of the system have no name, lead to no instance and are hosted by nothing.
  const none = [params.NextHopId, params.RouteEntryName, params.ServiceType].some((one) => one !== undefined)
    || (params.RouteEntryType ?? 'System') !== 'System' || (params.NextHopType ?? 'local') !== 'local'
  const found = none ? [] : routesOf(call.world, vpc).filter(({ id, block, version }) => (params.RouteEntryId ?? id) === id
    && (params.DestinationCidrBlock ?? block) === block && (!params.DestCidrBlockList || params.DestCidrBlockList.includes(block))
    && (params.IpVersion ?? version) === version)
  const page = pageOf(call, found, { NextToken: params.NextToken, MaxResults: params.MaxResult }, 10, (one) => one.id)
  return {
    NextToken: page.NextToken ?? '', TotalCount: page.TotalCount,
    RouteEntrys: {
      RouteEntry: page.entries.map(({ id, block, version }) => ({
        Description: '', DestinationCidrBlock: block, GmtModified: isoSeconds(vpc.createdAt), IpVersion: version, RouteEntryId: id, RouteEntryName: '',
        RouteTableId: params.RouteTableId, Status: 'Available', Type: 'System',
        NextHops: { NextHop: [{ Enabled: 1, NextHopId: '', NextHopRegionId: '', NextHopType: 'local', Weight: 0 }] },
      })),
    },
  }
})
