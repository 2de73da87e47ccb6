import type { Config } from '../config/config.ts'
import { givenId, isOwn } from '../config/given.ts'
import { UsageError } from '../core/errors.ts'
import { STEP_IDS, type StepId } from '../core/events.ts'
import { text } from '../messages/index.ts'
import { NAMESAKES } from '../steps/namesakes.ts'

/** The steps that `up` and `plan` are told of by name. */
export interface StepOptions { stopAfter?: StepId; replace: readonly StepId[]; adopt: readonly StepId[] }

/**
 * Refuses steps that cannot be taken over or made anew: those whose resource the config names by its ID, or has not at all.
 * @throws UsageError that names the first
 */
export function refuseSteps(config: Config, { stopAfter, replace, adopt }: StepOptions): void {
  const named = [...adopt.map((step) => ['--adopt', step] as const), ...replace.map((step) => ['--replace', step] as const)]
  for (const [option, step] of named) {
    const id = givenId(config, step)
    if (id !== undefined) throw new UsageError(text.stepGiven(option, step, id))
    if (!isOwn(config, step)) throw new UsageError(text.stepLeftOut(option, step))
  }
  for (const step of adopt) {
    if (NAMESAKES[step] === undefined) throw new UsageError(text.nothingToAdopt(step))
    if (replace.includes(step)) throw new UsageError(text.adoptAndReplace(step))
    if (stopAfter !== undefined && STEP_IDS.indexOf(step) > STEP_IDS.indexOf(stopAfter)) throw new UsageError(text.adoptAfterStop(step, stopAfter))
  }
}
