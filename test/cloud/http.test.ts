import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Cloud } from '../../src/cloud/cloud.ts'
import { staticSigner } from '../../src/cloud/credentials.ts'
import type { HttpAnswer } from '../../src/cloud/http.ts'
import { virtualClock } from '../support/clock.ts'

describe('a proxy of the environment', () => {
  let proxy: Server
  let asked: string[]
  let answer: string
  beforeEach(async () => {
    asked = []
    answer = 'HTTP/1.1 502 Bad Gateway\r\n\r\n'
    proxy = createServer().on('connect', (request, socket) => {
      asked.push(String(request.url))
      socket.end(answer)
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`)
    for (const name of ['https_proxy', 'no_proxy', 'NO_PROXY', 'all_proxy', 'ALL_PROXY']) vi.stubEnv(name, '')
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    proxy.close()
  })
  const call = (host: string): Promise<unknown> =>
    new Cloud({
      region: 'cn-hangzhou', credential: staticSigner('id', 'secret').credential, endpoint: { host, protocol: 'https' }, network: 'public', timeoutMs: 2000,
      clock: virtualClock(), signal: new AbortController().signal, random: () => 0, tries: 1,
    }).alb('CreateLoadBalancer', { vpcId: 'v' }).catch((error: unknown) => error)

  test('carries calls over HTTPS', async () => {
    await call('alb.cn-hangzhou.aliyuncs.com')
    expect(asked).toEqual(['alb.cn-hangzhou.aliyuncs.com:443'])
  })

  test.each([[502, 'Bad Gateway', 'again'], [407, 'Proxy Authentication Required', 'fatal'], [403, 'Forbidden', 'fatal']])('that answers %d %s is told as the proxy\'s refusal', async (status, words, kind) => {
    answer = `HTTP/1.1 ${status} ${words}\r\n\r\n<html>`
    const error = await call('alb.cn-hangzhou.aliyuncs.com')
    expect(error).toMatchObject({ message: `the proxy answered ${status} ${words} when asked for alb.cn-hangzhou.aliyuncs.com`, fields: { code: 'ProxyRefused', httpStatus: status, class: kind } })
  })

  test.each(['http://joe:a/word@127.0.0.1:9', 'http://127.0.0.1:99999', 'http://joe:100%word@127.0.0.1:9'])('whose address is none is named by its variable alone: %s', async (address) => {
    vi.stubEnv('HTTPS_PROXY', address)
    expect(await call('alb.cn-hangzhou.aliyuncs.com')).toMatchObject({ message: 'HTTPS_PROXY holds no address of a proxy', fields: { code: 'BadProxy', class: 'fatal' } })
    vi.stubEnv('HTTPS_PROXY', '')
    vi.stubEnv('ALL_PROXY', address)
    expect(await call('alb.cn-hangzhou.aliyuncs.com')).toMatchObject({ message: 'ALL_PROXY holds no address of a proxy' })
  })

  test('is passed by for hosts of NO_PROXY', async () => {
    vi.stubEnv('NO_PROXY', '127.0.0.1')
    await call('127.0.0.1:1')
    expect(asked).toEqual([])
  })
})

test('a host that does not speak TLS fails for good, although its name and port are there', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cloud = new Cloud({
    region: 'cn-hangzhou', credential: staticSigner('id', 'secret').credential, endpoint: { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, protocol: 'https' }, network: 'public',
    timeoutMs: 2000, clock: virtualClock(), signal: new AbortController().signal, random: () => 0,
  })
  const error = await cloud.alb('ListLoadBalancers', {}).catch((caught: unknown) => caught)
  server.close()
  expect(error).toMatchObject({ fields: { code: 'EPROTO', class: 'fatal' } })
})

describe('an answer', () => {
  let server: Server
  let told: Record<string, string>
  beforeEach(async () => {
    server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'application/json', ...told }).end('{}'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => void server.close())
  const ahead = async (): Promise<HttpAnswer> => {
    const answers: HttpAnswer[] = []
    const cloud = new Cloud({
      region: 'cn-hangzhou', credential: staticSigner('id', 'secret').credential, endpoint: { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, protocol: 'http' }, network: 'public',
      timeoutMs: 2000, clock: virtualClock(), signal: new AbortController().signal, random: () => 0,
    }, { onAnswer: (_product, answer) => answers.push(answer) })
    await cloud.privatelink('CheckProductOpen', {})
    return answers[0]!
  }
  const within = (ms: number | undefined, wanted: number): void => expect(Math.abs((ms ?? Number.NaN) - wanted)).toBeLessThan(5000)

  test('tells how much the clock of the cloud is ahead by its Date', async () => {
    told = { date: new Date(Date.now() + 600_000).toUTCString() }
    within((await ahead()).skewMs, 600_000)
  })
})
