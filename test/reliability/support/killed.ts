import type { Ended } from '../../support/command.ts'
import { MOMENTS, type Moment } from './proxy.ts'
import { stage, type More, type Stage } from './stage.ts'

/** Where a run is killed: at a moment of its n-th call, or of its n-th among some. */
export interface Boundary { n: number; moment: Moment; of?: RegExp }

export interface Killed {
  /** The action of the call at which it was killed; undefined when it ended by itself. */
  action: string | undefined
  ended: Ended
}

/** Runs a command and kills it, the hard way, at a boundary. */
export async function killedAt(on: Stage, command: readonly string[], { n, moment, of = /./ }: Boundary, more?: More): Promise<Killed> {
  let action: string | undefined
  on.proxy.reset()
  const running = on.start(command, more)
  on.proxy.watch((call, now) => {
    if (action !== undefined) return 'drop'
    const nth = on.proxy.calls.filter((other) => other.n <= call.n && of.test(other.action)).length
    if (nth !== n || !of.test(call.action) || now !== moment) return 'go on'
    action = call.action
    running.child.kill('SIGKILL')
    return 'drop'
  })
  const ended = await running.ended
  on.proxy.reset()
  return { action, ended }
}

/** All boundaries of a run whose length is not known: call after call, until a run ended by itself. */
export function boundaries(of: RegExp): { next: () => Boundary | undefined; over: () => void } {
  let count = 0
  let over = false
  return {
    next: () => {
      if (over) return undefined
      const boundary = { n: Math.floor(count / MOMENTS.length) + 1, moment: MOMENTS[count % MOMENTS.length]!, of }
      count += 1
      return boundary
    },
    over: () => {
      over = true
    },
  }
}

/** Does the same work on some stages at once; each is prepared first and stopped in the end. */
export async function onStages(count: number, prepare: (on: Stage) => Promise<void>, work: (on: Stage) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: count }, async () => {
    const on = await stage()
    try {
      await prepare(on)
      await work(on)
    } finally {
      await on.stop()
    }
  }))
}
