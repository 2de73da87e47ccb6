import type { Arguments } from './arguments.ts'
import { ScriptBlock } from './block.ts'
import { CMDLETS, ALIASES, SWITCHES } from './cmdlets.ts'
import { cast } from './convert.ts'
import { Jump, NetException, PowerShellError } from './errors.ts'
import type { Emit, Interpreter, Scope } from './interpreter.ts'
import type { Block, Stage } from './syntax.ts'
import { textOf, type Value } from './values.ts'

/** Runs a function, a script block or a cmdlet. */
export async function callCommand(host: Interpreter, stage: Stage & { t: 'command' }, input: Value[] | undefined,
  emit: Emit): Promise<void> {
  const called = await host.eval(stage.name)
  await host.machine.step(2)
  if (called instanceof ScriptBlock) return callBlock(host, called.block, await sorted(host, stage, () => false), input, emit,
    stage.dot)
  const name = textOf(called)
  const key = name.toLowerCase().replace(/\.exe$/, '')
  const defined = functionOf(host.scope, key)
  if (defined) {
    const switches = defined.parameters.filter((one) => /^(switch|bool)$/i.test(one.type ?? ''))
      .map((one) => one.name.toLowerCase())
    return callBlock(host, defined, await sorted(host, stage, (flag) => switches.some((one) => one.startsWith(flag))), input,
      emit, false)
  }
  const full = ALIASES[key] ?? key
  const cmdlet = host.machine.lacks.has(key) ? undefined : Object.hasOwn(CMDLETS, full) ? CMDLETS[full] : undefined
  if (!cmdlet) throw notRecognized(name)
  const flags = SWITCHES[full] ?? []
  await cmdlet({ host, input, emit, args: await sorted(host, stage, (flag) => flags.some((one) => one.startsWith(flag))) })
}

function notRecognized(name: string): PowerShellError {
  const message = `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program. `
    + 'Check the spelling of the name, or if a path was included, verify that the path is correct and try again.'
  return new PowerShellError(new NetException('System.Management.Automation.CommandNotFoundException', message),
    'CommandNotFoundException', `ObjectNotFound: (${name}:String) [], CommandNotFoundException`, false)
}

function functionOf(scope: Scope | undefined, key: string): Block | undefined {
  for (let one = scope; one; one = one.parent) {
    const found = one.functions.get(key)
    if (found) return found
  }
  return undefined
}

async function sorted(host: Interpreter, stage: Stage & { t: 'command' },
  isSwitch: (name: string) => boolean): Promise<Arguments> {
  const found: Arguments = { named: new Map(), rest: [] }
  for (let at = 0; at < stage.args.length; at++) {
    const arg = stage.args[at]
    if (arg?.t === 'argument') found.rest.push(await host.eval(arg.value))
    else if (arg) {
      const key = arg.name.toLowerCase()
      const next = stage.args[at + 1]
      if (arg.value) found.named.set(key, await host.eval(arg.value))
      else if (isSwitch(key) || next?.t !== 'argument') found.named.set(key, true)
      else {
        found.named.set(key, await host.eval(next.value))
        at++
      }
    }
  }
  return found
}

/** Calls a block with its parameters bound, in a scope of its own unless it is dotted. */
export async function callBlock(host: Interpreter, block: Block, args: Arguments, input: Value[] | undefined, emit: Emit,
  dot: boolean): Promise<void> {
  const values = new Map<string, Value>()
  const rest = [...args.rest]
  const named = new Map(args.named)
  for (const parameter of block.parameters) {
    const key = parameter.name.toLowerCase()
    const given = [...named.keys()].find((one) => one === key) ?? [...named.keys()].find((one) => key.startsWith(one))
    const flag = /^switch$/i.test(parameter.type ?? '')
    let value: Value | undefined
    if (given !== undefined) {
      value = named.get(given)
      named.delete(given)
    } else if (!flag && rest.length > 0) value = rest.shift()
    else if (parameter.mandatory) {
      throw new PowerShellError(new NetException('System.Management.Automation.ParameterBindingException',
        `Cannot process command because of one or more missing mandatory parameters: ${parameter.name}.`),
        'MissingMandatoryParameter', 'InvalidArgument: (:) [], ParameterBindingException', false)
    } else if (parameter.standard) value = undefined
    else value = flag ? false : standardOf(parameter.type)
    if (value !== undefined) values.set(key, parameter.type && value !== null ? cast(parameter.type, value) : value)
  }
  for (const [name, value] of named) rest.push(`-${name}`, value)
  const work = async (): Promise<void> => {
    for (const [name, value] of values) host.scope.variables.set(name, value)
    for (const parameter of block.parameters) {
      if (!values.has(parameter.name.toLowerCase()) && parameter.standard) host.scope.variables.set(parameter.name.toLowerCase(),
        await host.eval(parameter.standard))
    }
    host.scope.variables.set('args', rest)
    if (input) host.scope.variables.set('input', input)
    try {
      if (block.begin) await host.run(block.begin, emit)
      if ((block.begin || block.end) && input) for (const item of input) await host.withItem(block, item, emit)
      else await host.run(block.body, emit)
      if (block.end) await host.run(block.end, emit)
    } catch (thrown) {
      if (!(thrown instanceof Jump) || thrown.what !== 'return') throw thrown
    }
  }
  await (dot ? work() : host.scoped(work))
}

function standardOf(type: string | undefined): Value {
  if (/^(int|int32|long|int64|double|byte)$/i.test(type ?? '')) return 0
  if (/^string$/i.test(type ?? '')) return ''
  return /^bool(ean)?$/i.test(type ?? '') ? false : null
}
