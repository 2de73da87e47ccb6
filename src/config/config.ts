import { explain } from './explain.ts'
import type { Mistake } from './mistake.ts'
import { crossMistakes } from './rules.ts'
import { type ConfigFile, fileSchema } from './schema.ts'

export type { ExpectedBody } from './bodies.ts'

/** The config as the rest of the program sees it: the documented example's defaults applied, durations in milliseconds. */
export interface Config extends ConfigFile {
  loadBalancer: ConfigFile['loadBalancer'] & { name: string }
  consumer: ConfigFile['consumer'] & { endpoint: ConfigFile['consumer']['endpoint'] & { name: string } }
}

/** Either a config, or every mistake in it, in the order of the schema. */
export type Parsed = { config: Config; mistakes?: never } | { config?: never; mistakes: Mistake[] }

/**
 * Judges a config that was read already.
 * @param raw plain objects, lists and scalars, as YAML or JSON gives them
 */
export function parseConfig(raw: unknown): Parsed {
  const parsed = fileSchema.safeParse(raw)
  const mistakes = [...(parsed.success ? [] : explain(parsed.error.issues, raw)), ...crossMistakes(raw)]
  return parsed.success && mistakes.length === 0 ? { config: withNames(parsed.data) } : { mistakes }
}

/** The names that the documented example does not give: they say whose they are in the console. */
function withNames(file: ConfigFile): Config {
  const { loadBalancer, consumer } = file
  const suffix = consumer.name === 'default' ? '' : `-${consumer.name}`
  return {
    ...file,
    loadBalancer: { ...loadBalancer, name: loadBalancer.name ?? `alb-${file.stack}` },
    consumer: {
      ...consumer,
      endpoint: { ...consumer.endpoint, name: consumer.endpoint.name ?? `endpoint-${file.stack}${suffix}` },
    },
  }
}
