import type { CallEntry } from '../api.ts'
import type { ServerHealth, State } from './state.ts'

export interface Clock { now: string; mode: 'scaled' | 'instant' | 'reads'; speed: number; reads: number; frozen: boolean }

/** The token is not, or no longer, that of the simulator. */
export class WrongToken extends Error {}

/** What the page asks of the simulator that serves it. */
export interface Client {
  clock(): Promise<Clock>
  setClock(change: { frozen: boolean }): Promise<unknown>
  advance(seconds: number): Promise<unknown>
  state(): Promise<State>
  /** The newest calls after a number, at most `last`. */
  calls(after: number, last: number): Promise<CallEntry[]>
  health(listenerId: string): Promise<ServerHealth[]>
}

/** @throws WrongToken, or an Error where there is no answer */
export function clientOf(token: string): Client {
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`/_sim/${path}`, {
      method, cache: 'no-store', credentials: 'omit', redirect: 'error', signal: AbortSignal.timeout(15_000),
      headers: { authorization: `Bearer ${token}` }, ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (response.status === 401) throw new WrongToken()
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return await response.json() as T
  }
  return {
    clock: () => ask('GET', 'clock'),
    setClock: (change) => ask('PUT', 'clock', change),
    advance: (seconds) => ask('POST', 'clock/advance', { seconds }),
    state: async () => (await ask<{ resources: State }>('GET', 'state')).resources,
    calls: async (after, last) => (await ask<{ entries: CallEntry[] }>('GET', `log?after=${after}&last=${last}`)).entries,
    health: async (id) => (await ask<{ servers: ServerHealth[] }>('GET', `servers?listener=${encodeURIComponent(id)}`)).servers,
  }
}
