import { describe, expect, test } from 'vitest'
import { judgeKnown } from '../../src/checks/run-checks.ts'
import type { Existing } from '../../src/checks/check.ts'
import type { GivenFacts } from '../../src/checks/facts.ts'
import { parseConfig } from '../../src/config/config.ts'
import { STEP_IDS, type StepId } from '../../src/core/events.ts'

const zones = ['cn-x-a', 'cn-x-b'].map((zoneId) => ({ zoneId }))
const consumer = { vpcId: 'vpc-1', securityGroupIds: ['sg-1'], zones: zones.map(({ zoneId }, index) => ({ zoneId, vSwitchId: `vsw-${index}` })) }
const ALL = { provider: { vpcId: 'vpc-2' }, loadBalancer: { id: 'alb-1' }, serverGroup: { id: 'sgp-1' }, listener: { id: 'lsn-1' }, service: { id: 'epsrv-1' } }

/** Everything as it should be. */
const right = (): Required<GivenFacts> => ({
  'load-balancer': { id: 'alb-1', status: 'Active', addressType: 'Intranet', vpcId: 'vpc-2', zones, locks: ['RelatedResourceLocked'] },
  'server-group': { id: 'sgp-1', status: 'Available', servers: [{}], settings: { vpcId: 'vpc-2' } },
  listener: { id: 'lsn-1', status: 'Running', loadBalancerId: 'alb-1', serverGroupIds: ['sgp-1'], protocol: 'HTTP', port: 80 },
  'endpoint-service': { id: 'epsrv-1', status: 'Active', businessStatus: 'Normal', resources: zones.map(({ zoneId }) => ({ zoneId, resourceId: 'alb-1' })) },
})

interface Case { sections?: object; change?: (given: Required<GivenFacts>) => void; onPort?: NonNullable<Existing['onPort']>; steps?: readonly StepId[]; skip?: string[] }
function judged({ sections = ALL, change = () => undefined, onPort, steps = STEP_IDS, skip = [] }: Case): string[] {
  const { config, mistakes } = parseConfig({ stack: 'web', consumer: { ...consumer, test: { from: [{ instanceId: 'i-1' }] } }, ...sections })
  if (config === undefined) throw new Error(mistakes.map(({ message }) => message).join('\n'))
  const given = right()
  change(given)
  return judgeKnown(config, new Set(steps), skip, { given, ...(onPort === undefined ? {} : { onPort }) }).map(({ name, result, message }) => `${name} ${result}: ${message}`)
}
const open = (one: Case): string[] => judged(one).filter((line) => !line.includes(' ok: '))

describe('what exists already', () => {
  test('can be used as it is where nothing is wrong with it', () => {
    expect(judged({})).toEqual(['alb-1', 'sgp-1', 'lsn-1', 'epsrv-1'].map((id) => expect.stringContaining(`ok: ${id} can be used as it is.`) as string))
  })

  test.each<[string, Case, string[]]>([
    ['a load balancer that is being changed', { change: (one) => (one['load-balancer'].status = 'Configuring') }, ['given-load-balancer fail: alb-1 is Configuring, not Active.']],
    ['one that is locked', { change: (one) => (one['load-balancer'].locks = ['RelatedResourceLocked', 'FinancialLocked']) }, ['given-load-balancer fail: alb-1 is locked (FinancialLocked).']],
    ['one without a zone of the endpoint', { change: (one) => (one['load-balancer'].zones = [zones[0]!]) }, ['given-load-balancer fail: alb-1 has no zone cn-x-b, which the endpoint is to have; its zones: cn-x-a.']],
    ['one that faces the Internet, for a service of ours', { sections: { ...ALL, service: {} }, change: (one) => (one['load-balancer'].addressType = 'Internet') }, ['given-load-balancer fail: alb-1 is not internal-facing (Internet); PrivateLink offers internal-facing load balancers only.']],
    ['one that faces the Internet, and is offered already', { change: (one) => (one['load-balancer'].addressType = 'Internet') }, []],
    ['one of another VPC', { change: (one) => (one['load-balancer'].vpcId = 'vpc-3') }, ['given-load-balancer fail: alb-1 is in vpc-3, not in vpc-2.']],
    ['one whose VPC the config leaves open', { sections: { ...ALL, provider: {} }, change: (one) => (one['load-balancer'].vpcId = 'vpc-3') }, []],
    ['a server group of another VPC', { change: (one) => (one['server-group'].settings = { vpcId: 'vpc-3' }) }, ['given-server-group fail: sgp-1 is of vpc-3, not of vpc-2, where the load balancer is.']],
    ['a server group that is being made, and empty', { change: (one) => Object.assign(one['server-group'], { status: 'Creating', servers: [] }) }, ['given-server-group fail: sgp-1 is Creating, not Available.', 'given-server-group unknown: sgp-1 has no servers.']],
    ['a listener of another load balancer', { change: (one) => (one.listener.loadBalancerId = 'alb-2') }, ['given-listener fail: lsn-1 belongs to alb-2, not to alb-1.']],
    ['a listener that is stopped', { change: (one) => (one.listener.status = 'Stopped') }, ['given-listener fail: lsn-1 is stopped; what is given is never changed.']],
    ['a listener that is being changed', { change: (one) => (one.listener.status = 'Configuring') }, ['given-listener unknown: lsn-1 is Configuring.']],
    ['a listener that forwards elsewhere', { change: (one) => (one.listener.serverGroupIds = ['sgp-2']) }, ['given-listener fail: lsn-1 forwards to sgp-2, not to sgp-1.']],
    ['a listener that answers by itself', { change: (one) => (one.listener.serverGroupIds = []) }, ['given-listener unknown: lsn-1 shows no server group that it forwards to by default.']],
    ['a listener with a certificate', { change: (one) => (one.listener.protocol = 'HTTPS') }, ['given-listener unknown: lsn-1 speaks HTTPS; the test asks over HTTP.']],
    ['a service that is being changed', { change: (one) => (one['endpoint-service'].status = 'Pending') }, ['given-endpoint-service fail: epsrv-1 is Pending, not Active.']],
    ['a service with overdue payments', { change: (one) => (one['endpoint-service'].businessStatus = 'FinancialLocked') }, ['given-endpoint-service fail: epsrv-1 is FinancialLocked.']],
    ['a service without a zone of the endpoint', { change: (one) => (one['endpoint-service'].resources = [{ zoneId: 'cn-x-a', resourceId: 'alb-1' }]) }, ['given-endpoint-service fail: epsrv-1 has no zone cn-x-b, which the endpoint is to have; its zones: cn-x-a.']],
    ['a service that offers another load balancer in a zone', { change: (one) => (one['endpoint-service'].resources = zones.map(({ zoneId }, index) => ({ zoneId, resourceId: `alb-${index + 1}` }))) }, ['given-endpoint-service fail: epsrv-1 does not offer alb-1 in cn-x-b.']],
    ['the same, where nobody asks what is behind the service', { sections: { service: ALL.service }, change: (one) => (one['endpoint-service'].resources = zones.map(({ zoneId }) => ({ zoneId, resourceId: 'nlb-1' }))) }, []],
    ['a service of another account', { sections: { service: ALL.service }, change: (one) => (one['endpoint-service'].foreign = true) }, ["given-endpoint-service unknown: epsrv-1 is another account's and accepts nothing by itself."]],
    ["a service that does not admit the consumer's account", { change: (one) => (one['endpoint-service'].guest = { account: '42', admitted: false }) }, ["given-endpoint-service fail: epsrv-1 does not admit 42, the consumer's account: it cannot have an endpoint there."]],
    ['a service that does', { change: (one) => (one['endpoint-service'].guest = { account: '42', admitted: true }) }, []],
    ['one that accepts by itself', { sections: { service: ALL.service }, change: (one) => Object.assign(one['endpoint-service'], { foreign: true, autoAccept: true }) }, []],
    ['nothing by that ID', { change: (one) => delete (one as GivenFacts).listener }, ['given-listener fail: lsn-1 does not exist in this account and region.']],
    ['what comes after the last step of the run', { change: (one) => delete (one as GivenFacts).listener, steps: STEP_IDS.slice(0, 2) }, []],
    ['what is not to be checked', { change: (one) => delete (one as GivenFacts).listener, skip: ['given-listener'] }, []],
  ])('%s', (_what, one, expected) => {
    expect(open(one)).toEqual(expected)
  })
})

describe('the port of a listener that is to be made', () => {
  const sections = { ...ALL, serverGroup: { servers: [{ instanceId: 'i-1', port: 80 }] }, listener: { protocol: 'HTTP', port: 8080 }, service: {} }
  const line = (onPort?: NonNullable<Existing['onPort']>): string[] => judged({ sections, ...(onPort === undefined ? {} : { onPort }) }).filter((one) => one.startsWith('listener-port'))
  test('is no matter where the load balancer is to be made as well', () => expect(line()).toEqual([]))
  test('is free', () => expect(line([])).toEqual(['listener-port ok: Port 8080 of the load balancer is free.']))
  test('is taken', () => expect(line([{ id: 'lsn-9' }])).toEqual(['listener-port fail: Listener lsn-9 has port 8080 of the load balancer.']))
  test('is taken by another stack', () => expect(line([{ id: 'lsn-9', stack: 'shop' }])).toEqual(['listener-port fail: Listener lsn-9 of stack shop has port 8080 of the load balancer.']))
})
