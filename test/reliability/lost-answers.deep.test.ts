import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NONE, ONE_OF_EACH } from './support/small-cloud.ts'
import { stage, told, type Stage } from './support/stage.ts'
import { tell } from './support/tell.ts'

/** A mutating call of a quiet run: the n-th of its action. */
interface Write { action: string; n: number }

describe('an answer that never comes', () => {
  let on: Stage
  const writes: Record<'up' | 'down', Write[]> = { up: [], down: [] }
  const commands = { up: ['up'], down: ['down', '--yes'] } as const
  const worlds = { up: 'first', down: 'built' } as const
  const left = { up: ONE_OF_EACH, down: NONE } as const

  beforeAll(async () => {
    on = await stage()
    for (const name of ['up', 'down'] as const) {
      const before = (await on.cloud.log()).at(-1)?.n ?? 0
      const quiet = await on.run(commands[name])
      if (quiet.code !== 0) throw new Error(told(quiet))
      const seen = new Map<string, number>()
      for (const { action, product, mutating } of await on.cloud.log(before)) {
        if (!mutating) continue
        const full = `${product}.${action}`
        seen.set(full, (seen.get(full) ?? 0) + 1)
        writes[name].push({ action: full, n: seen.get(full)! })
      }
      if (name === 'up') await on.keep('built')
    }
  })
  afterAll(() => on.stop())

  /** Runs a command under fault rules; what went wrong, if anything did, and how many calls were struck. */
  const trial = async (name: 'up' | 'down', rules: object[]): Promise<{ wrong: string | undefined; hits: number }> => {
    await on.restore(worlds[name])
    await on.cloud.control('PUT', '/_sim/faults', rules)
    const ended = await on.run(commands[name])
    const hits = ((await on.cloud.control('GET', '/_sim/faults')) as { hits: number }[]).reduce((sum, rule) => sum + rule.hits, 0)
    const count = await on.count()
    const right = ended.code === 0 && count.join() === left[name].join()
    return { hits, wrong: right ? undefined : `[${count.join(' ')}] ${told(ended)}` }
  }

  test.each(['after', 'before'] as const)('%s the work is survived at every mutating call of up and down, each in turn', async (cut) => {
    const wrong: string[] = []
    for (const name of ['up', 'down'] as const) {
      for (const { action, n } of writes[name]) {
        const { wrong: mistake, hits } = await trial(name, [{ match: { action, from: n }, do: { cut } }])
        if (hits !== 1) wrong.push(`${name}, ${action} ${n}: struck ${hits} times`)
        if (mistake !== undefined) wrong.push(`${name}, ${action} ${n}: ${mistake}`)
      }
    }
    tell(`lost answers, cut ${cut} the work, one in turn: ${writes.up.length} calls of up, ${writes.down.length} of down`)
    expect(wrong).toEqual([])
    expect(writes.up.length).toBeGreaterThanOrEqual(8)
    expect(writes.down.length).toBeGreaterThanOrEqual(9)
  })

  test.each(['after', 'before'] as const)('%s the work is survived at all of them in one run', async (cut) => {
    for (const name of ['up', 'down'] as const) {
      const many = new Map(writes[name].map(({ action, n }) => [action, n]))
      // What was done and then seen is not asked again; what was not done, or no list shows yet, is, and then answered.
      const match = (action: string, n: number) => (cut === 'after' && name === 'down' ? { action, times: n } : { action, pattern: '10' })
      const { wrong, hits } = await trial(name, [...many].map(([action, n]) => ({ match: match(action, n), do: { cut } })))
      tell(`lost answers, cut ${cut} the work, all in one ${name}: ${hits}`)
      expect(wrong).toBeUndefined()
      expect(hits).toBeGreaterThanOrEqual(writes[name].length)
    }
  })
})
