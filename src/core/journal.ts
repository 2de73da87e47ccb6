import type { StepId } from './events.ts'

/** A creating call that was sent, or was about to be, and whose answer is not known. */
export interface JournalEntry {
  step: StepId
  action: string
  /** The request as it was sent, without its ClientToken. */
  request: object
  token: string
  /** Real epoch milliseconds. */
  at: number
}

/** The creating calls in flight of one stack. Losing it loses nothing but the answer to "was this call sent?". */
export interface Journal {
  entry(step: StepId): JournalEntry | undefined
  /** All of them. */
  open(): readonly JournalEntry[]
  /** Resolves when the entry is safe on disk; the call is sent after that. */
  begin(entry: JournalEntry): Promise<void>
  /** The call's outcome is known. */
  end(step: StepId): Promise<void>
}

/** A journal that forgets when the process ends. */
export function memoryJournal(): Journal {
  const entries = new Map<StepId, JournalEntry>()
  return {
    entry: (step) => entries.get(step),
    open: () => [...entries.values()],
    begin: async (entry) => void entries.set(entry.step, entry),
    end: async (step) => void entries.delete(step),
  }
}
