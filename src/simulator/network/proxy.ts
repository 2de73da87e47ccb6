import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Network } from '../action.ts'
import type { Instance, World } from '../model.ts'
import { endToEnd } from './exchange.ts'
import { request, type Ask } from './request.ts'
import { viewOf } from './view.ts'

export interface ProxyOptions {
  /** The world as it is now, settled; called for each request. */
  read(): Promise<{ world: World; now: number }>
  /** Told which turns of which listeners (by ID) a request took, so that they can be kept. */
  turned(turns: ReadonlyMap<string, number>): Promise<void>
  network: Network
  /** 0 or left out picks a free port. */
  port?: number
}

export interface Proxy { url: string; port: number; close(): Promise<void> }

/** Real and virtual milliseconds for a request through the proxy. */
const LIMIT_MS = 60_000
const BODY_LIMIT = 1024 * 1024

/**
 * An HTTP forward proxy on 127.0.0.1 into the simulated networks. The user name says from which instance the request goes out:
 * its ID, or its name in lower case with hyphens (`http://my-server@127.0.0.1:PORT`). Nothing outside the networks is reached;
 * what a guest would see as a failed connection is a 502, a time-out a 504, each with the kind in `X-Proxy-Error`.
 */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const server = createServer((message, response) => {
    const url = URL.canParse(message.url ?? '') ? new URL(message.url ?? '') : undefined
    if (!url || url.protocol !== 'http:') return refuse(response, 400, 'url', 'the request target must be an absolute http URL')
    void serve(options, message, response, credentialsOf(message), url.hostname, Number(url.port || 80),
      url.pathname + url.search)
  })
  const tunnels = new WeakMap<Socket, { user: string | undefined; host: string; port: number }>()
  // What arrives in a tunnel is read as HTTP; TLS has no place here, since nothing within the networks speaks it.
  const inner = createServer((message, response) => {
    const target = tunnels.get(message.socket)
    if (!target) return refuse(response, 400, 'url', 'no tunnel')
    void serve(options, message, response, target.user, target.host, target.port, message.url ?? '/')
  })
  const open = new Set<Socket>()
  server.on('connect', (message: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(message.url ?? '') ?? []
    if (!host) return void socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    const user = credentialsOf(message)
    if (user === undefined) {
      return void socket.end(`HTTP/1.1 407 Proxy Authentication Required\r\n${CHALLENGE}\r\nConnection: close\r\n\r\n`)
    }
    tunnels.set(socket, { user, host: host.replace(/[[\]]/g, ''), port: Number(port) })
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (head.length > 0) socket.unshift(head)
    inner.emit('connection', socket)
  })
  for (const one of [server, inner]) one.on('clientError', (_error, socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, port, close: () => stop(server, open) }
}

const CHALLENGE = 'Proxy-Authenticate: Basic realm="instance"'

async function serve(options: ProxyOptions, message: IncomingMessage, response: ServerResponse, user: string | undefined,
  host: string,
  port: number, path: string): Promise<void> {
  try {
    const body = await bodyOf(message)
    if (!body) return refuse(response, 413, 'body', 'the body is too large')
    const { world, now } = await options.read()
    const from = user === undefined ? undefined : findInstance(world, user)
    if (!from) {
      response.setHeader('Proxy-Authenticate', 'Basic realm="instance"')
      return refuse(response, 407, 'user', 'the proxy user must be the ID or the name of an instance')
    }
    const view = viewOf(world, now, options.network)
    const ask: Ask = {
      scheme: 'http', host, port, method: message.method ?? 'GET', path, headers: endToEnd(pairs(message.rawHeaders)),
        timeoutMs: LIMIT_MS,
      ...(body.length > 0 ? { body } : {}),
    }
    const answer = await request(view, from, ask)
    if (view.turns.size > 0) await options.turned(view.turns)
    if (answer.kind !== 'answer') return refuse(response, answer.kind === 'timeout' ? 504 : 502, answer.kind,
      FAILURES[answer.kind])
    response.writeHead(answer.status, answer.statusText, endToEnd(answer.headers).flat())
    response.end(message.method === 'HEAD' ? undefined : answer.body)
  } catch {
    refuse(response, 500, 'proxy', 'the proxy could not read the world')
  }
}

const FAILURES = {
  dns: 'the name does not resolve', timeout: 'the connection timed out', refused: 'the connection was refused',
  reset: 'the connection was reset', empty: 'the connection was closed without an answer', tls: 'the TLS handshake failed',
  certificate: 'the certificate was turned down',
}

function refuse(response: ServerResponse, status: number, kind: string, text: string): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, { 'Content-Type': 'text/plain', 'X-Proxy-Error': kind })
  response.end(`${text}\n`)
}

/** The user name of the Proxy-Authorization header. */
function credentialsOf(message: IncomingMessage): string | undefined {
  const [, coded] = /^Basic\s+([\w+/=]+)$/i.exec(message.headers['proxy-authorization'] ?? '') ?? []
  const user = coded === undefined ? '' : (Buffer.from(coded, 'base64').toString().split(':')[0] ?? '')
  return user === '' ? undefined : user
}

/** An instance by ID, or by its name in lower case with hyphens. */
export function findInstance(world: World, user: string): Instance | undefined {
  return world.instances[user] ?? Object.values(world.instances).find((one) => slug(one.InstanceName) === user.toLowerCase())
}

/** What names an instance to the proxy: its name, where that finds it again, else its ID. */
export function userOf(world: World, instance: Instance): string {
  const user = slug(instance.InstanceName)
  return user !== '' && findInstance(world, user) === instance ? user : instance.id
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
}

async function bodyOf(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_LIMIT) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function pairs(raw: readonly string[]): [string, string][] {
  const out: [string, string][] = []
  for (let i = 0; i + 1 < raw.length; i += 2) out.push([raw[i] as string, raw[i + 1] as string])
  return out
}

async function stop(server: Server, tunnels: ReadonlySet<Socket>): Promise<void> {
  for (const socket of tunnels) socket.destroy()
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}
