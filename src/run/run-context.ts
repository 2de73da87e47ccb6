import type { Cloud, CloudHooks } from '../cloud/cloud.ts'
import type { Config } from '../config/config.ts'
import type { Clock } from '../core/clock.ts'
import type { Emit, StepId } from '../core/events.ts'
import { given } from '../core/given.ts'
import type { Journal } from '../core/journal.ts'
import type { Namesake } from '../steps/namesakes.ts'
import type { Got, Step, StepContext } from '../steps/step.ts'
import type { Durations } from './durations.ts'

/** What a walk over the steps works with. */
export interface RunContext {
  /** What is given by its ID is filled in once it was read. */
  config: Config
  provider: Cloud
  consumer: Cloud
  clock: Clock
  signal: AbortSignal
  emit: Emit
  force: boolean
  /** The consumer's account where it is not the provider's; asked for by the commands that make or plan. */
  guest?: string
  /** Steps whose resource was removed in this run to be made anew. */
  replaced?: ReadonlySet<StepId>
  journal: Journal
  /** How long things took in earlier runs. */
  durations?: Durations
  /** A look that waits for nothing: what lists tell already is not read again. */
  glance?: boolean
  /** What is found is to be removed: nothing is read to be compared. */
  leaving?: true
  /** Where a run that may make things keeps what has their names; fills as they are looked for, where that costs no call. */
  beside?: Map<StepId, Namesake[]>
  /** How long this run has waited since it found what is there, in the clock's milliseconds; counted where that matters. */
  waited?: { ms: number }
  /** Fills as the steps become ready. */
  got: Got
}

/** What it takes to read a resource. */
export type Looking = Pick<RunContext, 'config' | 'provider' | 'consumer' | 'guest' | 'force' | 'emit' | 'got'>

/** The fields that `step.*` events share: the last three steps name their consumer. */
export interface StepFields { step: StepId; consumer?: string }

export function stepFields(run: Pick<RunContext, 'config'>, step: StepId): StepFields {
  return step === 'endpoint' || step === 'connection' || step === 'connectivity' ? { step, consumer: run.config.consumer.name } : { step }
}

/** The context of one step: its side's signer, whose retries are told as this step's. */
export function contextOf(run: Looking, step: Step): StepContext {
  const hooks: CloudHooks = { onRetry: (retry) => run.emit({ type: 'step.retry', ...stepFields(run, step.id), ...retry }) }
  const provider = run.provider.withHooks(hooks)
  const consumer = run.consumer.withHooks(hooks)
  return { provider, consumer, cloud: step.side === 'provider' ? provider : consumer, config: run.config, ...given({ guest: run.guest }), force: run.force }
}

/** Where the ID of each step's resource is kept. */
export const GOT_KEYS: Readonly<Partial<Record<StepId, Exclude<keyof Got, 'foreignService' | 'touched'>>>> = { 'load-balancer': 'loadBalancerId', 'server-group': 'serverGroupId', listener: 'listenerId', 'endpoint-service': 'serviceId', endpoint: 'endpointId' }
