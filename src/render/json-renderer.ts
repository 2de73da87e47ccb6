import type { ProbeResult } from '../core/events.ts'
import type { Io } from '../io.ts'
import { explainEvent } from './explain-event.ts'
import { jsonLine } from './json.ts'
import { paintFor } from './paint.ts'
import { mapStrings, redact } from './redact.ts'
import type { Renderer, RenderSettings } from './renderer.ts'
import { targetLine } from './target.ts'

/** One JSON line an event on stdout; stderr gets the target line and nothing else. */
export function jsonRenderer(io: Io, settings: RenderSettings): Renderer {
  let told = settings.quiet
  const probes: ProbeResult[] = []
  const target: Renderer['target'] = (info) => {
    if (!told) io.stderr.write(`${paintFor(io.stderr, io.env, settings.color).text(targetLine(info))}\n`)
    told = true
  }
  return {
    target,
    event: (event) => {
      if (event.type === 'run.start') target(event.target)
      if (event.type === 'probe') probes.push(event)
      io.stdout.write(jsonLine(mapStrings(explainEvent(event), (text) => redact(text, settings.secrets)), io.now()))
    },
    probes: () => probes,
    say: () => {},
    result: () => {},
    live: () => {},
    clock: () => {},
    pause: () => {},
    // Nobody is asked with --json.
    ask: () => {},
    answered: () => {},
    close: () => {},
  }
}
