import { expect, it } from 'vitest'
import type { EndpointOutput, ProbeResult } from '../../src/core/events.ts'
import { paintFor } from '../../src/render/paint.ts'
import { resultText } from '../../src/render/result.ts'

const plain = paintFor({ isTTY: false }, {}, true)
const endpoint = (consumer: string, id: string, address: string): EndpointOutput => ({
  consumer, endpointId: id, domain: `${id}.test`, connectionStatus: 'Connected',
  zones: [{ zoneId: 'z-a', domain: `${id}-a.test`, address, eniId: 'eni', status: 'Connected' }],
})
const probe = (host: string, by: string): ProbeResult => ({
  instanceId: 'i-1', zoneId: 'z-a', via: 'zone-domain', url: `http://${host}/`, ok: true, status: 200, answeredBy: { [by]: 2 }, attempts: 2, ms: 1,
})

it('shows domain, address and status of each zone without a test', () => {
  expect(resultText({ endpoints: [endpoint('default', 'ep-1', '10.0.0.1')] }, [], plain)).toBe(`Endpoint ep-1 · Connected
Zone  Domain       Address   Status
z-a   ep-1-a.test  10.0.0.1  Connected
any   ep-1.test
`)
})

it('gives each consumer its own table with its own probes', () => {
  const outputs = { endpoints: [endpoint('shop', 'ep-1', '10.0.0.1'), endpoint('bank', 'ep-2', '10.0.0.2')] }
  expect(resultText(outputs, [probe('ep-1-a.test', 'one'), probe('10.0.0.2', 'two')], plain)).toBe(`Endpoint ep-1 (shop) · Connected
Zone  Domain       Address   Status     From  Test
z-a   ep-1-a.test  10.0.0.1  Connected  i-1   one ×2
any   ep-1.test

Endpoint ep-2 (bank) · Connected
Zone  Domain       Address   Status     From  Test
z-a   ep-2-a.test  10.0.0.2  Connected  i-1   two ×2
any   ep-2.test
`)
})

it('is nothing where there is no endpoint', () => {
  expect(resultText({}, [], plain)).toBe('')
})

/** Instances and servers with Chinese names, wide and narrow ones mixed. */
const named = (instanceName: string, answeredBy: Record<string, number>): ProbeResult => ({ ...probe('ep-1-a.test', ''), instanceName, answeredBy })
const CHINESE = [named('订单服务-1', { '网页服务器 A': 2 }), named('web', { 网页服务器乙: 1, b: 1 })]

it('keeps its columns where names are of wide characters', () => {
  for (const columns of [undefined, 80, 200]) {
    expect(resultText({ endpoints: [endpoint('default', 'ep-1', '10.0.0.1')] }, CHINESE, plain, columns)).toBe(`Endpoint ep-1 · Connected
Zone  Domain       Address   Status     From        Test
z-a   ep-1-a.test  10.0.0.1  Connected  订单服务-1  网页服务器 A ×2
z-a   ep-1-a.test  10.0.0.1  Connected  web         b ×1, 网页服务器乙 ×1
any   ep-1.test
`)
  }
})

it('becomes blocks where wide characters do not fit, though as many narrow ones would', () => {
  const text = resultText({ endpoints: [endpoint('default', 'ep-1', '10.0.0.1')] }, CHINESE, plain, 70)
  expect(text).toBe(`Endpoint ep-1 · Connected
Zone     z-a
Domain   ep-1-a.test
Address  10.0.0.1
Status   Connected
From     订单服务-1
Test     网页服务器 A ×2

Zone     z-a
Domain   ep-1-a.test
Address  10.0.0.1
Status   Connected
From     web
Test     b ×1, 网页服务器乙 ×1

Zone     any
Domain   ep-1.test
`)
  expect(resultText({ endpoints: [endpoint('default', 'ep-1', '10.0.0.1')] }, CHINESE, plain, 40)).toBe(text)
})
