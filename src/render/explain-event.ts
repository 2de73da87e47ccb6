import type { RunEvent, Told } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/index.ts'
import { explanationOf, inWords, placeOf } from '../messages/explanations.ts'

/** Their messages say all that there is to say. */
const PLAIN: ReadonlySet<string> = new Set(['Usage', 'Config', 'Interrupted'])
/** Here they say the cause as well. */
const CAUSE_TOLD: ReadonlySet<string> = new Set(['ChecksFailed', 'Internal'])

function withCause<T extends Told>(told: T): T {
  const entry = PLAIN.has(told.code) ? undefined : explanationOf(told.code)
  if (entry === undefined) return told
  const { cause, cure } = inWords(entry)
  return { ...told, ...given({ cause: CAUSE_TOLD.has(told.code) ? undefined : cause }), hint: told.hint ?? cure, see: placeOf(entry) }
}

/** Adds cause, cure and place in the troubleshooting to what an event tells of a failure, where its code is a known one. */
export function explainEvent(event: RunEvent): RunEvent {
  if (event.type === 'step.fail') return withCause(event)
  if (event.type === 'run.done' && event.error !== undefined) return { ...event, error: withCause(event.error) }
  if (event.type === 'check' && event.result === 'fail') {
    const entry = explanationOf(event.name.split(' ')[0]!)
    return entry === undefined ? event : { ...event, see: placeOf(entry) }
  }
  return event
}

/** What names an entry to a person: the command that prints it, and where it stands. */
export function moreAbout({ code, see }: Told): string | undefined {
  if (see === undefined) return undefined
  const word = code.startsWith('-') ? `-- ${code}` : code
  return text.explainMore(/\s/.test(code) ? `'${code}'` : word, see)
}
