import { Turns } from './turns.ts'

/** Tries of one call, the first included; fewer where nobody ever answered: the address is likelier wrong than down for a moment. */
const MOST_TRIES = 12
const FIRST_TRIES = 4
/** Codes of Node.js for an address at which nobody is. */
const NOBODY: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])
const isThrottled = (code: string): boolean => code.includes('Throttling')

/** What is known of a host. */
class Place {
  readonly turns = new Turns()
  reached = false
  /** A call had all its tries there. */
  tried = false
}

/** How often failed calls go out again, and which of them one after another. */
export class Patience {
  readonly #throttled = new Turns()
  readonly #places = new Map<string, Place>()

  /** An answer came from there, whatever it said. */
  reached(host: string): void {
    this.#place(host).reached = true
  }

  /**
   * Waits until it is a failed call's turn, where side by side the tries of several would only be in one another's way.
   * @returns ends the turn; undefined where none is needed
   * @throws the signal's reason as soon as it is aborted
   */
  async turn(host: string, code: string, signal: AbortSignal): Promise<(() => void) | undefined> {
    if (isThrottled(code)) return this.#throttled.take(signal)
    return NOBODY.has(code) ? this.#place(host).turns.take(signal) : undefined
  }

  /**
   * How many tries a call has that failed so. Where another had all of its own already and nobody was there, it has had its only one.
   * @param most those that the caller wants at the most
   */
  triesOf(host: string, code: string, most = MOST_TRIES): number {
    const { reached, tried } = this.#place(host)
    if (!NOBODY.has(code) || reached) return most
    return tried ? 1 : Math.min(most, FIRST_TRIES)
  }

  /** A call had all its tries. */
  tried(host: string): void {
    this.#place(host).tried = true
  }

  #place(host: string): Place {
    const place = this.#places.get(host) ?? new Place()
    this.#places.set(host, place)
    return place
  }
}
