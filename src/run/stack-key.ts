import { createHash } from 'node:crypto'
import type { TargetInfo } from '../core/events.ts'

/**
 * A file name for what belongs to one stack of one account in one region. The address does not count: a local cloud has another
 * port at each start.
 * @param identity the account's ID, or the access key's where the account is not known
 */
export function stackKey(stack: string, target: TargetInfo, identity: string): string {
  const kind = target.kind === 'embedded' ? 'embedded' : 'remote'
  const hash = createHash('sha256').update([kind, target.region, identity].join('\n')).digest('hex').slice(0, 12)
  return `${stack}-${target.region}-${hash}`
}
