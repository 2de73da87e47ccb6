import { between, listOf, must, oneOf, reading, text } from '../shared/table.ts'
import { pageOf } from '../shared/paging.ts'
import { given, like, listed, mine, within } from '../shared/records.ts'
import { hasTags, tagList } from '../shared/tags.ts'
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
  const found = mine(call, call.world.loadBalancers).filter((one) => listed(call.world, 'loadBalancer', one.createdAt, call.now)
    && like(want.AddressIpVersion, one.AddressIpVersion) && like(want.AddressType, one.AddressType)
    && like(want.DNSName, one.DNSName)
    && like(want.Ipv6AddressType, one.AddressIpVersion === 'DualStack' ? 'Intranet' : undefined)
    && like(want.LoadBalancerBussinessStatus, one.LoadBalancerBussinessStatus) && like(want.LoadBalancerStatus, one.status)
    && within(want.LoadBalancerIds, one.id) && within(want.LoadBalancerNames, one.LoadBalancerName)
    && like(want.PayType, 'PostPay') && like(want.ResourceGroupId, one.ResourceGroupId) && hasTags(one, want.Tag)
    && within(want.VpcIds, one.VpcId)
    && (want.ZoneId === undefined || one.ZoneMappings.some((zone) => zone.ZoneId === want.ZoneId)))
  const page = pageOf(call, found, want, 20, (one) => one.id)
  for (const balancer of page.entries) call.look(balancer)
  return given({
    LoadBalancers: page.entries.map((one) => listedBalancer(call, one)), MaxResults: page.MaxResults, NextToken: page.NextToken,
    TotalCount: page.TotalCount,
  })
})
