import type { Cloud } from '../cloud/cloud.ts'
import { allPages, listOf } from '../cloud/pages.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'

export interface ConnectionSeen {
  endpointId: string
  status: string
  ownerId: string
  vpcId: string
  modifiedTime: string
  zones: { zoneId: string; status: string; resourceId: string }[]
  /** Those of other endpoints to the same service, where they were read with it. */
  others?: ConnectionSeen[]
}

/**
 * Reads the connections of an endpoint service.
 * @param endpointId only this endpoint's
 */
export async function readConnections(cloud: Cloud, serviceId: string, endpointId?: string): Promise<ConnectionSeen[]> {
  const connections = await allPages(async (nextToken) => {
    const page = await cloud.privatelink('ListVpcEndpointConnections', {
      serviceId, maxResults: 50, ...given({ endpointId, nextToken }),
    })
    return { items: listOf(page.connections, 'Connections'), nextToken: page.nextToken }
  })
  return connections.map((item) => ({
    endpointId: item.endpointId ?? '',
    status: item.connectionStatus ?? 'unknown',
    ownerId: item.endpointOwnerId === undefined ? '' : String(item.endpointOwnerId),
    vpcId: item.endpointVpcId ?? '',
    modifiedTime: item.modifiedTime ?? '',
    zones: (item.zones ?? []).map((zone) => ({ zoneId: zone.zoneId ?? '', status: zone.zoneStatus ?? 'unknown', resourceId: zone.resourceId ?? '' })),
  }))
}

/** The connection of an endpoint as its consumer sees it (Privatelink GetVpcEndpointAttribute, ListVpcEndpointZones). */
export async function readOwnConnection(consumer: Cloud, endpointId: string): Promise<ConnectionSeen> {
  const [body, zones] = await Promise.all([
    consumer.privatelink('GetVpcEndpointAttribute', { endpointId }),
    allPages(async (nextToken) => {
      const page = await consumer.privatelink('ListVpcEndpointZones', { endpointId, maxResults: 50, ...given({ nextToken }) })
      return { items: listOf(page.zones, 'Zones'), nextToken: page.nextToken }
    }),
  ])
  return {
    endpointId, status: body.connectionStatus ?? 'unknown', ownerId: '', vpcId: body.vpcId ?? '', modifiedTime: '',
    zones: zones.map((zone) => ({ zoneId: zone.zoneId ?? '', status: zone.zoneStatus ?? 'unknown', resourceId: '' })),
  }
}

/** The connection of an endpoint as the endpoint itself shows it. */
export const asConnection = ({ id, connectionStatus, vpcId, zones }: { id: string; connectionStatus: string; vpcId?: string; zones: readonly { zoneId: string; status: string }[] }): ConnectionSeen => ({
  endpointId: id, status: connectionStatus, ownerId: '', vpcId: vpcId ?? '', modifiedTime: '', zones: zones.map(({ zoneId, status }) => ({ zoneId, status, resourceId: '' })),
})

/** A connection in words: whose endpoint it is, and where. */
export const describeConnection = ({ endpointId, ownerId, vpcId, status }: ConnectionSeen): string => text.step.connection(endpointId, status, ownerId, vpcId)
