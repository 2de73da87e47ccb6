import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../src/checks/all.ts'
import type { StepId } from '../../src/core/events.ts'
import { up } from '../../src/run/up.ts'
import { emptyCloud, finishedStack, runOn } from '../support/web-stack.ts'

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
