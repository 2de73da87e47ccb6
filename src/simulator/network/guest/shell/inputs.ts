import type { Context } from './program.ts'
import { absolute, rest } from './state.ts'

/** What a program reads: the named files, or its input where there is none or the name is `-`. */
export function readInputs(context: Context, paths: readonly string[], name: string): { texts: string[]; failed: boolean } {
  const texts: string[] = []
  let failed = false
  for (const path of paths.length === 0 ? ['-'] : paths) {
    const text = path === '-' ? rest(context.input) : context.shell.machine.files.get(absolute(context.shell, path))
      ?? (path === '/dev/null' ? '' : path === '/dev/stdin' ? rest(context.input) : undefined)
    if (text === undefined) {
      context.err(`${name}: ${path}: No such file or directory\n`)
      failed = true
    } else texts.push(text)
  }
  return { texts, failed }
}
