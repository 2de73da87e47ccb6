import { expect, it } from 'vitest'
import { eventFields } from '../../src/messages/event-fields.ts'
import { eventsTopic } from '../../src/render/events-topic.ts'

it('tells of every event, each with its fields, on eighty columns', () => {
  const page = eventsTopic()
  expect(page).toContain(`
step.retry: a call failed and goes out again
  step            which one
  consumer?       the name of the consumer, with the last three steps
  action          the call
  code            why it failed
  requestId?      of the answer
  attempt         which one failed, from 1
  attempts?       how many there may be
  waitMs          milliseconds until the next

`)
  for (const type of Object.keys(eventFields)) expect(page).toMatch(new RegExp(`^${type}: `, 'm'))
  expect(page.split('\n').filter((line) => line.length > 80)).toEqual([])
  expect(page).toMatch(/[^\n]\n$/)
})
