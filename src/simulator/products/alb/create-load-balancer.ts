import type { Call } from '../../action.ts'
import type { LoadBalancer, Vpc } from '../../model.ts'
import { put } from '../../records.ts'
import { defaultGroup, entry, iso, mine } from '../shared/records.ts'
import { hasRole } from '../shared/roles.ts'
import { flag, idempotence, listOf, must, name, oneOf, only, sized, struct, text, unused, writing } from '../shared/table.ts'
import { createdTags, tagList } from '../shared/tags.ts'
import { refuse } from './refusals.ts'
import { checkTagKeys } from './tags.ts'
import { checkAddresses, checkZones, openZone, switchOf } from './zones.ts'

/** Load balancers of one account in one region (documented default). */
const QUOTA = 60
const ROLE = 'AliyunServiceRoleForAlb'

export const zoneMapping = {
  EipType: unused(oneOf('Common', 'Anycast')), IntranetAddress: text, VSwitchId: must(text), ZoneId: must(text),
} as const

export const modificationProtection = struct({ Reason: sized(2, 128), Status: oneOf('NonProtection', 'ConsoleProtection') })

/** Alb CreateLoadBalancer. It answers the ID alone; there is no job. */
export const createLoadBalancer = writing({
  AddressAllocatedMode: oneOf('Fixed', 'Dynamic'), AddressIpVersion: oneOf('IPv4', 'DualStack'),
  AddressType: must(oneOf('Internet', 'Intranet')), ...idempotence, DeletionProtectionEnabled: flag,
  LoadBalancerBillingConfig: must(struct({ BandwidthPackageId: unused(text), PayType: must(only('PostPay')) })),
  LoadBalancerEdition: must(oneOf('Basic', 'Standard', 'StandardWithWaf')), LoadBalancerName: name,
  ModificationProtectionConfig: modificationProtection, ResourceGroupId: text,
  SecurityGroupIds: listOf(struct({ SecurityGroupId: text })), Tag: tagList(128), VpcId: must(text),
  ZoneMappings: must(listOf(struct({ AllocationId: unused(text), ...zoneMapping }), 10)),
}, (call) => {
  const want = call.params
  if (!hasRole(call, ROLE, 'alb.aliyuncs.com')) refuse('OperationDenyed.ServiceLinkedRoleNotExist')
  checkTagKeys(want.Tag)
  const vpc = vpcOf(call, want.VpcId)
  checkZones(call, vpc.id, want.ZoneMappings)
  const dual = want.AddressIpVersion === 'DualStack'
  const switches = want.ZoneMappings.map((zone) => switchOf(call, zone.VSwitchId))
  if (dual && !(vpc.EnabledIpv6 && switches.every((one) => one.EnabledIpv6))) refuse('OperationDenied.VpcNotSupportIpv6')
  const groups = (want.SecurityGroupIds ?? []).flatMap((group) => group.SecurityGroupId ?? [])
  for (const id of groups) securityGroupOf(call, id, vpc.id)
  const present = mine(call, 'loadBalancers').length
  if (present >= QUOTA) refuse('QuotaExceeded.LoadBalancersNum', 'LoadBalancersNum', present, QUOTA)
  for (const zone of want.ZoneMappings) checkAddresses(switchOf(call, zone.VSwitchId), zone.IntranetAddress)

  const id = call.newId('loadBalancer')
  const guarded = want.DeletionProtectionEnabled ?? false
  const reason = want.ModificationProtectionConfig?.Reason
  const balancer: LoadBalancer = {
    id, region: call.region, account: call.account.id, createdAt: call.now, tags: createdTags(call.world, want.Tag),
    ResourceGroupId: want.ResourceGroupId ?? defaultGroup(call), status: 'Provisioning', since: call.now,
    LoadBalancerName: want.LoadBalancerName ?? '', LoadBalancerEdition: want.LoadBalancerEdition,
    LoadBalancerBussinessStatus: 'Normal',
    AddressType: want.AddressType, AddressAllocatedMode: want.AddressAllocatedMode ?? 'Dynamic',
    AddressIpVersion: want.AddressIpVersion ?? 'IPv4', VpcId: vpc.id, DNSName: domainOf(id, call.region),
    DeletionProtectionConfig: { Enabled: guarded, ...(guarded ? { EnabledTime: iso(call.now) } : {}) },
    ModificationProtectionConfig: {
      Status: want.ModificationProtectionConfig?.Status ?? 'NonProtection', ...(reason === undefined ? {} : { Reason: reason }),
    },
    ZoneMappings: [], SecurityGroupIds: groups,
  }
  balancer.ZoneMappings = want.ZoneMappings.map((zone) => openZone(call, balancer, zone))
  put(call.world, 'loadBalancers', balancer)
  call.move({ kind: 'loadBalancer', path: [id] }, 'Provisioning')
  return { LoadBalancerId: id }
})

/** @throws Refusal for a VPC that is unknown or somebody else's */
export function vpcOf(call: Call<unknown>, id: string): Vpc {
  const found = entry(call.world.vpcs, id)
  return found && found.account === call.account.id && found.region === call.region ? found : refuse('ResourceNotFound.Vpc', id)
}

/** @throws Refusal for a security group that is unknown, somebody else's, or of another VPC */
export function securityGroupOf(call: Call<unknown>, id: string, vpcId: string): void {
  const found = entry(call.world.securityGroups, id)
  if (!found || found.account !== call.account.id || found.region !== call.region) {
    return refuse('ResourceNotFound.SecurityGroup', id)
  }
  if (found.VpcId !== vpcId) refuse('Mismatch.VpcId', 'VpcId', 'LoadBalancer', id)
}

/** Names of load balancers made since November 2024: one suffix for mainland China, one for everywhere else (documented). */
function domainOf(id: string, region: string): string {
  const mainland = region.startsWith('cn-') && region !== 'cn-hongkong'
  return `${id}.${region}.alb.${mainland ? 'aliyuncsslb.com' : 'aliyuncsslbintl.com'}`
}
