/**
 * What stands on a terminal after all that was written to it: the lines that scrolled out, and those that are shown.
 * @param written text, line ends, and the moves of a block that is drawn again: up so many rows, clear to the end of the line or of all
 */
export function screen(written: string, columns: number, rows = 24): string[] {
  const lines: string[] = ['']
  let row = 0
  let column = 0
  const put = (sign: string): void => {
    if (column === columns) down()
    const line = lines[row]!.padEnd(column)
    lines[row] = line.slice(0, column) + sign + line.slice(column + 1)
    column += 1
  }
  const down = (): void => {
    row += 1
    column = 0
    if (row === lines.length) lines.push('')
  }
  // oxlint-disable-next-line no-control-regex -- the moves begin with one
  for (const [, up, clear, color, sign] of written.matchAll(/\u001B\[(\d+)A|\u001B\[([JK])|(\u001B\[[\d;?]*[a-z])|([^])/gu)) {
    // No cursor goes above the top of what is shown.
    if (up !== undefined) row = Math.max(lines.length - rows, row - Number(up), 0)
    // Behind the last column the cursor waits on it: its sign goes too.
    else if (clear !== undefined) lines.splice(row, clear === 'K' ? 1 : lines.length, lines[row]!.slice(0, Math.min(column, columns - 1)))
    else if (color !== undefined) continue
    else if (sign === '\n') down()
    else if (sign === '\r') column = 0
    else put(sign!)
  }
  return lines
}
