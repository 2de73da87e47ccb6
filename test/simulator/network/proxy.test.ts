import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Network } from '../../../src/simulator/action.ts'
import type { World } from '../../../src/simulator/model.ts'
import { createNetwork } from '../../../src/simulator/network/backends.ts'
import { startProxy, type Proxy } from '../../../src/simulator/network/proxy.ts'
import { NAMES, NOW, smallWorld } from './small-world.ts'

let world: World
let network: Network
let proxy: Proxy
let turns: [string, number][]

beforeEach(async () => {
  world = smallWorld()
  turns = []
  network = createNetwork()
  proxy = await startProxy({ network, read: () => Promise.resolve({ world, now: NOW }),
    turned: (taken) => (turns.push(...taken), Promise.resolve()) })
})
afterEach(async () => {
  await proxy.close()
  await network.close()
})

function get(path: string, user?: string): Promise<string> {
  const headers = user === undefined ? {} : { 'Proxy-Authorization': `Basic ${Buffer.from(`${user}:`).toString('base64')}` }
  return new Promise((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port: proxy.port, path, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (more: string) => void (text += more))
        .on('end', () => resolve(`${response.statusCode} ${String(response.headers['x-proxy-error'] ?? text.trim())}`))
    }).on('error', reject).end()
  })
}

test('the user names the instance, by ID or by its name in lower case with hyphens', async () => {
  expect(await get(`http://${NAMES.endpoint}:8080/`, 'i-linux')).toBe('200 <p>first</p>')
  expect(await get(`http://${NAMES.endpoint}:8080/`, 'the-windows-box')).toBe('200 <p>first</p>')
  expect(turns).toEqual([['lsn-one', 1], ['lsn-one', 1]])
})

test('without a user, or with an unknown one, it asks for one', async () => {
  expect(await get(`http://${NAMES.endpoint}:8080/`)).toBe('407 user')
  expect(await get(`http://${NAMES.endpoint}:8080/`, 'nobody')).toBe('407 user')
})

test('what a guest cannot reach is not reached: names, addresses, this machine', async () => {
  expect(await get('http://example.com/', 'i-linux')).toBe('502 dns')
  expect(await get('http://192.0.2.1/', 'i-linux')).toBe('504 timeout')
  expect(await get(`http://127.0.0.1:${proxy.port}/`, 'i-linux')).toBe('502 refused')
  expect(await get('/relative', 'i-linux')).toBe('400 url')
})

test('a tunnel carries HTTP', async () => {
  const socket = connect(proxy.port, '127.0.0.1')
  const auth = Buffer.from('i-linux:').toString('base64')
  socket.write(`CONNECT ${NAMES.a}:8080 HTTP/1.1\r\nHost: x\r\nProxy-Authorization: Basic ${auth}\r\n\r\n`)
  let text = ''
  await new Promise<void>((resolve) => {
    socket.setEncoding('utf8').on('data', (more: string) => {
      text += more
      if (text.endsWith('established\r\n\r\n')) socket.write(`GET / HTTP/1.1\r\nHost: ${NAMES.a}:8080\r\nConnection: close\r\n\r\n`)
    }).on('close', () => resolve())
  })
  expect(text).toMatch(/200 OK/)
  expect(text).toMatch(/<p>first<\/p>/)
})
