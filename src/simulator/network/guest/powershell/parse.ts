import { ExpressionReader } from './expressions.ts'
import type { Block, Expr, Parameter, Statement } from './syntax.ts'

/** Parses a script of PowerShell 3. Throws ParseFault. */
export function parsePowerShell(text: string): Block {
  return new Parser(text).script()
}

const KEYWORD = /(if|while|do|for|foreach|switch|try|throw|return|exit|break|continue|function|filter|trap)(?![\w-]|\s*=[^=])/iy

type Found = { t: Statement['t'] } & Record<string, unknown>

class Parser extends ExpressionReader {
  script(): Block {
    const block = this.block()
    this.blanks(true)
    if (this.at < this.text.length) this.unexpected()
    return block
  }

  protected block(): Block {
    this.separators()
    const block: Block = { parameters: this.parameters() ?? [], body: [] }
    for (;;) {
      this.separators()
      const named = this.match(/(begin|process|end)(?=\s*\{)/iy)
      if (!named) break
      const body = this.braced()
      const kind = (named[1] as string).toLowerCase()
      if (kind === 'process') block.body = body
      else block[kind as 'begin' | 'end'] = body
    }
    if (!block.begin && !block.end && block.body.length === 0) block.body = this.statements('}')
    return block
  }

  /** `[CmdletBinding()] param( … )` */
  private parameters(): Parameter[] | undefined {
    const before = this.at
    while (this.match(/\[CmdletBinding\([^)]*\)\]|\[OutputType\([^)]*\)\]/iy)) this.separators()
    if (!this.match(/param\b\s*\(/iy)) {
      this.at = before
      return undefined
    }
    return this.parameterList()
  }

  private parameterList(): Parameter[] {
    const found: Parameter[] = []
    for (;;) {
      this.blanks(true)
      if (this.match(/\)/y)) return found
      const parameter: Parameter = { name: '', type: undefined, mandatory: false, standard: undefined }
      for (let bracket = this.match(/\[([A-Za-z_][\w.]*(?:\[\])?)(\([^)]*\))?\]/y); bracket; bracket =
        this.match(/\[([A-Za-z_][\w.]*(?:\[\])?)(\([^)]*\))?\]/y)) {
        if (bracket[2] === undefined) parameter.type = bracket[1]
        else if (/mandatory/i.test(bracket[2]) && !/false/i.test(bracket[2])) parameter.mandatory = true
        this.blanks(true)
      }
      const name = this.match(/\$([A-Za-z_]\w*)/y) ?? this.fail("Missing ')' in function parameter list.")
      parameter.name = name[1] as string
      this.blanks(true)
      if (this.match(/=/y)) {
        this.blanks(true)
        parameter.standard = this.expressionWithoutComma()
      }
      found.push(parameter)
      this.blanks(true)
      this.match(/,/y)
    }
  }

  /** A default value ends at the comma that parts it from the next parameter. */
  private expressionWithoutComma(): Expr {
    const from = this.at
    let depth = 0
    let end = from
    for (; end < this.text.length; end++) {
      const char = this.text[end] as string
      if ('"\''.includes(char)) {
        const close = this.text.indexOf(char, end + 1)
        end = close < 0 ? this.text.length : close
      } else if ('([{'.includes(char)) depth++
      else if (')]}'.includes(char) && depth-- === 0) break
      else if (char === ',' && depth === 0) break
    }
    const inner = new Parser(this.text.slice(from, end))
    const value = inner.expression(true)
    this.at = end
    return value
  }

  private unexpected(): never {
    return this.fail(`Unexpected token '${this.text.slice(this.at, this.at + 20).split(/\s/)[0]}' in expression or statement.`)
  }

  private separators(): void {
    for (let before = -1; before !== this.at;) {
      before = this.at
      this.blanks(true)
      this.match(/;/y)
    }
  }

  private braced(): Statement[] {
    this.expect('{')
    const body = this.statements('}')
    this.expect('}')
    return body
  }

  protected statements(end: string): Statement[] {
    const found: Statement[] = []
    for (;;) {
      this.separators()
      if (this.at >= this.text.length || this.text.startsWith(end, this.at)) return found
      if (this.looking(/[)}]/y)) this.unexpected()
      found.push(this.statement())
      this.blanks()
      if (this.at < this.text.length && !this.looking(/[;\r\n)}]/y) && !endsWithBlock(found.at(-1))) this.unexpected()
    }
  }

  protected statement(): Statement {
    if (++this.depth > 120) this.fail('The script is nested too deeply.')
    this.blanks()
    const line = this.line()
    const from = this.at
    const keyword = this.match(KEYWORD)
    const found = keyword ? this.keyword((keyword[1] as string).toLowerCase(), from) : this.pipelineOrAssignment()
    this.depth--
    return { ...found, line, text: this.text.slice(from, this.at).trim() } as Statement
  }

  private keyword(word: string, from: number): Found | Statement {
    switch (word) {
      case 'if': return this.conditional()
      case 'while': return { t: 'while', condition: this.condition(), body: this.braced(), until: false, after: false }
      case 'do': {
        const body = this.braced()
        this.blanks(true)
        const until = this.match(/until\b/iy) !== null
        if (!until && !this.match(/while\b/iy)) this.fail("Missing while or until keyword in do loop.")
        return { t: 'while', condition: this.condition(), body, until, after: true }
      }
      case 'for': return this.counted()
      case 'foreach': {
        if (!this.looking(/\s*\(/y)) {
          this.at = from
          return this.pipelineOrAssignment()
        }
        this.expect('(')
        this.blanks(true)
        const name = this.dollar()
        if (name?.t !== 'variable') return this.fail('Missing variable name after foreach.')
        this.blanks(true)
        if (!this.match(/in\b/iy)) this.fail("Missing 'in' after variable in foreach loop.")
        this.blanks(true)
        const values = this.pipelineOrAssignment(true)
        this.expect(')')
        return { t: 'foreach', name, values, body: this.braced() }
      }
      case 'switch': return this.selection()
      case 'try': return this.attempt()
      case 'function': case 'filter': return this.definition()
      case 'trap': return this.fail('The trap statement is not known to this guest.')
      case 'break': case 'continue': return { t: word }
      default: {
        this.blanks()
        const value = this.at >= this.text.length || this.looking(/[;\r\n)}]/y) ? undefined : this.pipelineOrAssignment()
        return { t: word as 'throw' | 'return' | 'exit', value }
      }
    }
  }

  private condition(): Statement {
    this.expect('(')
    this.blanks(true)
    const found = this.pipelineOrAssignment(true)
    this.expect(')')
    return found
  }

  private conditional(): Found {
    const clauses = [{ condition: this.condition(), body: this.braced() }]
    for (;;) {
      const before = this.at
      this.blanks(true)
      if (this.match(/elseif\b/iy)) clauses.push({ condition: this.condition(), body: this.braced() })
      else if (this.match(/else\b/iy)) return { t: 'if', clauses, otherwise: this.braced() }
      else {
        this.at = before
        return { t: 'if', clauses, otherwise: undefined }
      }
    }
  }

  private counted(): Found {
    this.expect('(')
    const part = (end: RegExp): Statement | undefined => {
      this.blanks(true)
      const found = this.looking(end) ? undefined : this.pipelineOrAssignment()
      this.blanks(true)
      if (!end.source.includes('\\)')) this.match(/;/y)
      return found
    }
    const [start, condition, next] = [part(/;/y), part(/;/y), part(/\)/y)]
    this.expect(')')
    return { t: 'for', start, condition, next, body: this.braced() }
  }

  private selection(): Found {
    this.blanks()
    const mode = this.match(/-(regex|wildcard|exact|casesensitive)\b/iy)?.[1]?.toLowerCase() ?? ''
    const value = this.condition()
    this.expect('{')
    const cases: { test: Expr | undefined; body: Statement[] }[] = []
    for (;;) {
      this.separators()
      if (this.match(/\}/y)) return { t: 'switch', value, mode, cases }
      const standard = this.match(/default\b/iy)
      const word = standard ? undefined : this.match(/[A-Za-z_][\w-]*(?=\s*\{)/y)
      const test: Expr | undefined = standard ? undefined : word ? { t: 'value', value: word[0] } : this.expression()
      cases.push({ test, body: this.braced() })
    }
  }

  private attempt(): Found {
    const body = this.braced()
    const catches: { types: string[]; body: Statement[] }[] = []
    for (;;) {
      const before = this.at
      this.blanks(true)
      if (this.match(/catch\b/iy)) {
        const types: string[] = []
        for (;;) {
          this.blanks(true)
          const type = this.match(/\[([\w.]+)\]/y)
          if (!type) break
          types.push(type[1] as string)
          this.blanks(true)
          this.match(/,/y)
        }
        catches.push({ types, body: this.braced() })
      } else if (this.match(/finally\b/iy)) return { t: 'try', body, catches, finally: this.braced() }
      else {
        this.at = before
        if (catches.length === 0) this.fail('The Try statement is missing its Catch or Finally block.')
        return { t: 'try', body, catches, finally: undefined }
      }
    }
  }

  private definition(): Found {
    this.blanks()
    const name = this.match(/[\w:-]+/y) ?? this.fail('Missing name after function keyword.')
    this.blanks(true)
    const listed = this.match(/\(/y) ? this.parameterList() : undefined
    this.expect('{')
    const block = this.block()
    this.expect('}')
    return { t: 'function', name: (name[0]).replace(/^(global|script|local):/i, ''),
      block: { ...block, parameters: listed ?? block.parameters } }
  }
}

/** After these no line end or semicolon is needed. */
function endsWithBlock(statement: Statement | undefined): boolean {
  return statement !== undefined && ['if', 'while', 'for', 'foreach', 'switch', 'try', 'function'].includes(statement.t)
}
