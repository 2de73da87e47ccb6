import type { Config } from '../config/config.ts'
import { text } from '../messages/whole.ts'
import { type Fact } from './facts.ts'
import { type Finding, notKnown, ok, unknown } from './check.ts'

/** How many there are, as far as lists show it. */
export interface Used {
  loadBalancers: Fact<number>
  endpointServices: Fact<number>
  endpoints: Fact<number>
}

/** Documented defaults; no call here tells the account's own. */
export const DEFAULT_QUOTAS = {
  loadBalancers: 60, endpointServices: 200, endpointsOfVpc: 1000, serversOfGroup: 1000, serversOfBasic: 200, zonesOfLoadBalancer: 10,
  zonesOfEndpoint: 10, groupsOfEndpoint: 10, tags: 20,
} as const

/** Tags that the command adds to an endpoint, which has the most of them. */
const OWN_TAGS = 3

interface Line { what: string; count: Fact<number>; of: number; by: 'used' | 'asked' }

/** How much of each default quota is used, or asked for by the config. A default that is used up is no failure: it may have been raised. */
export function judgeQuotas({ loadBalancer, serverGroup, consumer, tags }: Config, used: Used): Finding[] {
  const asked = (what: string, count: number, of: number): Line => ({ what, count: { known: true, value: count }, of, by: 'asked' })
  const there = (what: string, count: Fact<number>, of: number): Line => ({ what, count, of, by: 'used' })
  const basic = (loadBalancer.edition ?? 'Basic') === 'Basic'
  return [
    there(text.check.quota.loadBalancers, used.loadBalancers, DEFAULT_QUOTAS.loadBalancers),
    there(text.check.quota.endpointServices, used.endpointServices, DEFAULT_QUOTAS.endpointServices),
    there(text.check.quota.endpoints(consumer.vpcId), used.endpoints, DEFAULT_QUOTAS.endpointsOfVpc),
    asked(basic ? text.check.quota.serversOfBasic : text.check.quota.servers, serverGroup.servers.length, basic ? DEFAULT_QUOTAS.serversOfBasic : DEFAULT_QUOTAS.serversOfGroup),
    asked(text.check.quota.zonesOfLoadBalancer, loadBalancer.zones.length, DEFAULT_QUOTAS.zonesOfLoadBalancer),
    asked(text.check.quota.zonesOfEndpoint, consumer.zones.length, DEFAULT_QUOTAS.zonesOfEndpoint),
    asked(text.check.quota.groupsOfEndpoint, consumer.securityGroupIds.length, DEFAULT_QUOTAS.groupsOfEndpoint),
    asked(text.check.quota.tags, Object.keys(tags ?? {}).length + OWN_TAGS, DEFAULT_QUOTAS.tags),
  ].map(judged)
}

function judged({ what, count, of, by }: Line): Finding {
  if (!count.known) return notKnown(text.check.quotaUnknown(what), count.why)
  const message = text.check.quotaLine[by](count.value, of, what)
  const full = by === 'used' ? count.value >= of : count.value > of
  return full ? unknown(message, text.check.quotaHint) : ok(message)
}
