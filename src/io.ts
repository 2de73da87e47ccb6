import { homedir } from 'node:os'

export type Signal = 'SIGINT' | 'SIGTERM'

/** One stream to write on. What is written after its reader went away is dropped. */
export interface Out {
  write(text: string): void
  readonly isTTY: boolean
  /** Columns of the terminal, undefined off one. */
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
  /** Takes SIGINT and SIGTERM over until the answer is called. */
  onSignal(handler: (signal: Signal) => void): () => void
  /** Tells when the reader of stdout or stderr has gone (a closed pipe), until the answer is called. */
  onClosed(handler: () => void): () => void
  /** Ends the process at once; only for a second Ctrl-C. */
  exit(code: number): void
}

/** The errors that mean that nobody reads any more: a closed pipe, a terminal that hung up. */
const GONE = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])

type Stream = Omit<NodeJS.WriteStream, 'isTTY'> & { isTTY?: boolean }

function systemOut(stream: Stream, closed: () => void): Out {
  let gone = false
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!GONE.has(error.code ?? '')) throw error
    gone = true
    closed()
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
      return stream.isTTY ? stream.columns : undefined
    },
  }
}

/** The real process as an Io. From here on a closed pipe is no error of the process. */
export function systemIo(process: NodeJS.Process): Io {
  const watchers = new Set<() => void>()
  const closed = (): void => {
    for (const watcher of watchers) watcher()
  }
  return {
    argv: process.argv.slice(2),
    env: process.env,
    stdin: process.stdin,
    stdout: systemOut(process.stdout, closed),
    stderr: systemOut(process.stderr, closed),
    home: process.env['HOME'] || homedir(),
    now: () => Date.now(),
    every: (ms, run) => {
      const timer = setInterval(run, ms)
      timer.unref()
      return () => clearInterval(timer)
    },
    onSignal: (handler) => {
      const signals = ['SIGINT', 'SIGTERM'] as const
      const listeners = signals.map((signal) => ({ signal, listener: () => handler(signal) }))
      for (const { signal, listener } of listeners) process.on(signal, listener)
      return () => {
        for (const { signal, listener } of listeners) process.off(signal, listener)
      }
    },
    onClosed: (handler) => {
      watchers.add(handler)
      return () => watchers.delete(handler)
    },
    exit: (code) => process.exit(code),
  }
}
