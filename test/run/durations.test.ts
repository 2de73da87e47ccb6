import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { durationsFile } from '../../src/run/durations.ts'
import { temporary } from '../support/command.ts'

describe('the times of earlier runs', () => {
  let folder: ReturnType<typeof temporary>
  let path: string
  beforeEach(() => {
    folder = temporary()
    path = join(folder.path, 'state', 'durations.json')
  })
  afterEach(() => folder.remove())
  const keep = (target: string, ...times: number[]): void => {
    const durations = durationsFile(path, target)
    for (const ms of times) durations.add('CreateListener', ms)
    durations.save()
  }
  const usual = (target: string, action = 'CreateListener'): number | undefined => durationsFile(path, target).usual(action)

  test('give the median, of each target its own', () => {
    keep('cloud a', 10, 30)
    keep('cloud a', 50)
    keep('cloud b', 1000, 3000)
    expect([usual('cloud a'), usual('cloud b'), usual('cloud c'), usual('cloud a', 'constructor')]).toEqual([30, 2000, undefined, undefined])
  })

  test('are the last twenty', () => {
    keep('cloud a', ...Array.from({ length: 20 }, () => 1000))
    keep('cloud a', ...Array.from({ length: 20 }, () => 5))
    expect(usual('cloud a')).toBe(5)
  })

  test('are those of the ten targets that were used last', () => {
    for (let n = 0; n < 11; n += 1) {
      keep(`endpoint ${n}`, 7)
      keep('cloud a', 8)
    }
    expect([usual('endpoint 1'), usual('endpoint 2'), usual('cloud a')]).toEqual([undefined, 7, 8])
  })

  test('cost nothing where they are lost, torn or somebody else’s', () => {
    for (const content of ['', '{"v":1,"targets":', '[]', '{"v":2,"targets":{"cloud a":{"CreateListener":[9]}}}', '{"v":1,"targets":{"cloud a":{"CreateListener":["9",-1]}}}', '{"v":1,"targets":{"cloud a":{"CreateListener":[1e15]}}}']) {
      keep('cloud a', 3)
      writeFileSync(path, content)
      expect(usual('cloud a'), content).toBeUndefined()
      keep('cloud a', 4)
      expect(usual('cloud a'), content).toBe(4)
    }
  })

  test('are written for their owner alone, and only where there is something to write', () => {
    keep('cloud a')
    expect(existsSync(path)).toBe(false)
    keep('cloud a', 1.6)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ v: 1, targets: { 'cloud a': { CreateListener: [2] } } })
  })

  test('that cannot be written fail nothing', () => {
    writeFileSync(join(folder.path, 'state'), 'a file')
    expect(() => keep('cloud a', 1)).not.toThrow()
  })
})
