import { afterEach, beforeEach, expect, test } from 'vitest'
import { ecs } from '../../../../src/simulator/products/ecs.ts'
import { instance } from '../../network/small-world.ts'
import { harness, type Harness } from '../harness.ts'

let cloud: Harness
beforeEach(() => void (cloud = harness(ecs)))
afterEach(() => cloud.network.close())

const ids = async (params: object): Promise<string[]> =>
  (await cloud.call('DescribeInstances', { ...params })).Instances.Instance.map((one: any) => one.InstanceId)

test('DescribeInstances gives the nesting and types of the vendor\'s model', async () => {
  const answer = await cloud.call('DescribeInstances', { InstanceIds: '["i-windows"]' })
  expect(answer).toMatchObject({ TotalCount: 1, NextToken: '' })
  expect(answer.Instances.Instance[0]).toMatchObject({
    OSType: 'windows', Status: 'Running', SecurityGroupIds: { SecurityGroupId: ['sg-users'] }, CreationTime: '2026-03-03T05:06Z',
    VpcAttributes: { VpcId: 'vpc-use', VSwitchId: 'vsw-use-b', PrivateIpAddress: { IpAddress: ['172.20.1.3'] } },
    NetworkInterfaces: { NetworkInterface: [{ NetworkInterfaceId: 'eni-windows', PrimaryIpAddress: '172.20.1.3',
      Type: 'Primary' }] }, Tags: { Tag: [] },
  })
})

test('DescribeInstances filters', async () => {
  cloud.world.instances['i-first']!.tags = { role: 'web' }
  expect(await ids({ VpcId: 'vpc-use' })).toEqual(['i-linux', 'i-windows'])
  expect(await ids({ PrivateIpAddresses: '["172.20.0.9"]' })).toEqual(['i-first'])
  expect(await ids({ InstanceName: 'The * box', ZoneId: 'eu-west-1b' })).toEqual(['i-windows', 'i-second'])
  expect(await ids({ Tag: [{ Key: 'role' }] })).toEqual(['i-first'])
  expect(await ids({ SecurityGroupId: 'sg-servers', Status: 'Running' })).toEqual(['i-first', 'i-second'])
  expect(await ids({ InstanceIds: '["i-nowhere"]' })).toEqual([])
  expect(await ids({ Filter: [{ Key: 'CreationStartTime', Value: '2030-01-01T00:00Z' }] })).toEqual([])
})

test('pages go by token and by number; a page by token has at least ten entries', async () => {
  for (let n = 0; n < 30; n++) cloud.world.instances[`i-n${n}`] = instance(`i-n${n}`, 'vpc-use', 'a', `172.20.0.${100 + n}`)
  const first = await cloud.call('DescribeInstances', { MaxResults: 3 })
  expect(first.Instances.Instance).toHaveLength(10)
  const seen = new Set<string>()
  for (let token: string | undefined; token !== '';) {
    const page = await cloud.call('DescribeInstances', { MaxResults: 15, ...(token ? { NextToken: token } : {}) })
    for (const one of page.Instances.Instance) seen.add(one.InstanceId)
    token = page.NextToken
  }
  expect(seen.size).toBe(34)
  expect(await ids({ PageNumber: 4, PageSize: 10 })).toHaveLength(4)
  expect(await cloud.refusal('DescribeInstances', { NextToken: 'nonsense' })).toBe('InvalidParameter.NextToken 400')
})

test('DescribeInstances refuses words and lists that are none', async () => {
  expect(await cloud.refusal('DescribeInstances', { InstanceIds: 'i-1' })).toBe('InvalidInstanceIds.Malformed 400')
  expect(await cloud.refusal('DescribeInstances', { Status: 'Up' })).toBe('InvalidStatus.NotFound 404')
  expect(await cloud.refusal('DescribeInstances', { Filter: [{ Key: 'x', Value: 'y' }] })).toBe('InvalidFilterKey.NotFound 404')
  expect(await cloud.refusal('DescribeInstances', { InstanceNetworkType: 'x' })).toBe('InvalidNetworkType.NotFound 404')
})

test('DescribeNetworkInterfaces shows an endpoint\'s interfaces as ServiceManaged', async () => {
  const answer = await cloud.call('DescribeNetworkInterfaces', { ServiceManaged: true })
  expect(answer.NetworkInterfaceSets.NetworkInterfaceSet).toMatchObject([
    { NetworkInterfaceId: 'eni-ep-a', PrivateIpAddress: '172.20.0.77', ServiceManaged: true, ServiceID: expect.any(Number),
      OwnerId: '1111222233334444', Type: 'Secondary', Status: 'InUse', SecurityGroupIds: { SecurityGroupId: ['sg-endpoint'] },
      InstanceId: '' },
    { NetworkInterfaceId: 'eni-ep-b' },
  ])
  const own = await cloud.call('DescribeNetworkInterfaces', { InstanceId: 'i-linux' })
  expect(own.NetworkInterfaceSets.NetworkInterfaceSet)
    .toMatchObject([{ NetworkInterfaceId: 'eni-linux', Type: 'Primary', ServiceManaged: false }])
  expect((await cloud.call('DescribeNetworkInterfaces', { NetworkInterfaceId: ['eni-ep-b', 'eni-none'] })).TotalCount).toBe(1)
})

test('regions, zones and what can be made there', async () => {
  expect((await cloud.call('DescribeRegions')).Regions.Region[0]).toMatchObject({ RegionId: 'eu-west-1', Status: 'available' })
  const zones = await cloud.call('DescribeZones')
  expect(zones.Zones.Zone[1]).toMatchObject({ ZoneId: 'eu-west-1b',
    AvailableResourceCreation: { ResourceTypes: expect.arrayContaining(['VSwitch']) } })
  expect((await cloud.call('DescribeAvailableResource', { DestinationResource: 'InstanceType' })).AvailableZones.AvailableZone)
    .toHaveLength(2)
  expect(await cloud.refusal('DescribeAvailableResource', { DestinationResource: 'x' })).toBe('InvalidDestinationResource 400')
})
