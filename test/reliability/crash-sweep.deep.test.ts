import { describe, expect, test, vi } from 'vitest'
import type { Ended } from '../support/command.ts'
import { boundaries, killedAt, onStages } from './support/killed.ts'
import { NONE, ONE_OF_EACH } from './support/small-cloud.ts'
import { told, type Stage } from './support/stage.ts'
import { tell } from './support/tell.ts'

/** Stages at once: the machines that run this have two cores, and a command and its cloud take turns. */
const STAGES = 2
/** Fewer boundaries than this would mean that most of the procedure was not swept. */
const LEAST_PAIRS = 120

vi.setConfig({ testTimeout: 1_800_000 })

const UP = ['up']
const DOWN = ['down', '--yes']

interface Sweep { pairs: number; calls: number; wrong: string[] }

/**
 * Kills a command at every boundary in turn, and runs another one after each.
 * @param from the kept world that every trial starts from
 * @param only the actions at whose calls it is killed
 */
async function sweep(from: 'first' | 'built', command: readonly string[], then: readonly string[], right: (ended: Ended, count: number[]) => boolean, only: RegExp = /./): Promise<Sweep> {
  const result: Sweep = { pairs: 0, calls: 0, wrong: [] }
  const list = boundaries(only)
  const prepare = async (on: Stage): Promise<void> => {
    if (from === 'first') return
    const built = await on.run(UP)
    if (built.code !== 0) throw new Error(told(built))
    await on.keep('built')
  }
  await onStages(STAGES, prepare, async (on) => {
    for (let boundary = list.next(); boundary !== undefined; boundary = list.next()) {
      await on.restore(from)
      const { action, ended } = await killedAt(on, command, boundary)
      if (action === undefined) {
        list.over()
        if (ended.code !== 0) result.wrong.push(`unkilled: ${told(ended)}`)
        return
      }
      result.calls = Math.max(result.calls, boundary.n)
      const again = await on.run(then)
      const count = await on.count()
      result.pairs += 1
      if (!right(again, count)) result.wrong.push(`call ${boundary.n}, ${action}, ${boundary.moment}: then [${count.join(' ')}] and ${told(again)}`)
    }
  })
  return result
}

const same = (one: readonly number[], other: readonly number[]): boolean => one.join() === other.join()
const built = (ended: Ended, count: number[]): boolean => {
  const probes = ended.events.filter(({ type }) => type === 'probe')
  return ended.code === 0 && same(count, ONE_OF_EACH) && probes.length === 3 && probes.every((probe) => probe['ok'] === true)
}
const gone = (ended: Ended, count: number[]): boolean => ended.code === 0 && same(count, NONE)

describe('a command that is killed at any boundary of any call, and run again', () => {
  let pairs = 0

  test('up makes exactly one of each resource, and its test passes', async () => {
    const result = await sweep('first', UP, UP, built)
    tell(`crash sweep, up then up: ${result.pairs} pairs over ${result.calls} calls`)
    pairs += result.pairs
    expect(result.wrong).toEqual([])
  })

  test('down leaves none', async () => {
    const result = await sweep('built', DOWN, DOWN, gone)
    tell(`crash sweep, down then down: ${result.pairs} pairs over ${result.calls} calls`)
    pairs += result.pairs
    expect(result.wrong).toEqual([])
  })

  test('there were boundaries enough to speak of a sweep', () => {
    tell(`crash sweep: ${pairs} pairs in all`)
    expect(pairs).toBeGreaterThanOrEqual(LEAST_PAIRS)
  })
})

describe('another command after one that was killed', () => {
  test('down after an up that was killed around a creating call leaves none', async () => {
    const result = await sweep('first', UP, DOWN, gone, /^(Create|Add|Attach|Enable)/)
    tell(`crash sweep, up then down around creating calls: ${result.pairs} pairs`)
    expect(result.wrong).toEqual([])
    expect(result.pairs).toBeGreaterThanOrEqual(21)
  })

  test('up after a down that was killed around a removing call makes exactly one of each', async () => {
    const result = await sweep('built', DOWN, UP, built, /^(Delete|Remove|Detach|Disable)/)
    tell(`crash sweep, down then up around removing calls: ${result.pairs} pairs`)
    expect(result.wrong).toEqual([])
    expect(result.pairs).toBeGreaterThanOrEqual(24)
  })
})
