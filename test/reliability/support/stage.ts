import { copyFileSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { MADE, startCloud, type RunningCloud } from '../../support/cloud.ts'
import { start, temporary, type Ended, type Event, type Running } from '../../support/command.ts'
import { countingProxy, type CountingProxy } from './proxy.ts'
import { writeSmallWorld } from './world.ts'

/** A cloud in a process of its own, a proxy before it, and a state directory that is emptied between two trials. */
export interface Stage {
  cloud: RunningCloud
  proxy: CountingProxy
  config: string
  /** Starts a command through the proxy; with the stage's own state directory unless another one is named. */
  start(command: readonly string[], more?: { stateDir?: string; onEvent?: (event: Event) => void }): Running
  run(command: readonly string[], more?: { stateDir?: string }): Promise<Ended>
  /** Keeps the world as it is now under a name. */
  keep(name: string): Promise<void>
  /** A world that was kept, empty state directories, no faults, and a proxy that counts from 1; `first` is the world at its start. */
  restore(name: string): Promise<void>
  /** How many there are of each kind that a stack makes, in the order of MADE. */
  count(): Promise<number[]>
  stop(): Promise<void>
}

export const ONE_OF_EACH = MADE.map(() => 1)
export const NONE = MADE.map(() => 0)

/** Reads that a command repeats until something is ready; two of them bring the slowest resource on by a good part. */
const WAITED = /^(Get|ListServerGroupServers|ListAsynJobs|ListVpcEndpointZones|ListVpcEndpointConnections|ListVpcEndpointServiceResources|DescribeInvocationResults)/
/** Pace of the commands: their waits are short, and their budgets last although the machine is busy. */
const PACE = 200

/**
 * World seconds that pass with each call, and no others do: how many calls a run makes does not depend on how busy the machine
 * is, and what an earlier process made is as young for the next one as if there had been no time between them. The lists that a
 * run begins with take less than their lag of two seconds all together.
 */
const secondsOf = (action: string): number => (action === 'GetCallerIdentity' ? 0 : WAITED.test(action) ? 8 : 0.3)

export async function stage(): Promise<Stage> {
  const folder = temporary()
  const { world, config } = writeSmallWorld(folder.path)
  const file = join(folder.path, 'state', 'world.json')
  mkdirSync(join(folder.path, 'kept'))
  const cloud = await startCloud(['--world', world, '--state', file])
  await cloud.control('PUT', '/_sim/clock', { frozen: true })
  const proxy = await countingProxy(cloud.url, ({ action }) => cloud.control('POST', '/_sim/clock/advance', { seconds: secondsOf(action) }))
  const homes = join(folder.path, 'homes')
  const self: Stage = {
    cloud, proxy, config,
    start: (command, more = {}) =>
      start([...command, '-c', config, '--pace', String(PACE), '--json'], {
        env: { ...cloud.env, ALB_PRIVATELINK_ENDPOINT_URL: proxy.url, ALB_PRIVATELINK_STATE_DIR: join(homes, more.stateDir ?? 'one') },
        ...(more.onEvent === undefined ? {} : { onEvent: more.onEvent }),
      }),
    run: (command, more) => self.start(command, more).ended,
    keep: async (name) => {
      // A change of the clock is saved with the world: the file is as new as what the process knows.
      await cloud.control('POST', '/_sim/clock/advance', { seconds: 60 })
      copyFileSync(file, join(folder.path, 'kept', name))
    },
    restore: async (name) => {
      const draft = `${file}.next`
      copyFileSync(join(folder.path, 'kept', name), draft)
      renameSync(draft, file)
      rmSync(homes, { recursive: true, force: true })
      proxy.reset()
      await cloud.control('DELETE', '/_sim/faults')
    },
    count: async () => {
      const { resources } = await cloud.state()
      return MADE.map((kind) => resources[kind]!.length)
    },
    stop: async () => {
      await proxy.close()
      await cloud.stop()
      folder.remove()
    },
  }
  await self.keep('first')
  return self
}

/** Why a run did not end as it should: the last line of its events and what it wrote beside them. */
export const told = (ended: Ended): string => `${ended.code ?? ended.signal}: ${JSON.stringify(ended.events.at(-1) ?? null)} ${ended.stderr}`
