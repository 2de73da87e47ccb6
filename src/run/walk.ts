import { givenId } from '../config/given.ts'
import { detailsOf, EXIT, RunError } from '../core/errors.ts'
import type { Emit } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import type { Step } from '../steps/step.ts'
import { converge, type Converged, type Sighting } from './converge.ts'
import { stepFields, type RunContext, type StepFields } from './run-context.ts'

/** Says that a step begins, does it, and says how it ended. */
export async function stepping<T>(emit: Emit, fields: StepFields, place: { index: number; total: number }, work: () => Promise<T>): Promise<T> {
  emit({ type: 'step.start', ...fields, ...place, title: text.stepTitles[fields.step] })
  try {
    return await work()
  } catch (error) {
    if (error instanceof RunError && error.failure.code !== 'Interrupted') {
      const { code, id } = error.failure
      emit({ type: 'step.fail', ...fields, code, message: error.message, ...given({ id }), ...detailsOf(error.failure) })
    }
    throw error
  }
}

/** A step whose resource is not the stack's own: nothing is sent. What lies behind a given service is skipped. */
export async function keptStep(run: RunContext, step: Step, outcome: 'found' | 'kept', place: { index: number; total: number }, seen: unknown): Promise<void> {
  const id = givenId(run.config, step.id)
  await stepping(run.emit, stepFields(run, step.id), place, async () => {
    if (id !== undefined && seen === undefined && outcome === 'found') {
      throw new RunError(text.run.notThere(id), { code: 'NotThere', exit: EXIT.failed, id, hint: text.run.notThereHint })
    }
    if (id !== undefined && seen !== undefined) run.emit({ type: 'step.state', ...stepFields(run, step.id), id, state: step.state(seen), elapsedMs: 0 })
    run.emit({ type: 'step.done', ...stepFields(run, step.id), outcome: id === undefined ? 'skipped' : outcome, id: id ?? null, elapsedMs: 0 })
  })
}

/** One resource step of a walk, from its beginning to `step.done`. */
export async function resourceStep(run: RunContext, step: Step, goal: 'present' | 'absent', place: { index: number; total: number }, sighting?: Sighting): Promise<Converged> {
  const startedAt = run.clock.now()
  return stepping(run.emit, stepFields(run, step.id), place, async () => {
    const done = await converge(run, step, goal, sighting)
    run.emit({ type: 'step.done', ...stepFields(run, step.id), outcome: done.outcome, id: done.id, elapsedMs: Math.round(run.clock.now() - startedAt) })
    return done
  })
}
