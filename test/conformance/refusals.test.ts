import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Simulator } from '../../src/simulator/api.ts'
import { callV1, callV3, control, send } from '../simulator/client.ts'
import { flatten } from '../simulator/products/support.ts'
import { VERSIONS } from './clients.ts'
import { startWorld } from './start.ts'

// The refusals of Alb and Privatelink are in test/simulator/products; those of the other products and of the door are here.

type Fields = Record<string, unknown>
type Case = readonly [code: string, status: number, action: string, fields: Fields]

const RegionId = 'eu-west-9'
const many = (length: number, make: (n: number) => unknown = (n) => `x-${n}`): unknown[] => Array.from({ length }, (_, n) => make(n))
const long = (length: number): string => 'x'.repeat(length)

let sim: Simulator
beforeAll(async () => {
  sim = await startWorld()
})
afterAll(async () => {
  await sim.close()
})

const ask = async (product: string, action: string, fields: Fields): Promise<[number, string]> => {
  const { status, json } = await callV3(sim.url, sim.accounts[0]!, { version: VERSIONS[product]!, action, query: Object.fromEntries(flatten(fields)) })
  return [status, json.Code]
}

describe('Ecs refuses', () => {
  const run = (fields: Fields): Fields => ({ RegionId, Type: 'RunShellScript', CommandContent: 'echo', InstanceId: ['i-front'], ...fields })
  const rule = (fields: Fields): Fields => ({ RegionId, SecurityGroupId: 'sg-door', IpProtocol: 'TCP', PortRange: '1/2', SourceCidrIp: '10.0.0.0/8', ...fields })
  test.each<Case>([
    ['CmdContent.DecodeError', 400, 'RunCommand', run({ ContentEncoding: 'Base64', CommandContent: '%%%' })],
    ['CmdContent.ExceedLimit', 403, 'RunCommand', run({ CommandContent: long(20_000) })],
    ['CmdDesc.ExceedLimit', 403, 'RunCommand', run({ Description: long(513) })],
    ['CmdName.ExceedLimit', 403, 'RunCommand', run({ Name: long(129) })],
    ['CmdParam.EmptyKey', 400, 'RunCommand', run({ EnableParameter: true, Parameters: '{"":"x"}' })],
    ['CmdParam.InvalidParamName', 400, 'RunCommand', run({ EnableParameter: true, Parameters: '{"a b":"x"}' })],
    ['Duplicate.TagKey', 400, 'RunCommand', run({ Tag: [{ Key: 'a' }, { Key: 'a' }] })],
    ['InstanceIds.ExceedLimit', 403, 'RunCommand', run({ InstanceId: many(101) })],
    ['InvalidCmdType.NotFound', 404, 'RunCommand', run({ Type: 'RunPerl' })],
    ['InvalidInstance.NotFound', 404, 'RunCommand', run({ InstanceId: ['i-none'] })],
    ['InvalidInstance.NotMatch', 400, 'RunCommand', run({ Type: 'RunBatScript' })],
    ['InvalidParameter.WorkingDir', 400, 'RunCommand', run({ WorkingDir: long(201) })],
    ['InvalidRegionId.NotFound', 404, 'RunCommand', run({ RegionId: 'eu-nowhere' })],
    ['InvalidRepeatMode.NotFound', 404, 'RunCommand', run({ RepeatMode: 'Sometimes' })],
    ['InvalidResourceTag.ConflictWithInstanceIds', 400, 'RunCommand', run({ ResourceTag: [{ Key: 'side' }] })],
    ['InvalidResourceTag.InstanceNotFound', 400, 'RunCommand', { ...run({ ResourceTag: [{ Key: 'none' }] }), InstanceId: undefined }],
    ['InvalidTagKey.Malformed', 400, 'RunCommand', run({ Tag: [{ Key: long(65) }] })],
    ['InvalidTagValue.Malformed', 400, 'RunCommand', run({ Tag: [{ Key: 'a', Value: long(129) }] })],
    ['InvalidTerminationMode.NotFound', 404, 'RunCommand', run({ TerminationMode: 'Gently' })],
    ['MissingParam.Frequency', 400, 'RunCommand', run({ RepeatMode: 'Period' })],
    ['MissingParam.InstanceId', 400, 'RunCommand', run({ InstanceId: undefined })],
    ['MissingParameter.CommandContent', 400, 'RunCommand', run({ CommandContent: '' })],
    ['MissingParameter.ResourceTagKey', 400, 'RunCommand', run({ ResourceTag: [{ Value: 'x' }] })],
    ['MissingParameter.TagKey', 400, 'RunCommand', run({ Tag: [{ Value: 'x' }] })],
    ['NumberExceed.ResourceTags', 400, 'RunCommand', run({ ResourceTag: many(21, (n) => ({ Key: `k${n}` })) })],
    ['NumberExceed.Tags', 400, 'RunCommand', run({ Tag: many(21, (n) => ({ Key: `k${n}` })) })],
    ['Parameter.Disabled', 400, 'RunCommand', run({ Parameters: '{"a":"x"}' })],
    ['Parameter.NotMatched', 400, 'RunCommand', run({ EnableParameter: true, Parameters: '[]' })],
    ['ParameterCount.ExceedLimit', 403, 'RunCommand',
      run({ EnableParameter: true, Parameters: JSON.stringify(Object.fromEntries(many(21, (n) => [`k${n}`, 'x']) as [string, string][])) })],
    ['Username.ExceedLimit', 403, 'RunCommand', run({ Username: long(256) })],
    ['WindowsPasswordName.ExceedLimit', 403, 'RunCommand', run({ WindowsPasswordName: long(256) })],
    ['WindowsPasswordName.Missed', 400, 'RunCommand', run({ Type: 'RunPowerShellScript', Username: 'somebody' })],
    ['InvalidInvokeId.NotFound', 404, 'StopInvocation', { RegionId, InvokeId: 't-none' }],
    ['InvalidParameter.NextToken', 400, 'DescribeInvocations', { RegionId, NextToken: '???' }],
    ['InvalidParameter.InvokeRecordStatus', 400, 'DescribeInvocationResults', { RegionId, InvokeRecordStatus: 'Odd' }],
    ['InstanceIds.ExceedLimit', 403, 'DescribeCloudAssistantStatus', { RegionId, InstanceId: many(101) }],
    ['InvalidInstance.NotFound', 404, 'DescribeCloudAssistantStatus', { RegionId, InstanceId: ['i-none'] }],
    ['InvalidFilterKey.NotFound', 404, 'DescribeInstances', { RegionId, Filter: [{ Key: 'Colour', Value: 'x' }] }],
    ['InvalidInstanceChargeType.NotFound', 404, 'DescribeInstances', { RegionId, InstanceChargeType: 'Gift' }],
    ['InvalidInstanceIds.Malformed', 400, 'DescribeInstances', { RegionId, InstanceIds: 'i-front' }],
    ['InvalidInternetChargeType.ValueNotSupported', 404, 'DescribeInstances', { RegionId, InternetChargeType: 'Gift' }],
    ['InvalidLockReason.NotFound', 404, 'DescribeInstances', { RegionId, LockReason: 'Whim' }],
    ['InvalidNetworkType.NotFound', 404, 'DescribeInstances', { RegionId, InstanceNetworkType: 'string' }],
    ['InvalidStatus.NotFound', 404, 'DescribeInstances', { RegionId, Status: 'Asleep' }],
    ['InvalidDestinationResource', 400, 'DescribeAvailableResource', { RegionId, DestinationResource: 'Gold' }],
    ['InvalidParameter.SecurityGroupType', 400, 'DescribeSecurityGroups', { RegionId, SecurityGroupType: 'strict' }],
    ['InvalidNicType.ValueNotSupported', 400, 'DescribeSecurityGroupAttribute', { RegionId, SecurityGroupId: 'sg-door', NicType: 'radio' }],
    ['InvalidSecurityGroupId.NotFound', 404, 'DescribeSecurityGroupAttribute', { RegionId, SecurityGroupId: 'sg-none' }],
    ['InvalidPortRange.Malformed', 400, 'AuthorizeSecurityGroup', rule({ PortRange: '-1/80' })],
    ['InvalidSourceGroupId.NotFound', 404, 'AuthorizeSecurityGroup', rule({ SourceCidrIp: undefined, SourceGroupId: 'sg-none' })],
    ['MissingParameter.Source', 400, 'AuthorizeSecurityGroup', rule({ SourceCidrIp: undefined })],
    ['InvalidSecurityGroupRuleId.NotFound', 404, 'RevokeSecurityGroup', { RegionId, SecurityGroupId: 'sg-door', SecurityGroupRuleId: ['sgr-none'] }],
  ])('with %s %i: %s', async (code, status, action, fields) => {
    expect(await ask('Ecs', action, fields)).toEqual([status, code])
  })

  test('more than 200 rules of a group with AuthorizationLimitExceed 403', async () => {
    const rules = (from: number) => many(100, (n) => ({ IpProtocol: 'TCP', PortRange: `${from + n}/${from + n}`, SourceCidrIp: '10.0.0.0/8' }))
    const add = (from: number) => ask('Ecs', 'AuthorizeSecurityGroup', { RegionId, SecurityGroupId: 'sg-side', Permissions: rules(from) })
    expect([await add(1), await add(101), await add(201)]).toEqual([[200, undefined], [200, undefined], [403, 'AuthorizationLimitExceed']])
  })

  test.each([['Ecs', 'RunCommand', 403, { Type: 'RunShellScript', CommandContent: 'echo', 'InstanceId.1': 'i-front' }],
    ['Privatelink', 'CreateVpcEndpointService', 400, {}]] as const,
  )('%s %s: a token whose first call is at work, with IdempotentProcessing %i', async (product, action, status, fields) => {
    await control(sim, 'PUT', 'faults', [{ match: { action: `${product}.${action}` }, do: { delayMs: 300 } }])
    const call = () => callV3(sim.url, sim.accounts[0]!, { version: VERSIONS[product]!, action, query: { RegionId, ...fields, ClientToken: 'twice' } })
    const first = call()
    while ((await control(sim, 'GET', 'faults')).json[0].hits === 0) await new Promise(setImmediate)
    const second = await call()
    expect([second.status, second.json.Code, (await first).status]).toEqual([status, 'IdempotentProcessing', 200])
    await control(sim, 'DELETE', 'faults')
  })
})

describe('Vpc and Sts refuse', () => {
  test.each<readonly [...Case, product: string]>([
    ['InvalidVSwitchId.NotFound', 400, 'DescribeVSwitchAttributes', { VSwitchId: 'vsw-none' }, 'Vpc'],
    ['InvalidVSwitchIdNumber.NotSupported', 404, 'DescribeVSwitches', { RegionId, VSwitchId: many(21).join() }, 'Vpc'],
    ['MissingParameter', 400, 'DescribeVSwitches', {}, 'Vpc'],
    ['Forbidden.VpcNotFound', 400, 'DescribeVpcAttribute', { RegionId, VpcId: 'vpc-none' }, 'Vpc'],
    ['InvalidVpcIdNumber.NotSupported', 400, 'DescribeVpcs', { RegionId, VpcId: many(21).join() }, 'Vpc'],
    ['InvalidTagKey', 400, 'DescribeVpcs', { RegionId, Tag: [{ Key: long(129) }] }, 'Vpc'],
    ['InvalidTagValue', 400, 'DescribeVpcs', { RegionId, Tag: [{ Key: 'a', Value: long(129) }] }, 'Vpc'],
    ['InvalidParameter', 400, 'DescribeVpcs', { RegionId, PageSize: 51 }, 'Vpc'],
    ['MissingRegionId', 400, 'DescribeVpcs', {}, 'Vpc'],
    ['InvalidRegionId.NotFound', 404, 'DescribeZones', { RegionId: 'eu-nowhere' }, 'Vpc'],
    ['EntityNotExist.Role', 404, 'AssumeRole', { RoleArn: 'acs:ram::7777777777777777:role/any', RoleSessionName: 'me' }, 'Sts'],
    ['InvalidParameter.RoleArn', 400, 'AssumeRole', { RoleArn: 'any', RoleSessionName: 'me' }, 'Sts'],
  ])('with %s %i: %s', async (code, status, action, fields, product) => {
    expect(await ask(product, action, fields)).toEqual([status, code])
  })
})

describe('the door refuses', () => {
  test('another version of the older signature with InvalidSignatureVersion', async () => {
    const { status, json } = await callV1(sim.url, sim.accounts[0]!, { action: 'DescribeZones', query: { SignatureVersion: '2.0', Format: 'JSON' } })
    expect([status, json.Code]).toEqual([400, 'InvalidSignatureVersion'])
  })

  test.each([['DELETE', 405, 'UnsupportedHTTPMethod'], ['GET', 404, 'InvalidApi.NotFound']])('%s of nothing with %i %s', async (method, status, code) => {
    const got = await send(sim.url, method, '/?Action=Nothing&Version=2020-06-16&Format=JSON', { host: new URL(sim.url).host })
    expect([got.status, got.json.Code]).toEqual([status, code])
  })
})

/** Codes that no client can be answered: the form in which a cut connection ends, and the end of the simulator itself. */
const NOT_ANSWERED = ['Cut', 'ServiceUnavailable']

test('every code that stands in the simulator is named by a test', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const all = (folder: string, ending: string): string => readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending)).map((file) => readFileSync(`${root}/${folder}/${file}`, 'utf8')).join('\n')
  const source = all('src/simulator', '.ts')
  const codes = new Set([
    ...source.matchAll(/^ {2}'([A-Z][\w.]+)':\s+\[\d{3},/gm), ...source.matchAll(/\b(?:Refusal|refuse|wrong)\('([A-Z][\w.]+)', \d{3}/g),
    ...source.matchAll(/\], \d+, '([A-Z]\w+\.\w+)'/g), ...source.matchAll(/^ {4}\[params\.\w+, \d+, '([A-Z][\w.]+)'/gm),
  ].map(([, code]) => code!))
  const tests = all('test/simulator', '.test.ts') + all('test/conformance', '.test.ts')
  expect(codes.size).toBeGreaterThan(190)
  expect([...codes].filter((code) => !tests.includes(`'${code}'`) && !NOT_ANSWERED.includes(code))).toEqual([])
})
