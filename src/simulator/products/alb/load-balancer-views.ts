import type { GetLoadBalancerAttributeResponseBody, ListLoadBalancersResponseBodyLoadBalancers } from '@alicloud/alb20200616'
import type { Call } from '../../action.ts'
import type { LoadBalancer } from '../../model.ts'
import { attachedTo } from './attachment.ts'
import { given, iso } from '../shared/records.ts'
import { tagPairs } from '../shared/tags.ts'
import type { Wire } from './wire.ts'

/** The edition in force: a change shows a while after the load balancer reads Active again. */
export function editionOf(balancer: LoadBalancer, now: number): string {
  const next = balancer.nextEdition
  return next && now >= next.at ? next.LoadBalancerEdition : balancer.LoadBalancerEdition
}

/** A load balancer as ListLoadBalancers shows it: without its zones and its region. */
export function listedBalancer(call: Call<unknown>, balancer: LoadBalancer): Wire<ListLoadBalancersResponseBodyLoadBalancers> {
  const { DeletionProtectionConfig: deletion, ModificationProtectionConfig: modification } = balancer
  return given({
    AddressAllocatedMode: balancer.AddressAllocatedMode, AddressIpVersion: balancer.AddressIpVersion,
    AddressType: balancer.AddressType,
    CreateTime: iso(balancer.createdAt), DNSName: balancer.DNSName,
    DeletionProtectionConfig: given({ Enabled: deletion.Enabled, EnabledTime: deletion.EnabledTime }),
    Ipv6AddressType: balancer.AddressIpVersion === 'DualStack' ? 'Intranet' : undefined,
    LoadBalancerBillingConfig: { PayType: 'PostPay' }, LoadBalancerBussinessStatus: balancer.LoadBalancerBussinessStatus,
    LoadBalancerEdition: editionOf(balancer, call.now), LoadBalancerId: balancer.id, LoadBalancerName: balancer.LoadBalancerName,
    LoadBalancerOperationLocks: attachedTo(call, balancer.id) ? [{ LockReason: 'PrivateLink', LockType: 'RelatedResourceLocked' }]
      : [],
    LoadBalancerStatus: balancer.status,
    ModificationProtectionConfig: given({ Reason: modification.Reason, Status: modification.Status }),
    ResourceGroupId: balancer.ResourceGroupId, SecurityGroupIds: [...balancer.SecurityGroupIds], Tags: tagPairs(balancer.tags),
    VpcId: balancer.VpcId,
  })
}

/** A load balancer as GetLoadBalancerAttribute shows it. Its zones have no addresses before it has been made (assumed). */
export function wholeBalancer(call: Call<unknown>, balancer: LoadBalancer): Wire<GetLoadBalancerAttributeResponseBody> {
  const made = balancer.status !== 'Provisioning' && balancer.status !== 'CreateFailed'
  return {
    ...listedBalancer(call, balancer), RegionId: balancer.region,
    ZoneMappings: balancer.ZoneMappings.map((zone) => ({
      LoadBalancerAddresses: made ? zone.LoadBalancerAddresses.map((entry) => ({ ...entry, IntranetAddressHcStatus: 'Healthy' }))
        : [],
      Status: zone.Status, VSwitchId: zone.VSwitchId, ZoneId: zone.ZoneId,
    })),
  }
}
