import * as z from 'zod'
import type { CallLog } from './call-log.ts'
import { advanceClock, setClock, worldTime, type ClockChange } from './clock.ts'
import { sameText } from './credentials.ts'
import { FaultError, readFaultRules } from './fault-rules.ts'
import { settledWorld, type Gateway } from './gateway.ts'
import type { ClockState, Kind, World } from './model.ts'
import { probeHealth } from './network/health.ts'
import { PatchError, patchWorld } from './patch.ts'
import { header, type Incoming } from './request.ts'
import { stateOf } from './state.ts'
import { STATES } from './states.ts'
import { StoreError } from './store.ts'

export interface Control extends Pick<Gateway, 'tables' | 'store' | 'engine' | 'faults' | 'network' | 'now' | 'onError'> {
  token: string
  log: CallLog
  /** Makes the first world fit this process again: its clock runs on from now. */
  renew(first: World): World
}

export interface ControlAnswer { status: number; body: object }

/** A control request that does not fit; the message says why. */
class ControlError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Answers a request under `/_sim/`; all but the health wants the control token. */
export async function serveControl(control: Control, incoming: Incoming): Promise<ControlAnswer> {
  const route = `${incoming.method} ${incoming.path.slice('/_sim/'.length)}`
  if (route === 'GET health') return { status: 200, body: { ok: true } }
  if (!sameText(header(incoming, 'authorization'), `Bearer ${control.token}`)) return failed(401, 'the header Authorization: Bearer <controlToken> is wanted')
  try {
    const handler = ROUTES[route]
    if (handler) return { status: 200, body: await handler(control, incoming) }
    const known = Object.keys(ROUTES).some((one) => one.endsWith(` ${route.slice(route.indexOf(' ') + 1)}`))
    return failed(known ? 405 : 404, known ? 'this method is not served here' : 'no such control')
  } catch (error) {
    if (error instanceof ControlError) return failed(error.status, error.message)
    if (error instanceof FaultError || error instanceof PatchError) return failed(400, error.message)
    control.onError(error)
    return error instanceof StoreError ? failed(503, error.message) : failed(500, 'an error of the simulator itself')
  }
}

function failed(status: number, error: string): ControlAnswer {
  return { status, body: { error } }
}

const ROUTES: Record<string, (control: Control, incoming: Incoming) => Promise<object> | object> = {
  'GET state': async (control) => {
    const world = await settledWorld(control)
    return { now: new Date(worldTime(world.clock, control.now())).toISOString(), resources: stateOf(world) }
  },
  'GET log': ({ log }, incoming) => {
    const entries = log.after(numberOf(incoming, 'after', 0))
    return { entries: entries.slice(Math.max(0, entries.length - numberOf(incoming, 'last', entries.length))) }
  },
  'GET servers': async (control, incoming) => {
    const id = new Map(incoming.query).get('listener') ?? ''
    const world = await settledWorld(control)
    const listener = Object.hasOwn(world.listeners, id) ? world.listeners[id] : undefined
    if (!listener) throw new ControlError(400, 'listener: the ID of a listener is wanted')
    // Whoever only looks uses up no fault.
    return { servers: await probeHealth(world, listener, { ...control.network, hit: () => {} }, worldTime(world.clock, control.now())) }
  },
  'GET faults': ({ faults }) => faults.list(),
  'PUT faults': ({ faults, tables, store }, incoming) => {
    faults.set(readFaultRules(jsonOf(incoming), tables, store.read()))
    return faults.list()
  },
  'DELETE faults': ({ faults }) => {
    faults.clear()
    return []
  },
  'GET clock': (control) => clockOf(control, control.store.read()),
  'PUT clock': async (control, incoming) => {
    const change = checked(clockChange, jsonOf(incoming)) as ClockChange
    return step(control, (world) => setClock(world.clock, change, control.now()))
  },
  'POST clock/advance': async (control, incoming) => {
    const { seconds } = checked(z.strictObject({ seconds: z.number().min(0).max(1e9) }), jsonOf(incoming))
    return step(control, (world) => advanceClock(world.clock, seconds, control.now()))
  },
  'PATCH world': async (control, incoming) => {
    const patch = jsonOf(incoming)
    await step(control, (world, now) => patchWorld(world, patch, control.engine, now))
    return { ok: true }
  },
  'POST reset': async (control) => {
    await control.store.reset((first) => control.renew(first))
    return { ok: true }
  },
}

/** One step of the world by a control, with what time has done before and after it. */
async function step(control: Control, change: (world: World, now: number) => void): Promise<object> {
  return control.store.update((world) => {
    const settle = (): number => {
      const now = worldTime(world.clock, control.now())
      control.engine.settle(world, now)
      return now
    }
    change(world, settle())
    settle()
    return { result: clockOf(control, world), keep: true }
  })
}

function clockOf(control: Control, world: World): object {
  const { mode, speed, reads, frozen, kinds }: ClockState = world.clock
  return { mode, speed, reads, frozen, ...(kinds ? { kinds } : {}), now: new Date(worldTime(world.clock, control.now())).toISOString() }
}

const mode = z.enum(['scaled', 'instant', 'reads'])
const clockChange = z.strictObject({
  mode: mode.optional(),
  speed: z.number().positive().max(100_000).optional(),
  reads: z.int().min(1).max(1000).optional(),
  frozen: z.boolean().optional(),
  kinds: z.partialRecord(z.enum(Object.keys(STATES) as [Kind, ...Kind[]]), z.strictObject({ mode, reads: z.int().min(1).max(1000).optional() })).optional(),
})

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return JSON.parse(JSON.stringify(parsed.data)) as T
  throw new ControlError(400, parsed.error.issues.map((one) => `${one.path.map(String).join('.') || 'the body'}: ${one.message}`).join('; '))
}

function jsonOf(incoming: Incoming): unknown {
  try {
    return JSON.parse(incoming.body.toString('utf8'))
  } catch (error) {
    throw new ControlError(400, `the body is no JSON: ${(error as Error).message}`)
  }
}

function numberOf(incoming: Incoming, name: string, otherwise: number): number {
  const text = new Map(incoming.query).get(name) ?? String(otherwise)
  if (!/^\d{1,15}$/.test(text)) throw new ControlError(400, `${name}: a number is wanted`)
  return Number(text)
}
