import { ShellReader } from './reader.ts'
import { SyntaxFault, type AndOr, type Command, type List, type Pipeline, type Redirection, type Word } from './syntax.ts'
import { closingOf, readWhole, readWord, type Source } from './words.ts'

/** Nesting of commands beyond this is refused. */
const DEPTH = 60

/** Parses a script of the POSIX shell, with the few things of bash that scripts take for granted. Throws SyntaxFault. */
export function parseShell(text: string): List {
  return new Parser(text, 1, 0).whole()
}

class Parser extends ShellReader {
  whole(): List {
    const list = this.list([])
    this.lines()
    if (this.at < this.text.length) this.unexpected()
    return list
  }

  parse(text: string): List {
    return new Parser(text, this.line(), this.depth + 1).whole()
  }

  substitution(this: Source): List {
    const inner = new Parser(this.text, 1, 1)
    inner.at = this.at
    const list = inner.list([])
    inner.lines()
    if (inner.text[inner.at] !== ')') throw new SyntaxFault("unexpected EOF while looking for matching `)'", this.line())
    this.at = inner.at + 1
    return list
  }

  list(ends: readonly string[]): List {
    if (++this.depth > DEPTH) throw new SyntaxFault('maximum nesting level exceeded', this.line())
    const items: List['items'] = []
    for (;;) {
      this.lines()
      const char = this.text[this.at]
      if (char === undefined || char === ')' || this.text.startsWith(';;', this.at) || ends.includes(this.peek())) break
      const chain = this.chain()
      this.blanks()
      const background = this.text[this.at] === '&'
      items.push({ chain, background })
      if (background || (this.text[this.at] === ';' && this.text[this.at + 1] !== ';')) this.at++
      else if (this.text[this.at] !== '\n') break
    }
    this.depth--
    return { items }
  }

  private body(...ends: string[]): List {
    const list = this.list(ends)
    if (list.items.length === 0) this.unexpected()
    return list
  }

  private chain(): AndOr {
    const first = this.pipeline()
    const rest: AndOr['rest'] = []
    for (;;) {
      const op = this.op('&&', '||') as '&&' | '||' | undefined
      if (!op) return { first, rest }
      this.lines()
      rest.push({ op, pipeline: this.pipeline() })
    }
  }

  private pipeline(): Pipeline {
    let negated = false
    while (this.peek() === '!') {
      this.at++
      negated = !negated
    }
    const commands = [this.command()]
    for (;;) {
      this.blanks()
      if (this.text[this.at] !== '|' || this.text[this.at + 1] === '|') return { negated, commands }
      this.at++
      const both = this.text[this.at] === '&'
      if (both) {
        this.at++
        commands.at(-1)?.redirections.push({ fd: 2, op: '>&', target: [{ t: 'text', text: '1', quoted: false }] })
      }
      this.lines()
      commands.push(this.command())
    }
  }

  private command(): Command {
    const line = this.line()
    const compound = this.compound(line)
    if (!compound) return this.simple(line)
    for (let one = this.redirection(); one; one = this.redirection()) compound.redirections.push(one)
    return compound
  }

  private compound(line: number): Command | undefined {
    const base = { redirections: [], line }
    const word = this.peek()
    const take = (): void => void (this.at += word.length)
    if (this.text.startsWith('((', this.at)) {
      const close = closingOf(this.text, this.at + 2)
      if (close >= 0) {
        const expression = readWhole(this, this.text.slice(this.at + 2, close))
        this.at = close + 2
        return { ...base, t: 'let', expression }
      }
    }
    if (this.op('(')) {
      const body = this.body()
      this.lines()
      if (!this.op(')')) this.unexpected()
      return { ...base, t: 'subshell', body }
    }
    if (word === '{') {
      take()
      const body = this.body('}')
      this.expect('}')
      return { ...base, t: 'group', body }
    }
    if (word === 'if') {
      take()
      return this.conditional(base)
    }
    if (word === 'while' || word === 'until') {
      take()
      const condition = this.body('do')
      return { ...base, t: 'loop', until: word === 'until', condition, body: this.doBody() }
    }
    if (word === 'for') {
      take()
      return this.iteration(base)
    }
    if (word === 'case') {
      take()
      return this.selection(base)
    }
    if (word === '[[') {
      take()
      return { ...base, t: 'test', words: this.testWords() }
    }
    if (word === 'function') {
      take()
      const name = this.peek()
      this.at += name.length
      if (this.op('(')) this.op(')')
      this.lines()
      return { ...base, t: 'function', name, body: this.command() }
    }
    const named = /^([A-Za-z_][\w-]*)[ \t]*\([ \t]*\)/.exec(this.text.slice(this.at, this.at + 200))
    if (named) {
      this.at += named[0].length
      this.lines()
      return { ...base, t: 'function', name: named[1] as string, body: this.command() }
    }
    if (['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}'].includes(word)) this.unexpected()
    return undefined
  }

  private conditional(base: { redirections: Redirection[]; line: number }): Command {
    const clauses: { condition: List; body: List }[] = []
    for (;;) {
      const condition = this.body('then')
      this.expect('then')
      clauses.push({ condition, body: this.body('elif', 'else', 'fi') })
      this.lines()
      const next = this.peek()
      this.at += next.length
      if (next === 'elif') continue
      if (next === 'fi') return { ...base, t: 'if', clauses }
      if (next !== 'else') {
        this.at -= next.length
        this.unexpected()
      }
      const otherwise = this.body('fi')
      this.expect('fi')
      return { ...base, t: 'if', clauses, otherwise }
    }
  }

  private doBody(): List {
    this.expect('do')
    const body = this.body('done')
    this.expect('done')
    return body
  }

  private iteration(base: { redirections: Redirection[]; line: number }): Command {
    if (this.op('((')) {
      const close = closingOf(this.text, this.at)
      const [start = '', condition = '', next = ''] = this.text.slice(this.at, close).split(';')
      if (close < 0) this.unexpected()
      this.at = close + 2
      this.op(';')
      this.lines()
      const read = (text: string): Word => readWhole(this, text.trim())
      return { ...base, t: 'count', start: read(start), condition: read(condition), next: read(next), body: this.doBody() }
    }
    const name = this.peek()
    if (!/^[A-Za-z_]\w*$/.test(name)) this.unexpected()
    this.at += name.length
    this.lines()
    let words: Word[] | undefined
    if (this.peek() === 'in') {
      this.at += 2
      words = this.words()
    }
    this.op(';')
    this.lines()
    return { ...base, t: 'for', name, ...(words ? { words } : {}), body: this.doBody() }
  }

  private selection(base: { redirections: Redirection[]; line: number }): Command {
    this.blanks()
    const word = readWord(this)
    this.expect('in')
    const items: { patterns: Word[]; body: List }[] = []
    for (;;) {
      this.lines()
      if (this.peek() === 'esac') break
      this.op('(')
      const patterns: Word[] = []
      do {
        this.blanks()
        patterns.push(readWord(this))
        if (patterns.at(-1)?.length === 0) this.unexpected()
      } while (this.op('|'))
      if (!this.op(')')) this.unexpected()
      items.push({ patterns, body: this.list(['esac']) })
      this.lines()
      if (!this.op(';;') && this.peek() !== 'esac') this.unexpected()
    }
    this.at += 4
    return { ...base, t: 'case', word, items }
  }

  private testWords(): (Word | '&&' | '||' | '(' | ')')[] {
    const words: (Word | '&&' | '||' | '(' | ')')[] = []
    for (;;) {
      this.lines()
      if (this.peek() === ']]') break
      const op = this.op('&&', '||', '(', ')') as '&&' | '||' | '(' | ')' | undefined
      if (op) {
        words.push(op)
        continue
      }
      const word = readWord(this, ' \t\n&|()')
      if (word.length === 0) this.unexpected()
      words.push(word)
    }
    this.at += 2
    return words
  }
}
