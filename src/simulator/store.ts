import { closeSync, fstatSync, futimesSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeSync, type Stats } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import { tryLock } from './lock.ts'
import { InputError, type Problem } from './input-error.ts'
import type { World } from './model.ts'

/** Where the world is kept. */
export interface Store {
  /** The present world, read again if another process has written it. To look at only. */
  read(): World
  /**
   * One step of the world, alone with it: `change` is synchronous and says whether what it did has to be kept. What it throws
   * is thrown on; the world is then kept as `change` found it.
   */
  update<T>(change: (world: World) => { result: T; keep: boolean | 'if changed' }): Promise<T>
  /** Puts the world back to what it was at first, passed through `adapt`. */
  reset(adapt: (first: World) => World): Promise<void>
}

/** A world file that is torn, foreign or gone, or that cannot be written or locked. It is left as it is. */
export class StoreError extends InputError {
  constructor(file: string, problem: Problem, options?: ErrorOptions) {
    super({ input: 'state', problem, file }, options)
  }
}

/** A world in memory: nothing is serialised but the first state, once. */
export function memoryStore(make: () => World): Store {
  let world = make()
  const first = JSON.stringify(world)
  return {
    read: () => world,
    update: (change) => new Promise((done) => { done(change(world).result) }),
    reset: (adapt) => new Promise((done) => {
      world = adapt(JSON.parse(first) as World)
      done()
    }),
  }
}

export interface FileStoreOptions {
  /** How long a call waits for the lock, in milliseconds. */
  lockTimeout?: number
  now?: () => number
}

/**
 * A world in a file that several processes may serve at once. Reads take no lock: a writer puts a whole new file in place.
 * @throws StoreError
 */
export async function fileStore(file: string, make: () => World, options: FileStoreOptions = {}): Promise<Store> {
  const path = resolve(file)
  const lockTimeout = options.lockTimeout ?? 20_000
  const now = options.now ?? Date.now
  /** `text` is what the file holds of the world, where this process wrote it: it tells whether a step changed anything. */
  let cached: { world: World; mark: string; first: string; text?: string } | undefined
  let queue: Promise<unknown> = Promise.resolve()

  const load = (): NonNullable<typeof cached> | undefined => {
    const mark = markOf(path)
    if (mark === undefined) return undefined
    if (cached?.mark !== mark) cached = { ...parse(path), mark }
    return cached
  }
  const present = (): NonNullable<typeof cached> => {
    const found = load()
    if (!found) throw new StoreError(path, 'gone')
    return found
  }
  const save = (world: World, first: string, text = JSON.stringify(world)): void => {
    cached = { world, first, text, mark: write(path, `${text.slice(0, -1)},"first":${first}}\n`) }
  }
  const locked = <T>(work: () => T): Promise<T> => {
    const turn = queue.then(async () => {
      const release = await lock(path, lockTimeout, now)
      try {
        return work()
      } finally {
        release()
      }
    })
    queue = turn.catch(() => undefined)
    return turn
  }

  const store: Store = {
    read: () => present().world,
    update: (change) => locked(() => {
      const found = present()
      const { world, first } = found
      try {
        const { result, keep } = change(world)
        if (keep === true) save(world, first)
        else if (keep) {
          const text = JSON.stringify(world)
          if (text !== found.text) save(world, first, text)
        }
        return result
      } catch (error) {
        // The step may have been left half done: what the file holds counts.
        cached = undefined
        throw error
      }
    }),
    reset: (adapt) => locked(() => {
      const { first } = present()
      save(adapt(JSON.parse(first) as World), first)
    }),
  }

  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new StoreError(dirname(path), 'unwritable', { cause: error })
  }
  sweep(path, now())
  if (!load()) {
    await locked(() => {
      if (load()) return
      const world = make()
      save(world, JSON.stringify(world))
    })
  }
  return store
}

/** Removes the drafts of processes that were killed over them. */
function sweep(path: string, now: number): void {
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`) || !/\.[0-9a-f]{8}-[0-9a-f-]{27}(\.tmp)?$/.test(name)) continue
    const draft = join(dirname(path), name)
    const age = now - (statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? now)
    if (age > 600_000) rmSync(draft, { force: true })
  }
}

/** What tells one writing of a file from another; undefined when there is no file. */
function markOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat && stampOf(stat)
}

/** Its number alone would not do: that of a file which was replaced is given to the next. */
function stampOf({ ino, size, mtimeMs }: Stats): string {
  return `${ino} ${size} ${mtimeMs}`
}

function parse(path: string): { world: World; first: string } {
  let found: unknown
  try {
    found = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new StoreError(path, error instanceof SyntaxError ? 'torn' : 'unreadable', { cause: error })
  }
  if (!isWorld(found)) throw new StoreError(path, 'version')
  const { first, ...world } = found
  return { world, first: JSON.stringify(first ?? world) }
}

const COLLECTIONS = [
  'vpcs', 'vSwitches', 'securityGroups', 'instances', 'loadBalancers', 'serverGroups', 'listeners', 'jobs', 'endpointServices',
  'endpoints', 'invocations', 'tokens', 'clock', 'beliefs',
] as const

function isWorld(found: unknown): found is World & { first?: World } {
  if (!isRecord(found) || found['version'] !== 1 || typeof found['seed'] !== 'string' || typeof found['made'] !== 'number') return false
  return COLLECTIONS.every((name) => isRecord(found[name])) && ['accounts', 'regions', 'moving'].every((name) => Array.isArray(found[name]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Writes a file whole: under another name, then into place, so that whoever is killed leaves the old one or the new one. It does not
 * wait for the disk: a made-up world is not worth it, and the wait would be most of what a call takes.
 */
function write(path: string, text: string): string {
  const draft = `${path}.${randomUUID()}.tmp`
  const file = openSync(draft, 'wx', 0o600)
  try {
    try {
      const bytes = Buffer.from(text)
      for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done)
      // The kernel's own times may be 4 ms coarse, and others may write twice in that.
      const at = (Date.now() + (performance.now() % 1)) / 1000
      futimesSync(file, at, at)
      const stamp = stampOf(fstatSync(file))
      renameSync(draft, path)
      return stamp
    } finally {
      closeSync(file)
    }
  } catch (error) {
    rmSync(draft, { force: true })
    throw new StoreError(path, 'unwritable', { cause: error })
  }
}

/** Waits for the lock beside a file; short waits, a little longer each time. */
async function lock(path: string, timeout: number, now: () => number): Promise<() => void> {
  const end = now() + timeout
  for (let wait = 1; ; wait = Math.min(wait * 1.5, 20)) {
    let release: (() => void) | undefined
    try {
      release = tryLock(`${path}.lock`)
    } catch (error) {
      throw new StoreError(`${path}.lock`, 'unwritable', { cause: error })
    }
    if (release) return release
    if (now() >= end) throw new StoreError(path, 'busy')
    await sleep(wait * (0.5 + Math.random()))
  }
}
