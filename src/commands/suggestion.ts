import { nearest } from '../core/nearest.ts'

/** What other programs call it. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  destroy: 'down', delete: 'down', remove: 'down', teardown: 'down', apply: 'up', create: 'up', deploy: 'up', check: 'doctor', version: '--version', '--confirm': '--yes',
}

/** The command, option or topic that somebody most likely meant; undefined where there is none. */
export function suggestion(word: string, names: readonly string[]): string | undefined {
  const [typed = ''] = word.toLowerCase().split('=')
  const own = Object.hasOwn(ELSEWHERE, typed) ? ELSEWHERE[typed] : undefined
  return own !== undefined && names.includes(own) ? own : nearest(typed, names)
}
