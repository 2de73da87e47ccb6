import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Simulator } from '../../src/simulator/api.ts'
import { startSimulator } from '../../src/simulator/index.ts'
import { ALB, callV3, control, PRIVATELINK } from './client.ts'

const RegionId = 'cn-hangzhou'
const zones = [['cn-hangzhou-h', 'vsw-bp16ezaqdqcgn65kudrcr'], ['cn-hangzhou-i', 'vsw-bp1e9vs31n7kbnp11og91']] as const
const balancer = (more: Record<string, string> = {}) => ({
  version: ALB, action: 'CreateLoadBalancer',
  query: {
    AddressType: 'Intranet', AddressAllocatedMode: 'Fixed', LoadBalancerEdition: 'Basic', 'LoadBalancerBillingConfig.PayType': 'PostPay', VpcId: 'vpc-bp16xl1gorbiigaaphj4h',
    ...Object.fromEntries(zones.flatMap(([zone, vSwitch], index) => [[`ZoneMappings.${index + 1}.ZoneId`, zone], [`ZoneMappings.${index + 1}.VSwitchId`, vSwitch]])), ...more,
  },
})

describe('a dry run of a creating call', () => {
  let folder: string
  let sim: Simulator
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dry-run-'))
    sim = await startSimulator({ state: 'memory', speed: 'instant' })
  })
  afterAll(async () => {
    await sim.close()
    rmSync(folder, { recursive: true })
  })
  const send = async ({ version, action, query }: { version: string; action: string; query: Record<string, string | undefined> }, more: Record<string, string> = {}) => {
    const given = Object.fromEntries(Object.entries({ ...query, ...more }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
    return (await callV3(sim.url, sim.accounts[0]!, { version, action, query: given })).json
  }
  const state = async (): Promise<unknown> => (await control(sim, 'GET', 'state')).json.resources
  const dryRun = async (call: Parameters<typeof send>[0]): Promise<string> => (await send(call, { DryRun: 'true' })).Code

  it('passes for each resource of a stack and leaves the world as it was, addresses included', async () => {
    const got: Record<string, string> = {}
    const calls = [
      () => balancer(),
      () => ({ version: ALB, action: 'CreateServerGroup', query: { ServerGroupName: 'RS1', VpcId: 'vpc-bp16xl1gorbiigaaphj4h', 'HealthCheckConfig.HealthCheckEnabled': 'true' } }),
      () => ({
        version: ALB, action: 'CreateListener',
        query: {
          LoadBalancerId: got['LoadBalancerId'], ListenerProtocol: 'HTTP', ListenerPort: '80', 'DefaultActions.1.Type': 'ForwardGroup',
          'DefaultActions.1.ForwardGroupConfig.ServerGroupTuples.1.ServerGroupId': got['ServerGroupId'],
        },
      }),
      () => ({
        version: PRIVATELINK, action: 'CreateVpcEndpointService',
        query: { RegionId, ServiceResourceType: 'alb', 'Resource.1.ResourceId': got['LoadBalancerId'], 'Resource.1.ResourceType': 'alb', 'Resource.1.ZoneId': zones[0][0] },
      }),
      () => ({
        version: PRIVATELINK, action: 'CreateVpcEndpoint',
        query: {
          RegionId, EndpointType: 'Interface', ServiceId: got['ServiceId'], VpcId: 'vpc-bp1i59bwvdtb1tv8tlkc8', 'SecurityGroupId.1': 'sg-bp1f163sff2z4jogt0x9',
          'Zone.1.ZoneId': zones[0][0], 'Zone.1.VSwitchId': 'vsw-bp1r419i8hpgioougw8un',
        },
      }),
    ]
    for (const call of calls) {
      const before = await state()
      expect(await dryRun(call()), call().action).toBe('DryRunOperation')
      expect(await state()).toEqual(before)
      Object.assign(got, await send(call()))
    }
    // The same again, which the real one now stands in the way of.
    expect(await dryRun(calls[2]!())).toBe('ResourceAlreadyExist.Listener')
    const taken = (await control(sim, 'GET', 'state')).json.resources.endpoints[0].Zones[0].EniIp
    const endpoint = calls[4]!()
    expect(await dryRun({ ...endpoint, query: { ...endpoint.query, 'Zone.1.ip': taken } })).toBe('EniIpUnavailable')
  })

  it('refuses addresses that are taken, and those that a vSwitch lacks', async () => {
    expect(await dryRun(balancer({ 'ZoneMappings.1.IntranetAddress': '192.168.3.190' }))).toBe('ResourceInUse.IP')
    expect(await dryRun(balancer({ 'ZoneMappings.1.IntranetAddress': '192.168.3.255' }))).toBe('IllegalParam.IntranetAddress')
  })

  it('refuses what the quota does not hold', async () => {
    for (let sent = 0; sent < 60; sent += 1) await send(balancer())
    expect(await dryRun(balancer())).toBe('QuotaExceeded.LoadBalancersNum')
  })

  it('is refused without the permission to create', async () => {
    const file = join(folder, 'policy.json')
    writeFileSync(file, JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'alb:List*', Resource: '*' }] }))
    const bound = await startSimulator({ state: 'memory', policies: [{ file }] })
    const { query } = balancer({ DryRun: 'true' })
    expect((await callV3(bound.url, bound.accounts[0]!, { version: ALB, action: 'CreateLoadBalancer', query })).json).toMatchObject({ Code: 'NoPermission', AccessDeniedDetail: { AuthAction: 'alb:CreateLoadBalancer' } })
    await bound.close()
  })
})
