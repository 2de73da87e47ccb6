import type { EndpointOutput, Outputs } from '../core/events.ts'
import type { EndpointSeen } from '../steps/05-endpoint.ts'
import type { EndpointServiceSeen } from '../steps/04-endpoint-service.ts'
import type { ConnectionSeen } from '../steps/connections.ts'
import { given } from '../core/given.ts'
import type { Survey } from './survey.ts'

/** The result of `up` and `status`: what is there, as last read. */
export function outputsOf(consumer: string, found: Survey): Outputs {
  const id = (step: Parameters<Survey['get']>[0]): string | undefined => (found.get(step)?.seen as { id?: string } | undefined)?.id
  const service = found.get('endpoint-service')?.seen as EndpointServiceSeen | undefined
  const endpoint = found.get('endpoint')?.seen as EndpointSeen | undefined
  const connection = found.get('connection')?.seen as ConnectionSeen | undefined
  return {
    ...given({ loadBalancerId: id('load-balancer'), serverGroupId: id('server-group'), listenerId: id('listener'), serviceId: service?.id, serviceName: service?.name }),
    endpoints: endpoint === undefined ? [] : [endpointOutput(consumer, endpoint, connection)],
  }
}

function endpointOutput(consumer: string, endpoint: EndpointSeen, connection: ConnectionSeen | undefined): EndpointOutput {
  return {
    consumer,
    endpointId: endpoint.id,
    domain: endpoint.domain,
    connectionStatus: connection?.status ?? endpoint.connectionStatus,
    zones: endpoint.zones.map(({ zoneId, domain, address, eniId, status }) => ({
      zoneId, domain, address, eniId,
      // The endpoint was read before its connection was accepted: the service's side knows better by now.
      status: connection?.zones.find((zone) => zone.zoneId === zoneId)?.status ?? status,
    })),
  }
}
