import type { Focus } from './focus.ts'
import type { ServerHealth, State } from './state.ts'

/**
 * One sentence about the whole way: whether it is open, or what of it is missing first, in the order of the documented steps.
 * @param health what the checks said of the servers drawn
 */
export function pathOf(state: State, focus: Focus, health: readonly ServerHealth[]): string {
  const { balancer, listeners, groups, services, endpoints } = focus
  if (focus.vpcId === undefined) return 'This world has no VPC.'
  const not = (what: string): string => `The way is not open: ${what}.`
  if (!balancer) return not('there is no load balancer yet')
  if (balancer.status !== 'Active') return not(`the load balancer is ${balancer.status}`)
  if (groups.every((one) => one.Servers.length === 0)) return not('no server group has a server')
  if (listeners.length === 0) return not('the load balancer has no listener')
  if (!listeners.some((one) => one.status === 'Running')) return not(`the listener is ${listeners[0]?.status}`)
  if (health.length > 0 && !health.some((one) => one.healthy)) return not('no server is healthy')
  const attached = services.filter((one) => one.Resources.length > 0)
  if (attached.length === 0) return not('no endpoint service offers the load balancer')
  if (!attached.some((one) => one.status === 'Active')) return not(`the endpoint service is ${attached[0]?.status}`)
  const [first] = endpoints
  if (!first) return not('the service has no endpoint')
  const statusOf = (id: string): string => state.connections.find((one) => one.EndpointId === id)?.status ?? ''
  const open = endpoints.filter((one) => statusOf(one.id) === 'Connected')
  if (open.length === 0) return not(`the connection is ${statusOf(first.id)}`)
  const zones = open.flatMap((one) => one.Zones)
  const connected = zones.filter((one) => one.ZoneStatus === 'Connected').length
  if (connected === 0) return not('no zone of the endpoint is connected')
  return `The way is open in ${connected} of ${zones.length} zone${zones.length === 1 ? '' : 's'}.`
}
