import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MADE } from '../support/cloud.ts'
import type { Ended } from '../support/command.ts'
import { MOMENTS } from './support/proxy.ts'
import { ONE_OF_EACH } from './support/small-cloud.ts'
import { stage, told, type Stage } from './support/stage.ts'
import { tell } from './support/tell.ts'

const TIMES = 20

describe('two ups of one stack, started together', () => {
  let on: Stage
  beforeAll(async () => {
    on = await stage()
  })
  afterAll(() => on.stop())

  /** Starts two and holds the first call of each until the other one calls too. */
  const together = async (stateDirs: readonly [string, string]): Promise<Ended[]> => {
    await on.restore('first')
    let arrived = 0
    let bothCall = (): void => undefined
    const both = new Promise<void>((resolve) => {
      bothCall = resolve
    })
    on.proxy.watch(async (call, moment): Promise<'go on'> => {
      if (call.n > 2 || moment !== MOMENTS[0]) return 'go on'
      arrived += 1
      if (arrived === 2) bothCall()
      await both
      return 'go on'
    })
    const ended = await Promise.all(stateDirs.map((stateDir) => on.run(['up'], { stateDir })))
    const beforeCreate = on.proxy.calls.slice(0, on.proxy.calls.findIndex(({ action }) => action.startsWith('Create')))
    expect(beforeCreate.slice(0, 2).map(({ action }) => action)).toEqual(['GetCallerIdentity', 'GetCallerIdentity'])
    return ended
  }

  /** The IDs of every kind that is there more than once. */
  const doubles = async (): Promise<string[][]> => {
    const { resources } = await on.cloud.state()
    return MADE.map((kind) => resources[kind]!.map(({ id }) => id)).filter((ids) => ids.length > 1)
  }
  const names = (ended: Ended, ids: readonly string[]): boolean => {
    const message = String(ended.events.at(-1)?.['error']?.message ?? '')
    return ended.code === 1 && ids.every((id) => message.includes(id))
  }

  test('on one machine make one of each, and both end well', async () => {
    for (let time = 1; time <= TIMES; time += 1) {
      const ended = await together(['one', 'one'])
      expect(ended.map(({ code }) => code), ended.map(told).join('\n')).toEqual([0, 0])
      expect(await on.count()).toEqual(ONE_OF_EACH)
    }
    tell(`two at once, one state directory: ${TIMES} times, one of each and two exits 0`)
  })

  test('on two machines make one of each, or say which two there are, and so does every later command', async () => {
    let single = 0
    for (let time = 1; time <= TIMES; time += 1) {
      const ended = await together(['one', 'two'])
      const twice = await doubles()
      if (twice.length === 0) {
        single += 1
        expect(await on.count()).toEqual(ONE_OF_EACH)
        expect(ended.map(({ code }) => code), ended.map(told).join('\n')).toContain(0)
        continue
      }
      expect(ended.some((run) => twice.some((ids) => names(run, ids))), ended.map(told).join('\n')).toBe(true)
      for (const later of [['up'], ['status'], ['down', '--yes']]) {
        const run = await on.run(later, { stateDir: 'three' })
        expect(twice.some((ids) => names(run, ids)), `${later[0]}: ${told(run)}`).toBe(true)
      }
    }
    tell(`two at once, two state directories: ${TIMES} times, ${single} with one of each, ${TIMES - single} that name both`)
  })
})
