/** The optional keys of the example, each with the lines of its section: `# key: …`, and `#   inner: …` below it. */
export function optionalKeys(text: string): number[][] {
  const found: number[][] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (/^ *# [a-z]\w*:( |$)/.test(line)) found.push([index])
    else if (/^ *#   +[a-z]\w*:/.test(line)) found.at(-1)!.push(index)
  }
  return found
}

/** Whether an optional key is the `id` of what exists already, which stands alone in its section. */
export const isId = (text: string, [line]: readonly number[]): boolean => /^ *# id:/.test(text.split('\n')[line!]!)

/** The text with these lines taken out of their comments. */
export function uncommented(text: string, lines: readonly number[]): string {
  return text.split('\n').map((line, index) => (lines.includes(index) ? line.replace('# ', '') : line)).join('\n')
}
