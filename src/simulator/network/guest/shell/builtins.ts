import { absolute, Exit, Leave, type Shell } from './state.ts'
import { split } from './expand.ts'
import { format, FormatFault } from './printf.ts'
import type { Context, Program } from './program.ts'
import { evaluateTest, TestFault } from './test.ts'
import { unescape } from './words.ts'
import { PROGRAMS } from '../programs/table.ts'

/** The commands that are part of the shell itself. */
export const BUILTINS: Readonly<Record<string, Program>> = {
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  echo,
  printf(context) {
    try {
      const printed = format(context.args)
      for (const warning of printed.warnings) say(context, `printf: ${warning}`)
      const target = context.args[0] === '-v' ? context.args[1] : undefined
      if (target) context.shell.variables.set(target, printed.text)
      else context.out(printed.text)
      return printed.warnings.length > 0 ? 1 : 0
    } catch (thrown) {
      if (!(thrown instanceof FormatFault)) throw thrown
      say(context, `printf: ${thrown.message}`)
      return 2
    }
  },
  test: (context) => tested(context, 'test', context.args),
  '['(context) {
    if (context.args.at(-1) === ']') return tested(context, '[', context.args.slice(0, -1))
    say(context, '[: missing `]\'')
    return 2
  },
  exit({ shell, args }) {
    throw new Exit(args[0] === undefined ? shell.status : Number(args[0]) || 0)
  },
  return({ shell, args }) {
    throw new Leave('return', args[0] === undefined ? shell.status : Number(args[0]) & 255)
  },
  break({ args }) {
    throw new Leave('break', Math.max(1, Number(args[0] ?? 1)))
  },
  continue({ args }) {
    throw new Leave('continue', Math.max(1, Number(args[0] ?? 1)))
  },
  export: (context) => declare(context, 'export'),
  readonly: (context) => declare(context, 'readonly'),
  local: (context) => declare(context, 'local'),
  declare: (context) => declare(context, 'local'),
  typeset: (context) => declare(context, 'local'),
  unset({ shell, args }) {
    const functions = args[0] === '-f'
    for (const name of args.filter((arg) => !arg.startsWith('-'))) {
      if (functions) shell.functions.delete(name)
      else shell.variables.delete(name)
    }
    return 0
  },
  set,
  shift({ shell, args }) {
    const count = Number(args[0] ?? 1)
    if (!(count <= shell.args.length)) return 1
    shell.args = shell.args.slice(count)
    return 0
  },
  read,
  cd({ shell, args, err }) {
    const path = absolute(shell, args[0] ?? shell.variables.get('HOME') ?? '/root')
    if (!shell.machine.dirs.has(path)) {
      err(`${shell.name}: line ${shell.line}: cd: ${args[0]}: No such file or directory\n`)
      return 1
    }
    shell.cwd = path
    return 0
  },
  pwd({ shell, out }) {
    out(`${shell.cwd}\n`)
    return 0
  },
  eval: (context) => context.source(context.shell, context.args.join(' ')),
  '.': (context) => sourceFile(context),
  source: (context) => sourceFile(context),
  exec: async (context) => {
    if (context.args.length === 0) return 0
    throw new Exit(await context.run(context.args))
  },
  command(context) {
    const [first, ...more] = context.args
    if (first === '-v' || first === '-V') return find(context, more, first === '-V')
    return first === undefined ? 0 : context.run(first === '-p' ? more : context.args)
  },
  type: (context) => find(context, context.args, true),
  hash: () => 0,
  builtin: (context) => (context.args.length === 0 ? 0 : context.run(context.args)),
  wait({ shell }) {
    const { machine } = shell
    machine.spend(Math.max(0, ...shell.jobs) - machine.elapsed)
    shell.jobs = []
    return 0
  },
  trap({ shell, args }) {
    const [action, ...signals] = args
    if (signals.some((signal) => signal === 'EXIT' || signal === '0')) shell.exitTrap = action === '-' || action === ''
      ? undefined : action
    return 0
  },
  let: async (context) => {
    await context.source(context.shell, `: $(( ${context.args.join(' , ')} ))`)
    return 0
  },
  umask: () => 0,
  ulimit: () => 0,
  kill: () => 0,
  times({ out }) {
    out('0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n')
    return 0
  },
}

function say({ shell, err }: Context, message: string): void {
  err(`${shell.name}: line ${shell.line}: ${message}\n`)
}

function echo({ args, out }: Context): number {
  let newline = true
  let escapes = false
  let at = 0
  for (; /^-[neE]+$/.test(args[at] ?? ''); at++) {
    const flags = args[at] as string
    if (flags.includes('n')) newline = false
    if (/[eE]/.test(flags)) escapes = flags.lastIndexOf('e') > flags.lastIndexOf('E')
  }
  const text = args.slice(at).join(' ')
  const stop = escapes ? text.indexOf('\\c') : -1
  out((escapes ? unescape(stop < 0 ? text : text.slice(0, stop)) : text) + (newline && stop < 0 ? '\n' : ''))
  return 0
}

function tested(context: Context, name: string, args: readonly string[]): number {
  try {
    return evaluateTest(context.shell, args) ? 0 : 1
  } catch (thrown) {
    if (!(thrown instanceof TestFault)) throw thrown
    say(context, `${name}: ${thrown.message}`)
    return 2
  }
}

function declare(context: Context, kind: 'export' | 'readonly' | 'local'): number {
  const { shell, args, out } = context
  const names = args.filter((arg) => !arg.startsWith('-'))
  if (names.length === 0 && kind === 'export') {
    for (const name of [...shell.exported].sort()) out(`declare -x ${name}="${shell.variables.get(name) ?? ''}"\n`)
  }
  for (const one of names) {
    const [, name = '', value] = /^([A-Za-z_]\w*)(?:=([\s\S]*))?$/.exec(one) ?? []
    if (name === '') {
      say(context, `${kind}: \`${one}': not a valid identifier`)
      return 1
    }
    if (shell.readonlys.has(name) && value !== undefined) {
      say(context, `${name}: readonly variable`)
      return 1
    }
    if (kind === 'local' && shell.locals && !shell.locals.has(name)) shell.locals.set(name, shell.variables.get(name))
    if (value !== undefined) shell.variables.set(name, value)
    else if (kind === 'local' && shell.locals) shell.variables.delete(name)
    if (kind === 'export' || args.includes('-x')) shell.exported.add(name)
    if (kind === 'readonly' || args.includes('-r')) shell.readonlys.add(name)
  }
  return 0
}

const FLAGS: Record<string, 'errexit' | 'nounset' | 'trace' | 'noglob' | 'pipefail'> = {
  e: 'errexit', u: 'nounset', x: 'trace', f: 'noglob', errexit: 'errexit', nounset: 'nounset', xtrace: 'trace', noglob: 'noglob',
  pipefail: 'pipefail',
}

function set(context: Context): number {
  const { shell, args } = context
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string
    if (arg === '--') {
      shell.args = args.slice(at + 1)
      return 0
    }
    if (!/^[-+][a-zA-Z]/.test(arg)) {
      shell.args = args.slice(at)
      return 0
    }
    for (const letter of arg.slice(1)) {
      const flag = FLAGS[letter === 'o' ? args[++at] ?? '' : letter]
      if (flag) shell[flag] = arg.startsWith('-')
    }
  }
  return 0
}

function read({ shell, args, input }: Context): number {
  const raw = args.some((arg) => /^-[a-z]*r/.test(arg))
  const names: string[] = []
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string
    if (/^-[a-z]*[tpdnu]$/.test(arg)) at++
    else if (!arg.startsWith('-')) names.push(arg)
  }
  if (names.length === 0) names.push('REPLY')
  let line = ''
  let ended = false
  while (input.at < input.text.length && !ended) {
    const char = input.text[input.at++] as string
    if (char === '\\' && !raw) {
      const next = input.text[input.at++] ?? ''
      if (next !== '\n') line += next
    } else if (char === '\n') ended = true
    else line += char
  }
  assignFields(shell, names, line)
  return ended ? 0 : 1
}

/** The last name takes what is left of the line, separators and all. */
function assignFields(shell: Shell, names: readonly string[], line: string): void {
  const separators = shell.variables.get('IFS') ?? ' \t\n'
  const white = separators.split('').filter((char) => ' \t\n'.includes(char)).join('')
  const trim = (text: string): string => {
    let [from, to] = [0, text.length]
    while (from < to && white.includes(text[from] as string)) from++
    while (to > from && white.includes(text[to - 1] as string)) to--
    return text.slice(from, to)
  }
  let left = trim(line)
  for (const name of names.slice(0, -1)) {
    const [field = ''] = split(left, separators).fields
    shell.variables.set(name, field)
    let at = left.indexOf(field) + field.length
    while (white.includes(left[at] ?? '\0')) at++
    if (at < left.length && separators.includes(left[at] as string) && !white.includes(left[at] as string)) at++
    left = trim(left.slice(at))
  }
  shell.variables.set(names.at(-1) as string, left)
}

async function sourceFile(context: Context): Promise<number> {
  const [path = ''] = context.args
  const text = context.shell.machine.files.get(absolute(context.shell, path))
  if (text === undefined) {
    say(context, `${path}: No such file or directory`)
    return 1
  }
  return context.source(context.shell, text)
}

function find({ shell, out, err }: Context, names: readonly string[], long: boolean): number {
  let status = 0
  for (const name of names) {
    const builtin = Object.hasOwn(BUILTINS, name) || shell.functions.has(name)
    const base = name.replace(/^\/usr\/s?bin\//, '')
    const program = Object.hasOwn(PROGRAMS, base) && !shell.machine.lacks.has(base)
    if (builtin) out(long ? `${name} is a shell ${shell.functions.has(name) ? 'function' : 'builtin'}\n` : `${name}\n`)
    else if (program) out(long ? `${name} is /usr/bin/${base}\n` : `/usr/bin/${base}\n`)
    else {
      if (long) err(`${shell.name}: line ${shell.line}: type: ${name}: not found\n`)
      status = 1
    }
  }
  return status
}
