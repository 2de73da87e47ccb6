import { isCloudError } from '../cloud/error.ts'
import { isOwn } from '../config/given.ts'
import { EXIT, RunError } from '../core/errors.ts'
import { text } from '../messages/whole.ts'
import type { LoadBalancerSeen } from '../steps/01-load-balancer.ts'
import { connection } from '../steps/06-connection.ts'
import { describeConnection, readConnections, type ConnectionSeen } from '../steps/connections.ts'
import { converge } from './converge.ts'
import { explained } from './failure.ts'
import type { RunContext } from './run-context.ts'
import type { Survey } from './survey.ts'

/**
 * The connections of other endpoints to our service. One that waits to be accepted, or was cut, keeps it from being deleted as well
 * (DeleteFailedDueToEndpointExist, documented).
 */
async function foreignConnections({ provider, got, config }: RunContext, found: Survey): Promise<ConnectionSeen[]> {
  if (got.serviceId === undefined || !isOwn(config, 'endpoint-service')) return []
  try {
    const others = (found.get('connection')?.seen as ConnectionSeen | undefined)?.others ?? (await readConnections(provider, got.serviceId))
    return others.filter(({ endpointId, status }) => endpointId !== got.endpointId && status !== 'Deleting' && status !== 'Deleted')
  } catch (error) {
    // The service is being removed: the list shows it for a moment longer than it takes calls.
    if (isCloudError(error, 'absent')) return []
    throw explained(error)
  }
}

/** What stands in the way of a removal: reasons not to begin, and the connections of others, which `--force` allows to cut. */
export interface Obstacles { reasons: RunError[]; foreign: ConnectionSeen[] }

/** All that would stop a removal half-way; reads the connections of the service where the survey did not. */
export async function findObstacles(run: RunContext, found: Survey): Promise<Obstacles> {
  const others = await foreignConnections(run, found)
  return { reasons: [...protection(run, found), ...(run.force ? [] : heldByOthers(others))], foreign: others.filter(({ status }) => status !== 'Disconnected') }
}

/**
 * What would stop a removal half-way, found before anything is asked or removed: deletion protection, and endpoints of others on
 * the service. With `--force` the protection that the config asked for is no obstacle.
 * @returns the connections of others, which `--force` allows to cut
 * @throws RunError with exit 1 that says what is in the way
 */
export async function obstacles(run: RunContext, found: Survey): Promise<ConnectionSeen[]> {
  const { reasons: [first], foreign } = await findObstacles(run, found)
  if (first !== undefined) throw first
  return foreign
}

function protection(run: RunContext, found: Survey): RunError[] {
  const loadBalancer = found.get('load-balancer')?.seen as LoadBalancerSeen | undefined
  if (loadBalancer?.deletionProtection !== true || !isOwn(run.config, 'load-balancer') || (run.force && run.config.loadBalancer.deletionProtection === true)) return []
  return [
    new RunError(text.run.protectionOn(loadBalancer.id), {
      code: 'DeletionProtection', exit: EXIT.failed, id: loadBalancer.id,
      hint: run.config.loadBalancer.deletionProtection === true ? text.run.protectionOurs : text.run.protectionTheirs,
    }),
  ]
}

function heldByOthers(others: readonly ConnectionSeen[]): RunError[] {
  if (others.length === 0) return []
  return [
    new RunError(text.run.usedByOthers(text.inOne(others.map(describeConnection))), {
      code: 'ForeignConnections', exit: EXIT.failed, hint: text.run.usedByOthersHint,
    }),
  ]
}

/** Cuts the connections of others, one after another. */
export async function cutConnections(run: RunContext, foreign: readonly ConnectionSeen[]): Promise<void> {
  for (const { endpointId } of foreign) {
    await converge({ ...run, got: { ...run.got, endpointId } }, connection, 'absent', { found: [{ id: endpointId }] })
  }
}
