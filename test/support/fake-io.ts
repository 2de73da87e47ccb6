import { PassThrough, Writable } from 'node:stream'
import type { Io, Out, Signal } from '../../src/io.ts'

export interface FakeIo extends Io {
  /** What was written to each stream. */
  out(): string
  err(): string
  /** Types text on standard input. */
  type(text: string): void
  /** Ends standard input, as Ctrl-D does. */
  end(): void
  signal(name: Signal): void
  /** The reader of our output goes away. */
  closePipe(): void
  /** Lets so many real milliseconds pass for what `every` runs. */
  tick(ms: number): void
  /** The codes that `exit` was called with. */
  readonly exits: number[]
}

export interface FakeSettings {
  argv?: string[]
  env?: Record<string, string | undefined>
  stdinTTY?: boolean
  stdoutTTY?: boolean
  stderrTTY?: boolean
  columns?: number
  now?: number
}

/** A terminal's stream as ora uses it: moves are kept as escape sequences. */
class FakeTerminal extends Writable {
  text = ''
  isTTY: boolean
  columns: number
  constructor(isTTY: boolean, columns: number) {
    super({ decodeStrings: false })
    this.isTTY = isTTY
    this.columns = columns
  }
  override _write(chunk: string, _encoding: string, done: () => void): void {
    this.text += chunk
    done()
  }
  cursorTo(column: number): void {
    this.text += `\u001B[${column + 1}G`
  }
  moveCursor(): void {
    this.text += '\u001B[1A'
  }
  clearLine(): void {
    this.text += '\u001B[K'
  }
}

/** An Io that keeps what it is given; time stands still at 2026-01-02T03:04:05Z unless told otherwise. */
export function fakeIo(settings: FakeSettings = {}): FakeIo {
  const stream = (isTTY: boolean): { out: Out; terminal: FakeTerminal } => {
    const columns = settings.columns ?? 80
    const terminal = new FakeTerminal(isTTY, columns)
    return { terminal, out: { isTTY, columns: isTTY ? columns : undefined, stream: terminal, write: (text) => void terminal.write(text) } }
  }
  const stdout = stream(settings.stdoutTTY ?? false)
  const stderr = stream(settings.stderrTTY ?? false)
  const stdin = Object.assign(new PassThrough(), { isTTY: settings.stdinTTY ?? false })
  const signals = new Set<(signal: Signal) => void>()
  const closed = new Set<() => void>()
  const timers = new Set<{ ms: number; since: number; run: () => void }>()
  const exits: number[] = []
  return {
    argv: settings.argv ?? [],
    env: settings.env ?? {},
    stdin,
    stdout: stdout.out,
    stderr: stderr.out,
    home: '/home/somebody',
    now: () => settings.now ?? Date.UTC(2026, 0, 2, 3, 4, 5),
    every: (ms, run) => {
      const timer = { ms, since: 0, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    onSignal: (handler) => {
      signals.add(handler)
      return () => signals.delete(handler)
    },
    onClosed: (handler) => {
      closed.add(handler)
      return () => closed.delete(handler)
    },
    flushed: () => Promise.resolve(undefined),
    exit: (code) => exits.push(code),
    out: () => stdout.terminal.text,
    err: () => stderr.terminal.text,
    type: (text) => stdin.write(text),
    end: () => void stdin.end(),
    signal: (name) => signals.forEach((handler) => handler(name)),
    closePipe: () => closed.forEach((handler) => handler()),
    tick: (ms) => {
      for (const timer of timers) {
        timer.since += ms
        for (; timer.since >= timer.ms; timer.since -= timer.ms) timer.run()
      }
    },
    exits,
  }
}
