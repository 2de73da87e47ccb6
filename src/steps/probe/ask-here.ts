import { Agent, request } from 'node:http'
import { text } from '../../messages/whole.ts'
import type { Failing, Line } from './lines.ts'
import type { ProbeTarget } from './target.ts'

/** What all requests from this machine have in common. */
export interface HereRequest {
  /** Sent as the Host header in place of the address. */
  host?: string
  /** Milliseconds for each request. */
  timeoutMs: number
  /** How many bytes of each body are kept. */
  sampleBytes: number
  /** An HTTP proxy that the requests go through, `http://[user[:password]@]host:port`; proxies of the environment are passed by. */
  proxy?: string
  signal: AbortSignal
}

/** What Node.js calls the ways in which a connection fails. */
const FAILING: Readonly<Record<string, Failing>> = {
  ENOTFOUND: 'dns', EAI_AGAIN: 'dns', ECONNREFUSED: 'refused', EHOSTUNREACH: 'refused', ENETUNREACH: 'refused', ETIMEDOUT: 'timeout',
  ECONNRESET: 'cut', EPIPE: 'cut',
}
/** What a proxy may tell in `X-Proxy-Error` of a connection that it could not make, as that of the embedded cloud does. */
const PROXY_FAILING: Readonly<Record<string, Failing>> = { dns: 'dns', refused: 'refused', timeout: 'timeout', reset: 'cut', empty: 'cut' }

/**
 * Asks targets from this machine, with its own resolver, one after the other; a target whose request fails is not asked again in
 * this round. The lines are those that a guest's script would print.
 */
export async function askHere(targets: readonly ProbeTarget[], how: HereRequest): Promise<Line[]> {
  const lines: Line[] = []
  for (const { via, url, attempts } of targets) {
    for (let i = 0; i < attempts; i += 1) {
      const line = { via, ...(await once(url, how)) }
      how.signal.throwIfAborted()
      lines.push(line)
      if (line.failing !== undefined) break
    }
  }
  return lines
}

function once(url: string, { host, timeoutMs, sampleBytes, proxy, signal }: HereRequest): Promise<Omit<Line, 'via'>> {
  const [, authority = '', path = '/'] = /^http:\/\/([^/]+)(.*)$/.exec(url) ?? []
  const [hostname = '', port = '80'] = authority.split(':')
  const through = proxy === undefined ? undefined : new URL(proxy)
  const login = through === undefined || through.username === '' ? undefined : decodeURIComponent(`${through.username}:${through.password}`)
  const startedAt = performance.now()
  const chunks: Buffer[] = []
  let size = 0
  let status = 0
  return new Promise((resolve) => {
    const end = (failed?: { failing: Failing; error: string }): void => {
      clearTimeout(timer)
      sent.destroy()
      resolve({ ...failed, status, ms: Math.round(performance.now() - startedAt), size, sample: Buffer.concat(chunks).subarray(0, sampleBytes).toString('utf8') })
    }
    const fail = (error: NodeJS.ErrnoException): void => {
      // The proxy itself does not answer: nothing is known of the path.
      if (through !== undefined && status === 0) end({ failing: 'guest', error: text.step.proxyFailed(error.message) })
      else end({ failing: FAILING[error.code ?? ''] ?? 'other', error: error.message })
    }
    const sent = request({
      ...(through === undefined ? { hostname, port, path } : { hostname: through.hostname, port: through.port || 80, path: url }),
      // An agent of its own keeps no connection, and knows no proxy of the environment.
      agent: new Agent({ keepAlive: false }), signal,
      headers: { Host: host ?? authority, Accept: '*/*', ...(login === undefined ? {} : { 'Proxy-Authorization': `Basic ${Buffer.from(login).toString('base64')}` }) },
    }, (response) => {
      const refused = through === undefined ? undefined : PROXY_FAILING[String(response.headers['x-proxy-error'])]
      if (refused !== undefined) return end({ failing: refused, error: text.step.proxySays(String(response.headers['x-proxy-error'])) })
      if (through !== undefined && response.statusCode === 407) return end({ failing: 'guest', error: text.step.proxyUser })
      status = response.statusCode ?? 0
      response.on('data', (chunk: Buffer) => {
        if (size < sampleBytes) chunks.push(chunk)
        size += chunk.length
      })
      response.on('error', fail)
      response.on('end', () => end())
    })
    const timer = setTimeout(() => end({ failing: 'timeout', error: text.step.timedOut(timeoutMs) }), timeoutMs)
    sent.on('error', fail)
    sent.end()
  })
}
