/**
 * Whether a pattern speaks of an error code.
 * @param pattern a code; a trailing `*` stands for any ending, a leading one for any beginning
 */
export function matchesCode(pattern: string, code: string): boolean {
  const text = pattern.replaceAll('*', '')
  if (pattern.startsWith('*') && pattern.endsWith('*')) return code.includes(text)
  if (pattern.endsWith('*')) return code.startsWith(text)
  if (pattern.startsWith('*')) return code.endsWith(text)
  return code === pattern
}
