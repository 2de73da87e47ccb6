import type { Config } from '../config/config.ts'
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

const HINT = 'The account may have more than the default: the Quota Center (quotas.console.aliyun.com) shows it, and takes requests for more.'

interface Line { what: string; count: Fact<number>; of: number; words: 'used' | 'in the config' }

/** How much of each default quota is used, or asked for by the config. A default that is used up is no failure: it may have been raised. */
export function judgeQuotas({ loadBalancer, serverGroup, consumer, tags }: Config, used: Used): Finding[] {
  const asked = (what: string, count: number, of: number): Line => ({ what, count: { known: true, value: count }, of, words: 'in the config' })
  const there = (what: string, count: Fact<number>, of: number): Line => ({ what, count, of, words: 'used' })
  const basic = (loadBalancer.edition ?? 'Basic') === 'Basic'
  return [
    there('load balancers of the account in the region', used.loadBalancers, DEFAULT_QUOTAS.loadBalancers),
    there('endpoint services of the account', used.endpointServices, DEFAULT_QUOTAS.endpointServices),
    there(`endpoints of ${consumer.vpcId}`, used.endpoints, DEFAULT_QUOTAS.endpointsOfVpc),
    asked(`servers of a load balancer${basic ? ' of the edition Basic' : ''}`, serverGroup.servers.length, basic ? DEFAULT_QUOTAS.serversOfBasic : DEFAULT_QUOTAS.serversOfGroup),
    asked('zones of a load balancer', loadBalancer.zones.length, DEFAULT_QUOTAS.zonesOfLoadBalancer),
    asked('zones of an endpoint', consumer.zones.length, DEFAULT_QUOTAS.zonesOfEndpoint),
    asked('security groups of an endpoint', consumer.securityGroupIds.length, DEFAULT_QUOTAS.groupsOfEndpoint),
    asked('tags of a resource', Object.keys(tags ?? {}).length + OWN_TAGS, DEFAULT_QUOTAS.tags),
  ].map(judged)
}

function judged({ what, count, of, words }: Line): Finding {
  if (!count.known) return notKnown(`How many ${what} there are is not known`, count.why)
  const message = `${count.value} of ${of} ${what} ${words} (default quota).`
  const full = words === 'used' ? count.value >= of : count.value > of
  return full ? unknown(message, HINT) : ok(message)
}
