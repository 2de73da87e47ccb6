/**
 * Parameters of Privatelink 2020-04-15 as the vendor's API metadata lists them (Apache-2.0, April 2026): name, type, `!` for
 * required.
 * Members of structs in lists stand in braces.
 */
export const REQUESTS: Record<string, string> = {
  AddUserToVpcEndpointService:
    'ClientToken:string DryRun:boolean RegionId:string! ServiceId:string! UserARN:string UserId:integer',
  AddZoneToVpcEndpoint:
    'ClientToken:string DryRun:boolean EndpointId:string! Ipv6Address:string RegionId:string! VSwitchId:string! '
    + 'ZoneId:string! ip:string',
  AttachResourceToVpcEndpointService:
    'ClientToken:string DryRun:boolean RegionId:string! ResourceId:string! ResourceType:string! ServiceId:string! '
    + 'ZoneId:string',
  AttachSecurityGroupToVpcEndpoint:
    'ClientToken:string DryRun:boolean EndpointId:string! RegionId:string! SecurityGroupId:string!',
  ChangeResourceGroup: 'ResourceGroupId:string! ResourceId:string! ResourceType:string',
  CheckProductOpen: '',
  CreateVpcEndpoint:
    'AddressIpVersion:string ClientToken:string CrossRegionBandwidth:integer DryRun:boolean '
    + 'EndpointDescription:string EndpointName:string EndpointType:string PolicyDocument:string '
    + 'ProtectedEnabled:boolean RegionId:string! ResourceGroupId:string SecurityGroupId:list ServiceId:string '
    + 'ServiceName:string ServiceRegionId:string Tag:list{Key:string Value:string} VpcId:string! '
    + 'Zone:list{Ipv6Address:string VSwitchId:string ZoneId:string ip:string} ZoneAffinityEnabled:boolean '
    + 'ZonePrivateIpAddressCount:integer',
  CreateVpcEndpointService:
    'AddressIpVersion:string AutoAcceptEnabled:boolean ClientToken:string DryRun:boolean Payer:string '
    + 'RegionId:string! Resource:list{ResourceId:string ResourceType:string ZoneId:string} ResourceGroupId:string '
    + 'ServiceDescription:string ServiceResourceType:string ServiceSupportIPv6:boolean SupportedRegionList:list '
    + 'Tag:list{Key:string Value:string} ZoneAffinityEnabled:boolean',
  DeleteVpcEndpoint: 'ClientToken:string DryRun:boolean EndpointId:string! RegionId:string!',
  DeleteVpcEndpointService: 'ClientToken:string DryRun:boolean RegionId:string! ServiceId:string!',
  DescribeRegions: 'RegionId:string ServiceResourceType:string',
  DescribeZones: 'RegionId:string! ServiceResourceType:string',
  DetachResourceFromVpcEndpointService:
    'ClientToken:string DryRun:boolean RegionId:string! ResourceId:string! ResourceType:string ServiceId:string! '
    + 'ZoneId:string',
  DetachSecurityGroupFromVpcEndpoint:
    'ClientToken:string DryRun:boolean EndpointId:string! RegionId:string! SecurityGroupId:string!',
  DisableVpcEndpointConnection: 'ClientToken:string DryRun:boolean EndpointId:string! RegionId:string! ServiceId:string!',
  DisableVpcEndpointZoneConnection:
    'ClientToken:string DryRun:boolean EndpointId:string! RegionId:string! ReplacedResource:boolean '
    + 'ServiceId:string! ZoneId:string!',
  EnableVpcEndpointConnection:
    'Bandwidth:integer ClientToken:string DryRun:boolean EndpointId:string! RegionId:string! ServiceId:string! '
    + 'TrafficControlMode:string',
  EnableVpcEndpointZoneConnection:
    'ClientToken:string DryRun:boolean EndpointId:string! RegionId:string! ServiceId:string! ZoneId:string!',
  GetVpcEndpointAttribute: 'EndpointId:string! RegionId:string!',
  GetVpcEndpointServiceAttribute: 'RegionId:string! ServiceId:string!',
  ListTagResources: 'ClientToken:string NextToken:string RegionId:string! ResourceId:list ResourceType:string! Tag:list',
  ListVpcEndpointConnections:
    'ConnectionStatus:string EndpointId:string EndpointOwnerId:integer EniId:string MaxResults:integer '
    + 'NextToken:string RegionId:string! ReplacedResourceId:string ResourceGroupId:string ResourceId:string '
    + 'ServiceId:string',
  ListVpcEndpointSecurityGroups: 'EndpointId:string! MaxResults:integer NextToken:string RegionId:string!',
  ListVpcEndpointServiceResources: 'MaxResults:integer NextToken:string RegionId:string! ServiceId:string!',
  ListVpcEndpointServiceUsers:
    'MaxResults:integer NextToken:string RegionId:string! ServiceId:string! UserId:integer UserListType:string',
  ListVpcEndpointServices:
    'AddressIpVersion:string AutoAcceptEnabled:boolean MaxResults:integer NextToken:string RegionId:string! '
    + 'ResourceGroupId:string ResourceId:string ServiceBusinessStatus:string ServiceId:string ServiceName:string '
    + 'ServiceResourceType:string ServiceStatus:string Tag:list ZoneAffinityEnabled:boolean',
  ListVpcEndpointServicesByEndUser:
    'MaxResults:integer NextToken:string RegionId:string! ResourceGroupId:string ServiceId:string '
    + 'ServiceName:string ServiceRegionId:string ServiceType:string Tag:list',
  ListVpcEndpointZones: 'EndpointId:string! MaxResults:integer NextToken:string RegionId:string!',
  ListVpcEndpoints:
    'AddressIpVersion:string ConnectionStatus:string EndpointId:string EndpointName:string EndpointStatus:string '
    + 'EndpointType:string MaxResults:integer NextToken:string RegionId:string! ResourceGroupId:string '
    + 'ServiceName:string ServiceRegionId:string Tag:list VpcId:string',
  OpenPrivateLinkService: '',
  RemoveUserFromVpcEndpointService:
    'ClientToken:string DryRun:boolean RegionId:string! ServiceId:string! UserARN:string UserId:integer',
  RemoveZoneFromVpcEndpoint: 'ClientToken:string DryRun:boolean EndpointId:string! RegionId:string! ZoneId:string!',
  TagResources: 'ClientToken:string DryRun:boolean RegionId:string! ResourceId:list! ResourceType:string! Tag:list!',
  UntagResources:
    'All:boolean ClientToken:string DryRun:boolean RegionId:string! ResourceId:list! ResourceType:string! '
    + 'TagKey:list',
  UpdateVpcEndpointAttribute:
    'AddressIpVersion:string ClientToken:string CrossRegionBandwidth:integer DryRun:boolean '
    + 'EndpointDescription:string EndpointId:string! EndpointName:string PolicyDocument:string RegionId:string! '
    + 'ResetPolicy:boolean ZoneAffinityEnabled:boolean',
  UpdateVpcEndpointConnectionAttribute:
    'Bandwidth:integer ClientToken:string DryRun:boolean EndpointId:string! RegionId:string! ServiceId:string! '
    + 'TrafficControlMode:string',
  UpdateVpcEndpointServiceAttribute:
    'AddSupportedRegionSet:list AddressIpVersion:string AutoAcceptEnabled:boolean ClientToken:string '
    + 'ConnectBandwidth:integer DeleteSupportedRegionSet:list DryRun:boolean RegionId:string! '
    + 'ServiceDescription:string ServiceId:string! ServiceSupportIPv6:boolean ZoneAffinityEnabled:boolean',
  UpdateVpcEndpointServiceResourceAttribute:
    'AutoAllocatedEnabled:boolean! ClientToken:string DryRun:boolean RegionId:string! ResourceId:string! '
    + 'ServiceId:string! ZoneId:string',
  UpdateVpcEndpointZoneConnectionResourceAttribute:
    'ClientToken:string DryRun:boolean EndpointId:string! RegionId:string! ResourceAllocateMode:string '
    + 'ResourceId:string ResourceReplaceMode:string ResourceType:string ServiceId:string! ZoneId:string!',
}

/**
 * Answers: s string, n number, b boolean, [..] list, {..} struct. Every member may be missing; none but these may be there.
 */
export const ANSWERS: Record<string, string> = {
  CheckProductOpen: '{RequestId:s Success:b}',
  OpenPrivateLinkService: '{OrderId:s RequestId:s}',
  DescribeRegions:
    '{RequestId:s Regions:{Region:[{LocalName:s RegionEndpoint:s RegionId:s '
    + 'ServiceResourceTypes:{ServiceResourceType:[s]}}]}}',
  DescribeZones: '{RequestId:s Zones:{Zone:[{LocalName:s ZoneId:s}]}}',
  CreateVpcEndpointService:
    '{AddressIpVersion:s AutoAcceptEnabled:b CreateTime:s RequestId:s ResourceGroupId:s ServiceBusinessStatus:s '
    + 'ServiceDescription:s ServiceDomain:s ServiceId:s ServiceName:s ServiceStatus:s ServiceSupportIPv6:b '
    + 'ZoneAffinityEnabled:b SupportedRegionSet:[{RegionBusinessStatus:s RegionServiceStatus:s ServiceRegionId:s '
    + 'SupportedRegionId:s}]}',
  GetVpcEndpointServiceAttribute:
    '{AddressIpVersion:s AutoAcceptEnabled:b ConnectBandwidth:n CreateTime:s MaxBandwidth:n MinBandwidth:n '
    + 'Payer:s RegionId:s RequestId:s ResourceGroupId:s ServiceBusinessStatus:s ServiceDescription:s '
    + 'ServiceDomain:s ServiceId:s ServiceName:s ServiceResourceType:s ServiceStatus:s ServiceSupportIPv6:b '
    + 'ServiceType:s ZoneAffinityEnabled:b Zones:[s] SupportedRegionSet:[{RegionBusinessStatus:s '
    + 'RegionServiceStatus:s ServiceRegionId:s SupportedRegionId:s}]}',
  ListVpcEndpointServices:
    '{MaxResults:n NextToken:s RequestId:s TotalCount:n Services:[{AddressIpVersion:s AutoAcceptEnabled:b '
    + 'ConnectBandwidth:n CreateTime:s MaxBandwidth:n MinBandwidth:n Payer:s RegionId:s ResourceGroupId:s '
    + 'ServiceBusinessStatus:s ServiceDescription:s ServiceDomain:s ServiceId:s ServiceName:s ServiceResourceType:s '
    + 'ServiceStatus:s ServiceSupportIPv6:b ServiceType:s ZoneAffinityEnabled:b '
    + 'SupportedRegionSet:[{RegionBusinessStatus:s RegionServiceStatus:s ServiceRegionId:s SupportedRegionId:s}] '
    + 'Tags:[{Key:s Value:s}]}]}',
  UpdateVpcEndpointServiceAttribute: '{RequestId:s}',
  DeleteVpcEndpointService: '{RequestId:s}',
  AttachResourceToVpcEndpointService: '{RequestId:s}',
  DetachResourceFromVpcEndpointService: '{RequestId:s}',
  ListVpcEndpointServiceResources:
    '{MaxResults:n NextToken:s RequestId:s Resources:[{AutoAllocatedEnabled:b Ip:s RegionId:s '
    + 'RelatedDeprecatedEndpointCount:n RelatedEndpointCount:n ResourceId:s ResourceSupportIPv6:b ResourceType:s '
    + 'VSwitchId:s VpcId:s ZoneId:s}]}',
  UpdateVpcEndpointServiceResourceAttribute: '{RequestId:s}',
  AddUserToVpcEndpointService: '{RequestId:s}',
  RemoveUserFromVpcEndpointService: '{RequestId:s}',
  ListVpcEndpointServiceUsers: '{MaxResults:n NextToken:s RequestId:s TotalCount:s UserARNs:[{UserARN:s}] Users:[{UserId:n}]}',
  ListVpcEndpointServicesByEndUser:
    '{MaxResults:n NextToken:s RequestId:s TotalCount:s Services:[{AddressIpVersion:s AutoAcceptEnabled:b Payer:s '
    + 'ResourceGroupId:s ServiceDomain:s ServiceId:s ServiceName:s ServiceResourceType:s ServiceSupportIPv6:b '
    + 'ServiceType:s VpcEndpointPolicySupported:b ZoneAffinityEnabled:b Zones:[s] Tags:[{Key:s Value:s}]}]}',
  CreateVpcEndpoint:
    '{AddressIpVersion:s Bandwidth:n ConnectionStatus:s CreateTime:s CrossRegionBandwidth:n '
    + 'EndpointBusinessStatus:s EndpointDescription:s EndpointDomain:s EndpointId:s EndpointName:s EndpointStatus:s '
    + 'RequestId:s ServiceId:s ServiceName:s ServiceRegionId:s VpcId:s ZoneAffinityEnabled:b}',
  GetVpcEndpointAttribute:
    '{AddressIpVersion:s Bandwidth:n ConnectionStatus:s CreateTime:s CrossRegionBandwidth:n '
    + 'EndpointBusinessStatus:s EndpointDescription:s EndpointDomain:s EndpointId:s EndpointName:s EndpointStatus:s '
    + 'EndpointType:s Payer:s PolicyDocument:s ProtectedEnabled:b RegionId:s RequestId:s ResourceGroupId:s '
    + 'ResourceOwner:b ServiceId:s ServiceName:s ServiceRegionId:s VpcId:s ZoneAffinityEnabled:b '
    + 'ZonePrivateIpAddressCount:n}',
  ListVpcEndpoints:
    '{MaxResults:n NextToken:s RequestId:s TotalCount:n Endpoints:[{AddressIpVersion:s Bandwidth:n '
    + 'ConnectionStatus:s CreateTime:s CrossRegionBandwidth:n EndpointBusinessStatus:s EndpointDescription:s '
    + 'EndpointDomain:s EndpointId:s EndpointName:s EndpointStatus:s EndpointType:s PolicyDocument:s '
    + 'ProtectedEnabled:b RegionId:s ResourceGroupId:s ResourceOwner:b ServiceId:s ServiceName:s ServiceRegionId:s '
    + 'VpcId:s ZoneAffinityEnabled:b Tags:[{Key:s Value:s}]}]}',
  UpdateVpcEndpointAttribute: '{RequestId:s}',
  DeleteVpcEndpoint: '{RequestId:s}',
  AddZoneToVpcEndpoint: '{RequestId:s}',
  RemoveZoneFromVpcEndpoint: '{RequestId:s}',
  ListVpcEndpointZones:
    '{MaxResults:n NextToken:s RequestId:s TotalCount:n Zones:[{EniId:s EniIp:s RegionId:s VSwitchId:s '
    + 'ZoneDomain:s ZoneId:s ZoneIpv6Address:s ZoneStatus:s}]}',
  AttachSecurityGroupToVpcEndpoint: '{RequestId:s}',
  DetachSecurityGroupFromVpcEndpoint: '{RequestId:s}',
  ListVpcEndpointSecurityGroups:
    '{MaxResults:n NextToken:s RequestId:s TotalCount:n SecurityGroups:[{SecurityGroupId:s '
    + 'SecurityGroupStatus:s}]}',
  ListVpcEndpointConnections:
    '{MaxResults:n NextToken:s RequestId:s TotalCount:s Connections:[{Bandwidth:n ConnectionStatus:s EndpointId:s '
    + 'EndpointOwnerId:n EndpointRegionId:s EndpointVpcId:s ModifiedTime:s ResourceGroupId:s ResourceOwner:b '
    + 'ServiceId:s ServiceRegionId:s TrafficControlMode:s Zones:[{EniId:s ReplacedEniId:s ReplacedResourceId:s '
    + 'ResourceId:s VSwitchId:s ZoneDomain:s ZoneId:s ZoneStatus:s}]}]}',
  EnableVpcEndpointConnection: '{RequestId:s}',
  DisableVpcEndpointConnection: '{RequestId:s}',
  EnableVpcEndpointZoneConnection: '{RequestId:s}',
  DisableVpcEndpointZoneConnection: '{RequestId:s}',
  UpdateVpcEndpointConnectionAttribute: '{RequestId:s}',
  TagResources: '{RequestId:s}',
  UntagResources: '{RequestId:s}',
  ListTagResources: '{NextToken:s RequestId:s TagResources:[{ResourceId:s ResourceType:s TagKey:s TagValue:s}]}',
  ChangeResourceGroup: '{RequestId:s}',
  UpdateVpcEndpointZoneConnectionResourceAttribute: '{RequestId:s}',
}
