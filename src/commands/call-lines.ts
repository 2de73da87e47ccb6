import { text } from '../messages/index.ts'
import type { Paint } from '../render/paint.ts'
import { harmless } from '../render/redact.ts'
import type { CallEntry, Change } from '../simulator/api.ts'

/** How many changes of one call are named; a call may take hundreds of servers along. */
const NAMED = 4

/**
 * A call in the log of `simulate`: `12:00:01 #7 Alb CreateListener 200 · 4ms · created lsn-… Provisioning`, and above it a line
 * for what time had moved until then. Times are UTC.
 */
export function callLines(entry: CallEntry, paint: Paint): string[] {
  const time = new Date(entry.end).toISOString().slice(11, 19)
  const good = entry.status < 400
  const outcome = entry.code === null ? String(entry.status) : harmless(`${entry.status} ${entry.code}`)
  // An action that is not there has the name that the client made up, and perhaps no product.
  const called = harmless(`${entry.product} ${entry.action}`).replaceAll(/\s+/g, ' ').trim()
  const by = (cause: Change['by']): string[] => named(entry.changed.filter((one) => one.by === cause))
  const passed = by('time')
  const call = [
    `${time} #${entry.n} ${called} ${good ? outcome : paint.red(outcome)}`,
    `${entry.end - entry.start}ms`,
    ...by('call'),
    ...(entry.fault === null ? [] : [paint.yellow(text.byFault(entry.fault))]),
    ...(entry.lacks ? [paint.yellow(text.lacks)] : []),
  ]
  return [...(passed.length > 0 ? [paint.dim(`${time} ${passed.join(' · ')}`)] : []), call.join(' · ')].map((line) => paint.text(line))
}

function named(changes: readonly Change[]): string[] {
  const rest = changes.length - NAMED
  return [...changes.slice(0, NAMED).map((one) => harmless(text.changed(one))), ...(rest > 0 ? [text.moreChanges(rest)] : [])]
}
