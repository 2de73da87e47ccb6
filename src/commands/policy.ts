import { loadConfig } from '../config/load.ts'
import { EXIT } from '../core/errors.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/index.ts'
import { jsonLine } from '../render/json.ts'
import { harmless } from '../render/redact.ts'
import { endUsage } from '../render/usage.ts'
import type { PolicyCommand } from '../policy/actions.ts'
import { policyFor } from '../policy/policy.ts'
import { failureOf } from './failure.ts'
import type { PolicyOptions } from './options.ts'

/** Characters of one custom policy that RAM takes (assumed: the limit that its console names). */
const LONGEST = 6144

/** The commands that run something on instances. */
const RUNNING: ReadonlySet<PolicyCommand> = new Set(['up', 'test', 'doctor'])

/** `policy`: prints a RAM policy; comments, which JSON has no place for, go to stderr. Nothing is called. */
export async function run(io: Io, options: PolicyOptions): Promise<number> {
  const began = io.now()
  const done = (event: { ok: boolean; exit: number; outputs: object; error?: object }): void => {
    io.stdout.write(jsonLine({ type: 'run.done', ...event, elapsedMs: io.now() - began, calls: 0 }, io.now()))
  }
  try {
    const config = options.config === undefined ? undefined : (await loadConfig(options.config, () => io.stdin as AsyncIterable<string | Uint8Array<ArrayBuffer>>)).config
    const { policy, shares } = policyFor(options.for, config)
    if (options.json) {
      done({ ok: true, exit: EXIT.done, outputs: { policy } })
      return EXIT.done
    }
    const say = (line: string): void => {
      if (!options.quiet) io.stderr.write(`${line}\n`)
    }
    for (const { command, first, last } of shares) say(text.policyShare(command, first, last))
    if (options.for.includes('up')) say(text.policyReplace)
    if (options.for.includes('doctor')) say(text.policyDoctor)
    if (config === undefined && options.for.some((command) => RUNNING.has(command))) say(text.policyAnyInstance)
    const { length } = JSON.stringify(policy)
    if (length > LONGEST) say(text.policyTooLong(length))
    io.stdout.write(`${harmless(JSON.stringify(policy, null, 2))}\n`)
    return EXIT.done
  } catch (error) {
    const { exit, error: failed } = failureOf(error)
    if (options.json) done({ ok: false, exit, error: failed, outputs: {} })
    else io.stderr.write(endUsage(failed, 'policy'))
    return exit
  }
}
