import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { arena, type Outcome } from './support/arena.ts'
import { forcedPair, pair } from './support/pairs.ts'
import { dice } from './support/random.ts'

/** `PAIRS=20 FIRST=100` runs some of them only, from a seed that failed. */
const PAIRS = Number(process.env['PAIRS'] ?? 200)
const FORCED = Number(process.env['PAIRS'] ?? 50)
const FIRST = Number(process.env['FIRST'] ?? 1)
const CHUNK = 25

const told = ({ code, events, stderr }: Outcome): string => `${code}: ${JSON.stringify(events.at(-1))} ${stderr} ${JSON.stringify(events.filter(({ type, action }) => type === 'plan' && action !== 'found'))}`
const seeds = (count: number): number[][] =>
  Array.from({ length: Math.ceil(count / CHUNK) }, (_, part) => Array.from({ length: Math.min(CHUNK, count - part * CHUNK) }, (_, index) => FIRST + part * CHUNK + index))

describe('a stack whose config is edited', () => {
  let on: Awaited<ReturnType<typeof arena>>
  // A cloud for each part: what a process keeps of thousands of calls makes it slower.
  beforeEach(async () => {
    on = await arena()
  })
  afterEach(() => on.stop())

  test.each(seeds(PAIRS).map((some) => [some[0], some.at(-1), some] as const))('becomes in place what a new one would be, pairs %d to %d', async (_first, _last, some) => {
    let changed = 0
    for (const seed of some) {
      const [a, b] = pair(dice(seed))
      const about = `pair ${seed}: `
      await on.reset()
      const first = await on.run('up', a)
      expect(first.code, about + told(first)).toBe(0)
      const planned = await on.run('plan --exit-code', b)
      const second = await on.run('up', b)
      expect.soft(second.code, about + told(second)).toBe(0)
      const updated = second.events.some(({ type, outcome }) => type === 'step.done' && outcome === 'updated')
      // The plan says as much as up then does.
      expect.soft(planned.code, about + told(planned)).toBe(updated ? 10 : 0)
      changed += updated ? 1 : 0
      const left = await on.run('plan --exit-code', b)
      expect.soft(left.code, about + told(left)).toBe(0)
      expect.soft(on.empty(), about).toEqual([])
      const edited = await on.normal()
      await on.reset()
      const fresh = await on.run('up', b)
      expect(fresh.code, about + told(fresh)).toBe(0)
      expect.soft(edited, about).toEqual(await on.normal())
    }
    expect.soft(changed).toBeGreaterThan(some.length / 2)
    expect.soft(on.looks).toBeGreaterThan(0)
  })

  test.each(seeds(FORCED).map((some) => [some[0], some.at(-1), some] as const))('stays as it is where only a new resource would do, pairs %d to %d', async (_first, _last, some) => {
    for (const seed of some) {
      const { a, b, field } = forcedPair(dice(10_000 + seed), seed)
      const about = `forced pair ${seed}, ${field}: `
      await on.reset()
      const first = await on.run('up', a)
      expect(first.code, about + told(first)).toBe(0)
      const before = await on.world()
      const planned = await on.run('plan --exit-code', b)
      expect.soft(planned.code, about).toBe(10)
      expect.soft(planned.events.flatMap(({ type, changes }) => (type === 'plan' ? changes : [])).filter((change: any) => change.replace).map((change: any) => change.field), about + told(planned)).toContain(field)
      const second = await on.run('up', b)
      expect.soft(second.code, about + told(second)).toBe(1)
      expect.soft(second.events.at(-1)!['error'], about).toMatchObject({ code: 'NeedsReplacement' })
      expect.soft(second.events.at(-1)!['error'].message, about).toContain(field)
      expect.soft(await on.world(), about).toEqual(before)
    }
  })
})
