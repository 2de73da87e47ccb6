import type { Choice } from '../init/asker.ts'
import { harmless } from '../render/redact.ts'
import { pad, truncate, width } from '../render/table.ts'

/** What is drawn before a choice, with room for its box. */
const MARGIN = 8
const GAP = 2
/** A name that was cut to less would say nothing. */
const LEAST = 8

/**
 * Choices in columns as wide as their widest cell; empty columns are left out, and no row is wider than the terminal. Where they do
 * not all fit, the widest columns are cut, and those of the IDs are not.
 */
export function aligned(choices: readonly Pick<Choice<unknown>, 'id' | 'cells'>[], columns: number): string[] {
  const rows = choices.map(({ cells }) => cells.map((cell) => harmless(cell).replaceAll('\n', ' ')))
  const count = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, i) => Math.max(...rows.map((row) => width(row[i] ?? ''))))
  const cut = widths.map((_, i) => i).filter((i) => choices.every(({ id, cells }) => cells[i] !== id))
  const room = columns - MARGIN
  for (let over = total(widths) - room; over > 0; over--) {
    const widest = cut.reduce<number | undefined>((best, i) => (widths[i]! > (best === undefined ? LEAST : widths[best]!) ? i : best), undefined)
    if (widest === undefined) break
    widths[widest]! -= 1
  }
  return rows.map((row) => truncate(widths.map((n, i) => (n === 0 ? '' : pad(truncate(row[i] ?? '', n), n + GAP))).join('').trimEnd(), room))
}

const total = (widths: readonly number[]): number => widths.reduce((sum, n) => sum + (n === 0 ? 0 : n + GAP), -GAP)
