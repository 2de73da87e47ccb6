import { Refusal, type Product } from './action.ts'
import { sameText } from './credentials.ts'
import { mandatory } from './dialect.ts'
import type { Account, World } from './model.ts'
import type { Policy } from './ram.ts'
import { DATE_WINDOW_MS, type Nonces } from './nonces.ts'
import { header, parametersOf, type Incoming } from './request.ts'
import { canonicalV3, sha256, signV1, signV3, stringToSignV1 } from './signature.ts'

export interface KeyPair { accessKeyId: string; accessKeySecret: string }

export interface Guard {
  nonces: Nonces
  /** Real epoch milliseconds: dates are checked against the machine's clock. */
  now: () => number
  /** What the environment puts in place of the first account's key. */
  override?: KeyPair
  /** By account: what the RAM user may do whose key the account's is; without one that key is the account's own. */
  policies: ReadonlyMap<string, Policy>
}

export interface Caller { account: Account; accessKeyId: string }

/**
 * Checks who signed a request, by either signature.
 * @throws Refusal with the documented code of what does not hold
 */
export function authorize(world: World, product: Product, incoming: Incoming, guard: Guard): Caller {
  return header(incoming, 'authorization') ? authorizeV3(world, product, incoming, guard) : authorizeV1(world, product, incoming, guard)
}

const SIGNED_BY_ALL = ['host', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-signature-nonce']

function authorizeV3(world: World, product: Product, incoming: Incoming, guard: Guard): Caller {
  const [scheme = '', ...rest] = header(incoming, 'authorization').split(' ')
  if (scheme !== 'ACS3-HMAC-SHA256') throw invalidMethod()
  const parts = new Map(rest.join(' ').split(',').map((part): [string, string] => {
    const mark = part.indexOf('=')
    return mark < 0 ? [part.trim(), ''] : [part.slice(0, mark).trim(), part.slice(mark + 1).trim()]
  }))
  const accessKeyId = parts.get('Credential') || refuse(mandatory('AccessKeyId'))
  const signature = parts.get('Signature') || refuse(mandatory('Signature'))
  const names = (parts.get('SignedHeaders') || refuse(mandatory('SignedHeaders'))).toLowerCase().split(';')
  const nonce = header(incoming, 'x-acs-signature-nonce') || refuse(mandatory('SignatureNonce'))
  const key = findKey(world, accessKeyId, header(incoming, 'x-acs-security-token'), guard)
  checkDate(header(incoming, 'x-acs-date'), guard)

  const payload = sha256(incoming.body)
  const canonical = (encodeKeys: boolean): string => canonicalV3({
    method: incoming.method, path: incoming.path, query: incoming.query, payload, encodeKeys,
    headers: names.map((name): [string, string] => [name, valuesOf(incoming, name)]),
  })
  const mustBeSigned = [...SIGNED_BY_ALL, ...Object.keys(incoming.headers).filter((name) => name.startsWith('x-acs-'))]
  const signed = mustBeSigned.every((name) => names.includes(name)) && header(incoming, 'x-acs-content-sha256').toLowerCase() === payload
  // SDKs leave the keys of the query unencoded here; the documentation encodes them. Both are taken.
  if (!signed || ![false, true].some((form) => sameText(signV3(canonical(form), key.secret), signature.toLowerCase()))) {
    const text = canonical(false)
    throw product === 'Ecs'
      ? incomplete(hideToken(text, incoming))
      : new Refusal('SignatureDoesNotMatch', 400, 'Specified signature does not match our calculation. server StringToSign is '
        + `[ACS3-HMAC-SHA256 ${sha256(text)}] server CanonicalRequest is [${hideToken(text, incoming)}]`)
  }
  useNonce(accessKeyId, nonce, guard)
  return { account: key.account, accessKeyId }
}

function valuesOf(incoming: Incoming, name: string): string {
  const value = incoming.headers[name]
  return Array.isArray(value) ? value.map((one) => one.trim()).sort().join(',') : (value ?? '').trim()
}

function authorizeV1(world: World, product: Product, incoming: Incoming, guard: Guard): Caller {
  const parameters = parametersOf(incoming)
  const need = (name: string): string => parameters.get(name) || refuse(mandatory(name))
  const accessKeyId = need('AccessKeyId')
  const signature = need('Signature')
  const method = need('SignatureMethod')
  if (method.toUpperCase() !== 'HMAC-SHA1') throw invalidMethod()
  if (need('SignatureVersion') !== '1.0') throw new Refusal('InvalidSignatureVersion', 400, 'Specified signature version is not valid.')
  const nonce = need('SignatureNonce')
  const date = need('Timestamp')
  const key = findKey(world, accessKeyId, parameters.get('SecurityToken') ?? '', guard)
  checkDate(date, guard)
  const text = stringToSignV1(incoming.method, [...parameters])
  if (!sameText(signV1(text, key.secret), signature)) {
    throw product === 'Ecs'
      ? incomplete(hideToken(text, incoming))
      : new Refusal('SignatureDoesNotMatch', 400,
        `Specified signature is not matched with our calculation. server string to sign is:${hideToken(text, incoming)}`)
  }
  useNonce(accessKeyId, nonce, guard)
  return { account: key.account, accessKeyId }
}

/** The account and secret behind a key, of the account itself or of a session. */
function findKey(world: World, accessKeyId: string, token: string, guard: Guard): { account: Account; secret: string } {
  for (const [index, account] of world.accounts.entries()) {
    const own = index === 0 && guard.override ? guard.override : account
    if (own.accessKeyId === accessKeyId) {
      if (token) throw new Refusal('InvalidSecurityToken.MismatchWithAccessKey', 400, 'Specified SecurityToken mismatch with the AccessKey.')
      return { account, secret: own.accessKeySecret }
    }
    const session = account.sessions?.find((one) => one.accessKeyId === accessKeyId)
    if (session) {
      if (!token) throw mandatory('SecurityToken')
      if (!sameText(session.securityToken, token)) {
        const known = world.accounts.some((one) => one.sessions?.some((other) => other.securityToken === token))
        throw known
          ? new Refusal('InvalidSecurityToken.MismatchWithAccessKey', 400, 'Specified SecurityToken mismatch with the AccessKey.')
          : new Refusal('InvalidSecurityToken.Malformed', 400, 'Specified SecurityToken is malformed.')
      }
      return { account, secret: session.accessKeySecret }
    }
  }
  throw new Refusal('InvalidAccessKeyId.NotFound', 404, 'Specified access key is not found.')
}

/** A session is over when the world's clock says so. Checked after the signature, by the gateway. */
export function checkSession(caller: Caller, worldNow: number): void {
  const session = caller.account.sessions?.find((one) => one.accessKeyId === caller.accessKeyId)
  if (session && session.expiresAt <= worldNow) throw new Refusal('InvalidSecurityToken.Expired', 400, 'Specified SecurityToken is expired.')
}

function checkDate(text: string, guard: Guard): void {
  const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(date)) throw new Refusal('InvalidTimeStamp.Format', 400, 'Specified time stamp or date value is not well formatted.')
  if (Math.abs(guard.now() - date) > DATE_WINDOW_MS) {
    throw new Refusal('InvalidTimeStamp.Expired', 400, 'Specified time stamp or date value is expired.')
  }
}

/** Only after the signature held, so that nobody spends another's nonces. */
function useNonce(accessKeyId: string, nonce: string, guard: Guard): void {
  if (!guard.nonces.use(accessKeyId, nonce, guard.now())) {
    throw new Refusal('SignatureNonceUsed', 400, 'Specified signature nonce was used already.')
  }
}

function incomplete(text: string): Refusal {
  return new Refusal('IncompleteSignature', 400, `The request signature does not conform to Aliyun standards. server string to sign is:${text}`)
}

function invalidMethod(): Refusal {
  return new Refusal('InvalidSignatureMethod', 400, 'Specified signature method is not valid.')
}

/** Clients print messages: a session's token does not belong in one, nor does a whole upload. */
function hideToken(text: string, incoming: Incoming): string {
  const token = header(incoming, 'x-acs-security-token') || parametersOf(incoming).get('SecurityToken')
  const hidden = token ? [token, encodeURIComponent(token), encodeURIComponent(encodeURIComponent(token))].reduce((all, form) => all.replaceAll(form, '***'), text) : text
  return hidden.length > 8000 ? `${hidden.slice(0, 8000)}…` : hidden
}

function refuse(refusal: Refusal): never {
  throw refusal
}
