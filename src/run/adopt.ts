import { isOwn } from '../config/given.ts'
import { EXIT, RunError, UsageError } from '../core/errors.ts'
import type { StepId } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import type { EndpointSeen } from '../steps/05-endpoint.ts'
import { RESOURCE_STEPS } from '../steps/list.ts'
import { NAMESAKES, type Namesake } from '../steps/namesakes.ts'
import type { Step } from '../steps/step.ts'
import { explained } from './failure.ts'
import type { StepPlan } from './plan.ts'
import { contextOf, GOT_KEYS, stepFields, type RunContext } from './run-context.ts'
import { lookAt, type Survey } from './survey.ts'

/** What was found beside the stack, in the places of what is still to be made. */
export interface Surroundings {
  /** Resources that were asked to be taken over; `found` has them as the stack's own. */
  adopted: ReadonlyMap<StepId, Namesake>
  /** What has the listener's port, other than the stack's own; undefined where it was not looked for. */
  onPort?: readonly Namesake[]
}

/** Steps whose place is on a load balancer, and known only where that is. */
const ON_BALANCER: ReadonlySet<StepId> = new Set(['listener', 'endpoint-service'])

/** Leaving already: in nobody's way. */
const isLeaving = ({ state }: Namesake): boolean => state?.startsWith('Delet') === true

/**
 * Looks for untagged resources in the places of those that are to be made, one list a step and side by side; nothing is read for
 * what is there already. Takes over into `found` and `run.got` those that were asked for, and warns of the others.
 * @param walk the steps of the run
 * @param adopt steps whose resource is to be taken over
 * @param replace steps that are made anew; a new listener's port must be free as well
 * @throws RunError when what is to be taken over is not there, not one, or somebody else's
 */
export async function lookAround(run: RunContext, found: Survey, walk: readonly StepId[], { adopt, replace }: { adopt: ReadonlySet<StepId>; replace: ReadonlySet<StepId> }): Promise<Surroundings> {
  const isMissing = ({ id }: Step): boolean => found.get(id)?.seen === undefined && (found.get(id)?.found.length ?? 0) === 0
  // What an earlier run began to make may not carry its tags yet: the journal brings it back.
  const open = RESOURCE_STEPS.filter((step) => walk.includes(step.id) && isOwn(run.config, step.id) && isMissing(step) && run.journal.entry(step.id) === undefined)
  const renewed = RESOURCE_STEPS.filter(({ id }) => id === 'listener' && walk.includes(id) && replace.has(id) && !replace.has('load-balancer') && !open.some((step) => step.id === id))
  const places = new Map<StepId, Namesake[]>()
  const look = async (steps: readonly Step[]): Promise<void> => {
    await Promise.all(steps.map(async (step) => places.set(step.id, await namesakes(run, step))))
  }
  const adopted = new Map<StepId, Namesake>()
  const takeOver = async (step: Step): Promise<void> => {
    if (!adopt.has(step.id) || !open.includes(step)) return
    const one = theOne(step, places.get(step.id) ?? [], run.config.stack)
    adopted.set(step.id, one)
    const ctx = contextOf(run, step)
    const seen = await step.read(ctx, one.id, run.got).catch((error: unknown) => {
      throw explained(error, { id: one.id })
    })
    run.got[GOT_KEYS[step.id]!] = one.id
    found.set(step.id, { found: [{ id: one.id }], seen, adopted: true })
    refuseUnfit(run, step, one.id, seen)
  }

  const early = [...open, ...renewed].filter(({ id }) => !ON_BALANCER.has(id) || run.got.loadBalancerId !== undefined)
  await look(early)
  for (const step of open.filter(({ id }) => id === 'load-balancer')) await takeOver(step)
  await look(run.got.loadBalancerId === undefined ? [] : open.filter((step) => !early.includes(step)))
  for (const step of open.filter(({ id }) => id !== 'load-balancer')) await takeOver(step)
  if (adopted.has('endpoint') || adopted.has('endpoint-service')) await lookAtConnection(run, found)

  for (const step of open.filter(({ id }) => !adopted.has(id) && id !== 'listener')) {
    for (const { id, alike } of (places.get(step.id) ?? []).filter(({ stack }) => stack === undefined)) {
      run.emit({ type: 'step.warn', ...stepFields(run, step.id), message: text.run.namesake(id, alike, step.id) })
    }
  }
  const onPort = adopted.has('listener') ? undefined : places.get('listener')?.filter(({ stack }) => stack !== run.config.stack)
  return { adopted, ...given({ onPort }) }
}

/** The plans of what is taken over say what it is. */
export function asAdopted(plans: readonly StepPlan[], adopted: ReadonlyMap<StepId, Namesake>): StepPlan[] {
  return plans.map((plan) => {
    const one = adopted.get(plan.step)
    return one === undefined ? plan : { ...plan, message: text.run.takenOver(describe(one)) }
  })
}

/** What is taken over must not go with what is made anew. */
export function refuseBoth(leaving: readonly Step[], adopted: ReadonlyMap<StepId, Namesake>): void {
  const both = leaving.find(({ id }) => adopted.has(id))
  if (both !== undefined) throw new UsageError(text.run.adoptAndReplaced(both.id, adopted.get(both.id)!.id), text.run.adoptAlone)
}

async function namesakes(run: RunContext, step: Step): Promise<Namesake[]> {
  try {
    return (run.beside?.get(step.id) ?? (await NAMESAKES[step.id]?.(contextOf(run, step), run.got)) ?? []).filter((one) => !isLeaving(one))
  } catch (error) {
    throw explained(error)
  }
}

async function lookAtConnection(run: RunContext, found: Survey): Promise<void> {
  const connection = RESOURCE_STEPS.find(({ id }) => id === 'connection')!
  if (run.got.endpointId !== undefined && run.got.serviceId !== undefined) found.set('connection', await lookAt(run, connection))
}

/** The only one that can be meant. */
function theOne(step: Step, all: readonly Namesake[], stack: string): Namesake {
  const free = all.filter((one) => one.stack === undefined)
  const others = all.filter((one) => one.stack !== undefined && one.stack !== stack)
  if (free.length === 1) return free[0]!
  const refuse = (message: string, hint: string): RunError => new RunError(message, { code: 'NotAdopted', exit: EXIT.failed, hint: text.run.nothingChanged(hint) })
  if (free.length > 1) throw refuse(text.run.adoptMany(step.id, free.length, text.inOne(free.map(describe))), text.run.adoptManyHint)
  if (others.length > 0) throw refuse(text.run.adoptOthers(step.id, text.inOne(others.map((one) => text.run.ofStack(describe(one), one.stack ?? '')))), text.run.adoptOthersHint)
  const where: Readonly<Partial<Record<StepId, string>>> = text.run.adoptWhere
  throw refuse(text.run.adoptNone(step.id), where[step.id] ?? '')
}

/** A namesake in words: its ID, and what else is known of it. */
const describe = ({ id, name, state, created }: Namesake): string => [id, name === undefined ? undefined : `"${name}"`, state, created === undefined ? undefined : text.run.created(created)].filter((part) => part !== undefined).join(', ')

/** What nothing but making it anew would bring in order is not taken over: it would be removed at once. */
function refuseUnfit(run: RunContext, step: Step, id: string, seen: unknown): void {
  const refuse = (message: string): RunError => new RunError(text.run.adoptNot(step.id, id, message), { code: 'NotAdopted', exit: EXIT.failed, id, hint: text.run.adoptNotHint })
  if (seen === undefined) throw refuse(text.run.goneMeanwhile)
  if (step.id === 'endpoint' && (seen as EndpointSeen).serviceId !== run.got.serviceId) throw refuse(text.run.adoptOfOther((seen as EndpointSeen).serviceId, run.got.serviceId))
  const state = step.state(seen)
  const verdict = step.verdict(contextOf(run, step), seen, run.got, { states: [state], elapsedMs: 0, inStateMs: 0 })
  if (verdict.is === 'failed') throw refuse(verdict.message)
}
