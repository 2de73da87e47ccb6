import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runProgram } from '../src/program.ts'
import { fakeIo } from './support/fake-io.ts'

const SECRET = 'SecretOfTheEnvironment'
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'alb-privatelink-'))
  writeFileSync(join(folder, 'leak.yaml'), 'stack: "${ALIBABA_CLOUD_ACCESS_KEY_SECRET}"\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each([
  ['policy', '-c', 'FOLDER/leak.yaml'], ['up', '-c', 'FOLDER/leak.yaml', '--simulate'], ['up', `--${SECRET}`], [SECRET], ['explain', SECRET], ['help', SECRET],
  ['simulate', '--state', 'memory', '--port', '0', '--faults', `/nope/${SECRET}`], ['plan', '--timeout', SECRET], ['completion', SECRET], ['policy', '--for', SECRET],
])('a secret of the environment is not printed by %s %s %s', async (...words) => {
  for (const variable of ['ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALIBABA_CLOUD_SECURITY_TOKEN']) {
    for (const more of [[], ['--json'], ['--lang', 'zh']]) {
      const env = { ALIBABA_CLOUD_ACCESS_KEY_SECRET: SECRET, [variable]: SECRET, ALB_PRIVATELINK_STATE_DIR: folder }
      const io = fakeIo({ argv: [...words.map((word) => word.replace('FOLDER', folder)), ...more], env })
      expect(await runProgram(io)).toBe(2)
      expect(io.out() + io.err()).not.toContain(SECRET)
      expect(io.out().includes('"type":"run.done"')).toBe(more.includes('--json'))
    }
  }
})
