import { EXIT, RunError, UsageError } from '../core/errors.ts'
import { stepsUntil, type StepId } from '../core/events.ts'
import { given } from '../core/given.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/index.ts'
import { planLines } from '../render/plan.ts'
import { frame } from './frame.ts'
import { afterwards, again, invocation } from './invocation.ts'
import type { UpOptions } from './options.ts'
import { refuseSteps } from './step-options.ts'
import { withStack } from './with-stack.ts'

/** `up`: checks, then the seven steps. What does them is loaded when it is known whose key it is: the question goes out the earlier. */
export async function run(io: Io, options: UpOptions): Promise<number> {
  const { adopt, replace, skipChecks, stopAfter } = options
  if (options.dryRun) return frame(io, options, 'up', async (session) => (await import('./plan.ts')).planUp(session, 'up', { ...options, exitCode: false, deep: false }))
  return frame(io, options, 'up', async (session) => {
    if (adopt.length > 0 && !options.yes && !session.interactive) throw new UsageError(text.needsYes, text.needsYesHint)
    return withStack(session, { command: 'up', steps: stepsUntil(stopAfter), changes: true }, async (context) => {
      refuseSteps(context.config, options)
      const { up } = await import('../run/up.ts')
      await up(context, {
        skipChecks, replace: new Set(replace), adopt: new Set(adopt),
        onAdopt: async (plans) => {
          for (const plan of plans) session.emit({ type: 'plan', ...plan })
          const about = [text.adoption(context.config.stack), ...plans.flatMap((plan) => planLines(plan, text.stepTitles).map((line) => `  ${line}`))]
          const agreed = await session.confirm(about, text.adoptQuestion, context.config.stack)
          if (!agreed) throw new RunError(text.notAdopted, { code: 'NotConfirmed', exit: EXIT.failed })
        },
        onOutputs: (outputs) => {
          session.outputs = outputs
        },
        onBilled: (steps) => {
          if (!options.simulate && options.endpointUrl === undefined) for (const step of steps) session.say(text.billed[step])
        },
        ...given({ stopAfter }),
      })
      const whole = stopAfter === undefined || stopAfter === 'connectivity'
      return { outputs: session.outputs, next: invocation(whole ? afterwards(context.config) : 'up', options, io.env) }
    }).catch((error: unknown) => {
      const next: UpOptions = { ...options, replace: named(replace, error) }
      session.next = again('up', next, io.env)
      throw error
    })
  })
}

/** The steps that the next run has to be allowed to make anew, so that it does not end as this one did. */
const named = (replace: readonly StepId[], error: unknown): StepId[] => [...replace, ...((error instanceof RunError && error.failure.replace) || [])]
