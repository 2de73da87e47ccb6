import { describe, expect, test } from 'vitest'
import { EXIT, Interrupted, RunError } from '../../src/core/errors.ts'
import { STEP_IDS, type Standing } from '../../src/core/events.ts'
import type { StackStatus } from '../../src/run/stack-view.ts'
import { watchStack } from '../../src/run/watch-stack.ts'
import { virtualClock } from '../support/clock.ts'

/** A stack whose six resources stand as told, one letter each: ready, moving, open, failed, absent. */
function stack(letters: string): StackStatus {
  const standings: Record<string, Standing> = { r: 'ready', m: 'moving', o: 'open', f: 'failed', '-': 'absent' }
  return { outputs: {}, config: undefined as never, steps: STEP_IDS.map((step, n) => ({ step, id: null, state: letters[n] ?? 'untested', standing: standings[letters[n] ?? 'o']! })) }
}

/** Watches looks that come one after another; the last one stays. */
function watching(looks: string[], { held = [] as boolean[], pace = 1, onLook = (): void => {} } = {}) {
  const clock = { ...virtualClock(), pace }
  const abort = new AbortController()
  const seen: string[] = []
  const ended = watchStack({
    clock, signal: abort.signal,
    look: async () => {
      const letters = looks.length > 1 ? looks.shift()! : looks[0]!
      seen.push(letters)
      return stack(letters)
    },
    isHeld: () => (held.length > 1 ? held.shift()! : (held[0] ?? false)),
    onLook,
  })
  return { clock, abort, seen, ended }
}

describe('a watch', () => {
  test('of a stack that is whole ends with the first look', async () => {
    const { ended, seen, clock } = watching(['rrrrrr'])
    expect((await ended).steps[0]!.standing).toBe('ready')
    expect([seen.length, clock.slept]).toEqual([1, []])
  })

  test('goes on while something is on its way', async () => {
    const { ended, seen } = watching(['m-----', 'r-----', 'rm----', 'rrmm--', 'rrrrmo', 'rrrrrm', 'rrrrrr'])
    await ended
    expect(seen).toHaveLength(7)
  })

  test('of a stack that is not whole ends once nothing has moved for a while', async () => {
    for (const letters of ['------', 'rrr---', 'rrrrro', 'f-----']) {
      const { ended, seen, clock } = watching(['m-----', letters])
      expect((await ended).steps.map(({ state }) => state).slice(0, 6).join('')).toBe(letters)
      expect(clock.now(), letters).toBeGreaterThanOrEqual(15_000)
      expect(clock.now(), letters).toBeLessThan(40_000)
      expect(seen.length, letters).toBeGreaterThanOrEqual(4)
    }
  })

  test('waits for a run that holds the stack, however long nothing moves', async () => {
    const { ended, clock } = watching(['rrr---'], { held: [...Array.from({ length: 20 }, () => true), false] })
    await ended
    expect(clock.now()).toBeGreaterThan(60_000)
  })

  test('reads ever more seldom while nothing changes, and soon after a change', async () => {
    const { ended, clock } = watching([...Array.from({ length: 30 }, () => 'm-----'), 'rm----', 'rrrrrr'])
    await ended
    expect(clock.slept[0]).toBe(3000)
    expect(Math.max(...clock.slept)).toBe(10_000)
    expect(clock.slept.at(-1)).toBe(3000)
  })

  test('reads no more than five times in a real second on a fast clock', async () => {
    const { ended, clock } = watching(['m-----', 'm-----', 'rrrrrr'], { pace: 400 })
    await ended
    expect(clock.slept).toEqual([80_000, 80_000])
  })

  test('on a fast clock takes several looks for a while, however much time passes between two', async () => {
    const { ended, seen } = watching(['rrr---'], { pace: 400 })
    await ended
    expect(seen).toHaveLength(4)
  })

  test('that sees no change for ten minutes ends with 8 and says what it waits for', async () => {
    const { ended, clock } = watching(['rrrmr-'])
    const error = await ended.catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(RunError)
    expect((error as RunError).failure).toMatchObject({ code: 'Timeout', exit: EXIT.timeout })
    expect((error as RunError).message).toContain('Endpoint service: m')
    expect(clock.now()).toBeGreaterThanOrEqual(600_000)
    expect(clock.now()).toBeLessThan(620_000)
  })

  test('ends at once when it is interrupted', async () => {
    const interrupted = new Interrupted('SIGINT')
    let stop = (): void => {}
    const { ended, abort, seen } = watching(['m-----'], { onLook: () => stop() })
    stop = () => abort.abort(interrupted)
    await expect(ended).rejects.toBe(interrupted)
    expect(seen).toHaveLength(1)
  })
})
