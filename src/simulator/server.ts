import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { CallEntry } from './api.ts'
import type { Control } from './control.ts'
import { failure } from './dialect.ts'
import { serveCall, type Gateway, type Reply } from './gateway.ts'
import { readIncoming, refusedName, TooLarge } from './request.ts'

/** Bounds on what a client may send, and how slowly. Milliseconds and bytes. */
export interface Limits { body: number; headers: number; headersTimeout: number; requestTimeout: number; checkEvery: number }

/** Heads as large as the SDKs send them (82 KB of URL are normal), bodies far above any real one. */
export const LIMITS: Limits = { body: 4 * 1024 * 1024, headers: 1 << 20, headersTimeout: 15_000, requestTimeout: 30_000, checkEvery: 2_000 }

export interface ServerOptions {
  gateway: Gateway
  control: Control
  port: number
  onCall: (entry: CallEntry) => void
  limits?: Partial<Limits>
}

/** Paths of the page and its files; controls have no dot in theirs. */
const PAGE = /^\/_sim(\/([a-z]+\.[a-z]+)?)?$/

/** Serves the cloud on 127.0.0.1: the products at `/`, the page at `/_sim/`, the controls under it. */
export async function listen(options: ServerOptions): Promise<{ port: number; close(): Promise<void> }> {
  const limits = { ...LIMITS, ...options.limits }
  const server = createServer({
    maxHeaderSize: limits.headers, headersTimeout: limits.headersTimeout, requestTimeout: limits.requestTimeout,
    connectionsCheckingInterval: limits.checkEvery, keepAliveTimeout: 60_000,
  }, (request, response) => {
    serve(options, limits, request, response).catch((error: unknown) => {
      // A client that went away in the middle of its request is no mistake of ours.
      if (!request.destroyed) options.gateway.onError(error)
      response.destroy()
    })
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => refuseRaw(error, socket))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', () => resolve())
  })
  return { port: (server.address() as AddressInfo).port, close: () => stop(server) }
}

async function serve({ gateway, control, onCall }: ServerOptions, limits: Limits, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const wrong = refusedName(request.headers)
  if (wrong) return refuse(response, { code: `InvalidHeader.${wrong}`, status: 403, message: `The header ${wrong} names neither this machine nor the cloud.` })
  let incoming
  try {
    incoming = await readIncoming(request, limits.body, gateway.now())
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error
    return refuse(response, { code: 'RequestBodyTooLarge', status: 413, message: 'The request body is too large.' })
  }
  if (PAGE.test(incoming.path) && (incoming.method === 'GET' || incoming.method === 'HEAD')) {
    const { pageFile } = await import('./page-files.ts')
    const found = await pageFile(incoming.path)
    if (found) return send(response, found.status, found.headers, found.body)
  }
  if (incoming.path.startsWith('/_sim/')) {
    const { serveControl } = await import('./control.ts')
    const { status, body } = await serveControl(control, incoming)
    return send(response, status, { 'Content-Type': 'application/json;charset=utf-8', 'Cache-Control': 'no-store' }, JSON.stringify(body))
  }
  const { reply, entry } = await serveCall(gateway, incoming)
  // Told before the client knows: who reads the log after an answer finds the call in it.
  onCall(control.log.add(entry))
  answer(request, response, reply)
}

function answer(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  if (reply.cut) return void request.socket.destroy()
  const headers = {
    'Content-Type': reply.type, 'x-acs-request-id': reply.requestId, 'x-acs-trace-id': randomUUID().replaceAll('-', ''),
    ...(reply.fault === undefined ? {} : { 'x-sim-fault': reply.fault }),
  }
  if (reply.truncate === undefined) return send(response, reply.status, headers, reply.body)
  const body = Buffer.from(reply.body)
  response.writeHead(reply.status, { ...headers, 'Content-Length': body.length })
  const part = body.subarray(0, Math.min(reply.truncate, body.length - 1))
  response.flushHeaders()
  if (part.length > 0) response.write(part)
  request.socket.destroySoon()
}

function send(response: ServerResponse, status: number, headers: Record<string, string>, body: string | Buffer): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

/** Refuses a request whose body was not read: the connection cannot be used again. */
function refuse(response: ServerResponse, refusal: { code: string; status: number; message: string }): void {
  const { type, body } = failure('json', refusal, about())
  response.shouldKeepAlive = false
  send(response, refusal.status, { 'Content-Type': type, Connection: 'close' }, body)
}

/** What is not even HTTP, too large a head, or too slow a client. */
function refuseRaw(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, text, code, message] = error.code === 'HPE_HEADER_OVERFLOW'
    ? [431, 'Request Header Fields Too Large', 'RequestHeaderTooLarge', 'The request header is too large.'] as const
    : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? [408, 'Request Timeout', 'RequestTimeout', 'The request took too long to arrive.'] as const
      : [400, 'Bad Request', 'InvalidRequest', 'The request is no valid HTTP.'] as const
  const { type, body } = failure('json', { code, status, message }, about())
  socket.end(`HTTP/1.1 ${status} ${text}\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`)
}

function about(): { product: string; host: string; requestId: string } {
  return { product: '', host: 'localhost', requestId: randomUUID().toUpperCase() }
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
