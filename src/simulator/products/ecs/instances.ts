import { createHash } from 'node:crypto'
import { Refusal, type Action } from '../../action.ts'
import type { Instance } from '../../model.ts'
import {
  between, count, flag, isoMinutes, knownRegion, listOf, must, owners, ownIn, struct, tags, text, unused, type TagFilter,
} from '../vpc/fields.ts'
import { IMAGES, serialOf, TYPE } from './hardware.ts'
import { jsonList, likeName, tagList } from './lists.ts'
import { pageOf, type PageParams } from './paging.ts'

interface DescribeInstances extends PageParams {
  AdditionalAttributes?: string[]
  InstanceIds?: string
  PrivateIpAddresses?: string
  PublicIpAddresses?: string
  EipAddresses?: string
  InnerIpAddresses?: string
  RdmaIpAddresses?: string
  Ipv6Address?: string[]
  HpcClusterId?: string
  KeyPairName?: string
  ImageId?: string
  HttpEndpoint?: string
  HttpTokens?: string
  DeviceAvailable?: boolean
  IoOptimized?: boolean
  InstanceName?: string
  InstanceNetworkType?: string
  InstanceChargeType?: string
  InternetChargeType?: string
  InstanceType?: string
  InstanceTypeFamily?: string
  SecurityGroupId?: string
  Status?: string
  VSwitchId?: string
  VpcId?: string
  ZoneId?: string
  LockReason?: string
  ResourceGroupId?: string
  Tag?: TagFilter[]
  Filter?: { Key?: string; Value?: string }[]
}

const STATES = ['Pending', 'Running', 'Starting', 'Stopping', 'Stopped']
const FILTERS = ['CreationStartTime', 'CreationEndTime', 'ExpiredStartTime', 'ExpiredEndTime']
const PAGE = { min: 10, max: 100, size: 10, badToken: 'InvalidParameter.NextToken' }

/** Ecs DescribeInstances: lists come as JSON text; MaxResults below 10 counts as 10 and above 100 as 100 (documented). */
export const describeInstances: Action<DescribeInstances> = {
  mutating: false,
  parameters: {
    AdditionalAttributes: listOf(text, 5), DeviceAvailable: flag, DryRun: flag, EipAddresses: text,
    Filter: listOf(struct({ Key: text, Value: text }), 4), HpcClusterId: text, HttpEndpoint: text,
    HttpPutResponseHopLimit: unused(count), HttpTokens: text, ImageId: text, InnerIpAddresses: text,
      InstanceChargeType: text,
    InstanceIds: text, InstanceName: text, InstanceNetworkType: text, InstanceType: text, InstanceTypeFamily: text,
      InternetChargeType: text,
    IoOptimized: flag, Ipv6Address: listOf(text, 100), KeyPairName: text, LockReason: text,
      MaxResults: count,
    NeedSaleCycle: unused(flag), NextToken: text, PageNumber: between(1), PageSize: between(1, 100), PrivateIpAddresses: text,
    PublicIpAddresses: text, RdmaIpAddresses: text, RegionId: must(text), ResourceGroupId: text, SecurityGroupId: text,
      Status: text,
    Tag: tags(), VSwitchId: text, VpcId: text, ZoneId: text, ...owners,
  },
  handler(call) {
    knownRegion(call)
    const { params } = call
    refuseUnknown(params)
    const ids = jsonList('InstanceIds', params.InstanceIds)
    const addresses = jsonList('PrivateIpAddresses', params.PrivateIpAddresses)
    const named = ownIn(call, 'instances', {
      id: ids, PrivateIpAddress: addresses, VSwitchId: params.VSwitchId, VpcId: params.VpcId, Tag: params.Tag,
    })
    const found = named.filter((one) => matches(params, one))
    const page = pageOf(found, params, PAGE)
    return {
      NextToken: page.nextToken, TotalCount: page.total,
      PageNumber: page.numbered?.PageNumber ?? 1, PageSize: page.numbered?.PageSize
        ?? Math.min(100, Math.max(10, params.MaxResults ?? 10)),
      Instances: { Instance: page.entries.map((one) => entry(one, params.AdditionalAttributes ?? [])) },
    }
  },
}

function refuseUnknown(params: DescribeInstances): void {
  const wrong = (code: string, message: string): never => {
    throw new Refusal(code, 404, message)
  }
  if (params.Status !== undefined && !STATES.includes(params.Status)) wrong('InvalidStatus.NotFound',
    'The specified Status is not found.')
  if (params.InstanceNetworkType !== undefined && !['vpc', 'classic'].includes(params.InstanceNetworkType)) {
    wrong('InvalidNetworkType.NotFound', 'The specified InstanceNetworkType is not found.')
  }
  if (params.InstanceChargeType !== undefined && !['PostPaid', 'PrePaid'].includes(params.InstanceChargeType)) {
    wrong('InvalidInstanceChargeType.NotFound', 'The InstanceChargeType does not exist in our records.')
  }
  if (params.InternetChargeType !== undefined && !['PayByBandwidth', 'PayByTraffic'].includes(params.InternetChargeType)) {
    wrong('InvalidInternetChargeType.ValueNotSupported', 'The specified InternetChargeType is not valid.')
  }
  if (params.LockReason !== undefined && !['financial', 'security', 'Recycling', 'dedicatedhostfinancial',
    'refunded'].includes(params.LockReason)) {
    wrong('InvalidLockReason.NotFound', 'The specified LockReason is not found.')
  }
  for (const { Key } of params.Filter ?? []) {
    if (Key !== undefined && !FILTERS.includes(Key)) wrong('InvalidFilterKey.NotFound', `Invalid filter.${Key}.`)
  }
}

function matches(params: DescribeInstances, one: Instance): boolean {
  const created = isoMinutes(one.createdAt)
  // No instance here has an address but its private one, nor a lock, a key pair or a cluster.
  return [params.PublicIpAddresses, params.EipAddresses, params.InnerIpAddresses, params.RdmaIpAddresses, params.Ipv6Address,
      params.LockReason, params.KeyPairName, params.HpcClusterId].every((one) => one === undefined)
    && (params.HttpEndpoint ?? 'enabled') === 'enabled' && (params.HttpTokens ?? 'optional') === 'optional'
    && params.DeviceAvailable !== false && params.IoOptimized !== false
    && (params.ImageId === undefined || params.ImageId.split(',').includes(IMAGES[one.OSType].ImageId))
    && params.InstanceNetworkType !== 'classic' && params.InstanceChargeType !== 'PrePaid'
    && likeName(params.InstanceName, one.InstanceName)
    && (params.InstanceType ?? TYPE.InstanceType) === TYPE.InstanceType
    && (params.InstanceTypeFamily ?? TYPE.InstanceTypeFamily) === TYPE.InstanceTypeFamily
    && (params.SecurityGroupId === undefined || one.SecurityGroupIds.includes(params.SecurityGroupId))
    && (params.Status ?? one.Status) === one.Status
    && (params.ZoneId ?? one.ZoneId) === one.ZoneId
    && (params.ResourceGroupId ?? one.ResourceGroupId) === one.ResourceGroupId
    && (params.Filter ?? []).every(({ Key, Value = '' }) => Key === 'CreationStartTime' ? created >= Value
      : Key === 'CreationEndTime' ? created <= Value : Key === undefined)
}

/** ID of an instance's primary network interface, made from the instance's. */
export function primaryEni(instance: Instance): string {
  return instance.id.replace(/^i-/, 'eni-')
}

/** A MAC address of the range that the vendor's network uses, made from the interface's ID. */
export function macOf(eniId: string): string {
  const hex = createHash('sha256').update(eniId).digest('hex')
  return `00:16:3e:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`
}

/** A host name as the vendor's images make it, of the letters and digits of the instance's ID. */
export function hostName(instance: Instance): string {
  const tail = instance.id.replace(/^i-/, '')
  return instance.OSType === 'windows' ? `iZ${tail.slice(-13)}Z` : `iZ${tail}Z`
}

function entry(one: Instance, attributes: readonly string[]): object {
  const eni = primaryEni(one)
  return {
    ...TYPE, AutoReleaseTime: '', ClusterId: '', CreationTime: isoMinutes(one.createdAt), CreditSpecification: '',
      DeletionProtection: false,
    DeploymentSetId: '', Description: '', DeviceAvailable: true, ExpiredTime: '2099-12-31T15:59Z', GPUAmount: 0, GPUSpec: '',
    HostName: hostName(one), HpcClusterId: '', ImageId: IMAGES[one.OSType].ImageId,
      InstanceChargeType: 'PostPaid',
    InstanceId: one.id, InstanceName: one.InstanceName, InstanceNetworkType: 'vpc', InternetChargeType: 'PayByTraffic',
    InternetMaxBandwidthIn: 0, InternetMaxBandwidthOut: 0, IoOptimized: true, KeyPairName: '', LocalStorageAmount: 0,
      LocalStorageCapacity: 0,
    OSName: one.OSName, OSNameEn: one.OSName, OSType: one.OSType, Recyclable: false, RegionId: one.region,
      ResourceGroupId: one.ResourceGroupId,
    SaleCycle: '', SerialNumber: serialOf(one.id), SpotPriceLimit: 0, SpotStrategy: 'NoSpot',
    StartTime: isoMinutes(one.createdAt), Status: one.Status, StoppedMode: 'Not-applicable', VlanId: '', ZoneId: one.ZoneId,
    DedicatedHostAttribute: { DedicatedHostId: '', DedicatedHostName: '' },
    EipAddress: { AllocationId: '', InternetChargeType: '', IpAddress: '' }, InnerIpAddress: { IpAddress: [] },
    ...(attributes.includes('META_OPTIONS') ? { MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'optional' } } : {}),
    NetworkInterfaces: {
      NetworkInterface: [{
        MacAddress: macOf(eni), NetworkInterfaceId: eni, PrimaryIpAddress: one.PrivateIpAddress, Type: 'Primary',
        PrivateIpSets: { PrivateIpSet: [{ Primary: true, PrivateIpAddress: one.PrivateIpAddress }] },
      }],
    },
    OperationLocks: { LockReason: [] }, PublicIpAddress: { IpAddress: [] }, RdmaIpAddress: { IpAddress: [] },
    SecurityGroupIds: { SecurityGroupId: [...one.SecurityGroupIds] }, Tags: tagList(one.tags),
    VpcAttributes: {
      NatIpAddress: '', VSwitchId: one.VSwitchId, VpcId: one.VpcId, PrivateIpAddress: { IpAddress: [one.PrivateIpAddress] },
    },
  }
}
