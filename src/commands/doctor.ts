import { DOCTOR_CHECKS } from '../checks/doctor-checks.ts'
import { refuseUnknownChecks } from '../checks/run-checks.ts'
import { loadConfig } from '../config/load.ts'
import { EXIT, RunError } from '../core/errors.ts'
import { given } from '../core/given.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/whole.ts'
import { doctor } from '../run/doctor.ts'
import { connect } from './connect.ts'
import { frame } from './frame.ts'
import { invocation } from './invocation.ts'
import type { DoctorOptions } from './options.ts'
import { stdinOf } from './stdin-of.ts'

/** Who asks what is wrong does not want to wait for it to pass. */
const TRIES = 2

/** `doctor`: all that can be checked before anything is made, a line each. Makes nothing; with --deep it runs a command on each server. */
export async function run(io: Io, options: DoctorOptions): Promise<number> {
  return frame(io, options, 'doctor', async (session) => {
    refuseUnknownChecks(options.skipChecks, DOCTOR_CHECKS)
    const { config } = options.loaded ?? await loadConfig(options.config, () => stdinOf(io, session.signal), io.env, session.signal)
    const connected = await connect(session, config, { tries: TRIES, tolerant: true })
    try {
      session.emit({ type: 'run.start', command: 'doctor', stack: config.stack, target: connected.target, steps: [] })
      const reports = await doctor({
        config, provider: connected.provider, consumer: connected.consumer, keys: connected.keys, skip: options.skipChecks, deep: options.deep,
        tell: ({ name, result, message, hint }) => session.emit({ type: 'check', name, result, message, ...given({ hint }) }),
      })
      const counts = { ok: 0, fail: 0, unknown: 0, skipped: 0 }
      for (const { result } of reports) counts[result] += 1
      session.outputs = { checks: counts }
      const names = [...new Set(reports.filter(({ result }) => result === 'fail').map(({ name }) => name))]
      if (names.length > 0) {
        throw new RunError(text.command.linesFailed(counts.fail, reports.length, names.join(', ')), { code: 'ChecksFailed', exit: EXIT.checks, hint: text.command.linesFailedHint })
      }
      return { outputs: session.outputs, next: invocation('up', options, io.env) }
    } finally {
      await connected.close()
    }
  })
}
