import { EXIT, RunError } from '../core/errors.ts'
import type { Io } from '../io.ts'
import { down, removalsOf, surveyForRemoval } from '../run/down.ts'
import { cutConnections, obstacles } from '../run/removal-guards.ts'
import { describeConnection } from '../steps/connections.ts'
import { REMOVAL_STEPS, STEP_TITLES } from '../steps/list.ts'
import { frame, type Session } from './frame.ts'
import type { DownOptions } from './options.ts'
import { withStack } from './with-stack.ts'
import type { Config } from '../config/config.ts'
import { UsageError } from '../core/errors.ts'
import { text } from '../messages/index.ts'

/** What `down` never touches, by ID: it was there before the stack. */
function leftAlone(config: Config): string[] {
  const vSwitches = [...config.loadBalancer.zones, ...config.consumer.zones].map(({ vSwitchId }) => vSwitchId)
  const instances = [...config.serverGroup.servers, ...(config.consumer.test?.from ?? [])].map(({ instanceId }) => instanceId)
  const all = [config.provider.vpcId, config.consumer.vpcId, ...vSwitches, ...instances, ...config.consumer.securityGroupIds]
  return [...new Set(all)]
}

function show(session: Session, config: Config, removals: ReturnType<typeof removalsOf>): void {
  session.say(`Stack ${config.stack}: these go`)
  for (const { step, id } of removals) session.say(`  ${STEP_TITLES[step]}  ${id}`)
  session.say(`These stay: ${leftAlone(config).join(', ')}`)
}

/** `down`: removes whatever is there of the stack, backwards. */
export async function run(io: Io, options: DownOptions): Promise<number> {
  return frame(io, options, 'down', async (session) => {
    if (!options.yes && !session.interactive) throw new UsageError(text.needsYes, text.needsYesHint)
    return withStack(session, { command: 'down', steps: REMOVAL_STEPS.map((step) => step.id), changes: true }, async (context) => {
      const found = await surveyForRemoval(context)
      const forced = { ...context, force: options.force }
      const foreign = await obstacles(forced, found)
      const removals = removalsOf(found)
      const outputs = { removed: removals.map(({ id }) => id), left: leftAlone(context.config) }
      if (removals.length > 0) {
        show(session, context.config, removals)
        if (foreign.length > 0) session.say(`Cut first, although they belong to others: ${foreign.map(describeConnection).join('; ')}`)
        const agreed = await session.confirm(`Remove them?`, context.config.stack)
        if (!agreed) throw new RunError('nothing was removed', { code: 'NotConfirmed', exit: EXIT.failed })
      }
      await cutConnections(forced, foreign)
      await down(forced, found)
      return { outputs }
    })
  })
}
