import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MADE, startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, exampleConfig, outcomes, temporary, type Ended } from '../support/command.ts'

const CREATED = { 'load-balancer': 'created', 'server-group': 'created', listener: 'created', 'endpoint-service': 'created', endpoint: 'created', connection: 'created', connectivity: 'passed' }
const FOUND = { ...Object.fromEntries(Object.keys(CREATED).map((step) => [step, 'found'])), connectivity: 'passed' }

describe('the main job on a running cloud', () => {
  let cloud: RunningCloud
  let folder: ReturnType<typeof temporary>
  beforeAll(async () => {
    cloud = await startCloud(['--speed', '200'])
    folder = temporary()
  })
  afterAll(async () => {
    await cloud.stop()
    folder.remove()
  })
  const run = (...args: string[]): Promise<Ended> => command([...args, '--pace', '200', '--json'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
  const count = async (): Promise<number[]> => {
    const { resources } = await cloud.state()
    return MADE.map((kind) => resources[kind]!.length)
  }

  test('up makes one of each resource, tagged, and proves that the service is reached', async () => {
    const { code, events, stderr } = await run('up', '-c', exampleConfig)
    expect(code, stderr).toBe(0)
    expect(outcomes(events)).toEqual(CREATED)
    expect(await count()).toEqual([1, 1, 1, 1, 1])
    const { resources } = await cloud.state()
    for (const kind of MADE) expect(resources[kind]![0]!.tags).toMatchObject({ 'managed-by': 'alb-privatelink', 'alb-privatelink/stack': 'web' })
    expect(resources['endpoints']![0]!.tags).toMatchObject({ 'alb-privatelink/consumer': 'default' })
    expect(events.at(-1)).toMatchObject({ type: 'run.done', ok: true, exit: 0 })
    expect(events.at(-1)!['outputs']).toMatchObject({ endpoints: [{ connectionStatus: 'Connected', zones: [{ status: 'Connected' }, { status: 'Connected' }] }] })
  })

  test('up again finds everything and changes nothing but for the test', async () => {
    const before = (await cloud.log()).at(-1)!.n
    const { code, events } = await run('up', '-c', exampleConfig)
    expect(code).toBe(0)
    expect(outcomes(events)).toEqual(FOUND)
    const mutating = (await cloud.log(before)).filter((entry) => entry.mutating)
    expect(new Set(mutating.map(({ action }) => action))).toEqual(new Set(['RunCommand']))
  })

  test('test reaches each zone from its own instance, and both servers', async () => {
    const { code, events } = await run('test', '-c', exampleConfig)
    expect(code).toBe(0)
    const probes = events.filter(({ type }) => type === 'probe')
    expect(probes).toHaveLength(6)
    expect(probes.every((probe) => probe['ok'])).toBe(true)
    expect(new Set(probes.map((probe) => probe['zoneId']))).toEqual(new Set(['cn-hangzhou-h', 'cn-hangzhou-i']))
    expect(Object.keys(probes.find((probe) => probe['via'] === 'zone-domain')!['answeredBy']).sort()).toEqual(['ECS 03', 'ECS 04'])
  })

  test('status shows the stack and changes nothing', async () => {
    const before = (await cloud.log()).at(-1)!.n
    const { code, events } = await run('status', '-c', exampleConfig)
    expect(code).toBe(0)
    expect(events.at(-1)!['outputs']).toHaveProperty('loadBalancerId')
    expect((await cloud.log(before)).filter((entry) => entry.mutating)).toEqual([])
  })

  test('down removes all of it, and a second down finds nothing to do', async () => {
    const first = await run('down', '-c', exampleConfig, '--yes')
    expect(first.code, first.stderr).toBe(0)
    expect(await count()).toEqual([0, 0, 0, 0, 0])
    const second = await run('down', '-c', exampleConfig, '--yes')
    expect(second.code).toBe(0)
    expect(new Set(Object.values(outcomes(second.events)))).toEqual(new Set(['absent']))
  })
})
