import { describe, expect, test } from 'vitest'
import { RunError } from '../../src/core/errors.ts'
import { openSteps, survey } from '../../src/run/survey.ts'
import { scriptedRun } from '../support/run-context.ts'
import { refusal } from '../support/scripted-cloud.ts'
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

  test('says what the cloud said where a read fails', async () => {
    const { run } = scriptedRun({ ...emptyCloud(), ListListeners: () => { throw refusal('NoPermission', 'forbidden', 'ListListeners') } })
    await expect(survey(run)).rejects.toMatchObject({ failure: { code: 'NoPermission', exit: 4, action: 'ListListeners' } })
  })
})

describe('a list that shows what was so a moment ago', () => {
  test('is no reason to change anything: what would be is read by itself first', async () => {
    const answers = finishedStack()
    const [entry] = answers['ListListeners'].listeners
    const { run, calls } = runOn((action) => ({ ...answers, ListListeners: { listeners: [{ ...entry, idleTimeout: 15 }] }, GetListenerAttribute: { ...entry, idleTimeout: 33 } })[action])
    run.config = { ...run.config, listener: { ...run.config.listener, idleTimeout: 33 } }
    const found = await survey(run)
    expect(calls.filter((action) => action === 'GetListenerAttribute')).toHaveLength(1)
    expect(found.get('listener')!.seen).toMatchObject({ idleTimeout: 33 })
    expect(openSteps(run, found)).toEqual(new Set())
  })
})

describe('the steps that are open', () => {
  test('are all where nothing is there, and not those whose resource is as wanted', async () => {
    const nothing = scriptedRun(emptyCloud()).run
    expect([...openSteps(nothing, await survey(nothing))]).toEqual(['load-balancer', 'server-group', 'listener', 'endpoint-service', 'endpoint', 'connection'])
    const group = {
      ListServerGroups: { serverGroups: [{ serverGroupId: 'sgp-1', serverGroupStatus: 'Available' }] },
      ListServerGroupServers: { servers: ['i-03', 'i-04'].map((serverId) => ({ serverId, port: 80, weight: 100, status: 'Available' })) },
    }
    const part = scriptedRun({ ...emptyCloud(), ...group }).run
    expect([...openSteps(part, await survey(part))]).not.toContain('server-group')
  })
})
