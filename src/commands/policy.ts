import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { EXIT } from '../core/errors.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/index.ts'
import { jsonLine } from '../render/json.ts'
import { harmless } from '../render/redact.ts'
import { endUsage } from '../render/usage.ts'
import { SIDES, type PolicyCommand, type Side } from '../policy/actions.ts'
import { isOfTwoAccounts, policyFor, type PolicyDocument } from '../policy/policy.ts'
import { failureOf } from './failure.ts'
import type { PolicyOptions } from './options.ts'

/** Characters of one custom policy that RAM takes (assumed: the limit that its console names). */
const LONGEST = 6144

/** The commands that run something on instances. */
const RUNNING: ReadonlySet<PolicyCommand> = new Set(['up', 'test', 'doctor'])

/** `policy`: prints a RAM policy, or one for each account; comments, which JSON has no place for, go to stderr. Nothing is called. */
export async function run(io: Io, options: PolicyOptions): Promise<number> {
  const began = io.now()
  const done = (event: { ok: boolean; exit: number; outputs: object; error?: object }): void => {
    io.stdout.write(jsonLine({ type: 'run.done', ...event, elapsedMs: io.now() - began, calls: 0 }, io.now()))
  }
  try {
    const config = options.config === undefined ? undefined : (await loadConfig(options.config, () => io.stdin as AsyncIterable<string | Uint8Array<ArrayBuffer>>, io.env)).config
    const two = options.side === undefined && config !== undefined && isOfTwoAccounts(config)
    const result = two ? bySide((side) => policyFor(options.for, config, [side]).policy) : policyFor(options.for, config, options.side && [options.side]).policy
    if (options.json) {
      done({ ok: true, exit: EXIT.done, outputs: two ? { policies: result } : { policy: result } })
      return EXIT.done
    }
    if (!options.quiet) for (const line of comments(options, config, two)) io.stderr.write(`${line}\n`)
    io.stdout.write(`${harmless(JSON.stringify(result, null, 2))}\n`)
    return EXIT.done
  } catch (error) {
    const { exit, error: failed } = failureOf(error)
    if (options.json) done({ ok: false, exit, error: failed, outputs: {} })
    else io.stderr.write(endUsage(failed, 'policy'))
    return exit
  }
}

const bySide = (policyOf: (side: Side) => PolicyDocument): Record<Side, PolicyDocument> => ({ provider: policyOf('provider'), consumer: policyOf('consumer') })

/** Which statements are whose, and what is to be known of them. */
function comments(options: PolicyOptions, config: Config | undefined, two: boolean): string[] {
  const documents = two ? SIDES.map((side) => [side]) : [options.side === undefined ? SIDES : [options.side]]
  const lines = documents.flatMap((sides) => {
    const { policy, shares } = policyFor(options.for, config, sides)
    const { length } = JSON.stringify(policy)
    const [side] = sides
    return [
      ...(sides.length > 1 || side === undefined ? [] : [text.policyOf(side, config?.[side].profile)]),
      ...(shares.length === 0 ? [text.policyEmpty] : shares.map(({ command, first, last }) => text.policyShare(command, first, last))),
      ...(length > LONGEST ? [text.policyTooLong(length)] : []),
    ]
  })
  if (two) lines.push(text.policySides)
  if (options.for.includes('up')) lines.push(text.policyReplace)
  if (options.for.includes('test')) lines.push(text.policyTest)
  if (options.for.includes('plan')) lines.push(text.policyDoctor)
  if (config === undefined && options.for.some((command) => RUNNING.has(command))) lines.push(text.policyAnyInstance)
  return lines
}
