import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const where = (program: string): string => spawnSync('sh', ['-c', `command -v ${program}`]).stdout.toString().trim()
/** What scripts for guests use beside the program that asks. */
const SMALL = ['mktemp', 'date', 'grep', 'sed', 'head', 'tail', 'tr', 'base64', 'wc', 'seq', 'cat', 'rm', 'mv', 'timeout']

/** A shell of this machine and the programs that it finds. */
export interface LinuxGuest { name: string; shell: string; programs: readonly string[]; busybox?: boolean; keepsBodies: boolean }

export const LINUX_GUESTS: readonly LinuxGuest[] = [
  { name: 'dash and curl', shell: 'dash', programs: [...SMALL, 'curl', 'wget', 'bash'], keepsBodies: true },
  { name: 'dash and GNU wget', shell: 'dash', programs: [...SMALL, 'wget', 'bash'], keepsBodies: true },
  { name: 'dash and bash alone', shell: 'dash', programs: [...SMALL, 'bash'], keepsBodies: true },
  { name: 'bash and GNU wget', shell: 'bash', programs: [...SMALL, 'wget', 'bash'], keepsBodies: true },
  { name: 'bash alone', shell: 'bash', programs: [...SMALL, 'bash'], keepsBodies: true },
  { name: 'BusyBox and its wget', shell: 'busybox', programs: [...SMALL, 'sh', 'wget'], busybox: true, keepsBodies: false },
]

const real = ({ busybox }: LinuxGuest, program: string): string => where(busybox ? 'busybox' : program)

/** Whether this machine has all that the guest is made of. */
export const isHere = (guest: LinuxGuest): boolean => [guest.shell, ...guest.programs].every((program) => real(guest, program) !== '')

export interface RunningGuest {
  /** What a script prints. A proxy of the environment leads nowhere. */
  run: (script: string) => Promise<string>
  remove: () => void
}

/** A folder with the guest's programs alone, and its shell over it. */
export function linuxGuest(guest: LinuxGuest): RunningGuest {
  const folder = mkdtempSync(join(tmpdir(), 'linux-guest-'))
  mkdirSync(join(folder, 'bin'))
  if (isHere(guest)) for (const program of guest.programs) symlinkSync(real(guest, program), join(folder, 'bin', program))
  const env = { PATH: join(folder, 'bin'), TMPDIR: folder, http_proxy: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9', LANG: 'de_DE.UTF-8' }
  return {
    run: async (script) => (await promisify(execFile)(where(guest.shell), [...(guest.busybox ? ['sh'] : []), '-c', script], { env })).stdout,
    remove: () => rmSync(folder, { recursive: true }),
  }
}
