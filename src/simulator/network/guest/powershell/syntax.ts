/** An expression of PowerShell. */
export type Expr =
  | { t: 'value'; value: string | number }
  | { t: 'string'; parts: (string | Expr)[] }
  | { t: 'variable'; scope: string; name: string }
  | { t: 'list'; items: Expr[] }
  | { t: 'array'; body: Statement[] }
  | { t: 'sub'; body: Statement[] }
  | { t: 'paren'; statement: Statement }
  | { t: 'hash'; pairs: [Expr, Statement][] }
  | { t: 'block'; block: Block }
  | { t: 'type'; name: string }
  | { t: 'cast'; name: string; operand: Expr }
  | { t: 'unary'; op: string; operand: Expr }
  | { t: 'binary'; op: string; left: Expr; right: Expr }
  | { t: 'member'; target: Expr; name: Expr; static: boolean }
  | { t: 'call'; target: Expr; name: Expr; args: Expr[]; static: boolean }
  | { t: 'index'; target: Expr; index: Expr }
  | { t: 'step'; target: Expr; by: 1 | -1; prefix: boolean }

export interface Parameter { name: string; type: string | undefined; mandatory: boolean; standard: Expr | undefined }
export interface Block { parameters: Parameter[]; body: Statement[]; begin?: Statement[]; end?: Statement[] }

export type Argument = { t: 'argument'; value: Expr } | { t: 'parameter'; name: string; value?: Expr }

export interface Redirect { from: string; to: string | Expr }

/** One stage of a pipeline. */
export type Stage =
  | { t: 'expression'; value: Expr; redirects: Redirect[] }
  | { t: 'command'; name: Expr; args: Argument[]; dot: boolean; redirects: Redirect[]; text: string }

export type Statement = { line: number; text: string } & (
  | { t: 'pipeline'; stages: Stage[] }
  | { t: 'assign'; target: Expr; op: string; value: Statement }
  | { t: 'if'; clauses: { condition: Statement; body: Statement[] }[]; otherwise: Statement[] | undefined }
  | { t: 'while'; condition: Statement; body: Statement[]; until: boolean; after: boolean }
  | { t: 'for'; start: Statement | undefined; condition: Statement | undefined; next: Statement | undefined; body: Statement[] }
  | { t: 'foreach'; name: Expr & { t: 'variable' }; values: Statement; body: Statement[] }
  | { t: 'switch'; value: Statement; mode: string; cases: { test: Expr | undefined; body: Statement[] }[] }
  | { t: 'try'; body: Statement[]; catches: { types: string[]; body: Statement[] }[]; finally: Statement[] | undefined }
  | { t: 'throw' | 'return' | 'exit'; value: Statement | undefined }
  | { t: 'break' | 'continue' }
  | { t: 'function'; name: string; block: Block }
)

/** The script is not a sentence of PowerShell 3. */
export class ParseFault extends Error {
  readonly line: number
  readonly source: string
  constructor(message: string, line: number, source: string) {
    super(message)
    this.line = line
    this.source = source
  }
}
