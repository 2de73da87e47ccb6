import type { Change } from '../api.ts'

/** A change in a few words: `created lsn-… Provisioning`, `alb-… Active → Configuring (tags)`. */
export function wordsOf({ what, kind, id, part, from, to, fields = [] }: Change): string {
  const name = part !== undefined ? `${id} ${part}` : kind === 'connection' ? `connection of ${id}` : id
  const way = what === 'removed' || to === undefined || to === from ? '' : from === undefined ? ` ${to}` : ` ${from} → ${to}`
  return `${what === 'changed' ? '' : `${what} `}${name}${way}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`
}
