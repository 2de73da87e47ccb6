/** The time that waits, back-off, budgets and shown seconds go by. */
export interface Clock {
  /** Milliseconds; only differences mean something. */
  now(): number
  /** Sleeps so many milliseconds of this clock; rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** How many seconds of this clock pass in a real one. */
  readonly pace: number
}

/**
 * A clock that runs `pace` times as fast as the machine's.
 * @param pace seconds of this clock for each real second, above 0
 */
export function pacedClock(pace: number): Clock {
  const start = performance.now()
  return {
    pace,
    now: () => (performance.now() - start) * pace,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error)
        const stop = (): void => {
          clearTimeout(timer)
          reject(signal?.reason as Error)
        }
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', stop)
          resolve()
        }, Math.max(0, ms / pace))
        signal?.addEventListener('abort', stop, { once: true })
      }),
  }
}
