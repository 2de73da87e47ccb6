import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../../../src/program.ts'
import { countingProxy, MOMENTS } from '../../reliability/support/proxy.ts'
import { MADE, startCloud } from '../../support/cloud.ts'
import { temporary, type Event } from '../../support/command.ts'
import { fakeIo } from '../../support/fake-io.ts'
import { writeRoomyWorld } from '../../support/roomy-world.ts'

export interface Outcome { code: number; events: Event[]; stderr: string }

/** The world is much faster than the commands' clock: their budgets last although the machine is busy. */
const SPEED = '2000'
const PACE = '200'

/** One key pair for all clouds of this process: the credentials package reads the process's own environment. */
const KEYS = { ALB_PRIVATELINK_SIM_ACCESS_KEY_ID: 'LTAIProperties000000', ALB_PRIVATELINK_SIM_ACCESS_KEY_SECRET: randomUUID() }
process.env['ALIBABA_CLOUD_ACCESS_KEY_ID'] = KEYS.ALB_PRIVATELINK_SIM_ACCESS_KEY_ID
process.env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'] = KEYS.ALB_PRIVATELINK_SIM_ACCESS_KEY_SECRET

const OF_SERVERS = /^(AddServersTo|RemoveServersFrom|UpdateServerGroupServers|ReplaceServersIn)/
const LISTS = ['Servers', 'Zones', 'SecurityGroups', 'Resources', 'ZoneMappings']

/** Without what differs between two clouds that hold the same: IDs that were made, addresses, times, and the order of lists. */
function normalised(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => normalised(item))
    return LISTS.includes(key) ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).filter(([name]) => !/Time$|At$|^nextEdition$|^lockedUntil$|^cause$|^wanted$|^turns$/.test(name)).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, normalised(item, name)]))
  }
  return typeof value === 'string' ? value.replace(/\b(alb|sgp|lsn|epsrv|ep|eni)-[a-z0-9]{10,}/g, '$1-*').replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, 'address') : value
}

/** A cloud with the roomy world, and commands that run inside this process. */
export async function arena() {
  const folder = temporary()
  const home = join(folder.path, 'home')
  const cloud = await startCloud(['--speed', SPEED, '--world', writeRoomyWorld(folder.path)], KEYS)
  const proxy = await countingProxy(cloud.url, () => Promise.resolve())
  const path = join(folder.path, 'config.json')
  let looks = 0
  let empty: string[] = []
  let served = false

  /** Looked at after each call that touches servers and before its answer: in between only servers that leave can go. */
  const look = async (action: string): Promise<void> => {
    const [group] = (await cloud.state()).resources['serverGroups']!
    const serving = (group?.['Servers'] ?? []).filter((server: any) => ['Available', 'Configuring'].includes(server.Status) && server.Weight > 0)
    looks += 1
    if (serving.length === 0 && served) empty.push(`${action}: ${JSON.stringify(group?.['Servers'])}`)
    // A group is empty until its first servers are in.
    served ||= action !== 'CreateServerGroup'
  }
  return {
    get looks() {
      return looks
    },
    /** After which calls no server took traffic any more. */
    empty: (): readonly string[] => empty,
    /** The world as it began; no group has served yet. */
    reset: async (): Promise<void> => {
      await cloud.control('POST', '/_sim/reset')
      rmSync(home, { recursive: true, force: true })
      served = false
      empty = []
      proxy.reset()
      proxy.watch(async ({ action }, moment): Promise<'go on'> => {
        if (moment === MOMENTS[1] && OF_SERVERS.test(action)) await look(action)
        return 'go on'
      })
    },
    run: async (words: string, config: object): Promise<Outcome> => {
      writeFileSync(path, JSON.stringify(config))
      const io = fakeIo({ argv: [...words.split(' '), '-c', path, '--pace', PACE, '--json'], env: { ...cloud.env, ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', ALB_PRIVATELINK_ENDPOINT_URL: proxy.url, ALB_PRIVATELINK_STATE_DIR: home } })
      const code = await runProgram(io)
      return { code, stderr: io.err(), events: io.out().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Event) }
    },
    /** Everything that a stack makes, as it is. */
    world: async (): Promise<unknown> => {
      const { resources } = await cloud.state()
      return [...MADE, 'connections'].map((kind) => resources[kind])
    },
    normal: async (): Promise<unknown> => {
      const { resources } = await cloud.state()
      // No action shows or moves the resource group of a listener.
      // An edition that was asked for is kept beside the present one, also after it has come to count.
      const loadBalancers = resources['loadBalancers']!.map((one) => ({ ...one, LoadBalancerEdition: one['nextEdition']?.LoadBalancerEdition ?? one['LoadBalancerEdition'] }))
      const shown: Record<string, unknown> = { ...resources, loadBalancers, listeners: resources['listeners']!.map((one) => ({ ...one, ResourceGroupId: undefined })) }
      return normalised(Object.fromEntries([...MADE, 'connections'].map((kind) => [kind, shown[kind]])))
    },
    stop: async (): Promise<void> => {
      await proxy.close()
      await cloud.stop()
      folder.remove()
    },
  }
}
