import { describe, expect, test } from 'vitest'
import { checkReader } from '../../src/run/check-reader.ts'
import { scriptedCloud, type Script } from '../support/scripted-cloud.ts'

const ids = (kind: string, n: number): string[] => Array.from({ length: n }, (_, index) => `${kind}-${index}`)
/** Pages of so many entries, by token. */
const paged = (size: number, wrap: (some: string[]) => object) => (asked: (fields: Record<string, any>) => string[]) => (fields: Record<string, any>) => {
  const from = Number(fields['nextToken'] ?? 0)
  const all = asked(fields)
  return { ...wrap(all.slice(from, from + size)), nextToken: from + size < all.length ? String(from + size) : '' }
}
const asked = (field: string) => (fields: Record<string, any>): string[] => JSON.parse(fields[field]) as string[]
const read = (script: Script) => {
  const cloud = scriptedCloud(script)
  return { reader: checkReader(cloud), tokens: () => cloud.calls.map(({ fields }) => fields['nextToken']), calls: cloud.calls }
}

describe('the reads of the checks', () => {
  test('take instances 100 in a call, and follow the pages of each', async () => {
    const wanted = ids('i', 130)
    const { reader, tokens } = read({ DescribeInstances: paged(60, (some) => ({ instances: { instance: some.map((instanceId) => ({ instanceId, OSType: 'linux', vpcAttributes: { vpcId: 'vpc-1' } })) } }))(asked('instanceIds')) })
    const found = await reader.describeInstances(wanted)
    expect(found.map(({ instanceId }) => instanceId).sort()).toEqual([...wanted].sort())
    expect(found[0]).toEqual({ instanceId: 'i-0', OSType: 'linux', vpcId: 'vpc-1', status: '', zoneId: '', vSwitchId: '', privateIpAddresses: [], securityGroupIds: [] })
    expect(tokens()).toEqual([undefined, undefined, '60'])
  })

  test('follow the pages of security groups, and of the rules of one', async () => {
    const wanted = ids('sg', 3)
    const groups = read({ DescribeSecurityGroups: paged(2, (some) => ({ securityGroups: { securityGroup: some.map((securityGroupId) => ({ securityGroupId, vpcId: 'vpc-1' })) } }))(asked('securityGroupIds')) })
    expect(await groups.reader.describeSecurityGroups(wanted)).toEqual(wanted.map((securityGroupId) => ({ securityGroupId, vpcId: 'vpc-1', securityGroupType: 'normal' })))
    expect(groups.tokens()).toEqual([undefined, '2'])
    const rules = read({ DescribeSecurityGroupAttribute: paged(1, (some) => ({ innerAccessPolicy: 'Drop', permissions: { permission: some.map((portRange) => ({ portRange })) } }))(() => ['80/80', '443/443']) })
    const { innerAccessPolicy, permissions } = await rules.reader.describeSecurityGroupAttribute('sg-0')
    expect({ innerAccessPolicy, ports: permissions.map(({ portRange }) => portRange) }).toEqual({ innerAccessPolicy: 'Drop', ports: ['80/80', '443/443'] })
  })

  test('count the pages of vSwitches, and take VPCs 20 in a call', async () => {
    const all = ids('vsw', 51)
    const { reader, calls } = read({
      DescribeVSwitches: ({ pageNumber, pageSize }) => ({ totalCount: 51, vSwitches: { vSwitch: all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize).map((vSwitchId) => ({ vSwitchId })) } }),
      DescribeVpcs: ({ vpcId }) => ({ vpcs: { vpc: vpcId.split(',').map((one: string) => ({ vpcId: one })) } }),
    })
    expect((await reader.describeVSwitches('vpc-1')).map(({ vSwitchId }) => vSwitchId)).toEqual(all)
    expect(await reader.describeVpcs(ids('vpc', 21))).toHaveLength(21)
    expect(calls.map(({ action }) => action)).toEqual(['DescribeVSwitches', 'DescribeVSwitches', 'DescribeVpcs', 'DescribeVpcs'])
  })

  test('take no list for an empty one where the answer has none', async () => {
    await expect(read({ DescribeInstances: {} }).reader.describeInstances(['i-0'])).rejects.toThrow('without its list Instances')
  })
})
