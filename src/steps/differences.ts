/** A field that the config gives and the cloud shows otherwise. */
export interface Difference { field: string; from: unknown; to: unknown }

/** Stands in a difference for what has no ID yet. */
export const A_NEW_ONE = 'a new one'

/** Answers spell some words otherwise than requests: Ipv4 for IPv4, GRPC for gRPC, insert for Insert. */
const word = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value)

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item) => b.some((other) => word(item) === word(other)))
  return word(a) === word(b)
}

/**
 * What differs. What the config leaves out is never a difference, and neither is what the cloud does not tell.
 * @param fields by the config's name: what is wanted, and what is seen
 */
export function differences(fields: Record<string, readonly [wanted: unknown, seen: unknown]>): Difference[] {
  return Object.entries(fields)
    .filter(([, [wanted, seen]]) => wanted !== undefined && seen !== undefined && !same(wanted, seen))
    .map(([field, [to, from]]) => ({ field, from, to }))
}

/** A difference of exact texts: a name may differ by its capitals alone. */
export function exactly(field: string, wanted: string | undefined, seen: string | undefined): Difference[] {
  return wanted === undefined || seen === undefined || wanted === seen ? [] : [{ field, from: seen, to: wanted }]
}

/** Only the members whose fields differ, so that nothing else is touched. */
export function only<T extends object>(found: readonly Difference[], members: T): Partial<T> {
  const fields = new Set(found.map(({ field }) => field))
  return Object.fromEntries(Object.entries(members).filter(([field]) => fields.has(field))) as Partial<T>
}

/** Differences in words: `loadBalancer.name: a -> b`. */
export const describeDifferences = (found: readonly Difference[]): string => found.map(({ field, from, to }) => `${field}: ${show(from)} -> ${show(to)}`).join(', ')

const show = (value: unknown): string => (Array.isArray(value) ? value.join('+') : String(value))
