import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { join } from 'node:path'
import { command, type Ended } from '../support/command.ts'
import { NONE, ONE_OF_EACH, smallCloud, type SmallCloud } from './support/small-cloud.ts'
import { told } from './support/stage.ts'
import { tell } from './support/tell.ts'

/** World and commands at one speed: what the storm costs in time is then what it would cost. */
const SPEED = '200'

describe('a throttling storm over all calls of a run: seven of ten are refused', () => {
  let on: SmallCloud
  const quiet = new Map<string, number>()
  beforeAll(async () => {
    on = await smallCloud(['--speed', SPEED])
  })
  afterAll(() => on.stop())

  const run = async (name: 'up' | 'down', stormy: boolean): Promise<{ ended: Ended; calls: number }> => {
    await on.cloud.control('PUT', '/_sim/faults', stormy ? [{ match: { pattern: '1111111000' }, do: { error: { code: 'Throttling.User', status: 400 } } }] : [])
    const before = (await on.cloud.log()).at(-1)?.n ?? 0
    const words = name === 'down' ? ['down', '--yes'] : ['up']
    const ended = await command([...words, '-c', on.config, '--pace', SPEED, '--json'], { env: { ...on.cloud.env, ALB_PRIVATELINK_STATE_DIR: join(on.folder, 'home') } })
    return { ended, calls: (await on.cloud.log(before)).length }
  }

  test('a quiet run says how many calls it takes', async () => {
    for (const name of ['up', 'down'] as const) {
      const { ended, calls } = await run(name, false)
      expect(ended.code, told(ended)).toBe(0)
      quiet.set(name, calls)
    }
  })

  test.each(['up', 'down'] as const)('%s still finishes, with less than four times the calls of a quiet run', async (name) => {
    const { ended, calls } = await run(name, true)
    tell(`throttling storm, ${name}: ${calls} calls, ${quiet.get(name)} in a quiet run (${(calls / quiet.get(name)!).toFixed(1)} times)`)
    expect(ended.code, told(ended)).toBe(0)
    expect(await on.count()).toEqual(name === 'up' ? ONE_OF_EACH : NONE)
    expect(calls).toBeLessThan(4 * quiet.get(name)!)
    // Every retry is told.
    expect(ended.events.filter(({ type }) => type === 'step.retry').length).toBeGreaterThan(20)
  })
})
