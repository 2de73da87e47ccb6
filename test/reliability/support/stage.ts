import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { start, type Ended, type Event, type Running } from '../../support/command.ts'
import { countingProxy, type Call, type CountingProxy } from './proxy.ts'
import { smallCloud, type SmallCloud } from './small-cloud.ts'

/** Another state directory than `one`; another file than the stage's config. */
export interface More { stateDir?: string; config?: string }

/** A cloud, a proxy before it, and state directories that are emptied whenever a world is put back. */
export interface Stage extends SmallCloud {
  proxy: CountingProxy
  /** Starts the built command through the proxy. */
  start(command: readonly string[], more?: More & { onEvent?: (event: Event) => void }): Running
  run(command: readonly string[], more?: More): Promise<Ended>
}

/** Reads that a command repeats until something is ready; some of them bring the slowest resource on by a good part. */
const WAITED = /^(Get|ListServerGroupServers|ListAsynJobs|ListVpcEndpointZones|ListVpcEndpointConnections|ListVpcEndpointServiceResources|DescribeInvocationResults)/
/** Pace of the commands: their waits are short, and their budgets last although the machine is busy. */
const PACE = 200

/**
 * World seconds that pass with each call, and no others do: how many calls a run makes does not depend on how busy the machine
 * is, and what an earlier process made is as young for the next one as if there had been no time between them. The lists that a
 * run begins with take less than their lag of two seconds all together.
 */
const secondsOf = ({ action, query }: Call): number => (action === 'GetCallerIdentity' ? 0 : WAITED.test(action) || isOfOneGroup(action, query) ? 15 : 0.3)

/** A server group has no action of its own that reads it. */
const isOfOneGroup = (action: string, query: URLSearchParams): boolean => action === 'ListServerGroups' && query.has('ServerGroupIds.1')

export async function stage(): Promise<Stage> {
  const small = await smallCloud()
  const { cloud, config } = small
  await cloud.control('PUT', '/_sim/clock', { frozen: true })
  await small.keep('first')
  const proxy = await countingProxy(cloud.url, (call) => cloud.control('POST', '/_sim/clock/advance', { seconds: secondsOf(call) }))
  const homes = join(small.folder, 'homes')
  const self: Stage = {
    ...small, proxy,
    start: (command, more = {}) =>
      start([...command, '-c', more.config ?? config, '--pace', String(PACE), '--json'], {
        env: { ...cloud.env, ALB_PRIVATELINK_ENDPOINT_URL: proxy.url, ALB_PRIVATELINK_STATE_DIR: join(homes, more.stateDir ?? 'one') },
        ...(more.onEvent === undefined ? {} : { onEvent: more.onEvent }),
      }),
    run: (command, more) => self.start(command, more).ended,
    restore: async (name) => {
      rmSync(homes, { recursive: true, force: true })
      proxy.reset()
      await small.restore(name)
    },
    stop: async () => {
      await proxy.close()
      await small.stop()
    },
  }
  return self
}

/** Why a run did not end as it should: the last line of its events and what it wrote beside them. */
export const told = (ended: Pick<Ended, 'code' | 'events' | 'stderr'>): string => `${ended.code ?? 'killed'}: ${JSON.stringify(ended.events.at(-1) ?? null)} ${ended.stderr}`
