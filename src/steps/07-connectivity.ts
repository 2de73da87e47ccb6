import type { Cloud } from '../cloud/cloud.ts'
import { isCloudError } from '../cloud/error.ts'
import type { Config } from '../config/config.ts'
import { EXIT, RunError } from '../core/errors.ts'
import type { ProbeResult } from '../core/events.ts'
import { given } from '../core/given.ts'
import type { EndpointSeen } from './05-endpoint.ts'
import { readInstances } from './instances.ts'
import { answer } from './probe/answers.ts'
import { runOnGuests } from './probe/command.ts'
import { layerOf, type PathFacts } from './probe/layer.ts'
import { linuxProbe } from './probe/linux.ts'
import { parseLines, type Line } from './probe/lines.ts'
import { planProbes, type Guest, type ProbePlan } from './probe/plan.ts'
import { sampleSize, type ProbeTarget } from './probe/target.ts'
import { windowsProbe } from './probe/windows.ts'

/** Milliseconds within which a path that may still come up is asked again, and the pause between two rounds. */
const BUDGET_MS = 90_000
const PAUSE_MS = 3000
/** Rounds at least: with a clock much faster than the machine's, one round alone may outlast the budget. */
const LEAST_ROUNDS = 3
const REQUEST_SECONDS = 5

export interface ConnectivityContext {
  cloud: Cloud
  config: Config
  endpoint: EndpointSeen
  /** Reads what the cloud shows of the path of one instance through one zone; only asked when something failed. */
  factsOf: (guest: Guest, zoneId: string) => Promise<PathFacts>
  /** Told what is being done. */
  onState: (state: string) => void
}

export interface Connectivity { probes: ProbeResult[]; warnings: string[] }

interface Judged { probe: ProbeResult; final: boolean }

/** Which system the instances run and which zone they are in. */
async function readGuests(cloud: Cloud, instanceIds: readonly string[]): Promise<Guest[]> {
  const instances = await readInstances(cloud, instanceIds)
  return instanceIds.map((instanceId) => {
    const found = instances.find((instance) => instance.instanceId === instanceId)
    if (found === undefined) throw new RunError(`the test's instance ${instanceId} is not there`, { code: 'InstanceNotFound', exit: EXIT.failed, id: instanceId, hint: 'See consumer.test.from in the config.' })
    return { instanceId, ...given({ name: found.instanceName }), os: found.OSType === 'windows' ? 'windows' : 'linux', zoneId: found.zoneId ?? '' }
  })
}

/** Instances that ask the same addresses on the same system get one command. */
function groups(plans: readonly ProbePlan[]): ProbePlan[][] {
  const byScript = new Map<string, ProbePlan[]>()
  for (const plan of plans) {
    const key = `${plan.guest.os} ${JSON.stringify(plan.targets)}`
    byScript.set(key, [...(byScript.get(key) ?? []), plan])
  }
  return [...byScript.values()]
}

/** Asks the targets of some instances once, and gives each instance's lines, or why its command could not run. */
async function ask({ cloud, config }: ConnectivityContext, plans: readonly ProbePlan[]): Promise<Map<string, Line[] | string>> {
  const { host } = config.consumer.test!
  const rounds = groups(plans).map(async (group): Promise<[string, Line[] | string][]> => {
    const { guest, targets } = group[0]!
    const attempts = targets.reduce((sum, target) => sum + target.attempts, 0)
    const request = { targets, ...given({ host }), timeoutSeconds: REQUEST_SECONDS, sampleBytes: sampleSize(attempts) }
    const script = guest.os === 'windows' ? windowsProbe(request) : linuxProbe(request)
    const instanceIds = group.map((plan) => plan.guest.instanceId)
    try {
      const results = await runOnGuests(cloud, { name: 'alb-privatelink-connectivity-test', os: guest.os, instanceIds, script, timeoutSeconds: Math.min(300, 20 + attempts * REQUEST_SECONDS) })
      return results.map(({ instanceId, output, problem }) => [instanceId, problem ?? parseLines(output ?? '')])
    } catch (error) {
      if (!isCloudError(error) || error.fields.class === 'forbidden') throw error
      return instanceIds.map((instanceId) => [instanceId, `${error.code}: ${error.message}`])
    }
  })
  return new Map((await Promise.all(rounds)).flat())
}

function judge(ctx: ConnectivityContext, plan: ProbePlan, target: ProbeTarget, lines: Line[] | string, facts: PathFacts | undefined): Judged {
  const test = ctx.config.consumer.test!
  const expected = { status: test.status, pages: test.bodies }
  const base = { instanceId: plan.guest.instanceId, ...given({ instanceName: plan.guest.name }), zoneId: plan.zoneId, via: target.via, url: target.url }
  if (typeof lines === 'string') return { final: true, probe: { ...base, ok: false, status: null, answeredBy: {}, attempts: 0, ms: 0, layer: 'guest', message: lines } }
  const own = lines.filter((line) => line.via === target.via)
  const answeredBy: Record<string, number> = {}
  let bad: Line | undefined
  for (const line of own) {
    const judged = answer(line, expected)
    if (judged !== undefined) answeredBy[judged.name] = (answeredBy[judged.name] ?? 0) + 1
    if (judged?.ok !== true) bad ??= line
  }
  const last = own.at(-1)
  const ms = own.length === 0 ? 0 : Math.round(own.reduce((sum, line) => sum + line.ms, 0) / own.length)
  const status = last === undefined || last.status === 0 ? null : last.status
  const probe: ProbeResult = { ...base, ok: bad === undefined && own.length > 0, status, answeredBy, attempts: own.length, ms }
  if (probe.ok) return { probe, final: true }
  if (bad === undefined) return { final: false, probe: { ...probe, layer: 'guest', message: 'the command printed no result' } }
  const { layer, message, final } = layerOf(bad, facts ?? {})
  return { final, probe: { ...probe, layer, message } }
}

/** Servers of the config that no answer came from. */
function unseen(config: Config, probes: readonly ProbeResult[]): string[] {
  const seen = new Set(probes.flatMap((probe) => Object.keys(probe.answeredBy)))
  const pages = config.consumer.test!.bodies
  if (pages !== undefined) return pages.filter(({ name }) => !seen.has(name)).map(({ name }) => `no answer came from ${name}`)
  const servers = config.serverGroup.servers.filter(({ weight }) => weight > 0).length
  return seen.size > 0 && seen.size < servers ? [`${seen.size} different pages came from ${servers} servers; with test.bodies in the config the test tells which is missing`] : []
}

/**
 * Step 7: each configured instance of VPC 1 asks for the service through Cloud Assistant, by the address and the domain of its
 * zone and by the endpoint's domain. What may come up by itself a moment after Connected is asked again within 90 s.
 */
export async function connectivity(ctx: ConnectivityContext): Promise<Connectivity> {
  const { cloud, config, endpoint } = ctx
  const { clock, signal } = cloud.settings
  const guests = await readGuests(cloud, config.consumer.test!.from.map(({ instanceId }) => instanceId))
  const plans = guests.map((guest) => planProbes(config, endpoint, guest))
  const results = new Map<string, ProbeResult>()
  const deadline = clock.now() + BUDGET_MS
  let open = plans
  ctx.onState('asking')
  for (let round = 1; ; round += 1) {
    const answers = await ask(ctx, open)
    const again: ProbePlan[] = []
    for (const plan of open) {
      const lines = answers.get(plan.guest.instanceId) ?? 'no result'
      const first = plan.targets.map((target) => judge(ctx, plan, target, lines, undefined))
      const facts = first.every(({ probe }) => probe.ok) ? undefined : await ctx.factsOf(plan.guest, plan.zoneId)
      const judged = facts === undefined ? first : plan.targets.map((target) => judge(ctx, plan, target, lines, facts))
      for (const { probe } of judged) {
        const key = `${probe.instanceId} ${probe.via}`
        results.set(key, { ...probe, attempts: probe.attempts + (results.get(key)?.attempts ?? 0) })
      }
      const failed = judged.filter(({ probe }) => !probe.ok)
      if (failed.length > 0 && !failed.some(({ final }) => final)) {
        again.push({ ...plan, targets: plan.targets.filter((_target, index) => !judged[index]!.probe.ok) })
      }
    }
    if (again.length === 0 || (round >= LEAST_ROUNDS && clock.now() + PAUSE_MS >= deadline)) break
    const waiting = [...results.values()].find((probe) => !probe.ok)
    ctx.onState(`asking again: ${waiting?.layer ?? 'unknown'}, ${waiting?.message ?? ''}`)
    open = again
    await clock.sleep(PAUSE_MS, signal)
  }
  const probes = plans.flatMap((plan) => plan.targets.map((target) => results.get(`${plan.guest.instanceId} ${target.via}`)!))
  return { probes, warnings: probes.every(({ ok }) => ok) ? unseen(config, probes) : [] }
}
