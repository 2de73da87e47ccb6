/**
 * Puts calls one after another. Those that the cloud throttled take turns with their further tries: side by side they would use up
 * what it admits for one another, and an unlucky one all its tries.
 */
export class Turns {
  #last: Promise<void> = Promise.resolve()

  /**
   * Waits until everybody who asked before is done.
   * @returns ends the turn
   * @throws the signal's reason as soon as it is aborted
   */
  async take(signal: AbortSignal): Promise<() => void> {
    const before = this.#last
    let end = (): void => undefined
    this.#last = new Promise((resolve) => {
      end = resolve
    })
    const listening = new AbortController()
    try {
      signal.throwIfAborted()
      const aborted = new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true, signal: listening.signal })
      })
      await Promise.race([before, aborted])
    } catch (reason) {
      void before.then(end)
      throw reason
    } finally {
      listening.abort()
    }
    return end
  }
}
