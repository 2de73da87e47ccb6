import { Refusal } from '../../action.ts'

/**
 * A parameter that carries a list as JSON text, such as `["i-1","i-2"]`.
 * @param name of the parameter, for the refusal
 */
export function jsonList(name: string, text: string | undefined, max = 100): string[] | undefined {
  if (text === undefined) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = undefined
  }
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) {
    throw new Refusal(`Invalid${name}.Malformed`, 400, `The specified parameter "${name}" is not valid.`)
  }
  if (value.length > max) throw new Refusal(`Invalid${name}.Malformed`, 400, `The amount of ${name} exceeds the limit.`)
  return value
}

/** True when no list was given or the value is in it. */
export function among(list: readonly string[] | undefined, value: string): boolean {
  return !list || list.includes(value)
}

/** A name filter, in which `*` stands for anything. */
export function likeName(pattern: string | undefined, name: string): boolean {
  if (pattern === undefined) return true
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(name)
}

/** Tags as Ecs spells them in answers. */
export function tagList(tags: Record<string, string>): { Tag: { TagKey: string; TagValue: string }[] } {
  return { Tag: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) }
}
