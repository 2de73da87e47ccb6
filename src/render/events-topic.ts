import { eventFields, eventParts } from '../messages/event-fields.ts'
import { language } from '../messages/index.ts'
import { eventsPage } from '../messages/topics.ts'
import { reference } from './reference.ts'

const INDENT = 2
const COLUMN = 18

const listed = (fields: Readonly<Record<string, string>>): string => reference(Object.entries(fields), INDENT, COLUMN)

/** `help events`: the JSON lines and their fields. */
export async function eventsTopic(): Promise<string> {
  const said = language === 'zh' ? await import('../messages/zh/topics.ts') : { eventFields, eventParts, eventsPage }
  const page = said.eventsPage
  const events = Object.entries(said.eventFields).map(([type, { about, fields }]) => `${type}: ${about}\n${listed(fields)}`)
  const parts = Object.entries(said.eventParts).map(([part, fields]) => {
    const title = page.parts[part as keyof typeof eventParts]
    return `${title}\n${listed(fields)}`
  })
  return [page.intro, ...events, ...parts, page.simulate].join('\n')
}
