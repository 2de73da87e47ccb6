import { text as messages } from '../messages/whole.ts'
import type { KeyPath, Mistake } from './mistake.ts'

/** Tags that the command writes itself; the endpoint carries all three. */
export const OWN_TAG_KEYS = ['managed-by', 'alb-privatelink/stack', 'alb-privatelink/consumer'] as const
/** Tags that one resource may have, ours included (quota of ALB and of PrivateLink, documented). */
const MOST_TAGS = 20

/**
 * The rules that need two places of the config at once. They look at the raw input, so that they are judged even where
 * another part is wrong; what is not of the expected type is the schema's business and passed over here.
 */
export function crossMistakes(raw: unknown): Mistake[] {
  return [
    ...zoneMistakes(raw),
    ...editionMistakes(raw),
    ...serverMistakes(raw),
    ...probeMistakes(raw),
    ...tagMistakes(raw),
    ...groupMistakes(raw),
  ]
}

function zoneMistakes(raw: unknown): Mistake[] {
  const alb: KeyPath = ['loadBalancer', 'zones']
  const endpoint: KeyPath = ['consumer', 'zones']
  const known = texts(raw, alb, 'zoneId').map((zone) => zone.value)
  const outside = known.length === 0 ? [] : texts(raw, endpoint, 'zoneId').filter((zone) => !known.includes(zone.value))
  return [
    ...doubles(texts(raw, alb, 'zoneId'), (zone) => messages.config.zoneTwice(zone)),
    ...doubles(texts(raw, endpoint, 'zoneId'), (zone) => messages.config.endpointZoneTwice(zone)),
    ...outside.map(({ path, value }) => ({
      path,
      message: messages.config.zoneOutside(value, distinct(known)),
    })),
  ]
}

function editionMistakes(raw: unknown): Mistake[] {
  const edition = at(raw, ['loadBalancer', 'edition']) ?? 'Basic'
  // The edition of one that exists already is not known here.
  if (edition !== 'Basic' || at(raw, ['loadBalancer', 'id']) !== undefined || at(raw, ['serverGroup', 'crossZone']) !== false) return []
  const message = messages.config.crossZone
  return [{ path: ['serverGroup', 'crossZone'], message }]
}

function serverMistakes(raw: unknown): Mistake[] {
  const servers = texts(raw, ['serverGroup', 'servers'], 'instanceId').map(({ path, value }) => ({
    path,
    value: `${value}:${String(at(raw, [...path.slice(0, -1), 'port']))}`,
  }))
  return doubles(servers, (server) => messages.config.serverTwice(server))
}

function probeMistakes(raw: unknown): Mistake[] {
  const from: KeyPath = ['consumer', 'test', 'from']
  const zones = texts(raw, ['consumer', 'zones'], 'zoneId').map((zone) => zone.value)
  const outside = zones.length === 0 ? [] : texts(raw, from, 'zoneId').filter((zone) => !zones.includes(zone.value))
  return [
    ...doubles(texts(raw, from, 'instanceId'), (id) => messages.config.testerTwice(id)),
    ...outside.map(({ path, value }) => ({
      path,
      message: messages.config.testZoneOutside(value, distinct(zones)),
    })),
  ]
}

function groupMistakes(raw: unknown): Mistake[] {
  const path: KeyPath = ['consumer', 'securityGroupIds']
  const groups = at(raw, path)
  if (!Array.isArray(groups)) return []
  const found = groups.flatMap((value: unknown, index) => (typeof value === 'string' ? [{ path: [...path, index], value }] : []))
  return doubles(found, (id) => messages.config.groupTwice(id))
}

function tagMistakes(raw: unknown): Mistake[] {
  const tags = at(raw, ['tags'])
  if (typeof tags !== 'object' || tags === null || Array.isArray(tags)) return []
  const keys = Object.keys(tags)
  const most = MOST_TAGS - OWN_TAG_KEYS.length
  const wrong = keys.flatMap((key): Mistake[] => {
    const path = ['tags', key]
    if ((OWN_TAG_KEYS as readonly string[]).includes(key) || key.startsWith('alb-privatelink/')) {
      return [{ path, atKey: true, message: messages.config.ownTag(key) }]
    }
    const reserved = /^(aliyun|acs:|https?:\/\/)/i.exec(key)
    return reserved
      ? [{ path, atKey: true, message: messages.config.reservedTag(key, reserved[0]) }]
      : []
  })
  if (keys.length <= most) return wrong
  const message = messages.config.manyTags(keys.length, most, MOST_TAGS, OWN_TAG_KEYS.length)
  return [...wrong, { path: ['tags'], atKey: true, message }]
}

/** What stands at a path, undefined where there is nothing. Own keys only, so that no prototype is ever read. */
export function at(raw: unknown, path: KeyPath): unknown {
  let here = raw
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined
    here = (here as Record<string | number, unknown>)[key]
  }
  return here
}

const distinct = (values: readonly string[]): string => [...new Set(values)].join(', ')

interface Found {
  path: KeyPath
  value: string
}

/** The texts under one key of each element of a list. */
function texts(raw: unknown, list: KeyPath, key: string): Found[] {
  const elements = at(raw, list)
  if (!Array.isArray(elements)) return []
  return elements.flatMap((element: unknown, index): Found[] => {
    const value = at(element, [key])
    return typeof value === 'string' ? [{ path: [...list, index, key], value }] : []
  })
}

function doubles(found: Found[], message: (value: string) => string): Mistake[] {
  const seen = new Set<string>()
  return found.flatMap(({ path, value }): Mistake[] => {
    if (seen.has(value)) return [{ path, message: message(value) }]
    seen.add(value)
    return []
  })
}
