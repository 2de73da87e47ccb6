import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Simulator } from '../../src/simulator/api.ts'
import { control, send } from './client.ts'
import { startToy } from './toy.ts'

let sim: Simulator
beforeEach(async () => void (sim = await startToy()))
afterEach(() => sim.close())
const get = (path: string, headers: Record<string, string> = {}, method = 'GET') => send(sim.url, method, path, { host: new URL(sim.url).host, ...headers })

it('the page and its files are open to all, and hold nothing of the world', async () => {
  const { accounts: [account], controlToken } = sim
  for (const [path, type] of [['/_sim/', 'text/html'], ['/_sim/page.css', 'text/css'], ['/_sim/icon.svg', 'image/svg+xml']] as const) {
    const { status, headers, text } = await get(path)
    expect([status, String(headers['content-type']).split(';')[0]]).toEqual([200, type])
    for (const secret of [controlToken, account!.accessKeyId, account!.accessKeySecret, account!.id, '10.0.1.7']) expect(text).not.toContain(secret)
  }
  expect(await get('/_sim')).toMatchObject({ status: 308, headers: { location: '/_sim/' } })
  expect(await get('/_sim/', {}, 'HEAD')).toMatchObject({ status: 200, text: '' })
})

it('the page may load its own files and ask its own server, and nothing else; no other page may frame it', async () => {
  const { headers, text } = await get('/_sim/')
  const policy = Object.fromEntries(String(headers['content-security-policy']).split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1).join(' ')]))
  expect(policy).toEqual({
    'default-src': "'none'", 'script-src': "'self'", 'style-src': "'self'", 'img-src': "'self'", 'connect-src': "'self'", 'base-uri': "'none'", 'form-action': "'none'",
    'frame-ancestors': "'none'", 'require-trusted-types-for': "'script'",
  })
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' })
  expect(text).not.toMatch(/https?:|style=|<script>| on\w+=/)
})

it('what is none of its files is a control as before, and a name that points here gets no page', async () => {
  for (const path of ['/_sim/nothing.js', '/_sim/constructor', '/_sim/../package.json', '/_sim/page/index.html']) expect((await get(path)).status, path).toBe(401)
  expect((await get('/_sim/', {}, 'POST')).status).toBe(401)
  expect((await get('/_sim/', { host: 'evil.example' })).status).toBe(403)
  expect((await control(sim, 'GET', 'log')).json.entries).toEqual([])
})
