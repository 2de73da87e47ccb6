import type { HttpAnswer } from '../../exchange.ts'
import { SYN_LIMIT, type Machine } from '../machine.ts'
import type { CurlOptions } from './curl-options.ts'

/** How one transfer of curl went, in the words of its `--write-out`. */
export interface Transfer {
  url: string
  effective: string
  /** curl's exit code and its text; 0 and empty for success. */
  code: number
  error: string
  answer: HttpAnswer | undefined
  /** Header blocks of all answers, those of redirections too. */
  headerText: string
  requestText: string
  method: string
  scheme: string
  remoteAddress: string
  remotePort: number
  connects: number
  redirects: number
  redirectUrl: string
  /** Milliseconds. */
  times: { dns: number; connect: number; start: number; total: number }
}

interface Target { scheme: string; host: string; port: number; path: string; userinfo: string; text: string }

/** Takes a URL apart as curl does; a number is the exit code that it refuses the URL with. */
export function targetOf(url: string): Target | 1 | 3 {
  if (url === '' || /[\s\p{Cc}]/u.test(url)) return 3
  const [, scheme = 'http', rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(.*)$/.exec(url) ?? []
  if (!/^https?$/i.test(scheme)) return 1
  const [, authority = '', tail = ''] = /^([^/?#]*)(.*)$/.exec(rest) ?? []
  const at = authority.lastIndexOf('@')
  const [, host = '', port] = /^(\[[\da-fA-F:.]+\]|[^:[\]]*)(?::(\d*))?$/.exec(authority.slice(at + 1)) ?? []
  if (host === '' || Number(port ?? 0) > 65_535) return 3
  const bare = tail.replace(/#.*$/, '')
  return {
    scheme: scheme.toLowerCase(), host, port: port ? Number(port) : scheme.toLowerCase() === 'https' ? 443 : 80,
    path: bare.startsWith('/') ? bare : `/${bare}`, userinfo: at < 0 ? '' : authority.slice(0, at),
    text: `${scheme.toLowerCase()}://${authority}${tail === '' ? '/' : tail}`,
  }
}

const MESSAGES: Record<number, string> = {
  1: 'Unsupported protocol', 3: 'URL using bad/illegal format or missing URL', 47: 'Maximum (50) redirects followed',
    52: 'Empty reply from server',
  56: 'Recv failure: Connection reset by peer', 35: 'OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number',
}

/** Performs one transfer, redirections included, within the machine's network and time. */
export async function transfer(machine: Machine, options: CurlOptions, url: string, body: Buffer | undefined): Promise<Transfer> {
  const began = machine.elapsed
  const state: Transfer = {
    url, effective: url, code: 0, error: '', answer: undefined, headerText: '', requestText: '', method: methodOf(options),
      scheme: '', remoteAddress: '',
    remotePort: 0, connects: 0, redirects: 0, redirectUrl: '', times: { dns: 0, connect: 0, start: 0, total: 0 },
  }
  const fail = (code: number, error = MESSAGES[code] ?? ''): Transfer => {
    Object.assign(state, { code, error })
    state.times.total = machine.elapsed - began
    return state
  }
  const limit = Number(options.values.get('max-time') ?? 0) * 1000 || Infinity
  for (let next = url; ;) {
    const target = targetOf(next)
    if (target === 1) return fail(1, `Protocol "${next.split(':')[0]}" not supported or disabled in libcurl`)
    if (target === 3) return fail(3)
    state.effective = target.text
    const hindrance = await proxyFailure(machine, options, limit)
    if (hindrance) return fail(...hindrance)
    const code = await hop(machine, options, state, target, body, limit - (machine.elapsed - began))
    if (code) return fail(...code)
    const location = state.answer?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1]
    const status = state.answer?.status ?? 0
    const follows = status >= 300 && status < 400 && location !== undefined && URL.canParse(location, target.text)
    if (!follows) break
    const onward = new URL(location, target.text).href
    if (!options.flags.has('location')) {
      state.redirectUrl = onward
      break
    }
    const most = Number(options.values.get('max-redirs') ?? 50)
    if (state.redirects >= most) return fail(47, `Maximum (${most}) redirects followed`)
    state.redirects++
    if (status === 303 || ((status === 301 || status === 302) && state.method === 'POST' && !options.values.has('request'))) {
      state.method = state.method === 'HEAD' ? 'HEAD' : 'GET'
      body = undefined
    }
    next = onward
  }
  state.times.total = machine.elapsed - began
  return state
}

async function hop(machine: Machine, options: CurlOptions, state: Transfer, target: Target, body: Buffer | undefined,
  limit: number):
  Promise<[number, string?] | undefined> {
  const { host, port, scheme } = target
  const headers = headersOf(options, target, body)
  const connectLimit = Number(options.values.get('connect-timeout') ?? 0) * 1000 || Infinity
  state.requestText =
    `${state.method} ${target.path} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  if (host.startsWith('[') || options.flags.has('ipv6')) return [7,
    `Failed to connect to ${host} port ${port} after 0 ms: Couldn't connect to server`]
  const addresses = pinned(options, host, port)
  const asked = machine.elapsed
  const answer = await machine.request({
    scheme, host: addresses?.host ?? host, port: addresses?.port ?? port, method: state.method, path: target.path, headers,
      timeoutMs: limit,
    connectTimeoutMs: connectLimit, halves: true, insecure: options.flags.has('insecure'), ...(body ? { body } : {}),
    ...(addresses?.list ? { addresses: addresses.list } : {}),
  })
  const ms = machine.elapsed - asked
  if (answer.kind !== 'dns' && !(answer.kind !== 'answer' && answer.phase === 'connect'
    && !['tls', 'certificate'].includes(answer.kind))) {
    Object.assign(state, { scheme: scheme.toUpperCase(), remoteAddress: answer.remoteAddress ?? '', remotePort: port,
      connects: state.connects + 1 })
  }
  if (answer.kind === 'answer') {
    Object.assign(state, { answer, times: { ...answer.times, start: answer.ms, total: ms } })
    state.headerText += headerBlock(answer)
    const length = answer.headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1]
    if (answer.cut === 'timeout') {
      const received = `${answer.body.length}${length ? ` out of ${length}` : ''}`
      return [28, `Operation timed out after ${whole(ms)} milliseconds with ${received} bytes received`]
    }
    if (answer.cut) return length ? [18, `transfer closed with ${Number(length) - answer.body.length} bytes remaining to read`]
      : [56]
    return undefined
  }
  state.answer = undefined
  switch (answer.kind) {
    case 'dns': return [6, `Could not resolve host: ${host}`]
    case 'refused': return [7, `Failed to connect to ${host} port ${port} after ${whole(ms)} ms: Couldn't connect to server`]
    case 'timeout':
      if (answer.phase === 'read') return [28, `Operation timed out after ${whole(ms)} milliseconds with 0 bytes received`]
      if (Math.min(limit, connectLimit) > SYN_LIMIT) return [28,
        `Failed to connect to ${host} port ${port} after ${whole(ms)} ms: Couldn't connect to server`]
      return [28, `Connection timed out after ${whole(ms)} milliseconds`]
    case 'tls': return [35]
    case 'certificate': return [60, `SSL: no alternative certificate subject name matches target host name '${host}'`]
    case 'empty': return [52]
    case 'reset': return [56]
  }
}

function whole(ms: number): number {
  return Math.round(ms)
}

/** `--resolve` and `--connect-to`. */
function pinned(options: CurlOptions, host: string, port: number): { host: string; port: number; list?: string[] } | undefined {
  for (const entry of options.connectTo) {
    const [fromHost = '', fromPort = '', toHost = '', toPort = ''] = entry.split(':')
    if ((fromHost === '' || fromHost === host) && (fromPort === '' || Number(fromPort) === port)) {
      return { host: toHost || host, port: Number(toPort) || port }
    }
  }
  for (const entry of options.resolve) {
    const [name = '', onPort = '', list = ''] = entry.replace(/^\+/, '').split(':')
    if ((name === '*' || name.toLowerCase() === host.toLowerCase()) && (onPort === '*' || Number(onPort) === port)) {
      return { host, port, list: list.split(',') }
    }
  }
  return undefined
}

function methodOf(options: CurlOptions): string {
  const named = options.values.get('request')
  if (named !== undefined) return named
  if (options.flags.has('head')) return 'HEAD'
  return options.data.length > 0 && !options.flags.has('get') ? 'POST' : options.values.has('upload-file') ? 'PUT' : 'GET'
}

function headersOf(options: CurlOptions, target: Target, body: Buffer | undefined): [string, string][] {
  const standard = (target.scheme === 'https' ? 443 : 80) === target.port
  const headers: [string, string][] = [['Host', standard ? target.host : `${target.host}:${target.port}`]]
  const user = options.values.get('user') ?? decodeURIComponent(target.userinfo)
  if (user !== '') headers.push(['Authorization', `Basic ${Buffer.from(user).toString('base64')}`])
  const agent = options.values.get('user-agent') ?? 'curl/7.88.1'
  if (agent !== '') headers.push(['User-Agent', agent])
  headers.push(['Accept', '*/*'])
  const pairs: [string, string | undefined][] = [
    ['Referer', options.values.get('referer')], ['Range',
      options.values.has('range') ? `bytes=${options.values.get('range')}` : undefined],
    ['Cookie', options.values.get('cookie')?.includes('=') ? options.values.get('cookie') : undefined],
    ['Accept-Encoding', options.flags.has('compressed') ? 'identity' : undefined],
  ]
  for (const [name, value] of pairs) if (value !== undefined) headers.push([name, value])
  if (body) {
    const json = options.data.some((one) => one.kind === 'json')
    headers.push(['Content-Length', String(body.length)],
      ['Content-Type', json ? 'application/json' : 'application/x-www-form-urlencoded'])
  }
  for (const line of options.headers) {
    const [, name = '', sign = '', value = ''] = /^([^:;]+)([:;])\s*([\s\S]*)$/.exec(line) ?? []
    if (name === '' || /[\r\n]/.test(value)) continue
    const known = headers.findIndex(([key]) => key.toLowerCase() === name.toLowerCase())
    if (value === '' && sign === ':') {
      if (known >= 0) headers.splice(known, 1)
    } else if (known >= 0) headers[known] = [name, value]
    else headers.push([name, value])
  }
  return headers
}

/** The status line and headers of an answer, as they came. */
function headerBlock(answer: HttpAnswer): string {
  const lines = answer.headers.map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${answer.status} ${answer.statusText}\r\n${lines.join('')}\r\n`
}

/** A guest's proxy would have to stand in its own VPC: what keeps it from being reached, if one is asked for. */
async function proxyFailure(machine: Machine, options: CurlOptions, limit: number): Promise<[number, string] | undefined> {
  const proxy = options.values.get('proxy') ?? ''
  if (proxy === '' || options.values.get('noproxy') === '*') return undefined
  const target = targetOf(proxy)
  if (typeof target === 'number') return [5, `Unsupported proxy syntax in '${proxy}'`]
  const port = /:\d+\/?$/.test(proxy) ? target.port : 1080
  const result = await machine.dial(target.host, port,
    Math.min(limit, Number(options.values.get('connect-timeout') ?? 0) * 1000 || Infinity))
  if (result === 'dns') return [5, `Could not resolve proxy: ${target.host}`]
  if (result === 'timeout') return [28, `Failed to connect to ${target.host} port ${port}: Timeout was reached`]
  return [7, `Failed to connect to ${target.host} port ${port} after 0 ms: Couldn't connect to server`]
}
