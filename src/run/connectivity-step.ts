import { EXIT, RunError } from '../core/errors.ts'
import type { ProbeResult } from '../core/events.ts'
import { text } from '../messages/whole.ts'
import { connectivity, type TestWay } from '../steps/07-connectivity.ts'
import { stepFields, type RunContext } from './run-context.ts'
import { explained } from './failure.ts'
import { stepping } from './walk.ts'

export interface TestResult { probes: ProbeResult[] }

/** The failure of a test: what failed first, and where. */
function failed(probes: readonly ProbeResult[]): RunError {
  const bad = probes.filter((probe) => !probe.ok)
  const first = bad[0]!
  return new RunError(text.run.probesFailed(bad.length, probes.length, first.instanceId, first.via, first.url, first.message), {
    code: `Connectivity.${first.layer ?? 'unknown'}`,
    exit: EXIT.connectivity,
  })
}

/** What step 7 works with; not always a cloud. */
export type TestRun = Pick<RunContext, 'config' | 'clock' | 'signal' | 'emit'>

/**
 * Step 7 as part of a walk: skipped without a test in the config; every probe is told as an event.
 * @param endpointId what the events are of
 * @param findWay finds out who asks, and how
 * @throws RunError with exit 5 when a probe failed
 */
export async function connectivityStep(run: TestRun, endpointId: string, place: { index: number; total: number }, findWay: () => Promise<TestWay>): Promise<TestResult | undefined> {
  const startedAt = run.clock.now()
  const fields = stepFields(run, 'connectivity')
  const elapsedMs = (): number => Math.round(run.clock.now() - startedAt)
  return stepping(run.emit, fields, place, async () => {
    if (run.config.consumer.test === undefined) {
      run.emit({ type: 'step.done', ...fields, outcome: 'skipped', id: null, elapsedMs: elapsedMs() })
      return undefined
    }
    try {
      let previous: string | undefined
      const { probes, warnings } = await connectivity({
        ...await findWay(), config: run.config, clock: run.clock, signal: run.signal,
        onState: (state) => {
          run.emit({ type: 'step.state', ...fields, id: endpointId, state, ...(previous === undefined ? {} : { previous }), elapsedMs: elapsedMs() })
          previous = state
        },
      })
      for (const probe of probes) run.emit({ type: 'probe', ...probe })
      for (const message of warnings) run.emit({ type: 'step.warn', ...fields, message })
      if (probes.some((probe) => !probe.ok)) throw failed(probes)
      run.emit({ type: 'step.done', ...fields, outcome: 'passed', id: endpointId, elapsedMs: elapsedMs() })
      return { probes }
    } catch (error) {
      throw explained(error)
    }
  })
}
