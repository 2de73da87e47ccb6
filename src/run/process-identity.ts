import { readFileSync } from 'node:fs'

/** What tells a process from another one that got its number later, or after a reboot; empty texts where the system does not say. */
export interface ProcessIdentity { pid: number; started: string; boot: string }

const text = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}

/** Field 22 of /proc/PID/stat, counted after the command's name, which may hold blanks and brackets. */
function startOf(pid: number): string {
  const stat = text(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, started: startOf(pid), boot: text('/proc/sys/kernel/random/boot_id') }
}

/** Whether the process that an identity was taken of still runs. */
export function isAlive({ pid, started, boot }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // A process of somebody else's is one that runs.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = identityOf(pid)
  return now.boot === boot && now.started === started
}
