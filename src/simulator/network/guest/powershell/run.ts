import { Overload, type Machine } from '../machine.ts'
import { Jump, NetException, PowerShellError, ScriptExit } from './errors.ts'
import { display } from './format.ts'
import { Interpreter } from './interpreter.ts'
import { parsePowerShell } from './parse.ts'
import { printError } from './records.ts'
import { ParseFault, type Block } from './syntax.ts'

/** Runs a script as PowerShell 3 of a Windows guest would, as SYSTEM; gives its exit code. */
export async function runPowerShell(machine: Machine, script: string): Promise<number> {
  const host = new Interpreter(machine)
  let block: Block
  try {
    block = parsePowerShell(script)
  } catch (thrown) {
    if (thrown instanceof RangeError) throw new Overload()
    if (!(thrown instanceof ParseFault)) throw thrown
    const error = new PowerShellError(new NetException('System.Management.Automation.ParseException', thrown.message),
      'ParserError', 'ParserError: (:) [], ParseException', true)
    printError(host, Object.assign(error, { line: thrown.line, source: thrown.source }))
    return 1
  }
  try {
    machine.spend(STARTING)
    for (const parameter of block.parameters) host.scope.variables.set(parameter.name.toLowerCase(),
      parameter.standard ? await host.eval(parameter.standard) : null)
    const body = [...block.begin ?? [], ...block.body, ...block.end ?? []]
    await host.run(body, (value) => display([value]).forEach((line) => host.print(`${line}\r\n`)))
    return 0
  } catch (thrown) {
    if (thrown instanceof ScriptExit) return thrown.code
    if (thrown instanceof Jump) return 0
    if (thrown instanceof RangeError) throw new Overload()
    if (!(thrown instanceof PowerShellError)) throw thrown
    printError(host, thrown)
    return 1
  }
}

/** PowerShell takes its time to start, in virtual milliseconds. */
const STARTING = 400
