import { pacedClock, type Clock } from '../core/clock.ts'
import type { RunEvent } from '../core/events.ts'
import type { Io } from '../io.ts'
import { text } from '../messages/index.ts'
import { explainEvent } from './explain-event.ts'
import { checkLines, currentLine, linesFor, retryNote } from './lines.ts'
import { createLive } from './live.ts'
import { paintFor } from './paint.ts'
import { harmless, mapStrings, redact } from './redact.ts'
import type { Renderer, RenderSettings } from './renderer.ts'
import { createSpinner } from './spinner.ts'
import { targetLine, type KnownTarget } from './target.ts'
import { wrapped } from './wrap.ts'
import { emptyView, reduce, type View } from './view.ts'

/** After so many real milliseconds without a line, one says that the step still goes on: whoever waits, waits in real time. */
const SILENCE = 9000
/** After these nothing goes on for the moment. */
const STILL: ReadonlySet<RunEvent['type']> = new Set(['step.done', 'step.fail', 'run.done'])
/** How often the clock is looked at: once a second of the run's clock, not more than ten times a real one. */
const lookEvery = (clock: Clock): number => Math.max(100, 1000 / clock.pace)

/** What --quiet leaves. */
function isFailure(event: RunEvent): boolean {
  if (event.type === 'check') return event.result === 'fail'
  if (event.type === 'probe') return !event.ok
  return event.type === 'step.fail' || (event.type === 'run.done' && event.error !== undefined)
}

/** Lines for people on stderr, the result on stdout; with a spinner where `mode` says so. */
export function textRenderer(io: Io, settings: RenderSettings, mode: 'quiet' | 'spinner' | 'plain'): Renderer {
  const paint = paintFor(io.stderr, io.env, settings.color)
  const spinner = mode === 'spinner' ? createSpinner(io, paint) : undefined
  const live = mode === 'spinner' ? createLive(io.stderr) : undefined
  let clock: Clock = pacedClock(1)
  let view: View = emptyView
  let where: KnownTarget | undefined
  let told = false
  let lastLine = clock.now()
  let stopLooking = (): void => {}
  let paused = false
  /** The cursor stands behind a question. */
  let asking = false

  const freshLine = (): void => {
    if (asking) io.stderr.write('\n')
    asking = false
  }
  const print = (line: string): void => {
    freshLine()
    const block = live?.lift()
    io.stderr.write(`${wrapped(paint.text(redact(line, settings.secrets)), io.stderr.columns)}\n`)
    if (block !== undefined) live?.show(block)
    lastLine = clock.now()
  }
  const show = (): void => {
    if (paused) return
    const line = view.current === undefined ? undefined : currentLine(view.current, clock.now())
    if (line !== undefined) spinner?.show(paint.text(redact(line, settings.secrets)))
  }
  const look = (): void => {
    const now = clock.now()
    if (spinner) show()
    else if (!paused && view.current !== undefined && now - lastLine >= SILENCE * clock.pace) print(currentLine(view.current, now))
  }
  const lookFrom = (): void => {
    stopLooking()
    if (mode !== 'quiet') stopLooking = io.every(lookEvery(clock), look)
  }
  const tellTarget = (): void => {
    if (!told && where !== undefined) print(targetLine(where))
    told ||= where !== undefined
  }
  const target: Renderer['target'] = (info) => {
    where = info
    if (mode !== 'quiet') tellTarget()
  }
  const pause = (): void => {
    paused = true
    spinner?.hide()
    live?.leave()
  }
  /** On a terminal the spinner shows these; as lines they are for those who asked for all. */
  const moves = (event: RunEvent): boolean => event.type === 'step.state' || event.type === 'step.retry'

  lookFrom()
  return {
    target,
    event: (raw) => {
      const event = mapStrings(explainEvent(raw), harmless)
      paused = false
      if (event.type === 'run.start') target(event.target)
      const before = view
      view = reduce(before, event, clock.now())
      if (event.type === 'step.retry' && view.current) view = { ...view, current: { ...view.current, note: retryNote(event) } }
      if (STILL.has(event.type)) spinner?.hide()
      const wanted = mode === 'quiet' ? isFailure(event) : !(spinner && moves(event) && !settings.verbose)
      // The lines of doctor are its result.
      if (event.type === 'check' && before.command === 'doctor') {
        const out = paintFor(io.stdout, io.env, settings.color)
        spinner?.hide()
        for (const line of checkLines(event, out, true)) io.stdout.write(`${wrapped(out.text(redact(line, settings.secrets)), io.stdout.columns)}\n`)
      } else if (wanted) for (const line of linesFor(event, before, view, paint, settings)) print(line)
      if (event.type === 'run.start') spinner?.show(text.looking)
      show()
    },
    probes: () => view.probes,
    say: (line) => {
      if (mode !== 'quiet') print(harmless(line))
    },
    live: ({ block, lines }) => {
      spinner?.hide()
      if (live !== undefined) live.show(paint.text(redact(block(paint, io.stderr.columns), settings.secrets)))
      else if (mode !== 'quiet') for (const line of lines()) print(line)
    },
    result: (result) => {
      freshLine()
      spinner?.hide()
      live?.lift()
      io.stdout.write(paintFor(io.stdout, io.env, settings.color).text(redact(result, settings.secrets)))
    },
    clock: (given) => {
      clock = given
      lastLine = clock.now()
      if (view.current) view = { ...view, current: { ...view.current, at: clock.now() } }
      lookFrom()
    },
    pause,
    ask: (question, about) => {
      pause()
      tellTarget()
      if (about !== undefined) print(about(paint, io.stderr.columns).replace(/\n$/, ''))
      io.stderr.write(paint.text(redact(harmless(question), settings.secrets)))
      asking = true
    },
    answered: () => {
      asking = false
    },
    close: () => {
      stopLooking()
      spinner?.close()
    },
  }
}
