import * as z from 'zod'
import { text as messages } from '../messages/whole.ts'

/** A page by which a server is known: every text of `text` stands in it. */
export interface ExpectedBody {
  name: string
  text: string
}

/** For the schema that editors show: a transform tells nothing of its input. */
const PAGE = { type: 'string', pattern: String.raw`\S` }
const SHAPE = { anyOf: [{ type: 'object', minProperties: 1, additionalProperties: PAGE }, { type: 'array', minItems: 1, items: PAGE }] }

/**
 * `test.bodies`: either a section from a server's name to a text that its page contains, or a plain list of such texts,
 * each named by its first line. Read into a list of names and texts.
 */
export const bodies = () =>
  z.unknown().meta(SHAPE).transform((value, ctx): ExpectedBody[] => {
    const found: ExpectedBody[] = []
    const wrong = (path: PropertyKey[], message: string): void =>
      void ctx.issues.push({ code: 'custom', path, message, input: value, params: path.length > 0 ? { expected: 'string' } : {} })
    const take = (key: PropertyKey, name: string | undefined, text: unknown): void => {
      if (typeof text !== 'string' || text.trim() === '') return wrong([key], messages.config.pageText)
      const known = name ?? text.trim().split(/\r?\n/, 1)[0]!.trim()
      if (found.some((body) => body.name === known))
        return wrong([key], messages.config.sameBody(known))
      found.push({ name: known, text })
    }
    if (Array.isArray(value)) value.forEach((text, index) => take(index, undefined, text))
    else if (typeof value === 'object' && value !== null) for (const [name, text] of Object.entries(value)) take(name, name, text)
    else wrong([], messages.config.bodies)
    if (found.length === 0 && ctx.issues.length === 0) wrong([], messages.config.bodies)
    return ctx.issues.length > 0 ? z.NEVER : found
  })
