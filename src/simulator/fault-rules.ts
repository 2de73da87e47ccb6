import * as z from 'zod'
import type { ProductTable } from './action.ts'
import { InputError, type Mistake } from './input-error.ts'
import type { Kind, World } from './model.ts'
import { mistakesOf, pathText } from './schema-mistakes.ts'
import { STATES } from './states.ts'

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

/** Every mistake in a list of rules that was refused. */
export class FaultError extends InputError {
  constructor(mistakes: readonly Mistake[], file?: string) {
    super({ input: 'faults', problem: 'wrong', mistakes, ...(file === undefined ? {} : { file }) })
  }
}

/**
 * Reads a list of fault rules; one without an ID gets one.
 * @throws FaultError with every mistake at once
 */
export function readFaultRules(list: unknown, tables: readonly ProductTable[], world: World): FaultRule[] {
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
