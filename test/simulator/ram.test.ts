import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Simulator } from '../../src/simulator/api.ts'
import { evaluate, parsePolicy, type Question } from '../../src/simulator/ram.ts'
import { resourcesOf } from '../../src/simulator/ram-resources.ts'
import { callV1, callV3, ECS } from './client.ts'
import { startToy } from './toy.ts'

const policy = (...Statement: object[]) => parsePolicy({ Version: '1', Statement })
const allow = (Action: string | string[], Resource: string | string[] = '*', more: object = {}) => ({ Effect: 'Allow', Action, Resource, ...more })
const deny = (Action: string | string[], Resource: string | string[] = '*') => ({ Effect: 'Deny', Action, Resource })
const ARN = 'acs:ecs:cn-xz:1:instance/i-1'
const role = { Condition: { StringEquals: { 'ram:ServiceName': ['alb.aliyuncs.com', 'privatelink.aliyuncs.com'] } } }

describe('a RAM policy', () => {
  it.each<[string, object[], Question, string]>([
    ['allows what a statement names', [allow('alb:ListListeners')], { action: 'alb:ListListeners', resource: ARN }, 'Allow'],
    ['denies what no statement names', [allow('alb:ListListeners')], { action: 'alb:ListServers', resource: ARN }, 'ImplicitDeny'],
    ['takes * for any characters of an action', [allow('alb:*')], { action: 'alb:ListServers', resource: ARN }, 'Allow'],
    ['takes * in the middle', [allow('alb:List*s')], { action: 'alb:ListTag', resource: ARN }, 'ImplicitDeny'],
    ['takes a point for a point', [allow('alb.*')], { action: 'alb:List', resource: ARN }, 'ImplicitDeny'],
    ['takes ? for one character', [allow('alb:Lis?')], { action: 'alb:List', resource: ARN }, 'Allow'],
    ['keeps to one product', [allow('alb:*')], { action: 'vpc:List', resource: ARN }, 'ImplicitDeny'],
    ['compares actions without regard to case', [allow('ALB:listlisteners')], { action: 'alb:ListListeners', resource: ARN }, 'Allow'],
    ['lets Deny win over Allow', [deny('ecs:Run*'), allow('*')], { action: 'ecs:RunCommand', resource: ARN }, 'ExplicitDeny'],
    ['lets Deny win wherever it stands', [allow('*'), deny('ecs:Run*')], { action: 'ecs:RunCommand', resource: ARN }, 'ExplicitDeny'],
    ['keeps a Deny to its resources', [allow('*'), deny('*', 'acs:ecs:*:*:instance/i-2')], { action: 'ecs:RunCommand', resource: ARN }, 'Allow'],
    ['allows on the resource that it names', [allow('ecs:*', 'acs:ecs:*:*:instance/i-1')], { action: 'ecs:RunCommand', resource: ARN }, 'Allow'],
    ['denies on another', [allow('ecs:*', ['acs:ecs:*:*:instance/i-2', 'acs:ecs:*:*:command/*'])], { action: 'ecs:RunCommand', resource: ARN }, 'ImplicitDeny'],
    ['does not take a part of an ARN for the whole', [allow('ecs:*', 'acs:ecs:*:*:instance/i')], { action: 'ecs:RunCommand', resource: ARN }, 'ImplicitDeny'],
    ['holds a condition with one of its values', [allow('ram:*', '*', role)], { action: 'ram:CreateServiceLinkedRole', resource: '*', context: { 'ram:ServiceName': 'alb.aliyuncs.com' } }, 'Allow'],
    ['does not hold it with another', [allow('ram:*', '*', role)], { action: 'ram:CreateServiceLinkedRole', resource: '*', context: { 'ram:ServiceName': 'oss.aliyuncs.com' } }, 'ImplicitDeny'],
    ['does not hold it without the key', [allow('ram:*', '*', role)], { action: 'ram:CreateServiceLinkedRole', resource: '*' }, 'ImplicitDeny'],
  ])('%s', (_name, statements, question, verdict) => {
    expect(evaluate(policy(...statements), question)).toBe(verdict)
  })

  it.each<[unknown, string]>([
    [null, 'the policy: an object is wanted'],
    [{ Version: '2', Statement: [] }, 'Version: "1" is wanted'],
    [{ Version: '1', Statement: [] }, 'Statement: a list of statements is wanted'],
    [{ Version: '1', Statement: [allow('*')], Id: 'x' }, 'the policy: Id is not understood here; there is Version, Statement'],
    [{ Version: '1', Statement: [{ ...allow('*'), Effect: 'allow' }] }, 'Statement[0].Effect: Allow or Deny is wanted'],
    [{ Version: '1', Statement: [{ ...allow('*'), NotAction: 'x' }] }, 'Statement[0]: NotAction is not understood here; there is Effect, Action, Resource, Condition'],
    [{ Version: '1', Statement: [{ ...allow('*'), Action: [] }] }, 'Statement[0].Action: a text or a list of texts is wanted'],
    [{ Version: '1', Statement: [{ Effect: 'Allow', Action: '*' }] }, 'Statement[0].Resource: a text or a list of texts is wanted'],
    [{ Version: '1', Statement: [allow('*', '*', { Condition: { IpAddress: {} } })] }, 'Statement[0].Condition: IpAddress is not understood here; there is StringEquals'],
    [{ Version: '1', Statement: [allow('*', '*', { Condition: { StringEquals: { k: 1 } } })] }, 'Statement[0].Condition.StringEquals.k: a text or a list of texts is wanted'],
  ])('that is %j is refused', (value, message) => {
    expect(() => parsePolicy(value)).toThrow(message)
  })
})

describe('what a call is authorized on', () => {
  it.each<[Parameters<typeof resourcesOf>[0], string, Record<string, string>, string[]]>([
    ['Alb', 'DeleteLoadBalancer', { LoadBalancerId: 'alb-1', ClientToken: 't' }, ['acs:alb:cn-xz:1:loadbalancer/alb-1']],
    ['Alb', 'CreateLoadBalancer', { VpcId: 'vpc-1', 'ZoneMappings.1.VSwitchId': 'vsw-1' }, ['acs:alb:cn-xz:1:loadbalancer/*']],
    ['Alb', 'CreateListener', { LoadBalancerId: 'alb-1' }, ['acs:alb:cn-xz:1:loadbalancer/alb-1', 'acs:alb:cn-xz:1:listener/*']],
    ['Alb', 'ListListeners', { 'LoadBalancerIds.1': 'alb-1', 'LoadBalancerIds.2': 'alb-2' }, ['acs:alb:cn-xz:1:loadbalancer/alb-1', 'acs:alb:cn-xz:1:loadbalancer/alb-2']],
    ['Alb', 'TagResources', { 'ResourceId.1': 'sgp-1' }, ['acs:alb:cn-xz:1:servergroup/sgp-1']],
    ['Alb', 'DescribeZones', {}, ['acs:alb:cn-xz:1:*']],
    ['Privatelink', 'CreateVpcEndpoint', { ServiceId: 'epsrv-1', VpcId: 'vpc-1', 'SecurityGroupId.1': 'sg-1', 'Zone.1.VSwitchId': 'vsw-1' }, [
      'acs:privatelink:cn-xz:1:vpcendpointservice/epsrv-1', 'acs:vpc:cn-xz:1:vpc/vpc-1', 'acs:ecs:cn-xz:1:securitygroup/sg-1', 'acs:vpc:cn-xz:1:vswitch/vsw-1',
      'acs:privatelink:cn-xz:1:vpcendpoint/*',
    ]],
    ['Vpc', 'DescribeVpcs', { VpcId: 'vpc-1,vpc-2' }, ['acs:vpc:cn-xz:1:vpc/vpc-1', 'acs:vpc:cn-xz:1:vpc/vpc-2']],
    ['Ecs', 'DescribeInstances', { InstanceIds: '["i-1","i-2"]' }, ['acs:ecs:cn-xz:1:instance/i-1', 'acs:ecs:cn-xz:1:instance/i-2']],
    ['Ecs', 'DescribeInstances', { InstanceIds: '[no JSON' }, ['acs:ecs:cn-xz:1:instance/*']],
    ['Ecs', 'RunCommand', { 'InstanceId.1': 'i-1', 'InstanceId.2': 'i-2' }, ['acs:ecs:cn-xz:1:instance/i-1', 'acs:ecs:cn-xz:1:instance/i-2', 'acs:ecs:cn-xz:1:command/*']],
  ])('%s %s %j', (product, action, flat, arns) => {
    expect(resourcesOf(product, action, new Map(Object.entries(flat)), { region: 'cn-xz', account: '1' })).toEqual(arns)
  })
})

describe('an embedded cloud under a policy', () => {
  let sim: Simulator | undefined
  const folder = mkdtempSync(join(tmpdir(), 'alb-privatelink-'))
  const file = join(folder, 'policy.json')
  const open = async (...statements: object[]): Promise<Simulator> => {
    writeFileSync(file, JSON.stringify({ Version: '1', Statement: statements }))
    return (sim = await startToy({ policies: [{ file }] }))
  }
  afterEach(async () => {
    await sim?.close()
    sim = undefined
    rmSync(file, { force: true })
  })

  it('serves what is allowed, and refuses the rest with what was missing', async () => {
    const { url, accounts: [first] } = await open(allow('alb:Get*'), deny('ecs:*'), allow('*', 'acs:none:*'))
    expect((await callV3(url, first!, { action: 'GetLoadBalancerAttribute', query: { LoadBalancerId: 'alb-1' } })).json.Code).toBe('ResourceNotFound.LoadBalancer')
    const refused = await callV3(url, first!, { action: 'CreateLoadBalancer', query: { LoadBalancerName: 'x' } })
    expect(refused.status).toBe(403)
    expect(refused.json).toMatchObject({
      Code: 'NoPermission',
      AccessDeniedDetail: {
        AuthAction: 'alb:CreateLoadBalancer', AuthPrincipalType: 'SubUser', AuthPrincipalOwnerId: first!.id, AuthPrincipalDisplayName: 'simulated-user',
        NoPermissionType: 'ImplicitDeny', PolicyType: 'AccountLevelIdentityBasedPolicy',
      },
    })
    const ecs = await callV3(url, first!, { version: ECS, action: 'DescribeRegions', query: { RegionId: 'xx-north', Id: '1' } })
    expect(ecs).toMatchObject({ status: 403, json: { Code: 'Forbidden.RAM', AccessDeniedDetail: { NoPermissionType: 'ExplicitDeny' } } })
    const xml = await callV1(url, first!, { action: 'CreateLoadBalancer', query: { LoadBalancerName: 'x' } })
    expect(xml.text).toContain('<AccessDeniedDetail><AuthAction>alb:CreateLoadBalancer</AuthAction>')
  })

  it('asks for parameters before permissions, and lets a dry run pass no further', async () => {
    const { url, accounts: [first] } = await open(allow('alb:Get*'))
    expect((await callV3(url, first!, { action: 'CreateLoadBalancer' })).json.Code).toBe('MissingLoadBalancerName')
    expect((await callV3(url, first!, { action: 'CreateLoadBalancer', query: { LoadBalancerName: 'x', DryRun: 'true' } })).json.Code).toBe('NoPermission')
  })

  it('binds the first account alone, and tells it that it is a RAM user', async () => {
    const { url, accounts: [first, second] } = await open(allow('alb:Get*'))
    expect((await callV3(url, second!, { action: 'CreateLoadBalancer', query: { LoadBalancerName: 'x' } })).status).toBe(200)
    const whose = async (key: typeof first) => (await callV3(url, key!, { version: '2015-04-01', action: 'GetCallerIdentity' })).json
    expect(await whose(first)).toMatchObject({ IdentityType: 'RAMUser', AccountId: first!.id, Arn: `acs:ram::${first!.id}:user/simulated-user` })
    expect(await whose(second)).toMatchObject({ IdentityType: 'Account' })
  })

  it('binds each account to a policy of its own, by name or ID, and refuses accounts that are not there or named twice', async () => {
    const file2 = join(folder, 'second.json')
    const write = (path: string, statement: object): void => writeFileSync(path, JSON.stringify({ Version: '1', Statement: [statement] }))
    write(file, allow('alb:Get*'))
    write(file2, allow('alb:CreateLoadBalancer'))
    sim = await startToy({ policies: [{ account: '1000000000000001', file }, { account: 'two', file: file2 }] })
    const codes = await Promise.all(sim.accounts.flatMap((key) => [
      { action: 'GetLoadBalancerAttribute', query: { LoadBalancerId: 'alb-1' } }, { action: 'CreateLoadBalancer', query: { LoadBalancerName: 'x' } },
    ].map(async (ask) => (await callV3(sim!.url, key, ask)).status)))
    expect(codes).toEqual([404, 403, 403, 200])
    await expect(startToy({ policies: [{ account: 'three', file }] })).rejects.toThrow('there is no account three for a policy; the world has one, two')
    await expect(startToy({ policies: [{ file }, { account: 'one', file: file2 }] })).rejects.toThrow('account one is put under two policies')
  })

  it('does not start with a file that is no policy', async () => {
    writeFileSync(file, '{"Version":"1"}')
    await expect(startToy({ policies: [{ file }] })).rejects.toThrow(`${file}: Statement: a list of statements is wanted`)
    await expect(startToy({ policies: [{ file: join(folder, 'none.json') }] })).rejects.toThrow('none.json')
  })
})
