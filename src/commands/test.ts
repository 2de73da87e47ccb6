import { EXIT, RunError, UsageError } from '../core/errors.ts'
import { given } from '../core/given.ts'
import { proxyPasswords } from '../core/proxy.ts'
import type { Config } from '../config/config.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/whole.ts'
import { pasteText, type Paste } from '../render/paste.ts'
import { assistantWay, plansOfTest } from '../run/assistant-way.ts'
import { connectivityStep } from '../run/connectivity-step.ts'
import { outputsOf } from '../run/outputs.ts'
import type { RunContext } from '../run/run-context.ts'
import { survey } from '../run/survey.ts'
import type { EndpointSeen } from '../steps/05-endpoint.ts'
import type { ProbePlan } from '../steps/probe/plan.ts'
import { frame, type Result, type Session } from './frame.ts'
import { invocation } from './invocation.ts'
import type { TestOptions } from './options.ts'
import { localTest, storedTest } from './test-local.ts'
import { withStack } from './with-stack.ts'

/** `test`: finds the stack and runs step 7. It asks no checks first: what they would find, the test finds out and names. */
export async function run(io: Io, options: TestOptions): Promise<number> {
  return frame(io, options, 'test', (session) => {
    for (const password of proxyPasswords(options.proxy ?? '')) session.secrets.add(password)
    if (options.outputs !== undefined) return storedTest(session, options.outputs)
    const steps = options.print ? [] : (['connectivity'] as const)
    return withStack(session, { command: 'test', steps, changes: false }, async (context) => {
      const endpoint = await endpointOf(session, context)
      if (options.local) return await localTest(session, context, endpoint)
      const chosen = { ...context, config: narrowed(context.config, options.instances) }
      const inZones = (plans: ProbePlan[]): ProbePlan[] => ofZones(plans, options.zones)
      if (options.print) return printed(chosen.config, inZones(await plansOfTest(chosen, endpoint)))
      await connectivityStep(chosen, endpoint.id, { index: 1, total: 1 }, () => assistantWay(chosen, endpoint, { narrow: inZones }))
      return { outputs: session.outputs }
    })
  })
}

/** The endpoint that is to be tested. */
async function endpointOf(session: Session<TestOptions>, context: RunContext): Promise<EndpointSeen> {
  if (context.config.consumer.test === undefined) {
    throw new RunError(text.command.noTest, { code: 'NoTest', exit: EXIT.usage, hint: text.command.noTestHint })
  }
  const found = await survey(context)
  session.outputs = outputsOf(context.config.consumer.name, found)
  const endpoint = found.get('endpoint')?.seen as EndpointSeen | undefined
  if (endpoint === undefined) {
    session.next = invocation('up', session.options, session.io.env)
    throw new RunError(text.command.noEndpoint(context.config.stack), { code: 'NotThere', exit: EXIT.failed, hint: text.command.upFirst })
  }
  return endpoint
}

/**
 * The config with some of its test's instances alone; all where none is named.
 * @throws UsageError for one that the test does not name
 */
export function narrowed(config: Config, instances: readonly string[]): Config {
  const { test } = config.consumer
  if (instances.length === 0 || test === undefined) return config
  const unknown = instances.find((id) => !test.from.some(({ instanceId }) => instanceId === id))
  if (unknown !== undefined) throw new UsageError(text.noSuchInstance(unknown), text.thereIs(test.from.map(({ instanceId }) => instanceId)))
  return { ...config, consumer: { ...config.consumer, test: { ...test, from: test.from.filter(({ instanceId }) => instances.includes(instanceId)) } } }
}

/**
 * The plans that ask in some zones; all where none is named.
 * @throws UsageError for a zone in which none asks
 */
export function ofZones(plans: readonly ProbePlan[], zones: readonly string[]): ProbePlan[] {
  const unknown = zones.find((zone) => !plans.some(({ zoneId }) => zoneId === zone))
  if (unknown !== undefined) throw new UsageError(text.noSuchZone(unknown), text.thereIs([...new Set(plans.map(({ zoneId }) => zoneId))]))
  return plans.filter(({ zoneId }) => zones.length === 0 || zones.includes(zoneId))
}

/** The commands to paste, an instance after the other. */
function printed(config: Config, plans: readonly ProbePlan[]): Result {
  const { status, host, bodies: pages } = config.consumer.test!
  const commands = plans.map(({ guest: { instanceId, name: instanceName, os }, zoneId, targets }) => {
    const paste: Paste = { instanceId, zoneId, os, targets, status, ...given({ instanceName, host, pages }) }
    return { instanceId, ...given({ instanceName }), zoneId, os, script: pasteText(paste) }
  })
  return { outputs: { commands }, result: commands.map(({ script }) => script).join('\n') }
}
