import { describe, expect, test } from 'vitest'
import { parseLines } from '../../../src/steps/probe/lines.ts'

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')

describe('the lines that a guest prints', () => {
  test('are read with status, time and the beginning of the page', () => {
    const [line] = parseLines(`probe|zone-domain|0|200|0.012|11|${base64('hello world')}|\n`)
    expect(line).toEqual({ via: 'zone-domain', status: 200, ms: 12, size: 11, sample: 'hello world' })
  })

  test('keep pages with bars, line ends and Chinese letters whole', () => {
    const page = 'a|b\r\n中文'
    expect(parseLines(`probe|zone-address|0|200|0.5|14|${base64(page)}|\r\n`)[0]?.sample).toBe(page)
  })

  test('are found among whatever else the guest prints', () => {
    expect(parseLines('Welcome\nprobe|nonsense|0\nsomething|else\nprobe|endpoint-domain|0|204|0|0||\n')).toHaveLength(1)
  })

  test.each([
    ['6', 'dns'], ['7', 'refused'], ['28', 'timeout'], ['52', 'cut'], ['127', 'guest'],
    ['NameResolutionFailure', 'dns'], ['ConnectFailure', 'refused'], ['Timeout', 'timeout'], ['ReceiveFailure', 'cut'], ['99', 'other'],
  ])('say by %s that the request failed as %s', (result, failing) => {
    expect(parseLines(`probe|zone-domain|${result}|000|0.000|0||`)[0]?.failing).toBe(failing)
  })

  test('say in words that nothing there can ask', () => {
    expect(parseLines('probe|zone-domain|127|||||')[0]?.error).toBe('curl, wget and bash are all missing on the instance')
  })
})
