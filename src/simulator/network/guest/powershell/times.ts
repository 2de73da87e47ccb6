import type { Machine } from '../machine.ts'
import { NetObject, numberOf, textOf, type Value } from './values.ts'

/** A System.TimeSpan of so many milliseconds. */
export function timeSpan(ms: number): NetObject {
  const made = new NetObject('System.TimeSpan')
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0')
  const fraction = (): string => String(Math.round((ms % 1000) * 10_000)).padStart(7, '0')
  made.text = () => `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${fraction()}`
  return made.property('TotalMilliseconds', () => ms).property('TotalSeconds', () => ms / 1000)
    .property('TotalMinutes', () => ms / 60_000)
    .property('Milliseconds', () => Math.floor(ms % 1000)).property('Seconds', () => Math.floor(ms / 1000) % 60)
      .property('Minutes', () => Math.floor(ms / 60_000) % 60)
    .property('Hours', () => Math.floor(ms / 3_600_000) % 24).property('Days', () => Math.floor(ms / 86_400_000))
      .property('Ticks', () => Math.round(ms * 10_000))
    .method('ToString', () => made.text()).method('CompareTo', ([other = null]) => ms - spanOf(other))
}

function spanOf(value: Value): number {
  return value instanceof NetObject ? numberOf(value.get('TotalMilliseconds')) : numberOf(value)
}

/** A System.DateTime at so many milliseconds of the world; the guest's zone is UTC. */
export function dateTime(at: number): NetObject {
  const made = new NetObject('System.DateTime')
  const date = new Date(at)
  made.text = () => stamp(at, 'MM/dd/yyyy HH:mm:ss')
  const part = (name: string, read: () => number): NetObject => made.property(name, read)
  part('Year', () => date.getUTCFullYear())
  part('Month', () => date.getUTCMonth() + 1)
  part('Day', () => date.getUTCDate())
  part('Hour', () => date.getUTCHours())
  part('Minute', () => date.getUTCMinutes())
  part('Second', () => date.getUTCSeconds())
  part('Millisecond', () => date.getUTCMilliseconds())
  part('Ticks', () => (at + 62_135_596_800_000) * 10_000)
  made.number = at
  const later = (name: string, unit: number): NetObject =>
    made.method(name, ([count = 0]) => dateTime(at + numberOf(count) * unit))
  later('AddMilliseconds', 1)
  later('AddSeconds', 1000)
  later('AddMinutes', 60_000)
  later('AddHours', 3_600_000)
  later('AddDays', 86_400_000)
  return made.method('ToString', ([format = null]) => (format === null ? made.text() : stamp(at, textOf(format))))
    .method('ToUniversalTime', () => made)
    .method('ToLocalTime', () => made).method('ToFileTimeUtc', () => (at + 11_644_473_600_000) * 10_000)
    .method('Subtract', ([other = null]) => (other instanceof NetObject && other.type === 'System.DateTime'
      ? timeSpan(at - numberOf(other)) : dateTime(at - spanOf(other))))
    .method('CompareTo', ([other = null]) => at - numberOf(other))
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const TOKENS = /yyyy|yy|MMM|MM|M(?![a-z])|dd|d(?![a-z])|HH|H|hh|mm|m(?![a-z])|ss|s(?![a-z])|f+|tt|zzz|K|'([^']*)'|\\(.)/g

/** A moment by one of .NET's formats. */
export function stamp(at: number, format: string): string {
  const date = new Date(at)
  const iso = date.toISOString()
  if (format === 'o' || format === 'O') return `${iso.slice(0, 23)}0000Z`
  if (format === 's') return iso.slice(0, 19)
  if (format === 'u') return `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`
  return format.replace(TOKENS, (token, quoted: string | undefined, escaped: string | undefined) => {
    if (quoted !== undefined || escaped !== undefined) return quoted ?? escaped ?? ''
    const numbers: Record<string, number> = {
      M: date.getUTCMonth() + 1, d: date.getUTCDate(), H: date.getUTCHours(), h: date.getUTCHours() % 12 || 12,
        m: date.getUTCMinutes(), s: date.getUTCSeconds(),
    }
    if (token === 'yyyy') return iso.slice(0, 4)
    if (token === 'yy') return iso.slice(2, 4)
    if (token === 'MMM') return MONTHS[date.getUTCMonth()] as string
    if (token === 'tt') return date.getUTCHours() < 12 ? 'AM' : 'PM'
    if (token === 'zzz') return '+00:00'
    if (token === 'K') return 'Z'
    if (token.startsWith('f')) return `${iso.slice(20, 23)}0000`.slice(0, token.length)
    return String(numbers[token[0] as string] ?? '').padStart(token.length, '0')
  })
}

/** A System.Diagnostics.Stopwatch on the guest's clock. */
export function stopwatch(machine: Machine, running: boolean): NetObject {
  let since = running ? machine.elapsed : undefined
  let before = 0
  const passed = (): number => before + (since === undefined ? 0 : machine.elapsed - since)
  const stop = (): null => {
    before = passed()
    since = undefined
    return null
  }
  return new NetObject('System.Diagnostics.Stopwatch').property('Elapsed', () => timeSpan(passed()))
    .property('ElapsedMilliseconds', () => Math.floor(passed()))
    .property('ElapsedTicks', () => Math.floor(passed() * 10_000)).property('IsRunning', () => since !== undefined)
      .method('Stop', stop)
    .method('Start', () => {
      since ??= machine.elapsed
      return null
    })
    .method('Reset', () => {
      before = 0
      since = undefined
      return null
    })
    .method('Restart', () => {
      before = 0
      since = machine.elapsed
      return null
    })
}
