import { describe, expect, test } from 'vitest'
import type { Namesake } from '../../src/steps/namesakes.ts'
import { survey } from '../../src/run/survey.ts'
import { scriptedRun } from '../support/run-context.ts'
import { refusal, type Script } from '../support/scripted-cloud.ts'
import { emptyCloud } from '../support/web-stack.ts'

const TAGS = [{ key: 'managed-by', value: 'alb-privatelink' }, { key: 'alb-privatelink/stack', value: 'web' }]
const CONSUMER = { key: 'alb-privatelink/consumer', value: 'default' }

/** Finds a stack as a run does that may make things: what was found by ID, what has its names, and the calls for lists. */
async function found(script: Script) {
  const { run, calls } = scriptedRun({ ...emptyCloud(), ...script })
  run.beside = new Map()
  const { loadBalancer: { name }, provider: { vpcId }, consumer } = run.config
  const seen = await survey(run)
  const lists = calls.filter(({ action }) => action.startsWith('List')).map(({ action, fields }) => ({ action, tagged: fields['tag'] !== undefined }))
  const ids = [...seen].flatMap(([step, { found: [first] }]) => (first === undefined ? [] : [`${step} ${first.id}`]))
  return { ids, lists, beside: run.beside as Map<string, Namesake[]>, name, vpcId, consumer }
}

describe('a list of all there is', () => {
  const { loadBalancer: { name }, provider: { vpcId }, consumer } = scriptedRun({}).run.config
  const twins = [{ loadBalancerId: 'alb-ours', loadBalancerName: name, vpcId, tags: TAGS }, { loadBalancerId: 'alb-theirs', loadBalancerName: name, vpcId, loadBalancerStatus: 'Active' }, { loadBalancerId: 'alb-elsewhere', loadBalancerName: name, vpcId: 'vpc-other' }]
  const active = { GetLoadBalancerAttribute: { loadBalancerStatus: 'Active' } }

  test('tells what is the stack\'s and what has its names, in one call a kind', async () => {
    const { ids, lists, beside } = await found({ ...active, ListLoadBalancers: { loadBalancers: twins } })
    expect(ids).toEqual(['load-balancer alb-ours'])
    expect(beside.get('load-balancer')).toMatchObject([{ id: 'alb-ours', stack: 'web' }, { id: 'alb-theirs', state: 'Active' }])
    expect(lists).toHaveLength(5)
  })

  test('is not enough where there is more than a page: the stack\'s own are asked for by their tags', async () => {
    const { ids, lists, beside } = await found({ ...active, ListLoadBalancers: ({ tag }) => (tag === undefined ? { loadBalancers: twins.slice(1), nextToken: 'more' } : { loadBalancers: twins.slice(0, 1) }) })
    expect(ids).toEqual(['load-balancer alb-ours'])
    expect(beside.has('load-balancer')).toBe(false)
    expect(lists.filter(({ action }) => action === 'ListLoadBalancers')).toEqual([{ action: 'ListLoadBalancers', tagged: false }, { action: 'ListLoadBalancers', tagged: true }])
  })

  test('is not enough where no entry tells its tags: ours would be taken for another\'s', async () => {
    const untold = (entry: Record<string, unknown>) => ({ ...entry, tags: undefined })
    const group = { serverGroupId: 'sgp-ours', serverGroupName: 'RS1', serverGroupStatus: 'Available', tags: TAGS }
    const { ids, beside } = await found({
      ...active, ListServerGroupServers: { servers: [] },
      ListLoadBalancers: ({ tag }) => ({ loadBalancers: tag === undefined ? twins.map(untold) : twins.slice(0, 1) }),
      ListServerGroups: ({ tag }) => ({ serverGroups: [tag === undefined ? untold(group) : group] }),
    })
    expect(ids).toEqual(['load-balancer alb-ours', 'server-group sgp-ours'])
    expect([...beside.keys()]).toEqual(['endpoint'])
  })

  test('is not enough where endpoints do not tell their tags', async () => {
    const endpoint = { endpointId: 'ep-1', endpointName: consumer.endpoint.name, vpcId: consumer.vpcId, endpointStatus: 'Active' }
    const { ids, beside } = await found({
      ListVpcEndpoints: ({ tag }) => ({ endpoints: tag === undefined ? [endpoint] : [{ ...endpoint, tags: [...TAGS, CONSUMER] }] }), ListVpcEndpointZones: { zones: [] }, ListVpcEndpointSecurityGroups: { securityGroups: [] }, GetVpcEndpointAttribute: { endpointStatus: 'Active' },
    })
    expect(ids).toEqual(['endpoint ep-1'])
    expect(beside.has('endpoint')).toBe(false)
  })

  test('is not enough for who may list only what is tagged; other refusals end the run', async () => {
    const only = (code: string) => ({ tag }: Record<string, unknown>) => {
      if (tag === undefined) throw refusal(code, code === 'NoPermission' ? 'forbidden' : 'fatal', 'ListLoadBalancers')
      return { loadBalancers: twins.slice(0, 1) }
    }
    expect((await found({ ...active, ListLoadBalancers: only('NoPermission') })).ids).toEqual(['load-balancer alb-ours'])
    await expect(found({ ...active, ListLoadBalancers: only('Odd') })).rejects.toMatchObject({ failure: { code: 'Odd' } })
  })
})
