import { createHash, createHmac, randomUUID } from 'node:crypto'
import { request } from 'node:http'

/** A hand-made client, so that the simulator's own signing code does not vouch for itself. */
export interface Ask {
  version?: string
  action: string
  query?: Record<string, string>
  form?: Record<string, string>
  method?: string
  host?: string
  date?: string
  nonce?: string
  token?: string
  headers?: Record<string, string>
  /** Tampers with the signature. */
  signature?: string
  path?: string
}
export interface Key { accessKeyId: string; accessKeySecret: string }
export interface Got { status: number; headers: Record<string, string | string[] | undefined>; text: string; json: any }

const enc = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
const hash = (data: string): string => createHash('sha256').update(data).digest('hex')
const pairs = (all: Record<string, string> = {}): string => Object.keys(all).sort().map((key) => `${enc(key)}=${enc(all[key] ?? '')}`).join('&')
export const ALB = '2020-06-16'
export const ECS = '2014-05-26'
export const PRIVATELINK = '2020-04-15'

export function callV3(url: string, key: Key, ask: Ask): Promise<Got> {
  const body = ask.form ? pairs(ask.form) : ''
  const host = ask.host ?? new URL(url).host
  const headers: Record<string, string> = {
    host, 'x-acs-version': ask.version ?? ALB, 'x-acs-action': ask.action, 'x-acs-date': ask.date ?? now(),
    'x-acs-signature-nonce': ask.nonce ?? randomUUID(), 'x-acs-content-sha256': hash(body),
    ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    ...(ask.token ? { 'x-acs-security-token': ask.token, 'x-acs-accesskey-id': key.accessKeyId } : {}),
    ...ask.headers,
  }
  const names = Object.keys(headers).filter((name) => /^(x-acs-|host$|content-type$)/.test(name)).sort()
  const canonical = [ask.method ?? 'POST', '/', pairs(ask.query), names.map((name) => `${name}:${headers[name]}\n`).join(''), names.join(';'), hash(body)].join('\n')
  const signature = ask.signature ?? createHmac('sha256', key.accessKeySecret).update(`ACS3-HMAC-SHA256\n${hash(canonical)}`).digest('hex')
  headers['authorization'] = `ACS3-HMAC-SHA256 Credential=${key.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`
  return send(url, ask.method ?? 'POST', `${ask.path ?? '/'}?${pairs(ask.query)}`, headers, body)
}

export function callV1(url: string, key: Key, ask: Ask): Promise<Got> {
  const own: Record<string, string> = {
    Action: ask.action, Version: ask.version ?? ALB, AccessKeyId: key.accessKeyId, SignatureMethod: 'HMAC-SHA1', SignatureVersion: '1.0',
    SignatureNonce: ask.nonce ?? randomUUID(), Timestamp: ask.date ?? now(), ...(ask.token ? { SecurityToken: ask.token } : {}), ...ask.query,
  }
  const method = ask.method ?? 'GET'
  const text = `${method}&%2F&${enc(pairs({ ...own, ...ask.form }))}`
  own['Signature'] = ask.signature ?? createHmac('sha1', `${key.accessKeySecret}&`).update(text).digest('base64')
  const body = ask.form ? pairs(ask.form) : ''
  const headers = { host: ask.host ?? new URL(url).host, ...(body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}), ...ask.headers }
  return send(url, method, `/?${pairs(own)}`, headers, body)
}

export function now(ms = Date.now()): string {
  return new Date(ms).toISOString().replace(/\.\d+Z/, 'Z')
}

export function send(url: string, method: string, path: string, headers: Record<string, string>, body: string | Buffer = ''): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, path, headers: { ...headers, ...(body.length > 0 ? { 'content-length': Buffer.byteLength(body) } : {}) }, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => { text += chunk })
      response.on('error', reject)
      response.on('end', () => {
        let json: unknown
        try { json = JSON.parse(text) } catch { json = undefined }
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

export function control(sim: { url: string; controlToken: string }, method: string, path: string, body?: unknown): Promise<Got> {
  return send(sim.url, method, `/_sim/${path}`, { host: new URL(sim.url).host, authorization: `Bearer ${sim.controlToken}` }, body === undefined ? '' : JSON.stringify(body))
}
