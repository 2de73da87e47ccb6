import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The three moments of a call at which a run may be killed. */
export const MOMENTS = ['before the call', 'after the work and before the answer', 'after the answer'] as const
export type Moment = (typeof MOMENTS)[number]

export interface Call {
  /** From 1, in the order of arrival since the count was last set back. */
  n: number
  action: string
  /** Its parameters. */
  query: URLSearchParams
}

export interface CountingProxy {
  url: string
  calls: readonly Call[]
  /** Called at each moment of each call; `drop` leaves the command without whatever would have come next. */
  watch(watcher: (call: Call, moment: Moment) => Promise<'go on' | 'drop'> | 'go on' | 'drop'): void
  /** Counts from 1 again and watches nothing. */
  reset(): void
  close(): Promise<void>
}

async function bytes(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/**
 * An HTTP proxy between a command and a cloud that counts the calls and lets a test step in at each. The Host header goes on as it
 * came: it is part of what is signed.
 * @param onForward awaited before a call goes on
 */
export async function countingProxy(target: string, onForward: (call: Call) => Promise<unknown>): Promise<CountingProxy> {
  const { hostname, port } = new URL(target)
  const agent = new Agent({ keepAlive: true })
  let calls: Call[] = []
  let watcher: Parameters<CountingProxy['watch']>[0] = () => 'go on'

  const forward = (incoming: IncomingMessage, body: Buffer): Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer } | undefined> =>
    new Promise((resolve) => {
      const out = request({ hostname, port, agent, method: incoming.method, path: incoming.url, headers: incoming.headers }, (answer) => {
        bytes(answer).then((content) => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: content }), () => resolve(undefined))
      })
      out.on('error', () => resolve(undefined))
      out.end(body)
    })

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await bytes(incoming)
    const call = { n: calls.length + 1, action: String(incoming.headers['x-acs-action'] ?? ''), query: new URL(incoming.url ?? '/', target).searchParams }
    calls.push(call)
    const mine = watcher
    if ((await mine(call, MOMENTS[0])) === 'drop') return void outgoing.destroy()
    await onForward(call)
    const answer = await forward(incoming, body)
    if (answer === undefined || (await mine(call, MOMENTS[1])) === 'drop') return void outgoing.destroy()
    await new Promise<void>((resolve) => {
      outgoing.on('close', resolve)
      outgoing.writeHead(answer.status, answer.headers).end(answer.body, () => resolve())
    })
    await mine(call, MOMENTS[2])
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get calls() {
      return calls
    },
    watch: (next) => {
      watcher = next
    },
    reset: () => {
      calls = []
      watcher = () => 'go on'
    },
    close: async () => {
      agent.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
