import type { Clock } from '../core/clock.ts'
import { pacedClock } from '../core/clock.ts'
import { UsageError, type Interrupted } from '../core/errors.ts'
import type { Emit, Outputs, Unanswered } from '../core/events.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/index.ts'
import { paintFor } from '../render/paint.ts'
import { harmless } from '../render/redact.ts'
import type { Dressed, Renderer } from '../render/renderer.ts'
import { table } from '../render/table.ts'
import type { CloudOptions } from './options.ts'

/** What the body of a command works with. */
export interface Session<O extends CloudOptions = CloudOptions> {
  readonly io: Io
  readonly options: O
  readonly emit: Emit
  /** Aborted by the first Ctrl-C or SIGTERM; its reason is the Interrupted to throw. */
  readonly signal: AbortSignal
  /** Calls sent to the cloud; the body counts. */
  readonly calls: { count: number }
  /** What is never to be shown: add access key secrets and session tokens as soon as they are known. */
  readonly secrets: Set<string>
  /** What the run has come to so far; run.done carries it when the run is cut short. */
  outputs: Outputs
  /** The creating calls whose answer is not known, for a run that is cut short. */
  unanswered: () => readonly Unanswered[]
  /** The command that goes on after a failure; without it, this one again. */
  next?: string
  /** The clock that shown seconds and run.done's elapsedMs go by; real time until the body sets it. */
  clock: Clock
  /** Milliseconds since 1970 where the calls go: the machine's, or those of the embedded world once it is there. */
  now: () => number
  /** Prints the target line now; run.start does not print it again. */
  target: Renderer['target']
  /** A line on stderr; nothing with --json and --quiet. */
  say: (line: string) => void
  /** A line on stderr with --verbose; nothing otherwise. */
  detail: (line: string) => void
  /** Takes away what moves on the terminal, so that something else can be drawn there. */
  pause: () => void
  /** How things stand while they are waited for. */
  live: Renderer['live']
  /** A text for `Result.result`, dressed for stdout and as wide as it allows. */
  dressed: (make: Dressed) => string
  /** A table for `Result.result`, as wide as stdout allows. */
  table: (header: readonly string[], rows: readonly (readonly string[])[]) => string
  /** Whether there is somebody to ask. */
  readonly interactive: boolean
  /**
   * Asks on the terminal; the run's clock stands meanwhile. Throws a UsageError where nobody can be asked, and the Interrupted of a Ctrl-C.
   * @param about what it is about: shown before it, also with --quiet
   * @returns what was typed, without blanks around it; undefined at the end of the input
   */
  ask: (question: string, about?: Dressed) => Promise<string | undefined>
  /**
   * Says what is to be done, and asks to type a word, such as the stack's name. True at once with --yes; throws a UsageError where
   * nobody can be asked.
   */
  confirm: (about: readonly string[], question: string, expected: string) => Promise<boolean>
}

export interface SessionParts<O extends CloudOptions> {
  session: Session<O>
  stop: (reason: Interrupted) => void
  /** Whether an answer is waited for. */
  asking: () => boolean
  elapsedMs: () => number
}

/** The session of one run. */
export function createSession<O extends CloudOptions>(
  io: Io, options: O, renderer: Renderer, secrets: Set<string>,
): SessionParts<O> {
  const abort = new AbortController()
  let clock = pacedClock(1)
  let mark = clock.now()
  let before = 0
  const elapsedMs = (): number => Math.max(0, Math.round(before + clock.now() - mark))
  const interactive = (): boolean => !options.json && io.stderr.isTTY && io.stdin.isTTY === true
  let asking = false
  const ask: Session['ask'] = async (question, about) => {
    if (!interactive()) throw new UsageError(text.needsYes, text.needsYesHint)
    const goOn = clock.hold()
    asking = true
    renderer.ask(question, about)
    try {
      const line = await readLine(io, abort.signal)
      if (line !== undefined) renderer.answered()
      return line
    } finally {
      asking = false
      goOn()
    }
  }
  const dressed: Session['dressed'] = (make) => make(paintFor(io.stdout, io.env, options.color), io.stdout.columns)
  const session: Session<O> = {
    io, options, secrets, ask,
    get interactive() {
      return interactive()
    },
    now: io.now,
    emit: renderer.event,
    signal: abort.signal,
    calls: { count: 0 },
    outputs: {},
    unanswered: () => [],
    get clock() {
      return clock
    },
    set clock(given) {
      before = elapsedMs()
      clock = given
      mark = clock.now()
      renderer.clock(clock)
    },
    target: renderer.target,
    say: renderer.say,
    pause: renderer.pause,
    live: renderer.live,
    dressed,
    detail: (line) => {
      if (options.verbose) renderer.say(line)
    },
    table: (header, rows) => dressed((paint, columns) => table(header, rows.map((row) => row.map(harmless)), paint, columns)),
    confirm: async (about, question, expected) => {
      if (!options.yes) return (await ask(text.typeToConfirm(question, expected), () => harmless(about.join('\n')))) === expected
      for (const line of about) renderer.say(line)
      return true
    },
  }
  return { session, stop: (reason) => abort.abort(reason), asking: () => asking, elapsedMs }
}

/** One line of the terminal. The terminal keeps its own line editing, so that Ctrl-C stays a signal. */
async function readLine(io: Io, signal: AbortSignal): Promise<string | undefined> {
  const { createInterface } = await import('node:readline')
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: io.stdin, terminal: false })
    const stop = (): void => lines.close()
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    let line: string | undefined
    lines.once('line', (text) => {
      line = text.trim()
      lines.close()
    })
    lines.once('close', () => {
      signal.removeEventListener('abort', stop)
      io.stdin.pause()
      if (signal.aborted) reject(signal.reason as Error)
      else resolve(line)
    })
  })
}
