import { width } from './table.ts'
import { wrap } from './wrap.ts'

/** Columns of a reference page. */
const PAGE = 80

/**
 * Terms with what they mean beside them, as lines with their ends. A term that is too long stands on a line of its own.
 * @param column where the meanings begin, from 0
 */
export function reference(terms: readonly (readonly [term: string, meaning: string])[], indent: number, column: number): string {
  return terms.map(([term, meaning]) => {
    const head = ' '.repeat(indent) + term
    const lines = meaning === '' ? [] : wrap(meaning, PAGE - column).split('\n')
    const hang = ' '.repeat(column)
    const body = lines.map((line) => hang + line)
    if (body[0] !== undefined && width(head) + 2 <= column) body[0] = head + hang.slice(width(head)) + lines[0]!
    else body.unshift(head)
    return `${body.join('\n')}\n`
  }).join('')
}
