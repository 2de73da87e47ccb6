import { isCloudError } from '../cloud/error.ts'
import { givenId, isLeftOut, isOwn } from '../config/given.ts'
import type { StepId } from '../core/events.ts'
import { given } from '../core/given.ts'
import type { EndpointServiceSeen } from '../steps/04-endpoint-service.ts'
import type { ConnectionSeen } from '../steps/connections.ts'
import { readOfferedService } from '../steps/offered-service.ts'
import type { Found, Look, Step } from '../steps/step.ts'
import { WHOLE_LISTS } from '../steps/whole-lists.ts'
import { RESOURCE_STEPS } from '../steps/list.ts'
import type { Sighting } from './converge.ts'
import { refuseDoubles } from './doubles.ts'
import { explained } from './failure.ts'
import { withGiven } from './given.ts'
import { contextOf, GOT_KEYS, type Looking, type RunContext } from './run-context.ts'

/** What is there of a stack, by step. */
export type Survey = Map<StepId, Sighting>

/** The resource of a step, by the ID that the config gives or by its tags; keeps its ID for the others. */
async function locate(run: RunContext, step: Step): Promise<Found[]> {
  if (isLeftOut(run.config, step.id)) return []
  const named = givenId(run.config, step.id)
  const found = named === undefined ? await tagged(run, step) : [{ id: named }]
  refuseDoubles(step, found)
  const key = GOT_KEYS[step.id]
  if (key !== undefined && found[0] !== undefined) run.got[key] = found[0].id
  return found
}

/** What carries the stack's tags. */
async function tagged(run: RunContext, step: Step): Promise<Found[]> {
  const ctx = contextOf(run, step)
  const whole = run.beside === undefined ? undefined : await WHOLE_LISTS[step.id]?.(ctx).catch(refusedWhole)
  if (whole === undefined) return step.locate(ctx, run.got)
  run.beside?.set(step.id, whole.namesakes)
  return whole.found
}

/** Who may list only what carries some tags is answered so. */
function refusedWhole(error: unknown): undefined {
  if (!isCloudError(error, 'forbidden')) throw error
}

async function sight(run: RunContext, step: Step, found: Found[], look: Look = {}): Promise<Sighting> {
  const [first] = found
  if (first === undefined) return { found }
  if (givenId(run.config, step.id) !== undefined) return sightGiven(run, step, first.id)
  // A list may lag: what an earlier run left half-made is read by itself.
  const enough = run.glance === true || run.journal.entry(step.id) === undefined
  const shown = first.shown ?? (run.leaving === true ? first.brief : undefined)
  return { found, seen: await step.read(contextOf(run, step), first.id, run.got, { ...look, ...given({ leaving: run.leaving }), ...(run.glance === true ? { glance: true as const } : {}), ...(enough && shown !== undefined ? { shown } : {}) }) }
}

/** Reads what the config names by its ID. A service that the provider's account does not have may be offered by another. */
async function sightGiven(run: Looking, step: Step, id: string): Promise<Sighting> {
  const ctx = contextOf(run, step)
  const own = await step.read(ctx, id, run.got)
  const seen = own ?? (step.id === 'endpoint-service' ? await readOfferedService(ctx.consumer, id) : undefined)
  if ((seen as EndpointServiceSeen | undefined)?.foreign === true) run.got.foreignService = true
  if (seen !== undefined) return { found: [{ id }], seen }
  delete run.got[GOT_KEYS[step.id]!]
  return { found: [] }
}

/** Finds and reads the resource of one step. */
export async function lookAt(run: RunContext, step: Step): Promise<Sighting> {
  try {
    return await sight(run, step, await locate(run, step))
  } catch (error) {
    throw explained(error)
  }
}

/**
 * Finds and reads what is there of the stack, side by side: all lists first, then each resource as soon as it is found. The
 * connection is known by its service and endpoint, and is read with them. Fills `run.got` with the IDs, and the config's sections
 * of what it names by its ID with what was read.
 * @throws RunError when a resource is there twice, or a read fails
 */
export async function survey(run: RunContext): Promise<Survey> {
  const found = new Map(RESOURCE_STEPS.filter(({ id }) => id !== 'connection').map((step) => [step.id, locate(run, step)]))
  const looks = new Map<StepId, Promise<Sighting>>()
  for (const step of RESOURCE_STEPS) {
    const mine = found.get(step.id)
    looks.set(step.id, mine === undefined ? connected(run, step, found, looks) : mine.then(async (located) => sight(run, step, located, step.id === 'endpoint' && run.leaving === true ? await zonesOf(looks) : {})))
  }
  try {
    const sightings = await Promise.all([...looks].map(async ([id, look]) => [id, await look] as const))
    const result: Survey = new Map(sightings.filter(([id, sighting]) => id !== 'connection' || sighting.found.length > 0))
    run.config = withGiven(run.config, result)
    if (run.glance !== true && run.leaving !== true) await readDoubtful(run, result)
    return result
  } catch (error) {
    throw explained(error)
  }
}

/** The zones of an endpoint that is to be removed, which its connection shows as well. */
async function zonesOf(looks: ReadonlyMap<StepId, Promise<Sighting>>): Promise<Look> {
  const connection = (await looks.get('connection')?.catch(() => undefined))?.seen as ConnectionSeen | undefined
  return given({ zones: connection?.zones })
}

/** A list may show what was so some seconds ago: what would be changed for that is read by itself first. */
async function readDoubtful(run: RunContext, found: Survey): Promise<void> {
  await Promise.all(RESOURCE_STEPS.map(async (step) => {
    const { found: [first], seen } = found.get(step.id) ?? { found: [] }
    if (first?.shown === undefined || seen === undefined || !isOwn(run.config, step.id)) return
    const ctx = contextOf(run, step)
    if (step.changes(ctx, seen, run.got).length > 0) found.set(step.id, { found: [first], seen: await step.read(ctx, first.id, run.got) })
  }))
}

/** The connection; whose a given service is shows only when that was read. */
async function connected(run: RunContext, step: Step, found: ReadonlyMap<StepId, Promise<Found[]>>, looks: ReadonlyMap<StepId, Promise<Sighting>>): Promise<Sighting> {
  const isGiven = givenId(run.config, 'endpoint-service') !== undefined
  await Promise.all([isGiven ? looks.get('endpoint-service') : found.get('endpoint-service'), found.get('endpoint')])
  return sight(run, step, await locate(run, step))
}

/** Reads what the config names by its ID, side by side, and nothing else; fills in the config's sections. */
export async function surveyGiven(run: Looking): Promise<Survey> {
  const named = RESOURCE_STEPS.flatMap((step) => {
    const id = givenId(run.config, step.id)
    return id === undefined ? [] : [{ step, id }]
  })
  const result: Survey = new Map(await Promise.all(named.map(async ({ step, id }) => [step.id, await sightGiven(run, step, id)] as const)))
  run.config = withGiven(run.config, result)
  return result
}

/** How long lists may lag behind what a call of an earlier run made, in the clock's milliseconds. */
const LAG_MS = 15_000
/** Looks at least: with a clock much faster than the machine's, one alone may outlast the lag. */
const LEAST_LOOKS = 4

/**
 * Finds what is there to remove. A creating call that an earlier run sent and never heard of may have made something that no list
 * shows yet: it is waited for, else it would be left behind and paid for.
 * @param steps those whose resources are to be removed
 */
export async function surveyForRemoval(run: RunContext, steps: readonly Step[] = RESOURCE_STEPS): Promise<Survey> {
  const startedAt = run.clock.now()
  for (let looks = 1; ; looks += 1) {
    const found = await survey(run)
    const unanswered = steps.filter((step) => run.journal.entry(step.id) !== undefined && (found.get(step.id)?.found.length ?? 0) === 0)
    if (unanswered.length === 0 || (looks >= LEAST_LOOKS && run.clock.now() - startedAt >= LAG_MS)) return found
    await run.clock.sleep(1000, run.signal)
  }
}

/** The steps that have something to create or to change, or whose resource is given and not there. */
export function openSteps(run: RunContext, found: Survey): Set<StepId> {
  const open = RESOURCE_STEPS.filter((step) => {
    if (isLeftOut(run.config, step.id)) return false
    const seen = found.get(step.id)?.seen
    if (givenId(run.config, step.id) !== undefined) return seen === undefined
    return seen === undefined || step.changes(contextOf(run, step), seen, run.got).length > 0
  })
  return new Set(open.map((step) => step.id))
}
