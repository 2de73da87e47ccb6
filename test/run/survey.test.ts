import { describe, expect, test } from 'vitest'
import { RunError } from '../../src/core/errors.ts'
import { survey } from '../../src/run/survey.ts'
import { emptyCloud, finishedStack, ID, runOn } from '../support/web-stack.ts'

describe('finding what is there', () => {
  test('of a finished stack takes two rounds at a glance', async () => {
    const answers = finishedStack()
    const { run, rounds } = runOn((action) => answers[action])
    const found = await survey({ ...run, glance: true })
    expect([...found.keys()].sort()).toEqual(['connection', 'endpoint', 'endpoint-service', 'listener', 'load-balancer', 'server-group'])
    expect(run.got).toEqual({ loadBalancerId: ID.alb, serverGroupId: ID.group, listenerId: ID.listener, serviceId: ID.service, endpointId: ID.endpoint })
    expect(rounds.map((round) => round.sort())).toEqual([
      ['ListListeners', 'ListLoadBalancers', 'ListServerGroups', 'ListVpcEndpointServices', 'ListVpcEndpoints'],
      ['GetListenerHealthStatus', 'GetLoadBalancerAttribute', 'ListServerGroupServers', 'ListVpcEndpointConnections', 'ListVpcEndpointSecurityGroups', 'ListVpcEndpointServiceResources', 'ListVpcEndpointZones'],
    ])
  })

  test('asks for no connection where one of its ends is missing', async () => {
    const answers = { ...finishedStack(), ListVpcEndpointServices: { services: [] } }
    const { run, calls } = runOn((action) => answers[action as keyof typeof answers])
    const found = await survey({ ...run, glance: true })
    expect(found.has('connection')).toBe(false)
    expect(calls).not.toContain('ListVpcEndpointConnections')
  })

  test('of nothing reads the five lists and no more', async () => {
    const answers = emptyCloud()
    const { run, calls } = runOn((action) => answers[action])
    const found = await survey(run)
    expect([...found.values()]).toEqual([{ found: [] }, { found: [] }, { found: [] }, { found: [] }, { found: [] }])
    expect(calls).toHaveLength(5)
  })

  test('names two with the same tags, and keeps no ID of them', async () => {
    const answers = { ...emptyCloud(), ListVpcEndpoints: { endpoints: [{ endpointId: 'ep-1' }, { endpointId: 'ep-2' }] } }
    const { run } = runOn((action) => answers[action as keyof typeof answers])
    const error = await survey(run).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(RunError)
    expect((error as RunError).message).toContain('ep-1, ep-2')
    expect(run.got).toEqual({})
  })
})
