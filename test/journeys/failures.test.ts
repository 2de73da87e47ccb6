import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, exampleConfig, temporary, type Ended } from '../support/command.ts'

/** Times, IDs and the config's place differ from run to run. */
const steady = (text: string): string =>
  text.replaceAll(exampleConfig, 'config.yaml').replaceAll(/[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/g, 'UUID').replaceAll(/in \d+(ms|s)\b/g, 'in N').replaceAll(/127\.0\.0\.1:\d+/g, 'HOST').replaceAll(/\b\d+ ms\b/g, 'N ms')

describe('a failure says where, what, why, and what mends it', () => {
  let cloud: RunningCloud
  let folder: ReturnType<typeof temporary>
  beforeAll(async () => {
    folder = temporary()
    const policy = join(folder.path, 'policy.json')
    writeFileSync(policy, JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'alb:CreateLoadBalancer', Resource: '*' }] }))
    cloud = await startCloud(['--speed', 'instant', '--policy', policy])
  })
  afterAll(async () => {
    await cloud.stop()
    folder.remove()
  })
  const run = (args: string[], env: Record<string, string> = {}): Promise<Ended> =>
    command([...args, '-c', exampleConfig, '--pace', '400'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path, ...env } })

  test('a permission that is missing, in text', async () => {
    const { code, stderr } = await run(['up', '--quiet'])
    expect(code).toBe(4)
    expect(steady(stderr)).toMatchInlineSnapshot(`
      "✖ [1/7] Load balancer · failed
        CreateLoadBalancer: NoPermission: You are not authorized to perform this action.
        RequestId   UUID
        Denied      alb:CreateLoadBalancer, AuthPrincipalType SubUser, AuthPrincipalOwnerId 1098765432101234, AuthPrincipalDisplayName simulated-user, NoPermissionType ExplicitDeny, PolicyType AccountLevelIdentityBasedPolicy
        Cause       The key is known, but no policy allows it this action on this resource, or a policy denies it.
        Hint        The credentials lack this permission; \`alb-privatelink policy\` prints those that each command needs.
        Cloud page  https://api.aliyun.com/troubleshoot?q=NoPermission&product=Alb&requestId=UUID
        More        alb-privatelink explain NoPermission (docs/troubleshooting.md#a-permission-is-missing)
      Nothing exists yet.
      Once that is mended:  alb-privatelink up -c config.yaml --pace 400
      "
    `)
  })

  test('the same in JSON', async () => {
    const { events } = await run(['up', '--json'])
    const { step, message, ...told } = events.find(({ type }) => type === 'step.fail')!
    expect(step).toBe('load-balancer')
    expect(events.at(-1)!['error']).toEqual({ ...events.at(-1)!['error'], message })
    expect(told).toMatchObject({
      action: 'CreateLoadBalancer', code: 'NoPermission', httpStatus: 403, denied: expect.stringMatching(/^alb:CreateLoadBalancer, .*ExplicitDeny/),
      recommend: expect.stringContaining(`requestId=${told['requestId']}`), hint: expect.stringContaining('alb-privatelink policy'), cause: expect.stringContaining('policy'),
      see: 'docs/troubleshooting.md#a-permission-is-missing',
    })
  })

  test('a key that nobody knows', async () => {
    const { code, stderr } = await run(['status'], { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAInobody', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'wrong-secret' })
    expect(code).toBe(4)
    expect(steady(stderr)).toMatchInlineSnapshot(`
      "Target: http://HOST (cn-hangzhou), account unknown
      error: GetCallerIdentity: InvalidAccessKeyId.NotFound: Specified access key is not found.
        RequestId   UUID
        Cause       The cloud does not know this access key ID, or it is disabled or deleted.
        Hint        Check which credentials are used: the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET, or the profile.
        Cloud page  https://api.aliyun.com/troubleshoot?q=InvalidAccessKeyId.NotFound&product=Sts&requestId=UUID
        More        alb-privatelink explain InvalidAccessKeyId.NotFound (docs/troubleshooting.md#the-access-key-is-not-known)
      Once that is mended:  alb-privatelink status -c config.yaml --pace 400
      "
    `)
  })

  test('a secret that is wrong, with every call on --verbose', async () => {
    const { code, stderr } = await run(['status', '--verbose'], { ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'wrong-secret' })
    expect(code).toBe(4)
    expect(steady(stderr)).toMatchInlineSnapshot(`
      "Sts GetCallerIdentity · 400 · SignatureDoesNotMatch · N ms · UUID
      Target: http://HOST (cn-hangzhou), account unknown
      error: GetCallerIdentity: SignatureDoesNotMatch: Specified signature does not match our calculation.
        RequestId   UUID
        Cause       The access key ID is known, but what was signed does not fit its secret: the secret is another one, or has a blank or a quote too many.
        Hint        Check which credentials are used: the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET, or the profile.
        Cloud page  https://api.aliyun.com/troubleshoot?q=SignatureDoesNotMatch&product=Sts&requestId=UUID
        More        alb-privatelink explain SignatureDoesNotMatch (docs/troubleshooting.md#the-signature-is-wrong)
      Once that is mended:  alb-privatelink status -c config.yaml --pace 400
      "
    `)
  })

  test('an address where nothing listens is given up after a few tries, and in no silence', async () => {
    const { code, stderr } = await run(['status', '--timeout', '20m'], { ALB_PRIVATELINK_ENDPOINT_URL: 'http://127.0.0.1:9' })
    expect(code).toBe(1)
    expect(steady(stderr).split('\n').slice(0, 4)).toEqual([
      'GetCallerIdentity · ECONNREFUSED, trying again in N (1/3)', 'GetCallerIdentity · ECONNREFUSED, trying again in N (2/3)', 'Target: http://HOST (cn-hangzhou), account unknown',
      expect.stringMatching(/^error: List\w+: ECONNREFUSED: /),
    ])
  })

  test('a cloud that answers whose key it is only in the end is asked on', async () => {
    await cloud.control('PUT', '/_sim/faults', [{ id: 'slow', match: { action: 'GetCallerIdentity', times: 5 }, do: { error: { code: 'Throttling.User', status: 400 } } }])
    const { code, stderr } = await run(['status'])
    await cloud.control('DELETE', '/_sim/faults')
    expect(code).toBe(0)
    expect(steady(stderr)).toContain(`Target: http://HOST (cn-hangzhou), account …${String(cloud.ready['accounts'][0].id).slice(-4)}\n`)
    expect(stderr.match(/Throttling/g)).toHaveLength(4)
  })

  test('a proxy that takes no password, and whose own is told nowhere', async () => {
    const proxy = createServer().on('connect', (_request, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const { port } = proxy.address() as { port: number }
    try {
      const { code, stderr } = await run(['status', '--verbose'], { ALB_PRIVATELINK_ENDPOINT_URL: 'https://cloud.invalid', HTTPS_PROXY: `http://joe:secret-of-joe@127.0.0.1:${port}` })
      expect(code).toBe(1)
      expect(steady(stderr)).toMatch(/^error: \w+: ProxyRefused: the proxy answered 407 Proxy Authentication Required when asked for cloud.invalid\n {2}Cause .*\n {2}Hint .*\n {2}More {2,}alb-privatelink explain ProxyRefused /m)
    } finally {
      proxy.close()
    }
  })
})
