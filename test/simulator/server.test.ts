import { connect } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { Simulator } from '../../src/simulator/api.ts'
import { callV3, control, send } from './client.ts'
import { startToy } from './toy.ts'

let sim: Simulator
afterEach(() => sim?.close())
const key = () => sim.accounts[0] as Simulator['accounts'][number]
const at = (headers: Record<string, string>) => send(sim.url, 'GET', '/_sim/health', headers)

it('listens on loopback only', async () => {
  sim = await startToy()
  expect(sim.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
})

it.each(['127.0.0.1', '127.0.0.1:1', 'localhost:4580', 'LOCALHOST', '[::1]:99', 'alb.xx-north.aliyuncs.com', 'ecs.aliyuncs.com:443'])('serves the Host %s', async (host) => {
  sim = await startToy()
  expect((await at({ host })).status).toBe(200)
})

it.each(['evil.example', 'localhost.evil.example', 'aliyuncs.com.evil.example', 'evilaliyuncs.com', '10.0.0.1', '127.0.0.1.nip.io', '0.0.0.0'])('refuses the Host "%s"', async (host) => {
  sim = await startToy()
  const got = await at({ host })
  expect([got.status, got.json.Code]).toEqual([403, 'InvalidHeader.Host'])
})

it('refuses a request without a Host', async () => {
  sim = await startToy()
  expect(await raw('GET /_sim/health HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 403/)
})

it('refuses a web page’s Origin, but not a loopback one', async () => {
  sim = await startToy()
  const host = '127.0.0.1'
  for (const origin of ['http://evil.example', 'null', 'file://', 'http://localhost.evil.example:80', 'http://127.0.0.1@evil.example']) expect((await at({ host, origin })).status, origin).toBe(403)
  for (const origin of ['http://localhost:3000', 'https://127.0.0.1', 'https://api.aliyuncs.com']) expect((await at({ host, origin })).status, origin).toBe(200)
})

it('refuses a body beyond its bound, declared or not, and a head beyond its own', async () => {
  sim = await startToy({}, { limits: { body: 1000, headers: 20_000 } })
  const host = new URL(sim.url).host
  const declared = await send(sim.url, 'POST', '/', { host }, 'x'.repeat(1001))
  expect([declared.status, declared.json.Code]).toEqual([413, 'RequestBodyTooLarge'])
  expect(await raw(`POST / HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n${`100\r\n${'x'.repeat(256)}\r\n`.repeat(5)}`)).toContain('413')
  expect(await raw(`GET /?${'x'.repeat(30_000)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 [^]*"Code":"RequestHeaderTooLarge"/)
})

it('answers what is no HTTP, and goes on', async () => {
  sim = await startToy()
  expect(await raw('\u0016\u0003\u0001 not http at all\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [^]*"Code":"InvalidRequest"/)
  expect(await raw('GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/)
  expect((await control(sim, 'GET', 'state')).status).toBe(200)
})

it('cuts a client that sends its head or its body too slowly', async () => {
  sim = await startToy({}, { limits: { headersTimeout: 40, requestTimeout: 60, checkEvery: 20 } })
  const host = new URL(sim.url).host
  expect(await raw(`POST / HTTP/1.1\r\nHost: ${host}\r\n`)).toMatch(/^HTTP\/1\.1 408 [^]*"Code":"RequestTimeout"/)
  expect(await raw(`POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 10\r\n\r\nabc`)).toMatch(/^HTTP\/1\.1 408/)
})

it('survives a client that goes away in the middle of its request', async () => {
  const errors: unknown[] = []
  sim = await startToy({ onError: (error) => errors.push(error) })
  await new Promise<void>((resolve) => {
    const socket = connect(Number(new URL(sim.url).port), '127.0.0.1', () => {
      socket.write(`POST / HTTP/1.1\r\nHost: ${new URL(sim.url).host}\r\nContent-Length: 10\r\n\r\nabc`, () => { socket.destroy(); resolve() })
    })
  })
  expect((await callV3(sim.url, key(), { action: 'CreateLoadBalancer', query: { LoadBalancerName: 'x' } })).status).toBe(200)
  expect(errors).toEqual([])
})

it('a port in use is an error that names its code, and nothing stays open', async () => {
  sim = await startToy()
  await expect(startToy({ port: Number(new URL(sim.url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

it('a call in a delay does not hold up the closing', async () => {
  sim = await startToy()
  await control(sim, 'PUT', 'faults', [{ do: { delayMs: 600_000 } }])
  const slow = callV3(sim.url, key(), { action: 'CreateLoadBalancer', query: { LoadBalancerName: 'x' } }).catch((error: Error) => error)
  while ((await control(sim, 'GET', 'faults')).json[0].hits === 0) await new Promise(setImmediate)
  await sim.close()
  expect(await slow).toBeInstanceOf(Error)
})

/** Sends bytes as they are and gives what comes back until the other side closes. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let got = ''
    const socket = connect(Number(new URL(sim.url).port), '127.0.0.1', () => void socket.write(text))
    socket.on('data', (chunk) => { got += chunk.toString() })
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(got) : reject(error)))
    socket.on('close', () => resolve(got))
  })
}
