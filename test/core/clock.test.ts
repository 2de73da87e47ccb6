import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { pacedClock } from '../../src/core/clock.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('goes as fast as its pace, and sleeps by it', async () => {
  const clock = pacedClock(20)
  let awake = false
  void clock.sleep(20_000).then(() => (awake = true))
  await vi.advanceTimersByTimeAsync(990)
  expect({ now: clock.now(), awake }).toEqual({ now: 19_800, awake: false })
  await vi.advanceTimersByTimeAsync(10)
  expect(awake).toBe(true)
})

it('stands while it is held, and so do its sleeps', async () => {
  const clock = pacedClock(20)
  let awake = false
  void clock.sleep(20_000).then(() => (awake = true))
  await vi.advanceTimersByTimeAsync(500)
  const goOn = clock.hold()
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect({ now: clock.now(), awake }).toEqual({ now: 10_000, awake: false })
  goOn()
  await vi.advanceTimersByTimeAsync(490)
  expect({ now: clock.now(), awake }).toEqual({ now: 19_800, awake: false })
  await vi.advanceTimersByTimeAsync(10)
  expect(awake).toBe(true)
})

it('ends a sleep at once whose signal is aborted, held or not', async () => {
  const clock = pacedClock(1)
  const abort = new AbortController()
  const slept = clock.sleep(1000, abort.signal)
  clock.hold()
  await vi.advanceTimersByTimeAsync(2000)
  abort.abort(new Error('over'))
  await expect(slept).rejects.toThrow('over')
})
