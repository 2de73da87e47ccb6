import type { z } from 'zod'
import { text as messages } from '../messages/whole.ts'
import { knownKeys } from './known-keys.ts'
import { type KeyPath, type Mistake, show, showPath } from './mistake.ts'
import { nearest } from '../core/nearest.ts'
import { at } from './rules.ts'
import { fileSchema } from './schema.ts'

/**
 * Puts zod's findings into sentences: what is wrong and what would be right. The messages of the schema complete
 * "it must be …".
 * @param raw the input that was judged
 */
export function explain(issues: readonly z.core.$ZodIssue[], raw: unknown): Mistake[] {
  return issues.flatMap((issue): Mistake[] => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key))
    // A tag's key is wrong: the place is the key, and what is right stands in the inner finding.
    if (issue.code === 'invalid_key') {
      return [
        { path, atKey: true, message: messages.config.wrongKey(showPath(path), issue.issues[0]?.message) },
      ]
    }
    return [{ path, message: wrongValue(path, raw, expectedType(issue), issue.message) }]
  })
}

/** The type that was expected where the value has another one. */
function expectedType(issue: z.core.$ZodIssue): string | undefined {
  if (issue.code === 'invalid_type') return issue.expected
  if (issue.code === 'custom') return (issue.params as { expected?: string } | undefined)?.expected
  if (issue.code === 'invalid_union') return issue.errors[0]?.map(expectedType).find((type) => type !== undefined)
  return undefined
}

function wrongValue(path: KeyPath, raw: unknown, expected: string | undefined, right: string): string {
  const name = path.length === 0 ? messages.config.theConfig : showPath(path)
  const value = at(raw, path)
  if (value === undefined) return messages.config.missing(name, right)
  if (typeof value === 'string' && (expected === 'number' || expected === 'int') && /^-?\d+$/.test(value)) {
    return messages.config.quotedNumber(name, show(value), right)
  }
  if (typeof value === 'string' && expected === 'boolean' && /^(true|false)$/i.test(value)) {
    return messages.config.quotedFlag(name, show(value))
  }
  if ((typeof value === 'number' || typeof value === 'boolean') && expected === 'string') {
    return messages.config.noText(name, show(value), right)
  }
  return messages.config.wrongValue(name, show(value), right)
}

function unknownKey(parent: KeyPath, key: string): Mistake {
  const known = knownKeys(fileSchema, parent)
  const near = nearest(key, known)
  return { path: [...parent, key], atKey: true, message: messages.config.unknownKey(showPath([...parent, key]), near, known) }
}
