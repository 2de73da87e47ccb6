import type { Machine } from '../machine.ts'
import { ScriptBlock } from './block.ts'
import { cast, fullName, indexed, isType } from './convert.ts'
import { Jump, NetException, PowerShellError, runtimeError, wrapped } from './errors.ts'
import { evaluateBinary, storeIn } from './evaluate.ts'
import { methodOf, propertyOf, typeObject } from './members.ts'
import { errorRecord, printError } from './records.ts'
import { environment, isKnownType, staticCall, staticProperty, type StaticHost } from './statics.ts'
import { runStatement } from './statements.ts'
import type { Block, Expr, Statement } from './syntax.ts'
import { collected, enumerate, hashtable, NetObject, numberOf, textOf, truth, type Value } from './values.ts'

export type Emit = (value: Value) => void

export interface Scope {
  variables: Map<string, Value>
  functions: Map<string, Block>
  parent: Scope | undefined
}

/** Runs PowerShell on one machine. */
export class Interpreter implements StaticHost {
  readonly machine: Machine
  readonly settings = new Map<string, Value>()
  readonly root: Scope = { variables: new Map(), functions: new Map(), parent: undefined }
  readonly errors: Value[] = []
  scope: Scope = this.root
  /** Above 0 within the body of a try: errors go to its catch. */
  trying = 0
  lastOk = true
  private depth = 0

  constructor(machine: Machine) {
    this.machine = machine
    const { variables } = this.root
    variables.set('erroractionpreference', 'Continue')
    variables.set('psversiontable', hashtable([['PSVersion', '3.0'], ['CLRVersion', '4.0.30319.42000'],
      ['BuildVersion', '6.2.9200.16481']]))
    variables.set('progresspreference', 'Continue')
    variables.set('ofs', ' ')
    variables.set('pwd', 'C:\\Windows\\system32')
    variables.set('home', '')
    variables.set('pid', 4242)
  }

  /** Prints on the guest's output, either stream. */
  print(text: string): void {
    this.machine.print(Buffer.from(text).toString('latin1'))
  }

  /** Runs statements one after another; an error ends its statement, or more where it says so. */
  async run(statements: readonly Statement[], emit: Emit): Promise<void> {
    for (const statement of statements) {
      await this.machine.step()
      try {
        await runStatement(this, statement, emit)
        this.lastOk = true
      } catch (thrown) {
        this.settle(thrown, statement)
      }
    }
  }

  private settle(thrown: unknown, statement: Statement): void {
    const error = thrown instanceof NetException ? new PowerShellError(thrown, thrown.type.split('.').pop() ?? '',
      'InvalidArgument: (:) [], RuntimeException', false) : thrown
    if (!(error instanceof PowerShellError)) throw thrown
    if (error.line === 0) Object.assign(error, { line: statement.line, source: statement.text })
    this.lastOk = false
    const preference = textOf(this.variable('erroractionpreference')).toLowerCase()
    if (this.trying > 0 || error.terminating || preference === 'stop') {
      error.terminating = true
      throw error
    }
    this.note(error)
    if (preference !== 'silentlycontinue' && preference !== 'ignore') printError(this, error)
  }

  /** Puts an error into `$Error`. */
  note(error: PowerShellError): void {
    this.errors.unshift(errorRecord(error))
    this.errors.splice(256)
  }

  /** Runs something in a scope of its own. */
  async scoped<T>(work: () => Promise<T>): Promise<T> {
    if (++this.depth > 100) throw runtimeError('The script failed due to call depth overflow.', 'CallDepthOverflow')
    const outer = this.scope
    this.scope = { variables: new Map(), functions: new Map(), parent: outer }
    try {
      return await work()
    } finally {
      this.scope = outer
      this.depth--
    }
  }

  /** The results of statements as a list. */
  async collect(statements: readonly Statement[]): Promise<Value[]> {
    const found: Value[] = []
    await this.run(statements, (value) => void found.push(value))
    return found
  }

  /** A statement's results as one value. */
  async valueOf(statement: Statement): Promise<Value> {
    const found: Value[] = []
    if (statement.t === 'pipeline' && statement.stages.length === 1
      && statement.stages[0]?.t === 'expression') return this.eval(statement.stages[0].value)
    await runStatement(this, statement, (value) => void found.push(value))
    return collected(found)
  }

  /** Runs a block in the present scope with `$_`; `return` ends the block. */
  async withItem(block: Block, item: Value, emit: Emit): Promise<void> {
    try {
      await this.runWithItem(block.body.length > 0 ? block.body : block.end ?? [], item, emit)
    } catch (thrown) {
      if (!(thrown instanceof Jump) || thrown.what !== 'return') throw thrown
    }
  }

  /** Runs statements in the present scope with `$_`; `return` ends whatever they are part of. */
  async runWithItem(statements: readonly Statement[], item: Value, emit: Emit): Promise<void> {
    const before = this.scope.variables.get('_')
    this.scope.variables.set('_', item)
    try {
      await this.run(statements, emit)
    } finally {
      if (before === undefined) this.scope.variables.delete('_')
      else this.scope.variables.set('_', before)
    }
  }

  variable(name: string): Value {
    const key = name.toLowerCase()
    for (let scope: Scope | undefined = this.scope; scope; scope = scope.parent) {
      const found = scope.variables.get(key)
      if (found !== undefined) return found
    }
    return null
  }

  private named(scope: string, name: string): Value {
    if (scope === 'env') return environment(this.machine)[name.toUpperCase()] ?? this.settings.get(`env:${name.toLowerCase()}`)
      ?? null
    if (scope === 'script' || scope === 'global') return this.root.variables.get(name.toLowerCase()) ?? null
    switch (name.toLowerCase()) {
      case 'true': return true
      case 'false': return false
      case 'null': return null
      case '?': return this.lastOk
      case 'error': return this.errors
      case 'lastexitcode': return 0
      default: return this.variable(name)
    }
  }

  async eval(expr: Expr): Promise<Value> {
    switch (expr.t) {
      case 'value': return expr.value
      case 'string': {
        let text = ''
        for (const part of expr.parts) text += typeof part === 'string' ? part : await this.interpolated(part)
        return this.machine.hold(text)
      }
      case 'variable': return this.named(expr.scope, expr.name)
      case 'list': {
        const items: Value[] = []
        for (const item of expr.items) items.push(await this.eval(item))
        return items
      }
      case 'array': return this.collect(expr.body)
      case 'sub': return collected(await this.collect(expr.body))
      case 'paren': return this.paren(expr.statement)
      case 'hash': {
        const pairs: [Value, Value][] = []
        for (const [key, value] of expr.pairs) pairs.push([await this.eval(key), await this.valueOf(value)])
        return hashtable(pairs)
      }
      case 'block': return new ScriptBlock(expr.block)
      case 'type': return this.type(expr.name)
      case 'cast': return this.converted(expr)
      case 'unary': return this.unary(expr.op, await this.eval(expr.operand))
      case 'binary': return evaluateBinary(this, expr)
      case 'member': return this.member(expr)
      case 'call': return this.call(expr)
      case 'index': return indexed(await this.eval(expr.target), await this.eval(expr.index))
      case 'step': {
        const before = await this.eval(expr.target)
        const after = numberOf(before) + expr.by
        await storeIn(this, expr.target, after)
        return expr.prefix ? after : before ?? 0
      }
    }
  }

  private async paren(statement: Statement): Promise<Value> {
    if (statement.t !== 'assign') return this.valueOf(statement)
    await runStatement(this, statement, () => {})
    return this.eval(statement.target)
  }

  private async interpolated(part: Expr): Promise<string> {
    const value = await this.eval(part)
    return Array.isArray(value) ? value.map((one) => textOf(one)).join(textOf(this.variable('ofs'))) : textOf(value)
  }

  private type(name: string): Value {
    if (!isKnownType(name)) {
      throw runtimeError(`Unable to find type [${name}]: make sure that the assembly containing this type is loaded.`,
        'TypeNotFound', `InvalidOperation: (${name}:TypeName) [], RuntimeException`)
    }
    return typeObject(fullName(name))
  }

  private async converted(expr: Expr & { t: 'cast' }): Promise<Value> {
    if (!/^(ordered|pscustomobject)$/i.test(expr.name)) this.type(expr.name)
    // `[ordered]@{ }` keeps the order in which the keys are written, which a hashtable here does as well.
    return cast(expr.name, await this.eval(expr.operand))
  }

  private unary(op: string, value: Value): Value {
    switch (op) {
      case '!': case '-not': return !truth(value)
      case '-': return -numberOf(value)
      case '+': return numberOf(value)
      case '-bnot': return ~numberOf(value)
      case '-join': return enumerate(value).map((one) => textOf(one)).join('')
      case '-split': return textOf(value).trim().split(/\s+/)
      default: return [value]
    }
  }

  private async member(expr: Expr & { t: 'member' }): Promise<Value> {
    const name = textOf(await this.eval(expr.name))
    if (expr.static && expr.target.t === 'type') {
      this.type(expr.target.name)
      return staticProperty(expr.target.name, name, this)
    }
    return propertyOf(await this.eval(expr.target), name)
  }

  private async call(expr: Expr & { t: 'call' }): Promise<Value> {
    const name = textOf(await this.eval(expr.name))
    const isStatic = expr.static && expr.target.t === 'type'
    const target = isStatic ? null : await this.eval(expr.target)
    const args: Value[] = []
    for (const arg of expr.args) args.push(await this.eval(arg))
    await this.machine.step()
    try {
      if (isStatic && expr.target.t === 'type') {
        this.type(expr.target.name)
        return await staticCall(expr.target.name, name, args, this)
      }
      if (target === null) throw runtimeError('You cannot call a method on a null-valued expression.', 'InvokeMethodOnNull')
      if (target instanceof ScriptBlock && /^invoke/i.test(name)) {
        const found: Value[] = []
        await this.scoped(() => this.run(target.block.body, (value) => void found.push(value)))
        return collected(found)
      }
      const method = methodOf(target, name)
      if (method) return await method(args)
    } catch (thrown) {
      if (thrown instanceof NetException && !thrown.conversion) throw wrapped(thrown, name, args.length)
      throw thrown
    }
    const type = target instanceof NetObject ? target.type : textOf(methodOf(target, 'GetType')?.([]) as Value)
    throw runtimeError(`Method invocation failed because [${type}] does not contain a method named '${name}'.`, 'MethodNotFound',
      `InvalidOperation: (${name}:String) [], RuntimeException`)
  }

  /** `-is` and `-as`, whose right side is a type. */
  typed(op: string, value: Value, right: Expr, name: string): Value {
    const type = right.t === 'type' ? right.name : name
    if (op === '-is') return isType(value, type)
    if (op === '-isnot') return !isType(value, type)
    try {
      return cast(type, value)
    } catch (thrown) {
      if (thrown instanceof NetException) return null
      throw thrown
    }
  }
}
