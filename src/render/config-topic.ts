import schema from '../../docs/config.schema.json' with { type: 'json' }
import { configKeys } from '../messages/config-keys.ts'
import { language, text } from '../messages/index.ts'
import { configPage } from '../messages/topics.ts'
import { reference } from './reference.ts'

/** Of a JSON schema what is told of. */
interface Schema {
  properties?: Readonly<Record<string, Schema>>
  items?: Schema
  anyOf?: readonly Schema[]
  allOf?: readonly Schema[]
  else?: Schema
  type?: string | readonly string[]
  enum?: readonly string[]
  default?: unknown
  required?: readonly string[]
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  patternErrorMessage?: string
}

const COLUMN = 26

/** What is said of the keys, and around them. */
interface Words { configKeys: typeof configKeys; configPage: typeof configPage }

/** What may stand for a value; '' of what says no more than its meaning does. */
function kindOf({ items, anyOf, type, enum: words, minimum, maximum, minItems, maxItems, patternErrorMessage }: Schema, page: typeof configPage): string {
  if (items !== undefined) return page.list(kindOf(items, page), minItems, maxItems)
  // The other alternative of each value is a variable of the environment.
  const [first, second] = anyOf ?? []
  const one = first === undefined ? '' : kindOf(first, page)
  if (one !== '' && second?.items !== undefined) return page.orList(one)
  if (first !== undefined) return one
  if (words !== undefined) return page.oneOf(words)
  if (type?.includes('integer')) return page.between(minimum ?? 0, maximum ?? 0)
  return type?.includes('boolean') ? page.trueOrFalse : page.right(patternErrorMessage ?? '')
}

/** What must be there: of the alternatives to what exists already the one without. */
function needed(found: Schema, at = ''): string[] {
  const within = Object.entries(found.properties ?? {}).flatMap(([key, value]) => needed(value, `${at}${key}.`))
  return [...(found.required ?? []).map((key) => at + key), ...within, ...[...(found.allOf ?? []), ...(found.else ? [found.else] : [])].flatMap((one) => needed(one.else ?? one, at))]
}

function lines({ properties = {} }: Schema, at: string, indent: number, must: readonly string[], said: Words): string {
  return Object.entries(properties).map(([key, value]) => {
    const path = at + key
    const fallback = value.default === undefined || value.properties !== undefined ? '' : said.configPage.fallback(JSON.stringify(value.default).replaceAll('"', ''))
    const notes = [value.properties === undefined ? kindOf(value, said.configPage) : '', fallback].filter((note) => note !== '')
    const own = reference([[must.includes(path) ? `${key} *` : key, `${said.configKeys[path] ?? ''}${notes.length === 0 ? '' : text.aside(said.configPage.notes(notes))}`]], indent, COLUMN)
    const inner = value.items ?? value
    const inList = value.items === undefined ? `${path}.` : `${path}[].`
    return own + lines(inner, inList, indent + 2, inner.required?.map((name) => inList + name) ?? must, said)
  }).join('')
}

/** `help config`: the keys of the config with meaning, values and default, from the schema that editors use. */
export async function configTopic(): Promise<string> {
  const said: Words = language === 'zh' ? await import('../messages/zh/topics.ts') : { configKeys, configPage }
  const known = schema as unknown as Schema
  return `${said.configPage.intro}\n${lines(known, '', 2, needed(known), said)}`
}
