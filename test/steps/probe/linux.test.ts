import { execFile } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linuxProbe } from '../../../src/steps/probe/linux.ts'
import { parseLines } from '../../../src/steps/probe/lines.ts'

const sh = promisify(execFile)
const run = async (script: string): Promise<string> => (await sh('/bin/sh', ['-c', script], { env: { ...process.env, http_proxy: 'http://127.0.0.1:9' } })).stdout

describe('the probe for Linux, run by the real shell and curl', () => {
  let server: Server
  let base: string
  const hosts: (string | undefined)[] = []
  beforeAll(async () => {
    server = createServer((request, response) => {
      hosts.push(request.headers.host)
      if (request.url === '/cut') return request.socket.destroy()
      response.end(`<p>page of "${request.url}" | 中文</p>`)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => void server.close())

  const ask = (url: string, more: { attempts?: number; host?: string; sampleBytes?: number } = {}) =>
    linuxProbe({ targets: [{ via: 'zone-address', url, attempts: more.attempts ?? 1 }], timeoutSeconds: 5, sampleBytes: more.sampleBytes ?? 200, ...(more.host === undefined ? {} : { host: more.host }) })

  test('prints a line for each request that is answered, past any proxy', async () => {
    const lines = parseLines(await run(ask(`${base}/a?b=c&d=[1]`, { attempts: 3 })))
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatchObject({ via: 'zone-address', status: 200, sample: '<p>page of "/a?b=c&d=[1]" | 中文</p>' })
  })

  test('sends the host that it is given', async () => {
    await run(ask(`${base}/`, { host: 'service.example' }))
    expect(hosts.at(-1)).toBe('service.example')
  })

  test('brings back no more of a page than it may', async () => {
    expect(parseLines(await run(ask(`${base}/`, { sampleBytes: 7 })))[0]).toMatchObject({ sample: '<p>page', size: 27 })
  })

  test('says that a name does not resolve, and asks it once only', async () => {
    const lines = parseLines(await run(ask('http://no-such-name.invalid/', { attempts: 4 })))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ failing: 'dns', status: 0 })
    expect(lines[0]?.error).toContain('resolve')
  })

  test('tells a refused port from a cut answer', async () => {
    expect(parseLines(await run(ask('http://127.0.0.1:1/')))[0]?.failing).toBe('refused')
    expect(parseLines(await run(ask(`${base}/cut`)))[0]?.failing).toBe('cut')
  })
})
