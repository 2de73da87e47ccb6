import { request as httpRequest, type Agent } from 'node:http'

/** One HTTP request as it goes over the wire; header names keep their spelling. */
export interface HttpAsk {
  method: string
  /** Path with query. */
  path: string
  headers: [string, string][]
  body?: Buffer
}

/** One HTTP response, `ms` after the request was sent. */
export interface HttpAnswer {
  kind: 'answer'
  status: number
  statusText: string
  headers: [string, string][]
  body: Buffer
  ms: number
  /** The connection ended within the body, for want of time or by itself. */
  cut?: 'timeout' | 'reset'
}

/** `empty`: the server closed the connection in good order, without an answer; `reset`: it broke. */
export type Exchange = HttpAnswer | { kind: 'refused' | 'reset' | 'empty' | 'timeout'; ms: number }

/** No real server is waited for longer than this, in real milliseconds. */
const REAL_LIMIT = 60_000
/** More than this from a backend is cut off, as a lost connection. */
const BODY_LIMIT = 8 * 1024 * 1024

/** Headers that belong to one connection and are not forwarded. */
const HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding',
  'upgrade'])

/** The headers that may travel on to the next hop. */
export function endToEnd(headers: readonly [string, string][]): [string, string][] {
  return headers.filter(([name]) => !HOP.has(name.toLowerCase()))
}

/** A server on loopback; with an agent its connections are used again. */
export interface Target { host: string; port: number; base?: string; agent?: Agent }

/**
 * A real HTTP request to a server on loopback.
 * @param limitMs real milliseconds until the whole answer must be there
 */
export function exchange(target: Target, ask: HttpAsk, limitMs: number): Promise<Exchange> {
  const started = performance.now()
  const headers = endToEnd(ask.headers).filter(([name]) => name.toLowerCase() !== 'content-length')
  if (ask.body) headers.push(['Content-Length', String(ask.body.length)])
  return new Promise((resolve) => {
    let answer: HttpAnswer | undefined
    const chunks: Buffer[] = []
    const done = (kind?: 'refused' | 'reset' | 'empty' | 'timeout'): void => {
      clearTimeout(timer)
      const ms = performance.now() - started
      if (!answer) resolve({ kind: kind ?? 'reset', ms })
      else resolve({ ...answer, body: Buffer.concat(chunks), ms,
        ...(kind ? { cut: kind === 'timeout' ? kind : 'reset' as const } : {}) })
      request.destroy()
    }
    const request = httpRequest({
      host: target.host, port: target.port, method: ask.method, path: (target.base ?? '') + ask.path, headers: headers.flat(),
      agent: target.agent ?? false, setHost: false,
    })
    const timer = setTimeout(() => done('timeout'), Math.min(REAL_LIMIT, Math.max(1, limitMs)))
    request.on('error', (error: NodeJS.ErrnoException) =>
      done(error.code === 'ECONNREFUSED' ? 'refused' : error.message === 'socket hang up' ? 'empty' : 'reset'))
    request.on('response', (response) => {
      answer = {
        kind: 'answer', status: response.statusCode ?? 0, statusText: response.statusMessage ?? '',
          headers: pairs(response.rawHeaders),
        body: Buffer.alloc(0), ms: 0,
      }
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > BODY_LIMIT) done('reset')
        else chunks.push(chunk)
      })
      response.on('error', () => done('reset'))
      response.on('end', () => done(response.complete ? undefined : 'reset'))
    })
    request.end(ask.body)
  })
}

function pairs(raw: readonly string[]): [string, string][] {
  const out: [string, string][] = []
  for (let i = 0; i + 1 < raw.length; i += 2) out.push([raw[i] as string, raw[i + 1] as string])
  return out
}
