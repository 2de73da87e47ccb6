import type { InstanceFact } from '../checks/facts.ts'
import type { Outputs, StepId } from '../core/events.ts'
import { stepsUntil } from '../core/events.ts'
import { isOwn } from '../config/given.ts'
import { given } from '../core/given.ts'
import { RESOURCE_STEPS } from '../steps/list.ts'
import type { EndpointSeen } from '../steps/05-endpoint.ts'
import { asConnection } from '../steps/connections.ts'
import { asAdopted, lookAround, refuseBoth } from './adopt.ts'
import { assistantWay } from './assistant-way.ts'
import { connectivityStep, type TestResult } from './connectivity-step.ts'
import { guestOf } from './guest.ts'
import { leftovers, warnOfLeftovers } from './given.ts'
import { outputsOf } from './outputs.ts'
import { planOf, type StepPlan } from './plan.ts'
import { passChecks } from './pass-checks.ts'
import { refuseUnnamed, removeForReplacement, stepsLeaving } from './replacement.ts'
import type { Sighting } from './converge.ts'
import type { RunContext } from './run-context.ts'
import { openSteps, survey, surveyForRemoval } from './survey.ts'
import { keptStep, resourceStep } from './walk.ts'

export interface UpRequest {
  /** The last step to do. */
  stopAfter?: StepId
  skipChecks: readonly string[]
  /** Steps whose resource may be removed and made anew. */
  replace: ReadonlySet<StepId>
  /** Steps whose resource exists, untagged, and is taken over. */
  adopt: ReadonlySet<StepId>
  /** Told what is taken over and how it would be changed, before anything is; throws where that is not wanted. */
  onAdopt: (plans: readonly StepPlan[]) => Promise<void>
  /** Told of the result so far, after each step. */
  onOutputs: (outputs: Outputs) => void
  /** Told before the first call that makes something, of the steps whose new resource the cloud bills. */
  onBilled: (steps: readonly BilledStep[]) => void
}

/** What the cloud bills by the hour; a server group, a listener, a service and a connection cost nothing of their own. */
const BILLED = ['load-balancer', 'endpoint'] as const
export type BilledStep = (typeof BILLED)[number]

/** The connection of an endpoint that was made a moment ago, where the endpoint itself shows that it waits for its acceptance. */
function unaccepted(endpoint: EndpointSeen | undefined): Sighting | undefined {
  return endpoint?.connectionStatus === 'Disconnected' ? { found: [{ id: endpoint.id }], seen: asConnection(endpoint) } : undefined
}

/**
 * The seven steps: finds what is there, checks what the open steps need, and brings each resource to what the config wants.
 * @throws RunError of the first step that fails; nothing is rolled back, and the same run goes on from there
 */
export async function up(run: RunContext, { stopAfter, skipChecks, replace, adopt, onAdopt, onOutputs, onBilled }: UpRequest): Promise<TestResult | undefined> {
  const walk = stepsUntil(stopAfter)
  const leaving = stepsLeaving(replace)
  run.beside = new Map()
  Object.assign(run, given({ guest: await guestOf(run) }))
  const found = leaving.length === 0 ? await survey(run) : await surveyForRemoval(run, leaving)
  run.waited = { ms: 0 }
  warnOfLeftovers(run, await leftovers(run, found))
  onOutputs(outputsOf(run.config.consumer.name, found))
  const { adopted, ...around } = await lookAround(run, found, walk, { adopt, replace })
  refuseUnnamed(run, found, leaving)
  refuseBoth(leaving, adopted)
  const replaced = new Set(leaving.filter(({ id }) => found.get(id)?.seen !== undefined).map(({ id }) => id))
  const open = new Set([...openSteps(run, found), ...replaced].filter((step) => walk.includes(step)))
  if (walk.includes('connectivity') && run.config.consumer.test !== undefined) open.add('connectivity')
  const instances: InstanceFact[] = []
  await passChecks(run, open, skipChecks, { found, ...around, onInstances: (some) => instances.push(...some) })
  if (adopted.size > 0) {
    await onAdopt(asAdopted(await planOf(run, found, [...adopted.keys()], new Set()), adopted))
    onOutputs(outputsOf(run.config.consumer.name, found))
  }
  const billed = BILLED.filter((step) => open.has(step) && found.get(step)?.seen === undefined)
  if (billed.length > 0) onBilled(billed)
  await removeForReplacement(run, found, leaving)
  const walking: RunContext = { ...run, replaced }
  const total = walk.length
  for (const [position, step] of RESOURCE_STEPS.entries()) {
    if (!walk.includes(step.id)) break
    const seen = found.get(step.id)
    if (!isOwn(run.config, step.id)) {
      await keptStep(run, step, 'found', { index: position + 1, total }, seen?.seen)
      continue
    }
    // An endpoint that was made anew has another connection than the one that was found.
    const outdated = step.id === 'connection' && seen?.found[0]?.id !== run.got.endpointId
    const sighting = outdated ? unaccepted(found.get('endpoint')?.seen as EndpointSeen | undefined) : seen
    const done = await resourceStep(walking, step, 'present', { index: position + 1, total }, sighting).catch((error: unknown) => {
      // What was made and is not ready yet is a result too.
      const { loadBalancerId, serverGroupId, listenerId, serviceId } = run.got
      onOutputs({ ...given({ loadBalancerId, serverGroupId, listenerId, serviceId }), ...outputsOf(run.config.consumer.name, found) })
      throw error
    })
    found.set(step.id, { found: [], seen: done.seen })
    onOutputs(outputsOf(run.config.consumer.name, found))
  }
  if (!walk.includes('connectivity')) return undefined
  const endpoint = found.get('endpoint')!.seen as EndpointSeen
  return connectivityStep(run, endpoint.id, { index: total, total }, () => assistantWay(run, endpoint, { instances }))
}
