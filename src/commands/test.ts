import { EXIT, RunError } from '../core/errors.ts'
import type { Io } from '../io.ts'
import { connectivityStep } from '../run/connectivity-step.ts'
import { outputsOf } from '../run/outputs.ts'
import { survey } from '../run/survey.ts'
import type { EndpointSeen } from '../steps/05-endpoint.ts'
import { frame } from './frame.ts'
import { invocation } from './invocation.ts'
import type { TestOptions } from './options.ts'
import { withStack } from './with-stack.ts'

/** `test`: finds the stack and runs step 7. It asks no checks first: what they would find, the test finds out and names. */
export async function run(io: Io, options: TestOptions): Promise<number> {
  return frame(io, options, 'test', (session) =>
    withStack(session, { command: 'test', steps: ['connectivity'], changes: false }, async (context) => {
      if (context.config.consumer.test === undefined) {
        throw new RunError('the config has no test', { code: 'NoTest', exit: EXIT.usage, hint: 'Name the instances of VPC 1 that ask, in consumer.test.from.' })
      }
      const found = await survey(context)
      session.outputs = outputsOf(context.config.consumer.name, found)
      const endpoint = found.get('endpoint')?.seen as EndpointSeen | undefined
      if (endpoint === undefined) {
        session.next = invocation('up', options, io.env)
        throw new RunError(`stack ${context.config.stack} has no endpoint to test`, { code: 'NotThere', exit: EXIT.failed, hint: 'Run `up` first.' })
      }
      await connectivityStep(context, endpoint, { index: 1, total: 1 })
      return { outputs: session.outputs }
    }),
  )
}
