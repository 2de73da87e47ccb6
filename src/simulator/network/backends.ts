import { Agent, createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Network, NetworkRule } from '../action.ts'

export interface NetworkOptions {
  /** The network faults in force; asked anew for each connection. */
  faults?: () => readonly NetworkRule[]
  hit?: (rule: NetworkRule) => void
}

/**
 * The part of the network that lives outside the world: one HTTP server on 127.0.0.1 for each page, started when it is first
 * needed. Neither the servers nor the connections to them keep the process alive.
 */
export function createNetwork(options: NetworkOptions = {}): Network {
  const servers = new Map<string, Promise<Server>>()
  const agent = new Agent({ keepAlive: true })
  let closed = false
  return {
    faults: options.faults ?? (() => []),
    hit: options.hit ?? (() => {}),
    async page(service) {
      if (closed) throw new Error('the network was closed')
      const key = JSON.stringify([service.page ?? '', service.status ?? 200, service.broken ?? false])
      let server = servers.get(key)
      if (!server) servers.set(key, (server = serve(service.page ?? '', service.status ?? 200, service.broken ?? false)))
      return { host: '127.0.0.1', port: ((await server).address() as AddressInfo).port, agent }
    },
    async close() {
      closed = true
      const open = await Promise.all(servers.values())
      servers.clear()
      agent.destroy()
      await Promise.all(open.map((server) => new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })))
    },
  }
}

/** A web server with one page at every path, as a plain NGINX gives it; a broken one drops each request. */
function serve(page: string, status: number, broken: boolean): Promise<Server> {
  const body = Buffer.from(page)
  // No connection that lies idle is closed while the next request is on its way to it.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    if (broken) return void request.socket.destroy()
    request.resume()
    const type = /^\s*</.test(page) ? 'text/html' : 'text/plain'
    response.writeHead(status, { Server: 'nginx', 'Content-Type': type, 'Content-Length': body.length, 'Accept-Ranges': 'bytes' })
    response.end(request.method === 'HEAD' ? undefined : body)
  })
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      server.unref()
      resolve(server)
    })
  })
}
