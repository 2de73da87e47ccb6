import stringWidth from 'fast-string-width'
import type { Paint } from './paint.ts'

const GAP = 2

/** Columns that a text takes on a terminal: wide characters count two, colours none. */
export function width(text: string): number {
  return stringWidth(text)
}

/** Fills a text with spaces to so many columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)))
}

/** Cuts a plain text to so many columns; the cut is marked. */
export function truncate(text: string, columns: number, mark = '…'): string {
  if (width(text) <= columns) return text
  const room = columns - width(mark)
  let cut = ''
  let used = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += width(segment)
    if (used > room) break
    cut += segment
  }
  return cut + mark
}

/**
 * A table, each column as wide as its widest cell. Where that is more than the terminal has, each row becomes a block of
 * `Header  cell` lines instead: nothing is cut, since names are there to be copied.
 * @param columns the width of the terminal; undefined off one
 * @returns lines, each with a line end; columns that are empty in all rows are left out
 */
export function table(header: readonly string[], rows: readonly (readonly string[])[], paint: Paint, columns?: number): string {
  if (rows.length === 0) return ''
  const cells = [header, ...rows].map((row) => row.map((cell) => paint.text(cell)))
  const used = header.map((_, i) => i).filter((i) => cells.slice(1).some((row) => row[i]))
  const widths = used.map((i) => Math.max(...cells.map((row) => width(row[i] ?? ''))))
  const total = widths.reduce((sum, n) => sum + n, 0) + GAP * (widths.length - 1)
  if (columns !== undefined && total > columns) return blocks(cells, used, paint)
  const line = (row: readonly string[]): string => used.map((i, n) => pad(row[i] ?? '', widths[n]! + GAP)).join('').trimEnd()
  return cells.map((row, n) => `${n === 0 ? paint.bold(line(row)) : line(row)}\n`).join('')
}

/**
 * Each row as lines. A cell without a header, the number of a row, goes before the next one; a row without its first cell goes
 * on with the one above.
 */
function blocks(cells: readonly (readonly string[])[], used: readonly number[], paint: Paint): string {
  const [header = [], ...rows] = cells
  const label = Math.max(...used.map((i) => width(header[i] ?? ''))) + GAP
  const block = (row: readonly string[]): string =>
    used.map((i, n) => {
      const number = used[n - 1]
      if (!row[i] || !header[i]) return ''
      const before = number === undefined || header[number] || !row[number] ? '' : `${row[number]} `
      return `${paint.bold(pad(header[i], label))}${before}${row[i]}\n`
    }).join('')
  return rows.map((row, n) => `${n > 0 && row[used[0]!] ? '\n' : ''}${block(row)}`).join('')
}
