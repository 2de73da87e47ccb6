import { Overload, type Machine } from '../machine.ts'
import { runExitTrap, runSource } from './execute.ts'
import { Exit, Leave, type Descriptor, type Shell } from './state.ts'
import { SyntaxFault } from './syntax.ts'

/** Runs a script as `sh` of a Linux guest would, as root; gives its exit status. */
export async function runShell(machine: Machine, script: string, directory: string): Promise<number> {
  const print = { sink: (text: string) => machine.print(text) }
  const shell: Shell = {
    machine,
    variables: new Map([
      ['HOME', '/root'], ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin'], ['USER', 'root'], ['IFS', ' \t\n'],
        ['LANG', 'en_US.UTF-8'],
    ]),
    exported: new Set(['HOME', 'PATH', 'USER', 'LANG']), readonlys: new Set(), functions: new Map(), name: 'sh', args: [],
      status: 0, errexit: false,
    nounset: false, trace: false, noglob: false, pipefail: false, cwd: directory, exitTrap: undefined, locals: undefined,
    descriptors: new Map<number, Descriptor>([[0, { input: { text: '', at: 0 } }], [1, print], [2, print]]), jobs: [], asking: 0,
      nesting: 0, line: 1,
  }
  try {
    await guarded(shell, () => runSource(shell, script))
    await guarded(shell, async () => {
      await runExitTrap(shell)
      return shell.status
    })
  } catch (thrown) {
    // JavaScript's own stack gives out before a guest's would.
    if (thrown instanceof RangeError) throw new Overload()
    throw thrown
  }
  return shell.status
}

async function guarded(shell: Shell, work: () => Promise<number>): Promise<void> {
  try {
    shell.status = await work()
  } catch (thrown) {
    if (thrown instanceof Exit) shell.status = thrown.status
    else if (thrown instanceof Leave) shell.status = 0
    else if (thrown instanceof SyntaxFault) {
      shell.machine.print(`${shell.name}: line ${thrown.line}: ${thrown.message}\n`)
      shell.status = 2
    } else throw thrown
  }
}
