import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MADE, startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, outcomes, temporary, type Ended } from '../support/command.ts'
import { writeSecondConfig, writeSecondWorld } from '../support/second-world.ts'

describe('another world: three zones, 25 servers, Linux consumers, another region and seed', () => {
  let cloud: RunningCloud
  let folder: ReturnType<typeof temporary>
  let config: string
  beforeAll(async () => {
    folder = temporary()
    cloud = await startCloud(['--speed', '80', '--world', writeSecondWorld(folder.path)])
    config = await writeSecondConfig(folder.path, cloud)
  })
  afterAll(async () => {
    await cloud.stop()
    folder.remove()
  })
  const run = (...args: string[]): Promise<Ended> => command([...args, '-c', config, '--pace', '80', '--json'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })

  test('up reaches the service from every zone', async () => {
    const { code, events, stderr } = await run('up')
    expect(code, stderr + JSON.stringify(events.at(-1))).toBe(0)
    expect(outcomes(events)['connectivity']).toBe('passed')
    const probes = events.filter(({ type }) => type === 'probe')
    expect(probes).toHaveLength(9)
    // Each zone is asked at least twice as often as there are servers.
    const asked = probes.filter((probe) => probe['zoneId'] === 'ap-southeast-1b').reduce((sum, probe) => sum + probe['attempts'], 0)
    expect(asked).toBeGreaterThanOrEqual(50)
    expect(new Set(probes.flatMap((probe) => Object.keys(probe['answeredBy']))).size).toBe(25)
  })

  test('its resources carry the consumer and the tags of the user', async () => {
    const { resources } = await cloud.state()
    expect(resources['serverGroups']![0]!['Servers']).toHaveLength(25)
    expect(resources['endpoints']![0]!.tags).toMatchObject({ 'alb-privatelink/consumer': 'shop', team: 'stock' })
  })

  test('up again finds everything, test passes, down leaves nothing', async () => {
    const again = await run('up')
    expect(again.code).toBe(0)
    expect(new Set(Object.values(outcomes(again.events)))).toEqual(new Set(['found', 'passed']))
    expect((await run('test')).code).toBe(0)
    expect((await run('down', '--yes')).code).toBe(0)
    const { resources } = await cloud.state()
    expect(MADE.map((kind) => resources[kind]!.length)).toEqual([0, 0, 0, 0, 0])
  })
})
