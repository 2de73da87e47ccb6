import { ParseFault, type Block, type Expr, type Statement } from './syntax.ts'

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', 0: '\0', a: '\x07', b: '\b', f: '\f', v: '\v' }

const BLANK = ' \t\f\v\u00a0\ufeff'

/** Reads the characters of a script: blanks, words, strings. The grammar stands on top of it. */
export abstract class Reader {
  protected readonly text: string
  protected at = 0
  protected depth = 0
  /** Which line begins at a place, the last that was asked for. */
  private lineStart = { at: 0, line: 1 }

  constructor(text: string) {
    this.text = text
  }

  /** The statements of an inner script, for `$( )`. */
  protected abstract statements(end: string): Statement[]
  protected abstract block(): Block

  protected line(): number {
    if (this.at < this.lineStart.at) this.lineStart = { at: 0, line: 1 }
    for (let end = this.text.indexOf('\n', this.lineStart.at); end >= 0 && end < this.at; end = this.text.indexOf('\n', end + 1)) {
      this.lineStart = { at: end + 1, line: this.lineStart.line + 1 }
    }
    return this.lineStart.line
  }

  protected fail(message: string): never {
    const from = this.text.lastIndexOf('\n', this.at - 1) + 1
    const to = this.text.indexOf('\n', this.at)
    throw new ParseFault(message, this.line(), this.text.slice(from, to < 0 ? undefined : to).trim())
  }

  /** Skips blanks and comments, and line ends where `lines` says so. */
  protected blanks(lines = false): void {
    for (;;) {
      const char = this.text[this.at]
      if (char === undefined) return
      if (BLANK.includes(char) || (lines && (char === '\r' || char === '\n'))) this.at++
      else if (char === '`' && [undefined, '\r', '\n'].includes(this.text[this.at + 1])) this.at += this.text.startsWith('`\r\n', this.at) ? 3 : 2
      else if (char === '<' && this.text[this.at + 1] === '#') this.skipTo('#>', 2)
      else if (char === '#') this.skipTo('\n', 0)
      else return
    }
  }

  /** Goes to the next `end` or so many characters on; to the end of the text where there is none. */
  private skipTo(end: string, on: number): void {
    const found = this.text.indexOf(end, this.at)
    this.at = found < 0 ? this.text.length : found + on
  }

  /** Takes what a sticky pattern finds here. */
  protected match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.at
    const found = sticky.exec(this.text)
    if (found) this.at += found[0].length
    return found
  }

  /** Whether a sticky pattern finds something here. */
  protected looking(sticky: RegExp): boolean {
    sticky.lastIndex = this.at
    return sticky.test(this.text)
  }

  protected expect(char: string): void {
    this.blanks(true)
    if (this.text.startsWith(char, this.at)) this.at += char.length
    else this.fail(`Missing '${char}' in statement or expression.`)
  }

  /** `$name`, `${any name}`, `$scope:name`, or `$( )`. */
  protected dollar(): Expr | undefined {
    if (this.text.startsWith('$(', this.at)) {
      this.at += 2
      const body = this.statements(')')
      this.expect(')')
      return { t: 'sub', body }
    }
    const braced = this.match(/\$\{([^}]*)\}/y)
    const found = braced ?? this.match(/\$((?:[A-Za-z]+:)?[A-Za-z_0-9]+|[?^$])/y)
    if (!found) return undefined
    if (!braced && this.looking(/:(?![:\w])/y)) {
      this.fail("Variable reference is not valid. ':' was not followed by a valid variable name character. "
        + 'Consider using ${} to delimit the name.')
    }
    const [, scope = '', name = ''] = /^(?:([A-Za-z]+):)?([\s\S]+)$/.exec(found[1] ?? '') ?? []
    return { t: 'variable', scope: scope.toLowerCase(), name }
  }

  /** A string in either kind of quotes, or a here-string; undefined where none begins. */
  protected string(): Expr | undefined {
    if (this.match(/@'[ \t]*\r?\n/y)) {
      const end = /\r?\n'@/g
      end.lastIndex = this.at - 1
      const found = end.exec(this.text)
      if (!found) this.fail("The string is missing the terminator: '@.")
      const value = found.index < this.at ? '' : this.text.slice(this.at, found.index)
      this.at = found.index + found[0].length
      return { t: 'value', value }
    }
    if (this.match(/@"[ \t]*\r?\n/y)) return this.expandable(/\r?\n"@/y, true)
    if (this.looking(/'/y)) {
      const found = this.match(/'((?:[^']|'')*)'/y)
      if (!found) this.fail("The string is missing the terminator: '.")
      return { t: 'value', value: (found[1] as string).replaceAll("''", "'") }
    }
    if (!this.match(/"/y)) return undefined
    return this.expandable(/"/y, false)
  }

  private expandable(end: RegExp, here: boolean): Expr {
    const parts: (string | Expr)[] = []
    let plain = ''
    for (;;) {
      const char = this.text[this.at]
      if (char === undefined) this.fail(`The string is missing the terminator: ${here ? '"@' : '"'}.`)
      if (!here && this.text.startsWith('""', this.at)) {
        plain += '"'
        this.at += 2
      } else if (this.match(end)) break
      else if (char === '`') {
        const next = this.text[this.at + 1] ?? ''
        this.at += 2
        if (next === '\r' && this.text[this.at] === '\n') this.at++
        else if (next !== '\n') plain += ESCAPES[next] ?? next
      } else if (char === '$') {
        const inner = this.dollar()
        if (!inner) {
          plain += '$'
          this.at++
        } else {
          parts.push(plain, inner)
          plain = ''
        }
      } else {
        plain += char
        this.at++
      }
    }
    return parts.length === 0 ? { t: 'value', value: plain } : { t: 'string', parts: [...parts, plain] }
  }

  /** A number with its multiplier; undefined where none begins. */
  protected number(): Expr | undefined {
    const hex = this.match(/0[xX]([0-9a-fA-F]+)l?\b/iy)
    if (hex) return { t: 'value', value: Number.parseInt(hex[1] as string, 16) }
    const found = this.match(/(\d+\.\d+|\.\d+|\d+)(e[-+]?\d+)?(l|d)?(kb|mb|gb)?(?![\w])/iy)
    if (!found) return undefined
    const scale = { kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }[(found[4] ?? '').toLowerCase()] ?? 1
    return { t: 'value', value: Number(`${found[1]}${found[2] ?? ''}`) * scale }
  }
}
