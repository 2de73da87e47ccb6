import { between, listOf, must, oneOf, reading, text } from '../shared/table.ts'
import { pageOf } from '../shared/paging.ts'
import { given, mine, only, shown, sift } from '../shared/records.ts'
import { tagList } from '../shared/tags.ts'
import { balancerOf } from './find.ts'
import { listedBalancer, wholeBalancer } from './load-balancer-views.ts'

/** Alb GetLoadBalancerAttribute. */
export const getLoadBalancerAttribute = reading({ LoadBalancerId: must(text) }, (call) => {
  const balancer = balancerOf(call, call.params.LoadBalancerId)
  call.look(balancer)
  return wholeBalancer(call, balancer)
})

/** Alb ListLoadBalancers; the list lags a create. */
export const listLoadBalancers = reading({
  AddressIpVersion: oneOf('IPv4', 'DualStack'), AddressType: oneOf('Internet', 'Intranet'), DNSName: text,
  Ipv6AddressType: oneOf('Internet', 'Intranet'), LoadBalancerBussinessStatus: oneOf('Abnormal', 'Normal'),
  LoadBalancerIds: listOf(text, 20), LoadBalancerNames: listOf(text, 10),
  LoadBalancerStatus: oneOf('Inactive', 'Active', 'Provisioning', 'Configuring', 'CreateFailed'), MaxResults: between(1, 100),
  NextToken: text, PayType: text, ResourceGroupId: text, Tag: tagList(64), VpcIds: listOf(text, 10), ZoneId: text,
}, (call) => {
  const want = call.params
  const named = mine(call, 'loadBalancers', {
    id: want.LoadBalancerIds, LoadBalancerName: want.LoadBalancerNames, Tag: want.Tag, VpcId: want.VpcIds,
  })
  const found = sift(named, shown(call, 'loadBalancer'),
    only(want.AddressIpVersion, (one) => one.AddressIpVersion), only(want.AddressType, (one) => one.AddressType),
    only(want.DNSName, (one) => one.DNSName),
    only(want.Ipv6AddressType, (one) => (one.AddressIpVersion === 'DualStack' ? 'Intranet' : undefined)),
    only(want.LoadBalancerBussinessStatus, (one) => one.LoadBalancerBussinessStatus),
    only(want.LoadBalancerStatus, (one) => one.status), only(want.PayType, () => 'PostPay'),
    only(want.ResourceGroupId, (one) => one.ResourceGroupId),
    want.ZoneId === undefined ? undefined : (one) => one.ZoneMappings.some((zone) => zone.ZoneId === want.ZoneId))
  const page = pageOf(call, found, want, 20, (one) => one.id)
  for (const balancer of page.entries) call.look(balancer)
  return given({
    LoadBalancers: page.entries.map((one) => listedBalancer(call, one)), MaxResults: page.MaxResults, NextToken: page.NextToken,
    TotalCount: page.TotalCount,
  })
})
