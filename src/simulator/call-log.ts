import type { CallEntry } from './api.ts'

export interface CallLog {
  add(entry: Omit<CallEntry, 'n'>): CallEntry
  /** Entries with a number above `n`. */
  after(n: number): CallEntry[]
}

/** The calls that this process answered, numbered from 1; the oldest are dropped beyond the limit. */
export function callLog(limit = 100_000): CallLog {
  let entries: CallEntry[] = []
  let count = 0
  return {
    add: (entry) => {
      const numbered = { n: ++count, ...entry }
      entries.push(numbered)
      // In blocks: dropping one at a time would move the whole list for each call.
      if (entries.length > limit * 1.1) entries = entries.slice(-limit)
      return numbered
    },
    after: (n) => entries.slice(Math.max(0, n - (count - entries.length))),
  }
}
