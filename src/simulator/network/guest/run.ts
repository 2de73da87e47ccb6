import type { Instance, Invocation } from '../../model.ts'
import type { View } from '../view.ts'
import { Machine, Overload, TimeUp } from './machine.ts'

export interface GuestCommand extends Pick<Invocation, 'Type' | 'Timeout' | 'Username' | 'WorkingDir'> {
  /** The script's text. */
  script: string
  /** World time at which it starts. */
  startedAt: number
}

export interface GuestResult {
  status: 'Success' | 'Failed' | 'Timeout' | 'Error'
  exitCode: number
  /** What the script printed, both streams in one, as the agent reports it: UTF-8, on Windows with CRLF. */
  output: Buffer
  /** How long it took, in virtual milliseconds. */
  ms: number
  reason: 'none' | 'exit' | 'timeout' | 'exception' | 'account' | 'directory'
}

/**
 * Runs a script on a guest as Cloud Assistant's agent does. No program of this machine is started: small interpreters of the
 * shell and of PowerShell read the script's own text, and its requests go through the simulated network. Sleeping and time-outs
 * pass on the guest's clock only; a script that does not end is stopped at its time limit.
 */
export async function runGuest(view: View, instance: Instance, command: GuestCommand): Promise<GuestResult> {
  const machine = new Machine(view, instance, command.startedAt, command.Timeout * 1000)
  const end = (status: GuestResult['status'], reason: GuestResult['reason'], exitCode = 0): GuestResult =>
    ({ status, reason, exitCode, output: machine.printedBytes(), ms: machine.elapsed })
  const windows = instance.OSType === 'windows'
  if (!(windows ? ['system', 'administrator'] : ['root']).includes(command.Username.toLowerCase())) return end('Failed',
    'account')
  if (windows ? !/^[a-z]:[\\/]/i.test(command.WorkingDir) : !machine.dirs.has(command.WorkingDir.replace(/(.)\/+$/, '$1'))) {
    return end('Failed', 'directory')
  }
  try {
    machine.spend(STARTING)
    const script = Buffer.from(command.script).toString('latin1')
    const exitCode = await interpret(machine, command, script)
    return exitCode === 0 ? end('Success', 'none') : end('Failed', 'exit', exitCode)
  } catch (thrown) {
    if (thrown instanceof TimeUp) return end('Timeout', 'timeout')
    if (thrown instanceof Overload) return end('Error', 'exception')
    throw thrown
  }
}

/** Each interpreter is loaded when the first script of its kind runs. */
async function interpret(machine: Machine, { Type, script, WorkingDir }: GuestCommand, bytes: string): Promise<number> {
  switch (Type) {
    case 'RunShellScript': return await (await import('./shell/run.ts')).runShell(machine, bytes, WorkingDir)
    case 'RunPowerShellScript': return await (await import('./powershell/run.ts')).runPowerShell(machine, script)
    default: return await (await import('./powershell/batch.ts')).runBatch(machine, script)
  }
}

/** Virtual milliseconds that the start of an interpreter takes. */
const STARTING = 20
