import { Reader } from './reader.ts'
import type { Argument, Expr, Redirect, Stage, Statement } from './syntax.ts'

/** Binary operators, the weakest first. */
const RANKS = [
  /-(?:and|or|xor)\b/,
  /-(?:band|bor|bxor)\b/,
  /-(?:[ci]?(?:eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|contains|notcontains|in|notin|replace|split)|is|isnot|as|join)\b/,
  /[+-](?![-+=]|[A-Za-z])/,
  /[*/%](?!=)/,
  /-f(?![A-Za-z])/,
  /\.\.(?!\.)/,
]
/** Any of them; the number of its group is its rank, counted from 1. */
const OPERATOR = new RegExp(RANKS.map(({ source }) => `(${source})`).join('|'), 'iy')
const NESTING = 120

/** Reads expressions and pipelines. */
export abstract class ExpressionReader extends Reader {
  protected expression(lines = false): Expr {
    if (++this.depth > NESTING) this.fail('The script is nested too deeply.')
    const found = this.binary(1, lines)
    this.depth--
    return found
  }

  /** What is bound by operators of a rank and of stronger ones. */
  private binary(weakest: number, lines: boolean): Expr {
    let left = this.comma(lines)
    for (;;) {
      const before = this.at
      this.blanks(lines)
      const op = this.match(OPERATOR)
      const rank = op ? op.findIndex((group, i) => i > 0 && group !== undefined) : 0
      if (!op || rank < weakest) {
        this.at = before
        return left
      }
      this.blanks(true)
      left = { t: 'binary', op: plainOp(op[0]), left, right: this.binary(rank + 1, lines) }
    }
  }

  private comma(lines: boolean): Expr {
    const first = this.unary()
    const items = [first]
    for (;;) {
      const before = this.at
      this.blanks(lines)
      if (this.text[this.at] !== ',') {
        this.at = before
        return items.length === 1 ? first : { t: 'list', items }
      }
      this.at++
      this.blanks(true)
      items.push(this.unary())
    }
  }

  private unary(): Expr {
    this.blanks()
    const op = this.match(/!|-not\b|-bnot\b|-split\b|-join\b|-(?=[$([@.\d"'])|\+(?=[$(\d])|,/iy)
    if (op) {
      this.blanks()
      return { t: 'unary', op: op[0].toLowerCase(), operand: this.unary() }
    }
    const step = this.match(/\+\+|--/y)
    if (step) return { t: 'step', target: this.unary(), by: step[0] === '++' ? 1 : -1, prefix: true }
    const type = this.match(/\[([A-Za-z_][\w.]*(?:\[[\w.]*\])*)\](?!::)/y)
    if (type) {
      const name = type[1] as string
      this.blanks()
      return this.looking(/[$@("'[{\d!]|-[$(\d]|-not/iy) ? { t: 'cast', name, operand: this.unary() }
        : this.postfix({ t: 'type', name })
    }
    return this.postfix(this.primary())
  }

  private primary(): Expr {
    const found = this.string() ?? this.number() ?? this.dollar()
    if (found) return found
    const type = this.match(/\[([A-Za-z_][\w.]*(?:\[\])*)\](?=::)/y)
    if (type) return { t: 'type', name: type[1] as string }
    if (this.match(/@\(/y)) {
      const body = this.statements(')')
      this.expect(')')
      return { t: 'array', body }
    }
    if (this.match(/@\{/y)) return this.hash()
    if (this.match(/\(/y)) {
      this.blanks(true)
      const statement = this.pipelineOrAssignment(true)
      this.expect(')')
      return { t: 'paren', statement }
    }
    if (this.match(/\{/y)) {
      const block = this.block()
      this.expect('}')
      return { t: 'block', block }
    }
    if (this.looking(/@[A-Za-z_]/y)) this.fail('The splatting operator cannot be used here.')
    return this.fail('You must provide a value expression.')
  }

  protected postfix(target: Expr): Expr {
    for (;;) {
      const access = this.match(/::|\.(?![.\d])/y)
      if (access) {
        const isStatic = access[0] === '::'
        const word = this.match(/[A-Za-z_][\w]*/y)
        const name: Expr = word ? { t: 'value', value: word[0] } : this.string() ?? this.dollar()
          ?? this.fail('Missing property name after reference operator.')
        target = this.match(/\(/y) ? { t: 'call', target, name, args: this.callArguments(), static: isStatic }
          : { t: 'member', target, name, static: isStatic }
        continue
      }
      if (this.match(/\[/y)) {
        this.blanks(true)
        const index = this.expression(true)
        this.expect(']')
        target = { t: 'index', target, index }
        continue
      }
      const step = this.match(/\+\+|--/y)
      if (!step) return target
      target = { t: 'step', target, by: step[0] === '++' ? 1 : -1, prefix: false }
    }
  }

  private callArguments(): Expr[] {
    this.blanks(true)
    if (this.match(/\)/y)) return []
    const list = this.expression(true)
    this.expect(')')
    return list.t === 'list' ? list.items : [list]
  }

  protected hash(): Expr {
    const pairs: [Expr, Statement][] = []
    for (;;) {
      while (this.at < this.text.length) {
        const before = this.at
        this.blanks(true)
        this.match(/;/y)
        if (this.at === before) break
      }
      if (this.match(/\}/y)) return { t: 'hash', pairs }
      const word = this.match(/[A-Za-z_][\w-]*/y)
      const key: Expr = word ? { t: 'value', value: word[0] } : this.string() ?? this.number() ?? this.dollar()
        ?? this.fail('Missing key in hash literal.')
      this.expect('=')
      this.blanks(true)
      pairs.push([key, this.statement()])
    }
  }

  protected abstract statement(): Statement

  /** True where an expression, not a command's name, begins. */
  private startsExpression(): boolean {
    return this.looking(/[$"'(@[{!,]|\d|\.\d|-(?:\d|[$(]|not\b|bnot\b|split\b|join\b)|\+\+|--|\+\d/iy)
      && !this.looking(/@[A-Za-z_]/y)
  }

  protected pipelineOrAssignment(lines = false): Statement {
    const line = this.line()
    const from = this.at
    const finish = <T extends object>(found: T): T & { line: number; text: string } =>
      ({ ...found, line, text: this.text.slice(from, this.at).trim() })
    const stages: Stage[] = []
    for (;;) {
      this.blanks(lines || stages.length > 0)
      if (stages.length === 0 && this.startsExpression()) {
        const value = this.expression(lines)
        this.blanks(lines)
        const op = this.match(/[-+*/%]?=(?!=)/y)
        if (op) {
          this.blanks(true)
          return finish({ t: 'assign' as const, target: value, op: op[0], value: this.statement() })
        }
        stages.push({ t: 'expression', value, redirects: this.redirects() })
      } else stages.push(this.command())
      this.blanks(lines)
      if (this.looking(/&&|\|\|/y)) {
        this.fail(`The token '${this.text.slice(this.at, this.at + 2)}' is not a valid statement separator in this version.`)
      }
      if (!this.match(/\|(?!\|)/y)) return finish({ t: 'pipeline' as const, stages })
    }
  }

  private redirects(): Redirect[] {
    const found: Redirect[] = []
    for (;;) {
      this.blanks()
      const merge = this.match(/([1-6*])>&1/y)
      if (merge) {
        found.push({ from: merge[1] as string, to: '1' })
        continue
      }
      const file = this.match(/([1-6*]?)>>?/y)
      if (!file) return found
      this.blanks()
      found.push({ from: file[1] || '1', to: this.argument() })
    }
  }

  private command(): Stage {
    const from = this.at
    const dot = this.match(/\.(?=[ \t])/y) !== null
    const called = dot || this.match(/&/y) !== null
    this.blanks()
    let name: Expr
    if (called && this.startsExpression()) name = this.postfix(this.string() ?? this.dollar() ?? this.blockOrParen())
    else {
      const word = this.match(/[^\s;|(){}"'`$,<>&]+/y) ?? this.fail(`An empty pipe element is not allowed.`)
      name = { t: 'value', value: word[0] }
    }
    const args: Argument[] = []
    const redirects: Redirect[] = []
    for (;;) {
      this.blanks()
      if (this.at >= this.text.length || this.looking(/[\r\n;|)}]|&&/y)) break
      if (this.looking(/[1-6*]?>/y)) {
        redirects.push(...this.redirects())
        continue
      }
      const parameter = this.match(/-([A-Za-z_][\w]*)(:?)/y)
      if (!parameter) {
        args.push({ t: 'argument', value: this.argumentList() })
        continue
      }
      this.blanks()
      const valued = parameter[2] === ':'
      args.push({ t: 'parameter', name: parameter[1] as string, ...(valued ? { value: this.argumentList() } : {}) })
    }
    return { t: 'command', name, args, dot, redirects, text: this.text.slice(from, this.at) }
  }

  private blockOrParen(): Expr {
    if (this.match(/\{/y)) {
      const block = this.block()
      this.expect('}')
      return { t: 'block', block }
    }
    this.expect('(')
    const statement = this.pipelineOrAssignment(true)
    this.expect(')')
    return { t: 'paren', statement }
  }

  private argumentList(): Expr {
    const items = [this.argument()]
    for (;;) {
      const before = this.at
      this.blanks()
      if (this.text[this.at] !== ',') {
        this.at = before
        return items.length === 1 ? (items[0] as Expr) : { t: 'list', items }
      }
      this.at++
      this.blanks(true)
      items.push(this.argument())
    }
  }

  /** One argument of a command: an expression without operators, or a bare word. */
  private argument(): Expr {
    if (this.looking(/[("'{]|@[({"']|\$\(/y) || this.looking(/\$[\w{?^$]/y)) {
      const start = this.at
      const value = this.postfix(this.string() ?? this.dollar() ?? this.primary())
      if (this.at >= this.text.length || this.looking(/[\s;|)},]/y) || value.t === 'block') return value
      this.at = start
    }
    const number = this.match(/-?\d+(\.\d+)?(?=[\s;|)},]|$)/y)
    if (number) return { t: 'value', value: Number(number[0]) }
    return this.bareWord()
  }

  private bareWord(): Expr {
    const parts: (string | Expr)[] = []
    for (;;) {
      const word = this.match(/[^\s;|(){},"'`$]+/y)
      if (word) {
        parts.push(word[0])
        continue
      }
      const piece = this.match(/`(.)/y)?.[1] ?? this.string() ?? this.dollar()
      if (piece === undefined) break
      parts.push(piece)
    }
    if (parts.length === 0) this.fail('Missing an argument.')
    return parts.length === 1 && typeof parts[0] === 'string' ? { t: 'value', value: parts[0] } : { t: 'string', parts }
  }
}

/** `-ceq` compares with case and keeps its name; `-ieq` is `-eq`. */
function plainOp(spelled: string): string {
  const op = spelled.toLowerCase()
  return op.replace(/^-i(?=(eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|contains|notcontains|replace|split|notin)$)/, '-')
}
