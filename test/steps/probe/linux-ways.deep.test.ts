import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linuxProbe } from '../../../src/steps/probe/linux.ts'
import { parseLines, type Line } from '../../../src/steps/probe/lines.ts'
import { isHere, LINUX_GUESTS, linuxGuest, type RunningGuest } from '../../support/linux-guests.ts'

const PAGE = '<p>a page | 中文</p>'

describe.each(LINUX_GUESTS)('the probe on a guest with $name', (guest) => {
  const { busybox, keepsBodies } = guest
  const present = isHere(guest)
  let server: Server
  let base: string
  let machine: RunningGuest
  const hosts: (string | undefined)[] = []

  beforeAll(async () => {
    machine = linuxGuest(guest)
    server = createServer(({ url, headers, socket }, response) => {
      hosts.push(headers.host)
      if (url === '/cut') return socket.destroy()
      if (url === '/silent') return
      if (url === '/early') {
        response.writeHead(200, { 'content-length': 1000 })
        response.write('beginning')
        return void setTimeout(() => socket.destroy(), 50)
      }
      if (url === '/missing') response.statusCode = 404
      if (url === '/busy') response.statusCode = 503
      if (url === '/moved') response.writeHead(302, { location: '/' })
      response.end(PAGE)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
    machine.remove()
  })

  /** What the shell makes of the probe. */
  const probe = async (url: string, attempts = 1, host?: string): Promise<Line[]> => {
    const script = linuxProbe({ targets: [{ via: 'zone-address', url, attempts }], timeoutSeconds: 1, sampleBytes: 200, ...(host === undefined ? {} : { host }) })
    return parseLines(await machine.run(script))
  }

  test.skipIf(!present)('brings back status, size and page of each answer', async () => {
    const lines = await probe(`${base}/a?b=[1]&c=%20`, 3)
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatchObject({ status: 200, sample: PAGE, size: Buffer.byteLength(PAGE) })
    expect(lines[0]?.failing).toBeUndefined()
    expect(hosts.at(-1)).toBe(base.slice('http://'.length))
    // BusyBox's date knows no fractions of a second.
    expect(lines[0]?.ms).toBeGreaterThanOrEqual(busybox ? 0 : 1)
    expect(lines[0]?.ms).toBeLessThan(2000)
  })

  test.skipIf(!present)('sends the host that it is given', async () => {
    expect(await probe(`${base}/`, 1, 'service.example')).toMatchObject([{ status: 200 }])
    expect(hosts.at(-1)).toBe('service.example')
  })

  test.skipIf(!present).each([['/missing', 404], ['/busy', 503]])('takes %s for an answer', async (path, status) => {
    const [line] = await probe(`${base}${path}`)
    expect(line).toMatchObject({ status, ...(keepsBodies ? { sample: PAGE } : {}) })
    expect(line?.failing).toBeUndefined()
  })

  test.skipIf(!present)('follows no redirection', async () => {
    const [line] = await probe(`${base}/moved`)
    expect(line?.status).toBe(302)
    expect(line?.failing).toBeUndefined()
  })

  test.skipIf(!present).each([
    ['a name that does not resolve', () => 'http://no-such-name.invalid/', 'dns'],
    ['a port where nothing listens', () => 'http://127.0.0.1:1/', 'refused'],
    ['a connection that is closed', () => `${base}/cut`, 'cut'],
    ['an answer that ends early', () => `${base}/early`, 'cut'],
    ['silence', () => `${base}/silent`, 'timeout'],
  ])('tells %s', async (_what, url, failing) => {
    const lines = await probe(url(), 3)
    expect(lines).toMatchObject([{ failing, error: expect.stringMatching(/./) }])
  })
})
