import { formatDuration } from '../core/duration.ts'
import type { ProbeResult, RunEvent } from '../core/events.ts'
import { text } from '../messages/index.ts'
import { endLines, type EndContext } from './ending.ts'
import type { Paint } from './paint.ts'
import { answers, instance, layerOf } from './probes.ts'
import { currentOf, type Current, type View } from './view.ts'

const DOT = ' · '

/** How lines are written. */
export interface LineStyle extends EndContext {
  verbose: boolean
}

const oneLine = (message: string): string => message.replaceAll(/\s*\n\s*/g, ' ')

/** A time for people, from a second on; nothing below. */
const elapsed = (ms: number): string | undefined => (ms < 1000 ? undefined : formatDuration(ms))

const joined = (parts: readonly (string | undefined | null)[]): string => parts.filter((part) => part).join(DOT)

/** `[3/7] Listener`, with the consumer where it has a name. */
export function stepHead(current: Current): string {
  const place = current.total > 0 ? `[${current.index}/${current.total}] ` : ''
  const consumer = current.consumer === undefined || current.consumer === 'default' ? '' : text.aside(current.consumer)
  return `${place}${current.title}${consumer}`
}

/**
 * `[3/7] Listener · lsn-… · Provisioning · 8s`: what goes on in the step under way.
 * @param now the run's clock, in milliseconds
 */
export function currentLine(current: Current, now: number): string {
  const ms = current.elapsedMs + Math.max(0, now - current.at)
  return joined([stepHead(current), current.id, current.note ?? (current.state === undefined ? undefined : text.state(current.state)), elapsed(ms) ?? '0s'])
}

/** What is said of a call that is tried again. */
export function retryNote(event: Extract<RunEvent, { type: 'step.retry' }>): string {
  const tries = text.tries(event.attempt, event.attempts)
  const wait = formatDuration(event.waitMs)
  return event.code.startsWith('Throttling') ? text.throttled(wait, tries) : text.retrying(event.code, wait, tries)
}

/**
 * The lines that an event adds to the report, dressed.
 * @param before the view without the event, `after` with it
 */
export function linesFor(event: RunEvent, before: View, after: View, paint: Paint, style: LineStyle): string[] {
  switch (event.type) {
    case 'run.start':
    case 'plan':
    case 'status':
      return []
    case 'check':
      return checkLines(event, paint, style.verbose)
    case 'step.start':
      return before.checked ? [] : checkSummary(before, paint)
    case 'step.state': {
      const head = stepHead(after.current ?? currentOf(before, event, 0))
      return [joined([head, event.id, text.state(event.state), event.message, elapsed(event.elapsedMs)])]
    }
    case 'step.retry':
      return [joined([stepHead(currentOf(before, event, 0)), retryNote(event)])]
    case 'step.warn':
      return [`${paint.yellow('!')} ${joined([stepHead(currentOf(before, event, 0)), oneLine(event.message)])}`]
    case 'step.done': {
      const head = stepHead(currentOf(before, event, 0))
      return [`${paint.green('✔')} ${joined([head, event.id, text.outcomes[event.outcome], elapsed(event.elapsedMs)])}`]
    }
    case 'step.fail': {
      const current = currentOf(before, event, 0)
      return [`${paint.red('✖')} ${joined([stepHead(current), event.id, text.stepFailed])}`, ...endLines.failure(event, paint)]
    }
    case 'probe':
      return [probeLine(event, paint)]
    default:
      return endLines.run(event, before, paint, style)
  }
}

/** A check in a line, and what mends it in a second one; what went well only for those who want all. */
export function checkLines(event: Extract<RunEvent, { type: 'check' }>, paint: Paint, verbose: boolean): string[] {
  const line = text.labelled(event.name, oneLine(event.message))
  const hint = event.hint === undefined ? [] : [`  ${oneLine(event.hint)}`]
  if (event.result === 'fail') return [`${paint.red('✖')} ${line}`, ...hint]
  if (event.result === 'unknown') return [`${paint.yellow('!')} ${line}`, ...hint]
  if (!verbose) return []
  return [`${event.result === 'ok' ? paint.green('✔') : paint.dim('-')} ${line}`]
}

function checkSummary({ checks }: View, paint: Paint): string[] {
  const total = checks.ok + checks.fail + checks.unknown + checks.skipped
  return total === 0 || checks.fail > 0 ? [] : [`${paint.green('✔')} ${text.checks(total, checks.unknown, checks.skipped)}`]
}

function probeLine(probe: ProbeResult, paint: Paint): string {
  const where = joined([instance(probe), probe.via === 'endpoint-domain' ? undefined : probe.zoneId, probe.url])
  if (probe.ok) return `${paint.green('✔')} ${joined([where, answers(probe.answeredBy)])}`
  const failed = joined([where, layerOf(probe)])
  return `${paint.red('✖')} ${probe.message === undefined ? failed : text.labelled(failed, oneLine(probe.message))}`
}
