import { SyntaxFault, type Assignment, type Command, type List, type Redirection, type Word } from './syntax.ts'
import { readWhole, readWord, type Source } from './words.ts'

type Heredoc = { redirection: Redirection; end: string; quoted: boolean; strip: boolean }

/** Reads what commands are made of: words, redirections, here-documents. The grammar of whole commands stands on top of it. */
export abstract class ShellReader implements Source {
  readonly text: string
  at = 0
  protected readonly firstLine: number
  protected depth: number
  private waiting: Heredoc[] = []

  constructor(text: string, firstLine: number, depth: number) {
    this.text = text
    this.firstLine = firstLine
    this.depth = depth
  }

  abstract substitution(this: Source): List
  abstract parse(text: string): List

  line(): number {
    return this.firstLine + (this.text.slice(0, this.at).match(/\n/g)?.length ?? 0)
  }

  protected unexpected(): never {
    this.blanks()
    const token = /^(?:&&|\|\||;;|[;&|<>()\n]|[^\s;&|<>()]+)/.exec(this.text.slice(this.at))?.[0]
    if (token === undefined) throw new SyntaxFault('syntax error: unexpected end of file', this.line())
    throw new SyntaxFault(`syntax error near unexpected token \`${token === '\n' ? 'newline' : token}'`, this.line())
  }

  protected blanks(): void {
    for (;;) {
      const char = this.text[this.at]
      if (char === ' ' || char === '\t') this.at++
      else if (char === '\\' && this.text[this.at + 1] === '\n') this.at += 2
      else if (char === '#') while (this.at < this.text.length && this.text[this.at] !== '\n') this.at++
      else return
    }
  }

  protected lines(): void {
    for (this.blanks(); this.text[this.at] === '\n'; this.blanks()) this.newline()
  }

  protected newline(): void {
    this.at++
    for (const { redirection, end, quoted, strip } of this.waiting.splice(0)) {
      let body = ''
      for (;;) {
        if (this.at >= this.text.length) break
        const stop = this.text.indexOf('\n', this.at)
        const raw = this.text.slice(this.at, stop < 0 ? this.text.length : stop)
        this.at = stop < 0 ? this.text.length : stop + 1
        const line = strip ? raw.replace(/^\t+/, '') : raw
        if (line === end) break
        body += `${line}\n`
      }
      redirection.target = quoted ? [{ t: 'text', text: body, quoted: true }] : readWhole(this, body)
    }
  }

  protected op(...ops: string[]): string | undefined {
    this.blanks()
    const found = ops.find((op) => this.text.startsWith(op, this.at))
    if (found !== undefined) this.at += found.length
    return found
  }

  /** The unquoted word that comes next, without reading it. */
  protected peek(): string {
    this.blanks()
    const [found = ''] = /^[^\s;&|<>()"'\\$`]+/.exec(this.text.slice(this.at, this.at + 80)) ?? []
    const after = this.text[this.at + found.length]
    return after === undefined || ' \t\r\n;&|<>()'.includes(after) ? found : ''
  }

  protected expect(word: string): void {
    this.lines()
    if (this.peek() !== word) this.unexpected()
    this.at += word.length
  }

  protected words(): Word[] {
    const words: Word[] = []
    for (;;) {
      this.blanks()
      const word = readWord(this)
      if (word.length === 0) return words
      words.push(word)
    }
  }

  protected simple(line: number): Command {
    const command: Command & { t: 'simple' } = { t: 'simple', assignments: [], words: [], redirections: [], line }
    for (;;) {
      this.blanks()
      const redirection = this.redirection()
      if (redirection) {
        command.redirections.push(redirection)
        continue
      }
      const assignment = command.words.length === 0 ? this.assignment() : undefined
      if (assignment) {
        command.assignments.push(assignment)
        continue
      }
      const word = readWord(this)
      if (word.length === 0) break
      command.words.push(word)
    }
    if (command.words.length + command.assignments.length + command.redirections.length === 0) this.unexpected()
    return command
  }

  protected assignment(): Assignment | undefined {
    const [whole, name, plus] = /^([A-Za-z_]\w*)(\+?)=/.exec(this.text.slice(this.at, this.at + 200)) ?? []
    if (whole === undefined || name === undefined) return undefined
    this.at += whole.length
    return { name, value: readWord(this), append: plus === '+' }
  }

  protected redirection(): Redirection | undefined {
    this.blanks()
    const [whole, digits = '', op = ''] = /^(\d*)(<<<|<<-|<<|<>|<&|>>|>&|>\||&>>|&>|<|>)/.exec(this.text.slice(this.at,
      this.at + 12)) ?? []
    if (whole === undefined || (op.startsWith('&') && digits !== '')) return undefined
    this.at += whole.length
    this.blanks()
    const fd = digits === '' ? (op.startsWith('<') ? 0 : 1) : Number(digits)
    const redirection: Redirection = { fd, op: (op === '>|' ? '>' : op === '<<-' ? '<<' : op === '&>>' ? '&>'
      : op) as Redirection['op'], target: [] }
    if (op === '<<' || op === '<<-') {
      const from = this.at
      const end = readWord(this).map((part) => (part.t === 'text' ? part.text : '')).join('')
      this.waiting.push({ redirection, end, quoted: /['"\\]/.test(this.text.slice(from, this.at)), strip: op === '<<-' })
      return redirection
    }
    redirection.target = readWord(this)
    if (redirection.target.length === 0) this.unexpected()
    return redirection
  }
}
