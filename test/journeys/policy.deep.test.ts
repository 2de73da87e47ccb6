import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningCloud } from '../support/cloud.ts'
import { MADE } from '../support/cloud.ts'
import { command, exampleConfig, outcomes, temporary, type Ended } from '../support/command.ts'
import { against, changedExample, printed, under, without, type Policy } from '../support/policy.ts'

describe('each command under the policy that is printed for it', () => {
  let folder: ReturnType<typeof temporary>
  let state: string
  beforeAll(() => {
    folder = temporary()
    state = join(folder.path, 'world.json')
  })
  afterAll(() => folder.remove())
  const run = (cloud: RunningCloud, ...args: string[]): Promise<Ended> => against(cloud, folder.path, ...args)
  const policy = (name: string): Promise<Policy> => printed(name, exampleConfig)
  const refusedCalls = async (cloud: RunningCloud): Promise<string[]> => (await cloud.log()).filter(({ status }) => status === 403).map(({ action }) => action)

  test('up makes everything, the service-linked roles included', async () => {
    await under(state, undefined, (cloud) => cloud.control('PATCH', '/_sim/world', { accounts: { default: { roles: [] } } }))
    await under(state, await policy('up'), async (cloud) => {
      const half = await run(cloud, 'up', '-c', exampleConfig, '--stop-after', 'endpoint')
      expect(half.code, half.stderr + JSON.stringify(half.events.at(-1))).toBe(0)
      expect(half.events.filter(({ type, result }) => type === 'check' && result !== 'ok')).toEqual([])
      expect(await refusedCalls(cloud)).toEqual([])
    })
  })

  test('accept accepts, and up goes on from there', async () => {
    await under(state, await policy('accept'), async (cloud) => {
      const { resources } = await cloud.state()
      const { code, stderr } = await run(cloud, 'accept', resources['endpointServices']![0]!.id, '--region', 'cn-hangzhou')
      expect(code, stderr).toBe(0)
      expect(await refusedCalls(cloud)).toEqual([])
    })
    await under(state, await policy('up'), async (cloud) => {
      const { code, events } = await run(cloud, 'up', '-c', exampleConfig)
      expect(code).toBe(0)
      expect(outcomes(events)).toMatchObject({ connection: 'found', connectivity: 'passed' })
    })
  })

  test.each(['test', 'status'])('%s does its work', async (name) => {
    await under(state, await policy(name), async (cloud) => {
      const { code, stderr } = await run(cloud, name, '-c', exampleConfig)
      expect(code, stderr).toBe(0)
      expect(await refusedCalls(cloud)).toEqual([])
    })
  })

  test('doctor needs no more than plan', async () => {
    await under(state, await policy('plan'), async (cloud) => {
      const { code, events } = await run(cloud, 'doctor', '-c', exampleConfig)
      expect(code).toBe(0)
      expect(events.find(({ name }) => name === 'identity')!['message']).toContain('RAM user simulated-user')
      expect(events.filter(({ name, result }) => name === 'permissions' && result === 'ok')).toHaveLength(1)
      expect(await refusedCalls(cloud)).toEqual([])
    })
  })

  test('a command on an instance that the config does not name is refused, and said with the permission that is missing', async () => {
    const policy = await printed('test', exampleConfig)
    const run7 = policy.Statement.find(({ Action }) => Action.includes('ecs:RunCommand'))!
    expect(run7.Resource).toEqual(['acs:ecs:*:*:instance/i-bp1h217ih52y4llt9xkg', 'acs:ecs:*:*:instance/i-bp1s932shl5swfxktmy6', 'acs:ecs:*:*:command/*'])
    run7.Resource = ['acs:ecs:*:*:instance/i-bp1h217ih52y4llt9xkg', 'acs:ecs:*:*:command/*']
    await under(state, policy, async (cloud) => {
      const { code, events } = await run(cloud, 'test', '-c', exampleConfig)
      expect(code).toBe(4)
      expect(events.at(-1)!['error']).toMatchObject({ code: 'Forbidden.RAM', action: 'RunCommand' })
      expect(events.at(-1)!['error'].denied).toMatch(/^ecs:RunCommand, .*NoPermissionType ImplicitDeny/)
    })
  })

  test('the policy of test makes nothing, and that of down removes everything', async () => {
    await under(state, await policy('test'), async (cloud) => {
      const { code, events } = await run(cloud, 'down', '-c', exampleConfig, '--yes')
      expect(code).toBe(4)
      expect(events.at(-1)!['error']).toMatchObject({ code: 'NoPermission' })
    })
    await under(state, await policy('down'), async (cloud) => {
      const { code, stderr } = await run(cloud, 'down', '-c', exampleConfig, '--yes')
      expect(code, stderr).toBe(0)
      expect(await refusedCalls(cloud)).toEqual([])
      const { resources } = await cloud.state()
      expect(MADE.map((kind) => resources[kind]!.length)).toEqual([0, 0, 0, 0, 0])
    })
  })

  test('without the permission to make the roles, up says which role is missing', async () => {
    const fresh = join(folder.path, 'fresh.json')
    await under(fresh, undefined, (cloud) => cloud.control('PATCH', '/_sim/world', { accounts: { default: { roles: [] } } }))
    await under(fresh, without(await policy('up'), 'ram:CreateServiceLinkedRole'), async (cloud) => {
      const { code, events } = await run(cloud, 'up', '-c', exampleConfig)
      expect(code).toBe(4)
      expect(events.at(-1)!['error']).toMatchObject({ code: 'OperationDenyed.ServiceLinkedRoleNotExist' })
    })
  })
})

describe('policy', () => {
  test('prints JSON on stdout and its comments on stderr', async () => {
    const { code, stdout, stderr } = await command(['policy', '--for', 'accept', '--for', 'up', '--for', 'accept'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout).Statement).toHaveLength(11)
    expect(stderr).toContain('Statement 1: accept\nStatements 2 to 11: up\n')
    expect(stderr).toContain('every instance')
    const usual = await command(['policy', '-q'])
    expect(usual.stderr).toBe('')
    // All of it fits into one policy.
    expect(JSON.stringify(JSON.parse(usual.stdout)).length).toBeLessThan(6144)
  })

  test('gives the same with --json as the last line', async () => {
    const { code, events, stderr } = await command(['policy', '--for', 'status', '--json'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(events).toMatchObject([{ type: 'run.done', ok: true, exit: 0, calls: 0, outputs: { policy: { Version: '1', Statement: [{ Effect: 'Allow', Resource: '*' }] } } }])
  })

  test('allows no command on any instance where the config has no test', async () => {
    const folder = temporary()
    const config = changedExample(folder.path, 'config.yaml', ({ consumer }) => delete consumer.test)
    expect((await command(['policy', '--for', 'up', '-c', config])).stdout).not.toContain('RunCommand')
    folder.remove()
  })

  test('prints one policy for each account where the profiles differ, says whose they are, and one by itself with --side', async () => {
    const folder = temporary()
    const config = changedExample(folder.path, 'config.yaml', ({ provider, consumer }) => {
      provider.profile = 'stock'
      consumer.profile = 'shop'
    })
    const both = await command(['policy', '--for', 'accept', '--for', 'status', '-c', config])
    const { provider, consumer } = JSON.parse(both.stdout)
    expect([provider.Statement.length, consumer.Statement.length]).toEqual([2, 1])
    expect(both.stderr).toBe(`For the provider's account (profile stock):\nStatement 1: accept\nStatement 2: status\nFor the consumer's account (profile shop):\nStatement 1: status\n`
      + 'The two sides are accounts of their own, so that these are two policies; --side provider or --side consumer prints one by itself.\n')
    const one = await command(['policy', '--for', 'status', '-c', config, '--side', 'consumer', '--json'])
    expect(one.events.at(-1)!['outputs']).toEqual({ policy: { ...consumer, Statement: [consumer.Statement[0]] } })
    const json = await command(['policy', '--for', 'status', '-c', config, '--json'])
    expect(Object.keys(json.events.at(-1)!['outputs'].policies)).toEqual(['provider', 'consumer'])
    const none = await command(['policy', '--for', 'accept', '--side', 'consumer'])
    expect([none.code, JSON.parse(none.stdout).Statement]).toEqual([0, []])
    expect(none.stderr).toContain('Nothing is called there')
    expect((await command(['policy', '--side', 'provder'])).stderr).toContain('Did you mean provider?')
    folder.remove()
  })

  test.each([[['--for', 'plann'], 'Did you mean plan?'], [['-c', '/nonexistent/config.yaml'], '/nonexistent/config.yaml']])('%j is bad usage', async (args, said) => {
    const { code, stderr, stdout } = await command(['policy', ...args])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(said)
  })

  test('simulate refuses a file that is no policy', async () => {
    const { code, stderr } = await command(['simulate', '--port', '0', '--state', 'memory', '--policy', exampleConfig])
    expect(code).toBe(2)
    expect(stderr).toContain('config.example.yaml: ')
  })
})
