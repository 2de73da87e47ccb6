import type { Io } from '../io.ts'
import { stepsUntil, up } from '../run/up.ts'
import { frame } from './frame.ts'
import { invocation } from './invocation.ts'
import type { UpOptions } from './options.ts'
import { planUp } from './plan.ts'
import { withStack } from './with-stack.ts'

/** `up`: checks, then the seven steps. */
export async function run(io: Io, options: UpOptions): Promise<number> {
  if (options.dryRun) return frame(io, options, 'up', (session) => planUp(session, 'up', { ...options, exitCode: false, deep: false }))
  return frame(io, options, 'up', (session) =>
    withStack(session, { command: 'up', steps: stepsUntil(options.stopAfter), changes: true }, async (context) => {
      await up(context, {
        skipChecks: options.skipChecks,
        replace: new Set(options.replace),
        onOutputs: (outputs) => {
          session.outputs = outputs
        },
        ...(options.stopAfter === undefined ? {} : { stopAfter: options.stopAfter }),
      })
      const whole = options.stopAfter === undefined || options.stopAfter === 'connectivity'
      return { outputs: session.outputs, next: invocation(whole ? 'test' : 'up', options, io.env) }
    }),
  )
}
