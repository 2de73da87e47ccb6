import { spawnSync, type StdioOptions } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exampleConfig, temporary } from '../support/command.ts'

const bin = fileURLToPath(new URL('../../bin/alb-privatelink.js', import.meta.url))
/** A device of Linux whose disk is always full. */
const FULL = '/dev/full'

describe.skipIf(!existsSync(FULL))('output on a full disk', () => {
  let folder: ReturnType<typeof temporary>
  let full: number
  beforeAll(() => {
    folder = temporary()
    full = openSync(FULL, 'w')
  })
  afterAll(() => {
    closeSync(full)
    folder.remove()
  })
  const run = (args: readonly string[], stdio: StdioOptions): { status: number | null; stdout: string | null; stderr: string | null } =>
    spawnSync(process.execPath, [bin, ...args], { stdio, encoding: 'utf8', env: { PATH: process.env['PATH'], ALB_PRIVATELINK_STATE_DIR: folder.path } })
  const stack = ['-c', exampleConfig, '--simulate', '--speed', 'instant']

  test.each([['--version'], ['--help'], ['explain'], ['policy', '--json'], ['status', ...stack, '--json']])('ends with one line and exit 1 where it is the result of %s', (...args) => {
    const { status, stderr } = run(args, ['ignore', full, 'pipe'])
    expect(status).toBe(1)
    expect(stderr!.replace(/^Target: .*\n/, '')).toMatch(/^error: standard output cannot be written to \(ENOSPC.*\n$/)
  })

  test('stops a run in order, after which the next one goes on', () => {
    expect(run(['up', ...stack, '--json'], ['ignore', full, 'ignore']).status).toBe(1)
    expect(run(['up', ...stack, '--json'], ['ignore', 'ignore', 'ignore']).status).toBe(0)
  })

  test('stops nothing where it is only progress', () => {
    const { status, stdout } = run(['up', ...stack], ['ignore', 'pipe', full])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Endpoint ep-/)
  })
})
