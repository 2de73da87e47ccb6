import type { Io, Out } from '../io.ts'

/** How text is dressed for one stream. */
export interface Paint {
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  green(text: string): string
  yellow(text: string): string
  cyan(text: string): string
  /** Replaces our signs where the terminal cannot show them. */
  text(text: string): string
}

const ASCII: Record<string, string> = { '✔': '+', '✖': 'x', '·': '-', '…': '...', '×': 'x', '→': '->' }

/** Whether something that counts as an answer no (`0`, `false`, nothing) stands in a variable. */
const off = (value: string | undefined): boolean => value === undefined || value === '' || value === '0' || value === 'false'

/**
 * Whether a stream gets colours: --no-color, then FORCE_COLOR, NO_COLOR (no-color.org: when not empty), TERM=dumb, and whether
 * that stream is a terminal.
 */
export function wantsColor(out: Pick<Out, 'isTTY'>, env: Io['env'], color: boolean): boolean {
  if (!color) return false
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] === '' || !off(env['FORCE_COLOR'])
  if (env['NO_COLOR']) return false
  return out.isTTY && env['TERM'] !== 'dumb'
}

/** Whether signs beyond ASCII can be shown: not on TERM=dumb, and not where the locale names another character set than UTF-8. */
export function wantsUnicode(env: Io['env']): boolean {
  if (env['TERM'] === 'dumb') return false
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG']
  return !locale || /utf-?8/i.test(locale)
}

/** Whether a spinner may turn on a stream. */
export function wantsSpinner(out: Pick<Out, 'isTTY' | 'columns'>, env: Io['env']): boolean {
  // A terminal that does not tell its columns (expect, some CI systems) would make the spinner clear lines without end.
  return out.isTTY && out.columns !== undefined && env['TERM'] !== 'dumb' && off(env['CI'])
}

/** The dress of one stream, decided for that stream. */
export function paintFor(out: Pick<Out, 'isTTY'>, env: Io['env'], color: boolean): Paint {
  const colored = wantsColor(out, env, color)
  const unicode = wantsUnicode(env)
  const dress = (open: number, close: number) => (text: string) =>
    colored && text !== '' ? `\u001B[${open}m${text}\u001B[${close}m` : text
  return {
    bold: dress(1, 22),
    dim: dress(2, 22),
    red: dress(31, 39),
    green: dress(32, 39),
    yellow: dress(33, 39),
    cyan: dress(36, 39),
    text: (text) => (unicode ? text : text.replaceAll(/[✔✖·…×→]/gu, (sign) => ASCII[sign] ?? sign)),
  }
}
