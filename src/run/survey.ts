import type { StepId } from '../core/events.ts'
import type { Found, Step } from '../steps/step.ts'
import { RESOURCE_STEPS } from '../steps/list.ts'
import type { Sighting } from './converge.ts'
import { refuseDoubles } from './doubles.ts'
import { explained } from './failure.ts'
import { contextOf, GOT_KEYS, type RunContext } from './run-context.ts'

/** What is there of a stack, by step. */
export type Survey = Map<StepId, Sighting>

/** The resource of a step, by its tags; keeps its ID for the others. */
async function locate(run: RunContext, step: Step): Promise<Found[]> {
  const found = await step.locate(contextOf(run, step), run.got)
  refuseDoubles(step, found)
  const key = GOT_KEYS[step.id]
  if (key !== undefined && found[0] !== undefined) run.got[key] = found[0].id
  return found
}

async function sight(run: RunContext, step: Step, found: Found[]): Promise<Sighting> {
  const [first] = found
  if (first === undefined) return { found }
  return { found, seen: await step.read(contextOf(run, step), first.id, run.got, run.glance === true ? first.shown : undefined) }
}

/**
 * Finds and reads what is there of the stack, side by side: all lists first, then each resource as soon as it is found. The
 * connection is known by its service and endpoint, and is read with them. Fills `run.got` with the IDs.
 * @throws RunError when a resource is there twice, or a read fails
 */
export async function survey(run: RunContext): Promise<Survey> {
  const found = new Map(RESOURCE_STEPS.filter(({ id }) => id !== 'connection').map((step) => [step.id, locate(run, step)]))
  const looks = RESOURCE_STEPS.map(async (step): Promise<[StepId, Sighting][]> => {
    const mine = found.get(step.id)
    if (mine !== undefined) return [[step.id, await sight(run, step, await mine)]]
    await Promise.all([found.get('endpoint-service'), found.get('endpoint')])
    const connection = await locate(run, step)
    return connection.length === 0 ? [] : [[step.id, await sight(run, step, connection)]]
  })
  try {
    return new Map((await Promise.all(looks)).flat())
  } catch (error) {
    throw explained(error)
  }
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

/** The steps that have something to create or to change. */
export function openSteps(run: RunContext, found: Survey): Set<StepId> {
  const open = RESOURCE_STEPS.filter((step) => {
    const seen = found.get(step.id)?.seen
    return seen === undefined || step.changes(contextOf(run, step), seen, run.got).length > 0
  })
  return new Set(open.map((step) => step.id))
}
