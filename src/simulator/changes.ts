import type { Change } from './api.ts'
import type { Moving, World } from './model.ts'

/** A record's way from one status to the next; `from` is empty where it was made just then. */
export interface Passed { moving: Moving; from: string; to: string }

/** What time has moved, until the next call tells it. */
export interface Passage { add(passed: Passed): void; drain(): Change[] }

/** Beyond the limit the oldest moves are forgotten: nobody may call for long. */
export function passage(limit = 200): Passage {
  let waiting: Change[] = []
  return {
    add: (passed) => {
      waiting.push(...changesOf([passed], 'time'))
      if (waiting.length > limit) waiting = waiting.slice(-limit / 2)
    },
    drain: () => waiting.splice(0),
  }
}

/** Is told of the IDs that a call makes and of what it moves; knows after the work what has changed. */
export interface Watch { made(id: string): void; moved(passed: Passed): void; changes(): Change[] }

/**
 * Watches what a call does to the world. Looked at are the records that its parameters name, those that it makes and those
 * that it moves, so that the cost does not grow with the world.
 * @param params the call's parameters, read
 */
export function watchCall(world: World, params: unknown): Watch {
  const made: string[] = []
  const moves: Passed[] = []
  const before = new Map<string, Found>()
  for (const id of idsOf(params)) {
    const found = find(world, id)
    if (found) before.set(id, found)
  }
  const changes = (): Change[] => {
    const found = new Map(changesOf(moves, 'call').map((one) => [keyOf(one), one]))
    for (const id of made) {
      const now = find(world, id)
      if (!now) continue
      const to = now.status === undefined ? {} : { to: now.status }
      found.set(keyOf({ ...now, id }), { what: 'created', kind: now.kind, id, ...to, by: 'call' })
    }
    for (const [id, old] of before) {
      const key = keyOf({ ...old, id })
      const now = find(world, id)
      if (!now) {
        const from = old.status === undefined ? {} : { from: old.status }
        found.set(key, { what: 'removed', kind: old.kind, id, ...from, by: 'call' })
        continue
      }
      const partsMoved = [...found.values()].some((one) => one.id === id && one.part !== undefined)
      const fields = differing(old, now, partsMoved)
      const known: Change = found.get(key) ?? { what: 'changed', kind: old.kind, id, by: 'call' }
      if (fields.length > 0) found.set(key, { ...known, fields })
    }
    const all = [...found.values()]
    const created = new Set(all.filter((one) => one.what === 'created' && one.part === undefined).map((one) => one.id))
    // A resource before its parts, and those that were made with it go without saying.
    return [...all.filter((one) => one.part === undefined), ...all.filter((one) => one.part !== undefined && !created.has(one.id))]
  }
  return { made: (id) => void made.push(id), moved: (passed) => void moves.push(passed), changes }
}

/** Moves as changes, one for each record or part; a job tells no more than the resource that it works at. */
function changesOf(moves: readonly Passed[], by: Change['by']): Change[] {
  const changes = new Map<string, Change>()
  for (const { moving: { kind, path: [id = '', ...rest] }, from, to } of moves) {
    if (kind === 'job') continue
    const part = rest.length > 0 ? { part: rest.join(' ') } : {}
    const first = changes.get(keyOf({ kind, id, ...part }))
    // A handler gives a new part its status before it moves it there.
    const start = first ? first.from : from === '' || (rest.length > 0 && from === to) ? undefined : from
    changes.set(keyOf({ kind, id, ...part }), {
      what: to === 'Gone' ? 'removed' : start === undefined ? 'created' : 'changed', kind, id, ...part,
      ...(start === undefined ? {} : { from: start }), ...(to === 'Gone' ? {} : { to }), by,
    })
  }
  return [...changes.values()]
}

function keyOf({ kind, id, part = '' }: Pick<Change, 'kind' | 'id' | 'part'>): string {
  return `${kind} ${id} ${part}`
}

/** A record as it was when it was looked at: handlers change it in place. */
interface Found { kind: string; status: string | undefined; text: string }

/** What is no resource of its own, or no resource at all. */
const SILENT = new Set(['jobs', 'tokens', 'beliefs', 'clock'])
/** Members that moves tell of, or that say nothing of the cloud. */
const HIDDEN = new Set([
  'status', 'Status', 'since', 'reads', 'connection', 'cause', 'wanted', 'turns', 'taken', 'createdAt', 'modifiedAt', 'businessReadyAt',
  'lockedUntil',
])
/** Lists of parts that have a status of their own. */
const PARTS = new Set(['servers', 'zones', 'securityGroups'])

function find(world: World, id: string): Found | undefined {
  for (const [name, records] of Object.entries(world)) {
    if (SILENT.has(name) || !records || typeof records !== 'object' || Array.isArray(records)) continue
    if (!Object.hasOwn(records, id)) continue
    const record = (records as Record<string, { status?: string; Status?: string }>)[id]
    const kind = name.replace(/(?<=ch)es$|s$/, '')
    if (record) return { kind, status: record.status ?? record.Status, text: textOf(record) }
  }
  return undefined
}

/** Without what is hidden, the addresses taken in a vSwitch above all: there may be thousands of them, in every call that takes one. */
function textOf(record: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(record).filter(([name]) => !HIDDEN.has(name))))
}

function differing(old: Found, now: Found, partsMoved: boolean): string[] {
  if (old.text === now.text) return []
  const [before, after] = [old, now].map(({ text }) => JSON.parse(text) as Record<string, unknown>)
  const differs = (name: string): boolean => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name])
  return Object.keys({ ...before, ...after })
    .filter((name) => !(partsMoved && PARTS.has(name)) && differs(name))
}

/** Every text among parameters that may be an ID, however deep. */
function idsOf(value: unknown): string[] {
  if (typeof value === 'string') return /^[a-z]+-[a-z0-9]+$/.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsOf) : []
}
