import { expect, test } from 'vitest'
import { Patience } from '../../src/cloud/patience.ts'

const signal = new AbortController().signal

test('a host at which nobody ever was has few tries, and one call has them for all', () => {
  const patience = new Patience()
  expect([patience.triesOf('a', 'ECONNREFUSED'), patience.triesOf('a', 'ENOTFOUND', 2), patience.triesOf('a', 'Timeout')]).toEqual([4, 2, 12])
  patience.tried('a')
  expect([patience.triesOf('a', 'EAI_AGAIN'), patience.triesOf('b', 'EAI_AGAIN')]).toEqual([1, 4])
  patience.reached('a')
  expect(patience.triesOf('a', 'ECONNREFUSED')).toBe(12)
})

test('calls take turns where they were throttled, and at a host at which nobody is', async () => {
  const patience = new Patience()
  const order: string[] = []
  const end = await patience.turn('a', 'ECONNREFUSED', signal)
  const next = patience.turn('a', 'ENOTFOUND', signal).then(() => order.push('next'))
  await patience.turn('b', 'ECONNREFUSED', signal)
  await patience.turn('a', 'Throttling.User', signal)
  order.push('others')
  end!()
  await next
  expect(order).toEqual(['others', 'next'])
  expect(await patience.turn('a', 'InternalError', signal)).toBeUndefined()
})
