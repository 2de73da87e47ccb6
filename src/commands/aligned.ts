import { pad, truncate, width } from '../render/table.ts'

/** What is drawn before a choice, with room for its box. */
const MARGIN = 8
const GAP = 2

/** Rows in columns as wide as their widest cell; empty columns are left out, and no row is wider than the terminal. */
export function aligned(rows: readonly (readonly string[])[], columns: number): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, i) => Math.max(...rows.map((row) => width(row[i] ?? ''))))
  return rows.map((row) => truncate(widths.map((n, i) => (n === 0 ? '' : pad(row[i] ?? '', n + GAP))).join('').trimEnd(), columns - MARGIN))
}
