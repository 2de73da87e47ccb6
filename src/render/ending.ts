import { formatDuration } from '../core/duration.ts'
import { EXIT } from '../core/errors.ts'
import { STEP_IDS, type Outputs, type RunEvent, type Told } from '../core/events.ts'
import { text } from '../messages/index.ts'
import { moreAbout } from './explain-event.ts'
import type { Paint } from './paint.ts'
import { pad, width } from './table.ts'
import type { Seen, View } from './view.ts'

export interface EndContext {
  /** The command that removes everything, where that is a way on. */
  removal?: string
  /** What is said of an interruption, where it is not that everything stays; '' where nothing is. */
  interrupted?: string
}

type Done = Extract<RunEvent, { type: 'run.done' }>

/** Codes of our own, which tell a person nothing that the message does not. */
const SILENT = new Set(['Usage', 'Config', 'Interrupted', 'Internal', 'ChecksFailed', 'Simulator'])

const indent = (body: string): string => body.split('\n').map((line) => `  ${line}`).join('\n')

function labelled(pairs: readonly (readonly [string, string | undefined])[], paint: Paint): string[] {
  const present = pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined && pair[1] !== '')
  const column = Math.max(0, ...present.map(([label]) => width(label))) + 2
  const hang = `\n${' '.repeat(column + 2)}`
  return present.map(([label, value]) => `  ${paint.dim(pad(label, column))}${value.replaceAll('\n', hang)}`)
}

/** The cloud's code and message, and what else is known of a failure, indented. */
function failure(failed: Told, paint: Paint): string[] {
  const said = SILENT.has(failed.code) ? failed.message : text.withCode(failed.code, failed.message)
  const headline = failed.action === undefined ? said : text.failedOn(failed.action, said)
  return [indent(headline), ...details(failed, paint)]
}

function details(failed: Told, paint: Paint): string[] {
  const { state, httpStatus, requestId, denied, recommend, cause, hint } = failed
  return labelled([
    [text.labelState, state],
    // Of a known code nobody needs it.
    [text.labelHttpStatus, cause === undefined && httpStatus !== undefined ? String(httpStatus) : undefined],
    [text.labelRequestId, requestId], [text.labelDenied, denied], [text.labelCause, cause], [text.labelHint, hint], [text.labelRecommend, recommend],
    [text.labelMore, moreAbout(failed)],
  ], paint)
}

/** The last lines of a run: what failed unless a step said so already, what exists, and how to go on. */
function run(event: Done, view: View, paint: Paint, context: EndContext): string[] {
  if (event.error === undefined) {
    const summary = view.command === undefined ? [] : [paint.dim(text.done(formatDuration(event.elapsedMs), event.calls))]
    return [...summary, ...(event.next === undefined ? [] : [text.next(event.next)])]
  }
  return [...errorLines(event, view, paint, context), ...existing(event, view, paint), ...waysOn(event, view, context, paint)]
}

function errorLines({ error, exit }: Done, view: View, paint: Paint, { interrupted }: EndContext): string[] {
  if (error === undefined) return []
  if (error.code === 'Interrupted') return [interrupted ?? (exit === 143 ? text.terminated : text.interrupted)].filter((line) => line !== '')
  if (view.failed?.code === error.code && view.failed.message === error.message) return []
  if (error.code === 'Config' && /^\S.*:\d+:\d+: /.test(error.message)) return [error.message, ...details(error, paint)]
  const said = SILENT.has(error.code) ? error.message : text.withCode(error.code, error.message)
  const headline = error.action === undefined ? said : text.failedOn(error.action, said)
  return [paint.red(text.error(headline)), ...details(error, paint)]
}

/** A title as it stands within a sentence; an abbreviation keeps its letters. */
const within = (title: string): string => title.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())

/** IDs by the name of the resource, from the outputs and from the steps, in the order of the procedure. */
function resources(outputs: Outputs, seen: readonly Seen[]): [string, string][] {
  if (outputs.remaining !== undefined) {
    return outputs.remaining.toSorted((a, b) => STEP_IDS.indexOf(a.step) - STEP_IDS.indexOf(b.step)).map(({ step, id }) => [within(text.stepTitles[step]), id])
  }
  const { resources: names } = text
  const found = new Map<string, string>()
  const add = (name: string, id: string | undefined): void => {
    if (id !== undefined && id !== '') found.set(id, name)
  }
  add(names.loadBalancerId, outputs.loadBalancerId)
  add(names.serverGroupId, outputs.serverGroupId)
  add(names.listenerId, outputs.listenerId)
  add(names.serviceId, outputs.serviceId)
  for (const endpoint of outputs.endpoints ?? []) add(names.endpointId, endpoint.endpointId)
  for (const { title, id } of seen) if (!found.has(id)) add(within(title), id)
  return [...found].map(([id, name]) => [name, id])
}

const BUILDERS = new Set(['up', 'down'])

function existing(event: Done, view: View, paint: Paint): string[] {
  if (view.command === undefined || !BUILDERS.has(view.command)) return []
  const pairs = resources(event.outputs, view.seen)
  const unanswered = (event.unanswered ?? []).map(({ step, action }) => text.unanswered(action, within(text.stepTitles[step])))
  if (pairs.length > 0) return [text.exists, ...labelled(pairs, paint), ...unanswered]
  // Before the cloud was looked at nobody knows.
  return unanswered.length > 0 || event.outputs.endpoints === undefined ? unanswered : [text.existsNothing]
}

/** Failures of ours after which the same command fails again until somebody has done something; so do those of exit codes 3 and 4. */
const TO_BE_MENDED = new Set(['NotThere', 'NothingFits', 'NotAdopted', 'Doubles', 'ForeignConnections', 'DeletionProtection', 'OtherLoadBalancer', 'OtherService', 'NotWritten'])

/** What is said before the command to go on with. */
function wayLabel({ error, exit, next, outputs }: Done, { command }: View): string {
  const same = command === undefined || next?.split(' ')[1] === command
  if (same && (exit === EXIT.checks || exit === EXIT.credentials || TO_BE_MENDED.has(error?.code ?? ''))) return text.goOnMended
  return command === 'down' && Array.isArray(outputs['removed']) && outputs['removed'].length > 0 ? text.goOnDown : text.goOn
}

function waysOn(event: Done, view: View, { removal }: EndContext, paint: Paint): string[] {
  if (event.next === undefined) return []
  const pairs: [string, string][] = [[wayLabel(event, view), event.next]]
  const something = view.command === 'up' && (event.unanswered !== undefined || resources(event.outputs, view.seen).length > 0)
  if (something && removal !== undefined) pairs.push([text.removeAll, removal])
  const column = Math.max(...pairs.map(([label]) => width(label))) + 2
  return pairs.map(([label, command]) => `${pad(label, column)}${paint.bold(command)}`)
}

export const endLines = { failure, run }
