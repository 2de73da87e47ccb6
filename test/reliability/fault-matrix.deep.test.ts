import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { MADE } from '../support/cloud.ts'
import { documented, type Action, type Class, type Documented } from './support/documented.ts'
import { inside, type Inside, type Outcome } from './support/inside.ts'
import { NONE, ONE_OF_EACH } from './support/small-cloud.ts'
import { told } from './support/stage.ts'
import { tell } from './support/tell.ts'
import { transientOf, type Strike } from './support/transient.ts'
import { OTHER_DOOR } from './support/world.ts'

const STEPS = ['load-balancer', 'server-group', 'listener', 'endpoint-service', 'endpoint', 'connection']
/** How many calls a run may still make after the answer that it cannot survive: it ends at once, or gives the reason right after. */
const CALLS_LEFT = 25
const WORKERS = 2

vi.setConfig({ testTimeout: 1_800_000 })

/** Actions that a run needs only where a creating call did less than it was asked. */
const BELIEFS: Record<string, Record<string, string>> = {
  'Alb.TagResources': { 'create-tags': 'ignored' },
  'Privatelink.ListTagResources': { 'create-tags': 'ignored' },
  'Privatelink.TagResources': { 'create-tags': 'ignored' },
  'Privatelink.AttachResourceToVpcEndpointService': { 'create-service-resources': 'ignored' },
  'Privatelink.AddZoneToVpcEndpoint': { 'create-endpoint-zones': 'ignored' },
}

interface Trial { world: string; command: readonly string[]; right: readonly number[]; config?: string }

/** What a worker runs for an action. */
function trialOf(on: Inside, name: string): Trial {
  const step = STEPS.indexOf(name)
  if (step >= 0) return { world: `before ${name}`, command: ['up', '--stop-after', name], right: MADE.map((_kind, index) => (index <= step ? 1 : 0)) }
  switch (name) {
    case 'connectivity':
      return { world: 'built', command: ['up'], right: ONE_OF_EACH }
    case 'test':
      return { world: 'built', command: ['test'], right: ONE_OF_EACH }
    case 'down':
      return { world: 'built', command: ['down', '--yes'], right: NONE }
    case 'protected':
      return { world: 'protected', command: ['down', '--yes', '--force'], right: NONE, config: protectedConfig(on) }
    case 'changed':
      return { world: 'built', command: ['up', '--stop-after', 'connection'], right: ONE_OF_EACH, config: changedConfig(on) }
    default:
      throw new Error(`documented.txt: no trial ${name}`)
  }
}

const protectedConfig = (on: Inside): string => on.variant('protected.json', (config) => (config.loadBalancer.deletionProtection = true))

/** One change for every action that changes something in place. */
const changedConfig = (on: Inside): string =>
  on.variant('changed.json', (config) => {
    config.resourceGroupId = 'rg-reliability0'
    Object.assign(config.loadBalancer, { name: 'renamed', edition: 'Standard', deletionProtection: true })
    Object.assign(config.serverGroup, { name: 'renamed', servers: [{ ...config.serverGroup.servers[0], weight: 50 }] })
    config.listener.idleTimeout = 30
    config.service = { description: 'renamed' }
    config.consumer.endpoint = { name: 'renamed' }
    config.consumer.securityGroupIds = [OTHER_DOOR]
  })

/** A cloud with all the worlds that trials begin in. */
async function prepared(): Promise<Inside> {
  const on = await inside()
  const succeed = async (outcome: Promise<Outcome>): Promise<void> => {
    const ended = await outcome
    if (ended.code !== 0) throw new Error(told(ended))
  }
  await on.keep('before load-balancer')
  for (const [index, step] of STEPS.slice(0, -1).entries()) {
    await succeed(on.run(['up', '--stop-after', step]))
    await on.keep(`before ${STEPS[index + 1]!}`)
  }
  await succeed(on.run(['up']))
  await on.keep('built')
  await on.restore('first')
  await succeed(on.run(['up', '--stop-after', 'load-balancer'], protectedConfig(on)))
  await on.keep('protected')
  return on
}

const error = (status: number, code: string) => ({ error: { code, status } })
/** Strikes the first call of an action, or its second, the first being throttled. */
const rules = (action: string, nth: 1 | 2, strike: object): object[] => [
  ...(nth === 2 ? [{ id: `throttle-${action}`, match: { action, from: 1 }, do: error(400, 'Throttling') }] : []),
  { id: `strike-${action}`, match: { action, from: nth }, do: strike },
]

/** The exit code and the rest of the ending that a class asks for; undefined when the run ended so. */
function wrong(row: Documented, trial: Trial, name: string, ended: Outcome, count: readonly number[], callsLeft: number): string | undefined {
  const last = ended.events.at(-1)!
  const survived = ended.code === 0 && count.join() === trial.right.join()
  const exits: Record<Class, number[]> = {
    again: [0], unknown: [0], busy: [0], absent: [0], conflict: [0], check: [0, 3], forbidden: [4], fatal: [name === 'test' ? 5 : row.code === 'NeedOpenProduct' && row.action.endsWith('Open') ? 3 : 1],
  }
  if (!exits[row.is].includes(ended.code)) return `exit ${ended.code}, not ${exits[row.is].join(' or ')}`
  if (ended.code === 0) return survived ? undefined : `it left ${count.join(' ')}`
  if (count.some((many) => many > 1)) return `it left ${count.join(' ')}`
  if (callsLeft > CALLS_LEFT) return `${callsLeft} calls after the answer`
  const { error: said } = last
  if (ended.code === 3 && row.is === 'check') return ended.events.some((event) => event.type === 'check' && event['result'] === 'fail') ? undefined : 'no check says so'
  if (ended.code === 3) return ended.events.some((event) => event.type === 'check' && event['result'] === 'fail' && event['hint'] !== undefined) ? undefined : 'no check says how to mend it'
  if (ended.code === 5) return JSON.stringify(ended.events).includes(row.code) ? undefined : 'the code is not told'
  if (said?.code !== row.code) return `it says ${said?.code}`
  return row.is === 'forbidden' && said.hint === undefined ? 'no hint' : undefined
}

let workers: Inside[] = []
beforeAll(async () => {
  workers = await Promise.all(Array.from({ length: WORKERS }, prepared))
}, 120_000)
afterAll(async () => {
  await Promise.all(workers.map((on) => on.stop()))
})

/** Gives each worker the next piece of work until there is none. */
async function share<T>(work: readonly T[], one: (on: Inside, item: T) => Promise<void>): Promise<void> {
  const queue = [...work]
  await Promise.all(workers.map(async (on) => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await one(on, item)
  }))
}

const NTH = [1, 2] as const

describe('every action in use and every code that its reference lists', () => {
  test('recovers, or ends as documented', async () => {
    const actions = documented()
    const work = actions.flatMap(({ codes, trial }) => codes.flatMap((row) => NTH.map((nth) => ({ row, nth, trial }))))
    const found: string[] = []
    const counts = { recovered: 0, ended: 0 }
    await share(work, async (on, { row, nth, trial: name }) => {
      const trial = trialOf(on, name)
      await on.restore(trial.world)
      const beliefs = BELIEFS[row.action]
      if (beliefs !== undefined) await on.cloud.control('PATCH', '/_sim/world', { beliefs })
      await on.cloud.control('PUT', '/_sim/faults', rules(row.action, nth, error(row.status, row.code)))
      const before = (await on.cloud.log()).at(-1)?.n ?? 0
      const ended = await on.run(trial.command, trial.config)
      const log = (await on.cloud.log(before)) as { fault?: string }[]
      const struck = log.findIndex(({ fault }) => fault === `strike-${row.action}`)
      const about = `${row.action}, call ${nth}, ${row.status} ${row.code} (${row.is})`
      if (struck < 0) return void found.push(`${about}: the run made no such call; ${told(ended)}`)
      const mistake = wrong(row, trial, name, ended, await on.count(), log.length - struck - 1)
      if (mistake !== undefined) found.push(`${about}: ${mistake}; ${told(ended)}`)
      else if (ended.code === 0) counts.recovered += 1
      else counts.ended += 1
    })
    tell(`fault matrix: ${actions.length} actions, ${work.length} pairs of a documented code and a call: ${counts.recovered} recovered, ${counts.ended} ended as documented`)
    expect(found).toEqual([])
  })

  test('recovers from every transient answer, the actions struck all in one run', async () => {
    const actions = documented()
    const rounds = Math.max(...actions.map((action) => transientOf(action.name).length))
    const walks = ['up', 'test', 'changed', 'down'] as const
    const work = walks.flatMap((walk) => NTH.flatMap((nth) => Array.from({ length: rounds }, (_, round) => ({ walk, nth, round }))))
    const found: string[] = []
    const struck = new Set<string>()
    await share(work, async (on, { walk, nth, round }) => {
      const trial: Trial = walk === 'up' ? { world: 'first', command: ['up'], right: ONE_OF_EACH } : trialOf(on, walk)
      await on.restore(trial.world)
      if (walk === 'up') await on.cloud.control('PATCH', '/_sim/world', { beliefs: Object.assign({}, ...Object.values(BELIEFS)) })
      const strikes = actions.flatMap((action: Action): { action: string; strike: Strike }[] => {
        const strike = transientOf(action.name)[round]
        return strike === undefined ? [] : [{ action: action.name, strike }]
      })
      await on.cloud.control('PUT', '/_sim/faults', strikes.flatMap(({ action, strike }) => rules(action, nth, strike.do)))
      const ended = await on.run(trial.command, trial.config)
      const hits = (await on.cloud.control('GET', '/_sim/faults')) as { id: string; hits: number }[]
      for (const { action, strike } of strikes) if (hits.some(({ id, hits: many }) => id === `strike-${action}` && many > 0)) struck.add(`${action} ${strike.name} ${nth}`)
      const count = await on.count()
      if (ended.code !== 0 || count.join() !== trial.right.join()) found.push(`${walk}, round ${round}, call ${nth}: [${count.join(' ')}] ${told(ended)}`)
    })
    tell(`fault matrix: ${struck.size} pairs of a transient answer and a call, all recovered from`)
    expect(found).toEqual([])
    const missing = actions.filter(({ name }) => ![...struck].some((one) => one.startsWith(`${name} `))).map(({ name }) => name)
    // Lifted in a run of its own above.
    expect(missing).toEqual(['Alb.DisableDeletionProtection'])
  })
})
