import type { Account, Vpc, VSwitch, World } from '../../model.ts'
import { having } from '../../records.ts'
import { sizeOf } from '../../network/cidr.ts'
import { isoSeconds } from './fields.ts'

/** Addresses that each vSwitch keeps for itself: the first and the last three (documented). */
const RESERVED = 4

/** How many addresses of a vSwitch are free. */
export function freeAddresses(vSwitch: VSwitch): number {
  return Math.max(0, sizeOf(vSwitch.CidrBlock) - RESERVED - Object.keys(vSwitch.taken).length)
}

/** Account IDs go out as JSON numbers, as the vendor's int64 does. */
export function ownerNumber(account: Account | string): number {
  return Number(typeof account === 'string' ? account : account.id)
}

const tagList = (tags: Record<string, string>): object => ({ Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) })

function common(world: World, vpc: Vpc): Record<string, unknown> {
  return {
    CidrBlock: vpc.CidrBlock, CreationTime: isoSeconds(vpc.createdAt), Description: '', DhcpOptionsSetId: '',
      DhcpOptionsSetStatus: 'Available',
    DnsHostnameStatus: 'DISABLED', EnabledIpv6: vpc.EnabledIpv6, Ipv6CidrBlock: vpc.Ipv6CidrBlock, IsDefault: false,
    OwnerId: ownerNumber(vpc.account), RegionId: vpc.region, ResourceGroupId: vpc.ResourceGroupId, Status: vpc.Status,
    VRouterId: routerOf(vpc.id), VpcId: vpc.id, VpcName: vpc.VpcName,
    Ipv6CidrBlocks: { Ipv6CidrBlock: vpc.Ipv6CidrBlock ? [{ Ipv6CidrBlock: vpc.Ipv6CidrBlock, Ipv6Isp: 'BGP' }] : [] },
    SecondaryCidrBlocks: { SecondaryCidrBlock: [] }, Tags: tagList(vpc.tags), UserCidrs: { UserCidr: [] },
    VSwitchIds: { VSwitchId: vSwitchesOf(world, vpc.id).map((one) => one.id) },
  }
}

/** A VPC as DescribeVpcs shows it. */
export function vpcEntry(world: World, vpc: Vpc): object {
  return { ...common(world, vpc), CenStatus: '', NatGatewayIds: { NatGatewayIds: [] },
    RouterTableIds: { RouterTableIds: [tableOf(vpc.id)] } }
}

/** A VPC as DescribeVpcAttribute shows it. */
export function vpcAttribute(world: World, vpc: Vpc): object {
  return {
    ...common(world, vpc), ClassicLinkEnabled: false, Ipv4GatewayId: '', SupportIpv4Gateway: true,
    AssociatedCens: { AssociatedCen: [] }, AssociatedPropagationSources: { AssociatedPropagationSources: [] },
    CloudResources: {
      CloudResourceSetType: [
        { ResourceCount: vSwitchesOf(world, vpc.id).length, ResourceType: 'VSwitch' },
        { ResourceCount: 1, ResourceType: 'VRouter' },
        { ResourceCount: 1, ResourceType: 'RouteTable' },
      ],
    },
  }
}

/** A vSwitch as DescribeVSwitches and DescribeVSwitchAttributes show it. */
export function vSwitchEntry(vSwitch: VSwitch): object {
  return {
    AvailableIpAddressCount: freeAddresses(vSwitch), CidrBlock: vSwitch.CidrBlock, CreationTime: isoSeconds(vSwitch.createdAt),
      Description: '',
    EnabledIpv6: vSwitch.EnabledIpv6, Ipv6CidrBlock: vSwitch.Ipv6CidrBlock, IsDefault: false, NetworkAclId: vSwitch.NetworkAclId,
    OwnerId: ownerNumber(vSwitch.account), ResourceGroupId: vSwitch.ResourceGroupId, ShareType: '', Status: vSwitch.Status,
    VSwitchId: vSwitch.id, VSwitchName: vSwitch.VSwitchName, VpcId: vSwitch.VpcId, ZoneId: vSwitch.ZoneId,
    RouteTable: { RouteTableId: tableOf(vSwitch.VpcId), RouteTableType: 'System' }, Tags: tagList(vSwitch.tags),
  }
}

/** The route table that every VPC has; its ID is made from the VPC's. */
export function tableOf(vpcId: string): string {
  return vpcId.replace(/^vpc-/, 'vtb-')
}

/** The router that every VPC has; its ID is made from the VPC's. */
export function routerOf(vpcId: string): string {
  return vpcId.replace(/^vpc-/, 'vrt-')
}

export function vSwitchesOf(world: World, vpcId: string): readonly VSwitch[] {
  return having(world, 'vSwitches', 'VpcId', vpcId)
}
