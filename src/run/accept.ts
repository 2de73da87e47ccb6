import type { Cloud } from '../cloud/cloud.ts'
import { isCloudError } from '../cloud/error.ts'
import { EXIT, RunError } from '../core/errors.ts'
import type { Emit } from '../core/events.ts'
import { randomUUID } from 'node:crypto'
import { readConnections, type ConnectionSeen } from '../steps/connections.ts'
import { STEP_TITLES } from '../steps/list.ts'
import { explained } from './failure.ts'

/** A connection that waits for its acceptance, or was refused: both read `Disconnected`. */
export const isPending = (connection: ConnectionSeen): boolean => connection.status === 'Disconnected'

const BUDGET_MS = 5 * 60_000

/**
 * The connections of an endpoint service.
 * @throws RunError when the service is not there or may not be read
 */
export async function connectionsOf(cloud: Cloud, serviceId: string): Promise<ConnectionSeen[]> {
  try {
    return await readConnections(cloud, serviceId)
  } catch (error) {
    throw explained(error, { id: serviceId })
  }
}

/** Accepts one connection (Privatelink EnableVpcEndpointConnection) and waits until it and all its zones are connected. */
export async function acceptConnection(cloud: Cloud, emit: Emit, serviceId: string, endpointId: string, place: { index: number; total: number }): Promise<void> {
  const { clock, signal } = cloud.settings
  const fields = { step: 'connection', consumer: endpointId } as const
  const startedAt = clock.now()
  const elapsedMs = (): number => Math.round(clock.now() - startedAt)
  const calls = cloud.withHooks({ onRetry: (retry) => emit({ type: 'step.retry', ...fields, ...retry }) })
  emit({ type: 'step.start', ...fields, ...place, title: STEP_TITLES.connection })
  const token = randomUUID()
  const states: string[] = []
  let asked = false
  try {
    for (let gap = 1000; ; gap = Math.min(5000, gap * 1.2)) {
      const connection = (await readConnections(calls, serviceId, endpointId)).find((item) => item.endpointId === endpointId)
      if (connection === undefined) throw new RunError(`endpoint ${endpointId} has no connection to ${serviceId}`, { code: 'EndpointConnectionNotFound', exit: EXIT.failed, id: endpointId })
      if (connection.status !== states.at(-1)) {
        emit({ type: 'step.state', ...fields, id: endpointId, state: connection.status, ...(states.length === 0 ? {} : { previous: states.at(-1)! }), elapsedMs: elapsedMs() })
        states.push(connection.status)
      }
      if (connection.status === 'Connected' && connection.zones.every((zone) => zone.status === 'Connected')) break
      if (states.includes('Connecting') && connection.status === 'Disconnected') {
        throw new RunError('the connection was refused or cut while it was being made', { code: 'Disconnected', exit: EXIT.failed, id: endpointId, state: connection.status })
      }
      if (isPending(connection) && !asked) asked = await enable(calls, { serviceId, endpointId, clientToken: token })
      else if (elapsedMs() > BUDGET_MS) throw new RunError(`${states.join(' -> ')}, still so after ${Math.round(elapsedMs() / 1000)} s; it may still finish`, { code: 'Timeout', exit: EXIT.timeout, id: endpointId, state: connection.status })
      else await clock.sleep(gap, signal)
    }
    emit({ type: 'step.done', ...fields, outcome: asked ? 'created' : 'found', id: endpointId, elapsedMs: elapsedMs() })
  } catch (error) {
    const failure = explained(error, { id: endpointId })
    const { code, action, requestId, hint, state } = failure.failure
    if (code !== 'Interrupted') {
      emit({ type: 'step.fail', ...fields, id: endpointId, code, message: failure.message, ...(action === undefined ? {} : { action }), ...(requestId === undefined ? {} : { requestId }), ...(hint === undefined ? {} : { hint }), ...(state === undefined ? {} : { state }) })
    }
    throw failure
  }
}

/** One try; false when the cloud would not take it now, so that the next read decides. */
async function enable(cloud: Cloud, request: { serviceId: string; endpointId: string; clientToken: string }): Promise<boolean> {
  try {
    await cloud.privatelink('EnableVpcEndpointConnection', request)
    return true
  } catch (error) {
    if (!isCloudError(error, 'busy', 'unknown')) throw error
    await cloud.settings.clock.sleep(2000, cloud.settings.signal)
    return false
  }
}
