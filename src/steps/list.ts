import { loadBalancer } from './01-load-balancer.ts'
import { serverGroup } from './02-server-group.ts'
import { listener } from './03-listener.ts'
import { endpointService } from './04-endpoint-service.ts'
import { endpoint } from './05-endpoint.ts'
import { connection } from './06-connection.ts'
import type { Step } from './step.ts'

/** Steps 1 to 6 in the order of the procedure; step 7, the connectivity test, makes no resource. */
export const RESOURCE_STEPS: readonly Step[] = [loadBalancer, serverGroup, listener, endpointService, endpoint, connection]

/**
 * The order of removal that the cloud's preconditions ask for: the connection before the endpoint's zones, these before the
 * endpoint, it before the service; the listener before both the load balancer and the server group that it holds on to.
 */
export const REMOVAL_STEPS: readonly Step[] = [connection, endpoint, endpointService, listener, loadBalancer, serverGroup]
