import { explain } from './explain.ts'
import { givenMistakes, leftOut, schemaOf, type Section } from './given.ts'
import type { Mistake } from './mistake.ts'
import { crossMistakes } from './rules.ts'
import type { ConfigFile } from './schema.ts'

export type { ExpectedBody } from './bodies.ts'

/** The config as the rest of the program sees it: the documented example's defaults applied, durations in milliseconds. */
export interface Config extends ConfigFile {
  loadBalancer: ConfigFile['loadBalancer'] & { name: string }
  consumer: ConfigFile['consumer'] & { endpoint: ConfigFile['consumer']['endpoint'] & { name: string } }
  /** Sections that are missing because the endpoint service is given; they hold next to nothing. */
  leftOut?: readonly Section[]
}

/** Either a config, or every mistake in it, in the order of the schema. */
export type Parsed = { config: Config; mistakes?: never } | { config?: never; mistakes: Mistake[] }

/**
 * Judges a config that was read already. Sections of what exists already hold their ID and otherwise next to nothing: run/given.ts
 * fills in what the cloud shows of it.
 * @param raw plain objects, lists and scalars, as YAML or JSON gives them
 */
export function parseConfig(raw: unknown): Parsed {
  const parsed = schemaOf(raw).safeParse(raw)
  const mistakes = [...(parsed.success ? [] : explain(parsed.error.issues, raw)), ...crossMistakes(raw), ...givenMistakes(raw)]
  return parsed.success && mistakes.length === 0 ? { config: withNames(filled(parsed.data as PartialFile, leftOut(raw))) } : { mistakes }
}

type PartialFile = Omit<ConfigFile, 'provider' | Section> & Partial<Pick<ConfigFile, 'provider' | Section>>

/** Stands in for sections that are missing or name what exists already, so that nobody has to ask for each key whether it is there. */
function filled(file: PartialFile, missing: readonly Section[]): ConfigFile & { leftOut?: readonly Section[] } {
  const { provider, loadBalancer, serverGroup, listener, service, consumer } = file
  return {
    ...file,
    provider: { vpcId: '', ...provider },
    loadBalancer: { edition: 'Basic', addressIpVersion: 'IPv4', zones: [], ...loadBalancer },
    serverGroup: { name: '', protocol: 'HTTP', scheduler: 'Wrr', healthCheck: { enabled: true }, servers: [], ...serverGroup },
    listener: { protocol: 'HTTP', port: consumer.test?.port ?? HTTP_PORT, ...listener },
    service: { autoAccept: false, zoneAffinity: false, ...service },
    ...(missing.length === 0 ? {} : { leftOut: missing }),
  }
}

/** Where a test asks when neither it nor a listener says so. */
const HTTP_PORT = 80

/** The names that the documented example does not give: they say whose they are in the console. */
function withNames(file: ConfigFile & { leftOut?: readonly Section[] }): Config {
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
