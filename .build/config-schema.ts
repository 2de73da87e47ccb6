import { z } from 'zod'
import { SECTIONS, type Section } from '../src/config/given.ts'
import { fileSchema } from '../src/config/schema.ts'
import { configKeys } from '../src/messages/config-keys.ts'

/** A schema of draft 7, as far as ours goes. */
export interface JsonSchema {
  [keyword: string]: unknown
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  /** Of a section whose keys are anybody's. */
  additionalProperties?: JsonSchema | boolean
  anyOf?: JsonSchema[]
  pattern?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  required?: string[]
}

/** A text with a variable of the environment in it: what it stands for, an editor cannot know. */
const VARIABLE = String.raw`\$\{`

/**
 * The schema by which editors complete and judge a config: made from the one that judges it when it is read. It is draft 7, which
 * all editors know; `patternErrorMessage` is of those that use VS Code's reader. Of the rules that need two keys at once only
 * those about what exists already are in it.
 */
export function configSchema(): JsonSchema {
  const made = z.toJSONSchema(fileSchema, {
    target: 'draft-7', io: 'input', unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { pattern, type } = jsonSchema
      if (pattern === undefined && type !== 'integer' && type !== 'boolean') return
      const right = textOf((zodSchema as unknown as z.ZodType).def.error)
      if (typeof right === 'string') Object.assign(jsonSchema, { patternErrorMessage: right })
    },
  }) as JsonSchema
  const { $schema, ...schema } = withGiven(finished(made, ''))
  return { $schema, title: 'Config of alb-privatelink', ...schema }
}

// oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON schema
const when = (condition: JsonSchema, then: JsonSchema, other: JsonSchema): JsonSchema => ({ if: condition, then, else: other })

/** Lets sections hold the ID of what exists already, as src/config/given.ts does: nothing beside it then, and less is needed. */
function withGiven({ properties = {}, ...schema }: JsonSchema): JsonSchema {
  const id: JsonSchema = { required: ['id'] }
  const alone: JsonSchema = { properties: { id: {} }, additionalProperties: false }
  const sections = Object.values(SECTIONS).map((name) => {
    const { required = [], ...section } = properties[name] ?? {}
    return [name, { ...section, ...when(id, alone, { required }) }]
  })
  const { required: ofProvider = [], ...provider } = properties['provider'] ?? {}
  const given = (name: Section): JsonSchema => ({ required: [name], properties: { [name]: id } })
  const whole: JsonSchema = { required: ['provider'], properties: { provider: { required: ofProvider } } }
  const behind = { listener: ['loadBalancer', 'serverGroup'], serverGroup: ['loadBalancer', 'listener'] }
  return {
    ...schema,
    properties: { ...properties, provider, ...(Object.fromEntries(sections) as Record<string, JsonSchema>) },
    required: ['stack', 'consumer'],
    allOf: [
      when({ anyOf: [given('service'), given('loadBalancer')] }, {}, whole),
      when(
        given('service'), { properties: { loadBalancer: id }, dependencies: behind },
        { required: ['loadBalancer', 'serverGroup', 'listener'] },
      ),
      when(given('listener'), { properties: { loadBalancer: id, serverGroup: id } }, {}),
    ],
  }
}

/** The path of each key in a schema, `[]` for the elements of a list. */
export function keyPaths(schema: JsonSchema, at = ''): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const path = at === '' ? key : `${at}.${key}`
    return [path, ...keyPaths(value, path)]
  })
  return [...own, ...(schema.items ? keyPaths(schema.items, `${at}[]`) : [])]
}

/** What a field says would be right: the texts of fields.ts depend on no finding. */
const textOf = (error: unknown): unknown => (typeof error === 'function' ? (error as () => unknown)() : undefined)

/** A schema with its keys described, and each value also let through as a variable of the environment. */
function finished(schema: JsonSchema, path: string): JsonSchema {
  const description = configKeys[path]
  const described = { ...(description === undefined ? {} : { description }), ...schema }
  if (schema.properties) {
    const within = (key: string): string => (path === '' ? key : `${path}.${key}`)
    const properties = Object.entries(schema.properties).map(([key, value]) => [key, finished(value, within(key))])
    return { ...described, properties: Object.fromEntries(properties) as Record<string, JsonSchema> }
  }
  if (schema.items) return { ...described, items: finished(schema.items, `${path}[]`) }
  // Variables are put into values, and into no key.
  if (typeof schema.additionalProperties === 'object') return { ...described, additionalProperties: finished(schema.additionalProperties, '') }
  if (schema.anyOf) return { ...described, anyOf: schema.anyOf.map((one) => finished(one, '')) }
  if (schema.type === 'string' && schema.pattern !== undefined) return { ...described, pattern: `${schema.pattern}|${VARIABLE}` }
  if (schema.type === 'integer' || schema.type === 'boolean') return { ...described, type: [schema.type, 'string'], pattern: VARIABLE }
  const { enum: values, const: value, ...rest } = described
  const fixed = values ?? (value === undefined ? undefined : [value])
  return fixed === undefined ? described : { ...rest, anyOf: [{ enum: fixed }, { pattern: VARIABLE }] }
}

/** The file docs/config.schema.json. */
export const schemaText = (): string => `${JSON.stringify(configSchema(), null, 2)}\n`
