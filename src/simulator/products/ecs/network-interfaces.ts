import { Refusal, type Action, type Call } from '../../action.ts'
import type { Endpoint, EndpointZone, Instance } from '../../model.ts'
import { count, flag, hasTags, isoSeconds, knownRegion, listOf, must, owners, ownIn, tags, text, unused,
  type TagFilter } from '../vpc/fields.ts'
import { macOf, primaryEni } from './instances.ts'
import { among, tagList } from './lists.ts'
import { pageOf, type PageParams } from './paging.ts'

interface DescribeNetworkInterfaces extends PageParams {
  InstanceId?: string
  Ipv6Address?: string[]
  NetworkInterfaceId?: string[]
  NetworkInterfaceName?: string
  PrimaryIpAddress?: string
  PrivateIpAddress?: string[]
  ResourceGroupId?: string
  SecurityGroupId?: string
  ServiceManaged?: boolean
  Status?: string
  Tag?: TagFilter[]
  Type?: string
  VSwitchId?: string
  VpcId?: string
}

interface Interface {
  id: string
  name: string
  createdAt: number
  instance: string
  account: string
  address: string
  groups: readonly string[]
  vSwitch: string
  vpc: string
  zone: string
  managed: boolean
  resourceGroup: string
  tags: Record<string, string>
}

const PAGE = { min: 10, max: 500, size: 10, badToken: 'InvalidParameter' }
/** The service that owns an endpoint's interfaces, as a number of its own (assumed: any will do). */
const SERVICE_ID = 1_660_000_000_000_001

/** Ecs DescribeNetworkInterfaces: the primary interfaces of instances, and those that endpoints made in their vSwitches. */
export const describeNetworkInterfaces: Action<DescribeNetworkInterfaces> = {
  mutating: false,
  parameters: {
    InstanceId: text, Ipv6Address: listOf(text, 1000), MaxResults: count, NetworkInterfaceId: listOf(text, 1000),
    NetworkInterfaceName: text, NextToken: text, PageNumber: count, PageSize: count, PrimaryIpAddress: text,
      PrivateIpAddress: listOf(text, 100),
    RegionId: must(text), ResourceGroupId: text, SecurityGroupId: text, ServiceManaged: flag, Status: text, Tag: tags(),
      Type: text,
    VSwitchId: text, VpcId: text, ...owners,
  },
  handler(call) {
    knownRegion(call)
    const page = pageOf(interfaces(call).filter((one) => matches(call.params, one)), call.params, PAGE)
    return {
      NextToken: page.nextToken, ...(page.numbered ?? { TotalCount: page.total }),
      NetworkInterfaceSets: { NetworkInterfaceSet: page.entries.map(entry) },
    }
  },
}

function interfaces(call: Pick<Call, 'world' | 'account' | 'region'>): Interface[] {
  const endpoints = ownIn(call, 'endpoints').flatMap((endpoint) => endpoint.zones.filter((zone) => zone.EniIp)
    .map((zone) => ofEndpoint(endpoint, zone)))
  return [...ownIn(call, 'instances').map(ofInstance), ...endpoints]
}

function ofInstance(one: Instance): Interface {
  return {
    id: primaryEni(one), name: '', createdAt: one.createdAt, instance: one.id, account: one.account,
      address: one.PrivateIpAddress,
    groups: one.SecurityGroupIds, vSwitch: one.VSwitchId, vpc: one.VpcId, zone: one.ZoneId, managed: false,
    resourceGroup: one.ResourceGroupId, tags: {},
  }
}

function ofEndpoint(endpoint: Endpoint, zone: EndpointZone): Interface {
  return {
    id: zone.EniId, name: endpoint.id, createdAt: endpoint.createdAt, instance: '', account: endpoint.account,
      address: zone.EniIp,
    groups: endpoint.securityGroups.map((group) => group.SecurityGroupId), vSwitch: zone.VSwitchId, vpc: endpoint.VpcId,
      zone: zone.ZoneId,
    managed: true, resourceGroup: endpoint.ResourceGroupId, tags: {},
  }
}

function matches(params: DescribeNetworkInterfaces, one: Interface): boolean {
  return (params.InstanceId ?? one.instance) === one.instance && among(params.NetworkInterfaceId, one.id)
    && (params.NetworkInterfaceName ?? one.name) === one.name && (params.PrimaryIpAddress ?? one.address) === one.address
    && among(params.PrivateIpAddress, one.address) && (params.ResourceGroupId ?? one.resourceGroup) === one.resourceGroup
    && (params.SecurityGroupId === undefined || one.groups.includes(params.SecurityGroupId))
    && (params.ServiceManaged ?? one.managed) === one.managed && (params.Status ?? 'InUse') === 'InUse'
    && (params.Type ?? typeOf(one)) === typeOf(one) && (params.VSwitchId ?? one.vSwitch) === one.vSwitch
    // No interface here has an IPv6 address.
    && (params.VpcId ?? one.vpc) === one.vpc && params.Ipv6Address === undefined && hasTags(one, params.Tag)
}

function typeOf(one: Interface): string {
  return one.managed ? 'Secondary' : 'Primary'
}

function entry(one: Interface): object {
  return {
    CreationTime: isoSeconds(one.createdAt), DeleteOnRelease: !one.managed, Description: '', InstanceId: one.instance,
      MacAddress: macOf(one.id),
    NetworkInterfaceId: one.id, NetworkInterfaceName: one.name, NetworkInterfaceTrafficMode: 'Standard', OwnerId: one.account,
    PrivateIpAddress: one.address, QueueNumber: 2, ResourceGroupId: one.resourceGroup, ServiceManaged: one.managed,
      Status: 'InUse',
    ...(one.managed ? { ServiceID: SERVICE_ID } : {}), Type: typeOf(one), VSwitchId: one.vSwitch, VpcId: one.vpc,
      ZoneId: one.zone,
    AssociatedPublicIp: {}, Attachment: one.instance ? { DeviceIndex: 0, InstanceId: one.instance } : {},
    Ipv6Sets: { Ipv6Set: [] }, PrivateIpSets: { PrivateIpSet: [{ Primary: true, PrivateIpAddress: one.address }] },
    SecurityGroupIds: { SecurityGroupId: [...one.groups] }, Tags: tagList(one.tags),
  }
}

/** Ecs DescribeNetworkInterfaceAttribute: one interface. The code for an unknown one is assumed. */
export const describeNetworkInterfaceAttribute: Action<{ NetworkInterfaceId: string; Tag?: TagFilter[] }> = {
  mutating: false,
  parameters: { Attribute: unused(text), NetworkInterfaceId: must(text), RegionId: must(text), Tag: unused(tags()), ...owners },
  handler(call) {
    const found = interfaces(call).find((one) => one.id === call.params.NetworkInterfaceId)
    if (!found) throw new Refusal('InvalidEniId.NotFound', 404, 'The specified NetworkInterfaceId does not exist.')
    return entry(found)
  },
}
