import { expect, it } from 'vitest'
import { advanceClock, DEFAULT_SPEED, setClock, startClock, worldTime } from '../../src/simulator/clock.ts'

it('world time starts at the real one and runs so many times as fast', () => {
  const clock = startClock(1000, 10)
  expect([worldTime(clock, 1000), worldTime(clock, 1500)]).toEqual([1000, 6000])
  expect(startClock(0)).toMatchObject({ mode: 'scaled', speed: DEFAULT_SPEED })
  expect(startClock(0, 'instant')).toMatchObject({ mode: 'instant', speed: DEFAULT_SPEED })
})

it('a change of pace leaves the time that has passed', () => {
  const clock = startClock(0, 10)
  setClock(clock, { speed: 2 }, 100)
  expect([worldTime(clock, 100), worldTime(clock, 150)]).toEqual([1000, 1100])
  setClock(clock, { frozen: true }, 150)
  expect(worldTime(clock, 9999)).toBe(1100)
  advanceClock(clock, 2.5, 9999)
  expect(worldTime(clock, 20_000)).toBe(3600)
  setClock(clock, { frozen: false }, 20_000)
  expect(worldTime(clock, 20_001)).toBe(3602)
})

it('world time does not run back when the machine’s clock does', () => {
  const clock = startClock(1000, 10)
  expect(worldTime(clock, 500)).toBe(1000)
})
