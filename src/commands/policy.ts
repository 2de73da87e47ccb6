import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/index.ts'
import { harmless } from '../render/redact.ts'
import { SIDES, type PolicyCommand, type Side } from '../policy/actions.ts'
import { isOfTwoAccounts, policyFor, type PolicyDocument } from '../policy/policy.ts'
import type { PolicyOptions } from './options.ts'
import { smallFrame } from './small-frame.ts'
import { stdinOf } from './stdin-of.ts'

/** Characters of one custom policy that RAM takes (assumed: the limit that its console names). */
const LONGEST = 6144

/** The commands that run something on instances. */
const RUNNING: ReadonlySet<PolicyCommand> = new Set(['up', 'test', 'doctor'])

/** `policy`: prints a RAM policy, or one for each account; comments, which JSON has no place for, go to stderr. Nothing is called. */
export function run(io: Io, options: PolicyOptions): Promise<number> {
  return smallFrame(io, options, { command: 'policy' }, async ({ say }) => {
    const config = options.config === undefined ? undefined : (await loadConfig(options.config, () => stdinOf(io), io.env)).config
    const two = options.side === undefined && config !== undefined && isOfTwoAccounts(config)
    const policy = two ? bySide((side) => policyFor(options.for, config, [side]).policy) : policyFor(options.for, config, options.side && [options.side]).policy
    for (const line of comments(options, config, two)) say(line)
    return { outputs: two ? { policies: policy } : { policy }, result: `${harmless(JSON.stringify(policy, null, 2))}\n` }
  })
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
