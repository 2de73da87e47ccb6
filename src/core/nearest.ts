/** Edits from one word to another: insert, delete, replace, swap of neighbours. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, rows[i - 2]![j - 2]! + 1)
      row.push(best)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}

/** Of the letters of the longer word, one at least in a word of three; what differs more is another word. */
const mostEdits = (length: number): number => (length < 3 ? 0 : Math.max(1, length / 4))
/** A single letter begins too much. */
const SHORTEST_BEGINNING = 2

/**
 * The name that somebody most likely meant: the one that is nearest, else the only one that begins so.
 * @returns undefined where there is none
 */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (word.length > 100) return undefined
  const typed = word.toLowerCase()
  const ranked = names
    .map((name) => ({ name, edits: distance(typed, name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= mostEdits(Math.max(word.length, name.length)))
    .sort((a, b) => a.edits - b.edits)
  if (ranked[0] !== undefined) return ranked[0].name
  const begun = names.filter((name) => name.toLowerCase().startsWith(typed))
  return begun.length === 1 && typed.replaceAll('-', '').length >= SHORTEST_BEGINNING ? begun[0] : undefined
}
