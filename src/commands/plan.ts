import { EXIT } from '../core/errors.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/index.ts'
import { planHeader, planRows, planSummary } from '../render/plan.ts'
import { given } from '../core/given.ts'
import { asAdopted, lookAround } from '../run/adopt.ts'
import { dryRuns, type DryRunReport } from '../run/dry-run.ts'
import { outputsOf } from '../run/outputs.ts'
import { guestOf } from '../run/guest.ts'
import { judgeExisting, leftovers, warnOfLeftovers } from '../run/given.ts'
import { hasChanges, planOf, toBeNamed } from '../run/plan.ts'
import { survey } from '../run/survey.ts'
import { stepsUntil } from '../core/events.ts'
import { frame, type Result, type Session } from './frame.ts'
import { afterwards, invocation } from './invocation.ts'
import type { CloudOptions, PlanOptions } from './options.ts'
import { refuseSteps, type StepOptions } from './step-options.ts'
import { withStack } from './with-stack.ts'

/** What `plan` and `up --dry-run` are asked for. */
interface PlanRequest extends StepOptions { exitCode: boolean; deep: boolean }

/** `plan`: what `up` would do. */
export async function run(io: Io, options: PlanOptions): Promise<number> {
  return frame(io, options, 'plan', (session) => planUp(session, 'plan', options))
}

/** Finds what is there and says what `up` would do; reads alone, and with `deep` creating calls that make nothing. */
export async function planUp<O extends CloudOptions>(session: Session<O>, command: 'plan' | 'up', request: PlanRequest): Promise<Result> {
  const { stopAfter, replace, adopt, exitCode, deep } = request
  const walk = stepsUntil(stopAfter)
  const { io, options } = session
  return withStack(session, { command, steps: walk, changes: false }, async (context) => {
    refuseSteps(context.config, request)
    const glance = { ...context, ...given({ guest: await guestOf(context) }), glance: true, beside: new Map() }
    const found = await survey(glance)
    warnOfLeftovers(glance, await leftovers(glance, found))
    const asked = new Set(replace)
    const { adopted, onPort } = await lookAround(glance, found, walk, { adopt: new Set(adopt), replace: asked })
    const plans = asAdopted(await planOf(glance, found, walk, asked), adopted)
    const wrong = judgeExisting(glance, found, walk, options.skipChecks, onPort)
    for (const { name, result, message, hint } of wrong) session.emit({ type: 'check', name, result, message, ...given({ hint }) })
    for (const plan of plans) session.emit({ type: 'plan', ...plan })
    session.outputs = outputsOf(context.config.consumer.name, found)
    const reports = deep ? await dryRuns(glance, found, walk) : []
    for (const { step, action, result, message, hint } of reports) session.emit({ type: 'check', name: `dry-run ${step}`, result, message: text.labelled(action, message), ...given({ hint }) })
    const named = toBeNamed(plans, asked)
    const changed = hasChanges(plans)
    const forced = [...[...new Set([...replace, ...named])].flatMap((step) => ['--replace', step]), ...[...adopted.keys()].flatMap((step) => ['--adopt', step])]
    const parts = [
      session.table(planHeader(), planRows(plans, text.stepTitles)),
      ...(reports.length === 0 ? [] : [dryRunTable(session, reports)]),
      `${planSummary(plans)}\n${named.length === 0 ? '' : `${text.planStops(named)}\n`}`,
    ]
    const until = stopAfter === undefined ? [] : ['--stop-after', stopAfter]
    const next = [invocation(changed || !walk.includes('connectivity') ? 'up' : afterwards(context.config), options, io.env), ...(changed ? [...until, ...forced] : [])].join(' ')
    const stops = wrong.some(({ result }) => result === 'fail')
    const failed = stops || reports.some(({ result }) => result === 'fail')
    const refused = failed ? { error: { code: 'ChecksFailed', message: stops ? text.givenWrong : text.dryRunFailed } } : {}
    return { outputs: session.outputs, result: parts.join('\n'), next, exit: failed ? EXIT.checks : exitCode && changed ? EXIT.changes : EXIT.done, ...refused }
  })
}

const dryRunTable = (session: Session, reports: readonly DryRunReport[]): string =>
  session.table([text.dryRun, text.dryRunResult, text.dryRunMessage], reports.map(({ action, result, message }) => [action, text.dryRunResults[result], message]))
