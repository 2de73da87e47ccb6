import type { ClockState, Kind } from './model.ts'

/**
 * World seconds for each real one where nothing else is said: the documented procedure, about 160 world seconds
 * long, then takes some four seconds.
 */
export const DEFAULT_SPEED = 40

/** A clock that starts at a real moment and runs on from there. */
export function startClock(real: number, speed: number | 'instant' = DEFAULT_SPEED): ClockState {
  const instant = speed === 'instant'
  return {
    mode: instant ? 'instant' : 'scaled', speed: instant ? DEFAULT_SPEED : speed, reads: 2, frozen: false, worldAt: real, realAt: real,
  }
}

/**
 * World time at a real moment, both in milliseconds since the epoch. It passes whether anybody looks or not, and never
 * runs backwards when the machine's clock does.
 */
export function worldTime(clock: ClockState, real: number): number {
  if (clock.frozen) return clock.worldAt
  return Math.round(clock.worldAt + Math.max(0, real - clock.realAt) * clock.speed)
}

/** What `PUT /_sim/clock` and the command's options may set. */
export type ClockChange = Partial<Pick<ClockState, 'mode' | 'speed' | 'reads' | 'frozen' | 'kinds'>>

/** Changes how time passes from now on; the time that has passed stays. */
export function setClock(clock: ClockState, change: ClockChange, real: number): void {
  clock.worldAt = worldTime(clock, real)
  clock.realAt = real
  Object.assign(clock, change)
}

/** Lets so many world seconds pass at once, on a frozen clock too. */
export function advanceClock(clock: ClockState, seconds: number, real: number): void {
  clock.worldAt = worldTime(clock, real) + Math.round(seconds * 1000)
  clock.realAt = real
}

/** How time passes for one kind of record. */
export function paceOf(clock: ClockState, kind: Kind): { mode: ClockState['mode']; reads: number } {
  const own = clock.kinds?.[kind]
  return { mode: own?.mode ?? clock.mode, reads: own?.reads ?? clock.reads }
}

/** True where looks, rather than time, take at least some records on. */
export function countsReads(clock: ClockState): boolean {
  return clock.mode === 'reads' || Object.values(clock.kinds ?? {}).some((kind) => kind.mode === 'reads')
}
