import type { Invocation, InvocationResult, World } from '../../model.ts'
import { PAUSES } from '../durations.ts'

export type Status =
  | 'Pending' | 'Running' | 'Success' | 'Failed' | 'Error' | 'Timeout' | 'Invalid' | 'Aborted' | 'Cancelled' | 'Stopping'
  | 'Terminated' | 'Scheduled'

/** How long a command is on its way to the instance. */
export function startDelay(world: World): number {
  return world.clock.mode === 'scaled' ? PAUSES.commandDelivered : 0
}

/** Whether the guest may be asked now: the command has reached it, and nobody stopped it before. */
export function isDue(world: World, invocation: Invocation, result: InvocationResult, now: number): boolean {
  if (result.outcome || result.stoppedAt !== undefined || invocation.RepeatMode !== 'Once') return false
  return world.clock.mode === 'reads' ? (result.reads ?? 0) >= world.clock.reads : now >= result.startedAt
}

/**
 * The state of a command on one instance; undefined while no list shows it yet. In the clock's mode "reads" it takes looks,
 * in "instant" nothing, to reach the guest; a result is final as soon as the guest has run and its own time is over.
 */
export function statusOf(world: World, invocation: Invocation, result: InvocationResult, now: number): Status | undefined {
  const { mode, reads: step } = world.clock
  const looks = result.reads ?? 0
  if (mode === 'scaled' ? now < invocation.createdAt + PAUSES.commandListed : mode === 'reads' && looks === 0) return undefined
  if (invocation.RepeatMode !== 'Once') return result.stoppedAt === undefined ? 'Scheduled' : 'Cancelled'
  const begun = mode === 'reads' ? looks >= step : now >= result.startedAt
  const final = result.outcome && (mode === 'scaled' ? now >= result.outcome.finishedAt : mode === 'instant' || looks >= step * 2)
  if (result.outcome && final && (result.stoppedAt === undefined || result.outcome.finishedAt <= result.stoppedAt)) {
    return result.outcome.InvocationStatus as Status
  }
  if (result.stoppedAt !== undefined) {
    if (result.stoppedAt < result.startedAt) return 'Cancelled'
    return mode === 'scaled' && now < result.stoppedAt + PAUSES.commandStopping ? 'Stopping' : 'Terminated'
  }
  // What cannot be delivered never ran.
  return begun && result.outcome?.InvocationStatus !== 'Aborted' ? 'Running' : 'Pending'
}

const FAILED: readonly Status[] = ['Invalid', 'Aborted', 'Failed', 'Timeout', 'Error']
const STOPPED: readonly Status[] = ['Cancelled', 'Terminated']

export function isFinal(status: Status | undefined): boolean {
  return status === 'Success' || (status !== undefined && (FAILED.includes(status) || STOPPED.includes(status)))
}

/** The state of a whole invocation by those of its instances (documented: Ecs DescribeInvocations). */
export function overallStatus(statuses: readonly Status[]): string {
  for (const open of ['Pending', 'Scheduled', 'Running', 'Stopping'] as const) if (statuses.includes(open)) return open
  const stopped = (one: Status): boolean => STOPPED.includes(one)
  if (statuses.every(stopped)) return statuses.length === 0 ? 'Pending' : 'Stopped'
  if (statuses.every((one) => one === 'Success' || stopped(one))) return 'Success'
  if (statuses.every((one) => FAILED.includes(one) || stopped(one))) return 'Failed'
  return 'PartialFailed'
}

/** The older word for the state of one result; a command that ended is Finished whatever its exit code (assumed). */
export function recordStatusOf(status: Status): string {
  if (status === 'Success' || status === 'Failed') return 'Finished'
  if (FAILED.includes(status)) return 'Failed'
  if (STOPPED.includes(status)) return 'Stopped'
  return status === 'Stopping' ? status : 'Running'
}

/** The older word for the state of a whole invocation. */
export function invokeStatusOf(overall: string): string {
  if (overall === 'Success') return 'Finished'
  return overall === 'Pending' || overall === 'Scheduled' ? 'Running' : overall
}
