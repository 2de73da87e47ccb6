import diagnostics from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createNetwork } from '../../../src/simulator/network/backends.ts'
import { exchange, type HttpAsk } from '../../../src/simulator/network/exchange.ts'

const ASK: HttpAsk = { method: 'GET', path: '/', headers: [['Host', 'page']] }
const LIMIT_MS = 5000
const network = createNetwork()

/** The ports from which servers of this process were asked. */
const from: number[] = []
const asked = (message: unknown): void => void from.push((message as { socket: Socket }).socket.remotePort ?? 0)
beforeEach(() => diagnostics.subscribe('http.server.request.start', asked))
afterEach(async () => {
  diagnostics.unsubscribe('http.server.request.start', asked)
  await network.close()
})

test('requests one after another reach a page over one connection, which ends with the network', async () => {
  const target = await network.page({ page: 'Hello' })
  for (const method of ['GET', 'HEAD', 'POST']) {
    const body = method === 'POST' ? { body: Buffer.from('x') } : {}
    expect(await exchange(target, { ...ASK, method, ...body }, LIMIT_MS)).toMatchObject({ kind: 'answer', status: 200 })
  }
  expect(new Set(from).size).toBe(1)
  // A broken page closes without an answer, on a connection that was used before as on a new one.
  const broken = await network.page({ broken: true })
  expect([await exchange(broken, ASK, LIMIT_MS), await exchange(broken, ASK, LIMIT_MS)]).toMatchObject([{ kind: 'empty' }, { kind: 'empty' }])
  expect(await exchange(target, ASK, LIMIT_MS)).toMatchObject({ kind: 'answer', status: 200 })
  await network.close()
  expect(await exchange(target, ASK, LIMIT_MS)).toMatchObject({ kind: 'refused' })
  await expect(network.page({ page: 'Hello' })).rejects.toThrow('the network was closed')
})
