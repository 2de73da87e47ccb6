/** An expression of `$(( ))` that cannot be computed. */
export class ArithmeticFault extends Error {}

export interface Variables {
  get(name: string): string
  set(name: string, value: string): void
}

/** Operators of equal rank, the weakest first. */
const RANKS = [['||'], ['&&'], ['|'], ['^'], ['&'], ['==', '!='], ['<=', '>=', '<', '>'], ['<<', '>>'], ['+', '-'],
  ['*', '/', '%'], ['**']]
const ASSIGN = ['=', '+=', '-=', '*=', '/=', '%=', '<<=', '>>=', '&=', '|=', '^=']

const TOKENS = new RegExp([
  /0[xX][0-9a-fA-F]+|\d+#\w+|\d+|[A-Za-z_]\w*/, /<<=|>>=|\*\*|<<|>>|<=|>=|==|!=|&&|\|\||\+\+|--/,
    /[-+*/%&|^]=|[-+*/%<>=!~&|^?:(),]|\S/,
].map((one) => one.source).join('|'), 'g')

/** Computes an expression of the shell's arithmetic in 64 bits. Throws ArithmeticFault. */
export function compute(text: string, variables: Variables): bigint {
  const tokens = text.match(TOKENS) ?? []
  return new Calculation(tokens, variables, 0).whole()
}

class Calculation {
  private at = 0
  private readonly tokens: readonly string[]
  private readonly variables: Variables
  private depth: number
  /** Above 0 within the branch that is not taken: nothing is assigned there, and a division by zero is none. */
  private idle = 0

  constructor(tokens: readonly string[], variables: Variables, depth: number) {
    this.tokens = tokens
    this.variables = variables
    this.depth = depth
  }

  whole(): bigint {
    if (this.tokens.length === 0) return 0n
    let value = this.assignment()
    while (this.take(',')) value = this.assignment()
    const left = this.tokens[this.at]
    if (left !== undefined) throw new ArithmeticFault(`syntax error in expression (error token is "${left}")`)
    return value
  }

  private take(...wanted: string[]): string | undefined {
    const token = this.tokens[this.at]
    if (token === undefined || !wanted.includes(token)) return undefined
    this.at++
    return token
  }

  private assignment(): bigint {
    if (++this.depth > 200) throw new ArithmeticFault('expression recursion level exceeded')
    try {
      const name = this.tokens[this.at] ?? ''
      const op = this.tokens[this.at + 1] ?? ''
      if (!/^[A-Za-z_]/.test(name) || !ASSIGN.includes(op)) return this.ternary()
      this.at += 2
      const right = this.assignment()
      return this.store(name, op === '=' ? right : this.apply(op.slice(0, -1), this.read(name), right))
    } finally {
      this.depth--
    }
  }

  private store(name: string, value: bigint): bigint {
    if (this.idle === 0) this.variables.set(name, String(value))
    return value
  }

  private ternary(): bigint {
    const condition = this.binary(0)
    if (!this.take('?')) return condition
    const yes = this.idly(condition === 0n, () => this.assignment())
    if (!this.take(':')) throw new ArithmeticFault('`:\' expected for conditional expression')
    const no = this.idly(condition !== 0n, () => this.assignment())
    return condition === 0n ? no : yes
  }

  private idly(idle: boolean, read: () => bigint): bigint {
    this.idle += idle ? 1 : 0
    const value = read()
    this.idle -= idle ? 1 : 0
    return value
  }

  private binary(rank: number): bigint {
    const ops = RANKS[rank]
    if (!ops) return this.unary()
    let left = this.binary(rank + 1)
    for (let op = this.take(...ops); op; op = this.take(...ops)) {
      const decided = (op === '&&' && left === 0n) || (op === '||' && left !== 0n)
      // `**` binds to the right.
      const right = this.idly(decided, () => this.binary(op === '**' ? rank : rank + 1))
      left = this.apply(op, left, right)
    }
    return left
  }

  private apply(op: string, a: bigint, b: bigint): bigint {
    if ((op === '/' || op === '%') && b === 0n) {
      if (this.idle > 0) return 0n
      throw new ArithmeticFault('division by 0 (error token is "0")')
    }
    if (op === '**' && (b < 0n || b > 64n)) throw new ArithmeticFault('exponent less than 0 or too large')
    const truth = (value: boolean): bigint => (value ? 1n : 0n)
    const results: Record<string, () => bigint> = {
      '+': () => a + b, '-': () => a - b, '*': () => a * b, '/': () => a / b, '%': () => a % b, '**': () => a ** b,
      '<<': () => a << (b & 63n), '>>': () => a >> (b & 63n), '&': () => a & b, '|': () => a | b, '^': () => a ^ b,
      '==': () => truth(a === b), '!=': () => truth(a !== b), '<': () => truth(a < b), '>': () => truth(a > b),
        '<=': () => truth(a <= b),
      '>=': () => truth(a >= b), '&&': () => truth(a !== 0n && b !== 0n), '||': () => truth(a !== 0n || b !== 0n),
    }
    return BigInt.asIntN(64, results[op]?.() ?? 0n)
  }

  private unary(): bigint {
    const step = this.take('++', '--')
    if (step) {
      const name = this.tokens[this.at++] ?? ''
      return this.store(name, this.read(name) + (step === '++' ? 1n : -1n))
    }
    const op = this.take('-', '+', '!', '~')
    if (!op) return this.primary()
    const value = this.unary()
    if (op === '!') return value === 0n ? 1n : 0n
    return op === '-' ? -value : op === '~' ? ~value : value
  }

  private primary(): bigint {
    if (this.take('(')) {
      const value = this.assignment()
      if (!this.take(')')) throw new ArithmeticFault('missing `)\'')
      return value
    }
    const token = this.tokens[this.at++]
    if (token === undefined) throw new ArithmeticFault('syntax error: operand expected')
    if (/^\d/.test(token)) return number(token)
    if (!/^[A-Za-z_]/.test(token)) throw new ArithmeticFault(`syntax error: operand expected (error token is "${token}")`)
    const value = this.read(token)
    const step = this.take('++', '--')
    if (step) this.store(token, value + (step === '++' ? 1n : -1n))
    return value
  }

  /** A variable's value is an expression of its own. */
  private read(name: string): bigint {
    const text = this.variables.get(name).trim()
    if (text === '') return 0n
    if (/^[-+]?\d+$/.test(text)) return text.startsWith('-') ? -number(text.slice(1)) : number(text.replace('+', ''))
    if (this.depth > 50) throw new ArithmeticFault('expression recursion level exceeded')
    const tokens = text.match(/\w+|\S/g) ?? []
    return new Calculation(tokens, this.variables, this.depth + 1).whole()
  }
}

function number(token: string): bigint {
  if (token.length > 30) throw new ArithmeticFault('value too great for base')
  const based = /^(\d+)#(\w+)$/.exec(token)
  if (based) return BigInt(Number.parseInt(based[2] as string, Number(based[1])) || 0)
  if (/^0[xX]/.test(token)) return BigInt.asIntN(64, BigInt(token))
  if (/^0[0-7]+$/.test(token)) return BigInt(`0o${token.slice(1)}`)
  if (/^0\d/.test(token)) throw new ArithmeticFault(`${token}: value too great for base (error token is "${token}")`)
  return BigInt.asIntN(64, BigInt(/^\d+$/.test(token) ? token : '0'))
}
