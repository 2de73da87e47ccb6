/**
 * How many calls wait for one another: the longest row of calls of which each began when the one before it was over.
 * @param {{ start: number, end: number }[]} calls
 * @returns {number}
 */
export function depthOf(calls) {
  const deep = []
  for (const { start, end } of [...calls].sort((a, b) => a.start - b.start)) {
    const before = deep.filter((call) => call.end <= start).map((call) => call.depth)
    deep.push({ end, depth: 1 + Math.max(0, ...before) })
  }
  return Math.max(0, ...deep.map((call) => call.depth))
}
