import type { Call, Network } from '../../action.ts'
import type { Instance, Invocation, InvocationResult } from '../../model.ts'
import { runGuest } from '../../network/guest/run.ts'
import { viewOf } from '../../network/view.ts'
import { PAUSES } from '../durations.ts'
import { isDue } from './invocation-state.ts'

type Outcome = NonNullable<InvocationResult['outcome']>
interface Run { outcome: Outcome; turns: ReadonlyMap<string, number> }

/** What guests that were asked have answered, by invocation and instance. */
export type Runs = ReadonlyMap<string, Run>

/** How long a reader waits, in real milliseconds, for guests that are still at work; a later reader finds them. */
const PATIENCE = 1500
const OUTPUT_LIMIT = 24 * 1024

const underWay = new WeakMap<Network, Map<string, Promise<Run | undefined>>>()

/**
 * Asks the guests of every command that is due and has no outcome yet: the first look at an invocation is what runs it. A guest
 * that needs real time (a slow backend of the user's) goes on in the background.
 */
export async function runDue(call: Pick<Call, 'world' | 'now' | 'network'>, invocations: readonly Invocation[]): Promise<Runs> {
  const runs = new Map<string, Run>()
  const asked: Promise<void>[] = []
  let known = underWay.get(call.network)
  if (!known) underWay.set(call.network, (known = new Map()))
  for (const invocation of invocations) {
    for (const result of invocation.results) {
      if (!isDue(call.world, invocation, result, call.now)) continue
      const key = keyOf(invocation, result)
      const started = known.get(key) ?? runOne(call, invocation, result).catch(() => undefined)
      known.set(key, started)
      asked.push(started.then((run) => void (run && runs.set(key, run))))
    }
  }
  if (asked.length === 0) return runs
  let timer: NodeJS.Timeout | undefined
  await Promise.race([Promise.all(asked), new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE)))])
  clearTimeout(timer)
  return new Map(runs)
}

/** Keeps what guests have answered; what another process stored first stays. */
export function keepRuns(call: Pick<Call, 'world' | 'network'>, invocations: readonly Invocation[], runs: unknown): void {
  if (!(runs instanceof Map)) return
  for (const invocation of invocations) {
    for (const result of invocation.results) {
      const key = keyOf(invocation, result)
      const run = (runs as Runs).get(key)
      if (!run) continue
      underWay.get(call.network)?.delete(key)
      if (result.outcome || result.stoppedAt !== undefined) continue
      result.outcome = run.outcome
      for (const [id, turns] of run.turns) {
        const listener = call.world.listeners[id]
        if (listener) listener.turns += turns
      }
    }
  }
}

function keyOf(invocation: Invocation, result: InvocationResult): string {
  return `${invocation.id}/${result.InstanceId}`
}

async function runOne({ world, network }: Pick<Call, 'world' | 'network'>, invocation: Invocation, result: InvocationResult):
  Promise<Run> {
  const instance = world.instances[result.InstanceId]
  const hindrance = hindranceOf(instance)
  if (!instance || hindrance.ErrorCode !== '') {
    const waits = instance?.agent === 'silent' && instance.Status === 'Running'
    const finishedAt = waits ? invocation.createdAt + PAUSES.commandGivenUp : result.startedAt
    return { turns: new Map(), outcome: { ...NOTHING, InvocationStatus: 'Aborted', ...hindrance, finishedAt } }
  }
  const view = viewOf(world, result.startedAt, network)
  const script = fill(invocation, instance, Buffer.from(invocation.CommandContent, 'base64').toString())
  const done = await runGuest(view, instance, { ...invocation, script, startedAt: result.startedAt })
  const kept = done.output.subarray(0, OUTPUT_LIMIT)
  return {
    turns: view.turns,
    outcome: {
      InvocationStatus: done.status, ExitCode: done.exitCode, Output: kept.toString('base64'),
        Dropped: done.output.length - kept.length,
      ...REASONS[done.reason], finishedAt: result.startedAt + Math.round(done.ms),
    },
  }
}

const NOTHING = { ExitCode: 0, Output: '', Dropped: 0 }

/** Codes and texts as the vendor documents them. */
const REASONS = {
  none: { ErrorCode: '', ErrorInfo: '' },
  exit: { ErrorCode: 'ExitCodeNonzero', ErrorInfo: 'the command execution exit code is not zero' },
  timeout: { ErrorCode: 'ExecutionTimeout', ErrorInfo: 'the command execution has been timeout' },
  exception: { ErrorCode: 'ExecutionException', ErrorInfo: 'the command execution got an exception' },
  account: { ErrorCode: 'AccountNotExists', ErrorInfo: 'the specified account does not exists' },
  directory: { ErrorCode: 'DirectoryNotExists', ErrorInfo: 'the specified directory does not exists' },
} as const

function hindranceOf(instance: Instance | undefined): { ErrorCode: string; ErrorInfo: string } {
  if (!instance) return { ErrorCode: 'InstanceReleased', ErrorInfo: 'the specified instance has been released' }
  if (instance.Status !== 'Running') {
    return { ErrorCode: 'InstanceNotRunning', ErrorInfo: 'the instance is not running when create task' }
  }
  if (instance.agent === 'absent') {
    return { ErrorCode: 'ClientNotRunning', ErrorInfo: 'the aliyun service is not running on the instance' }
  }
  if (instance.agent === 'silent') {
    return { ErrorCode: 'ClientNotResponse', ErrorInfo: 'the aliyun service in the instance does not response' }
  }
  return REASONS.none
}

/** Puts values in the place of `{{name}}` where the command takes parameters; names that are not known stay. */
function fill(invocation: Invocation, instance: Instance, script: string): string {
  const values = invocation.Parameters
  if (!values) return script
  const own: Record<string, string> = {
    'acs::regionid': invocation.region, 'acs::accountid': invocation.account, 'acs::instanceid': instance.id,
    'acs::instancename': instance.InstanceName, 'acs::invokeid': invocation.id, 'acs::commandid': invocation.CommandId,
  }
  for (const [name, value] of Object.entries(values)) own[name.toLowerCase()] = value
  return script.replace(/\{\{\s*([\w:-]+)\s*\}\}/g, (whole, name: string) => own[name.toLowerCase()] ?? whole)
}
