/** A RAM pattern as a regular expression: `*` stands for any characters, `?` for one (documented). */
export function patternOf(text: string, flags = ''): RegExp {
  const source = text.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${source}$`, `s${flags}`)
}
