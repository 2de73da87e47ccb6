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
