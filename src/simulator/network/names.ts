import type { Endpoint, EndpointZone, Instance, World } from '../model.ts'
import type { View } from './view.ts'

/**
 * The addresses behind a name, as the resolver of an instance gives them; none means that the name does not resolve.
 * Names of endpoints and load balancers resolve everywhere and answer with private addresses (documented); they do so from the
 * moment at which the connection's path is usable, a little after `Connected`.
 */
export function lookUp(view: View, from: Instance, name: string): string[] {
  const wanted = name.toLowerCase().replace(/\.$/, '')
  if (wanted === 'localhost') return ['127.0.0.1']
  for (const endpoint of Object.values(view.world.endpoints)) {
    const open = usableZones(view, endpoint)
    if (endpoint.EndpointDomain.toLowerCase() === wanted) return nearestFirst(view.world, endpoint, open, from)
    const zone = endpoint.zones.find((zone) => zone.ZoneDomain.toLowerCase() === wanted)
    if (zone) return open.includes(zone) ? [zone.EniIp] : []
  }
  for (const balancer of Object.values(view.world.loadBalancers)) {
    if (balancer.DNSName.toLowerCase() !== wanted) continue
    return balancer.ZoneMappings.flatMap((zone) =>
      zone.LoadBalancerAddresses.map((entry) => entry.IntranetAddress ?? entry.Address))
  }
  return []
}

/** The zones of an endpoint through which traffic flows at that moment; where time does not matter, at once. */
export function usableZones(view: View, endpoint: Endpoint): EndpointZone[] {
  const pathAt = view.world.clock.mode === 'instant' ? 0 : endpoint.connection.pathAt ?? 0
  if (endpoint.connection.status !== 'Connected' || pathAt > view.now) return []
  return endpoint.zones.filter((zone) => zone.status === 'Connected' && zone.EniIp !== '')
}

/** With zone affinity the caller's own zone alone is answered where it is connected; else every zone. */
function nearestFirst(world: World, endpoint: Endpoint, zones: EndpointZone[], from: Instance): string[] {
  const service = world.endpointServices[endpoint.ServiceId]
  const affine = endpoint.ZoneAffinityEnabled || (service?.ZoneAffinityEnabled ?? false)
  const near = affine ? zones.filter((zone) => zone.ZoneId === from.ZoneId) : []
  return (near.length > 0 ? near : zones).map((zone) => zone.EniIp)
}
