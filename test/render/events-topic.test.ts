import { afterEach, expect, it } from 'vitest'
import { eventFields } from '../../src/messages/event-fields.ts'
import { speak } from '../../src/messages/index.ts'
import { eventsTopic } from '../../src/render/events-topic.ts'
import { width } from '../../src/render/table.ts'

afterEach(() => speak('en'))

it('tells of every event, each with its fields, on eighty columns', async () => {
  const page = await eventsTopic()
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

it('does so in Chinese too, by columns', async () => {
  const fields = (page: string): string[] => [...page.matchAll(/^ {2}(\S+\??) {2,}\S|^([a-z.]+): /gm)].map(([, field, event]) => (field ?? event)!)
  const english = fields(await eventsTopic())
  await speak('zh')
  const page = await eventsTopic()
  expect(english.length).toBeGreaterThan(80)
  expect(fields(page)).toEqual(english)
  expect(page.split('\n').filter((line) => width(line) > 82)).toEqual([])
  expect(page).toContain(`
step.retry: 一次调用失败，将会重发
  step            哪一步
  consumer?       使用方的名称，仅最后三步有
`)
  expect(page.match(/\b[a-z]+ [a-z]+ [a-z]+\b/g)).toBeNull()
})
