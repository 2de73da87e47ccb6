import { Interrupted, EXIT, UsageError } from '../core/errors.ts'
import type { CommandName, Outputs, RunEvent } from '../core/events.ts'
import { given } from '../core/given.ts'
import { environmentSecrets } from '../core/secrets.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/index.ts'
import { paintFor } from '../render/paint.ts'
import { harmless, mapStrings } from '../render/redact.ts'
import { createRenderer, type Renderer } from '../render/renderer.ts'
import { resultText } from '../render/result.ts'
import { usageLines } from '../render/usage.ts'
import { failureOf } from './failure.ts'
import { again, invocation } from './invocation.ts'
import type { CloudOptions } from './options.ts'
import { createSession, type Session } from './session.ts'

export type { Session } from './session.ts'

/** What the body of a command comes to when it does not throw. */
export interface Result {
  outputs: Outputs
  /** The command that people usually run next. */
  next?: string
  /** 0 without it. */
  exit?: number
  /** Why, where `exit` is not 0. */
  error?: { code: string; message: string; hint?: string }
  /** For stdout in text mode; without it, the table of the endpoints' zones. Ends with a line end. */
  result?: string
}

/** Commands that only read: the first Ctrl-C ends them at once, and there is nothing to be said of it. */
const READING: ReadonlySet<CommandName> = new Set(['plan', 'status', 'doctor', 'init'])

/** Commands whose result is the table of the endpoints' zones where the body gives no other. */
const TABLES: ReadonlySet<CommandName> = new Set(['up', 'test', 'status'])

/**
 * Runs the body of a command and sees to all that is the same for each: the renderer, signals, errors and exit codes, and the
 * last line.
 * @param command its name, which decides how the endings are worded
 * @param body does the work; throws RunError for what a person can mend
 * @returns the exit code
 */
export async function frame<O extends CloudOptions>(
  io: Io, options: O, command: CommandName, body: (session: Session<O>) => Promise<Result>,
): Promise<number> {
  const secrets = new Set(environmentSecrets(io.env))
  const removal = command === 'up' ? { removal: invocation('down', options, io.env) } : {}
  const interrupted = command === 'init' ? { interrupted: text.interruptedInit } : {}
  const renderer = createRenderer(io, { ...options, secrets, ...removal, ...interrupted })
  const { session, stop, asking, elapsedMs } = createSession(io, options, renderer, secrets)
  let ended: number | undefined
  const finish = (done: Omit<Extract<RunEvent, { type: 'run.done' }>, 'type' | 'ok' | 'elapsedMs' | 'calls'>): number => {
    if (ended !== undefined) return ended
    ended = done.exit
    const ok = done.exit === EXIT.done || done.exit === EXIT.changes
    renderer.event({ type: 'run.done', ok, ...done, elapsedMs: elapsedMs(), calls: session.calls.count })
    renderer.close()
    return done.exit
  }
  const fail = (error: unknown): number => {
    const failure = failureOf(error)
    if (failure.exit === EXIT.connectivity) showResult(session, command, renderer, undefined)
    const unanswered = session.unanswered()
    const code = finish({ ...failure, ...(unanswered.length === 0 ? {} : { unanswered }), ...nextOf(failure.exit, session, again(command, options, io.env)), outputs: session.outputs })
    if (error instanceof UsageError) renderer.say(`\n${usageLines(command).trimEnd()}`)
    if (failure.error.code === 'Internal' && options.verbose && error instanceof Error) renderer.say(error.stack ?? '')
    return code
  }

  const offClosed = io.onClosed(() => stop(new Interrupted('SIGINT')))
  const offSignals = io.onSignal((signal) => {
    const interrupted = new Interrupted(signal)
    if (session.signal.aborted) {
      io.exit(fail(interrupted))
      return
    }
    renderer.pause()
    if (!READING.has(command) && !asking()) renderer.say(command === 'down' ? text.stoppingDown : text.stopping)
    stop(interrupted)
  })
  try {
    // A signal may have come while the command was loaded.
    session.signal.throwIfAborted()
    const result = await body(session)
    session.outputs = result.outputs
    showResult(session, command, renderer, result.result)
    const { next, error, outputs } = result
    return finish({ exit: result.exit ?? EXIT.done, ...given({ error, next }), outputs })
  } catch (error) {
    return fail(session.signal.aborted ? session.signal.reason : error)
  } finally {
    offSignals()
    offClosed()
  }
}

/** How to go on after a failure: what the body said, else the same command again; nothing after bad usage. */
function nextOf(exit: number, session: Session, same: string): { next?: string } {
  return exit === EXIT.usage ? {} : { next: session.next ?? same }
}

function showResult(
  { io, options, outputs }: Session, command: CommandName, renderer: Renderer, own: string | undefined,
): void {
  if (own === undefined && !TABLES.has(command)) return
  const paint = paintFor(io.stdout, io.env, options.color)
  const shown = own ?? resultText(mapStrings(outputs, harmless), renderer.probes(), paint, io.stdout.columns)
  if (shown !== '') renderer.result(shown.endsWith('\n') ? shown : `${shown}\n`)
}
