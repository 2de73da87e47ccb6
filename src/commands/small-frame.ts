import { EXIT, Interrupted, UsageError } from '../core/errors.ts'
import type { RunEvent } from '../core/events.ts'
import { environmentSecrets } from '../core/secrets.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/index.ts'
import { createRenderer, type Renderer } from '../render/renderer.ts'
import { usageLines } from '../render/usage.ts'
import { failureOf } from './failure.ts'
import type { OutputOptions } from './options.ts'

type Done = Extract<RunEvent, { type: 'run.done' }>

/** What the body of such a command works with. */
export interface Scene extends Pick<Renderer, 'say'> {
  /** Aborted by the first signal where there is something to stop in order, and when nobody reads the output any more. */
  readonly signal: AbortSignal
  /** Calls to be told at the end; the body counts. */
  readonly calls: { count: number }
}

/** What the body comes to when it does not throw; `result` is for stdout in text mode, and ends with a line end. */
export interface SmallResult { outputs: Done['outputs']; result?: string }

/** What differs between the commands. */
export interface Manner {
  /** The command whose usage is shown with bad usage; that of the whole program without it. */
  command?: Parameters<typeof usageLines>[0]
  /** The help to show instead of the short usage. */
  page?: string
  /** Said at the first signal, where the body stops in order by `signal`; without it a signal ends the process at once. */
  stopping?: string
}

/**
 * The frame of what calls no cloud: it sees to redaction, cause and cure of failures, signals and exit codes, and to the last line of
 * every ending.
 * @returns the exit code
 */
export async function smallFrame(
  io: Io, options: OutputOptions, { command, page = '', stopping }: Manner, body: (scene: Scene) => Promise<SmallResult>,
): Promise<number> {
  const began = io.now()
  // Whoever stops something in order is told so when it begins.
  const interrupted = stopping === undefined ? text.interruptedSmall : ''
  const renderer = createRenderer(io, { ...options, secrets: new Set(environmentSecrets(io.env)), still: true, interrupted })
  const abort = new AbortController()
  const calls = { count: 0 }
  let ended: number | undefined
  const finish = (done: Pick<Done, 'exit' | 'outputs' | 'error'>): number => {
    if (ended !== undefined) return ended
    ended = done.exit
    renderer.event({ type: 'run.done', ok: done.exit === EXIT.done, ...done, elapsedMs: io.now() - began, calls: calls.count })
    renderer.close()
    return ended
  }
  const fail = (error: unknown): number => {
    const failure = failureOf(error)
    const code = finish({ ...failure, outputs: {} })
    if (error instanceof UsageError) renderer.say(`\n${(page || usageLines(command)).trimEnd()}`)
    if (failure.error.code === 'Internal' && options.verbose && error instanceof Error) renderer.say(error.stack ?? '')
    return code
  }

  const offClosed = io.onClosed(() => abort.abort(new Interrupted('SIGINT')))
  const offSignals = io.onSignal((signal) => {
    const reason = new Interrupted(signal)
    if (stopping === undefined || abort.signal.aborted) return io.exit(fail(reason))
    renderer.say(stopping)
    abort.abort(reason)
  })
  try {
    const { outputs, result } = await body({ say: renderer.say, signal: abort.signal, calls })
    if (result !== undefined) renderer.result(result)
    return finish({ exit: EXIT.done, outputs })
  } catch (error) {
    return fail(error)
  } finally {
    offSignals()
    offClosed()
  }
}
