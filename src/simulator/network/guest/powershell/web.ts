import { STATUS_CODES } from 'node:http'
import type { Answer, Failure } from '../../request.ts'
import type { Machine } from '../machine.ts'
import { NetException } from './errors.ts'
import { bytesOf, encoding, stream } from './streams.ts'
import { enumValue, NetObject, numberOf, textOf, truth, type Value } from './values.ts'

/** Members of System.Net.WebExceptionStatus that can come up here. */
export const WEB_STATUS: Record<string, number> = {
  Success: 0, NameResolutionFailure: 1, ConnectFailure: 2, ReceiveFailure: 3, SendFailure: 4, RequestCanceled: 6,
    ProtocolError: 7, ConnectionClosed: 8,
  TrustFailure: 9, SecureChannelFailure: 10, KeepAliveFailure: 12, Timeout: 14, ProxyNameResolutionFailure: 15, UnknownError: 16,
}

/** How long Windows knocks at an address that keeps silent, and insists on one that refuses. */
const SYN_LIMIT = 21_000
const REFUSED_AFTER = 1_000

export interface WebOptions {
  url: string
  method: string
  headers: [string, string][]
  body: Buffer | undefined
  /** Until the head of the answer is there, in milliseconds. */
  timeoutMs: number
  redirects: number
}

export interface WebResult { url: URL; answer: Answer; method: string }

/** An address as System.Uri takes it. Throws UriFormatException. */
export function uriOf(text: string): URL {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : undefined
  if (full === undefined || !URL.canParse(full) || /^https?:\/\/[^/]*\s/.test(full)) {
    throw new NetException('System.UriFormatException', full === undefined
      ? 'Invalid URI: The format of the URI could not be determined.' : 'Invalid URI: The hostname could not be parsed.')
  }
  return new URL(full)
}

/** Sends a request as HttpWebRequest does; throws WebException for what is no answer, or one of 400 and above. */
export async function send(machine: Machine, options: WebOptions): Promise<WebResult> {
  let url = uriOf(options.url)
  let { method, body } = options
  const began = machine.elapsed
  for (let hops = 0; ; hops++) {
    const answer = await once(machine, url, { ...options, method, body,
      timeoutMs: options.timeoutMs - (machine.elapsed - began) })
    if (answer.kind !== 'answer') throw failure(answer, url)
    const location = answer.headers.find(([name]) => name.toLowerCase() === 'location')?.[1]
    if (answer.status >= 300 && answer.status < 400 && location && URL.canParse(location, url.href) && hops < options.redirects) {
      if (answer.status === 303 || method === 'POST') {
        method = 'GET'
        body = undefined
      }
      url = new URL(location, url)
      continue
    }
    const result = { url, answer, method }
    if (answer.status >= 400) {
      const phrase = answer.statusText || STATUS_CODES[answer.status] || ''
      throw webException(`The remote server returned an error: (${answer.status}) ${phrase}.`, 'ProtocolError', undefined,
        response(result))
    }
    return result
  }
}

async function once(machine: Machine, url: URL, options: WebOptions): Promise<Answer | Failure> {
  const scheme = url.protocol.slice(0, -1)
  if (scheme !== 'http' && scheme !== 'https') throw new NetException('System.NotSupportedException',
    'The URI prefix is not recognized.')
  const headers: [string, string][] = [...options.headers]
  if (!headers.some(([name]) => name.toLowerCase() === 'host')) headers.unshift(['Host', url.host])
  if (options.body) headers.push(['Content-Length', String(options.body.length)])
  const answer = await machine.request({
    scheme, host: url.hostname, port: Number(url.port || (scheme === 'https' ? 443 : 80)), method: options.method,
      path: url.pathname + url.search, headers,
    timeoutMs: options.timeoutMs, connectTimeoutMs: SYN_LIMIT, ...(options.body ? { body: options.body } : {}),
  })
  if (answer.kind === 'refused') machine.spend(Math.min(REFUSED_AFTER, Math.max(0, options.timeoutMs - answer.ms)))
  return answer
}

function failure(found: Failure, url: URL): NetException {
  const place = `${found.remoteAddress ?? url.hostname}:${url.port || 80}`
  switch (found.kind) {
    case 'dns': return webException(`The remote name could not be resolved: '${url.hostname}'`, 'NameResolutionFailure')
    case 'refused':
      return webException('Unable to connect to the remote server', 'ConnectFailure',
        socketException(`No connection could be made because the target machine actively refused it ${place}`, 10_061))
    case 'timeout':
      if (found.phase !== 'connect' || found.ms < SYN_LIMIT) return webException('The operation has timed out', 'Timeout')
      return webException('Unable to connect to the remote server', 'ConnectFailure',
        socketException('A connection attempt failed because the connected party did not '
        + 'properly respond after a period of time, or established connection failed because connected host has failed '
        + `to respond ${place}`, 10_060))
    case 'empty': return webException('The underlying connection was closed: The connection was closed unexpectedly.',
      'ConnectionClosed')
    case 'reset':
      return webException('The underlying connection was closed: An unexpected error occurred on a receive.', 'ReceiveFailure',
        socketException('An existing connection was forcibly closed by the remote host', 10_054))
    case 'tls': return webException('The underlying connection was closed: An unexpected error occurred on a send.',
      'SendFailure')
    case 'certificate':
      return webException('The underlying connection was closed: '
        + 'Could not establish trust relationship for the SSL/TLS secure channel.', 'TrustFailure')
  }
}

function webException(message: string, status: string, inner?: NetException, answer: NetObject | null = null): NetException {
  return new NetException('System.Net.WebException', message, inner, {
    members: { Status: enumValue('System.Net.WebExceptionStatus', status, WEB_STATUS[status] ?? 16), Response: answer },
  })
}

export function socketException(message: string, code: number): NetException {
  const names: Record<number, string> = { 10_060: 'TimedOut', 10_061: 'ConnectionRefused', 10_054: 'ConnectionReset',
    11_001: 'HostNotFound' }
  return new NetException('System.Net.Sockets.SocketException', message, undefined, {
    members: { ErrorCode: code, NativeErrorCode: code,
      SocketErrorCode: enumValue('System.Net.Sockets.SocketError', names[code] ?? String(code), code) },
  })
}

/** An HttpWebResponse. */
export function response({ url, answer, method }: WebResult): NetObject {
  const header = (name: string): string => answer.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? ''
  const cut = answer.cut
  const lost = (): NetException => (cut === 'timeout' ? webException('The operation has timed out.', 'Timeout')
    : new NetException('System.IO.IOException', 'Unable to read data from the transport connection: The connection was closed.'))
  const name = (STATUS_NAMES[answer.status] ?? (STATUS_CODES[answer.status] ?? String(answer.status)))
    .replace(/[^A-Za-z0-9]/g, '')
  const length = header('content-length')
  return new NetObject('System.Net.HttpWebResponse', ['System.Net.WebResponse'])
    .property('StatusCode', () => enumValue('System.Net.HttpStatusCode', name, answer.status))
    .property('StatusDescription', () => answer.statusText).property('ContentLength', () => (length === '' ? -1 : Number(length)))
    .property('ContentType', () => header('content-type')).property('Server', () => header('server'))
      .property('Method', () => method)
    .property('CharacterSet', () => /charset=([\w-]+)/i.exec(header('content-type'))?.[1] ?? 'ISO-8859-1')
      .property('ResponseUri', () => uri(url))
    .property('ContentEncoding', () => header('content-encoding')).property('Headers', () => headerTable(answer.headers))
    .property('ProtocolVersion', () => '1.1').property('LastModified', () => header('last-modified'))
    .method('GetResponseHeader', ([key = null]) => header(textOf(key)))
    .method('GetResponseStream', () => stream('System.Net.ConnectStream', answer.body, cut ? lost : undefined))
    .method('Close', () => null).method('Dispose', () => null)
}

const STATUS_NAMES: Record<number, string> = { 203: 'NonAuthoritativeInformation', 302: 'Found', 304: 'NotModified',
  500: 'InternalServerError' }

/** Headers as a WebHeaderCollection. */
export function headerTable(headers: [string, string][]): NetObject {
  const find = (name: string): string | null => headers.filter(([key]) => key.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value).join(',') || null
  const made = new NetObject('System.Net.WebHeaderCollection', ['System.Collections.Specialized.NameValueCollection'])
  made.text = () => headers.map(([name, value]) => `${name}: ${value}`).join('\r\n')
  return made.property('Count', () => headers.length).property('AllKeys', () => headers.map(([name]) => name))
    .property('Keys', () => headers.map(([name]) => name))
    .method('Get', ([name = null]) => find(textOf(name))).method('get_item', ([name = null]) => find(textOf(name)))
    .method('Add', ([name = null, value = null]) => (headers.push(value === null && textOf(name).includes(':')
      ? [textOf(name).split(':')[0] as string, textOf(name).replace(/^[^:]*:\s*/, '')] : [textOf(name), textOf(value)]), null))
    .method('Set', ([name = null, value = null]) => (put(headers, textOf(name), textOf(value)), null))
    .method('set_item', ([name = null, value = null]) => (put(headers, textOf(name), textOf(value)), null))
    .method('ToString', () => made.text())
}

function put(headers: [string, string][], name: string, value: string): void {
  const known = headers.findIndex(([key]) => key.toLowerCase() === name.toLowerCase())
  if (known >= 0) headers.splice(known, 1)
  headers.push([name, value])
}

/** A System.Uri. */
export function uri(url: URL): NetObject {
  const made = new NetObject('System.Uri')
  made.text = () => url.href
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  return made.property('Host', () => url.hostname).property('DnsSafeHost', () => url.hostname).property('Port', () => port)
    .property('Scheme', () => url.protocol.slice(0, -1))
    .property('AbsoluteUri', () => url.href).property('OriginalString', () => url.href)
      .property('AbsolutePath', () => url.pathname)
    .property('PathAndQuery', () => url.pathname + url.search).property('Query', () => url.search)
      .property('Authority', () => url.host)
    .property('IsDefaultPort', () => url.port === '').method('ToString', () => url.href)
}

/** An HttpWebRequest; every property that scripts set on one can be set. */
export function webRequest(machine: Machine, address: Value): NetObject {
  const url = uriOf(textOf(address))
  if (!/^https?:$/.test(url.protocol)) throw new NetException('System.NotSupportedException', 'The URI prefix is not recognized.')
  const made = new NetObject('System.Net.HttpWebRequest', ['System.Net.WebRequest'])
  const headers: [string, string][] = []
  let body: NetObject | undefined
  const named: [string, Value][] = [
    ['Method', 'GET'], ['Timeout', 100_000], ['ReadWriteTimeout', 300_000], ['ContinueTimeout', 350], ['KeepAlive', true],
      ['Proxy', null], ['UserAgent', null],
    ['Accept', null], ['Referer', null], ['ContentType', null], ['ContentLength', -1], ['AllowAutoRedirect', true],
      ['MaximumAutomaticRedirections', 50],
    ['Credentials', null], ['UseDefaultCredentials', false], ['CachePolicy', null], ['Connection', null], ['Expect', null],
      ['Pipelined', true],
    ['PreAuthenticate', false], ['ProtocolVersion', '1.1'], ['AutomaticDecompression', 0], ['CookieContainer', null],
      ['ConnectionGroupName', null],
    ['SendChunked', false], ['AllowWriteStreamBuffering', true], ['UnsafeAuthenticatedConnectionSharing', false],
      ['ServerCertificateValidationCallback', null],
  ]
  for (const [name, value] of named) made.field(name, value)
  let host: string | undefined
  made.property('Host', () => host ?? url.host, (value) => void (host = textOf(value)))
    .property('Headers', () => headerTable(headers)).property('RequestUri', () => uri(url)).property('Address', () => uri(url))
    .property('ServicePoint', () => new NetObject('System.Net.ServicePoint').field('ConnectionLimit', 2)
      .field('Expect100Continue', true).field('UseNagleAlgorithm', true)
      .field('ConnectionLeaseTimeout', -1).field('MaxIdleTime', 100_000).method('CloseConnectionGroup', () => true))
  made.method('GetRequestStream', () => (body = stream('System.Net.ConnectStream', Buffer.alloc(0))))
    .method('Abort', () => null)
    .method('AddRange', ([from = 0, to = null]) => (headers.push(['Range', `bytes=${textOf(from)}-${textOf(to)}`]), null))
    .method('GetResponse', async () => {
      const own: [string, Value][] = [
        ['User-Agent', made.get('UserAgent')], ['Accept', made.get('Accept')], ['Referer', made.get('Referer')],
          ['Content-Type', made.get('ContentType')],
      ]
      const sent = [...own.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, textOf(value)]])),
        ...headers]
      if (host !== undefined) sent.unshift(['Host', host])
      const timeout = numberOf(made.get('Timeout'))
      const data = body ? bytesOf(await body.methods.get('toarray')?.([])) : undefined
      return response(await send(machine, {
        url: url.href, method: textOf(made.get('Method')).toUpperCase(), headers: sent, body: data,
          timeoutMs: timeout < 0 ? Infinity : timeout,
        redirects: truth(made.get('AllowAutoRedirect')) ? numberOf(made.get('MaximumAutomaticRedirections')) : 0,
      }))
    })
  return made
}

/** A WebClient. */
export function webClient(machine: Machine): NetObject {
  const headers: [string, string][] = []
  const made = new NetObject('System.Net.WebClient').field('Proxy', null).field('Encoding', encoding('latin1'))
    .field('Credentials', null)
    .field('UseDefaultCredentials', false).property('Headers', () => headerTable(headers)).method('Dispose', () => null)
  const load = async (address: Value | undefined): Promise<Buffer> => {
    const { answer } = await send(machine, { url: textOf(address), method: 'GET', headers, body: undefined, timeoutMs: 100_000,
      redirects: 50 })
    return answer.body
  }
  return made.method('DownloadString', async ([address]) => {
    const coding = made.get('Encoding')
    return coding instanceof NetObject ? (await coding.methods.get('getstring')?.([new Uint8Array(await load(address))])) ?? ''
      : (await load(address)).toString()
  }).method('DownloadData', async ([address]) => new Uint8Array(await load(address)))
}
