import { describe, expect, test } from 'vitest'
import type { Cloud } from '../../src/cloud/cloud.ts'
import { CloudError } from '../../src/cloud/error.ts'
import type { Config } from '../../src/config/config.ts'
import { RunError } from '../../src/core/errors.ts'
import { memoryJournal } from '../../src/core/journal.ts'
import { converge } from '../../src/run/converge.ts'
import { surveyForRemoval } from '../../src/run/survey.ts'
import { obstacles } from '../../src/run/removal-guards.ts'
import type { RunContext } from '../../src/run/run-context.ts'
import { runOnGuests } from '../../src/steps/probe/command.ts'
import type { Found, Step } from '../../src/steps/step.ts'
import { virtualClock } from '../support/clock.ts'

const refusal = (code: string, kind: CloudError['fields']['class']): CloudError => new CloudError(code, { product: 'P', action: 'A', code, class: kind })

/** A cloud that answers with what a function says of an action and its request. */
function cloudOf(answer: (action: string, request: any) => unknown) {
  const clock = virtualClock()
  const call = async (action: string, request: any): Promise<unknown> => answer(action, request)
  const cloud = { alb: call, privatelink: call, ecs: call, region: 'r', tellRetry: () => undefined, settings: { clock, signal: new AbortController().signal } } as unknown as Cloud
  Object.assign(cloud, { withHooks: () => cloud })
  const run: RunContext = {
    config: { stack: 'web', tags: {}, provider: {}, loadBalancer: {}, serverGroup: {}, listener: {}, service: {}, consumer: { name: 'default' } } as unknown as Config,
    provider: cloud, consumer: cloud, clock, signal: new AbortController().signal, emit: () => undefined, force: false, got: {}, journal: memoryJournal(),
  }
  return { run, cloud, clock }
}

/** A resource whose list shows one more sight each time it is read. */
function listed(sights: string[][], create?: () => string): Step {
  const list = [...sights]
  const step: Step<any> = {
    id: 'load-balancer', side: 'provider', budgetMs: 600_000,
    locate: async (): Promise<Found[]> => (list.length > 1 ? list.shift()! : list[0]!).map((id) => ({ id })),
    read: async (_ctx, id) => ({ id }),
    state: () => 'Active', changes: () => [], removals: () => [], removable: () => true,
    verdict: (_ctx, seen) => ({ is: 'ready', got: { loadBalancerId: seen.id } }),
    create: { action: 'Create', request: () => ({}), send: async () => (create === undefined ? 'mine' : create()) },
    write: async () => undefined,
  }
  return step
}

describe('two runs on two machines', () => {
  test('see each other as soon as the list shows what each made, and name both', async () => {
    const { run } = cloudOf(() => ({}))
    const error = await converge(run, listed([[], [], ['mine', 'theirs']]), 'present').catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(RunError)
    expect((error as RunError).message).toContain('mine, theirs')
    expect((error as RunError).failure.exit).toBe(1)
  })

  test('do not wait for ever for a list that never shows it', async () => {
    const { run, clock } = cloudOf(() => ({}))
    expect(await converge(run, listed([[]]), 'present')).toMatchObject({ id: 'mine', outcome: 'created' })
    expect(clock.now()).toBeGreaterThanOrEqual(60_000)
  })

  test('find what the other one made a moment ago when the cloud refuses a second one', async () => {
    const { run } = cloudOf(() => ({}))
    const refuse = (): string => {
      throw refusal('ResourceAlreadyExist.Listener', 'conflict')
    }
    expect(await converge(run, listed([[], [], ['theirs']], refuse), 'present')).toMatchObject({ id: 'theirs' })
  })
})

describe('a change of what is there', () => {
  test('that is asked again keeps its token, so that it is not made twice', async () => {
    const { run } = cloudOf(() => ({}))
    const tokens: string[] = []
    const step = listed([['mine']])
    let done = false
    step.changes = () => (done ? [] : [{ kind: 'add', action: 'Add', what: 'a server' }])
    step.write = async (_ctx, _change, _id, _seen, _got, token) => {
      tokens.push(token)
      if (tokens.length < 3) throw refusal('ConcurrentCallNotSupported', 'busy')
      done = true
    }
    expect(await converge(run, step, 'present')).toMatchObject({ outcome: 'updated' })
    expect(tokens).toHaveLength(3)
    expect(new Set(tokens).size).toBe(1)
  })

  test('waits for what it needs and the cloud does not know yet, however long its own step took before', async () => {
    const { run, clock } = cloudOf(() => ({}))
    const step = listed([['mine']])
    let tries = 0
    step.verdict = (_ctx, _seen, _got, past) => (past.elapsedMs < 120_000 ? { is: 'waiting' } : { is: 'ready', got: {} })
    step.changes = () => (tries < 3 ? [{ kind: 'add', action: 'Add', what: 'a server' }] : [])
    step.write = async () => {
      if ((tries += 1) < 3) throw refusal('ResourceNotFound.ServerGroup', 'absent')
    }
    expect(await converge(run, step, 'present')).toMatchObject({ outcome: 'updated' })
    expect(clock.now()).toBeGreaterThan(120_000)
  })
})

describe('a removal', () => {
  const lists = { loadBalancers: [], serverGroups: [], listeners: [], services: [], endpoints: [] }

  test('looks again for what a call without an answer may have made, while no list shows it', async () => {
    let looks = 0
    const { run } = cloudOf((action) => {
      if (action === 'ListLoadBalancers' && (looks += 1) > 2) return { loadBalancers: [{ loadBalancerId: 'alb-1' }] }
      return action === 'GetLoadBalancerAttribute' ? { loadBalancerStatus: 'Active' } : lists
    })
    await run.journal.begin({ step: 'load-balancer', action: 'CreateLoadBalancer', request: {}, token: 'T', at: Date.now() })
    expect((await surveyForRemoval(run)).get('load-balancer')?.found).toMatchObject([{ id: 'alb-1' }])
  })

  test('does not stop at a service that the list shows a moment longer than it is there', async () => {
    const { run } = cloudOf(() => {
      throw refusal('EndpointServiceNotFound', 'absent')
    })
    run.got.serviceId = 'epsrv-1'
    expect(await obstacles(run, new Map())).toEqual([])
  })
})

describe('a command on instances', () => {
  test('whose answer is lost is sent again with its ClientToken', async () => {
    const tokens: unknown[] = []
    const { cloud } = cloudOf((action, request) => {
      if (action !== 'RunCommand') return { invocation: { invocationResults: { invocationResult: [{ instanceId: 'i-1', invocationStatus: 'Success', output: '' }] } } }
      tokens.push(request.clientToken)
      if (tokens.length < 3) throw refusal('Timeout', 'unknown')
      return { invokeId: 't-1' }
    })
    expect(await runOnGuests(cloud, { name: 'test', os: 'linux', instanceIds: ['i-1'], script: 'true', timeoutSeconds: 5 })).toMatchObject([{ instanceId: 'i-1', output: '' }])
    expect(tokens).toHaveLength(3)
    expect(new Set(tokens).size).toBe(1)
  })
})
