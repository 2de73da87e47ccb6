import { randomUUID } from 'node:crypto'
import type { Clock } from '../core/clock.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import type { Credential } from './credentials.ts'
import { CloudError, endedAfter } from './error.ts'
import type { Fields } from './fields.ts'
import { withContext, type CallContext, type HttpAnswer } from './http.ts'
import { defaultOf } from './interop.ts'
import { normalise } from './normalise.ts'
import { Patience } from './patience.ts'
import type { PrivatelinkAction, PrivatelinkBody, PrivatelinkRequest } from './privatelink20200415/client.ts'

export type AlbSdk = typeof import('./sdk/alb.ts')
export type VpcSdk = typeof import('./sdk/vpc.ts')
export type EcsSdk = typeof import('./sdk/ecs.ts')

type Constructor = abstract new (...args: never[]) => unknown
/** The actions of an SDK package: those that it has a request for. */
export type ActionOf<S> = { [K in keyof S]: K extends `${infer A}Request` ? A : never }[keyof S] & string
type RequestOf<S, A extends string> = `${A}Request` extends keyof S ? (S[`${A}Request`] extends Constructor ? Fields<InstanceType<S[`${A}Request`]>> : never) : never
type ClientOf<S> = S extends { Client: { default: infer C extends Constructor } } ? InstanceType<C> : never
type BodyOf<S, A extends string> = `${Uncapitalize<A>}WithOptions` extends keyof ClientOf<S>
  ? ClientOf<S>[`${Uncapitalize<A>}WithOptions`] extends (...args: never[]) => Promise<{ body?: infer B }> ? Fields<NonNullable<B>> : never
  : never

/** A call that goes out again after a wait, in the clock's milliseconds; the tries so far are `attempt`, of `attempts` at the most. */
export interface Retry { action: string; code: string; requestId?: string; attempt: number; attempts: number; waitMs: number }

/** A call that is over: with the HTTP status where an answer came, and the code where it failed. */
export interface EndedCall { product: string; action: string; status?: number; code?: string; requestId?: string; /** Real ones. */ ms: number }

/** Told of what a call does, before it is done and after. */
export interface CloudHooks {
  onRetry?: (retry: Retry) => void
  onCall?: (action: string) => void
  /** Told of each call when it is over. */
  onEnd?: (call: EndedCall) => void
  /** Told of each answer, whatever it says. */
  onAnswer?: (product: string, answer: HttpAnswer) => void
}

export interface CloudSettings {
  region: string
  credential: Credential
  /** Where every product's calls go; without it each product's own host in the region. */
  endpoint?: { host: string; protocol: 'http' | 'https' }
  network: 'public' | 'vpc'
  /** For each call, in real milliseconds: from sending to the last byte of the answer. */
  timeoutMs: number
  clock: Clock
  signal: AbortSignal
  /** Random numbers from 0 to 1 for the jitter of back-off. */
  random: () => number
  /** Tries of one call, the first included; without it as many as a run needs that should not fail for a moment's trouble. */
  tries?: number
}

/** How long a write that was under way when the run was interrupted may still take, in real milliseconds. */
const GRACE_MS = 1000
/** The longest back-off, in the clock's milliseconds. */
const MAX_BACKOFF_MS = 15_000

/** Deletes and the like get a new ClientToken for each try: a stored refusal would come back under the old one. */
const FRESH_TOKEN = /^(Delete|Remove|Detach|Disable|Dissociate)/
const READS = /^(Get|List|Describe|Check)/

/** Of GetCallerIdentity. */
export interface CallerIdentity { accountId?: string; arn?: string; identityType?: string }

/** One signer in one region: what the steps call the cloud through. */
export class Cloud {
  readonly settings: CloudSettings
  readonly #hooks: CloudHooks
  readonly #clients: Map<string, Promise<unknown>>
  readonly #patience: Patience

  constructor(settings: CloudSettings, hooks: CloudHooks = {}, clients = new Map<string, Promise<unknown>>(), patience = new Patience()) {
    this.settings = settings
    this.#hooks = hooks
    this.#clients = clients
    this.#patience = patience
  }

  get region(): string {
    return this.settings.region
  }

  /** The same signer and connections, telling its retries to somebody else. */
  withHooks(hooks: CloudHooks): Cloud {
    return new Cloud(this.settings, { ...this.#hooks, ...hooks }, this.#clients, this.#patience)
  }

  /** The same signer in another region, with connections of its own. */
  inRegion(region: string): Cloud {
    return region === this.region ? this : new Cloud({ ...this.settings, region }, this.#hooks)
  }

  /** The same signer and connections, with fewer or more tries of each call. */
  withTries(tries: number): Cloud {
    return new Cloud({ ...this.settings, tries }, this.#hooks, this.#clients, this.#patience)
  }

  /** Tells that a failed call goes out again; for callers too that send it again by themselves. */
  tellRetry({ fields: { action, code, requestId } }: CloudError, attempt: number, attempts: number, waitMs: number): void {
    this.#hooks.onRetry?.({ action, code, attempt, attempts, waitMs, ...given({ requestId }) })
  }

  /**
   * Calls an action of Alb, with the SDK's field names; the answer's body likewise.
   * @throws CloudError when it failed, or the abort reason of the run
   */
  async alb<A extends ActionOf<AlbSdk>>(action: A, fields: RequestOf<AlbSdk, A>): Promise<BodyOf<AlbSdk, A>> {
    return this.#sdk('Alb', action, fields, () => import('./sdk/alb.ts')) as Promise<BodyOf<AlbSdk, A>>
  }

  /** Calls an action of Vpc. */
  async vpc<A extends ActionOf<VpcSdk>>(action: A, fields: RequestOf<VpcSdk, A>): Promise<BodyOf<VpcSdk, A>> {
    return this.#sdk('Vpc', action, fields, () => import('./sdk/vpc.ts')) as Promise<BodyOf<VpcSdk, A>>
  }

  /** Calls an action of Ecs. */
  async ecs<A extends ActionOf<EcsSdk>>(action: A, fields: RequestOf<EcsSdk, A>): Promise<BodyOf<EcsSdk, A>> {
    return this.#sdk('Ecs', action, fields, () => import('./sdk/ecs.ts')) as Promise<BodyOf<EcsSdk, A>>
  }

  /** Calls an action of Privatelink; the region is added. */
  async privatelink<A extends PrivatelinkAction>(action: A, fields: PrivatelinkRequest<A>): Promise<PrivatelinkBody<A>> {
    const client = await this.#client('Privatelink', async () => {
      const { Client } = await import('./privatelink20200415/client.ts')
      return new Client(await this.#config('privatelink'))
    })
    const request = action === 'CheckProductOpen' ? fields : { regionId: this.region, ...fields }
    return this.#send('Privatelink', action, request, (sent) => client.call(action, sent, this.#runtime()))
  }

  /** Sts GetCallerIdentity: whose credentials these are. Asked once for each signer. */
  callerIdentity(): Promise<CallerIdentity> {
    return this.#client('identity', () => this.askIdentity())
  }

  /** The same, asked anew. */
  async askIdentity(): Promise<CallerIdentity> {
    const client = await this.#client('Sts', async () => {
      const { StsClient } = await import('./sts.ts')
      return new StsClient(await this.#config('sts'))
    })
    return this.#send('Sts', 'GetCallerIdentity', {}, () => client.getCallerIdentity(this.#runtime()))
  }

  async #sdk(product: string, action: string, fields: object, load: () => Promise<Record<string, unknown>>): Promise<unknown> {
    const sdk = await load()
    const client = (await this.#client(product, async () => {
      const Client = defaultOf(sdk['Client'] as new (config: unknown) => unknown)
      return new Client(await this.#config(product.toLowerCase()))
    })) as Record<string, (request: unknown, runtime: unknown) => Promise<{ body?: unknown }>>
    const Request = sdk[`${action}Request`] as new (fields: unknown) => unknown
    const RuntimeOptions = sdk['RuntimeOptions'] as new (fields: unknown) => unknown
    const method = `${action[0]!.toLowerCase()}${action.slice(1)}WithOptions`
    return this.#send(product, action, fields, async (sent) => {
      const { body } = await client[method]!(new Request(sent), new RuntimeOptions(this.#runtime()))
      if (body === undefined || body === null) throw new SyntaxError(text.cloud.noBody)
      return body
    })
  }

  #client<C>(product: string, make: () => Promise<C>): Promise<C> {
    let client = this.#clients.get(product) as Promise<C> | undefined
    if (client === undefined) {
      this.#clients.set(product, (client = make()))
      // Whoever asks next tries anew.
      client.catch(() => this.#clients.delete(product))
    }
    return client
  }

  async #config(product: string): Promise<import('@alicloud/openapi-client').Config> {
    const { endpoint, region, network, credential } = this.settings
    const host = endpoint?.host ?? (await import('./hosts.ts')).hostOf(product, region, network)
    // A class is asked for by the types only; both families copy the fields that they know.
    return { credential, regionId: region, endpoint: host, protocol: endpoint?.protocol ?? 'https', userAgent: 'alb-privatelink' } as never
  }

  /** Both time-outs, always: each has a default of 3 s, and either of them ends a slow answer. */
  #runtime(): { readTimeout: number; connectTimeout: number; autoretry: boolean } {
    return { readTimeout: this.settings.timeoutMs, connectTimeout: this.settings.timeoutMs, autoretry: false }
  }

  async #send<T extends object, F extends object>(product: string, action: string, fields: F, send: (fields: F) => Promise<T>): Promise<T> {
    const { signal, clock } = this.settings
    const reading = READS.test(action)
    const host = this.#hostOf(product)
    const history: string[] = []
    let endTurn: (() => void) | undefined
    let failed: CloudError | undefined
    try {
      for (let attempt = 1; ; attempt += 1) {
        signal.throwIfAborted()
        const sent = attempt > 1 && FRESH_TOKEN.test(action) && 'clientToken' in fields ? { ...fields, clientToken: randomUUID() } : fields
        try {
          return await this.#once(product, action, reading, () => send(sent))
        } catch (caught) {
          if (!(caught instanceof CloudError)) throw caught
          const { class: kind, code, retryAfterMs } = caught.fields
          const again = kind === 'again' || (reading && kind === 'unknown')
          const tries = (): number => (again ? this.#patience.triesOf(host, code, this.settings.tries) : 1)
          if (attempt < tries()) endTurn ??= await this.#patience.turn(host, code, signal)
          // Meanwhile another call may have found out that nobody is there.
          const attempts = tries()
          if (attempt >= attempts) {
            if (again) this.#patience.tried(host)
            throw history.length === 0 ? caught : new CloudError(caught.message, { ...caught.fields, history }, { cause: caught.cause })
          }
          failed = caught
          history.push(code)
          const backoff = Math.min(MAX_BACKOFF_MS, 1000 * 2 ** (attempt - 1)) * (0.5 + this.settings.random() / 2)
          const waitMs = Math.round(Math.max(retryAfterMs ?? 0, backoff))
          this.tellRetry(caught, attempt, attempts, waitMs)
          await clock.sleep(waitMs, signal)
        }
      }
    } catch (error) {
      throw endedAfter(error, failed)
    } finally {
      endTurn?.()
    }
  }

  /** Where a product's calls go: without an endpoint each product has its own. */
  #hostOf(product: string): string {
    return this.settings.endpoint?.host ?? product
  }

  async #once<T extends object>(product: string, action: string, reading: boolean, send: () => Promise<T>): Promise<T> {
    const { signal } = this.settings
    const ending = new AbortController()
    let grace: NodeJS.Timeout | undefined
    const stop = (): void => {
      if (reading) ending.abort()
      else grace = setTimeout(() => ending.abort(), GRACE_MS)
    }
    // The client's own timers do not bound a body that drips; this does.
    const deadline = setTimeout(() => ending.abort(), this.settings.timeoutMs + 1000)
    signal.addEventListener('abort', stop, { once: true })
    const context: CallContext = { signal: ending.signal }
    const startedAt = Date.now()
    const ended = (told: Pick<EndedCall, 'code' | 'requestId'>): void =>
      this.#hooks.onEnd?.({ product, action, ms: Date.now() - startedAt, ...given({ status: context.status }), ...told })
    this.#hooks.onCall?.(action)
    try {
      const body = await withContext(context, send)
      ended(given({ requestId: (body as { requestId?: string }).requestId ?? context.answer?.requestId }))
      return body
    } catch (error) {
      if (signal.aborted && ending.signal.aborted) throw signal.reason
      // Without any answer that could have been odd, this is a mistake of ours.
      if (context.status === undefined && (error instanceof TypeError || error instanceof ReferenceError)) throw error
      const failed = normalise(ending.signal.aborted ? Object.assign(new Error('ReadTimeout'), { name: 'RequestTimeout' }) : error, { product, action }, given({ httpStatus: context.status, requestId: context.answer?.requestId }))
      ended(given({ code: failed.code, requestId: failed.fields.requestId }))
      throw failed
    } finally {
      if (context.answer !== undefined) {
        this.#patience.reached(this.#hostOf(product))
        this.#hooks.onAnswer?.(product, context.answer)
      }
      clearTimeout(deadline)
      clearTimeout(grace)
      signal.removeEventListener('abort', stop)
    }
  }
}
