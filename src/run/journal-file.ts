import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { EXIT } from '../core/errors.ts'
import type { Journal, JournalEntry } from '../core/journal.ts'
import { stateError } from './state-error.ts'

interface JournalFile { v: 1; stack: string; entries: JournalEntry[] }

const isEntry = (value: unknown): value is JournalEntry => {
  const { step, action, request, token, at } = (value ?? {}) as Record<string, unknown>
  return typeof step === 'string' && typeof action === 'string' && typeof request === 'object' && request !== null && typeof token === 'string' && typeof at === 'number'
}

/** What the file holds; one that is lost, torn or somebody else's holds nothing, and costs nothing but that. */
function read(path: string, stack: string): JournalEntry[] {
  try {
    const file = JSON.parse(readFileSync(path, 'utf8')) as Partial<JournalFile>
    return file.v === 1 && file.stack === stack && Array.isArray(file.entries) ? file.entries.filter(isEntry) : []
  } catch {
    return []
  }
}

/** Writes the whole file, synced before it takes the old one's place. */
function write(path: string, file: JournalFile): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const next = `${path}.${process.pid}.tmp`
  const descriptor = openSync(next, 'w', 0o600)
  try {
    writeSync(descriptor, `${JSON.stringify(file)}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(next, path)
}

/**
 * The journal of a stack in a file, mode 0600. It is there only while a creating call is in flight.
 * @param path of the file; its folder is made when it is first written
 */
export function journalFile(path: string, stack: string): Journal {
  let entries = read(path, stack)
  const save = (): void => {
    try {
      if (entries.length === 0) rmSync(path, { force: true })
      else write(path, { v: 1, stack, entries })
    } catch (error) {
      throw stateError(path, error, EXIT.failed)
    }
  }
  return {
    entry: (step) => entries.find((entry) => entry.step === step),
    open: () => entries,
    begin: async (entry) => {
      entries = [...entries.filter(({ step }) => step !== entry.step), entry]
      save()
    },
    end: async (step) => {
      if (!entries.some((entry) => entry.step === step)) return
      entries = entries.filter((entry) => entry.step !== step)
      save()
    },
  }
}
