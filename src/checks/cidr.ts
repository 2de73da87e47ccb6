/** A range of IPv4 addresses as numbers, both ends included. */
export interface Range {
  from: number
  to: number
}

/** Reads an IPv4 address into a number; undefined where it is none. */
export function parseAddress(text: string): number | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return undefined
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0)
}

/** Reads `192.168.3.0/24`, or a single address; host bits are cut off as the cloud cuts them. Undefined where it is neither. */
export function parseCidr(text: string): Range | undefined {
  const [address, mask, ...rest] = text.split('/')
  if (rest.length > 0) return undefined
  const start = parseAddress(address ?? '')
  if (start === undefined) return undefined
  if (mask === undefined) return { from: start, to: start }
  if (!/^\d{1,2}$/.test(mask) || Number(mask) > 32) return undefined
  const size = 2 ** (32 - Number(mask))
  const from = Math.floor(start / size) * size
  return { from, to: from + size - 1 }
}

export const contains = (outer: Range, inner: Range): boolean => outer.from <= inner.from && inner.to <= outer.to
export const overlaps = (a: Range, b: Range): boolean => a.from <= b.to && b.from <= a.to

/** Cuts a range at the ends of others, so that each piece lies wholly inside or wholly outside each of them. */
export function cutAt(range: Range, others: readonly Range[]): Range[] {
  const starts = new Set([range.from])
  for (const other of others) {
    for (const start of [other.from, other.to + 1]) if (start > range.from && start <= range.to) starts.add(start)
  }
  const sorted = [...starts].sort((a, b) => a - b)
  return sorted.map((from, index) => ({ from, to: (sorted[index + 1] ?? range.to + 1) - 1 }))
}

export function showAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')
}

/** Writes a range as a CIDR block where it is one, else as `first-last`. */
export function showRange({ from, to }: Range): string {
  const size = to - from + 1
  const bits = Math.log2(size)
  if (Number.isInteger(bits) && from % size === 0) return bits === 0 ? showAddress(from) : `${showAddress(from)}/${32 - bits}`
  return `${showAddress(from)}-${showAddress(to)}`
}
