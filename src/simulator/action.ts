import type { Agent } from 'node:http'
import type { Account, Kind, Moving, Stateful, World } from './model.ts'

export type Product = 'Alb' | 'Privatelink' | 'Vpc' | 'Ecs' | 'Sts' | 'Location'

/** One parameter of an action as the vendor's metadata lists it. */
export interface Parameter {
  type: 'string' | 'integer' | 'number' | 'boolean' | 'list' | 'struct'
  required?: true
  /** Of a list: what its entries are. */
  item?: Parameter
  /** Of a struct. */
  fields?: Record<string, Parameter>
  values?: readonly string[]
  /** Bounds of an integer or number, of a string's length, or of a list's count, both included. */
  min?: number
  max?: number
  pattern?: RegExp
  /** `ignored`: read and without effect here; `refused`: a value other than the default is turned down. Honoured by default. */
  effect?: 'ignored' | 'refused'
  /** Of a refused one: the handler turns it down, with a code of its own. */
  refusal?: 'own'
}

/** One request after its signature was checked and its parameters were read. */
export interface Call<P = Record<string, unknown>> {
  product: Product
  action: string
  /** Read by the action's parameter table: nested, typed, empty strings absent. */
  params: P
  region: string
  /** `HOST:PORT` under which this simulator is reached from this machine. */
  address: string
  account: Account
  /** The key that signed the call: the account's own, or that of a session of Security Token Service. */
  accessKeyId?: string
  world: World
  /** World time in milliseconds. */
  now: number
  requestId: string
  /** Makes an ID of the cloud's form: the prefix, a region code where that product has one, and characters. */
  newId(kind: IdKind): string
  /** Puts a record into a state and lets time take it on from there. */
  move(moving: Moving, status: string): void
  /** To be called for each record that a reading action shows: in the clock's mode "reads" this is what takes time on. */
  look(record: Stateful): void
  /** What the action's `observe` found outside the world, where it has one. */
  observed: unknown
  /** Where the caller is a RAM user under a policy: whether it may let a product make its service-linked role. */
  ram?: { mayCreateRole(serviceName: string): boolean }
  /** The way to the backends, for `observe`. */
  network: Network
}

/** A fault of the network: what the named instance (by ID) does to whoever connects to it. */
export interface NetworkRule { instance: string; do: 'refuse' | 'slow' | 'break' }

/** What of the network lies outside the world: the loopback servers of the pages, and the faults in force. One for each simulator. */
export interface Network {
  /** The rules in force; asked anew for each connection. */
  faults(): readonly NetworkRule[]
  /** Told of each connection that a rule spoiled. */
  hit(rule: NetworkRule): void
  /** The HTTP server on 127.0.0.1 that stands for a page; started when it is first asked for. */
  page(service: { page?: string; status?: number; broken?: boolean }): Promise<{ host: string; port: number; agent: Agent }>
  /** Stops every server and drops what is still under way. */
  close(): Promise<void>
}

export type IdKind =
  | 'loadBalancer' | 'serverGroup' | 'listener' | 'job' | 'endpointService' | 'endpoint' | 'eni'
  | 'vpc' | 'vSwitch' | 'securityGroup' | 'securityGroupRule' | 'instance' | 'command' | 'invocation'

/**
 * One action. The handler changes `call.world` and gives the answer's body without RequestId; it is synchronous, so that a
 * call is one step of the world. What needs the network (health, a guest's command) is done before it, in `observe`, on the
 * settled world, which it must not change.
 */
export interface Action<P = Record<string, unknown>> {
  /** True for what may change the world; such a call is saved before it is answered. */
  mutating: boolean
  /** Parameters beside the common ones (RegionId, ClientToken, DryRun are listed where the action has them). */
  parameters: Record<string, Parameter>
  observe?: (call: Readonly<Omit<Call<P>, 'move' | 'newId' | 'observed'>>) => Promise<unknown>
  handler: (call: Call<P>) => object
}

/** Refuses a call with a code of the cloud's; thrown by handlers, answered in the product's error dialect. */
export class Refusal extends Error {
  readonly code: string
  /** HTTP status. */
  readonly status: number
  constructor(code: string, status: number, message: string) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.status = status
  }
}

/** Where one kind of record goes by itself. `to: 'Gone'` removes it. */
export interface Arrow {
  from: string
  to: string
  /** World milliseconds after the state was entered. */
  after: number
  /** How sure the duration is. */
  sure: 'documented' | 'source' | 'assumed'
}

export interface Lifecycle {
  kind: Kind
  arrows: readonly Arrow[]
  find(world: World, path: readonly string[]): Stateful | undefined
  /** What else happens when a state is entered by time, `at` that moment; for `Gone` it takes the record out of the world. */
  entered?(world: World, path: readonly string[], status: string, at: number, move: (moving: Moving, status: string) => void): void
}

/** What a product brings to the simulator. */
export interface ProductTable {
  product: Product
  version: string
  actions: Record<string, Action<never>>
  lifecycles: readonly Lifecycle[]
}
