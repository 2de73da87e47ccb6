import { malformed } from '../../dialect.ts'
import type { Call } from '../../action.ts'

interface Page<T> { entries: T[]; NextToken?: string; MaxResults: number; TotalCount: number }

/**
 * One page of a list. The token tells both the place and the entry that comes next, so that what was deleted meanwhile neither
 * repeats nor skips an entry; it is opaque to the client and absent on the last page.
 * @param keyOf what tells the entries apart
 * @throws Refusal for a token that this function did not make
 */
export function pageOf<T>(
  call: Pick<Call, 'product'>, all: readonly T[], at: { NextToken?: string | undefined; MaxResults?: number | undefined },
  size: number,
  keyOf: (entry: T) => string,
): Page<T> {
  const MaxResults = at.MaxResults ?? size
  let start = 0
  if (at.NextToken !== undefined) {
    const read = /^(\d{1,9}):(.+)$/s.exec(Buffer.from(at.NextToken, 'base64url').toString('utf8'))
    if (!read) throw malformed(call.product, 'NextToken')
    const place = Number(read[1])
    const is = (entry: T): boolean => keyOf(entry) === read[2]
    const found = place < all.length && is(all[place] as T) ? place : all.findIndex(is)
    start = found >= 0 ? found : Math.min(place, all.length)
  }
  const next = all[start + MaxResults]
  return {
    entries: all.slice(start, start + MaxResults), MaxResults, TotalCount: all.length,
    ...(next === undefined ? {} : { NextToken: Buffer.from(`${start + MaxResults}:${keyOf(next)}`).toString('base64url') }),
  }
}
