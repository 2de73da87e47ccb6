import type { NetworkRule, ProductTable } from './action.ts'
import type { Simulator, SimulatorOptions } from './api.ts'
import { BeliefError, beliefMistake } from './beliefs.ts'
import { callLog } from './call-log.ts'
import { passage } from './changes.ts'
import { DEFAULT_SPEED, setClock, worldTime } from './clock.ts'
import type { Control } from './control.ts'
import { keyPairFromEnv, randomText } from './credentials.ts'
import { faultList, type Faults } from './faults.ts'
import { settledWorld, type Gateway } from './gateway.ts'
import { readJsonInput } from './input-error.ts'
import { lifecycleEngine } from './lifecycle.ts'
import type { World } from './model.ts'
import { createNetwork } from './network/backends.ts'
import { nonceMemory } from './nonces.ts'
import { PolicyError, readPolicyFile, type Policy } from './ram.ts'
import { listen, type Limits } from './server.ts'
import { fileStore, memoryStore, type Store } from './store.ts'

/** What a cloud is made of; tests bring tables, worlds and clocks of their own. */
export interface Parts {
  tables: readonly ProductTable[]
  /** Makes the first world, at a real moment in epoch milliseconds. */
  make: (real: number) => World
  now?: () => number
  limits?: Partial<Limits>
}

/** Starts a cloud with the products that it is given; see `startSimulator`. */
export async function startCloud(options: SimulatorOptions, parts: Parts): Promise<Simulator> {
  const now = parts.now ?? Date.now
  checkBeliefs(options.beliefs)
  const override = keyPairFromEnv(options.env ?? {})
  // A file that is no policy is told before a world is made.
  const read = (options.policies ?? []).map(({ account, file }) => ({ account, policy: readPolicyFile(file) }))
  let kept = true
  const make = (): World => {
    kept = false
    return asAsked(parts.make(now()), options, now())
  }
  const store = await openStore(options, make, now)
  const policies = byAccount(read, store.read().accounts)
  const faults = faultList()
  if (options.faults !== undefined) await setRules(faults, options.faults, parts.tables, store.read())
  const passed = passage()
  const engine = lifecycleEngine(parts.tables, faults.divert, passed.add)
  const closing = new AbortController()
  const network = createNetwork({ faults: () => faults.networkRules(), hit: (rule: NetworkRule) => faults.networkHit(rule) })
  const gateway: Gateway = {
    tables: parts.tables, store, engine, passed, faults, network, now, strict: options.strict ?? false, closing: closing.signal, busy: new Set(),
    guard: { nonces: nonceMemory(), now, policies, ...(override ? { override } : {}) },
    onError: options.onError ?? (() => {}),
  }
  const control: Control = {
    tables: parts.tables, store, engine, faults, network, now, onError: gateway.onError, token: randomText(40), log: callLog(),
    renew: (first) => {
      first.clock.worldAt = first.clock.realAt = now()
      return asAsked(first, options, now())
    },
  }
  try {
    const server = await listen({ gateway, control, port: options.port ?? 0, onCall: options.onCall ?? (() => {}), ...(parts.limits ? { limits: parts.limits } : {}) })
    try {
      const proxy = options.proxy === true ? await proxyInto(gateway) : undefined
      const world = store.read()
      return {
        url: `http://127.0.0.1:${server.port}`, region: world.defaultRegion, speed: world.clock.mode === 'scaled' ? world.clock.speed : DEFAULT_SPEED,
        accounts: world.accounts.map(({ id, name, accessKeyId, accessKeySecret }, index) => ({ id, name, accessKeyId, accessKeySecret, ...(index === 0 ? override : {}) })),
        controlToken: control.token, kept,
        now: () => worldTime(store.read().clock, now()),
        ...proxy?.told,
        close: async () => {
          closing.abort()
          await Promise.all([server.close(), proxy?.close()])
          await network.close()
        },
      }
    } catch (error) {
      await server.close()
      throw error
    }
  } catch (error) {
    await network.close()
    throw error
  }
}

async function openStore(options: SimulatorOptions, make: () => World, now: () => number): Promise<Store> {
  if (options.state === 'memory') return memoryStore(make)
  const store = await fileStore(options.state, make)
  // A world that was there already keeps its pace and beliefs unless this run names others.
  if (options.speed !== undefined || options.beliefs !== undefined) {
    await store.update((world) => ({ result: asAsked(world, options, now()), keep: 'if changed' }))
  }
  return store
}

/** The world with the speed and the beliefs that the options name. */
function asAsked(world: World, { speed, beliefs }: SimulatorOptions, real: number): World {
  Object.assign(world.beliefs, beliefs)
  const { clock } = world
  const already = speed === undefined || (speed === 'instant' ? clock.mode === 'instant' : clock.mode === 'scaled' && clock.speed === speed)
  if (!already) setClock(clock, speed === 'instant' ? { mode: 'instant', speed: DEFAULT_SPEED } : { mode: 'scaled', speed }, real)
  return world
}

/** The forward proxy into the networks of a cloud; a run of the command has no use for it. */
async function proxyInto({ network, store, engine, now }: Gateway): Promise<{ told: Pick<Simulator, 'proxy' | 'guest'>; close(): Promise<void> }> {
  const { startProxy, userOf } = await import('./network/proxy.ts')
  const { url, close } = await startProxy({
    network,
    read: async () => {
      const world = await settledWorld({ store, engine, now })
      return { world, now: worldTime(world.clock, now()) }
    },
    turned: (turns) => keepTurns(store, turns),
  })
  const world = store.read()
  const guest = Object.values(world.instances).find((one) => one.Status === 'Running')
  return { told: { proxy: url, ...(guest ? { guest: { name: guest.InstanceName, user: userOf(world, guest) } } : {}) }, close }
}

/** The turns that a request of the proxy's took, so that the scheduler goes on from there in every process. */
async function keepTurns(store: Store, turns: ReadonlyMap<string, number>): Promise<void> {
  await store.update((world) => {
    for (const [id, taken] of turns) {
      const listener = world.listeners[id]
      if (listener) listener.turns += taken
    }
    return { result: undefined, keep: true }
  })
}

function checkBeliefs(beliefs: Record<string, string> = {}): void {
  for (const [name, value] of Object.entries(beliefs)) {
    const mistake = beliefMistake(name, value)
    if (mistake !== undefined) throw new BeliefError(name, value, mistake)
  }
}

/** The policies by the accounts' IDs. Throws a PolicyError for an account that is not there or has two. */
function byAccount(read: readonly { account: string | undefined; policy: Policy }[], accounts: World['accounts']): ReadonlyMap<string, Policy> {
  const policies = new Map<string, Policy>()
  for (const { account: named, policy } of read) {
    const account = named === undefined ? accounts[0] : accounts.find(({ name, id }) => name === named || id === named)
    if (account === undefined) throw new PolicyError('', `there is no account ${named} for a policy; the world has ${accounts.map(({ name }) => name).join(', ')}`)
    if (policies.has(account.id)) throw new PolicyError('', `account ${account.name} is put under two policies`)
    policies.set(account.id, policy)
  }
  return policies
}

/** Puts the rules of a file in force; what is wrong with them names it. */
async function setRules(faults: Faults, file: string, tables: Parts['tables'], world: World): Promise<void> {
  const rules = readJsonInput('faults', file)
  const { FaultError, readFaultRules } = await import('./fault-rules.ts')
  try {
    faults.set(readFaultRules(rules, tables, world))
  } catch (error) {
    throw error instanceof FaultError ? new FaultError(error.mistakes, file) : error
  }
}
