import { describe, expect, test } from 'vitest'
import { factsReader } from '../../src/run/path-facts.ts'
import type { EndpointSeen } from '../../src/steps/05-endpoint.ts'
import type { Guest } from '../../src/steps/probe/plan.ts'
import { scriptedRun } from '../support/run-context.ts'
import { refusal, type Script } from '../support/scripted-cloud.ts'

const endpoint: EndpointSeen = {
  id: 'ep-1', status: 'Active', businessStatus: 'Normal', connectionStatus: 'Connected', domain: 'ep-1.example', serviceId: 'epsrv-1',
  zones: [{ zoneId: 'cn-xz-h', vSwitchId: 'vsw-1h', domain: 'h.example', address: '10.0.10.9', eniId: 'eni-1', status: 'Connected' }],
}
const guest: Guest = { instanceId: 'i-01', os: 'linux', zoneId: 'cn-xz-h' }
const got = { loadBalancerId: 'alb-1', listenerId: 'lsn-1', serviceId: 'epsrv-1', endpointId: 'ep-1' }
const rule = { direction: 'ingress', policy: 'Accept', priority: '1', ipProtocol: 'TCP', portRange: '80/80', sourceCidrIp: '10.0.10.0/24' }
const server = (serverId: string) => ({ serverId, port: 80, status: 'Unhealthy', reason: { reasonCode: 'CONNECT_TIMEOUT' } })

/** Everything as it should be; tests replace parts. */
const good = (rules: object[] = [rule]): Script => ({
  ListVpcEndpointConnections: { connections: [{ endpointId: 'ep-1', connectionStatus: 'Connected', zones: [{ zoneId: 'cn-xz-h', zoneStatus: 'Connected' }] }] },
  ListListeners: { listeners: [{ listenerPort: 80, listenerStatus: 'Running' }] },
  GetListenerHealthStatus: { listenerHealthStatus: [{ serverGroupInfos: [{ healthCheckEnabled: 'on', nonNormalServers: [] }] }] },
  ListVpcEndpointSecurityGroups: { securityGroups: [{ securityGroupId: 'sg-e', securityGroupStatus: 'Attached' }] },
  DescribeInstances: { instances: { instance: [{ instanceId: 'i-01', vpcAttributes: { privateIpAddress: { ipAddress: ['10.0.10.3'] } }, securityGroupIds: { securityGroupId: ['sg-c'] } }] } },
  DescribeSecurityGroups: ({ securityGroupIds }) => ({ securityGroups: { securityGroup: (JSON.parse(securityGroupIds) as string[]).map((securityGroupId) => ({ securityGroupId, vpcId: 'vpc-1' })) } }),
  DescribeSecurityGroupAttribute: ({ securityGroupId }) => ({ innerAccessPolicy: 'Accept', permissions: { permission: securityGroupId === 'sg-e' ? rules : [] } }),
})
const facts = async (script: Script, zoneId = 'cn-xz-h') => {
  const { run, actions } = scriptedRun(script, { got })
  const read = factsReader(run, endpoint)
  return { facts: await read(guest, zoneId), again: () => read(guest, zoneId), actions }
}

describe('what the cloud shows of the path of an instance', () => {
  test('is told of each part, and what does not change is read once for the whole test', async () => {
    const { facts: told, again, actions } = await facts(good())
    expect(told).toEqual({ connection: 'Connected', zone: 'Connected', listener: 'Running', security: { admitted: true, message: '' } })
    const before = actions().length
    await again()
    expect(actions().slice(before).sort()).toEqual(['GetListenerHealthStatus', 'ListVpcEndpointConnections'])
  })

  test('names the security groups that let nothing through, on either side', async () => {
    expect((await facts(good([]))).facts.security).toEqual({ admitted: false, message: "the endpoint's security groups (sg-e) admit nothing from 10.0.10.3 on TCP 80" })
    const closed = { ...good(), DescribeSecurityGroupAttribute: { innerAccessPolicy: 'Accept', permissions: { permission: [rule, { ...rule, direction: 'egress', policy: 'Drop', sourceCidrIp: '', destCidrIp: '0.0.0.0/0' }] } } }
    expect((await facts(closed)).facts.security).toEqual({ admitted: false, message: 'the security groups of i-01 (sg-c) let nothing out to 10.0.10.9 on TCP 80' })
  })

  test('tells servers that are unhealthy, and whether these are all', async () => {
    const ill = (...servers: string[]): Script => ({ ...good(), GetListenerHealthStatus: { listenerHealthStatus: [{ serverGroupInfos: [{ healthCheckEnabled: 'on', nonNormalServers: servers.map(server) }] }] } })
    expect((await facts(ill('i-03'))).facts.unhealthy).toEqual({ all: false, message: 'unhealthy: i-03:80 (CONNECT_TIMEOUT)' })
    expect((await facts(ill('i-03', 'i-04'))).facts.unhealthy).toMatchObject({ all: true })
  })

  test('tells what is not there: the connection, the listener of the port', async () => {
    const bare = { ...good(), ListVpcEndpointConnections: { connections: [] }, ListListeners: { listeners: [{ listenerPort: 8080, listenerStatus: 'Running' }] } }
    expect((await facts(bare)).facts).toMatchObject({ connection: 'absent', listener: 'absent' })
  })

  test('leaves out what may not be read, and what no zone of the endpoint answers for', async () => {
    const denied = () => { throw refusal('NoPermission', 'forbidden') }
    const { facts: told } = await facts({ ...good(), ListVpcEndpointConnections: denied, ListListeners: denied, DescribeSecurityGroups: denied })
    expect(told).toEqual({})
    expect((await facts(good(), 'cn-xz-i')).facts.security).toBeUndefined()
  })
})
