import { afterEach, expect, it } from 'vitest'
import type { Simulator } from '../../src/simulator/api.ts'
import { callV1, callV3, control, ECS, now, send } from './client.ts'
import { handTime, startToy } from './toy.ts'

let sim: Simulator
const key = (n = 0) => sim.accounts[n] as Simulator['accounts'][number]
const ask = { action: 'GetLoadBalancerAttribute', query: { LoadBalancerId: 'alb-none', Format: 'JSON' } }
/** What an authorized call is answered here. */
const THROUGH = [404, 'ResourceNotFound.LoadBalancer']
const codeOf = ({ status, json }: { status: number; json: any }) => [status, json?.Code]
afterEach(() => sim?.close())

it.each([['V3', callV3], ['V1', callV1]] as const)('%s: wrong key, wrong signature, expired or malformed date, reused nonce each have their code', async (_, call) => {
  sim = await startToy()
  const got = async (key: { accessKeyId: string; accessKeySecret: string }, more: object) => codeOf(await call(sim.url, key, { ...ask, ...more }))
  expect(await got(key(), {})).toEqual(THROUGH)
  expect(await got(key(1), {})).toEqual(THROUGH)
  expect(await got({ ...key(), accessKeyId: 'LTAInobody' }, {})).toEqual([404, 'InvalidAccessKeyId.NotFound'])
  expect(await got({ ...key(), accessKeySecret: 'wrong' }, {})).toEqual([400, 'SignatureDoesNotMatch'])
  expect(await got({ ...key(), accessKeySecret: 'wrong' }, { version: ECS, action: 'DescribeRegions' })).toEqual([400, 'IncompleteSignature'])
  expect(await got(key(), { signature: 'abc' })).toEqual([400, 'SignatureDoesNotMatch'])
  expect(await got(key(), { date: now(Date.now() - 16 * 60_000) })).toEqual([400, 'InvalidTimeStamp.Expired'])
  expect(await got(key(), { date: now(Date.now() + 16 * 60_000) })).toEqual([400, 'InvalidTimeStamp.Expired'])
  expect(await got(key(), { date: now(Date.now() - 14 * 60_000) })).toEqual(THROUGH)
  expect(await got(key(), { date: 'yesterday' })).toEqual([400, 'InvalidTimeStamp.Format'])
  expect(await got(key(), { nonce: 'once' })).toEqual(THROUGH)
  expect(await got(key(), { nonce: 'once' })).toEqual([400, 'SignatureNonceUsed'])
  expect(await got(key(1), { nonce: 'once' })).toEqual(THROUGH)
})

it('a nonce is not spent by a signature that does not hold, and may come again half an hour later', async () => {
  const time = handTime()
  sim = await startToy({}, { now: time.now })
  const got = async (key: { accessKeyId: string; accessKeySecret: string }) => codeOf(await callV3(sim.url, key, { ...ask, nonce: 'n', date: now(time.now()) }))
  expect(await got({ ...key(), accessKeySecret: 'wrong' })).toEqual([400, 'SignatureDoesNotMatch'])
  expect(await got(key())).toEqual(THROUGH)
  time.pass(30 * 60_000)
  expect(await got(key())).toEqual([400, 'SignatureNonceUsed'])
  time.pass(1)
  expect(await got(key())).toEqual(THROUGH)
})

it('a header that was added after signing, or a body that was changed, breaks the signature', async () => {
  sim = await startToy()
  const good = { host: new URL(sim.url).host }
  const signed = await callV3(sim.url, key(), { ...ask, headers: { 'x-acs-extra': 'signed' } })
  expect(codeOf(signed)).toEqual(THROUGH)
  const unsigned = await callV3(sim.url, key(), { ...ask, headers: { 'X-ACS-Extra': 'not among the signed ones' } })
  expect(codeOf(unsigned)).toEqual([400, 'SignatureDoesNotMatch'])
  const body = await callV3(sim.url, key(), { ...ask, headers: { 'x-acs-content-sha256': '0'.repeat(64) } })
  expect(codeOf(body)).toEqual([400, 'SignatureDoesNotMatch'])
  expect(codeOf(await send(sim.url, 'POST', '/', { ...good, 'x-acs-action': 'GetLoadBalancerAttribute', 'x-acs-version': '2020-06-16' }))).toEqual([400, 'MissingAccessKeyId'])
  for (const [authorization, code] of [
    ['ACS3-HMAC-SM3 Credential=a,SignedHeaders=b,Signature=c', 'InvalidSignatureMethod'], ['ACS3-HMAC-SHA256', 'MissingAccessKeyId'],
    ['ACS3-HMAC-SHA256 Credential=a', 'MissingSignature'], ['ACS3-HMAC-SHA256 Credential=a, Signature=b', 'MissingSignedHeaders'],
    ['ACS3-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c', 'MissingSignatureNonce'],
  ] as const) {
    const got = await send(sim.url, 'POST', '/', { ...good, authorization, 'x-acs-action': 'GetLoadBalancerAttribute', 'x-acs-version': '2020-06-16' })
    expect(codeOf(got)).toEqual([400, code])
  }
})

it('the older signature wants each of its parameters', async () => {
  sim = await startToy()
  const full: Record<string, string> = {
    Action: ask.action, Version: '2020-06-16', Format: 'JSON', AccessKeyId: key().accessKeyId, Signature: 'x', SignatureMethod: 'HMAC-SHA1', SignatureVersion: '1.0',
    SignatureNonce: 'n', Timestamp: now(),
  }
  for (const name of ['AccessKeyId', 'Signature', 'SignatureMethod', 'SignatureVersion', 'SignatureNonce', 'Timestamp']) {
    const { [name]: _, ...rest } = full
    const { json } = await send(sim.url, 'GET', `/?${new URLSearchParams(rest).toString()}`, { host: new URL(sim.url).host })
    expect(json.Code).toBe(`Missing${name}`)
  }
  const { json } = await send(sim.url, 'GET', `/?${new URLSearchParams({ ...full, SignatureMethod: 'HMAC-MD5' }).toString()}`, { host: new URL(sim.url).host })
  expect(json.Code).toBe('InvalidSignatureMethod')
})

it('a session of an assumed role is accepted with its token, in either signature, until it expires; its token is not repeated in messages', async () => {
  sim = await startToy({ speed: 1 })
  const role = { RoleArn: `acs:ram::${key().id}:role/tester`, RoleSessionName: 'me', DurationSeconds: '900' }
  const { json } = await callV3(sim.url, key(), { version: '2015-04-01', action: 'AssumeRole', query: role })
  const { AccessKeyId: accessKeyId, AccessKeySecret: accessKeySecret, SecurityToken: token } = json.Credentials
  const session = { accessKeyId, accessKeySecret }
  for (const call of [callV3, callV1]) {
    expect(codeOf(await call(sim.url, session, { ...ask, token }))).toEqual(THROUGH)
    expect(codeOf(await call(sim.url, session, ask))).toEqual([400, 'MissingSecurityToken'])
    expect(codeOf(await call(sim.url, session, { ...ask, token: 'CAISother' }))).toEqual([400, 'InvalidSecurityToken.Malformed'])
    expect(codeOf(await call(sim.url, key(), { ...ask, token }))).toEqual([400, 'InvalidSecurityToken.MismatchWithAccessKey'])
    const wrong = await call(sim.url, { accessKeyId, accessKeySecret: 'wrong' }, { ...ask, token })
    expect(wrong.json.Code).toBe('SignatureDoesNotMatch')
    expect(wrong.json.Message).toContain('***')
    expect(wrong.text).not.toContain(token)
  }
  const who = await callV3(sim.url, session, { version: '2015-04-01', action: 'GetCallerIdentity', token })
  expect(who.json).toMatchObject({ IdentityType: 'AssumedRoleUser', AccountId: key().id, Arn: `acs:sts::${key().id}:assumed-role/tester/me` })
  await control(sim, 'POST', 'clock/advance', { seconds: 900 })
  expect(codeOf(await callV3(sim.url, session, { ...ask, token }))).toEqual([400, 'InvalidSecurityToken.Expired'])
})

it('the environment replaces the first account’s key in this process', async () => {
  sim = await startToy({ env: { ALB_PRIVATELINK_SIM_ACCESS_KEY_ID: 'mine', ALB_PRIVATELINK_SIM_ACCESS_KEY_SECRET: 'secret' } })
  expect(key()).toMatchObject({ name: 'one', accessKeyId: 'mine', accessKeySecret: 'secret' })
  expect(codeOf(await callV3(sim.url, { accessKeyId: 'mine', accessKeySecret: 'secret' }, ask))).toEqual(THROUGH)
  await expect(startToy({ env: { ALB_PRIVATELINK_SIM_ACCESS_KEY_ID: 'mine' } })).rejects.toThrow('set together')
})

it('every world makes up its own keys', async () => {
  sim = await startToy()
  const other = await startToy()
  await other.close()
  expect(other.accounts[0]?.accessKeyId).not.toBe(key().accessKeyId)
  expect(key().accessKeyId).toMatch(/^LTAI5t\w{18}$/)
  expect(key().accessKeySecret).toMatch(/^\w{30}$/)
})
