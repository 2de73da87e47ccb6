import * as z from 'zod'
import type { StepId } from '../core/events.ts'
import { text as messages } from '../messages/whole.ts'
import type { Config } from './config.ts'
import { type Mistake } from './mistake.ts'
import { at } from './rules.ts'
import { fileSchema } from './schema.ts'

/** The sections of the steps whose resource may exist already. */
export const SECTIONS = { 'load-balancer': 'loadBalancer', 'server-group': 'serverGroup', listener: 'listener', 'endpoint-service': 'service' } as const
export type Section = (typeof SECTIONS)[keyof typeof SECTIONS]

const sectionOf = (step: StepId): Section | undefined => (SECTIONS as Partial<Record<StepId, Section>>)[step]

/** The ID by which the config names the resource of a step that exists already; it is used as it is, and never changed or removed. */
export function givenId(config: Config, step: StepId): string | undefined {
  const section = sectionOf(step)
  return section === undefined ? undefined : config[section].id
}

/** Whether the config has nothing to say of a step, since what it makes lies behind the endpoint service that is given. */
export function isLeftOut(config: Config, step: StepId): boolean {
  const section = sectionOf(step)
  return section !== undefined && config.leftOut?.includes(section) === true
}

/** Whether a step has a resource of this stack's own: to be made, changed and removed. */
export const isOwn = (config: Config, step: StepId): boolean => givenId(config, step) === undefined && !isLeftOut(config, step)

const hasId = (raw: unknown, section: Section): boolean => at(raw, [section, 'id']) !== undefined
const isThere = (raw: unknown, section: string): boolean => at(raw, [section]) !== undefined

/** Sections that may be left out: what lies behind a given service is its owner's business, and no listener needs a group of its own. */
export function leftOut(raw: unknown): Section[] {
  if (!hasId(raw, 'service')) return []
  const behind: readonly Section[] = isThere(raw, 'listener') ? [] : ['serverGroup', 'listener']
  return (['loadBalancer', ...behind] as const).filter((section) => !isThere(raw, section))
}

/** The schema of one config: sections that name what exists already hold the ID alone, and what those make needless may be missing. */
export function schemaOf(raw: unknown) {
  const { shape } = fileSchema
  const missing = leftOut(raw)
  const sections = Object.values(SECTIONS).flatMap((name): [string, z.ZodType][] => {
    // Keys beside the ID are told by besideMistakes.
    if (hasId(raw, name)) return [[name, z.object({ id: sectionShape(name).id! })]]
    return missing.includes(name) ? [[name, shape[name].optional()]] : []
  })
  const known = hasId(raw, 'loadBalancer') || missing.includes('loadBalancer')
  const { vpcId, profile } = shape.provider.shape
  const provider: [string, z.ZodType][] = known ? [['provider', z.strictObject({ vpcId: vpcId.exactOptional(), profile }, { error: () => messages.config.section(['vpcId', 'profile']) }).exactOptional()]] : []
  return fileSchema.extend(Object.fromEntries([...sections, ...provider]))
}

const sectionShape = (name: Section): Record<string, z.ZodType> => {
  const { shape } = fileSchema
  return name === 'service' ? shape.service.unwrap().shape : shape[name].shape
}

/** What the config says of things that exist already and that does not go together. */
export function givenMistakes(raw: unknown): Mistake[] {
  return [...besideMistakes(raw), ...togetherMistakes(raw)]
}

function besideMistakes(raw: unknown): Mistake[] {
  return Object.values(SECTIONS).filter((name) => hasId(raw, name)).flatMap((name) =>
    Object.keys(at(raw, [name]) as object).filter((key) => key !== 'id').map((key) => ({
      path: [name, key], atKey: true,
      message: messages.config.besideId(name, key, messages.config.kinds[name]),
    })),
  )
}

/** A resource that exists already cannot hang on one that is still to be made. */
function togetherMistakes(raw: unknown): Mistake[] {
  const made = (section: Section): boolean => isThere(raw, section) && !hasId(raw, section)
  const given = (section: Section): boolean => hasId(raw, section)
  const wrong = (section: Section, message: string): Mistake => ({ path: [section, 'id'], message })
  const behind = given('service') && !isThere(raw, 'loadBalancer')
  return [
    ...(given('listener') && made('loadBalancer') ? [wrong('listener', messages.config.listenerBalancer)] : []),
    ...(given('listener') && made('serverGroup') ? [wrong('listener', messages.config.listenerGroup)] : []),
    ...(given('service') && made('loadBalancer') ? [wrong('service', messages.config.serviceBalancer)] : []),
    ...(['serverGroup', 'listener'] as const).filter((section) => behind && isThere(raw, section)).map((section) => ({
      path: [section], atKey: true, message: messages.config.noBalancer(section),
    })),
    ...(given('service') && isThere(raw, 'serverGroup') && !isThere(raw, 'listener') && !behind
      ? [{ path: ['serverGroup'], atKey: true, message: messages.config.noListener }]
      : []),
  ]
}
