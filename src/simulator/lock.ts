import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, readlinkSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { hostname, uptime } from 'node:os'

/** Who holds a lock: enough to tell a live holder from one that crashed, was rebooted away, or shares nothing but its number. */
export interface Holder {
  pid: number
  /** When the process started, in the kernel's ticks since boot; empty where the system does not tell. */
  started: string
  /** The machine's boot, or empty. */
  boot: string
  /** Host and process-number space: in another one's, a number says nothing. */
  space: string
  /** Real epoch milliseconds. */
  at: number
  /** Unlike any other holding's. */
  id: string
}

/** After so many milliseconds a holder that cannot be looked up is taken for gone; a call holds the lock for a few. */
const FOREIGN_LIMIT_MS = 30_000

/**
 * Tries once to take an exclusive lock that is a file; a stale one is taken over.
 * @returns what releases it, or undefined while somebody else holds it
 */
export function tryLock(path: string): (() => void) | undefined {
  const me = thisProcess()
  const draft = `${path}.${me.id}`
  writeFileSync(draft, JSON.stringify(me), { flag: 'wx', mode: 0o600 })
  try {
    if (!link(draft, path)) {
      if (!removeStale(path) || !link(draft, path)) return undefined
    }
  } finally {
    unlinkSync(draft)
  }
  return () => {
    if (holderOf(path)?.id === me.id) unlinkSync(path)
  }
}

/**
 * Removes a lock whose holder is gone. Two may find it at the same time, and the slower must not remove what the faster has
 * just made: the right to remove this one holding is itself such a lock, named after it.
 */
function removeStale(path: string): boolean {
  const holder = holderOf(path)
  if (!holder) return true
  if (!isGone(holder)) return false
  const release = tryLock(`${path}.${holder.id}.stale`)
  if (!release) return false
  try {
    if (holderOf(path)?.id === holder.id) unlinkSync(path)
    return true
  } finally {
    release()
  }
}

/** Links, unlike an exclusive create, put the whole content in place at once: no reader sees half a lock. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** The holder named in a lock file; undefined when there is none, a nameless one when it cannot be read. */
export function holderOf(path: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>
    if (typeof holder.pid === 'number' && typeof holder.at === 'number' && typeof holder.id === 'string' && /^[\w-]+$/.test(holder.id)) {
      return { pid: holder.pid, at: holder.at, id: holder.id, started: holder.started ?? '', boot: holder.boot ?? '', space: holder.space ?? '' }
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    if (!(error instanceof SyntaxError)) throw error
  }
  const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  return at === undefined ? undefined : { pid: 0, started: '', boot: '', space: 'unreadable', at, id: 'unreadable' }
}

/** Whether a holder has ended without releasing its lock. */
export function isGone(holder: Holder): boolean {
  const me = thisProcess()
  if (holder.boot !== '' && me.boot !== '' && holder.boot !== me.boot) return true
  // Without a boot ID: held since before this machine came up. A minute of slack for a clock that was set.
  if (holder.boot === '' && holder.space === me.space && holder.at < Date.now() - uptime() * 1000 - 60_000) return true
  if (holder.space !== me.space) return Date.now() - holder.at > FOREIGN_LIMIT_MS
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
  // A killed process that its parent has not reaped can still be signalled, but holds nothing.
  if (/^[ZX]$/.test(fieldOf(holder.pid, 3))) return true
  const started = startOf(holder.pid)
  return holder.started !== '' && started !== '' && holder.started !== started
}

let identity: Omit<Holder, 'at' | 'id'> | undefined

function thisProcess(): Holder {
  identity ??= {
    pid: process.pid, started: startOf(process.pid), boot: textOf('/proc/sys/kernel/random/boot_id'), space: `${hostname()} ${pidSpace()}`,
  }
  return { ...identity, at: Date.now(), id: randomUUID() }
}

/** When a process started, in ticks since boot. */
function startOf(pid: number): string {
  return fieldOf(pid, 22)
}

/** A field of /proc/PID/stat, counted from 1; the third is the first behind the name, which may hold spaces. */
function fieldOf(pid: number, field: number): string {
  const stat = textOf(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[field - 3] ?? ''
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}

function pidSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}
