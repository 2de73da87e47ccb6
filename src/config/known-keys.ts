import * as z from 'zod'
import type { KeyPath } from './mistake.ts'

/** The keys that a schema knows at a path of the input; empty where it expects no section there. */
export function knownKeys(schema: z.core.$ZodType, path: KeyPath): string[] {
  let here = unwrap(schema)
  for (const key of path) {
    const next: z.core.$ZodType | undefined =
      here instanceof z.ZodObject
        ? (here.shape as Record<string, z.core.$ZodType>)[String(key)]
        : here instanceof z.ZodArray
          ? here.element
          : undefined
    if (!next) return []
    here = unwrap(next)
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : []
}

/** The schema under its wrappers: optional ones and those with a default. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  let here = schema
  while (here instanceof z.ZodExactOptional || here instanceof z.ZodDefault || here instanceof z.ZodPrefault) here = here.unwrap()
  return here
}
