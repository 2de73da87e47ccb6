/**
 * Matches a text against a shell pattern: `*`, `?`, `[…]`, and backslash before what means itself. Two positions are kept, so
 * that no pattern takes longer than the product of both lengths.
 */
export function globMatch(pattern: string, text: string): boolean {
  let p = 0
  let t = 0
  let star = -1
  let mark = 0
  while (t < text.length) {
    const step = p < pattern.length ? one(pattern, p, text[t] as string) : 0
    if (pattern[p] === '*') {
      star = p++
      mark = t
    } else if (step > 0) {
      p += step
      t++
    } else if (star >= 0) {
      p = star + 1
      t = ++mark
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}

/** How many characters of the pattern match one character; 0 for no match. */
function one(pattern: string, p: number, char: string): number {
  const head = pattern[p]
  if (head === '?') return 1
  if (head === '\\' && p + 1 < pattern.length) return pattern[p + 1] === char ? 2 : 0
  if (head === '[') {
    const set = readSet(pattern, p)
    if (set) return set.has(char) ? set.length : 0
  }
  return head === char ? 1 : 0
}

const CLASSES: Record<string, RegExp> = {
  alpha: /[A-Za-z]/, digit: /\d/, alnum: /[A-Za-z0-9]/, space: /\s/, upper: /[A-Z]/, lower: /[a-z]/, punct: /[!-/:-@[-`{-~]/,
    xdigit: /[0-9a-fA-F]/,
  blank: /[ \t]/, print: /[ -~]/, cntrl: /\p{Cc}/u, graph: /[!-~]/,
}

function readSet(pattern: string, from: number): { length: number; has(char: string): boolean } | undefined {
  let at = from + 1
  const negated = pattern[at] === '!' || pattern[at] === '^'
  if (negated) at++
  const tests: ((char: string) => boolean)[] = []
  for (let first = true; pattern[at] !== ']' || first; first = false) {
    const named = /^\[:(\w+):\]/.exec(pattern.slice(at, at + 12))
    const known = CLASSES[named?.[1] ?? '']
    if (named && known) {
      tests.push((char) => known.test(char))
      at += named[0].length
      continue
    }
    if (pattern[at] === '\\') at++
    const low = pattern[at]
    if (low === undefined) return undefined
    const high = pattern[at + 1] === '-' && pattern[at + 2] !== ']' ? pattern[at + 2] : undefined
    if (high === undefined) tests.push((char) => char === low)
    else tests.push((char) => char >= low && char <= high)
    at += high === undefined ? 1 : 3
  }
  return { length: at + 1 - from, has: (char) => tests.some((test) => test(char)) !== negated }
}

/** True when a pattern has anything but literal characters. */
export function isPattern(pattern: string): boolean {
  return /(^|[^\\])[*?[]/.test(pattern)
}

/** A pattern without the backslashes that protected its characters. */
export function plain(pattern: string): string {
  return pattern.replace(/\\(.)/gs, '$1')
}

/** Protects every character that would mean something in a pattern. */
export function literal(text: string): string {
  return text.replace(/[*?[\]\\]/g, '\\$&')
}

/**
 * Takes a matching prefix or suffix off a text, as `${x#p}`, `${x##p}`, `${x%p}` and `${x%%p}` do.
 */
export function strip(text: string, pattern: string, op: string): string {
  const lengths = Array.from({ length: text.length + 1 }, (_, i) => i)
  if (op.length === 2) lengths.reverse()
  for (const length of lengths) {
    const piece = op.startsWith('#') ? text.slice(0, length) : text.slice(text.length - length)
    if (globMatch(pattern, piece)) return op.startsWith('#') ? text.slice(length) : text.slice(0, text.length - length)
  }
  return text
}

/** Replaces the first or every longest match, as `${x/p/r}` and `${x//p/r}` do. */
export function substitute(text: string, pattern: string, replacement: string, all: boolean): string {
  let out = ''
  const fixed = fixedLength(pattern)
  for (let at = 0; at < text.length;) {
    let length = Math.min(fixed ?? Infinity, text.length - at)
    const least = fixed ?? 1
    while (length >= least && !globMatch(pattern, text.slice(at, at + length))) length--
    if (length < least) length = 0
    if (length === 0) out += text[at++]
    else {
      out += replacement
      at += length
      if (!all) return out + text.slice(at)
    }
  }
  return out
}

/** How many characters a pattern matches, where it has no star. */
export function fixedLength(pattern: string): number | undefined {
  const elements: readonly string[] = pattern.match(/\\.|\[(?:[!^]?\]?[^\]]*)\]|./gs) ?? []
  return elements.includes('*') || elements.length === 0 ? undefined : elements.length
}
