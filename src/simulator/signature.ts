import { createHmac, hash } from 'node:crypto'

/** Percent-encodes as the signatures want it: what encodeURIComponent leaves of ! ' ( ) * as well. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

export function sha256(data: string | Buffer): string {
  return hash('sha256', data)
}

export interface Canonical {
  method: string
  path: string
  query: readonly [string, string][]
  /** Names as signed, in lower case, and values. */
  headers: readonly [string, string][]
  /** SHA-256 of the body in hexadecimal. */
  payload: string
  /** The documentation wants keys encoded, the SDKs leave them as they are. */
  encodeKeys: boolean
}

/** The canonical request of ACS3-HMAC-SHA256. */
export function canonicalV3(request: Canonical): string {
  const query = sorted(request.query).map(([key, value]) => `${request.encodeKeys ? encode(key) : key}=${encode(value)}`).join('&')
  const headers = request.headers.map(([name, value]) => `${name}:${value}\n`).join('')
  return [request.method, request.path, query, headers, request.headers.map(([name]) => name).join(';'), request.payload].join('\n')
}

/** The signature of ACS3-HMAC-SHA256 in hexadecimal. */
export function signV3(canonical: string, secret: string): string {
  return createHmac('sha256', secret).update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`).digest('hex')
}

/** What the older RPC signature (HMAC-SHA1, version 1.0) signs: all parameters of query and form body but `Signature`. */
export function stringToSignV1(method: string, parameters: readonly [string, string][]): string {
  const canonical = sorted(parameters.filter(([key]) => key !== 'Signature')).map(([key, value]) => `${encode(key)}=${encode(value)}`).join('&')
  return `${method}&%2F&${encode(canonical)}`
}

/** The older RPC signature in Base64. */
export function signV1(stringToSign: string, secret: string): string {
  return createHmac('sha1', `${secret}&`).update(stringToSign).digest('base64')
}

function sorted(pairs: readonly [string, string][]): [string, string][] {
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}
