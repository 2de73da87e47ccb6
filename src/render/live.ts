import type { Out } from '../io.ts'
import { width } from './table.ts'

/** A block of lines at the foot of a terminal that is drawn again in its place. */
export interface Live {
  show: (block: string) => void
  /** Takes it away; gives what was shown. */
  lift: () => string | undefined
  /** Leaves it where it is, for good. */
  leave: () => void
}

const ESC = '\u001B'

/** Rows that a line takes on a terminal of so many columns. */
const rowsOf = (line: string, columns: number): number => Math.max(1, Math.ceil(width(line) / columns))

/** Clears what stood behind a line; where it fills its last row nothing did, and its last sign would go. */
const restOf = (line: string, columns: number): string => (width(line) > 0 && width(line) % columns === 0 ? '' : `${ESC}[K`)

/** The first lines that fit so many rows, and the last one, which says how to end it; a cursor cannot go up beyond the top. */
function fitting(block: string, columns: number, rows: number): string[] {
  const lines = block.replace(/\n$/, '').split('\n')
  const last = lines.pop()!
  const kept: string[] = []
  let used = rowsOf(last, columns)
  for (const line of lines) {
    used += rowsOf(line, columns)
    if (used >= rows) break
    kept.push(line)
  }
  return [...kept, last]
}

/** A live block on a terminal. */
export function createLive(out: Out): Live {
  let shown: string | undefined
  const columns = (): number => out.columns ?? 80
  /** Goes back to where the block began, by the terminal's present width. */
  const back = (): string => {
    if (shown === undefined) return ''
    const up = shown.slice(0, -1).split('\n').reduce((sum, line) => sum + rowsOf(line, columns()), 0)
    return `\r${ESC}[${up}A`
  }
  return {
    show: (block) => {
      const rows = (out.stream as { rows?: number }).rows || 24
      const lines = fitting(block, columns(), rows)
      const next = `${lines.join('\n')}\n`
      if (next === shown) return
      // Line by line: a terminal that is cleared as a whole keeps what it showed in its history, each time.
      out.write(`${back()}${lines.map((line) => `${line}${restOf(line, columns())}\n`).join('')}${ESC}[J`)
      shown = next
    },
    lift: () => {
      const was = shown
      if (was !== undefined) out.write(`${back()}${ESC}[J`)
      shown = undefined
      return was
    },
    leave: () => {
      shown = undefined
    },
  }
}
