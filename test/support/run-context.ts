import type { RunEvent } from '../../src/core/events.ts'
import { memoryJournal } from '../../src/core/journal.ts'
import type { RunContext } from '../../src/run/run-context.ts'
import { testConfig } from '../checks/world.ts'
import { scriptedCloud, type Script } from './scripted-cloud.ts'

/** What a walk works with, over a scripted cloud that is both sides; its events are kept. */
export function scriptedRun(script: Script, more: Partial<RunContext> = {}) {
  const cloud = scriptedCloud(script)
  const events: RunEvent[] = []
  const { clock, signal } = cloud.settings
  const run: RunContext = { config: testConfig(), provider: cloud, consumer: cloud, clock, signal, emit: (event) => events.push(event), force: false, journal: memoryJournal(), got: {}, ...more }
  return { run, events, actions: () => cloud.calls.map(({ action }) => action), calls: cloud.calls }
}
