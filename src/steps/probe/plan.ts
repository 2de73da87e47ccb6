import type { Config } from '../../config/config.ts'
import type { EndpointSeen } from '../05-endpoint.ts'
import { probeUrl, type ProbeTarget } from './target.ts'

/** An instance of VPC 1 that asks. */
export interface Guest { instanceId: string; name?: string; os: 'linux' | 'windows'; zoneId: string }

/** What one instance asks, in this order. */
export interface ProbePlan { guest: Guest; zoneId: string; targets: ProbeTarget[] }

/** What is asked of an endpoint. */
export interface Asked { domain: string; zones: readonly Pick<EndpointSeen['zones'][number], 'zoneId' | 'domain' | 'address'>[] }

/** A zone does not mean a server, so each is asked twice as often as there are servers; within reason, for very large groups. */
const MOST_ATTEMPTS = 60

/**
 * Which addresses an instance asks: the address and the domain of its own zone, and the endpoint's own domain; the address first,
 * since a name may come a moment later.
 * @param guest whose zone counts, unless the config names another; where the endpoint has none there, its first one
 */
export function planProbes(config: Config, endpoint: Asked, guest: Guest): ProbePlan {
  const test = config.consumer.test!
  const wanted = test.from.find(({ instanceId }) => instanceId === guest.instanceId)?.zoneId ?? guest.zoneId
  const zone = endpoint.zones.find(({ zoneId }) => zoneId === wanted) ?? endpoint.zones[0]
  const port = test.port ?? config.listener.port
  const servers = config.serverGroup.servers.filter(({ weight }) => weight > 0).length
  const most = Math.max(2, Math.min(MOST_ATTEMPTS, 2 * servers))
  const fewer = Math.max(2, Math.ceil(most / 2))
  const target = (via: ProbeTarget['via'], host: string, attempts: number): ProbeTarget => ({ via, url: probeUrl(host, port, test.path), attempts })
  const byAddress = test.via === 'domain' || zone === undefined ? [] : [target('zone-address', zone.address, test.via === 'address' ? most : fewer)]
  const byName = test.via === 'address' || zone === undefined ? [] : [target('zone-domain', zone.domain, most), target('endpoint-domain', endpoint.domain, fewer)]
  return { guest, zoneId: zone?.zoneId ?? wanted, targets: [...byAddress, ...byName] }
}
