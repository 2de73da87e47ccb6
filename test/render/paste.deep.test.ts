import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pasteText } from '../../src/render/paste.ts'
import { isHere, LINUX_GUESTS, linuxGuest, type RunningGuest } from '../support/linux-guests.ts'

const PAGE = `<p>a page | 中文</p>\n\n${'y'.repeat(400)}`

describe.each(LINUX_GUESTS)('the commands to paste on a guest with $name', (guest) => {
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
      if (url === '/missing') response.statusCode = 404
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
  const pasted = (url: string, attempts = 1, host?: string): Promise<string> =>
    machine.run(pasteText({ instanceId: 'i-1', zoneId: 'z', os: 'linux', status: [200], targets: [{ url, attempts }], ...(host === undefined ? {} : { host }) }))

  test.skipIf(!present)('show the beginning of each page and below it the status', async () => {
    const one = `== ${base}/a?b=[1]&c=%20\n${Buffer.from(PAGE).subarray(0, 300).toString()}\nHTTP 200\n`
    expect(await pasted(`${base}/a?b=[1]&c=%20`, 2)).toBe(one + one)
    expect(hosts.at(-1)).toBe(base.slice('http://'.length))
  })

  test.skipIf(!present)('send the host that they are given', async () => {
    await pasted(`${base}/`, 1, 'service.example')
    expect(hosts.at(-1)).toBe('service.example')
  })

  test.skipIf(!present).each([['/missing', 404], ['/moved', 302]])('show the status of %s, and follow nothing', async (path, status) => {
    expect(await pasted(`${base}${path}`)).toMatch(new RegExp(`\\nHTTP ${status}\\n$`))
  })

  test.skipIf(!present).each([
    ['a name that does not resolve', () => 'http://no-such-name.invalid/'], ['a port where nothing listens', () => 'http://127.0.0.1:1/'], ['a connection that is closed', () => `${base}/cut`],
  ])('say that nothing came of %s', async (_what, url) => {
    const said = await pasted(url())
    expect(said).toMatch(/\nno answer\n$/)
    expect(said).not.toContain('HTTP 0')
  })
})
