import { isCloudError } from '../cloud/error.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import { readConnections, readOwnConnection, type ConnectionSeen } from './connections.ts'
import type { Look, Step } from './step.ts'

/** With automatic acceptance on, how long a connection may stay pending before it is accepted by a call all the same. */
const AUTO_ACCEPT_MS = 60_000

/** Step 6: the acceptance of the endpoint's connection by the endpoint service. Its identity is the endpoint's. */
export const connection: Step<ConnectionSeen> = {
  id: 'connection',
  side: 'provider',
  budgetMs: 5 * 60_000,

  locate: (_ctx, got) => Promise.resolve(got.endpointId === undefined || got.serviceId === undefined ? [] : [{ id: got.endpointId }]),

  async read({ cloud, consumer }, id, got, { leaving }: Look<ConnectionSeen> = {}) {
    try {
      if (got.foreignService === true) return await readOwnConnection(consumer, id)
      // Before a removal, what others have at the service is to be known as well.
      const connections = await readConnections(cloud, got.serviceId!, leaving === true ? undefined : id)
      const own = connections.find((item) => item.endpointId === id)
      return own === undefined || leaving !== true ? own : { ...own, others: connections.filter((item) => item !== own) }
    } catch (error) {
      if (isCloudError(error, 'absent')) return undefined
      throw error
    }
  },

  state: (seen) => seen.status,
  times: ({ modifiedTime }) => (modifiedTime === '' ? {} : { modifiedAt: modifiedTime }),

  // `Disconnected` is what a connection reads before it is accepted, and also after it was refused.
  // Another account's service is its owner's to accept for, and to cut.
  changes: (_ctx, seen, got) => (seen.status === 'Disconnected' && got.foreignService !== true ? [{ kind: 'accept', action: 'EnableVpcEndpointConnection', what: seen.endpointId }] : []),
  removals: (_ctx, seen, got) => (seen.status === 'Connected' && got.foreignService !== true ? [{ kind: 'remove', action: 'DisableVpcEndpointConnection', what: seen.endpointId }] : []),
  removable: (seen) => ['Connected', 'Disconnected', 'ServiceDeleted', 'Deleted'].includes(seen.status),

  verdict({ config }, seen, got, past) {
    switch (seen.status) {
      case 'Connected': {
        const other = seen.zones.find((zone) => zone.resourceId !== '' && got.loadBalancerId !== undefined && zone.resourceId !== got.loadBalancerId)
        if (other !== undefined) return { is: 'failed', code: 'OtherLoadBalancer', message: text.step.zoneElsewhere(other.zoneId, other.resourceId, got.loadBalancerId ?? '') }
        const zones = config.consumer.zones.map(({ zoneId }) => seen.zones.find((zone) => zone.zoneId === zoneId))
        return zones.every((zone) => zone?.status === 'Connected') ? { is: 'ready', got: {} } : { is: 'waiting', message: text.step.zonesConnecting }
      }
      case 'Disconnected':
        if (past.states.includes('Connecting')) return { is: 'failed', code: 'Disconnected', message: text.step.refused, hint: text.step.refusedHint }
        if (got.foreignService === true && !config.service.autoAccept) return { is: 'waiting', message: text.step.ownerAccepts(got.serviceId ?? '', seen.endpointId) }
        return config.service.autoAccept && past.elapsedMs < AUTO_ACCEPT_MS ? { is: 'waiting', message: text.step.autoAccept } : { is: 'settled' }
      case 'Deleted':
      case 'ServiceDeleted':
        return { is: 'failed', code: seen.status, message: text.step.connectionState(seen.status), hint: text.step.makeAnew }
      default:
        return { is: 'waiting' }
    }
  },

  async write({ cloud }, change, id, _seen, got, clientToken) {
    const request = { clientToken, endpointId: id, ...given({ serviceId: got.serviceId }) }
    if (change.action === 'EnableVpcEndpointConnection') await cloud.privatelink('EnableVpcEndpointConnection', request)
    else await cloud.privatelink('DisableVpcEndpointConnection', request)
  },
}
