import { afterEach, beforeEach, expect, test } from 'vitest'
import { ecs } from '../../../../src/simulator/products/ecs.ts'
import { harness, type Harness } from '../harness.ts'

let cloud: Harness
beforeEach(() => void (cloud = harness(ecs)))
afterEach(() => cloud.network.close())

const rules = async (): Promise<any[]> => (await cloud.call('DescribeSecurityGroupAttribute',
  { SecurityGroupId: 'sg-endpoint' })).Permissions.Permission
const rule = { IpProtocol: 'tcp', PortRange: '443/443', SourceCidrIp: '10.0.0.0/8' }

test('DescribeSecurityGroups filters, and leaves the counts out when paged by token', async () => {
  const one = await cloud.call('DescribeSecurityGroups', { SecurityGroupIds: '["sg-users","sg-none"]' })
  expect(one).toMatchObject({ TotalCount: 1, PageNumber: 1, RegionId: 'eu-west-1',
    SecurityGroups: { SecurityGroup: [{ SecurityGroupId: 'sg-users', SecurityGroupType: 'normal', EcsCount: 2,
    ServiceManaged: false }] } })
  const paged = await cloud.call('DescribeSecurityGroups', { MaxResults: 2 })
  expect(paged).not.toHaveProperty('TotalCount')
  expect(paged.SecurityGroups.SecurityGroup).toHaveLength(2)
  expect((await cloud.call('DescribeSecurityGroups', { MaxResults: 2, NextToken: paged.NextToken })).SecurityGroups.SecurityGroup)
    .toHaveLength(1)
  expect((await cloud.call('DescribeSecurityGroups', { VpcId: 'vpc-serve' })).TotalCount).toBe(1)
})

test('DescribeSecurityGroupAttribute gives texts, upper-case protocols, and empty strings for what is not used', async () => {
  expect(await rules()).toMatchObject([{ IpProtocol: 'TCP', PortRange: '8080/8080', Priority: '1', Policy: 'Accept',
    Direction: 'ingress', SourceCidrIp: '172.20.0.0/16', SourceGroupId: '', NicType: 'intranet' }])
  expect((await cloud.call('DescribeSecurityGroupAttribute',
    { SecurityGroupId: 'sg-endpoint', Direction: 'egress' })).Permissions.Permission).toEqual([])
})

test('AuthorizeSecurityGroup adds rules once, RevokeSecurityGroup removes them by members or by ID', async () => {
  await cloud.call('AuthorizeSecurityGroup', { SecurityGroupId: 'sg-endpoint',
    Permissions: [rule, { ...rule, Policy: 'drop', Priority: '5' }] })
  await cloud.call('AuthorizeSecurityGroup', { SecurityGroupId: 'sg-endpoint', Permissions: [rule] })
  expect(await rules()).toHaveLength(3)
  expect(await rules()).toMatchObject([{}, { IpProtocol: 'TCP', Priority: '1', Policy: 'Accept' },
    { Priority: '5', Policy: 'Drop' }])
  await cloud.call('RevokeSecurityGroup', { SecurityGroupId: 'sg-endpoint', Permissions: [rule] })
  const left = await rules()
  expect(left).toHaveLength(2)
  await cloud.call('RevokeSecurityGroup', { SecurityGroupId: 'sg-endpoint', SecurityGroupRuleId: [left[1].SecurityGroupRuleId] })
  expect(await rules()).toHaveLength(1)
  await cloud.call('RevokeSecurityGroup', { SecurityGroupId: 'sg-endpoint', ...rule })
  expect(await rules()).toHaveLength(1)
})

test('the older members without Permissions work as well', async () => {
  await cloud.call('AuthorizeSecurityGroup', { SecurityGroupId: 'sg-endpoint', ...rule, SourceCidrIp: undefined,
    SourceGroupId: 'sg-users' })
  expect((await rules())[1]).toMatchObject({ SourceGroupId: 'sg-users', SourceCidrIp: '' })
})

test('refusals', async () => {
  const add = (over: object): Promise<string> =>
    cloud.refusal('AuthorizeSecurityGroup', { SecurityGroupId: 'sg-endpoint', Permissions: [{ ...rule, ...over }] })
  expect(await cloud.refusal('DescribeSecurityGroupAttribute', { SecurityGroupId: 'sg-none' }))
    .toBe('InvalidSecurityGroupId.NotFound 404')
  expect(await cloud.refusal('DescribeSecurityGroupAttribute', { SecurityGroupId: 'sg-users', NicType: 'x' }))
    .toBe('InvalidNicType.ValueNotSupported 400')
  expect(await cloud.refusal('DescribeSecurityGroups', { SecurityGroupType: 'x' })).toBe('InvalidParameter.SecurityGroupType 400')
  expect(await cloud.refusal('DescribeSecurityGroups', { NextToken: 'x' })).toBe('InValidParameter.NextToken 400')
  expect(await add({ IpProtocol: 'http' })).toBe('InvalidIpProtocol.Malformed 400')
  expect(await add({ PortRange: '80' })).toBe('InvalidPortRange.Malformed 400')
  expect(await add({ Priority: '0' })).toBe('InvalidPriority.Malformed 400')
  expect(await add({ SourceCidrIp: '10.0.0.0/33' })).toBe('InvalidSourceCidrIp.Malformed 400')
  expect(await add({ SourceCidrIp: undefined })).toBe('MissingParameter.Source 400')
  expect(await add({ SourceGroupId: 'sg-none' })).toBe('InvalidSourceGroupId.NotFound 404')
})
