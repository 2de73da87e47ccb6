import { expect, it } from 'vitest'
import { inventory, readRegions } from '../../src/run/inventory.ts'
import { refusal, scriptedCloud } from '../support/scripted-cloud.ts'

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n)
const page = <T>(all: T[], { pageNumber, pageSize }: { pageNumber?: number; pageSize?: number }): T[] => all.slice((pageNumber! - 1) * pageSize!, pageNumber! * pageSize!)

it('reads every page of each list, and each list once', async () => {
  const vpcs = numbers(120).map((n) => ({ vpcId: `vpc-${n}`, vpcName: `网络 ${n}`, status: 'Available' }))
  const vSwitches = numbers(51).map((n) => ({ vSwitchId: `vsw-${n}`, vpcId: 'vpc-1', vSwitchName: 'a' }))
  const cloud = scriptedCloud({
    DescribeVpcs: (fields) => ({ totalCount: vpcs.length, vpcs: { vpc: page(vpcs, fields) } }),
    DescribeVSwitches: (fields) => ({ totalCount: vSwitches.length, vSwitches: { vSwitch: page(vSwitches, fields) } }),
    DescribeInstances: ({ nextToken }) => ({
      instances: { instance: [{ instanceId: `i-${nextToken ?? 0}`, vpcAttributes: { vpcId: 'vpc-1' } }, { instanceId: 'i-classic' }] }, nextToken: { undefined: '1', 1: '2' }[String(nextToken)] ?? '',
    }),
    DescribeSecurityGroups: ({ vpcId, nextToken }) => ({ securityGroups: { securityGroup: [{ securityGroupId: `sg-${nextToken ?? 0}`, vpcId }] }, nextToken: nextToken === undefined ? '1' : '' }),
  })
  const all = inventory(cloud)
  expect((await all.vpcs()).map(({ vpcName }) => vpcName)).toEqual(vpcs.map(({ vpcName }) => vpcName))
  expect((await all.vSwitches()).at(-1)).toMatchObject({ vSwitchId: 'vsw-50', vSwitchName: 'a' })
  expect((await all.instances()).map(({ instanceId }) => instanceId)).toEqual(['i-0', 'i-1', 'i-2'])
  expect((await all.securityGroups('vpc-1')).map(({ securityGroupId, vpcId }) => `${securityGroupId} ${vpcId}`)).toEqual(['sg-0 vpc-1', 'sg-1 vpc-1'])
  const { length } = cloud.calls
  await Promise.all([all.vpcs(), all.vSwitches(), all.instances(), all.securityGroups('vpc-1')])
  expect([length, cloud.calls.length]).toEqual([3 + 2 + 3 + 2, length])
  expect(cloud.calls.map(({ fields }) => [fields['vpcId'], fields['instanceIds'], fields['regionId']]).slice(0, 8)).toEqual(numbers(8).map(() => [undefined, undefined, 'cn-test']))
})

it('takes a refused read of what only helps as not known, and one of a list as a failure', async () => {
  const no = (): never => {
    throw refusal('Forbidden.RAM', 'forbidden')
  }
  const cloud = scriptedCloud({ DescribeVpcs: no, DescribeZones: no, DescribeRegions: no, DescribeSecurityGroupAttribute: no, DescribeCloudAssistantStatus: no })
  const all = inventory(cloud)
  expect(await Promise.all([all.albZones(), all.privatelinkZones(), all.rules('sg-1'), all.assisted(['i-1']), readRegions(cloud)])).toEqual([undefined, undefined, undefined, undefined, undefined])
  await expect(all.vpcs()).rejects.toThrow('Forbidden.RAM')
})

it('does not take a way to the cloud that failed for a refusal', async () => {
  const cloud = scriptedCloud({
    DescribeZones: () => {
      throw refusal('Timeout', 'unknown')
    },
  })
  await expect(inventory(cloud).albZones()).rejects.toThrow('Timeout')
})

it('knows the instances whose Cloud Assistant was heard of', async () => {
  const cloud = scriptedCloud({ DescribeCloudAssistantStatus: () => ({ instanceCloudAssistantStatusSet: { instanceCloudAssistantStatus: [{ instanceId: 'i-1', cloudAssistantStatus: 'True' }, { instanceId: 'i-2', cloudAssistantStatus: 'false' }] } }) })
  expect([...(await inventory(cloud).assisted(['i-1', 'i-2']))!]).toEqual(['i-1'])
})
