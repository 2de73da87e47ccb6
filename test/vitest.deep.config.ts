import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.deep.test.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 60_000,
    deps: { interopDefault: false },
    // Whatever the machine speaks.
    env: { LC_ALL: 'C.UTF-8' },
    globalSetup: ['test/support/built.ts'],
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: 'coverage/report.deep.json' }]] : ['default'],
  },
})
