import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** How long what a call puts under way took in earlier runs, in milliseconds of the run's clock. */
export interface Durations {
  /** The median of what is known; undefined where nothing is. */
  usual(action: string): number | undefined
  add(action: string, ms: number): void
}

/** So many of the last ones count, and so many targets that were used last. */
const KEPT = 20
const TARGETS = 10

type Known = Record<string, number[]>
interface DurationsFile { v: 1; targets: Record<string, Known> }

/** No step waits longer, in milliseconds. */
const LONGEST = 3_600_000
const isTimes = (value: unknown): value is number[] => Array.isArray(value) && value.every((ms) => typeof ms === 'number' && ms >= 0 && ms <= LONGEST)
const isKnown = (value: unknown): value is Known => typeof value === 'object' && value !== null && Object.values(value).every(isTimes)

/** What the file holds; one that is lost, torn or not ours holds nothing, and costs nothing but time. */
function read(path: string): DurationsFile {
  try {
    const { v, targets } = JSON.parse(readFileSync(path, 'utf8')) as Partial<DurationsFile>
    if (v === 1 && typeof targets === 'object' && targets !== null) return { v, targets: Object.fromEntries(Object.entries(targets).filter(([, known]) => isKnown(known))) }
  } catch {
    // Nothing is known then.
  }
  return { v: 1, targets: {} }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2
}

/**
 * The times of a target in a file that all runs of this machine share: the last writer's stand.
 * @param target whose times: another cloud takes another time
 */
export function durationsFile(path: string, target: string): Durations & { save(): void } {
  let known: Known | undefined
  const added: [string, number][] = []
  const load = (): Known => (known ??= new Map(Object.entries(read(path).targets)).get(target) ?? {})
  return {
    usual: (action) => {
      const times = Object.hasOwn(load(), action) ? load()[action]! : []
      return times.length === 0 ? undefined : median(times)
    },
    add: (action, ms) => void added.push([action, Math.round(ms)]),
    save: () => {
      if (added.length === 0) return
      const targets = new Map(Object.entries(read(path).targets))
      const times = new Map(Object.entries(targets.get(target) ?? {}))
      targets.delete(target)
      for (const [action, ms] of added) times.set(action, [...(times.get(action) ?? []), ms].slice(-KEPT))
      const kept = [...targets, [target, Object.fromEntries(times)] as const].slice(-TARGETS)
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
        writeFileSync(`${path}.${process.pid}.tmp`, `${JSON.stringify({ v: 1, targets: Object.fromEntries(kept) } satisfies DurationsFile)}\n`, { mode: 0o600 })
        renameSync(`${path}.${process.pid}.tmp`, path)
      } catch {
        // A run that cannot keep them is none the worse.
      }
    },
  }
}
