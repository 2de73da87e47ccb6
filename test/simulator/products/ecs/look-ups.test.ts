import { afterEach, beforeEach, expect, it } from 'vitest'
import { ecs } from '../../../../src/simulator/products/ecs.ts'
import { harness, type Harness } from '../harness.ts'

/** What infrastructure tools read around an instance: the answers agree with what DescribeInstances says of it. */

let cloud: Harness
beforeEach(() => void (cloud = harness(ecs)))
afterEach(() => cloud.network.close())

const linux = async () => (await cloud.call('DescribeInstances', { InstanceIds: '["i-linux"]' })).Instances.Instance[0]

it('DescribeInstanceAttribute says of an instance what DescribeInstances says', async () => {
  const [flat, listed] = [await cloud.call('DescribeInstanceAttribute', { InstanceId: 'i-linux' }), await linux()]
  const { IoOptimized, EipAddress, ...rest } = flat
  expect(listed).toMatchObject({ ...rest, EipAddress: { AllocationId: '', InternetChargeType: '', IpAddress: '' } })
  expect([IoOptimized, EipAddress.IpAddress]).toEqual(['optimized', ''])
})

it('DescribeInstanceStatus follows the state of an instance', async () => {
  cloud.world.instances['i-linux']!.Status = 'Stopped'
  const { InstanceStatuses, TotalCount } = await cloud.call('DescribeInstanceStatus', { InstanceId: ['i-linux', 'i-first'] })
  expect([TotalCount, InstanceStatuses.InstanceStatus]).toEqual([2, [{ InstanceId: 'i-linux', Status: 'Stopped' }, { InstanceId: 'i-first', Status: 'Running' }]])
  expect((await cloud.call('DescribeInstanceStatus', { ZoneId: 'nowhere' })).TotalCount).toBe(0)
})

it('every instance has its system disk, and no disk is anything else', async () => {
  const disks = async (params: object) => (await cloud.call('DescribeDisks', { ...params })).Disks.Disk.map((one: any) => [one.DiskId, one.InstanceId, one.Type])
  expect(await disks({ InstanceId: 'i-linux' })).toEqual([['d-linux', 'i-linux', 'system']])
  expect(await disks({ DiskIds: '["d-windows"]', DiskType: 'system', Status: 'In_use' })).toEqual([['d-windows', 'i-windows', 'system']])
  expect(await disks({})).toHaveLength(4)
  for (const none of [{ DiskType: 'data' }, { Encrypted: true }, { Portable: true }, { Status: 'Available' }, { Category: 'cloud_ssd' }, { DiskName: 'x' }, { Tag: [{ Key: 'k' }] }]) {
    expect(await disks(none)).toEqual([])
  }
  expect(await cloud.call('DescribeDisks', { MaxResults: 1 })).toMatchObject({ NextToken: expect.stringMatching(/./), TotalCount: 4, Disks: { Disk: [{}] } })
})

it('the images are those that instances were made of', async () => {
  const images = async (params: object) => (await cloud.call('DescribeImages', { ...params })).Images.Image.map((one: any) => one.ImageId)
  expect(await images({ ImageId: (await linux()).ImageId })).toEqual(['linux.vhd'])
  expect(await images({ OSType: 'windows', ImageOwnerAlias: 'system', IsPublic: true })).toEqual(['win.vhd'])
  expect(await images({ ImageName: 'l*' })).toEqual(['linux.vhd'])
  for (const none of [{ ImageOwnerAlias: 'self' }, { IsPublic: false }, { Architecture: 'arm64' }, { Status: 'Creating' }, { ImageFamily: 'x' }]) expect(await images(none)).toEqual([])
  expect((await cloud.call('DescribeInstances', { ImageId: 'win.vhd' })).Instances.Instance.map((one: any) => one.InstanceId)).toEqual(['i-windows'])
})

it('the one instance type is that of every instance, and is found by its bounds and names', async () => {
  const types = async (params: object) => (await cloud.call('DescribeInstanceTypes', params as Record<string, unknown>)).InstanceTypes.InstanceType.map((one: any) => one.InstanceTypeId)
  expect(await types({})).toEqual([(await linux()).InstanceType])
  expect(await types({ InstanceTypes: ['ecs.g6.large', 'ecs.c5.large'], InstanceTypeFamily: 'ecs.g6', MinimumCpuCoreCount: 2, MaximumMemorySize: 8 })).toHaveLength(1)
  for (const none of [{ MinimumCpuCoreCount: 3 }, { MaximumMemorySize: 7.5 }, { MinimumGPUAmount: 1 }, { CpuArchitectures: ['ARM'] }, { InstanceTypes: ['ecs.c5.large'] }, { GpuSpecs: ['x'] }, { InstanceCategory: 'Compute-optimized' }]) {
    expect(await types(none)).toEqual([])
  }
  const families = await cloud.call('DescribeInstanceTypeFamilies', { Generation: 'ecs-6' })
  expect(families.InstanceTypeFamilies.InstanceTypeFamily).toEqual([{ Generation: 'ecs-6', InstanceTypeFamilyId: 'ecs.g6' }])
  expect((await cloud.call('DescribeInstanceTypeFamilies', { Generation: 'ecs-5' })).InstanceTypeFamilies.InstanceTypeFamily).toEqual([])
})

it('instances have no role, no user data, no renewal, and no key pair', async () => {
  expect(await cloud.call('DescribeInstanceRamRole', { InstanceIds: '["i-linux"]' }))
    .toMatchObject({ TotalCount: 1, InstanceRamRoleSets: { InstanceRamRoleSet: [{ InstanceId: 'i-linux', RamRoleName: '' }] } })
  expect((await cloud.call('DescribeInstanceRamRole', { RamRoleName: 'any', InstanceIds: '["i-linux"]' })).TotalCount).toBe(0)
  expect(await cloud.call('DescribeUserData', { InstanceId: 'i-linux' })).toEqual({ InstanceId: 'i-linux', RegionId: 'eu-west-1', UserData: '' })
  expect((await cloud.call('DescribeInstanceAutoRenewAttribute', { InstanceId: 'i-linux' })).TotalCount).toBe(0)
  expect((await cloud.call('DescribeKeyPairs', { PageSize: 5 }))).toEqual({ PageNumber: 1, PageSize: 5, TotalCount: 0, KeyPairs: { KeyPair: [] } })
  expect((await cloud.call('DescribeInstances', { KeyPairName: 'any' })).TotalCount).toBe(0)
  const { MaintenanceAttributes } = await cloud.call('DescribeInstanceMaintenanceAttributes', { InstanceId: ['i-linux'] })
  expect(MaintenanceAttributes.MaintenanceAttribute).toMatchObject([{ InstanceId: 'i-linux', ActionOnMaintenance: { Value: 'AutoRecover' } }])
})

it('DescribeNetworkInterfaceAttribute shows what the list shows, of an instance and of an endpoint', async () => {
  const { NetworkInterfaceSets } = await cloud.call('DescribeNetworkInterfaces')
  for (const one of NetworkInterfaceSets.NetworkInterfaceSet) {
    expect(await cloud.call('DescribeNetworkInterfaceAttribute', { NetworkInterfaceId: one.NetworkInterfaceId })).toEqual(one)
  }
  expect(NetworkInterfaceSets.NetworkInterfaceSet.map((one: any) => one.NetworkInterfaceId)).toEqual(expect.arrayContaining(['eni-linux', 'eni-ep-a']))
})

it('a rule that names a group is told by DescribeSecurityGroupReferences', async () => {
  const referring = async () => (await cloud.call('DescribeSecurityGroupReferences', { SecurityGroupId: ['sg-users', 'sg-servers'] })).SecurityGroupReferences.SecurityGroupReference
  expect(await referring()).toEqual([])
  await cloud.call('AuthorizeSecurityGroup', { SecurityGroupId: 'sg-servers', IpProtocol: 'TCP', PortRange: '80/80', SourceGroupId: 'sg-users' })
  expect(await referring()).toEqual([{
    SecurityGroupId: 'sg-users', ReferencingSecurityGroups: { ReferencingSecurityGroup: [{ AliUid: '1111222233334444', SecurityGroupId: 'sg-servers' }] },
  }])
})

it('tags are listed by resource and counted by pair', async () => {
  cloud.world.instances['i-linux']!.tags = { role: 'web', side: 'use' }
  cloud.world.instances['i-first']!.tags = { role: 'web' }
  cloud.world.securityGroups['sg-users']!.tags = { role: 'web' }
  const listed = async (params: object) => (await cloud.call('ListTagResources', { ResourceType: 'instance', ...params })).TagResources.TagResource.map((one: any) => `${one.ResourceId} ${one.TagKey}=${one.TagValue}`)
  expect(await listed({ ResourceId: ['i-linux'] })).toEqual(['i-linux role=web', 'i-linux side=use'])
  expect(await listed({ Tag: [{ Key: 'role', Value: 'web' }] })).toEqual(['i-linux role=web', 'i-linux side=use', 'i-first role=web'])
  expect(await listed({ TagFilter: [{ TagKey: 'role', TagValues: ['db', 'web'] }, { TagKey: 'side' }] })).toHaveLength(2)
  expect(await listed({ ResourceType: 'SecurityGroup' })).toEqual(['sg-users role=web'])
  expect(await listed({ ResourceType: 'disk' })).toEqual([])
  expect((await cloud.call('DescribeTags', { Tag: [{ Key: 'role' }] })).Tags.Tag).toEqual([
    { TagKey: 'role', TagValue: 'web', ResourceTypeCount: { Instance: 2, Securitygroup: 1 } },
    { TagKey: 'side', TagValue: 'use', ResourceTypeCount: { Instance: 1, Securitygroup: 0 } },
  ])
  expect((await cloud.call('DescribeTags', { ResourceType: 'instance', ResourceId: 'i-first' })).Tags.Tag).toHaveLength(1)
})

it.each([
  ['InvalidInstanceId.NotFound', 404, 'DescribeInstanceAttribute', { InstanceId: 'i-none' }],
  ['InvalidInstanceId.NotFound', 404, 'DescribeUserData', { InstanceId: 'i-none' }],
  ['InvalidInstanceId.NotFound', 404, 'DescribeInstanceRamRole', { InstanceIds: '["i-none"]' }],
  ['InvalidInstanceIds.Malformed', 400, 'DescribeInstanceRamRole', { InstanceIds: 'i-none' }],
  ['InvalidEniId.NotFound', 404, 'DescribeNetworkInterfaceAttribute', { NetworkInterfaceId: 'eni-none' }],
  ['InvalidSecurityGroupId.NotFound', 404, 'DescribeSecurityGroupReferences', { SecurityGroupId: ['sg-none'] }],
  ['InvalidResourceType.NotFound', 404, 'ListTagResources', { ResourceType: 'moon' }],
  ['InvalidDiskIds.Malformed', 400, 'DescribeDisks', { DiskIds: 'd-one' }],
])('%s %i from %s', async (code, status, action, params) => {
  expect(await cloud.refusal(action, params)).toBe(`${code} ${status}`)
})
