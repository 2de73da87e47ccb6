import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { instanceHere } from '../../src/cloud/metadata.ts'

let server: Server
let base: string
let asked: string[] = []
let tokens = true
beforeAll(async () => {
  server = createServer(({ method, url, headers }, response) => {
    asked.push(`${method} ${url}`)
    if (method === 'PUT' && url === '/latest/api/token' && tokens && headers['x-aliyun-ecs-metadata-token-ttl-seconds'] === '60') return void response.end('tok')
    if (headers['x-aliyun-ecs-metadata-token'] !== 'tok') return void response.writeHead(403).end()
    response.end(url === '/latest/meta-data/instance-id' ? 'i-bp1abc\n' : 'cn-hangzhou-h')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())
beforeEach(() => {
  asked = []
  tokens = true
})
const here = (env: Record<string, string> = {}, address = base) => instanceHere(env, new AbortController().signal, address)

test('an instance is told its ID and its zone, for a token', async () => {
  expect(await here()).toEqual({ instanceId: 'i-bp1abc', zoneId: 'cn-hangzhou-h' })
  expect(asked[0]).toBe('PUT /latest/api/token')
})

test('nobody is asked where the environment forbids it', async () => {
  expect(await here({ ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true' })).toBeUndefined()
  expect(asked).toEqual([])
})

test('off an instance, or without a token, nothing is known', async () => {
  expect(await here({}, 'http://127.0.0.1:1')).toBeUndefined()
  tokens = false
  expect(await here()).toBeUndefined()
})
