import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callV3, PRIVATELINK } from '../simulator/client.ts'
import { MADE, startCloud, type LogEntry, type RunningCloud } from '../support/cloud.ts'
import { command, outcomes, temporary, type Ended } from '../support/command.ts'
import { writeSecondConfig, writeSecondWorld } from '../support/second-world.ts'

const SIDES = ['provider', 'consumer'] as const
interface Account { id: string; name: string; accessKeyId: string; accessKeySecret: string }
interface Policy { Statement: { Action: string[] }[] }

describe('a stack of two accounts, each under the policy of its own side', () => {
  let folder: ReturnType<typeof temporary>
  let config: string
  let accounts: Account[]
  const state = (): string => join(folder.path, 'world.json')
  const during = async <T>(args: readonly string[], work: (cloud: RunningCloud) => Promise<T>): Promise<T> => {
    const cloud = await startCloud(['--state', state(), '--speed', '400', ...args])
    try {
      return await work(cloud)
    } finally {
      await cloud.stop()
    }
  }

  beforeAll(async () => {
    folder = temporary()
    const yaml = writeSecondWorld(folder.path)
    const world = JSON.parse(readFileSync(yaml, 'utf8'))
    world.accounts = [{ name: 'stock' }, { name: 'shop' }]
    world.vpcs[0].account = 'shop'
    writeFileSync(yaml, JSON.stringify(world))
    await during(['--world', yaml], async (cloud) => {
      accounts = cloud.ready['accounts'] as Account[]
      config = await writeSecondConfig(folder.path, cloud)
    })
    const { consumer, provider, serverGroup, ...rest } = JSON.parse(readFileSync(config, 'utf8'))
    serverGroup.servers.splice(2)
    delete consumer.test.bodies
    writeFileSync(config, JSON.stringify({ ...rest, serverGroup, provider: { ...provider, profile: 'stock' }, consumer: { ...consumer, profile: 'shop' } }))
    const profiles = accounts.map(({ name, accessKeyId, accessKeySecret }) => ({ name, mode: 'AK', access_key_id: accessKeyId, access_key_secret: accessKeySecret }))
    mkdirSync(join(folder.path, '.aliyun'))
    writeFileSync(join(folder.path, '.aliyun', 'config.json'), JSON.stringify({ current: 'stock', profiles }))
  })
  afterAll(() => folder.remove())

  const printed = async (...names: string[]): Promise<Record<(typeof SIDES)[number], Policy>> => {
    const { code, stdout, stderr } = await command(['policy', ...names.flatMap((name) => ['--for', name]), '-c', config])
    expect(code, stderr).toBe(0)
    return JSON.parse(stdout)
  }
  const run = (cloud: RunningCloud, ...args: string[]): Promise<Ended> =>
    command([...args, ...(args.includes('-c') ? [] : ['-c', config]), '--pace', '400', '--json'], { env: { HOME: folder.path, ALB_PRIVATELINK_ENDPOINT_URL: cloud.url, ALB_PRIVATELINK_STATE_DIR: folder.path } })
  /** Serves the world with both accounts under what is printed for some commands. */
  const under = async <T>(names: string[], work: (cloud: RunningCloud) => Promise<T>): Promise<T> => {
    const policies = await printed(...names)
    const files = SIDES.map((side) => {
      const file = join(folder.path, `${side}.policy.json`)
      writeFileSync(file, JSON.stringify(policies[side]))
      return file
    })
    return during(['--policy', files[0]!, '--policy', `shop=${files[1]}`], work)
  }
  const why = ({ stderr, events }: Ended): string => stderr + JSON.stringify(events.at(-1))
  const refused = async (cloud: RunningCloud): Promise<string[]> => (await cloud.log()).filter(({ status }: LogEntry) => status === 403).map(({ action }) => action)

  test('up makes the provider and the consumer each their own', async () => {
    await under(['up'], async (cloud) => {
      const ended = await run(cloud, 'up')
      expect(ended.code, why(ended)).toBe(0)
      expect(outcomes(ended.events)).toMatchObject({ 'endpoint-service': 'created', endpoint: 'created', connection: 'created', connectivity: 'passed' })
      expect(await refused(cloud)).toEqual([])
    })
  })

  const remove = async (cloud: RunningCloud): Promise<void> => {
    const ServiceId = (await cloud.state()).resources['endpointServices']![0]!.id
    const { status, text } = await callV3(cloud.url, accounts[0]!, { version: PRIVATELINK, action: 'RemoveUserFromVpcEndpointService', query: { RegionId: 'ap-southeast-1', ServiceId, UserId: accounts[1]!.id } })
    expect(status, text).toBe(200)
  }
  const whitelisted = async (cloud: RunningCloud): Promise<boolean> => (await cloud.state()).resources['endpointServices']![0]!['Users'].includes(accounts[1]!.id)

  test("plan tells of the consumer's account that the service does not admit any more, and up puts it back", async () => {
    await during([], remove)
    await under(['plan'], async (cloud) => {
      const planned = await run(cloud, 'plan', '--exit-code')
      expect(planned.code, why(planned)).toBe(10)
      expect(planned.events.find(({ step }) => step === 'endpoint-service')).toMatchObject({ action: 'update', changes: [{ field: `service whitelist ${accounts[1]!.id}`, from: 'none', to: accounts[1]!.id }] })
      expect(await refused(cloud)).toEqual([])
    })
    await under(['up'], async (cloud) => {
      const ended = await run(cloud, 'up')
      expect(ended.code, why(ended)).toBe(0)
      expect(outcomes(ended.events)).toMatchObject({ 'endpoint-service': 'updated', endpoint: 'found', connection: 'found' })
      expect(await whitelisted(cloud)).toBe(true)
      const again = await run(cloud, 'plan', '--exit-code')
      expect(again.code, why(again)).toBe(0)
      expect(await refused(cloud)).toEqual([])
    })
  })

  test('a service that is given is left as it is, and up says how its owner admits the account before anything is made', async () => {
    await during([], async (cloud) => {
      await remove(cloud)
      const { consumer } = JSON.parse(readFileSync(config, 'utf8'))
      const { id } = (await cloud.state()).resources['endpointServices']![0]!
      const guest = join(folder.path, 'guest.json')
      writeFileSync(guest, JSON.stringify({ stack: 'guest', region: 'ap-southeast-1', provider: { profile: 'stock' }, service: { id }, consumer: { ...consumer, test: undefined } }))
      const ended = await run(cloud, 'up', '-c', guest)
      expect(ended.code, why(ended)).toBe(3)
      expect(ended.events.filter(({ type, result }) => type === 'check' && result === 'fail')).toMatchObject([
        { name: 'given-endpoint-service', message: expect.stringContaining(`does not admit ${accounts[1]!.id}`), hint: expect.stringContaining(`--ServiceId ${id} --UserId ${accounts[1]!.id}`) },
      ])
      expect(await whitelisted(cloud)).toBe(false)
    })
  })

  test('test and doctor --deep ask on both sides', async () => {
    await under(['test', 'doctor'], async (cloud) => {
      const tested = await run(cloud, 'test')
      expect(tested.code, why(tested)).toBe(0)
      const looked = await run(cloud, 'doctor', '--deep')
      expect(looked.code, why(looked)).toBe(0)
      expect(looked.events.filter(({ name }) => name === 'identity')).toHaveLength(2)
      expect(looked.events.filter(({ name, result }) => name === 'serving' && result === 'ok')).toHaveLength(2)
      expect(await refused(cloud)).toEqual([])
    })
  })

  test('down removes what both have made', async () => {
    await under(['down'], async (cloud) => {
      const ended = await run(cloud, 'down', '--yes')
      expect(ended.code, why(ended)).toBe(0)
      expect(await refused(cloud)).toEqual([])
      const { resources } = await cloud.state()
      expect(MADE.map((kind) => resources[kind]!.length)).toEqual([0, 0, 0, 0, 0])
    })
  })
})
