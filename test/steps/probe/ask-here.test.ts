import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askHere } from '../../../src/steps/probe/ask-here.ts'

describe('asking from this machine', () => {
  let server: Server
  let base: string
  const asked: { url: string | undefined; host: string | undefined; login: string | undefined }[] = []
  beforeAll(async () => {
    server = createServer(({ url, headers, socket }, response) => {
      asked.push({ url, host: headers.host, login: headers['proxy-authorization'] })
      if (url === '/cut') return socket.destroy()
      if (url === '/silent') return
      if (url === '/early') {
        response.writeHead(200, { 'content-length': 100 })
        return void response.write('beginning', () => socket.destroy())
      }
      if (url === '/moved') response.writeHead(302, { location: '/' })
      if (url?.startsWith('http://unknown')) response.writeHead(502, { 'x-proxy-error': 'dns' })
      response.end('<p>页面</p>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const ask = (url: string, more: { attempts?: number; host?: string; proxy?: string; sampleBytes?: number } = {}) => {
    const { attempts = 1, ...how } = more
    return askHere([{ via: 'zone-address', url, attempts }], { timeoutMs: 300, sampleBytes: 100, signal: new AbortController().signal, ...how })
  }

  test('gives a line for each answer, as a guest does', async () => {
    expect(await ask(`${base}/a?b=[1]`, { attempts: 2 })).toMatchObject([1, 2].map(() => ({ via: 'zone-address', status: 200, sample: '<p>页面</p>', size: 13 })))
    expect(asked.at(-1)).toMatchObject({ url: '/a?b=[1]', host: base.slice(7) })
  })

  test('keeps no more of a page than it may, and follows no redirection', async () => {
    expect(await ask(`${base}/moved`, { sampleBytes: 3 })).toMatchObject([{ status: 302, sample: '<p>', size: 13 }])
  })

  test('sends the host that it is given', async () => {
    await ask(`${base}/`, { host: 'service.example' })
    expect(asked.at(-1)?.host).toBe('service.example')
  })

  test.each([
    ['a name that does not resolve', () => 'http://no-such-name.invalid/', 'dns'],
    ['a port where nothing listens', () => 'http://127.0.0.1:1/', 'refused'],
    ['a connection that is closed', () => `${base}/cut`, 'cut'],
    ['an answer that ends early', () => `${base}/early`, 'cut'],
    ['silence', () => `${base}/silent`, 'timeout'],
  ])('tells %s, and asks no more', async (_what, url, failing) => {
    expect(await ask(url(), { attempts: 3 })).toMatchObject([{ failing, error: expect.stringMatching(/./) }])
  })

  test('goes through a proxy where it is told to, and takes its word for what failed behind it', async () => {
    expect(await ask('http://service.example/x', { proxy: base.replace('//', '//ecs-01@') })).toMatchObject([{ status: 200 }])
    expect(asked.at(-1)).toMatchObject({ url: 'http://service.example/x', host: 'service.example', login: `Basic ${Buffer.from('ecs-01:').toString('base64')}` })
    expect(await ask('http://unknown.example/', { proxy: base })).toMatchObject([{ failing: 'dns' }])
  })

  test('does not blame the path for a proxy that is not there', async () => {
    expect(await ask('http://service.example/', { proxy: 'http://127.0.0.1:1' })).toMatchObject([{ failing: 'guest', error: expect.stringContaining('the proxy') }])
  })

  test('ends with its signal', async () => {
    const abort = new AbortController()
    const asking = askHere([{ via: 'zone-address', url: `${base}/silent`, attempts: 1 }], { timeoutMs: 5000, sampleBytes: 1, signal: abort.signal })
    abort.abort(new Error('stopped'))
    await expect(asking).rejects.toThrow('stopped')
  })
})
