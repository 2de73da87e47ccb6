import { text as messages } from '../messages/whole.ts'
/** Where in the config something stands: keys and list positions from the top. */
export type KeyPath = readonly (string | number)[]

/** A mistake in a config, before its line and column are known. */
export interface Mistake {
  path: KeyPath
  message: string
  /** The place is the key itself, not its value: an unknown or a doubled key. */
  atKey?: boolean
  /** The place itself as an offset into the text, where it is no value's or key's own. */
  offset?: number
  /** There is no value because of this mistake: that it is missing need not be said as well. */
  hides?: boolean
}

/** Writes `serverGroup.servers[0].port`. Keys that would read badly so are put in brackets and quotes. */
export function showPath(path: KeyPath): string {
  return path
    .map((part, at) => {
      if (typeof part === 'number') return `[${part}]`
      if (!/^[\w-]+$/.test(part)) return `[${show(part)}]`
      return at === 0 ? part : `.${part}`
    })
    .join('')
}

/** Shows a value of the config on one line and in a bounded length. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return messages.config.empty
  if (Array.isArray(value)) return messages.config.listOf(value.length)
  if (typeof value === 'object') return messages.config.aSection
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 56)}…"` : text
}
