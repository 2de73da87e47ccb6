import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const shared = {
  testTimeout: 30_000,
  hookTimeout: 30_000,
  deps: { interopDefault: false },
  // Whatever the machine speaks.
  env: { LC_ALL: 'C.UTF-8' },
}

/** One puts something else in the place of a module that others have loaded as it is, one opens what a thread would close twice. */
const APART = ['test/simulator/syncs.test.ts', 'test/config/pipe.test.ts']

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    // Two also on a machine of two cores: journeys wait for their processes most of the time.
    maxWorkers: 2,
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: 'coverage/report.json' }]] : ['default'],
    projects: [
      // Threads start faster than processes, and what a file has loaded is there for the next one.
      { test: { ...shared, name: 'unit', pool: 'threads', isolate: false, setupFiles: ['test/support/in-english.ts'], include: ['test/**/*.test.ts'], exclude: ['test/**/*.deep.test.ts', 'test/journeys/**', ...APART] } },
      { test: { ...shared, name: 'apart', include: APART } },
      // Journeys run the built command as a process.
      { test: { ...shared, name: 'journeys', include: ['test/journeys/**/*.test.ts'], exclude: ['test/**/*.deep.test.ts'], globalSetup: ['test/support/built.ts'] } },
    ],
  },
})
