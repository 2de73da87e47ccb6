/** Shorter ones would blot out innocent words. */
const SHORTEST = 6

/**
 * Secrets by where they stand, known or not: who asks, in an address, and what signs a request. A password may hold `/`, `@` and `:`,
 * and a token may stand alone: all up to the last `@` goes, although a path with an `@` goes with it.
 */
const CREDENTIALS = /(\w:\/\/)(\S+)@/g
/** A name before a password; what is longer may be a token. */
const NAME = /^[a-z][\w.-]{0,15}(?=:.)/i
const SIGNING = /\b(Signature|(?:x-acs-)?Security-?Token|AccessKeySecret)(=|%3D)[^&\s"']+/gi

/**
 * Replaces every secret, as it is and as it stands in a URL, with `***`; so too the passwords and signatures of addresses.
 * @param secrets access key secrets, session tokens and the like of the run
 */
export function redact(text: string, secrets: ReadonlySet<string> = new Set()): string {
  let result = text.replaceAll(CREDENTIALS, (_, scheme: string, who: string) => `${scheme}${nameOf(who)}***@`).replaceAll(SIGNING, '$1$2***')
  const longestFirst = [...secrets].filter((secret) => secret.length >= SHORTEST).sort((a, b) => b.length - a.length)
  for (const secret of longestFirst) {
    for (const form of new Set([secret, encodeURIComponent(secret)])) result = result.replaceAll(form, '***')
  }
  return result
}

function nameOf(who: string): string {
  const name = NAME.exec(who)?.[0]
  return name === undefined ? '' : `${name}:`
}

/** C0 but the line feed, DEL, C1, and the marks that turn the direction of writing. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const STEERING = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g

/**
 * Takes control characters out of text that came from elsewhere, so that no name or message can steer the terminal.
 * Line ends stay; a tab becomes a space.
 */
export function harmless(text: string): string {
  return text.replaceAll('\t', ' ').replaceAll(/\r\n?/g, '\n').replaceAll(STEERING, '')
}

/** Applies a function to every string within a value, keys aside. */
export function mapStrings<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T
  if (Array.isArray(value)) return value.map((item) => mapStrings(item as unknown, change)) as T
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item as unknown, change)])) as T
  }
  return value
}
