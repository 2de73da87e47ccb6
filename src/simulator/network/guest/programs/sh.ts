import type { Context, Program } from '../shell/program.ts'
import { absolute, Exit, Leave, rest, subshell } from '../shell/state.ts'
import { SyntaxFault } from '../shell/syntax.ts'

/** `sh` and `bash`: a text after -c, a file, or the input. */
export const sh: Program = (context) => {
  const { args, shell } = context
  const flags = args.filter((arg, i) => /^-[a-z]+$/.test(arg) && args.slice(0, i).every((before) => before.startsWith('-')))
  const words = args.slice(flags.length)
  const trace = flags.some((flag) => flag.includes('x'))
  const errexit = flags.some((flag) => flag.includes('e'))
  if (flags.some((flag) => flag.includes('c'))) {
    const [text = '', name = 'sh', ...more] = words
    return childShell(context, text, name, more, { trace, errexit })
  }
  const [path, ...more] = words
  const text = path === undefined || path === '-' ? rest(context.input) : shell.machine.files.get(absolute(shell, path))
  if (text === undefined) {
    context.err(`sh: ${path}: No such file or directory\n`)
    return 127
  }
  return childShell(context, text, path ?? 'sh', more, { trace, errexit })
}

/** Runs a text as a shell of its own would, as `sh -c` does. */
async function childShell(context: Context, text: string, name: string, args: string[],
  flags: { trace: boolean; errexit: boolean }):
  Promise<number> {
  const inner = subshell(context.shell)
  for (const key of inner.variables.keys()) if (!inner.exported.has(key)) inner.variables.delete(key)
  inner.functions.clear()
  inner.name = name
  inner.args = args
  if (inner.nesting > 40) return 126
  Object.assign(inner, flags, { nounset: false, pipefail: false })
  inner.descriptors = new Map(context.descriptors)
  try {
    return await context.source(inner, text)
  } catch (thrown) {
    if (thrown instanceof Exit) return thrown.status
    if (thrown instanceof Leave) return 0
    if (thrown instanceof SyntaxFault) {
      context.err(`${name}: line ${thrown.line}: ${thrown.message}\n`)
      return 2
    }
    throw thrown
  }
}
