import { join } from 'node:path'
import { loadConfig } from '../config/load.ts'
import type { CommandName, StepId } from '../core/events.ts'
import { memoryJournal } from '../core/journal.ts'
import { text } from '../messages/whole.ts'
import { durationsFile } from '../run/durations.ts'
import { journalFile } from '../run/journal-file.ts'
import { holderNow, lockStack, type Holder } from '../run/lock-file.ts'
import { GOT_KEYS, type RunContext } from '../run/run-context.ts'
import { stackKey } from '../run/stack-key.ts'
import type { Got } from '../steps/step.ts'
import { connect } from './connect.ts'
import type { Session } from './frame.ts'
import { invocation } from './invocation.ts'
import type { CloudOptions } from './options.ts'
import { stateDir } from './state-dir.ts'
import { stdinOf } from './stdin-of.ts'

/** What a command does to the stack: one that changes it holds its lock and keeps its journal. */
export interface StackWork { command: CommandName; steps: readonly StepId[]; changes: boolean }

/**
 * What the commands on a stack begin with: config, connection, lock, `run.start`; and end with: all of it given back.
 * @param work is also given a look at who holds the stack's lock, for a command that does not take it
 */
export async function withStack<O extends CloudOptions, T>(session: Session<O>, { command, steps, changes }: StackWork, work: (run: RunContext, holder: () => Holder | undefined) => Promise<T>): Promise<T> {
  const { io, options } = session
  if (options.skipChecks.length > 0) (await import('../checks/run-checks.ts')).refuseUnknownChecks(options.skipChecks)
  const { config } = options.loaded ?? await loadConfig(options.config, () => stdinOf(io, session.signal), io.env, session.signal)
  const connected = await connect(session, config)
  const { provider, consumer, clock, signal, target, identity } = connected
  const durations = durationsFile(join(stateDir(io), 'durations.json'), `${target.kind} ${target.url ?? target.region}`)
  let release = (): void => undefined
  try {
    session.emit({ type: 'run.start', command, stack: config.stack, target, steps: steps.map((step) => ({ step, title: text.stepTitles[step] })) })
    const key = stackKey(config.stack, target, identity)
    const lock = join(stateDir(io), 'locks', `${key}.lock`)
    if (changes) {
      release = await lockStack(lock, {
        command: invocation(command, options, io.env), wait: options.wait, signal, clock,
        onWait: (holder) => session.say(text.command.waitingFor(holder.pid, holder.command)),
      })
    }
    const journal = changes ? journalFile(join(stateDir(io), 'journal', `${key}.json`), config.stack) : memoryJournal()
    const got: Got = {}
    session.unanswered = () => journal.open().filter(({ step }) => got[GOT_KEYS[step]!] === undefined).map(({ step, action }) => ({ step, action }))
    return await work({ config, provider, consumer, clock, signal, emit: session.emit, force: false, journal, durations, got }, () => holderNow(lock))
  } finally {
    release()
    if (changes) durations.save()
    await connected.close()
  }
}
