import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { configFirst } from '../../src/commands/config-first.ts'
import type { CloudOptions } from '../../src/commands/options.ts'
import { exampleConfig } from '../support/command.ts'
import { fakeIo } from '../support/fake-io.ts'

const OPTIONS = { config: exampleConfig, simulate: true, wait: true, skipChecks: [], yes: false, json: true, quiet: false, verbose: false, color: false } satisfies CloudOptions

describe('a config that is read before its command', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'config-first-'))
    writeFileSync(join(folder, 'wrong.yaml'), 'stack: 1\n')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** The exit code, what was printed, and the options that the command got where it was loaded. */
  async function first(options: Partial<CloudOptions> & { outputs?: string }) {
    const io = fakeIo()
    const run = vi.fn(async (_io: unknown, _options: CloudOptions) => 0)
    const load = vi.fn(async () => ({ run }))
    const exit = await configFirst(io, 'up', { ...OPTIONS, ...options }, load)
    return { exit, out: io.out(), loads: load.mock.calls.length, got: run.mock.calls[0]?.[1] }
  }

  test('is handed to the command', async () => {
    const { exit, loads, got } = await first({})
    expect([exit, loads]).toEqual([0, 1])
    expect(got?.loaded).toMatchObject({ config: { stack: 'web' }, source: exampleConfig })
  })

  test('ends the run where it is wrong or missing, and the command is not even loaded', async () => {
    for (const name of ['wrong.yaml', 'none.yaml']) {
      const { exit, loads, out } = await first({ config: join(folder, name) })
      expect([exit, loads]).toEqual([2, 0])
      expect(JSON.parse(out.trim().split('\n').at(-1)!)).toMatchObject({ type: 'run.done', ok: false, exit: 2, error: { message: expect.stringContaining(name) } })
    }
  })

  test('is left to the command where reading may take long, or none is needed', async () => {
    const pipe = join(folder, 'pipe')
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0)
    for (const options of [{ config: '-' }, { config: pipe }, { config: join(folder, 'none.yaml'), outputs: 'outputs.json' }]) {
      const { exit, got } = await first(options)
      expect(exit).toBe(0)
      expect(got).toEqual({ ...OPTIONS, ...options })
    }
  })
})
