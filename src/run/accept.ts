import { randomUUID } from 'node:crypto'
import type { Cloud } from '../cloud/cloud.ts'
import { isCloudError } from '../cloud/error.ts'
import { EXIT, RunError } from '../core/errors.ts'
import type { Emit } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import { readConnections, type ConnectionSeen } from '../steps/connections.ts'
import { explained } from './failure.ts'
import { stepping } from './walk.ts'
import { Watch } from './watch.ts'

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
  const calls = cloud.withHooks({ onRetry: (retry) => emit({ type: 'step.retry', ...fields, ...retry }) })
  const watch = new Watch({ clock, signal, emit, fields, budgetMs: BUDGET_MS })
  const request = { serviceId, endpointId, clientToken: randomUUID() }
  let asked = false
  await stepping(emit, fields, place, async () => {
    try {
      for (;;) {
        const connection = (await readConnections(calls, serviceId, endpointId)).find((item) => item.endpointId === endpointId)
        if (connection === undefined) throw new RunError(text.run.noConnection(endpointId, serviceId), { code: 'EndpointConnectionNotFound', exit: EXIT.failed, id: endpointId })
        const { states } = watch.see(endpointId, connection.status, undefined)
        if (connection.status === 'Connected' && connection.zones.every((zone) => zone.status === 'Connected')) break
        if (isPending(connection) && states.includes('Connecting')) {
          throw new RunError(text.run.acceptRefused, { code: 'Disconnected', exit: EXIT.failed, id: endpointId, state: connection.status })
        }
        if (isPending(connection) && !asked) asked = await enable(calls, request, watch)
        else await watch.pause()
      }
    } catch (error) {
      throw explained(watch.ended(error), { id: endpointId, ...given({ state: watch.state }) })
    }
    emit({ type: 'step.done', ...fields, outcome: asked ? 'created' : 'found', id: endpointId, elapsedMs: Math.round(watch.elapsedMs) })
  })
}

/** One try; false when the cloud would not take it now, so that the next read decides. */
async function enable(cloud: Cloud, request: { serviceId: string; endpointId: string; clientToken: string }, watch: Watch): Promise<boolean> {
  try {
    await cloud.privatelink('EnableVpcEndpointConnection', request)
    watch.touch('EnableVpcEndpointConnection')
    return true
  } catch (error) {
    if (!isCloudError(error, 'busy', 'unknown')) throw error
    await watch.hold(error)
    return false
  }
}
