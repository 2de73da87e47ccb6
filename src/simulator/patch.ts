import * as z from 'zod'
import { beliefMistake } from './beliefs.ts'
import { makeId } from './ids.ts'
import type { Engine } from './lifecycle.ts'
import type { Kind, Permission, SecurityGroup, Stateful, World } from './model.ts'
import { STATES } from './states.ts'
import { permission } from './world.ts'
import { ruleSchema, serviceSchema } from './world-schema.ts'

/** A patch that names nothing real or does not fit; nothing of it was applied. */
export class PatchError extends Error {}

type Json = Record<string, unknown>

/** Collections that a patch may name, and the kind of what they hold where it has a lifecycle. */
const COLLECTIONS: Record<string, Kind | undefined> = {
  vpcs: undefined, vSwitches: undefined, securityGroups: undefined, instances: undefined,
  loadBalancers: 'loadBalancer', serverGroups: 'serverGroup', listeners: 'listener', endpointServices: 'endpointService', endpoints: 'endpoint',
}

/**
 * Changes a world as a console would, outside the tool: a merge by collection and ID. Members are replaced, objects merged,
 * lists replaced whole; null as a record removes it. Checked on a copy, so that a mistake leaves the world as it was.
 * @throws PatchError
 */
export function patchWorld(world: World, patch: unknown, engine: Engine, now: number): void {
  const copy = structuredClone(world)
  apply(copy, patch, engine, now)
  Object.assign(world, copy)
}

function apply(world: World, patch: unknown, engine: Engine, now: number): void {
  for (const [name, records] of Object.entries(object(patch, 'the patch'))) {
    if (name === 'accounts') patchAccounts(world, records)
    else if (name === 'beliefs') patchBeliefs(world, records)
    else if (name === 'connections') {
      for (const [id, change] of Object.entries(object(records, name))) {
        const endpoint = world.endpoints[id] ?? fail(`${name}: no ${id}`)
        patchRecord(world, { record: endpoint.connection, kind: 'connection', id }, object(change, id), engine, now)
      }
    } else {
      if (!Object.hasOwn(COLLECTIONS, name)) fail(`no collection ${JSON.stringify(name)}; there is ${[...Object.keys(COLLECTIONS), 'connections', 'accounts', 'beliefs'].join(', ')}`)
      const collection = (world as unknown as Record<string, Record<string, Json>>)[name] ?? {}
      for (const [id, change] of Object.entries(object(records, name))) {
        if (!Object.hasOwn(collection, id)) fail(`${name}: no ${JSON.stringify(id)}`)
        if (change === null) remove(world, collection, id)
        else patchRecord(world, { record: collection[id] ?? {}, kind: COLLECTIONS[name], id }, object(change, id), engine, now)
      }
    }
  }
}

/** Listeners go with their load balancer, and an endpoint whose service is gone says so, as after a delete. */
function remove(world: World, collection: Record<string, Json>, id: string): void {
  delete collection[id]
  for (const listener of Object.values(world.listeners)) if (listener.LoadBalancerId === id) delete world.listeners[listener.id]
  for (const { ServiceId, connection } of Object.values(world.endpoints)) if (ServiceId === id) connection.status = 'ServiceDeleted'
}

interface Target { record: object; kind: Kind | undefined; id: string }

function patchRecord(world: World, { record, kind, id }: Target, change: Json, engine: Engine, now: number): void {
  const before = (record as Partial<Stateful>).status
  for (const [key, value] of Object.entries(change)) {
    const own = ownKey(record, key)
    const path = `${id}.${own}`
    if (own === 'id') fail(`${path} cannot be changed`)
    if (own === 'permissions') (record as SecurityGroup).permissions = permissions(world, record as SecurityGroup, value, path)
    else if (own === 'services') Object.assign(record, { services: JSON.parse(JSON.stringify(checked(z.array(serviceSchema), value, path))) })
    else if (own === 'tags') Object.assign(record, { tags: tags((record as { tags: Record<string, string> }).tags, value, path) })
    else if (own === 'lacks') Object.assign(record, { lacks: checked(z.array(z.string()), value, path) })
    else if (!Object.hasOwn(record, own)) fail(`${path}: there is no such member`)
    else (record as Json)[own] = merged((record as Json)[own], value, path)
  }
  const status = (record as Partial<Stateful>).status
  if (kind && status !== undefined && !STATES[kind].includes(status)) fail(`${id}.status: one of ${STATES[kind].join(', ')} is wanted`)
  if (kind && status !== undefined && status !== before) engine.move(world, { kind, path: [id] }, status, now)
}

/** The state lists `Permissions` and `ConnectionStatus` where the world says `permissions` and `status`: both are understood. */
function ownKey(record: object, key: string): string {
  if (Object.hasOwn(record, key)) return key
  if (/^(LoadBalancer|ServerGroup|Listener|Service|Endpoint|Connection|Zone)?Status$/.test(key) && Object.hasOwn(record, 'status')) return 'status'
  const small = key.charAt(0).toLowerCase() + key.slice(1)
  return Object.hasOwn(record, small) ? small : key
}

/** A value in place of another of the same type; objects member by member, entries of lists in the form of those that were there. */
function merged(old: unknown, value: unknown, path: string): unknown {
  if (Array.isArray(old)) {
    if (!Array.isArray(value)) fail(`${path}: a list is wanted`)
    return (value as unknown[]).map((entry, i) => {
      const like = old[i] ?? old[0]
      if (like === undefined) return typeof entry === 'string' ? entry : fail(`${path}.${i}: what belongs here is not known`)
      return merged(like, entry, `${path}.${i}`)
    })
  }
  if (typeof old === 'object' && old !== null) {
    const members: Json = { ...old }
    for (const [key, member] of Object.entries(object(value, path))) {
      const own = ownKey(old, key)
      if (!Object.hasOwn(old, own)) fail(`${path}.${key}: there is no such member`)
      members[own] = merged(members[own], member, `${path}.${own}`)
    }
    return members
  }
  if (typeof value !== typeof old) fail(`${path}: a ${typeof old} is wanted`)
  return value
}

const wireRule = z.strictObject({
  SecurityGroupRuleId: z.string().optional(), Direction: z.enum(['ingress', 'egress']).default('ingress'), IpProtocol: z.string().default('TCP'),
  PortRange: z.string().regex(/^-?\d+\/-?\d+$/).default('-1/-1'), Policy: z.enum(['Accept', 'Drop']).default('Accept'),
  Priority: z.union([z.string(), z.int()]).transform(String).default('1'),
  SourceCidrIp: z.string().default(''), DestCidrIp: z.string().default(''), SourceGroupId: z.string().default(''), DestGroupId: z.string().default(''),
  SourcePrefixListId: z.string().default(''), DestPrefixListId: z.string().default(''), Description: z.string().default(''),
})

/** Rules in the cloud's spelling, or in that of a world file. */
function permissions(world: World, group: SecurityGroup, value: unknown, path: string): Permission[] {
  return checked(z.array(z.unknown()), value, path).map((entry, i) => {
    const newId = (): string => makeId(world, 'securityGroupRule', group.region)
    if (ruleSchema.safeParse(entry).success && Object.keys(object(entry, path)).length > 0) return permission(checked(ruleSchema, entry, `${path}.${i}`), newId())
    const rule = checked(wireRule, entry, `${path}.${i}`)
    return { ...rule, IpProtocol: rule.IpProtocol.toUpperCase(), SecurityGroupRuleId: rule.SecurityGroupRuleId ?? newId() }
  })
}

/** Tags are merged; null takes one away. */
function tags(old: Record<string, string>, value: unknown, path: string): Record<string, string> {
  const found = { ...old }
  for (const [key, tag] of Object.entries(checked(z.record(z.string(), z.string().nullable()), value, path))) {
    if (tag === null) delete found[key]
    else found[key] = tag
  }
  return found
}

const accountPatch = z.strictObject({ privatelinkOpen: z.boolean().optional(), roles: z.array(z.string()).optional() })

function patchAccounts(world: World, records: unknown): void {
  for (const [id, change] of Object.entries(object(records, 'accounts'))) {
    const account = world.accounts.find((one) => one.id === id || one.name === id) ?? fail(`accounts: no ${JSON.stringify(id)}`)
    const { privatelinkOpen, roles } = checked(accountPatch, change, `accounts.${id}`)
    if (privatelinkOpen !== undefined) account.privatelinkOpen = privatelinkOpen
    if (roles !== undefined) account.roles = roles
  }
}

function patchBeliefs(world: World, records: unknown): void {
  for (const [name, value] of Object.entries(checked(z.record(z.string(), z.string()), records, 'beliefs'))) {
    const mistake = beliefMistake(name, value)
    if (mistake !== undefined) fail(`beliefs.${name}: ${mistake}`)
    world.beliefs[name] = value
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const parsed = schema.safeParse(value)
  return parsed.success ? parsed.data : fail(parsed.error.issues.map((one) => `${[path, ...one.path].map(String).join('.')}: ${one.message}`).join('; '))
}

function object(value: unknown, path: string): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : fail(`${path}: an object is wanted`)
}

function fail(message: string): never {
  throw new PatchError(message)
}
