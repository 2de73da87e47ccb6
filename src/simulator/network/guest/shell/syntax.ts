/** A piece of a word. `quoted` pieces are neither split nor taken as patterns. */
export type Part =
  | { t: 'text'; text: string; quoted: boolean }
  | { t: 'variable'; name: string; op?: string; argument?: Word; quoted: boolean }
  | { t: 'command'; body: List; quoted: boolean }
  | { t: 'arithmetic'; expression: Word; quoted: boolean }

export type Word = Part[]

export interface Redirection {
  /** The descriptor that is redirected. */
  fd: number
  op: '<' | '>' | '>>' | '<<' | '<<<' | '>&' | '<&' | '<>' | '&>'
  target: Word
}

export interface Assignment { name: string; value: Word; append: boolean }

export type Command = { redirections: Redirection[]; line: number } & (
  | { t: 'simple'; assignments: Assignment[]; words: Word[] }
  | { t: 'group' | 'subshell'; body: List }
  | { t: 'if'; clauses: { condition: List; body: List }[]; otherwise?: List }
  | { t: 'loop'; until: boolean; condition: List; body: List }
  | { t: 'for'; name: string; words?: Word[]; body: List }
  | { t: 'count'; start: Word; condition: Word; next: Word; body: List }
  | { t: 'case'; word: Word; items: { patterns: Word[]; body: List }[] }
  | { t: 'function'; name: string; body: Command }
  | { t: 'test'; words: (Word | '&&' | '||' | '(' | ')')[] }
  | { t: 'let'; expression: Word }
)

export interface Pipeline { negated: boolean; commands: Command[] }
export interface AndOr { first: Pipeline; rest: { op: '&&' | '||'; pipeline: Pipeline }[] }
export interface List { items: { chain: AndOr; background: boolean }[] }

/** The script is not a sentence of the shell's language. */
export class SyntaxFault extends Error {
  readonly line: number
  constructor(message: string, line: number) {
    super(message)
    this.line = line
  }
}
