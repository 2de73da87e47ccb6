import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bin-'))
  cpSync(fileURLToPath(new URL('../../bin', import.meta.url)), join(folder, 'bin'), { recursive: true })
  mkdirSync(join(folder, 'dist'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each([
  ['is what the command says', 'async () => 5', 5],
  ['is 0 where all went well', 'async () => 0', 0],
  ['is 1 where the command never says how it ended', 'async () => new Promise(() => {})', 1],
])('the exit code %s', (_, main, code) => {
  writeFileSync(join(folder, 'dist', 'main.cjs'), `exports.main = ${main}`)
  expect(spawnSync(process.execPath, [join(folder, 'bin', 'alb-privatelink.js')]).status).toBe(code)
})
