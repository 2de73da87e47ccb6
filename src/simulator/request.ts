import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** One HTTP request, read whole. */
export interface Incoming {
  method: string
  path: string
  /** Pairs of the URL's query, decoded, in their order. */
  query: [string, string][]
  /** Pairs of a form body, decoded; empty for any other body. */
  form: [string, string][]
  headers: IncomingHttpHeaders
  body: Buffer
  /** Real epoch milliseconds at which its head had arrived. */
  start: number
  /** The port that it came in by. */
  port: number
}

/** The first of the headers of a name, trimmed. */
export function header(incoming: Incoming, name: string): string {
  const value = incoming.headers[name]
  return (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim()
}

/** Query and form body as one: SDKs split an action's parameters between them as they like. The body wins. */
export function parametersOf(incoming: Incoming): Map<string, string> {
  return new Map([...incoming.query, ...incoming.form])
}

export class TooLarge extends Error {}

/**
 * Reads a request to its end.
 * @param limit bytes of body beyond which it is given up
 * @throws TooLarge, or what the socket throws when the client goes away
 */
export async function readIncoming(request: IncomingMessage, limit: number, start: number): Promise<Incoming> {
  const chunks: Buffer[] = []
  let size = 0
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new TooLarge()
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw new TooLarge()
    chunks.push(chunk)
  }
  const url = request.url ?? '/'
  const mark = url.indexOf('?')
  const body = Buffer.concat(chunks)
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? [] : pairs(url.slice(mark + 1)),
    form: isForm ? pairs(body.toString('utf8')) : [],
    headers: request.headers,
    body,
    start,
    port: request.socket.localPort ?? 0,
  }
}

function pairs(text: string): [string, string][] {
  return [...new URLSearchParams(text)]
}

/** A host name without its port, in lower case. */
export function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '')
}

/**
 * `HOST:PORT` by which a client on this machine finds the simulator again: as it came, unless it came by a name of the vendor's,
 * which may lead elsewhere the next time.
 */
export function addressOf(incoming: Incoming): string {
  const host = header(incoming, 'host')
  return hostName(host).endsWith('.aliyuncs.com') ? `127.0.0.1:${incoming.port}` : host
}

/**
 * Whether a Host or Origin may be served: a loopback name, or one of the vendor's own, whatever the port (a proxy may stand
 * before us). Anything else is a web page, or a name that was made to point here.
 */
export function isOurName(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name) || /^([a-z0-9-]+\.)+aliyuncs\.com$/.test(name)
}

/** Admits a request by its Host and, where a browser sent one, its Origin; otherwise says what was wrong. */
export function refusedName(headers: IncomingHttpHeaders): string | undefined {
  if (!isOurName(hostName(headers.host ?? ''))) return 'Host'
  const origin = headers.origin
  if (origin === undefined) return undefined
  const name = /^https?:\/\/([^/]+)$/i.exec(origin)?.[1]
  return name !== undefined && isOurName(hostName(name)) ? undefined : 'Origin'
}
