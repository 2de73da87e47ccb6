import { EXIT } from '../core/errors.ts'
import type { StepId, StepStatus } from '../core/events.ts'
import { given } from '../core/given.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/index.ts'
import { mermaid } from '../render/mermaid.ts'
import { pictureOf } from '../render/picture.ts'
import { harmless, mapStrings } from '../render/redact.ts'
import { statusLine, statusText, type Shown } from '../render/status.ts'
import { changedSteps, StackView, type StackStatus } from '../run/stack-view.ts'
import { watchStack } from '../run/watch-stack.ts'
import { frame, type Result, type Session } from './frame.ts'
import { afterwards, invocation } from './invocation.ts'
import type { StatusOptions } from './options.ts'
import { withStack } from './with-stack.ts'

/** `status`: the stack at a glance, once or until it is settled. Takes no lock, and looks while another run is at work too. */
export async function run(io: Io, options: StatusOptions): Promise<number> {
  return frame(io, options, 'status', (session) =>
    withStack(session, { command: 'status', steps: [], changes: false }, async (context, holder) => {
      const busy = holder()
      if (busy !== undefined) session.say(text.heldBy(busy.pid, busy.command))
      const view = new StackView(context, { again: options.watch, now: () => session.now() })
      const tell = teller(session)
      if (!options.watch) {
        const status = await view.look()
        tell(status)
        return resultOf(session, status)
      }
      const status = await watchStack({
        look: () => view.look(), clock: context.clock, signal: context.signal, isHeld: () => holder() !== undefined, onLook: tell,
      })
      return { ...resultOf(session, status), ...failureOf(status) }
    }),
  )
}

const shownOf = ({ steps, config: { consumer, provider, listener } }: StackStatus): Shown =>
  ({ steps: mapStrings(steps, harmless), titles: text.stepTitles, sketch: { consumer, provider, listener } })

const outputsOf = ({ outputs, steps }: StackStatus): Result['outputs'] => ({ ...outputs, steps })

/** Tells of each look what is new in it. */
function teller(session: Session<StatusOptions>): (status: StackStatus, before?: StackStatus) => void {
  const told = new Map<StepId, string>()
  return (status, before) => {
    for (const step of changedSteps(before, status)) session.emit({ type: 'status', ...step })
    session.outputs = outputsOf(status)
    if (!session.options.watch) return
    const shown = shownOf(status)
    /** Whether its line says something else than the last one, but for the age. */
    const isNews = (step: StepStatus): boolean => {
      const { ageSeconds: _, ...lasting } = step
      const line = statusLine(lasting, shown)
      const news = told.get(step.step) !== line
      told.set(step.step, line)
      return news
    }
    session.live({
      block: (paint, columns) => `${statusText(shown, paint, columns)}\n${paint.dim(text.watching)}\n`,
      lines: () => shown.steps.filter(isNews).map((step) => statusLine(step, shown)),
    })
  }
}

function resultOf({ io, options, dressed }: Session<StatusOptions>, status: StackStatus): Result {
  const shown = shownOf(status)
  const complete = status.steps.every(({ step, standing }) => step === 'connectivity' || standing === 'ready')
  const next = complete ? afterwards(status.config) : 'up'
  const diagram = options.diagram && mermaid(pictureOf(shown.steps, shown.sketch))
  return {
    outputs: { ...outputsOf(status), ...given({ diagram }) },
    // Nobody is shown it with --json.
    result: diagram ?? (options.json ? '' : dressed((paint, columns) => statusText(shown, paint, columns))),
    ...given({ next: next === 'status' ? undefined : invocation(next, options, io.env) }),
  }
}

/** A watch that ends with something that waiting does not mend has failed. */
function failureOf({ steps }: StackStatus): Pick<Result, 'exit' | 'error'> {
  const failed = steps.find(({ standing }) => standing === 'failed')
  if (failed === undefined) return {}
  const message = text.labelled(`${text.stepTitles[failed.step]} ${failed.id}`, failed.message ?? failed.state)
  return { exit: EXIT.failed, error: { code: 'Failed', message } }
}
