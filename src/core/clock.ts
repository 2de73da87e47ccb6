/** The time that waits, back-off, budgets and shown seconds go by. */
export interface Clock {
  /** Milliseconds; only differences mean something. */
  now(): number
  /** Sleeps so many milliseconds of this clock; rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Stands still, and its sleeps with it, until the answer is called: while somebody is asked. */
  hold(): () => void
  /** How many seconds of this clock pass in a real one. */
  readonly pace: number
}

/**
 * A clock that runs `pace` times as fast as the machine's.
 * @param pace seconds of this clock for each real second, above 0
 */
export function pacedClock(pace: number): Clock {
  let start = performance.now()
  /** Since when it stands, where it does. */
  let heldAt: number | undefined
  /** What goes on when it does. */
  const waiting = new Set<() => void>()
  const now = (): number => ((heldAt ?? performance.now()) - start) * pace
  return {
    pace,
    now,
    hold: () => {
      if (heldAt !== undefined) return () => {}
      heldAt = performance.now()
      return () => {
        if (heldAt === undefined) return
        start += performance.now() - heldAt
        heldAt = undefined
        for (const goOn of waiting) goOn()
      }
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error)
        const due = now() + ms
        let timer: NodeJS.Timeout | undefined
        const end = (): void => {
          clearTimeout(timer)
          waiting.delete(arm)
          signal?.removeEventListener('abort', stop)
        }
        const stop = (): void => {
          end()
          reject(signal?.reason as Error)
        }
        const arm = (): void => {
          waiting.delete(arm)
          timer = setTimeout(ring, Math.max(0, (due - now()) / pace))
        }
        const ring = (): void => {
          if (heldAt !== undefined) return void waiting.add(arm)
          // It may have stood meanwhile; a timer may also be a moment early.
          if (due - now() >= pace) return arm()
          end()
          resolve()
        }
        signal?.addEventListener('abort', stop, { once: true })
        arm()
      }),
  }
}
