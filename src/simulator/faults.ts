import * as z from 'zod'
import type { NetworkRule, ProductTable } from './action.ts'
import { InputError, type Mistake } from './input-error.ts'
import { mistakesOf, pathText } from './schema-mistakes.ts'
import { STATES } from './states.ts'
import type { Diversion } from './lifecycle.ts'
import type { Kind, World } from './model.ts'

const HTTP_ERROR = z.int().min(400).max(599)

const effect = z.union([
  z.strictObject({ error: z.strictObject({ code: z.string().min(1), status: HTTP_ERROR.default(400), message: z.string().optional() }) }),
  z.strictObject({ delayMs: z.int().min(0).max(600_000) }),
  z.strictObject({ cut: z.enum(['before', 'after']) }),
  z.strictObject({ truncate: z.int().min(0) }),
  z.strictObject({ garbage: z.literal(true) }),
  z.strictObject({ lifecycle: z.strictObject({ kind: z.string(), to: z.string() }) }),
  z.strictObject({ network: z.strictObject({ instance: z.string(), do: z.enum(['refuse', 'slow', 'break']) }) }),
])

const rule = z.strictObject({
  id: z.string().regex(/^[\w.-]{1,64}$/).optional(),
  match: z.strictObject({
    action: z.string().optional(),
    resource: z.string().optional(),
    from: z.int().min(1).default(1),
    times: z.int().min(1).nullable().optional(),
    pattern: z.string().regex(/^[01]*1[01]*$/, 'a row of 0 and 1 with a 1 in it').max(10_000).optional(),
  }).prefault({}),
  do: effect,
})

export type Effect = z.infer<typeof effect>
/** One rule as it was set. */
export type FaultRule = Omit<z.infer<typeof rule>, 'id'> & { id: string }

/** What a rule does to a call. */
export type CallEffect = Exclude<Effect, { lifecycle: unknown } | { network: unknown }>

interface Counted { rule: FaultRule; seen: number; hits: number; network?: NetworkRule }

/** Every mistake in a list of rules that was refused. */
export class FaultError extends InputError {
  constructor(mistakes: readonly Mistake[], file?: string) {
    super({ input: 'faults', problem: 'wrong', mistakes, ...(file === undefined ? {} : { file }) })
  }
}

export interface Faults {
  /** Takes a new list of rules in place of the old; hits start anew. @throws FaultError */
  set(rules: unknown, world: World): void
  clear(): void
  list(): (FaultRule & { hits: number })[]
  /** Counts a call against every rule that matches it; the first one that strikes is given. `values` are its parameters. */
  strike(product: string, action: string, values: Iterable<string>): { id: string; effect: CallEffect } | undefined
  /** Counts an arrow that is due; see `Diversion`. */
  divert: Diversion
  /** Grows with each arrow that was diverted. */
  diverted(): number
  networkRules(): readonly NetworkRule[]
  networkHit(rule: NetworkRule): void
}

/** The faults of one simulator: counted, never random, none at first. */
export function faultList(tables: readonly ProductTable[]): Faults {
  let rules: Counted[] = []
  let diversions = 0

  const strikes = (counted: Counted): boolean => {
    counted.seen++
    const { from, times, pattern } = counted.rule.match
    const turn = counted.seen - from
    const limit = times === null ? Infinity : (times ?? (pattern === undefined ? 1 : Infinity))
    if (turn < 0 || counted.hits >= limit || (pattern !== undefined && pattern[turn % pattern.length] !== '1')) return false
    counted.hits++
    return true
  }

  return {
    set: (list, world) => {
      const checked = check(list, tables, world)
      rules = checked.map((one) => ({
        rule: one, seen: 0, hits: 0, ...('network' in one.do ? { network: { instance: one.do.network.instance, do: one.do.network.do } } : {}),
      }))
    },
    clear: () => { rules = [] },
    list: () => rules.map((one) => ({ ...one.rule, hits: one.hits })),
    strike: (product, action, values) => {
      const all = new Set(values)
      let first: { id: string; effect: CallEffect } | undefined
      for (const counted of rules) {
        const { match, do: effect, id } = counted.rule
        if ('lifecycle' in effect || 'network' in effect) continue
        if (match.action !== undefined && match.action !== action && match.action !== `${product}.${action}`) continue
        if (match.resource !== undefined && !all.has(match.resource)) continue
        if (strikes(counted)) first ??= { id, effect }
      }
      return first
    },
    divert: (moving) => {
      for (const counted of rules) {
        const { match, do: effect } = counted.rule
        if (!('lifecycle' in effect) || effect.lifecycle.kind !== moving.kind) continue
        if (match.resource !== undefined && !moving.path.includes(match.resource)) continue
        if (strikes(counted)) {
          diversions++
          return effect.lifecycle.to
        }
      }
      return undefined
    },
    diverted: () => diversions,
    networkRules: () => rules.flatMap((one) => (one.network && one.hits < (one.rule.match.times ?? Infinity) ? [one.network] : [])),
    networkHit: (spoiled) => {
      for (const one of rules) if (one.network === spoiled) one.hits++
    },
  }
}

function check(list: unknown, tables: readonly ProductTable[], world: World): FaultRule[] {
  const parsed = z.array(rule).max(1000).safeParse(list)
  if (!parsed.success) {
    throw new FaultError(mistakesOf(parsed.error.issues).map(({ path, message }) => ({ place: pathText(path), message })))
  }
  const taken = new Set(parsed.data.flatMap((one) => (one.id === undefined ? [] : [one.id])))
  const mistakes: Mistake[] = []
  if (taken.size < parsed.data.filter((one) => one.id !== undefined).length) mistakes.push({ place: '', message: 'two rules have the same id' })
  const named: FaultRule[] = parsed.data.map((one, index) => {
    for (const { place, message } of unreal(one, tables, world)) mistakes.push({ place: `[${index}].${place}`, message })
    let id: string = one.id ?? `fault-${index + 1}`
    for (let more = 1; one.id === undefined && taken.has(id); more++) id = `fault-${index + 1}-${more}`
    taken.add(id)
    return { ...one, id }
  })
  if (mistakes.length > 0) throw new FaultError(mistakes)
  return named
}

/** What a rule names that is not there: such a rule would never strike, and a test would pass for nothing. */
function unreal(one: z.infer<typeof rule>, tables: readonly ProductTable[], world: World): Mistake[] {
  const found: Mistake[] = []
  const report = (place: string, message: string): void => void found.push({ place, message })
  const { action, resource } = one.match
  const actions = tables.flatMap((table) => Object.keys(table.actions).flatMap((name) => [name, `${table.product}.${name}`]))
  if (action !== undefined && !actions.includes(action)) report('match.action', `no action ${JSON.stringify(action)} is served`)
  if (resource !== undefined && !exists(world, resource)) report('match.resource', `the world holds no ${JSON.stringify(resource)}`)
  if ('lifecycle' in one.do) {
    const { kind, to } = one.do.lifecycle
    const life = tables.flatMap((table) => table.lifecycles).find((each) => each.kind === kind)
    if (!life) report('do.lifecycle.kind', `no kind ${JSON.stringify(kind)} has a lifecycle`)
    else if (to !== 'stuck' && !STATES[kind as Kind].includes(to) && !life.arrows.some((arrow) => arrow.to === to)) {
      report('do.lifecycle.to', `${JSON.stringify(to)} is no state of ${kind}`)
    }
    if (action !== undefined) report('match.action', 'a lifecycle fault matches no action')
  }
  if ('network' in one.do) {
    if (!world.instances[one.do.network.instance]) report('do.network.instance', `the world holds no instance ${JSON.stringify(one.do.network.instance)}`)
    if (action !== undefined || resource !== undefined || one.match.pattern !== undefined) report('match', 'a network fault matches neither action nor resource nor pattern')
  }
  return found
}

function exists(world: World, id: string): boolean {
  const collections = [
    world.vpcs, world.vSwitches, world.securityGroups, world.instances, world.loadBalancers, world.serverGroups, world.listeners, world.jobs,
    world.endpointServices, world.endpoints, world.invocations,
  ]
  return collections.some((one) => Object.hasOwn(one, id)) || world.regions.some((region) => region.zones.some((zone) => zone.ZoneId === id))
}
