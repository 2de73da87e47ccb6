import { homedir } from 'node:os'

/** The signals that end a run in order: Ctrl-C, what a supervisor sends, and a terminal that goes away. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
export type Signal = (typeof SIGNALS)[number]

/** One stream to write on. What is written after its reader went away, or after it could not be written to, is dropped. */
export interface Out {
  write(text: string): void
  readonly isTTY: boolean
  /** Columns of the terminal, undefined off one and where it does not tell them. */
  readonly columns: number | undefined
  /** The stream itself, for what draws on a terminal. */
  readonly stream: NodeJS.WritableStream
}

/** All that the command takes from and gives to its process; every other file gets it from here. */
export interface Io {
  /** The arguments after the command's own name. */
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: NodeJS.ReadableStream & { isTTY?: boolean }
  readonly stdout: Out
  readonly stderr: Out
  /** The user's home directory. */
  readonly home: string
  /** Real time, in milliseconds since 1970. */
  now(): number
  /** Runs something every so many real milliseconds, without keeping the process alive; the answer stops it. */
  every(ms: number, run: () => void): () => void
  /**
   * Takes signals over until the answer is called; then they have their own effect again. One that came before anybody listened is
   * told at once.
   */
  onSignal(handler: (signal: Signal) => void): () => void
  /** Tells when what is printed gets nowhere (a closed pipe, no room for stdout), until the answer is called. */
  onClosed(handler: () => void): () => void
  /**
   * Waits until stdout has taken all that was written.
   * @returns why it could not, a full disk for one; undefined where it did, or where nobody reads any more
   */
  flushed(): Promise<NodeJS.ErrnoException | undefined>
  /** Ends the process at once; only for a second Ctrl-C. */
  exit(code: number): void
}

/** Nothing is laid out for fewer columns: on such a terminal its lines wrap. */
const NARROWEST = 20

/** The errors that mean that nobody reads any more: a closed pipe, a terminal that hung up. */
const GONE = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])

type Stream = Omit<NodeJS.WriteStream, 'isTTY'> & { isTTY?: boolean }

/**
 * @param closed called once where nobody reads any more
 * @param lost called once where what is written cannot be kept
 */
function systemOut(stream: Stream, closed: () => void, lost: (error: NodeJS.ErrnoException) => void): Out {
  let gone = false
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (gone) return
    gone = true
    if (GONE.has(error.code ?? '')) closed()
    else lost(error)
  })
  return {
    stream,
    write: (text) => {
      if (!gone) stream.write(text)
    },
    get isTTY() {
      return stream.isTTY === true
    },
    get columns() {
      return stream.isTTY && stream.columns > 0 ? Math.max(stream.columns, NARROWEST) : undefined
    },
  }
}

/**
 * Listens at once, because a command takes a while to load. Where a second signal comes before anybody has asked for the first one,
 * it has its own effect.
 */
function signalsOf(process: NodeJS.Process): Io['onSignal'] {
  const handlers = new Set<(signal: Signal) => void>()
  let early: Signal | undefined
  const listeners = SIGNALS.map((signal) => ({
    signal,
    listener: () => {
      for (const handler of handlers) handler(signal)
      if (handlers.size > 0) return
      if (early !== undefined) {
        giveBack()
        process.kill(process.pid, signal)
      }
      early = signal
    },
  }))
  // Not given back in between: a signal on its way would be lost.
  let taken = false
  const giveBack = (): void => {
    taken = false
    for (const { signal, listener } of listeners) process.off(signal, listener)
  }
  const take = (): void => {
    if (taken) return
    taken = true
    for (const { signal, listener } of listeners) process.on(signal, listener)
  }
  take()
  return (handler) => {
    take()
    handlers.add(handler)
    const signal = early
    early = undefined
    if (signal !== undefined) handler(signal)
    return () => {
      handlers.delete(handler)
      if (handlers.size === 0) giveBack()
    }
  }
}

/** The real process as an Io. From here on a closed pipe or a full disk is no error of the process, and signals are kept for whoever asks. */
export function systemIo(process: NodeJS.Process): Io {
  // Before the streams, which take some milliseconds to open.
  const onSignal = signalsOf(process)
  const watchers = new Set<() => void>()
  const closed = (): void => {
    for (const watcher of watchers) watcher()
  }
  let failed: NodeJS.ErrnoException | undefined
  const lost = (error: NodeJS.ErrnoException): void => {
    failed = error
    closed()
  }
  return {
    argv: process.argv.slice(2),
    env: process.env,
    // Opened by whoever reads it, or asks what it is: that takes 6 ms.
    get stdin() {
      return process.stdin
    },
    stdout: systemOut(process.stdout, closed, lost),
    // A run is not given up for its progress lines.
    stderr: systemOut(process.stderr, closed, () => {}),
    home: process.env['HOME'] || homedir(),
    now: () => Date.now(),
    every: (ms, run) => {
      const timer = setInterval(run, ms)
      timer.unref()
      return () => clearInterval(timer)
    },
    onSignal,
    onClosed: (handler) => {
      watchers.add(handler)
      return () => watchers.delete(handler)
    },
    // A stream calls back before it tells its error.
    flushed: () => new Promise((resolve) => process.stdout.write('', () => setImmediate(() => resolve(failed)))),
    exit: (code) => process.exit(code),
  }
}
