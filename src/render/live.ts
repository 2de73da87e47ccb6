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

/** The first lines that fit so many rows; a cursor cannot go up beyond the top. */
function fitting(block: string, columns: number, rows: number): string {
  const kept: string[] = []
  let used = 0
  for (const line of block.replace(/\n$/, '').split('\n')) {
    used += rowsOf(line, columns)
    if (used >= rows) break
    kept.push(line)
  }
  return `${kept.join('\n')}\n`
}

/** A live block on a terminal. */
export function createLive(out: Out): Live {
  let shown: string | undefined
  const columns = (): number => out.columns || 80
  /** Goes back to where the block began, by the terminal's present width, and clears to the end. */
  const back = (): string => {
    if (shown === undefined) return ''
    const up = shown.slice(0, -1).split('\n').reduce((sum, line) => sum + rowsOf(line, columns()), 0)
    return `\r${ESC}[${up}A${ESC}[J`
  }
  return {
    show: (block) => {
      const rows = (out.stream as { rows?: number }).rows ?? 24
      const next = fitting(block, columns(), rows)
      if (next === shown) return
      out.write(`${back()}${next}`)
      shown = next
    },
    lift: () => {
      const was = shown
      if (was !== undefined) out.write(back())
      shown = undefined
      return was
    },
    leave: () => {
      shown = undefined
    },
  }
}
