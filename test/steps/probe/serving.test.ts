import { describe, expect, test } from 'vitest'
import { hindered, hostOf, judgeServed, servedPorts, servingTargets, type ServedPort } from '../../../src/steps/probe/serving.ts'
import type { Failing, Line } from '../../../src/steps/probe/lines.ts'
import { testConfig } from '../../checks/world.ts'

const line = (via: string, more: Partial<Line<string>> = {}): Line<string> => ({ via, status: 0, ms: 3, size: 0, sample: '', ...more })
const failed = (via: string, failing: Failing): Line<string> => line(via, { failing, error: `said ${failing}` })
const http: ServedPort = { port: 80, path: '/', codes: ['http_2xx'] }

describe('what a server said of its port', () => {
  test.each<[string, Line<string>[], string]>([
    ['an answer as wanted', [line('own-80', { status: 204 }), line('loopback-80', { status: 204 })], 'ok it answers HTTP 204 in 3 ms'],
    ['another answer', [line('own-80', { status: 302 })], 'fail http it answers HTTP 302 to /, and the health check takes http_2xx only'],
    ['nothing at either address', [failed('own-80', 'refused'), failed('loopback-80', 'refused')], 'fail backend nothing listens there (said refused)'],
    ['a program behind 127.0.0.1 alone', [failed('own-80', 'refused'), line('loopback-80', { status: 200 })], 'fail backend it listens on 127.0.0.1 only'],
    ['silence', [failed('own-80', 'timeout'), line('loopback-80', { status: 200 })], 'fail backend no answer in time (said timeout)'],
    ['a connection that ends', [failed('own-80', 'cut')], 'fail backend the connection is closed without an HTTP answer (said cut)'],
    ['something else', [failed('own-80', 'other')], 'fail unknown asking failed (said other)'],
    ['no curl', [failed('own-80', 'guest')], 'unknown guest it could not be asked (said guest)'],
    ['no line at all', [], 'unknown guest it could not be asked (the command printed no result)'],
    ['an instance without an address', [line('loopback-80', { status: 200 })], 'ok it answers HTTP 200 in 3 ms'],
    ['another port', [line('own-81', { status: 200 })], 'unknown guest it could not be asked (the command printed no result)'],
  ])('%s', (_name, lines, told) => {
    const { result, layer, message } = judgeServed(http, lines)
    expect([result, layer, message].filter((part) => part !== undefined).join(' ')).toBe(told)
  })

  test('a port that is not checked by HTTP may answer anything', () => {
    expect(judgeServed({ port: 80, path: '/' }, [line('own-80', { status: 500 })]).result).toBe('ok')
  })

  test.each<[string, Line<string>, string]>([['cut', failed('own-443', 'cut'), 'unknown'], ['other', failed('own-443', 'other'), 'unknown'], ['refused', failed('own-443', 'refused'), 'fail']])(
    'an encrypted port that is %s', (_name, own, result) => {
      expect(judgeServed({ port: 443, path: '/', opaque: true }, [own]).result).toBe(result)
    })
})

describe('what is asked of a server', () => {
  const ports = (healthCheck: object, more: object = {}) => servedPorts(testConfig((raw) => Object.assign(raw.serverGroup, { healthCheck, ...more })), 'i-03')
  test.each<[object, object, ServedPort[]]>([
    [{}, {}, [http]],
    [{ enabled: false, connectPort: 81 }, {}, [{ port: 80, path: '/' }]],
    [{ protocol: 'TCP' }, {}, [{ port: 80, path: '/' }]],
    [{ connectPort: 0, path: '/up' }, {}, [{ ...http, path: '/up' }]],
    [{ connectPort: 80 }, {}, [http]],
    [{ connectPort: 81, codes: ['http_3xx'] }, {}, [{ port: 80, path: '/' }, { port: 81, path: '/', codes: ['http_3xx'] }]],
    [{ connectPort: 81, protocol: 'TCP' }, {}, [{ port: 80, path: '/' }, { port: 81, path: '/', opaque: true }]],
    [{}, { protocol: 'HTTPS' }, [{ ...http, opaque: true }]],
  ])('with the health check %j and %j', (healthCheck, more, wanted) => {
    expect(ports(healthCheck, more)).toEqual(wanted)
  })

  test('goes to its own address first, then to 127.0.0.1', () => {
    expect(servingTargets([http], '10.0.0.9').map(({ via, url }) => `${via} ${url}`)).toEqual(['own-80 http://10.0.0.9/', 'loopback-80 http://127.0.0.1/'])
    expect(servingTargets([http], undefined)).toHaveLength(1)
    expect(() => servingTargets([{ port: 80, path: "/'; reboot" }], undefined)).toThrow(RangeError)
  })

  test('carries the host of the health check, unless that stands for the address', () => {
    expect(['shop.example', '$_ip', undefined].map((host) => hostOf({ enabled: true, ...(host === undefined ? {} : { host }) }))).toEqual(['shop.example', undefined, undefined])
  })
})

test('what kept a command from running is put into words, and what has none is quoted', () => {
  expect(hindered([http], 'SecurityGroupRuleDenied: rules')[0]).toMatchObject({ port: 80, result: 'fail', layer: 'guest', message: 'security group rules cut Cloud Assistant off from its service (SecurityGroupRuleDenied: rules)' })
  expect(hindered([http], 'no result came in time')[0]!.message).toContain('silent')
  expect(hindered([http], 'InstanceReleased: x')[0]).toMatchObject({ result: 'fail', message: 'there is no such instance (InstanceReleased: x)' })
  // What says nothing of the server is no failure of its own.
  expect(hindered([http], 'Invocation.ExceedQuota: x')[0]).toEqual({ port: 80, result: 'unknown', layer: 'guest', message: 'it could not be asked (Invocation.ExceedQuota: x)' })
})
