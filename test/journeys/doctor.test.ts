import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, exampleConfig, temporary, type Ended, type Event } from '../support/command.ts'
import { against, printed, under, without } from '../support/policy.ts'

const checks = (events: readonly Event[], name: string): Event[] => events.filter((event) => event.type === 'check' && event['name'] === name)
const results = (events: readonly Event[], name: string): string[] => checks(events, name).map((event) => String(event['result']))

describe('doctor', () => {
  let cloud: RunningCloud
  let folder: ReturnType<typeof temporary>
  beforeAll(async () => {
    cloud = await startCloud(['--speed', '400'])
    folder = temporary()
  })
  afterAll(async () => {
    await cloud.stop()
    folder.remove()
  })
  const run = (...args: string[]): Promise<Ended> => against(cloud, folder.path, 'doctor', '-c', exampleConfig, ...args)

  test('says a line for each thing, changes nothing and ends with 0', async () => {
    const before = (await cloud.log()).length
    const { code, events } = await run()
    expect(code).toBe(0)
    const told = events.filter(({ type }) => type === 'check')
    expect(new Set(told.map(({ result }) => result))).toEqual(new Set(['ok']))
    expect(checks(events, 'endpoints').map(({ message }) => String(message).split(' ')[0])).toEqual(['STS', 'ALB', 'PrivateLink', 'VPC', 'ECS'])
    expect(checks(events, 'identity')[0]!['message']).toMatch(/^Key ….{4} from environment variables: the account itself of account …\d{4}\.$/)
    expect(results(events, 'quotas')).toHaveLength(8)
    expect(results(events, 'server-security-groups')).toEqual(['ok'])
    expect(events.at(-1)).toMatchObject({ type: 'run.done', ok: true, exit: 0, outputs: { checks: { ok: told.length, fail: 0, unknown: 0, skipped: 0 } } })
    const calls = (await cloud.log()).slice(before)
    expect(calls.filter(({ mutating }) => mutating)).toEqual([])
    expect(calls.length).toBe(events.at(-1)!['calls'])
  })

  test('prints its lines on stdout, what went well too', async () => {
    const { stdout, stderr, code } = await command(['doctor', '-c', exampleConfig], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^✔ identity: .*\n✔ clock: .*\n(✔ endpoints: .* ms\.\n){5}✔ credentials: /)
    expect(stderr).not.toContain('✔')
  })

  test('leaves out what --skip-check names, its own checks too', async () => {
    const { events } = await run('--skip-check', 'quotas', '--skip-check', 'servers')
    expect([results(events, 'quotas'), results(events, 'servers')]).toEqual([['skipped'], ['skipped']])
    expect((await run('--skip-check', 'quota')).events.at(-1)!['error'].hint).toContain('Did you mean quotas?')
  })

  test('ends with 3 where something is wrong, and says what mends it', async () => {
    await cloud.control('PATCH', '/_sim/world', { accounts: { default: { privatelinkOpen: false } } })
    const { code, events } = await run()
    await cloud.control('PATCH', '/_sim/world', { accounts: { default: { privatelinkOpen: true } } })
    expect(code).toBe(3)
    expect(checks(events, 'privatelink-open')).toMatchObject([{ result: 'fail', hint: expect.stringContaining('aliyun privatelink OpenPrivateLinkService') }])
    expect(results(events, 'quotas')).not.toContain('fail')
    expect(events.at(-1)).toMatchObject({ exit: 3, error: { code: 'ChecksFailed' } })
  })

  test('names the permission to look that is missing', async () => {
    const policy = without(await printed('plan', exampleConfig), 'alb:ListLoadBalancers')
    await under(`${folder.path}/world.json`, policy, async (other) => {
      const { code, events } = await against(other, folder.path, 'doctor', '-c', exampleConfig)
      expect(code).toBe(3)
      expect(checks(events, 'permissions')).toMatchObject([{ result: 'fail', message: expect.stringContaining('lack alb:ListLoadBalancers (NoPermission)'), hint: expect.stringContaining('alb-privatelink policy') }])
      expect(checks(events, 'quotas')[0]).toMatchObject({ result: 'unknown' })
    })
  })

  test('goes on where the key is refused, and says what could not be looked at', async () => {
    const env = { ...cloud.env, ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tNobodysKey', ALB_PRIVATELINK_STATE_DIR: folder.path }
    const { code, events } = await command(['doctor', '-c', exampleConfig, '--json'], { env })
    expect(code).toBe(3)
    expect(checks(events, 'identity')).toMatchObject([{ result: 'fail', message: 'Key …sKey from environment variables is refused (InvalidAccessKeyId.NotFound).' }])
    expect(results(events, 'clock')).toEqual(['ok'])
    expect(checks(events, 'servers')[0]!['message']).toBe('Not looked at, because the credentials are refused (InvalidAccessKeyId.NotFound).')
  })
})

describe('doctor --deep', () => {
  let folder: ReturnType<typeof temporary>
  beforeAll(() => {
    folder = temporary()
  })
  afterAll(() => folder.remove())
  const messages = (events: readonly Event[], name: string): string[] => checks(events, name).map(({ result, message }) => `${String(result)} ${String(message)}`)

  test('under its own policy has the cloud judge each create and each server asked, and changes nothing', async () => {
    const state = `${folder.path}/deep.json`
    await under(state, undefined, async (cloud) => {
      expect((await against(cloud, folder.path, 'up', '-c', exampleConfig, '--stop-after', 'load-balancer')).code).toBe(0)
    })
    await under(state, await printed('doctor', exampleConfig), async (cloud) => {
      const made = async () => (await cloud.state()).resources
      const before = await made()
      const { code, events, stderr } = await against(cloud, folder.path, 'doctor', '-c', exampleConfig, '--deep')
      expect(code, stderr + JSON.stringify(events.at(-1))).toBe(0)
      expect(messages(events, 'dry-run load-balancer')).toEqual([expect.stringMatching(/^skipped CreateLoadBalancer: not sent, alb-\w+ is there already\.$/)])
      expect(messages(events, 'dry-run server-group')).toEqual(['ok CreateServerGroup: passed.'])
      expect(messages(events, 'dry-run endpoint-service')).toEqual(['ok CreateVpcEndpointService: passed.'])
      expect(messages(events, 'dry-run listener')).toEqual(['skipped CreateListener: not sent, it needs server-group first.'])
      expect(messages(events, 'dry-run endpoint')).toEqual(['skipped CreateVpcEndpoint: not sent, it needs endpoint-service first.'])
      expect(messages(events, 'serving')).toEqual([expect.stringMatching(/^ok Server i-\w+ \(ECS 03\), port 80: it answers HTTP 200 /), expect.stringMatching(/^ok Server i-\w+ \(ECS 04\), port 80: /)])
      expect(await made()).toEqual(before)
      const log = await cloud.log()
      expect(log.filter(({ status }) => status === 403)).toEqual([])
      expect(log.filter(({ worked }) => worked).map(({ action }) => action)).toEqual(['RunCommand', 'RunCommand'])
    })
  })

  test('ends with 3 where a create is not permitted or a server does not serve, and goes on with the same command', async () => {
    const state = `${folder.path}/bad.json`
    await under(state, without(await printed('doctor', exampleConfig), 'alb:CreateServerGroup'), async (cloud) => {
      const { resources } = await cloud.state()
      const server = resources['instances']!.find(({ InstanceName }) => InstanceName === 'ECS 04')!.id
      await cloud.control('PATCH', '/_sim/world', { instances: { [server]: { services: [] } } })
      const { code, events } = await against(cloud, folder.path, 'doctor', '-c', exampleConfig, '--deep')
      expect(code).toBe(3)
      expect(checks(events, 'dry-run server-group')).toMatchObject([{ result: 'fail', message: expect.stringContaining('alb:CreateServerGroup'), hint: expect.stringContaining('alb-privatelink policy') }])
      expect(checks(events, 'serving').at(-1)).toMatchObject({ result: 'fail', message: expect.stringContaining(`Server ${server} (ECS 04), port 80: nothing listens there`), hint: expect.stringContaining('ss -ltn') })
      expect(events.at(-1)).toMatchObject({ next: `alb-privatelink doctor -c ${exampleConfig} --pace 400 --deep`, error: { message: expect.stringContaining('dry-run server-group, serving') } })
      const { stdout } = await command(['doctor', '-c', exampleConfig, '--deep', '--skip-check', 'dry-run', '--skip-check', 'serving'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
      expect(stdout).toContain('- dry-run: Skipped, as --skip-check asks.\n- serving: Skipped, as --skip-check asks.\n')
    })
  })
})

describe('a machine whose clock is wrong', () => {
  let server: Server | undefined
  afterEach(async () => {
    await new Promise<void>((resolve) => (server ? void server.close(() => resolve()) : resolve()))
    server = undefined
  })

  test('is told so, although the cloud refuses every signature', async () => {
    const wrong = (server = createServer((_request, response) => {
      response.sendDate = false
      response.writeHead(400, { 'content-type': 'application/json', date: new Date(Date.now() + 3_600_000).toUTCString(), connection: 'close' })
      response.end(JSON.stringify({ RequestId: 'R', Code: 'InvalidTimeStamp.Expired', Message: 'Specified time stamp or date value is expired.' }))
    }))
    await new Promise<void>((resolve) => void wrong.listen(0, '127.0.0.1', () => resolve()))
    const url = `http://127.0.0.1:${(wrong.address() as AddressInfo).port}`
    const env = { ALB_PRIVATELINK_ENDPOINT_URL: url, ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tAnybodysKey', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'anybodyssecret' }
    const { code, events } = await command(['doctor', '-c', exampleConfig, '--json'], { env })
    expect(code).toBe(3)
    expect(checks(events, 'clock')).toMatchObject([{ result: 'fail', message: expect.stringMatching(/^This machine's clock is 3(599|60[0-2]) s behind the cloud's; /), hint: expect.stringContaining('timedatectl') }])
    expect(results(events, 'identity')).toEqual(['fail'])
    expect(new Set(results(events, 'endpoints'))).toEqual(new Set(['ok']))
  })

  test('and one without a way to the cloud is told of each product', async () => {
    const env = { ALB_PRIVATELINK_ENDPOINT_URL: 'http://127.0.0.1:9', ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tAnybodysKey', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'anybodyssecret' }
    const { code, events } = await command(['doctor', '-c', exampleConfig, '--json', '--pace', '100'], { env })
    expect(code).toBe(3)
    expect(results(events, 'endpoints')).toEqual(['fail', 'fail', 'fail', 'fail', 'fail'])
    expect(checks(events, 'endpoints')[0]!['hint']).toContain('curl -v http://127.0.0.1:9/')
    expect(checks(events, 'servers')[0]!['message']).toBe('Not looked at, because 127.0.0.1:9 did not answer.')
  })
})
