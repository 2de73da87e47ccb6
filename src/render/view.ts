import type { CheckResult, CommandName, ProbeResult, RunEvent, StepId } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/index.ts'

/** The step that is under way. */
export interface Current {
  step: StepId
  index: number
  total: number
  title: string
  consumer?: string
  id?: string
  state?: string
  /** Said instead of the state while a call waits for its next try. */
  note?: string
  /** Since the step began, in milliseconds of the run's clock, at the time `at`. */
  elapsedMs: number
  at: number
}

/** One resource that the run has seen or made. */
export interface Seen { step: StepId; title: string; consumer?: string; id: string }

/** What the events so far amount to. */
export interface View {
  command?: CommandName
  current?: Current
  checks: Record<CheckResult, number>
  /** The checks were summed up already. */
  checked: boolean
  seen: readonly Seen[]
  probes: readonly ProbeResult[]
  /** A step has failed and was reported. */
  failed?: { code: string; message: string }
}

export const emptyView: View = { checks: { ok: 0, fail: 0, unknown: 0, skipped: 0 }, checked: false, seen: [], probes: [] }

type StepEvent = Extract<RunEvent, { step: StepId }>

/** Steps without a resource of their own: their ID is that of another step's, or none. */
const BARE: ReadonlySet<StepId> = new Set(['connection', 'connectivity'])

/**
 * Takes one event into the view.
 * @param now the run's clock, in milliseconds
 */
export function reduce(view: View, event: RunEvent, now: number): View {
  switch (event.type) {
    case 'run.start':
      return { ...view, command: event.command }
    case 'check':
      return { ...view, checks: { ...view.checks, [event.result]: view.checks[event.result] + 1 } }
    case 'step.start': {
      const { step, index, total, title, consumer } = event
      return { ...view, checked: true, current: { step, index, total, title, ...given({ consumer }), elapsedMs: 0, at: now } }
    }
    case 'step.state': {
      const { note: _, ...current } = currentOf(view, event, now)
      const { id, state, elapsedMs } = event
      return { ...seen(view, event, id), current: { ...current, id, state, elapsedMs, at: now } }
    }
    case 'step.retry':
    case 'step.warn':
    case 'plan':
    case 'status':
      return view
    case 'step.done': {
      const gone = event.outcome === 'removed' || event.outcome === 'absent'
      const { current: _, ...rest } = gone ? unseen(view, event) : seen(view, event, event.id ?? undefined)
      return rest
    }
    case 'step.fail': {
      const { current: _, ...rest } = seen(view, event, event.id)
      return { ...rest, failed: { code: event.code, message: event.message } }
    }
    case 'probe': {
      const { type: _, ...probe } = event
      return { ...view, probes: [...view.probes, probe] }
    }
    default: {
      const { current: _, ...rest } = view
      return rest
    }
  }
}

/** The step under way; made up from the event alone where its start was not told. */
export function currentOf(view: View, event: StepEvent, now: number): Current {
  const { current } = view
  if (current?.step === event.step && current.consumer === event.consumer) return current
  const { step, consumer } = event
  return { step, index: 0, total: 0, title: text.stepTitles[step], ...given({ consumer }), elapsedMs: 0, at: now }
}

function unseen(view: View, event: StepEvent): View {
  return { ...view, seen: view.seen.filter(({ step, consumer }) => step !== event.step || consumer !== event.consumer) }
}

function seen(view: View, event: StepEvent, id: string | undefined): View {
  if (id === undefined || BARE.has(event.step)) return view
  const { title } = currentOf(view, event, 0)
  const others = unseen(view, event).seen
  return { ...view, seen: [...others, { step: event.step, title, ...given({ consumer: event.consumer }), id }] }
}
