import type { YAMLError } from 'yaml'
import { text as messages } from '../messages/whole.ts'

/** A mistake that keeps a text from being YAML, at its offset. */
export interface SyntaxMistake { offset: number; message: string }

/**
 * Puts the parser's errors into sentences. One slip makes many of them: on a line the first counts, and once the parser has left
 * the document, all of what follows is strange to it.
 * @param errors in the order of the text
 * @param lineOf the line of an offset
 */
export function syntaxMistakes(errors: readonly YAMLError[], text: string, lineOf: (offset: number) => number): SyntaxMistake[] {
  const exhausted = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION')
  if (exhausted !== undefined) return [{ offset: exhausted.pos[0], message: messages.config.nested }]
  const left = errors.findIndex(({ message }) => message.includes('in YAML stream'))
  const own = left < 0 ? errors : errors.slice(0, Math.max(1, left))
  const firsts = new Map(own.toReversed().map((error) => [lineOf(error.pos[0]), error]))
  return [...firsts.values()].map((error) => inBraces(error, text) ?? { offset: error.pos[0], message: explain(error) })
}

/** `{ team: ${TEAM} }`: between braces and brackets a `{` begins a section, and what stands before it is a value that has ended. */
function inBraces({ pos: [offset] }: YAMLError, text: string): SyntaxMistake | undefined {
  const [variable] = /^\$\{[^}\s]*\}/.exec(text.slice(offset - 1)) ?? []
  return offset === 0 || variable === undefined ? undefined : { offset: offset - 1, message: messages.config.variableInBraces(variable) }
}

function explain({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return messages.config.secondDocument
  if (code === 'TAG_RESOLVE_FAILED') return messages.config.yamlTag(firstLine(message))
  if (code === 'TAB_AS_INDENT') return messages.config.yamlTab
  return messages.config.noYaml(firstLine(message))
}

const firstLine = (message: string): string => message.split('\n', 1)[0]!.slice(0, 200)
