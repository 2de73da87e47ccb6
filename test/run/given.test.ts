import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { givenFacts, withGiven } from '../../src/run/given.ts'
import type { Survey } from '../../src/run/survey.ts'

const consumer = { vpcId: 'vpc-1', securityGroupIds: ['sg-1'], zones: [{ zoneId: 'cn-x-a', vSwitchId: 'vsw-1' }] }
const config = (sections: object) => parseConfig({ stack: 'web', consumer, ...sections }).config!
const ALL = { loadBalancer: { id: 'alb-1' }, serverGroup: { id: 'sgp-1' }, listener: { id: 'lsn-1' }, service: { id: 'epsrv-1' } }

const found: Survey = new Map<Parameters<Survey['get']>[0], { found: never[]; seen: object }>([
  ['load-balancer', { found: [], seen: { id: 'alb-1', vpcId: 'vpc-2', edition: 'Standard', zones: [{ zoneId: 'cn-x-a', vSwitchId: 'vsw-9', address: '10.0.0.1' }] } }],
  ['server-group', { found: [], seen: { id: 'sgp-1', servers: [{ serverId: 'i-1', port: 80, weight: 0, status: 'Available' }, { serverId: '10.0.0.9', port: 80, weight: 100, status: 'Available' }] } }],
  ['listener', { found: [], seen: { id: 'lsn-1', port: 8443 } }],
  ['endpoint-service', { found: [], seen: { id: 'epsrv-1', autoAccept: true } }],
])

describe('a config whose resources are named by their IDs', () => {
  test('is filled in with what later steps need of them', () => {
    const filled = withGiven(config(ALL), found)
    expect(filled.provider.vpcId).toBe('vpc-2')
    expect(filled.loadBalancer).toMatchObject({ id: 'alb-1', edition: 'Standard', zones: [{ zoneId: 'cn-x-a', vSwitchId: 'vsw-9' }] })
    // A server that is no instance of ECS cannot be asked about.
    expect(filled.serverGroup.servers).toEqual([{ instanceId: 'i-1', port: 80, weight: 0 }])
    expect(filled.listener.port).toBe(8443)
    expect(filled.service.autoAccept).toBe(true)
    expect(withGiven(filled, found)).toEqual(filled)
    expect(Object.keys(givenFacts(filled, found))).toEqual(['load-balancer', 'server-group', 'listener', 'endpoint-service'])
  })

  test('keeps what it says itself', () => {
    const own = config({ provider: { vpcId: 'vpc-3' }, loadBalancer: ALL.loadBalancer, serverGroup: { servers: [{ instanceId: 'i-7', port: 81 }] }, listener: { protocol: 'HTTP', port: 81 } })
    const filled = withGiven(own, found)
    expect([filled.provider, filled.serverGroup, filled.listener, filled.service]).toEqual([own.provider, own.serverGroup, own.listener, own.service])
    expect(Object.keys(givenFacts(filled, found))).toEqual(['load-balancer'])
  })

  test('needs no admission for an endpoint that is there', () => {
    const service = { id: 'epsrv-1', guest: { account: '42', admitted: false } }
    const first: Survey = new Map([['endpoint-service', { found: [], seen: service }]])
    expect(givenFacts(config(ALL), first)['endpoint-service']).toEqual(service)
    expect(givenFacts(config(ALL), new Map([...first, ['endpoint', { found: [], seen: { id: 'ep-1' } }]]))['endpoint-service']).toEqual({ id: 'epsrv-1' })
  })

  test('stays as it is where nothing is there', () => {
    expect(withGiven(config(ALL), new Map())).toEqual(config(ALL))
  })
})
