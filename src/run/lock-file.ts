import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Clock } from '../core/clock.ts'
import { EXIT, RunError } from '../core/errors.ts'
import { text } from '../messages/whole.ts'
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts'
import { stateError } from './state-error.ts'

/** Who holds a stack. */
export interface Holder extends ProcessIdentity { command: string; nonce: string }

/** Real milliseconds between two tries. */
const RETRY_MS = 200

function holderOf(path: string): Holder | undefined {
  try {
    const { pid, started, boot, command, nonce } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>
    if (typeof pid !== 'number' || typeof nonce !== 'string') return undefined
    return { pid, started: started ?? '', boot: boot ?? '', command: command ?? '', nonce }
  } catch {
    return undefined
  }
}

/** Who is at work on a stack, on this machine; takes and changes nothing. */
export function holderNow(path: string): Holder | undefined {
  const holder = holderOf(path)
  return holder !== undefined && isAlive(holder) ? holder : undefined
}

/** Puts the file there whole, or not at all: it is written beside, and then linked to its name. */
function take(path: string, holder: Holder): boolean {
  const own = `${path}.${holder.nonce}`
  writeFileSync(own, `${JSON.stringify(holder)}\n`, { mode: 0o600 })
  try {
    linkSync(own, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

/** Takes a dead process's lock away. Whoever moves it looks at what it moved: a live one that came between goes back. */
function clear(path: string, nonce: string): void {
  const aside = `${path}.${nonce}.old`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const moved = holderOf(aside)
  if (moved !== undefined && isAlive(moved)) {
    try {
      linkSync(aside, path)
    } catch {
      // Somebody else has it by now; the one that was moved finds its nonce gone and does not remove theirs.
    }
  }
  rmSync(aside, { force: true })
}

/**
 * Takes the lock of a stack, so that two runs on one machine go one after the other. It holds as long as its process lives: one
 * that crashed, or ended with the machine, is found out by its start time and the machine's boot.
 * @param command shown to whoever waits
 * @param wait false: do not wait
 * @param onWait told once whom the run waits for
 * @returns gives the lock back
 * @throws RunError with exit 2 where the lock cannot be kept, with exit 6 when another run holds it and waiting is off or was cut short
 */
export async function lockStack(path: string, options: { command: string; wait: boolean; signal: AbortSignal; clock: Clock; onWait: (holder: Holder) => void }): Promise<() => void> {
  const me: Holder = { ...identityOf(process.pid), command: options.command, nonce: randomUUID() }
  const taken = (): boolean => {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      return take(path, me)
    } catch (error) {
      throw stateError(dirname(path), error)
    }
  }
  const release = (): void => {
    if (holderOf(path)?.nonce === me.nonce) rmSync(path, { force: true })
  }
  let told = false
  while (!taken()) {
    const holder = holderNow(path)
    if (holder === undefined) {
      clear(path, me.nonce)
      continue
    }
    const held = (hint: string): RunError => new RunError(text.run.held(holder.pid, holder.command), { code: 'Locked', exit: EXIT.locked, hint })
    if (!options.wait) throw held(text.run.heldHint)
    if (!told) options.onWait(holder)
    told = true
    try {
      await options.clock.sleep(RETRY_MS * options.clock.pace, options.signal)
    } catch (reason) {
      if (reason instanceof RunError && reason.failure.exit === EXIT.timeout) throw held(text.run.heldTooLong)
      throw reason
    }
  }
  return release
}
