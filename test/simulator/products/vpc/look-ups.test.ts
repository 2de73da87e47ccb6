import { afterEach, beforeEach, expect, it } from 'vitest'
import { vpc } from '../../../../src/simulator/products/vpc.ts'
import { harness, type Harness } from '../harness.ts'

/** What infrastructure tools read around a VPC: the answers agree with what DescribeVpcs and DescribeVSwitches say of it. */

let cloud: Harness
beforeEach(() => void (cloud = harness(vpc)))
afterEach(() => cloud.network.close())

it('each VPC has its router and the system\'s route table, by every way that leads there', async () => {
  const [one] = (await cloud.call('DescribeVpcs', { VpcId: 'vpc-use' })).Vpcs.Vpc
  const [RouteTableId] = one.RouterTableIds.RouterTableIds
  const { RouterTableList, TotalCount } = await cloud.call('DescribeRouteTableList', { VpcId: 'vpc-use' })
  expect(TotalCount).toBe(1)
  expect(RouterTableList.RouterTableListType).toMatchObject([{
    RouteTableId, RouterId: one.VRouterId, RouteTableType: 'System', Status: 'Available', VpcId: 'vpc-use', VSwitchIds: one.VSwitchIds,
  }])
  expect((await cloud.call('DescribeVRouters', { VRouterId: one.VRouterId })).VRouters.VRouter).toMatchObject([{ VpcId: 'vpc-use', RouteTableIds: { RouteTableId: [RouteTableId] } }])
  expect((await cloud.call('DescribeVSwitches', { RouteTableId, RegionId: 'eu-west-1' })).VSwitches.VSwitch.map((each: any) => each.VSwitchId)).toEqual(one.VSwitchIds.VSwitchId)
  for (const none of [{ RouteTableType: 'Custom' }, { RouterType: 'VBR' }, { RouteTableName: 'x' }, { RouteTableId: 'vtb-none' }, { Tag: [{ Key: 'k' }] }]) {
    expect((await cloud.call('DescribeRouteTableList', none)).TotalCount).toBe(0)
  }
})

it('the routes of a table are its vSwitches and the vendor\'s services, in both readings', async () => {
  cloud.world.vSwitches['vsw-use-a']!.Ipv6CidrBlock = '2001:db8:1::/64'
  const blocks = ['172.20.0.0/24', '172.20.1.0/24', '100.64.0.0/10', '2001:db8:1::/64']
  const [table] = (await cloud.call('DescribeRouteTables', { RouteTableId: 'vtb-use' })).RouteTables.RouteTable
  expect(table.RouteEntrys.RouteEntry.map((route: any) => route.DestinationCidrBlock)).toEqual(blocks)
  expect(new Set(table.RouteEntrys.RouteEntry.map((route: any) => route.RouteEntryId)).size).toBe(4)
  const routes = async (params: object) => (await cloud.call('DescribeRouteEntryList', { RouteTableId: 'vtb-use', ...params })).RouteEntrys.RouteEntry
  expect((await routes({})).map((route: any) => [route.DestinationCidrBlock, route.RouteEntryId]))
    .toEqual(table.RouteEntrys.RouteEntry.map((route: any) => [route.DestinationCidrBlock, route.RouteEntryId]))
  expect((await routes({ IpVersion: 'ipv6' })).map((route: any) => route.DestinationCidrBlock)).toEqual([blocks[3]])
  expect(await routes({ DestinationCidrBlock: blocks[2], RouteEntryType: 'System', NextHopType: 'local' })).toHaveLength(1)
  expect(await routes({ DestCidrBlockList: blocks.slice(0, 2), RouteEntryId: table.RouteEntrys.RouteEntry[1].RouteEntryId })).toHaveLength(1)
  for (const none of [{ RouteEntryType: 'Custom' }, { NextHopType: 'Instance' }, { NextHopId: 'i-one' }, { RouteEntryName: 'x' }, { ServiceType: 'TR' }]) expect(await routes(none)).toEqual([])
  const page = await cloud.call('DescribeRouteEntryList', { RouteTableId: 'vtb-use', MaxResult: 3 })
  expect(page.TotalCount).toBe(4)
  expect(await routes({ MaxResult: 3, NextToken: page.NextToken })).toHaveLength(1)
})

it('a network ACL is known by the vSwitches that name it; its counts are strings', async () => {
  for (const id of ['vsw-use-a', 'vsw-use-b']) cloud.world.vSwitches[id]!.NetworkAclId = 'nacl-one'
  const answer = await cloud.call('DescribeNetworkAcls', { VpcId: 'vpc-use' })
  expect([answer.TotalCount, answer.PageNumber, answer.PageSize]).toEqual(['1', '1', '10'])
  expect(answer.NetworkAcls.NetworkAcl).toMatchObject([{ NetworkAclId: 'nacl-one', VpcId: 'vpc-use', Resources: { Resource: [{ ResourceId: 'vsw-use-a' }, { ResourceId: 'vsw-use-b' }] } }])
  for (const none of [{ NetworkAclId: 'nacl-two' }, { VpcId: 'vpc-serve' }, { ResourceId: 'vsw-serve-a' }, { NetworkAclName: 'x' }, { Tags: [{ Key: 'k' }] }]) {
    expect((await cloud.call('DescribeNetworkAcls', none)).TotalCount).toBe('0')
  }
})

it('tags are listed by resource; the types are taken in any case', async () => {
  cloud.world.vpcs['vpc-use']!.tags = { side: 'use' }
  cloud.world.vSwitches['vsw-use-a']!.tags = { side: 'use', row: 'a' }
  const listed = async (params: object) => (await cloud.call('ListTagResources', { ...params })).TagResources.TagResource.map((one: any) => `${one.ResourceType} ${one.ResourceId} ${one.TagKey}=${one.TagValue}`)
  expect(await listed({ ResourceType: 'vpc' })).toEqual(['VPC vpc-use side=use'])
  expect(await listed({ ResourceType: 'VSWITCH', ResourceId: ['vsw-use-a'], Tag: [{ Key: 'side' }] })).toHaveLength(2)
  expect(await listed({ ResourceType: 'ROUTETABLE' })).toEqual([])
})

it('there are no public addresses and no NAT gateways', async () => {
  expect(await cloud.call('DescribeEipAddresses', { PageNumber: 2 })).toEqual({ PageNumber: 2, PageSize: 10, TotalCount: 0, EipAddresses: { EipAddress: [] } })
  expect(await cloud.call('DescribeNatGateways', { VpcId: 'vpc-use' })).toEqual({ PageNumber: 1, PageSize: 10, TotalCount: 0, NatGateways: { NatGateway: [] } })
})

it.each([
  ['InvalidRouteTableId.NotFound', 404, 'DescribeRouteEntryList', { RouteTableId: 'vtb-none' }],
  ['InvalidResourceType.NotFound', 404, 'ListTagResources', { ResourceType: 'moon' }],
])('%s %i from %s', async (code, status, action, params) => {
  expect(await cloud.refusal(action, params)).toBe(`${code} ${status}`)
})
