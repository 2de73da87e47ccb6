import { EXIT, RunError, UsageError } from '../core/errors.ts'
import type { Io } from '../io.ts'
import { down, removalsOf } from '../run/down.ts'
import { leftovers } from '../run/given.ts'
import { cutConnections, findObstacles, obstacles } from '../run/removal-guards.ts'
import { describeConnection } from '../steps/connections.ts'
import { REMOVAL_STEPS } from '../steps/list.ts'
import { survey, surveyForRemoval } from '../run/survey.ts'
import { planHeader, planRows, planSummary } from '../render/plan.ts'
import { frame, type Result, type Session } from './frame.ts'
import { invocation } from './invocation.ts'
import type { DownOptions } from './options.ts'
import { withStack } from './with-stack.ts'
import { given } from '../core/given.ts'
import { stepFields } from '../run/run-context.ts'
import type { Config } from '../config/config.ts'
import { givenId } from '../config/given.ts'
import { text } from '../messages/whole.ts'

/** What `down` never touches, by ID: it was there before the stack. */
function leftAlone(config: Config): string[] {
  const existing = REMOVAL_STEPS.flatMap((step) => givenId(config, step.id) ?? [])
  const vSwitches = [...config.loadBalancer.zones, ...config.consumer.zones].map(({ vSwitchId }) => vSwitchId)
  const instances = [...config.serverGroup.servers, ...(config.consumer.test?.from ?? [])].map(({ instanceId }) => instanceId)
  const all = [...existing, config.provider.vpcId, config.consumer.vpcId, ...vSwitches, ...instances, ...config.consumer.securityGroupIds]
  return [...new Set(all)].filter((id) => id !== '')
}

const removalLines = (config: Config, removals: ReturnType<typeof removalsOf>): string[] => [
  text.command.theseGo(config.stack), ...removals.map(({ step, id }) => `  ${text.stepTitles[step]}  ${id}`), text.removalStays(leftAlone(config)),
]

/** `down --dry-run`: what would go, what would stay, and what stands in the way; reads alone. */
async function planDown(session: Session<DownOptions>): Promise<Result> {
  const { io, options } = session
  return withStack(session, { command: 'down', steps: REMOVAL_STEPS.map((step) => step.id), changes: false }, async (context) => {
    const glance = { ...context, glance: true, leaving: true as const, force: options.force }
    const found = await survey(glance)
    const leavings = await leftovers(glance, found)
    const { reasons, foreign } = await findObstacles(glance, found)
    const removals = removalsOf(glance.config, found, leavings)
    const plans = removals.map(({ step, id }) => ({ ...stepFields(context, step), action: 'remove' as const, id, changes: [] }))
    for (const plan of plans) session.emit({ type: 'plan', ...plan })
    const left = leftAlone(glance.config)
    const obstaclesFound = reasons.map(({ message, failure: { code, hint } }) => ({ code, message, ...given({ hint }) }))
    const outputs = { remove: removals.map(({ id }) => id), left, obstacles: obstaclesFound, cut: options.force ? foreign.map(({ endpointId }) => endpointId) : [] }
    if (removals.length === 0) return { outputs, result: `${text.removalNothing}\n` }
    const parts = [
      `${text.removalOf(context.config.stack)}\n${session.table(planHeader(), planRows(plans, text.stepTitles))}`,
      `${planSummary(plans)} ${text.removalStays(left)}\n`,
      ...(outputs.cut.length === 0 ? [] : [`${text.removalCut(foreign.map(describeConnection))}\n`]),
      ...(reasons.length === 0 ? [] : [`${text.inTheWay}\n${obstaclesFound.map(({ message, hint }) => `  ${text.command.obstacle(message, hint)}\n`).join('')}`]),
    ]
    return { outputs, result: parts.join('\n'), next: invocation('down', options, io.env) }
  })
}

/** `down`: removes whatever is there of the stack, backwards. */
export async function run(io: Io, options: DownOptions): Promise<number> {
  return frame(io, options, 'down', async (session) => {
    if (options.dryRun) return planDown(session)
    if (!options.yes && !session.interactive) throw new UsageError(text.needsYes, text.needsYesHint)
    return withStack(session, { command: 'down', steps: REMOVAL_STEPS.map((step) => step.id), changes: true }, async (context) => {
      context.leaving = true
      const found = await surveyForRemoval(context)
      const leavings = await leftovers(context, found)
      const forced = { ...context, force: options.force }
      const removals = removalsOf(context.config, found, leavings)
      const left = leftAlone(context.config)
      let remaining = removals
      const stand = (): void => {
        session.outputs = { removed: removals.filter((one) => !remaining.includes(one)).map(({ id }) => id), left, remaining }
      }
      stand()
      const foreign = await obstacles(forced, found)
      if (removals.length > 0) {
        const cut = foreign.length === 0 ? [] : [text.removalCut(foreign.map(describeConnection))]
        const agreed = await session.confirm([...removalLines(context.config, removals), ...cut], text.command.removeThem, context.config.stack)
        if (!agreed) throw new RunError(text.command.notRemoved, { code: 'NotConfirmed', exit: EXIT.failed })
      }
      await cutConnections(forced, foreign)
      await down(forced, found, leavings, (step) => {
        remaining = remaining.filter((one) => one.step !== step)
        stand()
      })
      return { outputs: { removed: removals.map(({ id }) => id), left } }
    })
  })
}
