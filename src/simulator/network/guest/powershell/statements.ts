import { callCommand } from './commands.ts'
import { isException, Jump, NetException, PowerShellError, ScriptExit } from './errors.ts'
import { storeIn } from './evaluate.ts'
import type { Emit, Interpreter } from './interpreter.ts'
import { compare, operate } from './operators.ts'
import { errorOf, errorRecord, exceptionOf } from './records.ts'
import type { Redirect, Stage, Statement } from './syntax.ts'
import { collected, enumerate, numberOf, textOf, truth, type Value } from './values.ts'

/** Runs one statement; what it gives goes to `emit`. */
export async function runStatement(host: Interpreter, statement: Statement, emit: Emit): Promise<void> {
  switch (statement.t) {
    case 'pipeline': return runPipeline(host, statement.stages, emit)
    case 'assign': return assign(host, statement)
    case 'if': {
      for (const { condition, body } of statement.clauses) if (truth(await host.valueOf(condition))) return host.run(body, emit)
      return statement.otherwise ? host.run(statement.otherwise, emit) : undefined
    }
    case 'while': {
      let first = statement.after
      return repeat(host, async () => {
        if (first) {
          first = false
          return true
        }
        return truth(await host.valueOf(statement.condition)) !== statement.until
      }, statement.body, emit)
    }
    case 'for': {
      if (statement.start) await runStatement(host, statement.start, () => {})
      const { condition, next } = statement
      return repeat(host, async () => condition === undefined || truth(await host.valueOf(condition)), statement.body, emit,
        async () => {
          if (next) await runStatement(host, next, () => {})
        })
    }
    case 'foreach': {
      const values = [...enumerate(await host.valueOf(statement.values))]
      return repeat(host, async () => {
        if (values.length === 0) return false
        await storeIn(host, statement.name, values.shift() as Value)
        return true
      }, statement.body, emit)
    }
    case 'switch': return choose(host, statement, emit)
    case 'try': return attempt(host, statement, emit)
    case 'throw': return raise(statement.value ? await host.valueOf(statement.value) : host.variable('_'))
    case 'return':
      if (statement.value) await runStatement(host, statement.value, emit)
      throw new Jump('return')
    case 'exit': throw new ScriptExit(statement.value ? numberOf(await host.valueOf(statement.value)) : 0)
    case 'break': case 'continue': throw new Jump(statement.t)
    case 'function':
      host.scope.functions.set(statement.name.toLowerCase(), statement.block)
      return
  }
}

async function assign(host: Interpreter, { target, op, value }: Statement & { t: 'assign' }): Promise<void> {
  const given = value.t === 'assign' ? await chained(host, value) : await host.valueOf(value)
  const result = op === '=' ? given : operate(op[0] as string, await host.eval(target), given, { matched: () => {} })
  await storeIn(host, target, typeof result === 'string' ? host.machine.hold(result) : result)
}

async function chained(host: Interpreter, statement: Statement & { t: 'assign' }): Promise<Value> {
  await assign(host, statement)
  return host.eval(statement.target)
}

async function repeat(host: Interpreter, goesOn: () => Promise<boolean>, body: readonly Statement[], emit: Emit,
  next?: () => Promise<void>): Promise<void> {
  while (await goesOn()) {
    await host.machine.step()
    try {
      await host.run(body, emit)
    } catch (thrown) {
      if (!(thrown instanceof Jump) || thrown.what === 'return') throw thrown
      if (thrown.what === 'break') return
    }
    await next?.()
  }
}

async function choose(host: Interpreter, statement: Statement & { t: 'switch' }, emit: Emit): Promise<void> {
  const values = [...enumerate(await host.valueOf(statement.value))]
  let current: Value = null
  await repeat(host, async () => {
    if (values.length === 0) return false
    current = values.shift() as Value
    return true
  }, [], emit, async () => {
    let hit = false
    const found: Value = current
    for (const { test, body } of statement.cases) {
      const applies = test === undefined ? !hit : await passes(host, statement.mode, found, test)
      if (!applies) continue
      hit = true
      const ended = await host.withItem({ parameters: [], body }, found, emit).then(() => false, (thrown: unknown) => {
        if (thrown instanceof Jump && thrown.what !== 'return') return true
        throw thrown
      })
      if (ended) break
    }
  })
}

async function passes(host: Interpreter, mode: string, value: Value, test: Parameters<Interpreter['eval']>[0]): Promise<boolean> {
  if (test.t === 'block') {
    const found: Value[] = []
    await host.withItem(test.block, value, (one) => void found.push(one))
    return truth(collected(found))
  }
  const wanted = await host.eval(test)
  if (mode === 'regex') return truth(operate('-match', value, wanted,
    { matched: (groups) => void host.scope.variables.set('matches', groups) }))
  return compare(mode === 'wildcard' ? '-like' : mode === 'casesensitive' ? '-ceq' : '-eq', value, wanted)
}

async function attempt(host: Interpreter, statement: Statement & { t: 'try' }, emit: Emit): Promise<void> {
  const outer = host.trying
  try {
    host.trying = outer + 1
    await host.run(statement.body, emit)
  } catch (thrown) {
    host.trying = outer
    if (!(thrown instanceof PowerShellError)) throw thrown
    const { exception } = thrown
    // A catch that names the type of what a method threw finds that very exception in `$_`.
    const inner = exception.inner && exception.type.endsWith('.MethodInvocationException') ? exception.inner : undefined
    for (const { types, body } of statement.catches) {
      const byInner = inner !== undefined && types.some((type) => isException(inner.type, type))
      if (types.length > 0 && !byInner && !types.some((type) => isException(exception.type, type))) continue
      host.note(thrown)
      return await host.runWithItem(body, errorRecord(thrown, byInner ? inner : exception), emit)
    }
    throw thrown
  } finally {
    host.trying = outer
    if (statement.finally) await host.run(statement.finally, emit)
  }
}

function raise(value: Value): never {
  const again = errorOf(value)
  if (again) {
    again.terminating = true
    throw again
  }
  const exception = exceptionOf(value) ?? new NetException('System.Management.Automation.RuntimeException',
    value === null ? 'ScriptHalted' : textOf(value))
  throw new PowerShellError(exception, value === null ? 'ScriptHalted' : textOf(value),
    `OperationStopped: (${textOf(value)}:${exceptionOf(value) ? '' : 'String'}) [], ${exception.type.split('.').pop()}`, true,
    value)
}

async function runPipeline(host: Interpreter, stages: readonly Stage[], emit: Emit): Promise<void> {
  let input: Value[] | undefined
  for (const [i, stage] of stages.entries()) {
    const last = i === stages.length - 1
    const found: Value[] = []
    const out = redirected(stage.redirects, last ? emit : (value: Value) => void found.push(value))
    await quietly(host, stage, async () => {
      if (stage.t === 'command') return callCommand(host, stage, input, out)
      const step = stage.value.t === 'step'
      const value = await host.eval(stage.value)
      if (!step || !last || stages.length > 1) for (const one of enumerate(value)) out(one)
    })
    input = found
  }
}

/** `> $null` and `> file`: what is printed goes nowhere that this guest shows. */
function redirected(redirects: readonly Redirect[], emit: Emit): Emit {
  return redirects.some(({ from, to }) => (from === '1' || from === '*') && to !== '1') ? () => {} : emit
}

/** `2> $null` drops errors that would only be printed. */
async function quietly(host: Interpreter, stage: Stage, work: () => Promise<void>): Promise<void> {
  if (!stage.redirects.some(({ from, to }) => (from === '2' || from === '*') && to !== '1') || host.trying > 0) return work()
  try {
    await work()
  } catch (thrown) {
    if (!(thrown instanceof PowerShellError) || thrown.terminating) throw thrown
    host.note(thrown)
  }
}
