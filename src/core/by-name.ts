/**
 * Orders names, numbers in them by their value, capitals like small letters. Not by Intl: the first comparison of a process with
 * its tables takes 9 ms.
 * @returns below, above or at 0, as a sort wants it
 */
export function byName(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.toLowerCase().split(/(\d+)/)) as [string[], string[]]
  for (const [i, part] of left.entries()) {
    const other = right[i]
    if (other === undefined) return 1
    const order = Number(part) - Number(other) || (part < other ? -1 : Number(part > other))
    if (order !== 0) return order
  }
  return left.length - right.length
}
