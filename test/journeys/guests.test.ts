import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, exampleConfig, temporary, type Ended } from '../support/command.ts'

describe('a test where no command may be run on instances', () => {
  let cloud: RunningCloud
  let folder: ReturnType<typeof temporary>
  let first: string
  let proxy: string
  let status: string
  beforeAll(async () => {
    cloud = await startCloud(['--speed', 'instant'])
    folder = temporary()
    const up = await run('up', '--json')
    expect(up.code, up.stderr).toBe(0)
    status = (await run('status', '--json')).stdout
    first = (await cloud.state()).resources['instances']!.find((item) => item['InstanceName'] === 'ECS 01')!.id
    proxy = String(cloud.ready['proxy']).replace('//', '//ecs-01@')
  })
  afterAll(async () => {
    await cloud.stop()
    folder.remove()
  })
  const run = (...args: string[]): Promise<Ended> => command([...args, '-c', exampleConfig, '--pace', '400'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
  const done = ({ events }: Ended) => events.find(({ type }) => type === 'run.done')!
  const commandsRun = async (): Promise<number> => (await cloud.log()).filter(({ action }) => action === 'RunCommand').length

  test('--print gives the commands of each instance, and runs none', async () => {
    const before = await commandsRun()
    const { code, stdout } = await run('test', '--print')
    expect(code).toBe(0)
    expect(stdout.match(/^# On ECS 0[12] \(i-/gm)).toHaveLength(2)
    expect(stdout).toContain('ECS 03 answers with')
    const ended = await run('test', '--print', '--json', '--instance', first)
    expect(done(ended)['outputs'].commands).toMatchObject([{ instanceId: first, zoneId: 'cn-hangzhou-h', os: 'windows', script: expect.stringContaining("Ask 'http://10.0.") }])
    expect(await commandsRun()).toBe(before)
  })

  test('--local asks from here with what the cloud shows, and names the layer that failed', async () => {
    const before = await commandsRun()
    const here = ['test', '--local', '--instance', first, '--zone', 'cn-hangzhou-h', '--proxy', proxy, '--json'] as const
    const ended = await run(...here)
    expect(ended.code, ended.stdout).toBe(0)
    const probes = ended.events.filter(({ type }) => type === 'probe')
    expect(probes.map(({ via, instanceId, ok }) => [via, instanceId, ok])).toEqual(['zone-address', 'zone-domain', 'endpoint-domain'].map((via) => [via, first, true]))
    expect(Object.keys(probes[1]!['answeredBy']).sort()).toEqual(['ECS 03', 'ECS 04'])
    const listener = (await cloud.state()).resources['listeners']![0]!
    await cloud.control('PATCH', '/_sim/world', { listeners: { [listener.id]: { status: 'Stopped' } } })
    try {
      const failed = await run(...here)
      expect(failed.code, failed.stdout).toBe(5)
      expect(done(failed)['error'].code).toBe('Connectivity.listener')
    } finally {
      await cloud.control('PATCH', '/_sim/world', { listeners: { [listener.id]: { status: 'Running' } } })
    }
    expect(await commandsRun()).toBe(before)
  })

  test('--local --outputs needs no credentials and calls nothing', async () => {
    const before = (await cloud.log()).length
    const args = ['test', '-c', exampleConfig, '--local', '--outputs', '-', '--instance', first, '--zone', 'cn-hangzhou-h', '--proxy', proxy, '--json']
    const ended = await command(args, { input: status })
    expect(ended.code, ended.stdout).toBe(0)
    expect(done(ended)).toMatchObject({ ok: true, calls: 0 })
    expect((await cloud.log()).length).toBe(before)
  })

  test.each([
    [['--instance', 'i-nobody'], 'There is: i-'],
    [['--zone', 'cn-hangzhou-x'], 'There is: cn-hangzhou-h, cn-hangzhou-i.'],
    [['--local'], 'Name it with --instance'],
    [['--local', '--print'], '--print and --local exclude each other'],
    [['--proxy', 'http://127.0.0.1:1'], '--proxy goes with --local only'],
  ])('bad usage, %j, names what there is', async (args, words) => {
    const { code, stderr } = await run('test', ...args)
    expect(code, stderr).toBe(2)
    expect(stderr).toContain(words)
  })

  test('--local does not pretend to reach the embedded cloud of --simulate', async () => {
    const { code, stderr } = await command(['test', '-c', exampleConfig, '--local', '--simulate'])
    expect(code).toBe(2)
    expect(stderr).toContain('--proxy')
  })
})
