import type { StepId } from '../core/events.ts'
import type { Step } from '../steps/step.ts'
import { RESOURCE_STEPS } from '../steps/list.ts'
import type { Sighting } from './converge.ts'
import { refuseDoubles } from './doubles.ts'
import { explained } from './failure.ts'
import { contextOf, GOT_KEYS, type RunContext } from './run-context.ts'

/** What is there of a stack, by step. */
export type Survey = Map<StepId, Sighting>

async function sight(run: RunContext, step: Step): Promise<Sighting> {
  const ctx = contextOf(run, step)
  try {
    const found = await step.locate(ctx, run.got)
    refuseDoubles(step, found)
    const id = found[0]?.id
    if (id === undefined) return { found }
    const key = GOT_KEYS[step.id]
    if (key !== undefined) run.got[key] = id
    return { found, seen: await step.read(ctx, id, run.got, run.glance === true ? found[0]?.shown : undefined) }
  } catch (error) {
    throw explained(error)
  }
}

/**
 * Finds and reads what is there of the stack, side by side; the connection last, since it is known by its service and endpoint.
 * Fills `run.got` with the IDs.
 * @throws RunError when a resource is there twice, or a read fails
 */
export async function survey(run: RunContext): Promise<Survey> {
  const independent = RESOURCE_STEPS.filter((step) => step.id !== 'connection')
  const sightings = await Promise.all(independent.map(async (step) => [step.id, await sight(run, step)] as const))
  const result: Survey = new Map(sightings)
  if (run.got.endpointId !== undefined && run.got.serviceId !== undefined) {
    const connection = RESOURCE_STEPS.find((step) => step.id === 'connection')!
    result.set('connection', await sight(run, connection))
  }
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

/** The steps that have something to create or to change. */
export function openSteps(run: RunContext, found: Survey): Set<StepId> {
  const open = RESOURCE_STEPS.filter((step) => {
    const seen = found.get(step.id)?.seen
    return seen === undefined || step.changes(contextOf(run, step), seen, run.got).length > 0
  })
  return new Set(open.map((step) => step.id))
}
