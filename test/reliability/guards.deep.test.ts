import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('each guard that is taken out of a copy of the tree is missed by the test that speaks of it', async () => {
  const script = fileURLToPath(new URL('../../.build/guards.mjs', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [script], { maxBuffer: 1 << 24 })
  const [, noticed, all] = /guards: (\d+) of (\d+) noticed/.exec(stdout) ?? []
  expect(Number(all), stdout).toBeGreaterThan(0)
  expect(noticed, stdout).toBe(all)
})
