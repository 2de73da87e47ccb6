import { describe, expect, test, vi } from 'vitest'
import { MADE } from '../support/cloud.ts'
import type { Ended } from '../support/command.ts'
import { NONE, ONE_OF_EACH } from './support/small-cloud.ts'
import { told, type Stage } from './support/stage.ts'
import { OTHER_DOOR } from './support/world.ts'
import { sweep } from './support/sweep.ts'
import { tell } from './support/tell.ts'

/** Fewer boundaries than this would mean that most of the procedure was not swept. */
const LEAST_PAIRS = 120

vi.setConfig({ testTimeout: 1_800_000 })

const UP = ['up']
const DOWN = ['down', '--yes']

/** Which count of each kind is there, where it is not the right one or the command did not end well. */
const unless = async (right: boolean, on: Stage, count: readonly number[]): Promise<string | undefined> => {
  const there = await on.count()
  return right && there.join() === count.join() ? undefined : `[${there.join(' ')}]`
}
const built = ({ code, events }: Ended, on: Stage): Promise<string | undefined> => {
  const probes = events.filter(({ type }) => type === 'probe')
  return unless(code === 0 && probes.length === 3 && probes.every((probe) => probe['ok'] === true), on, ONE_OF_EACH)
}
const gone = ({ code }: Ended, on: Stage): Promise<string | undefined> => unless(code === 0, on, NONE)

describe('a command that is killed at any boundary of any call, and run again', () => {
  let pairs = 0

  test('up makes exactly one of each resource, and its test passes', async () => {
    const result = await sweep({ killed: UP, next: UP, wrong: built })
    tell(`crash sweep, up then up: ${result.pairs} pairs over ${result.calls} calls`)
    pairs += result.pairs
    expect(result.wrong).toEqual([])
  })

  test('down leaves none', async () => {
    const result = await sweep({ from: 'stack', killed: DOWN, next: DOWN, wrong: gone })
    tell(`crash sweep, down then down: ${result.pairs} pairs over ${result.calls} calls`)
    pairs += result.pairs
    expect(result.wrong).toEqual([])
  })

  test('there were boundaries enough to speak of a sweep', () => {
    tell(`crash sweep: ${pairs} pairs in all`)
    expect(pairs).toBeGreaterThanOrEqual(LEAST_PAIRS)
  })
})

describe('another command after one that was killed', () => {
  test('down after an up that was killed around a creating call leaves none', async () => {
    const result = await sweep({ killed: UP, next: DOWN, wrong: gone, only: /^(Create|Add|Attach|Enable)/ })
    tell(`crash sweep, up then down around creating calls: ${result.pairs} pairs`)
    expect(result.wrong).toEqual([])
    expect(result.pairs).toBeGreaterThanOrEqual(21)
  })

  test('up after a down that was killed around a removing call makes exactly one of each', async () => {
    const result = await sweep({ from: 'stack', killed: DOWN, next: UP, wrong: built, only: /^(Delete|Remove|Detach|Disable)/ })
    tell(`crash sweep, down then up around removing calls: ${result.pairs} pairs`)
    expect(result.wrong).toEqual([])
    expect(result.pairs).toBeGreaterThanOrEqual(24)
  })
})

describe('a change of a stack that is killed, and run again', () => {
  const MUTATING = /^(Create|Add|Attach|Enable|Update|Delete|Remove|Detach|Disable|Start|MoveResourceGroup|Tag)/

  /** The test passed, there is one of each, and nothing is left to do. */
  const settled = async (ended: Ended, on: Stage, config?: string): Promise<string | undefined> => {
    const wrong = await built(ended, on)
    if (wrong !== undefined) return wrong
    const plan = await on.run(['plan', '--exit-code'], config === undefined ? {} : { config })
    return plan.code === 0 ? undefined : `a plan of ${plan.events.flatMap(({ changes }) => changes ?? []).map(({ field }) => field).join(', ')}`
  }

  test('up with an edited config brings about all that was edited', async () => {
    const edit = (config: any): void => {
      config.tags = { team: 'shop' }
      Object.assign(config.loadBalancer, { name: 'edited', edition: 'Standard', deletionProtection: true })
      Object.assign(config.serverGroup, { name: 'edited', scheduler: 'Wlc', healthCheck: { interval: 5 }, stickySession: { enabled: true, type: 'Insert', cookieTimeout: 900 } })
      config.serverGroup.servers[0].weight = 20
      config.serverGroup.servers[1].port = 81
      Object.assign(config.listener, { description: 'edited', idleTimeout: 20 })
      config.service = { description: 'edited', autoAccept: true, zoneAffinity: true }
      config.consumer.endpoint = { name: 'edited', description: 'edited' }
      config.consumer.securityGroupIds = [OTHER_DOOR]
    }
    const result = await sweep({ from: 'stack', killed: UP, next: UP, edit, wrong: settled, only: MUTATING })
    tell(`crash sweep, up with an edited config: ${result.pairs} pairs over ${result.calls} mutating calls`)
    expect(result.wrong).toEqual([])
    expect(result.pairs).toBeGreaterThanOrEqual(30)
  })

  test.each<[string, ((config: any) => void)?]>([
    ['listener', (config) => {
      config.listener.port = 81
    }],
    ['endpoint', (config) => {
      config.consumer.zones[0].address = '10.0.0.77'
    }],
    ['load-balancer'],
  ])('up --replace %s makes it anew, with what hangs on it', async (step, edit) => {
    const replace = ['up', '--replace', step]
    const result = await sweep({ from: 'stack', killed: replace, next: replace, wrong: settled, only: /^(Create|Delete)/, ...(edit === undefined ? {} : { edit }) })
    tell(`crash sweep, up --replace ${step}: ${result.pairs} pairs over ${result.calls} creating and deleting calls`)
    expect(result.wrong).toEqual([])
    expect(result.pairs).toBeGreaterThanOrEqual(6)
  })
})

describe('resources that existed before the stack, whenever the command is killed', () => {
  /** The stacks that the resources of each kind belong to by their tags, unless they are these and the command ended well. */
  const unlessOwned = (owned: string) => async ({ code }: Ended, on: Stage): Promise<string | undefined> => {
    const { resources } = await on.cloud.state()
    const owners = MADE.map((kind) => resources[kind]!.map(({ tags }) => tags['alb-privatelink/stack'] ?? 'nobody').sort().join('+')).join(' ')
    return code === 0 && owners === owned ? undefined : owners
  }

  /** The load balancer, server group and listener of the stack that was built, named by their IDs in another one's config. */
  const hosts = new Map<Stage, Record<string, string>>()
  const host = async (on: Stage): Promise<void> => {
    const { resources } = await on.cloud.state()
    hosts.set(on, { loadBalancer: resources['loadBalancers']![0]!.id, serverGroup: resources['serverGroups']![0]!.id, listener: resources['listeners']![0]!.id })
  }
  const guest = (config: any, on: Stage): void => {
    for (const [section, id] of Object.entries(hosts.get(on)!)) config[section] = { id }
    config.stack = 'guest'
    delete config.provider
    delete config.consumer.test
  }

  test('up makes its own part once, and touches nothing that was given', async () => {
    const result = await sweep({ from: 'stack', prepare: host, edit: guest, killed: UP, next: UP, wrong: unlessOwned('web web web guest+web guest+web'), only: /^Create/ })
    tell(`crash sweep, up on what is given: ${result.pairs} pairs`)
    expect(result.wrong).toEqual([])
    expect(result.pairs).toBeGreaterThanOrEqual(6)
  })

  test('down removes its own part, and leaves what was given', async () => {
    const prepare = async (on: Stage): Promise<void> => {
      await host(on)
      const up = await on.run(UP, { config: on.variant('guest.json', (config) => guest(config, on)) })
      if (up.code !== 0) throw new Error(told(up))
    }
    const result = await sweep({ from: 'stack', prepare, edit: guest, killed: DOWN, next: DOWN, wrong: unlessOwned('web web web web web'), only: /^(Disable|Delete)/ })
    tell(`crash sweep, down on what is given: ${result.pairs} pairs`)
    expect(result.wrong).toEqual([])
    expect(result.pairs).toBeGreaterThanOrEqual(9)
  })

  test('up --adopt takes over what was made by hand, and makes no second', async () => {
    const untag = async (on: Stage): Promise<void> => {
      const { resources } = await on.cloud.state()
      const bare = MADE.map((kind) => [kind, Object.fromEntries(resources[kind]!.map(({ id, tags }) => [id, { tags: Object.fromEntries(Object.keys(tags).map((key) => [key, null])) }]))])
      await on.cloud.control('PATCH', '/_sim/world', Object.fromEntries(bare))
    }
    const edit = (config: any): void => {
      delete config.consumer.test
      config.serverGroup.servers[0].weight = 40
    }
    const adopt = ['up', '--yes', ...['load-balancer', 'server-group', 'listener', 'endpoint-service', 'endpoint'].flatMap((step) => ['--adopt', step])]
    const result = await sweep({ from: 'stack', prepare: untag, edit, killed: adopt, next: adopt, wrong: unlessOwned('web web web web web'), only: /^Tag/ })
    tell(`crash sweep, up --adopt: ${result.pairs} pairs`)
    expect(result.wrong).toEqual([])
    expect(result.pairs).toBeGreaterThanOrEqual(15)
  })
})
