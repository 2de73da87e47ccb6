import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal, type Action, type Call, type Network, type ProductTable } from './action.ts'
import type { CallEntry, Change } from './api.ts'
import { authorize, checkSession, type Caller, type Guard } from './authorize.ts'
import { watchCall, type Passage, type Watch } from './changes.ts'
import { countsReads, worldTime } from './clock.ts'
import { dryRunPassed, failure, success, type Answer } from './dialect.ts'
import type { CallEffect, Faults } from './faults.ts'
import { formatOf, hostId, identify, named, productOf, regionOf, type Operation } from './identify.ts'
import { makeId } from './ids.ts'
import type { Engine } from './lifecycle.ts'
import type { World } from './model.ts'
import { readParameters } from './parameters.ts'
import type { Policy } from './ram.ts'
import { checkPermission, mayCreateRole, type AccessDeniedDetail } from './ram-guard.ts'
import { addressOf, parametersOf, type Incoming } from './request.ts'
import { StoreError, type Store } from './store.ts'
import { inProgress, remember, replay, tokenUse, type TokenUse } from './tokens.ts'

/** All that a call meets on its way. */
export interface Gateway {
  tables: readonly ProductTable[]
  store: Store
  engine: Engine
  /** What time has moved since the last call. */
  passed: Passage
  faults: Faults
  guard: Guard
  network: Network
  strict: boolean
  /** Real epoch milliseconds. */
  now: () => number
  /** Ends the delays of faults when the simulator closes. */
  closing: AbortSignal
  /** ClientTokens whose first call is still at work. */
  busy: Set<string>
  onError: (error: unknown) => void
}

/** What goes back to the client: an answer, spoiled by a fault or not. */
export interface Reply extends Answer {
  requestId: string
  fault?: string
  /** Cut the connection instead of answering. */
  cut?: boolean
  /** Cut it after so many bytes of the body. */
  truncate?: number
}

/** What is known of a call so far; a stage adds to it. */
interface Ticket {
  requestId: string
  operation?: Operation
  caller?: Caller
  region?: string
  fault?: { id: string; effect: CallEffect }
  clientToken?: string
  worked: boolean
  changed: Change[]
}

/** Takes a request through all stages. Whatever it holds, there is a reply and an entry for the log. */
export async function serveCall(gateway: Gateway, incoming: Incoming): Promise<{ reply: Reply; entry: Omit<CallEntry, 'n'> }> {
  const ticket: Ticket = { requestId: randomUUID().toUpperCase(), worked: false, changed: [] }
  let answer: Answer
  let code: string | null = null
  try {
    const body = await perform(gateway, incoming, ticket)
    answer = success(formatOf(incoming), ticket.operation?.action ?? '', ticket.requestId, body)
  } catch (error) {
    const refusal = asRefusal(gateway, error)
    code = refusal.code
    answer = failure(formatOf(incoming), refusal, {
      product: ticket.operation?.product ?? '', requestId: ticket.requestId,
      host: hostId(incoming, ticket.operation?.product ?? '', ticket.region ?? defaultRegion(gateway)),
    })
  }
  const reply = spoil({ ...answer, requestId: ticket.requestId }, ticket)
  const { operation } = ticket
  const asked = named(incoming)
  return {
    reply,
    entry: {
      start: incoming.start, end: gateway.now(), product: operation?.product ?? productOf(gateway.tables, asked.version),
      action: operation?.action ?? asked.action.slice(0, 100),
      region: ticket.region ?? '', account: ticket.caller?.account.id ?? null, status: reply.cut ? 0 : reply.status, code, requestId: ticket.requestId,
      clientToken: ticket.clientToken ?? null, mutating: operation?.entry.mutating ?? false, worked: ticket.worked,
      changed: [...gateway.passed.drain(), ...ticket.changed], fault: ticket.fault?.id ?? null,
      lacks: !operation && code === 'InvalidApi.NotFound' && asked.action !== '',
    },
  }
}

/** The stages in their order; gives the body of the answer, or throws a Refusal. */
async function perform(gateway: Gateway, incoming: Incoming, ticket: Ticket): Promise<object> {
  const operation = (ticket.operation = identify(gateway.tables, incoming))
  const world = gateway.store.read()
  const caller = (ticket.caller = authorize(world, operation.product, incoming, gateway.guard))
  checkSession(caller, worldTime(world.clock, gateway.now()))
  const region = (ticket.region = regionOf(world, operation.product, incoming))
  await strike(gateway, incoming, ticket, operation)
  const flat = parametersOf(incoming)
  const params = readParameters(operation.product, operation.entry.parameters, flat, gateway.strict)
  const policy = policyOf(gateway, world, caller)
  if (policy) checkPermission(policy, { product: operation.product, action: operation.action, flat, region, account: caller.account.id })
  const use = tokenOf(params, { account: caller.account.id, region, action: `${operation.product}.${operation.action}` })
  if (use) ticket.clientToken = String(params['ClientToken'])
  const draft = {
    product: operation.product, action: operation.action, params, region, address: addressOf(incoming), accessKeyId: caller.accessKeyId,
    requestId: ticket.requestId, network: gateway.network,
    ...(policy ? { ram: { mayCreateRole: (service: string) => mayCreateRole(policy, caller.account.id, service) } } : {}),
  }
  if (use && gateway.busy.has(use.key)) throw inProgress(operation.product)
  if (use) gateway.busy.add(use.key)
  try {
    await delay(gateway, ticket)
    return await work(gateway, ticket, { ...draft, accountId: caller.account.id }, use)
  } finally {
    if (use) gateway.busy.delete(use.key)
  }
}

/** Faults are struck by calls that are authorized; an error or a cut before the work ends the call here. */
async function strike(gateway: Gateway, incoming: Incoming, ticket: Ticket, operation: Operation): Promise<void> {
  const fault = gateway.faults.strike(operation.product, operation.action, parametersOf(incoming).values())
  if (!fault) return
  ticket.fault = fault
  const { effect } = fault
  if ('error' in effect) throw new Refusal(effect.error.code, effect.error.status, effect.error.message ?? 'The request was failed by a fault rule.')
  if ('cut' in effect && effect.cut === 'before') throw new Refusal('Cut', 503, 'The connection was cut by a fault rule.')
}

async function delay(gateway: Gateway, ticket: Ticket): Promise<void> {
  const effect = ticket.fault?.effect
  if (!effect || !('delayMs' in effect)) return
  try {
    await sleep(effect.delayMs, undefined, { signal: gateway.closing })
  } catch {
    throw new Refusal('ServiceUnavailable', 503, 'The request has failed due to a temporary failure of the server.')
  }
}

type Draft = Pick<Call, 'product' | 'action' | 'params' | 'region' | 'address' | 'requestId' | 'network' | 'ram'> & { accessKeyId: string; accountId: string }

/** Settles the world, lets the action observe, and does the step, in the store's keeping. */
async function work(gateway: Gateway, ticket: Ticket, draft: Draft, use: TokenUse | undefined): Promise<object> {
  const entry = entryOf(ticket)
  let observed: unknown
  if (entry.observe) {
    const world = await settledWorld(gateway)
    const again = use && replay(world, draft.product, use, timeOf(gateway, world))
    if (again) return again
    observed = await entry.observe(callOf(gateway, draft, world))
  }
  if (draft.params['DryRun'] === true) {
    const world = await settledWorld(gateway)
    entry.handler({ ...callOf(gateway, draft, entry.mutating ? structuredClone(world) : world), observed })
    throw dryRunPassed()
  }
  // A look counts in the clock's mode "reads", and what a guest answered is kept: such a read is a step of the world too.
  if (!entry.mutating && !entry.observe && !countsReads(gateway.store.read().clock)) {
    return entry.handler({ ...callOf(gateway, draft, await settledWorld(gateway)), observed })
  }
  const step = await gateway.store.update((world) => takeStep(gateway, ticket, draft, use, { world, observed }))
  if (step instanceof Refusal) throw step
  return step
}

/** One step of the world, alone with it. */
function takeStep(
  gateway: Gateway, ticket: Ticket, draft: Draft, use: TokenUse | undefined, { world, observed }: { world: World; observed: unknown },
): { result: object; keep: boolean | 'if changed' } {
  const { mutating, handler } = entryOf(ticket)
  const diverted = gateway.faults.diverted()
  const now = timeOf(gateway, world)
  gateway.engine.settle(world, now)
  try {
    const again = use && replay(world, draft.product, use, now)
    if (again) return { result: again, keep: false }
    const watch = mutating ? watchCall(world, draft.params) : undefined
    const body = handler({ ...callOf(gateway, draft, world, watch), observed })
    if (use) remember(world, use, body, now)
    ticket.worked = mutating
    ticket.changed = watch?.changes() ?? []
    return { result: body, keep: mutating || 'if changed' }
  } catch (error) {
    // A fault struck while time caught up, and its hit is counted: what it did must not be forgotten.
    if (error instanceof Refusal && gateway.faults.diverted() > diverted) return { result: error, keep: true }
    throw error
  }
}

/** The present world with everything that is due applied; what time did is kept, so that all processes agree on it. */
export async function settledWorld({ store, engine, now }: Pick<Gateway, 'store' | 'engine' | 'now'>): Promise<World> {
  const world = store.read()
  if (!engine.due(world, worldTime(world.clock, now()))) return world
  await store.update((world) => ({ result: undefined, keep: engine.settle(world, worldTime(world.clock, now())) }))
  return store.read()
}

function callOf(gateway: Gateway, { accountId, ...draft }: Draft, world: World, watch?: Watch): Omit<Call, 'observed'> {
  const { engine } = gateway
  const now = timeOf(gateway, world)
  const account = world.accounts.find((one) => one.id === accountId)
  if (!account) throw new Refusal('InvalidAccessKeyId.NotFound', 404, 'Specified access key is not found.')
  return {
    ...draft, account, world, now,
    newId: (kind) => {
      const id = makeId(world, kind, draft.region)
      watch?.made(id)
      return id
    },
    move: (moving, status) => {
      const passed = engine.move(world, moving, status, now)
      if (passed) watch?.moved(passed)
    },
    look: (record) => void engine.look(world, record),
  }
}

/** The policy that a caller is under: that of the RAM user whose key the account's is; sessions have none. */
function policyOf({ guard }: Gateway, world: World, { account, accessKeyId }: Caller): Policy | undefined {
  const own = account.id === world.accounts[0]?.id && guard.override ? guard.override : account
  return own.accessKeyId === accessKeyId ? guard.policies.get(account.id) : undefined
}

function entryOf(ticket: Ticket): Action {
  return ticket.operation?.entry as unknown as Action
}

function timeOf(gateway: Gateway, world: World): number {
  return worldTime(world.clock, gateway.now())
}

function tokenOf(params: Record<string, unknown>, at: { account: string; region: string; action: string }): TokenUse | undefined {
  const token = params['ClientToken']
  return typeof token === 'string' ? tokenUse({ ...at, token }, params) : undefined
}

function asRefusal(gateway: Gateway, error: unknown): { code: string; status: number; message: string; detail?: AccessDeniedDetail } {
  if (error instanceof Refusal) return error
  gateway.onError(error)
  if (error instanceof StoreError) return { code: 'ServiceUnavailable', status: 503, message: `The world cannot be served: ${error.message}` }
  return { code: 'InternalError', status: 500, message: 'The request processing has failed due to some unknown error, exception or failure.' }
}

/** What a fault does to an answer that is ready. */
function spoil(reply: Reply, { fault }: Ticket): Reply {
  if (!fault) return reply
  const { id, effect } = fault
  if ('cut' in effect) return { ...reply, fault: id, cut: true }
  if ('truncate' in effect) return { ...reply, fault: id, truncate: effect.truncate }
  if ('garbage' in effect) return { ...reply, fault: id, status: 200, type: 'text/html', body: '<html>\u0000{"RequestId":\ufffd' }
  return { ...reply, fault: id }
}

function defaultRegion({ store }: Gateway): string {
  try {
    return store.read().defaultRegion
  } catch {
    return 'unknown'
  }
}
