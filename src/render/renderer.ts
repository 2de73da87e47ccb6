import type { Clock } from '../core/clock.ts'
import type { Emit, ProbeResult } from '../core/events.ts'
import type { Io } from '../io.ts'
import { jsonRenderer } from './json-renderer.ts'
import { wantsSpinner, type Paint } from './paint.ts'
import type { KnownTarget } from './target.ts'
import { textRenderer } from './text-renderer.ts'

/** A text that is dressed for the stream that it is shown on, and as wide as that allows. */
export type Dressed = (paint: Paint, columns: number | undefined) => string

/** A view that is shown again and again. */
export interface LiveView {
  block: Dressed
  /** What is new since the last one. */
  lines: () => string[]
}

/** Where a run's events go. */
export interface Renderer {
  /** Says where the run goes, once. */
  target: (target: KnownTarget) => void
  event: Emit
  /** A line for people on stderr; nothing with --json and --quiet. */
  say: (line: string) => void
  /** A result on stdout; nothing with --json, where run.done carries it. */
  result: (text: string) => void
  /** How things stand while they are waited for: drawn again in place on a terminal, else the lines; nothing with --json and --quiet. */
  live: (view: LiveView) => void
  /** The probes so far. */
  probes: () => readonly ProbeResult[]
  /** The clock that shown seconds go by; real time until it is told. */
  clock: (clock: Clock) => void
  /** Takes away what moves; it comes back with the next event. */
  pause: () => void
  /**
   * Shows a question, and before it where the run goes and what it is about: with --quiet too, since nobody can answer blind. What
   * is printed next begins a line of its own.
   * @param about plain texts, without anything that steers a terminal
   */
  ask: (question: string, about?: Dressed) => void
  /** The question's line was ended by whoever typed it. */
  answered: () => void
  close: () => void
}

export interface RenderSettings {
  json: boolean
  quiet: boolean
  verbose: boolean
  color: boolean
  /** Never shown; more may be added while the run goes on. */
  secrets: ReadonlySet<string>
  /** The command that removes everything, where that is a way on after a failure. */
  removal?: string
  /** What is said of an interruption, where it is not that everything stays; '' where nothing is. */
  interrupted?: string
  /** Nothing is waited for, so that nothing moves on a terminal either. */
  still?: true
}

/** How a run is shown: JSON lines; failures and the result; a spinner on a terminal; plain lines elsewhere. */
export type Mode = 'json' | 'quiet' | 'spinner' | 'plain'

export function modeOf(io: Io, settings: Pick<RenderSettings, 'json' | 'quiet' | 'still'>): Mode {
  if (settings.json) return 'json'
  if (settings.quiet) return 'quiet'
  return !settings.still && wantsSpinner(io.stderr, io.env) ? 'spinner' : 'plain'
}

/** The renderer of a run. */
export function createRenderer(io: Io, settings: RenderSettings): Renderer {
  const mode = modeOf(io, settings)
  return mode === 'json' ? jsonRenderer(io, settings) : textRenderer(io, settings, mode)
}
