import type { CallEntry } from '../api.ts'
import { wordsOf } from './changes.ts'
import { element, find } from './dom.ts'

/** How many calls are kept and shown; the whole log is at `GET /_sim/log`. */
export const CALLS = 200
/** How many changes of one call are named. */
const NAMED = 6

/** The table of calls, the newest first. */
export function callTable(): { add(entries: readonly CallEntry[]): void; clear(): void } {
  const body = find('#calls tbody')
  const writes = find('#writes', HTMLInputElement)
  let kept: CallEntry[] = []
  const all = (): void => {
    const rows = kept.filter((one) => !writes.checked || one.changed.length > 0).map(row).reverse()
    const none = kept.length > 0 ? 'None of the last calls changed anything.' : 'No calls yet.'
    body.replaceChildren(...(rows.length > 0 ? rows : [element('tr', {}, element('td', { colspan: 6 }, none))]))
  }
  writes.addEventListener('change', all)
  return {
    add: (entries) => {
      if (entries.length === 0) return
      kept = [...kept, ...entries].slice(-CALLS)
      all()
    },
    clear: () => {
      kept = []
      all()
    },
  }
}

function row(entry: CallEntry): HTMLElement {
  const rest = entry.changed.length - NAMED
  const changes = entry.changed.slice(0, NAMED).map((one) => (
    element('span', { class: one.by, title: one.by === 'time' ? 'by time' : undefined }, wordsOf(one))))
  const outcome = [entry.status === 0 ? 'cut' : entry.status, entry.code, entry.fault === null ? null : `(fault ${entry.fault})`]
  return element('tr', { class: entry.status >= 400 || entry.status === 0 ? 'refused' : undefined },
    element('td', {}, new Date(entry.end).toISOString().slice(11, 19)), element('td', {}, String(entry.n)),
    element('td', {}, element('span', { class: 'product' }, entry.product), ` ${entry.action}`),
    element('td', {}, outcome.filter((one) => one !== null).join(' ')),
    element('td', {}, String(entry.end - entry.start)),
    element('td', {}, ...changes, ...(rest > 0 ? [element('span', {}, `and ${rest} more`)] : [])))
}
