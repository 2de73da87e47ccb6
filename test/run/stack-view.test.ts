import { describe, expect, test } from 'vitest'
import { CloudError } from '../../src/cloud/error.ts'
import type { StepStatus } from '../../src/core/events.ts'
import { changedSteps, StackView } from '../../src/run/stack-view.ts'
import { CLOUD_NOW, emptyCloud, finishedStack, ID, runOn } from '../support/web-stack.ts'

/** A look, or several, at a cloud whose clock is as much ahead of the machine's as `skewMs` says. */
function viewOf(answers: Record<string, any>, { again = false, skewMs = 0, silent = false, machineMs = 0 } = {}) {
  const stage = runOn((action) => answers[action], silent ? undefined : skewMs)
  return { ...stage, view: new StackView(stage.run, { again, now: () => CLOUD_NOW - skewMs + machineMs }) }
}
const brief = (steps: readonly StepStatus[]): unknown[] => steps.map(({ step, id, state, standing, ageSeconds }) => [step, id, state, standing, ageSeconds])
const health = (steps: readonly StepStatus[]): unknown => steps.find(({ step }) => step === 'server-group')?.servers?.map((server) => [server.serverId, server.state, server.health, server.reason])

describe('a look at a stack', () => {
  test('that is finished tells seven steps with ID, state, standing and age, and the health of each server', async () => {
    const { view, calls } = viewOf(finishedStack())
    const { steps, outputs } = await view.look()
    expect(brief(steps)).toEqual([
      ['load-balancer', ID.alb, 'Active', 'ready', 187_200],
      ['server-group', ID.group, 'Available', 'ready', 19_800],
      ['listener', ID.listener, 'Running', 'ready', undefined],
      ['endpoint-service', ID.service, 'Active', 'ready', 120],
      ['endpoint', ID.endpoint, 'Active', 'ready', 60],
      ['connection', ID.endpoint, 'Connected', 'ready', 30],
      ['connectivity', null, 'untested', 'open', undefined],
    ])
    expect(steps[0]).toMatchObject({ createdAt: '2026-02-27T08:00:00Z' })
    expect(steps[5]).toMatchObject({ modifiedAt: '2026-03-01T11:59:30Z' })
    expect(steps[4]!.zones).toMatchObject([{ zoneId: 'cn-hangzhou-h', address: '10.0.0.5', status: 'Connected' }, { zoneId: 'cn-hangzhou-i' }])
    expect(health(steps)).toEqual([[ID.servers[0], 'Available', 'healthy', undefined], [ID.servers[1], 'Available', 'healthy', undefined]])
    expect(outputs).toMatchObject({ loadBalancerId: ID.alb, endpoints: [{ connectionStatus: 'Connected' }] })
    expect(calls).toHaveLength(12)
  })

  test('that is not there tells seven steps that are absent or open', async () => {
    const { steps } = await viewOf(emptyCloud()).view.look()
    expect(steps.map(({ id, standing }) => [id, standing])).toEqual([...Array.from({ length: 6 }, () => [null, 'absent']), [null, 'open']])
    expect(steps.some((step) => 'servers' in step || 'zones' in step)).toBe(false)
  })

  test('tells what is on its way, what waits for somebody, and what has failed', async () => {
    const answers = finishedStack()
    answers['GetLoadBalancerAttribute'].loadBalancerStatus = 'CreateFailed'
    answers['ListVpcEndpointServices'].services[0].serviceStatus = 'Pending'
    answers['ListVpcEndpoints'].endpoints[0].connectionStatus = answers['ListVpcEndpointConnections'].connections[0].connectionStatus = 'Disconnected'
    const { steps } = await viewOf(answers).view.look()
    expect(steps.map(({ standing }) => standing)).toEqual(['failed', 'ready', 'ready', 'moving', 'ready', 'open', 'open'])
    expect(steps[0]!.message).toBe('the load balancer could not be created')
  })

  test('goes by the cloud’s clock, however far it is from the machine’s', async () => {
    for (const skewMs of [-3_600_000, 40 * 86_400_000]) {
      const { steps } = await viewOf(finishedStack(), { skewMs }).view.look()
      expect(steps[5]!.ageSeconds, `${skewMs}`).toBe(30)
    }
  })

  test('takes the newest date for now where a clock that nobody told is behind it, and gives no age without a date', async () => {
    const answers = finishedStack()
    const { view } = viewOf(answers, { silent: true, machineMs: -75_000 })
    const { steps } = await view.look()
    expect(steps.map(({ ageSeconds }) => ageSeconds)).toEqual([187_170, 19_770, undefined, 90, 30, 0, undefined])
    answers['ListVpcEndpointConnections'].connections[0].modifiedTime = 'yesterday'
    expect((await view.look()).steps[5]).not.toHaveProperty('ageSeconds')
  })
})

describe('the health of a server', () => {
  const nonNormal = (answers: Record<string, any>, list: object[], enabled = 'on'): void => {
    answers['GetListenerHealthStatus'] = { listenerHealthStatus: [{ serverGroupInfos: [{ serverGroupId: ID.group, healthCheckEnabled: enabled, nonNormalServers: list }] }] }
  }
  const look = async (answers: Record<string, any>): Promise<unknown> => health((await viewOf(answers).view.look()).steps)

  test('that is not normal comes with its reason', async () => {
    const answers = finishedStack()
    nonNormal(answers, [{ serverId: ID.servers[1], port: 80, status: 'Unhealthy', reason: { reasonCode: 'RESPONSE_MISMATCH', actualResponse: 'HTTP_5xx' } }])
    expect(await look(answers)).toEqual([[ID.servers[0], 'Available', 'healthy', undefined], [ID.servers[1], 'Available', 'unhealthy', 'RESPONSE_MISMATCH, answered HTTP_5xx']])
  })

  test.each([['Initial', 'initial'], ['Unused', 'unused'], ['Unavailable', 'unchecked'], ['SomethingNew', 'unknown']])('that reads %s is %s', async (status, wanted) => {
    const answers = finishedStack()
    nonNormal(answers, [{ serverId: ID.servers[0], port: 80, status }])
    expect(await look(answers)).toMatchObject([[ID.servers[0], 'Available', wanted, undefined], [ID.servers[1], 'Available', 'healthy', undefined]])
  })

  test('is not guessed: with checks off, before it is a member, behind another group, without a listener', async () => {
    const off = finishedStack()
    nonNormal(off, [], 'off')
    expect(await look(off)).toMatchObject([[ID.servers[0], 'Available', 'unchecked', undefined], [ID.servers[1], 'Available', 'unchecked', undefined]])
    const adding = finishedStack()
    adding['ListServerGroupServers'].servers[0].status = 'Adding'
    adding['ListServerGroupServers'].servers[1].weight = 0
    expect(await look(adding)).toMatchObject([[ID.servers[0], 'Adding', 'unknown', undefined], [ID.servers[1], 'Available', 'unused', undefined]])
    const other = finishedStack()
    other['ListListeners'].listeners[0].defaultActions[0].forwardGroupConfig.serverGroupTuples[0].serverGroupId = 'sgp-other'
    expect(await look(other)).toMatchObject([[ID.servers[0], 'Available', 'unknown', undefined], [ID.servers[1], 'Available', 'unknown', undefined]])
    expect(await look({ ...finishedStack(), ListListeners: { listeners: [] } })).toMatchObject([[ID.servers[0], 'Available', 'unknown', undefined], [ID.servers[1], 'Available', 'unknown', undefined]])
  })
})

describe('looks one after another', () => {
  test('take a clean health for decided only when it is read twice, and again where the listener is another one', async () => {
    const answers = finishedStack()
    const { view } = viewOf(answers, { again: true })
    const standing = async (): Promise<unknown> => (await view.look()).steps[2]!.standing
    expect([await standing(), await standing(), await standing()]).toEqual(['moving', 'ready', 'ready'])
    answers['ListListeners'].listeners[0].listenerId = 'lsn-other'
    expect([await standing(), await standing()]).toEqual(['moving', 'ready'])
  })

  test('give up on a listener without a healthy server after its two minutes', async () => {
    const answers = finishedStack()
    answers['GetListenerHealthStatus'].listenerHealthStatus[0].serverGroupInfos[0].nonNormalServers = ID.servers.map((serverId) => ({ serverId, port: 80, status: 'Unhealthy' }))
    const { view, clock } = viewOf(answers, { again: true })
    expect((await view.look()).steps[2]!.standing).toBe('moving')
    await clock.sleep(121_000)
    expect((await view.look()).steps[2]).toMatchObject({ standing: 'failed', message: expect.stringContaining('no server is healthy') })
  })

  test('tell what changed, and an age alone is no change', async () => {
    const answers = finishedStack()
    const { view } = viewOf(answers)
    const first = await view.look()
    expect(changedSteps(undefined, first)).toHaveLength(7)
    const aged = { ...first, steps: first.steps.map((step) => ({ ...step, ageSeconds: 5 })) }
    expect(changedSteps(first, aged)).toEqual([])
    answers['ListServerGroupServers'].servers[0].weight = 1
    expect(changedSteps(first, await view.look()).map(({ step }) => step)).toEqual(['server-group'])
  })

  test('throw what a read throws', async () => {
    const { run } = runOn((action) => (action === 'ListListeners' ? new CloudError('no', { product: 'Alb', action, code: 'Forbidden.RAM', class: 'forbidden' }) : emptyCloud()[action]))
    await expect(new StackView(run, { again: false, now: () => 0 }).look()).rejects.toMatchObject({ failure: { code: 'Forbidden.RAM', exit: 4 } })
  })
})
