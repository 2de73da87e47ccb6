import { ArithmeticFault } from './arithmetic.ts'
import { BUILTINS } from './builtins.ts'
import { ExpansionFault, calculate, expandPattern, expandText, expandWords } from './expand.ts'
import { globMatch } from './glob.ts'
import { redirect, RedirectionFault } from './redirect.ts'
import { Exit, Leave, subshell, type Descriptors, type Input, type Shell } from './state.ts'
import { parseShell } from './parse.ts'
import type { AndOr, Command, List, Pipeline } from './syntax.ts'
import { complain, keepsDescriptors, settle } from './outcome.ts'
import type { Context } from './program.ts'
import { conditional } from './test.ts'
import { PROGRAMS } from '../programs/table.ts'

/** Runs a list and gives the status of its last command. */
export async function runList(shell: Shell, list: List): Promise<number> {
  for (const { chain, background } of list.items) {
    await shell.machine.step()
    shell.status = background ? await inBackground(shell, chain) : await runChain(shell, chain)
  }
  return list.items.length === 0 ? 0 : shell.status
}

/** A job runs at once, but its time passes beside that of the commands after it; `wait` waits for its end. */
async function inBackground(shell: Shell, chain: AndOr): Promise<number> {
  const { machine } = shell
  const begun = machine.elapsed
  await isolated(subshell(shell), (inner) => runChain(inner, chain))
  shell.jobs.push(machine.elapsed)
  machine.elapsed = begun
  machine.spend(0)
  return 0
}

/** Runs something in a shell of its own: leaving it leaves no more than that. */
async function isolated(shell: Shell, work: (shell: Shell) => Promise<number>): Promise<number> {
  try {
    shell.status = await work(shell)
  } catch (thrown) {
    if (thrown instanceof Exit) shell.status = thrown.status
    else if (!(thrown instanceof Leave)) throw thrown
  }
  await runExitTrap(shell)
  return shell.status
}

/** Runs what `trap … EXIT` left behind, once. */
export async function runExitTrap(shell: Shell): Promise<void> {
  const trap = shell.exitTrap
  shell.exitTrap = undefined
  if (trap === undefined) return
  const { status } = shell
  await runSource(shell, trap)
  shell.status = status
}

/** Parses and runs a text in this shell, as `eval` does. */
export async function runSource(shell: Shell, text: string): Promise<number> {
  return runList(shell, parseShell(text))
}

async function runChain(shell: Shell, chain: AndOr): Promise<number> {
  shell.asking += chain.rest.length > 0 ? 1 : 0
  try {
    shell.status = await runPipeline(shell, chain.first)
  } finally {
    shell.asking -= chain.rest.length > 0 ? 1 : 0
  }
  for (const [i, { op, pipeline }] of chain.rest.entries()) {
    if ((op === '&&') !== (shell.status === 0)) continue
    const last = i === chain.rest.length - 1
    shell.asking += last ? 0 : 1
    try {
      shell.status = await runPipeline(shell, pipeline)
    } finally {
      shell.asking -= last ? 0 : 1
    }
  }
  return shell.status
}

async function runPipeline(shell: Shell, pipeline: Pipeline): Promise<number> {
  shell.asking += pipeline.negated ? 1 : 0
  let status: number
  try {
    const [only] = pipeline.commands
    status = pipeline.commands.length === 1 && only ? await runCommand(shell, only) : await runPipes(shell, pipeline.commands)
  } finally {
    shell.asking -= pipeline.negated ? 1 : 0
  }
  shell.status = pipeline.negated ? Number(status === 0) : status
  return shell.status
}

/** The commands of a pipe run one after another, each on all that the one before it printed. */
async function runPipes(shell: Shell, commands: readonly Command[]): Promise<number> {
  let carried: Input | undefined
  let failed = 0
  let status = 0
  for (const [i, command] of commands.entries()) {
    const inner = subshell(shell)
    if (carried) inner.descriptors.set(0, { input: carried })
    let printed = ''
    if (i < commands.length - 1) inner.descriptors.set(1, { sink: (text) => void (printed = shell.machine.hold(printed + text)) })
    status = await isolated(inner, (one) => runCommand(one, command))
    if (status !== 0) failed = status
    carried = { text: printed, at: 0 }
  }
  return shell.pipefail ? failed : status
}

async function capture(shell: Shell, list: List): Promise<string> {
  const inner = subshell(shell)
  let printed = ''
  inner.descriptors.set(1, { sink: (text) => void (printed = shell.machine.hold(printed + text)) })
  shell.status = await isolated(inner, (one) => runList(one, list))
  return printed
}

async function runCommand(shell: Shell, command: Command): Promise<number> {
  await shell.machine.step()
  shell.line = command.line
  const before = shell.descriptors
  try {
    if (command.redirections.length > 0) {
      shell.descriptors = await redirect(shell, command.redirections, (word) => expandText(shell, word, capture))
    }
    const status = await runBody(shell, command, before)
    if (command.t === 'simple' || command.t === 'subshell' || command.t === 'test' || command.t === 'let') settle(shell, status)
    return status
  } catch (thrown) {
    if (thrown instanceof RedirectionFault || thrown instanceof ArithmeticFault) {
      complain(shell, thrown.message, before)
      settle(shell, 1)
      return 1
    }
    if (!(thrown instanceof ExpansionFault)) throw thrown
    complain(shell, thrown.message, before)
    throw new Exit(1)
  } finally {
    if (!keepsDescriptors(command)) shell.descriptors = before
  }
}

async function runBody(shell: Shell, command: Command, before: Map<number, unknown>): Promise<number> {
  switch (command.t) {
    case 'simple': return runSimple(shell, command, before)
    case 'group': return runList(shell, command.body)
    case 'subshell': return isolated(subshell(shell), (inner) => runList(inner, command.body))
    case 'if': {
      for (const { condition, body } of command.clauses) if (await ask(shell, condition)) return runList(shell, body)
      return command.otherwise ? runList(shell, command.otherwise) : 0
    }
    case 'loop': return loop(shell, async () => (await ask(shell, command.condition)) !== command.until, command.body)
    case 'for': {
      const values = command.words ? await expandWords(shell, command.words, capture) : [...shell.args]
      return loop(shell, async () => {
        const value = values.shift()
        if (value === undefined) return false
        shell.variables.set(command.name, value)
        return true
      }, command.body)
    }
    case 'count': {
      await calculate(shell, command.start, capture)
      const goesOn = async (): Promise<boolean> => command.condition.length === 0
        || (await calculate(shell, command.condition, capture)) !== 0n
      return loop(shell, goesOn, command.body, async () => void (await calculate(shell, command.next, capture)))
    }
    case 'case': return choose(shell, command)
    case 'function':
      shell.functions.set(command.name, command.body)
      return 0
    case 'test': return conditional(shell, command.words, {
      text: (word) => expandText(shell, word, capture), pattern: (word) => expandPattern(shell, word, capture),
    })
    case 'let': return (await calculate(shell, command.expression, capture)) === 0n ? 1 : 0
  }
}

async function ask(shell: Shell, condition: List): Promise<boolean> {
  shell.asking++
  try {
    return (await runList(shell, condition)) === 0
  } finally {
    shell.asking--
  }
}

async function loop(shell: Shell, goesOn: () => Promise<boolean>, body: List, next?: () => Promise<void>): Promise<number> {
  let status = 0
  while (await goesOn()) {
    await shell.machine.step()
    try {
      status = await runList(shell, body)
    } catch (thrown) {
      if (!(thrown instanceof Leave) || thrown.what === 'return') throw thrown
      if (--thrown.count > 0) throw thrown
      status = 0
      if (thrown.what === 'break') return status
    }
    await next?.()
  }
  return status
}

async function choose(shell: Shell, command: Command & { t: 'case' }): Promise<number> {
  const text = await expandText(shell, command.word, capture)
  for (const { patterns, body } of command.items) {
    for (const pattern of patterns) {
      if (globMatch(await expandPattern(shell, pattern, capture), text)) return runList(shell, body)
    }
  }
  return 0
}

async function runSimple(shell: Shell, command: Command & { t: 'simple' }, before: Map<number, unknown>): Promise<number> {
  const statusBefore = shell.status
  const args = await expandWords(shell, command.words, capture)
  const substituted = shell.status !== statusBefore
  const values: [string, string][] = []
  for (const { name, value, append } of command.assignments) {
    const text = (append ? shell.variables.get(name) ?? '' : '') + await expandText(shell, value, capture)
    if (shell.readonlys.has(name)) throw new ExpansionFault(`${name}: readonly variable`)
    values.push([name, text])
    if (args.length === 0) shell.variables.set(name, text)
  }
  if (shell.trace) {
    const words = [...values.map(([name, value]) => `${name}=${value}`),
      ...args.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg}'`))]
    ;(before as Descriptors).get(2)?.sink?.(`+ ${words.join(' ')}\n`)
  }
  const [name] = args
  if (name === undefined) {
    const assigned = command.assignments.some(({ value }) => value.some((part) => part.t === 'command'))
    return assigned || substituted ? shell.status : 0
  }
  const kept = values.map(([key]) => [key, shell.variables.get(key), shell.exported.has(key)] as const)
  for (const [key, value] of values) {
    shell.variables.set(key, value)
    shell.exported.add(key)
  }
  try {
    return await invoke(shell, args)
  } finally {
    for (const [key, value, exported] of kept) {
      if (value === undefined) shell.variables.delete(key)
      else shell.variables.set(key, value)
      if (!exported) shell.exported.delete(key)
    }
  }
}

/** Runs a function, a builtin or a program by its name. */
export async function invoke(shell: Shell, args: string[], only?: 'command'): Promise<number> {
  const [name = '', ...rest] = args
  const called = only ? undefined : shell.functions.get(name)
  if (called) return callFunction(shell, called, rest)
  const base = name.replace(/^(\/usr)?(\/local)?\/s?bin\//, '')
  const program = (base === name ? BUILTINS[name] : undefined) ?? (shell.machine.lacks.has(base) ? undefined : PROGRAMS[base])
  if (!program || !Object.hasOwn(base === name && BUILTINS[name] ? BUILTINS : PROGRAMS, base)) {
    const missing = name.includes('/') ? `${name}: No such file or directory` : `${name}: command not found`
    complain(shell, missing)
    return 127
  }
  const { descriptors } = shell
  const context: Context = {
    shell, args: rest, descriptors, input: descriptors.get(0)?.input ?? { text: '', at: 0 },
    out: (text) => descriptors.get(1)?.sink?.(text), err: (text) => descriptors.get(2)?.sink?.(text),
    env: new Map([...shell.variables].filter(([key]) => shell.exported.has(key))),
    run: (words) => invoke(shell, words, 'command'), source: runSource,
  }
  return program(context)
}

async function callFunction(shell: Shell, body: Command, args: string[]): Promise<number> {
  if (++shell.nesting > 100) throw new ExpansionFault('maximum function nesting level exceeded')
  const { args: outer, locals: outerLocals } = shell
  const locals = new Map<string, string | undefined>()
  Object.assign(shell, { args, locals })
  try {
    return await runCommand(shell, body)
  } catch (thrown) {
    if (!(thrown instanceof Leave) || thrown.what !== 'return') throw thrown
    return thrown.count
  } finally {
    for (const [name, value] of locals) {
      if (value === undefined) shell.variables.delete(name)
      else shell.variables.set(name, value)
    }
    Object.assign(shell, { args: outer, locals: outerLocals, nesting: shell.nesting - 1 })
  }
}
