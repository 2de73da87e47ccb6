import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Simulator } from '../../src/simulator/api.ts'
import { startSimulator } from '../../src/simulator/index.ts'
import { makeWorld } from '../../src/simulator/world-file.ts'
import { callV3, control, ECS } from './client.ts'

let dir: string
const open: Simulator[] = []
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'simulator-')) })
afterEach(async () => {
  for (const sim of open.splice(0)) await sim.close()
  rmSync(dir, { recursive: true })
})
const start = async (options: Partial<Parameters<typeof startSimulator>[0]> = {}): Promise<Simulator> => {
  const sim = await startSimulator({ state: 'memory', ...options })
  open.push(sim)
  return sim
}
const ask = async (sim: Simulator, version: string, action: string, query: Record<string, string> = {}) => callV3(sim.url, sim.accounts[0] as Simulator['accounts'][number], { version, action, query })

describe('the simulator', () => {
  it('serves all products on one port, and says where and for whom', async () => {
    const sim = await start()
    expect(sim).toMatchObject({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), region: 'cn-hangzhou', speed: 40 })
    expect(sim.accounts.map((one) => one.name)).toEqual(['default', 'partner'])
    const RegionId = sim.region
    expect((await ask(sim, '2015-04-01', 'GetCallerIdentity')).json).toMatchObject({ AccountId: sim.accounts[0]?.id, IdentityType: 'Account' })
    expect((await ask(sim, '2016-04-28', 'DescribeVpcs', { RegionId })).json.Vpcs.Vpc).toHaveLength(2)
    expect((await ask(sim, ECS, 'DescribeInstances', { RegionId })).json.Instances.Instance).toHaveLength(4)
    expect((await ask(sim, '2020-06-16', 'DescribeZones')).json.Zones.length).toBeGreaterThan(2)
    expect((await ask(sim, '2020-04-15', 'DescribeZones', { RegionId, ServiceResourceType: 'alb' })).status).toBe(200)
  })

  it('serves a proxy into the private networks where it is asked for, and names a guest to try it with', async () => {
    const { proxy, guest } = await start({ proxy: true })
    expect({ proxy, guest }).toEqual({ proxy: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), guest: { name: 'ECS 01', user: 'ecs-01' } })
    expect(await start()).not.toHaveProperty('proxy')
  })

  it('keeps its world in a file that two of them may serve at once, with the same keys', async () => {
    const state = join(dir, 'state', 'world.json')
    const [one, two] = [await start({ state }), await start({ state })]
    expect(two.accounts).toEqual(one.accounts)
    const { json } = await ask(one, '2020-06-16', 'CreateServerGroup', { ServerGroupName: 'shared', VpcId: 'vpc-bp16xl1gorbiigaaphj4h', 'HealthCheckConfig.HealthCheckEnabled': 'false' })
    expect((await control(two, 'GET', 'state')).json.resources.serverGroups.map((group: any) => group.id)).toEqual([json.ServerGroupId])
    await control(two, 'POST', 'reset')
    expect((await control(one, 'GET', 'state')).json.resources.serverGroups).toEqual([])
    expect(readdirSync(join(dir, 'state'))).toEqual(['world.json'])
  })

  it('keeps the pace of the world that is there, unless it is given one', async () => {
    const state = join(dir, 'world.json')
    expect((await start({ state, speed: 7 })).speed).toBe(7)
    expect((await start({ state })).speed).toBe(7)
    expect((await start({ state, speed: 'instant' })).speed).toBe(40)
  })

  it('begins with the world file that it is given, and tells where it kept a world that was there already', async () => {
    const state = join(dir, 'world.json')
    const world = join(dir, 'world.yaml')
    writeFileSync(world, 'regions: [{ id: eu-there-1, zones: [{ id: eu-there-1a }] }]')
    expect(await start({ state, world })).toMatchObject({ region: 'eu-there-1', kept: false })
    writeFileSync(world, 'regions: [{ id: eu-other-1, zones: [{ id: eu-other-1a }] }]')
    expect(await start({ state, world })).toMatchObject({ region: 'eu-there-1', kept: true })
    await expect(startSimulator({ state, world: join(dir, 'none.yaml') })).rejects.toMatchObject({ input: 'world', problem: 'missing' })
  })

  it.each([
    ['is not there', undefined, 'no such file'], ['is no UTF-8', Buffer.from([0x72, 0xff, 0xfe]), 'no UTF-8'], ['is far too long', Buffer.alloc(5_000_000, 97), 'larger than'],
    ['is wrong', Buffer.from('regions: 7'), 'world.yaml:1:10: regions:'],
  ])('does not start with a world file that %s, and leaves no state behind', async (_, bytes, message) => {
    const world = join(dir, 'world.yaml')
    if (bytes) writeFileSync(world, bytes)
    await expect(start({ world, state: join(dir, 'state.json') })).rejects.toThrow(message)
    expect(readdirSync(dir)).toEqual(bytes ? ['world.yaml'] : [])
  })

  it('refuses a state that is no world and leaves it as it is', async () => {
    const state = join(dir, 'world.json')
    writeFileSync(state, '{"mine":true}')
    await expect(start({ state })).rejects.toThrow('left as it is')
    expect(readFileSync(state, 'utf8')).toBe('{"mine":true}')
  })
})

it('the world file of the manual is a world', () => {
  const manual = readFileSync(join(import.meta.dirname, '../../docs/simulator.md'), 'utf8')
  const text = /```yaml\n([^]*?)```/.exec(manual)?.[1] as string
  expect(Object.values(makeWorld(text, 'manual', 0).instances)).toHaveLength(1)
})
