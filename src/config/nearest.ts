/**
 * The candidate that a misspelt word most likely means: equal but for capitals, or a few typing mistakes away.
 * @returns undefined where none is near
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase()
  let best: { candidate: string; away: number } | undefined
  for (const candidate of candidates) {
    const away = distance(lower, candidate.toLowerCase())
    if (away <= Math.max(1, Math.floor(candidate.length / 3)) && (!best || away < best.away)) best = { candidate, away }
  }
  return best?.candidate
}

/** Edit distance with neighbours swapped counting once (optimal string alignment). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 20) return Infinity
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[b.length]!
}
