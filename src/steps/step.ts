import type { Cloud } from '../cloud/cloud.ts'
import type { Config } from '../config/config.ts'
import type { StepId } from '../core/events.ts'
import type { Difference } from './differences.ts'

/** IDs and outputs of the steps so far: what a later step needs of an earlier one. */
export interface Got {
  loadBalancerId?: string
  serverGroupId?: string
  listenerId?: string
  serviceId?: string
  serviceName?: string
  /** The service is another account's: its own calls are not ours to make. */
  foreignService?: true
  endpointId?: string
  /** Something was made or changed in this run. */
  touched?: true
}

/** What a step works with: the signer of its side, and what is wanted. */
export interface StepContext {
  cloud: Cloud
  /** The provider's signer, for the few calls of a consumer's step that are the provider's to make. */
  provider: Cloud
  /** The consumer's signer, for what only a consumer is told of a service that is another account's. */
  consumer: Cloud
  config: Config
  /** The consumer's account where it is not the provider's, and the endpoint service has to admit it. */
  guest?: string
  /** `--force`: lift what the tool itself put in the way of a removal. */
  force: boolean
}

/** A resource that carries the stack's tags. */
export interface Found {
  id: string
  /** Its tags, where the list tells them. */
  tags?: Record<string, string>
  /** The list's own entry, where it tells as much as the resource's own read: a mere look needs no second call. */
  shown?: object
  /** The list's own entry, where it lacks what is needed to compare: enough for what was just made, or is to go. */
  brief?: object
}

/** What may spare a read some of its calls. */
export interface Look<S = unknown> {
  /** What `locate` gave a moment ago: it stands for the resource's own read. */
  shown?: object
  /** It waits for nothing: what is under way is not asked of what is at rest. */
  glance?: true
  /** It was made by this run: what the creating call laid down is not asked back, and what it put under way is asked. */
  made?: true
  /** It is to be removed: what is read to be compared, or to be served, is left out. */
  leaving?: true
  /** Of what is to be removed, its zones, where they are known already. */
  zones?: readonly { zoneId: string; status: string }[]
  /** Of what is to be removed, what the cloud took back already: the `what` of each change. */
  done?: ReadonlySet<string>
  /** What was read before, in this wait. */
  previous?: S
}

/** One thing to do, one mutating call. */
export interface Change {
  /** `replace` has no call of its own: no API changes it in place. */
  kind: 'add' | 'update' | 'tag' | 'accept' | 'remove' | 'replace'
  /** The API action that does it; empty for `replace`. */
  action: string
  /** What exactly, in words: shown, and the key under which its ClientToken is kept. */
  what: string
  /** The fields that it is about, old and new. */
  differences?: readonly Difference[]
}

export type Verdict =
  /** As wanted, but for what `changes` still lists. */
  | { is: 'ready'; got: Got; warnings?: string[] }
  /** At rest, yet not as wanted: changes may be sent. */
  | { is: 'settled' }
  /** On its way; read again. `arrived`: what our call put under way is over, and something else takes its own time, such as health. */
  | { is: 'waiting'; message?: string; arrived?: true }
  /** It will not become ready by waiting; `remake`: nor by anything but removing it and making it anew. */
  | { is: 'failed'; message: string; code?: string; hint?: string; remake?: true }

/** What was read of a resource before, in this wait. */
export interface Past<S> {
  previous?: S
  /** The states shown so far, oldest first, each once. */
  states: readonly string[]
  /** Nothing was made or changed in this run, nor left half-made by an earlier one. */
  untouched?: true
  /** Milliseconds since the first read of this step, and since the present state was first seen. */
  elapsedMs: number
  inStateMs: number
}

/**
 * A creating call in two halves, so that the request can be kept on disk before it is sent, and sent again as it was.
 * A request is plain JSON, without its ClientToken.
 */
export interface Creation {
  action: string
  request(ctx: StepContext, got: Got): object
  /** Gives the ID of what was made. */
  send(cloud: Cloud, request: object, token: string): Promise<string>
}

/**
 * One step of the documented procedure on one resource. Reads and writes are its only contact with the cloud; `changes`,
 * `removals`, `state` and `verdict` are pure and hold what is known about the resource.
 */
export interface Step<S = unknown> {
  id: StepId
  side: 'provider' | 'consumer'
  /** Every resource that carries the stack's tags; two are refused by the caller. */
  locate(ctx: StepContext, got: Got): Promise<Found[]>
  /**
   * The whole object, all pages; undefined only when the cloud says that it is not there.
   */
  read(ctx: StepContext, id: string, got: Got, look?: Look<S>): Promise<S | undefined>
  /** Its tags where `read` does not give them. */
  readTags?(ctx: StepContext, id: string): Promise<Record<string, string>>
  tagsOf?(seen: S): Record<string, string>
  /** The state to show, in the cloud's words. */
  state(seen: S): string
  /** When it was made, or where the cloud does not tell, when it last changed; dates as the cloud writes them. */
  times?(seen: S): { createdAt?: string; modifiedAt?: string }
  /** What of a resource that is there differs from what the config wants; the first is sent first. */
  changes(ctx: StepContext, seen: S, got: Got): Change[]
  /** What is left to do until it is gone. */
  removals(ctx: StepContext, seen: S, got: Got): Change[]
  verdict(ctx: StepContext, seen: S, got: Got, past: Past<S>): Verdict
  /** What keeps it from being removed and will not go by itself, when a removing call was refused; undefined where waiting helps. */
  blockers?(ctx: StepContext, id: string, got: Got): Promise<{ message: string; hint: string } | undefined>
  /** In a removal: whether the object is at rest, so that a removing call may be sent. */
  removable(seen: S): boolean
  /** How it is made. What has none comes into being with another resource, and is waited for. */
  create?: Creation
  /** One mutating call on what is there; never waits. */
  write(ctx: StepContext, change: Change, id: string, seen: S, got: Got, token: string): Promise<void>
  /** Milliseconds that all waits of this step may take together. */
  budgetMs: number
}

/** A change in place, where something differs. */
export function update(action: string, differences: readonly Difference[]): Change[] {
  return differences.length === 0 ? [] : [{ kind: 'update', action, what: differences.map(({ field, to }) => `${field}=${JSON.stringify(to)}`).join(' '), differences }]
}

/** A change that only making it anew brings about. */
export function replacement(differences: readonly Difference[]): Change[] {
  return differences.length === 0 ? [] : [{ kind: 'replace', action: '', what: differences.map(({ field }) => field).join(' '), differences }]
}
