import type { Config } from '../config/config.ts'
import type { Clock } from '../core/clock.ts'
import type { ProbeResult } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import { answer } from './probe/answers.ts'
import { layerOf, type PathFacts } from './probe/layer.ts'
import type { Line } from './probe/lines.ts'
import type { Guest, ProbePlan } from './probe/plan.ts'
import type { ProbeTarget } from './probe/target.ts'

/** Milliseconds within which a path that may still come up is asked again, and the pause between two rounds. */
const BUDGET_MS = 90_000
const PAUSE_MS = 3000
/** Rounds at least: with a clock much faster than the machine's, one round alone may outlast the budget. */
const LEAST_ROUNDS = 3

/** Who asks what, and how. */
export interface TestWay {
  plans: readonly ProbePlan[]
  /** Asks the targets of some instances once, and gives each instance's lines, or why it could not ask. */
  ask: (plans: readonly ProbePlan[]) => Promise<Map<string, Line[] | string>>
  /** Reads what the cloud shows of the path of one instance through one zone; only asked when something failed. */
  factsOf: (guest: Guest, zoneId: string) => Promise<PathFacts>
}

export interface ConnectivityContext extends TestWay {
  config: Config
  clock: Clock
  signal: AbortSignal
  /** Told what is being done. */
  onState: (state: string) => void
}

export interface Connectivity { probes: ProbeResult[]; warnings: string[] }

interface Judged { probe: ProbeResult; final: boolean }

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
  if (bad === undefined) return { final: false, probe: { ...probe, layer: 'guest', message: text.step.noResultPrinted } }
  const { layer, message, final } = layerOf(bad, facts ?? {}, expected)
  return { final, probe: { ...probe, layer, message } }
}

/** Servers of the config that no answer came from. */
function unseen(config: Config, probes: readonly ProbeResult[]): string[] {
  const seen = new Set(probes.flatMap((probe) => Object.keys(probe.answeredBy)))
  const pages = config.consumer.test!.bodies
  if (pages !== undefined) return pages.filter(({ name }) => !seen.has(name)).map(({ name }) => text.step.noAnswerFrom(name))
  const servers = config.serverGroup.servers.filter(({ weight }) => weight > 0).length
  return seen.size > 0 && seen.size < servers ? [text.step.fewPages(seen.size, servers)] : []
}

/**
 * Step 7: each instance of a plan asks for the service, by the address and the domain of its zone and by the endpoint's domain.
 * What may come up by itself a moment after Connected is asked again within 90 s.
 */
export async function connectivity(ctx: ConnectivityContext): Promise<Connectivity> {
  const { config, plans, clock, signal } = ctx
  const results = new Map<string, ProbeResult>()
  const deadline = clock.now() + BUDGET_MS
  let open = plans
  ctx.onState('asking')
  for (let round = 1; ; round += 1) {
    const answers = await ctx.ask(open)
    const again: ProbePlan[] = []
    for (const plan of open) {
      const lines = answers.get(plan.guest.instanceId) ?? text.step.noResult
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
