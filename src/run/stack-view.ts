import type { Config } from '../config/config.ts'
import { isLeftOut, isOwn } from '../config/given.ts'
import type { Outputs, ServerHealth, ServerStatus, Standing, StepId, StepStatus } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import { RESOURCE_STEPS } from '../steps/list.ts'
import type { ServerGroupSeen, ServerSeen } from '../steps/02-server-group.ts'
import type { ListenerSeen } from '../steps/03-listener.ts'
import type { Step, Verdict } from '../steps/step.ts'
import { outputsOf } from './outputs.ts'
import { contextOf, stepFields, type RunContext } from './run-context.ts'
import { survey, type Survey } from './survey.ts'

/**
 * What is there of a stack: a line for each of the seven steps, and the outputs as of `up`; and the config with what was read of
 * resources that it names by their IDs.
 */
export interface StackStatus { steps: StepStatus[]; outputs: Outputs; config: Config }

/** The standing that a verdict comes to. */
const STANDINGS: Readonly<Record<Verdict['is'], Standing>> = { ready: 'ready', settled: 'open', waiting: 'moving', failed: 'failed' }

/**
 * Gives each step its age in seconds. Whatever the clocks say, it is no earlier now than the newest date that the cloud tells: the
 * clock of a simulated one may be days ahead.
 */
function aged(steps: readonly StepStatus[], now: number): StepStatus[] {
  const dates = steps.map(({ createdAt, modifiedAt }) => Date.parse(createdAt ?? modifiedAt ?? ''))
  const latest = Math.max(now, ...dates.filter((date) => !Number.isNaN(date)))
  return steps.map((step, position) => {
    const date = dates[position]!
    return Number.isNaN(date) ? step : { ...step, ageSeconds: Math.floor((latest - date) / 1000) }
  })
}

const HEALTH: Readonly<Record<string, ServerHealth>> = { Initial: 'initial', Unhealthy: 'unhealthy', Unused: 'unused', Unavailable: 'unchecked' }

/** The health of one member; the cloud lists those that are not normal, and tells it of the groups that the listener forwards to alone. */
function healthOf({ serverId, port, weight, status }: ServerSeen, groupId: string, listener: ListenerSeen | undefined): Pick<ServerStatus, 'health' | 'reason'> {
  const health = listener?.health
  if (health === undefined || !listener!.serverGroupIds.includes(groupId) || status !== 'Available') return { health: 'unknown' }
  if (!health.checked) return { health: 'unchecked' }
  const told = health.nonNormal.find((server) => server.serverId === serverId && server.port === port)
  if (told === undefined) return { health: weight === 0 ? 'unused' : 'healthy' }
  return { health: HEALTH[told.status] ?? 'unknown', ...(told.reason === '' ? {} : { reason: told.reason }) }
}

function serversOf(found: Survey): ServerStatus[] {
  const group = found.get('server-group')?.seen as ServerGroupSeen | undefined
  const listener = found.get('listener')?.seen as ListenerSeen | undefined
  return (group?.servers ?? []).map((server) => {
    const { serverId, port, weight, status: state } = server
    return { serverId, port, weight, state, ...healthOf(server, group!.id, listener) }
  })
}

/** What was seen of a step's resource by earlier looks. */
interface History { id: string; seen: unknown; states: string[]; startedAt: number; changedAt: number }

/** Looks at a stack, once or again and again; keeps what the verdicts want to know of earlier looks. Changes nothing. */
export class StackView {
  readonly #run: RunContext
  readonly #again: boolean
  readonly #now: () => number
  readonly #past = new Map<StepId, History>()
  #skewMs = 0

  /**
   * @param again false for a single look, which takes what it sees for lasting
   * @param now real time in milliseconds since 1970
   */
  constructor(run: RunContext, { again, now }: { again: boolean; now: () => number }) {
    const onAnswer = (_product: string, { skewMs }: { skewMs?: number }): void => {
      this.#skewMs = skewMs ?? this.#skewMs
    }
    this.#run = { ...run, glance: true, provider: run.provider.withHooks({ onAnswer }), consumer: run.consumer.withHooks({ onAnswer }) }
    this.#again = again
    this.#now = now
  }

  /** @throws RunError when a read fails, or a resource is there twice */
  async look(): Promise<StackStatus> {
    const run = { ...this.#run, got: {} }
    const found = await survey(run)
    const outputs = outputsOf(run.config.consumer.name, found)
    const zones = outputs.endpoints?.[0]?.zones
    const steps = RESOURCE_STEPS.map((step): StepStatus => ({
      ...this.#stepStatus(run, step, found),
      ...(step.id === 'server-group' && found.get(step.id)?.seen !== undefined ? { servers: serversOf(found) } : {}),
      ...(step.id === 'endpoint' && zones !== undefined ? { zones } : {}),
    }))
    const tested = run.config.consumer.test !== undefined
    return { steps: [...aged(steps, this.#now() + this.#skewMs), { ...stepFields(run, 'connectivity'), id: null, state: tested ? 'untested' : 'absent', standing: tested ? 'open' : 'absent' }], outputs, config: run.config }
  }

  #stepStatus(run: RunContext, step: Step, found: Survey): StepStatus {
    const fields = stepFields(run, step.id)
    if (isLeftOut(run.config, step.id)) return { ...fields, id: null, state: 'left out', standing: 'ready' }
    const sighting = found.get(step.id)
    const id = sighting?.found[0]?.id
    const seen = sighting?.seen
    if (id === undefined || seen === undefined) {
      this.#past.delete(step.id)
      return { ...fields, id: null, state: 'absent', standing: 'absent' }
    }
    const past = this.#remember(step, id, seen)
    const verdict = step.verdict(contextOf(run, step), seen, run.got, past)
    const message = verdict.is === 'ready' ? verdict.warnings && text.inOne(verdict.warnings) : verdict.is === 'settled' ? undefined : verdict.message
    // The servers' health is told beside it, of each.
    const state = step.id === 'listener' ? (seen as ListenerSeen).status : step.state(seen)
    // Of what is given nothing is open: it is never changed.
    const standing = verdict.is === 'settled' && !isOwn(run.config, step.id) ? 'ready' : STANDINGS[verdict.is]
    return { ...fields, id, state, standing, ...step.times?.(seen), ...given({ message }) }
  }

  #remember(step: Step, id: string, seen: unknown) {
    const now = this.#run.clock.now()
    const state = step.state(seen)
    const earlier = this.#past.get(step.id)
    const history = earlier?.id === id ? earlier : { id, seen: this.#again ? undefined : seen, states: [], startedAt: now, changedAt: now }
    if (history.states.at(-1) !== state) {
      history.states.push(state)
      history.changedAt = now
    }
    const previous = history.seen
    this.#past.set(step.id, { ...history, seen })
    return { ...(previous === undefined ? {} : { previous }), states: history.states, elapsedMs: now - history.startedAt, inStateMs: now - history.changedAt }
  }
}

/** A step without what passes by itself. */
const lasting = (step: StepStatus | undefined): string => JSON.stringify({ ...step, ageSeconds: undefined })

/** The steps that an earlier look showed otherwise, or that nobody looked at yet. */
export function changedSteps(before: StackStatus | undefined, after: StackStatus): StepStatus[] {
  return after.steps.filter((step, position) => lasting(step) !== lasting(before?.steps[position]))
}
