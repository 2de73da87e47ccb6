import type { FailureDetails } from './errors.ts'

/** The seven steps of the documented procedure, in its order. */
export const STEP_IDS = ['load-balancer', 'server-group', 'listener', 'endpoint-service', 'endpoint', 'connection', 'connectivity'] as const
export type StepId = (typeof STEP_IDS)[number]

/** The steps of a run that ends with one of them; all without one. */
export function stepsUntil(stopAfter: StepId | undefined): StepId[] {
  return STEP_IDS.slice(0, stopAfter === undefined ? STEP_IDS.length : STEP_IDS.indexOf(stopAfter) + 1)
}

export type CommandName = 'plan' | 'up' | 'accept' | 'test' | 'down' | 'status' | 'doctor' | 'init' | 'policy' | 'explain' | 'simulate' | 'completion'
export type Outcome = 'created' | 'found' | 'updated' | 'replaced' | 'removed' | 'absent' | 'kept' | 'passed' | 'skipped'
export type CheckResult = 'ok' | 'fail' | 'unknown' | 'skipped'
/** The layer of a failed probe: the first that failed. */
export type Layer = 'guest' | 'dns' | 'security-group' | 'connection' | 'listener' | 'backend' | 'http' | 'unknown'
export type Via = 'zone-domain' | 'zone-address' | 'endpoint-domain'

export interface TargetInfo {
  kind: 'embedded' | 'endpoint' | 'cloud'
  region: string
  account: string | null
  url?: string
}

export interface ZoneOutput { zoneId: string; domain: string; address: string; eniId: string; status: string }
export interface EndpointOutput { consumer: string; endpointId: string; domain: string; connectionStatus: string; zones: ZoneOutput[] }
/** What `up` and `status` give as their result; an ID is there once its resource is. */
export interface Outputs {
  loadBalancerId?: string
  serverGroupId?: string
  listenerId?: string
  serviceId?: string
  serviceName?: string
  endpoints?: EndpointOutput[]
  /** What a `down` that was cut short has not removed. */
  remaining?: readonly { step: StepId; id: string }[]
  /** Further results of a command, the connections that `accept` accepted for one. */
  [more: string]: unknown
}

export interface ProbeResult {
  instanceId: string
  /** The instance's own name, for people. */
  instanceName?: string
  zoneId: string
  via: Via
  url: string
  ok: boolean
  /** The HTTP status of the last answer, null where there was none. */
  status: number | null
  answeredBy: Record<string, number>
  attempts: number
  ms: number
  layer?: Layer
  message?: string
}

/** What a command would do to the resource of a step. */
export type PlanAction = 'found' | 'create' | 'update' | 'replace' | 'drift' | 'remove'

/** One field that the cloud shows otherwise than the config asks for. */
export interface PlanChange {
  field: string
  from: unknown
  to: unknown
  /** No key of the config governs it: it was changed outside the tool. */
  drift?: true
  /** No API changes it in place. */
  replace?: true
}

/**
 * Where a step stands: as wanted; on its way there; at rest, and something has to be done; beyond what waiting helps; not there.
 */
export type Standing = 'ready' | 'moving' | 'open' | 'failed' | 'absent'

/** `unused` takes no traffic (weight 0), `unchecked` has its checks off, `initial` is not judged yet; of `unknown` the cloud says nothing. */
export type ServerHealth = 'healthy' | 'unhealthy' | 'initial' | 'unused' | 'unchecked' | 'unknown'

/** A member of the server group: its membership in the cloud's words, and its health behind the listener. */
export interface ServerStatus { serverId: string; port: number; weight: number; state: string; health: ServerHealth; reason?: string }

interface StepBase { step: StepId; consumer?: string }

/** A failure as it is told. */
export interface Told extends FailureDetails {
  code: string
  message: string
  /** Why, in general, and where the troubleshooting says more: known codes only, added where the event is shown. */
  cause?: string
  see?: string
}

/** A creating call without an answer: what it makes may still come to be. */
export interface Unanswered { step: StepId; action: string }

/** What a run says while it goes on; one JSON line each with `--json`. */
export type RunEvent =
  | { type: 'run.start'; command: CommandName; stack: string | null; target: TargetInfo; steps: { step: StepId; title: string }[] }
  | { type: 'check'; name: string; result: CheckResult; message: string; hint?: string; see?: string }
  | ({ type: 'step.start'; index: number; total: number; title: string } & StepBase)
  | ({ type: 'step.state'; id: string; state: string; previous?: string; elapsedMs: number; message?: string } & StepBase)
  | ({ type: 'step.retry'; action: string; code: string; requestId?: string; attempt: number; attempts?: number; waitMs: number } & StepBase)
  | ({ type: 'step.warn'; message: string } & StepBase)
  | ({ type: 'step.done'; outcome: Outcome; id: string | null; elapsedMs: number } & StepBase)
  | ({ type: 'step.fail'; id?: string } & Told & StepBase)
  | ({
      type: 'plan'; action: PlanAction; id: string | null; changes: PlanChange[]
      /** The step whose replacement takes this one with it. */
      because?: StepId
      message?: string
    } & StepBase)
  | ({
      type: 'status'; id: string | null; state: string; standing: Standing
      /** As the cloud writes them. */
      createdAt?: string
      modifiedAt?: string
      /** Since it was made, or where that is not told since it changed, by the cloud's clock. */
      ageSeconds?: number
      message?: string
      /** Of the endpoint. */
      zones?: ZoneOutput[]
      /** Of the server group. */
      servers?: ServerStatus[]
    } & StepBase)
  | ({ type: 'probe' } & ProbeResult)
  | {
      type: 'run.done'; ok: boolean; exit: number; error?: Told
      /** Creating calls that were under way, and whose answer is not known. */
      unanswered?: readonly Unanswered[]
      next?: string; outputs: Outputs; elapsedMs: number; calls: number
    }

/** What is known of one step. */
export type StepStatus = Omit<Extract<RunEvent, { type: 'status' }>, 'type'>

/** Takes events as they come. */
export type Emit = (event: RunEvent) => void
