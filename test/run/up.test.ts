import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../src/checks/all.ts'
import type { StepId } from '../../src/core/events.ts'
import { up } from '../../src/run/up.ts'
import { emptyCloud, finishedStack, ID, runOn } from '../support/web-stack.ts'

const READ = /^(Get|List|Describe)/

/** What an `up` says is billed, before the first call that is not a read; the cloud makes nothing. */
async function billed(answers: Record<string, any>, stopAfter?: StepId): Promise<readonly StepId[]> {
  const { run, calls } = runOn((action) => answers[action] ?? (READ.test(action) ? {} : new Error(`${action} is not answered`)), 0)
  let told: readonly StepId[] = []
  await up(run, {
    skipChecks: CHECKS.map(({ name }) => name), replace: new Set(), adopt: new Set(), onAdopt: () => Promise.resolve(), onOutputs: () => {},
    onBilled: (steps) => {
      told = steps
      expect(calls.filter((action) => !READ.test(action))).toEqual([])
    },
    ...(stopAfter === undefined ? {} : { stopAfter }),
  }).catch((error: unknown) => expect(String(error)).toMatch(/is not answered/))
  return told
}

/** A cloud on which everything that is asked for is there at once. */
function instantCloud() {
  const [nothing, all] = [emptyCloud(), finishedStack()]
  const made = new Set<string>()
  const shows: Record<string, string> = { ListLoadBalancers: 'CreateLoadBalancer', ListServerGroups: 'CreateServerGroup', ListListeners: 'CreateListener', ListVpcEndpointServices: 'CreateVpcEndpointService', ListVpcEndpoints: 'CreateVpcEndpoint' }
  const created = { loadBalancerId: ID.alb, serverGroupId: ID.group, listenerId: ID.listener, serviceId: ID.service, endpointId: ID.endpoint }
  return (action: string): unknown => {
    if (!READ.test(action)) {
      made.add(action)
      return created
    }
    const accepted = made.has('EnableVpcEndpointConnection')
    if (shows[action] !== undefined && !made.has(shows[action])) return nothing[action]
    if (action === 'ListLoadBalancers') return { loadBalancers: [{ ...all['GetLoadBalancerAttribute'], loadBalancerId: ID.alb }] }
    if (action === 'ListVpcEndpoints' && !accepted) return { endpoints: [{ ...all[action].endpoints[0], connectionStatus: 'Disconnected' }] }
    if (action === 'ListVpcEndpointZones' && !accepted) return { zones: all[action].zones.map((zone: object) => ({ ...zone, zoneStatus: 'Wait' })) }
    return all[action]
  }
}

describe('waiting', () => {
  const upTo = async (answer: (action: string) => unknown): Promise<{ slept: number[]; outcomes: string[] }> => {
    const { run, clock, events } = runOn(answer, 0)
    await up(run, { skipChecks: CHECKS.map(({ name }) => name), replace: new Set(), adopt: new Set(), onAdopt: () => Promise.resolve(), onOutputs: () => {}, onBilled: () => {}, stopAfter: 'connection' })
    return { slept: clock.slept, outcomes: events.flatMap((event) => (event.type === 'step.done' ? [event.outcome] : [])) }
  }

  it('is for nothing where everything is there at once, but that servers are looked at twice', async () => {
    expect(await upTo(instantCloud())).toEqual({ slept: [1000], outcomes: Array.from({ length: 6 }, () => 'created') })
  })

  it('is for nothing at all where everything was there before', async () => {
    const all = finishedStack()
    expect(await upTo((action) => all[action])).toEqual({ slept: [], outcomes: Array.from({ length: 6 }, () => 'found') })
  })
})

describe('what is billed from here on', () => {
  it('is the load balancer and the endpoint, where both are to be made', async () => {
    expect(await billed(emptyCloud())).toEqual(['load-balancer', 'endpoint'])
  })

  it('is nothing that the run does not come to', async () => {
    expect(await billed(emptyCloud(), 'listener')).toEqual(['load-balancer'])
  })

  it('is nothing that is there already', async () => {
    const { ListLoadBalancers, GetLoadBalancerAttribute } = finishedStack()
    expect(await billed({ ...emptyCloud(), ListLoadBalancers, GetLoadBalancerAttribute })).toEqual(['endpoint'])
    // A change of it is no new one.
    const other = { ...GetLoadBalancerAttribute, loadBalancerName: 'another' }
    expect(await billed({ ...emptyCloud(), ListLoadBalancers, GetLoadBalancerAttribute: other }, 'endpoint-service')).toEqual([])
  })
})
