import { afterEach, beforeEach, expect, test } from 'vitest'
import { vpc } from '../../../../src/simulator/products/vpc.ts'
import { harness, type Harness } from '../harness.ts'

let cloud: Harness
beforeEach(() => void (cloud = harness(vpc)))
afterEach(() => cloud.network.close())

test('DescribeVpcs lists the VPCs of the account and region, wrapped, with numbers where numbers belong', async () => {
  const answer = await cloud.call('DescribeVpcs')
  expect(answer).toMatchObject({ PageNumber: 1, PageSize: 10, TotalCount: 2 })
  expect(answer.Vpcs.Vpc[0]).toMatchObject({
    VpcId: 'vpc-use', CidrBlock: '172.20.0.0/16', Status: 'Available', OwnerId: 1111222233334444,
      VSwitchIds: { VSwitchId: ['vsw-use-a', 'vsw-use-b'] },
    SecondaryCidrBlocks: { SecondaryCidrBlock: [] }, UserCidrs: { UserCidr: [] }, Tags: { Tag: [] },
      CreationTime: '2026-03-03T05:06:07Z',
  })
})

test('DescribeVpcs filters by comma-separated IDs, name and tag; what is unknown is left out', async () => {
  cloud.world.vpcs['vpc-use']!.tags = { team: 'a' }
  const ids = async (params: object): Promise<string[]> =>
    (await cloud.call('DescribeVpcs', { ...params })).Vpcs.Vpc.map((one: any) => one.VpcId)
  expect(await ids({ VpcId: 'vpc-serve, vpc-none' })).toEqual(['vpc-serve'])
  expect(await ids({ VpcName: 'vpc-use' })).toEqual(['vpc-use'])
  expect(await ids({ Tag: [{ Key: 'team', Value: 'a' }] })).toEqual(['vpc-use'])
  expect(await ids({ Tag: [{ Key: 'team', Value: 'b' }] })).toEqual([])
  expect(await ids({ VpcId: 'vpc-none' })).toEqual([])
  expect(await ids({ EnableIpv6: true })).toEqual([])
  expect(await ids({ PageSize: 1, PageNumber: 2 })).toEqual(['vpc-serve'])
})

test('what belongs to another account or region is not shown', async () => {
  cloud.world.vpcs['vpc-use']!.account = '9'
  cloud.world.vpcs['vpc-serve']!.region = 'elsewhere'
  expect(await cloud.call('DescribeVpcs')).toMatchObject({ TotalCount: 0, Vpcs: { Vpc: [] } })
})

test('a vSwitch has the addresses of its range but four, less those that are taken', async () => {
  cloud.world.vSwitches['vsw-use-a']!.taken = { '172.20.0.3': 'i-linux', '172.20.0.77': 'eni-ep-a' }
  const answer = await cloud.call('DescribeVSwitches', { VSwitchId: 'vsw-use-a' })
  expect(answer.VSwitches.VSwitch).toMatchObject([{ AvailableIpAddressCount: 250, ZoneId: 'eu-west-1a',
    RouteTable: { RouteTableType: 'System' } }])
  expect(await cloud.call('DescribeVSwitchAttributes', { VSwitchId: 'vsw-use-b' }))
    .toMatchObject({ VSwitchId: 'vsw-use-b', AvailableIpAddressCount: 252 })
  cloud.world.vSwitches['vsw-use-b']!.CidrBlock = '172.20.1.0/29'
  expect(await cloud.call('DescribeVSwitchAttributes', { VSwitchId: 'vsw-use-b' })).toMatchObject({ AvailableIpAddressCount: 4 })
})

test('DescribeVSwitches filters by VPC and zone', async () => {
  const answer = await cloud.call('DescribeVSwitches', { VpcId: 'vpc-serve', ZoneId: 'eu-west-1b' })
  expect(answer).toMatchObject({ TotalCount: 1, VSwitches: { VSwitch: [{ VSwitchId: 'vsw-serve-b' }] } })
})

test('DescribeVpcAttribute is flat and counts what is in the VPC', async () => {
  expect(await cloud.call('DescribeVpcAttribute', { VpcId: 'vpc-use' })).toMatchObject({
    VpcId: 'vpc-use', SupportIpv4Gateway: true, CloudResources: { CloudResourceSetType: [{ ResourceType: 'VSwitch',
      ResourceCount: 2 }, {}, {}] },
  })
})

test('regions and zones are wrapped', async () => {
  expect(await cloud.call('DescribeRegions')).toEqual({ Regions: { Region: [{ RegionId: 'eu-west-1', LocalName: 'Ireland',
    RegionEndpoint: 'vpc.eu-west-1.aliyuncs.com' }] } })
  expect((await cloud.call('DescribeZones')).Zones.Zone.map((one: any) => one.ZoneId)).toEqual(['eu-west-1a', 'eu-west-1b'])
})

test('InvalidVpcIdNumber.NotSupported above twenty IDs', async () => {
  expect(await cloud.refusal('DescribeVpcs', { VpcId: Array.from({ length: 21 }, (_, i) => `vpc-${i}`).join(',') }))
    .toBe('InvalidVpcIdNumber.NotSupported 400')
})
test('InvalidVSwitchIdNumber.NotSupported above twenty IDs', async () => {
  expect(await cloud.refusal('DescribeVSwitches', { VSwitchId: Array.from({ length: 21 }, (_, i) => `v${i}`).join(',') }))
    .toBe('InvalidVSwitchIdNumber.NotSupported 404')
})
test('InvalidVSwitchId.NotFound comes with 400 from the attributes', async () => {
  expect(await cloud.refusal('DescribeVSwitchAttributes', { VSwitchId: 'vsw-none' })).toBe('InvalidVSwitchId.NotFound 400')
})
test('Forbidden.VpcNotFound for an unknown VPC', async () => {
  expect(await cloud.refusal('DescribeVpcAttribute', { VpcId: 'vpc-none' })).toBe('Forbidden.VpcNotFound 400')
})
test('InvalidTagKey and InvalidTagValue for what is too long', async () => {
  expect(await cloud.refusal('DescribeVpcs', { Tag: [{ Value: 'x' }] })).toBe('InvalidTagKey 400')
  expect(await cloud.refusal('DescribeVpcs', { Tag: [{ Key: 'k', Value: 'x'.repeat(129) }] })).toBe('InvalidTagValue 400')
})
test('InvalidRegionId.NotFound for a region that the world lacks', async () => {
  cloud.world.regions = []
  expect(await cloud.refusal('DescribeZones')).toBe('InvalidRegionId.NotFound 404')
})
