// Requests and response bodies of Privatelink 2020-04-15 in use, with the names of the official TypeScript package, which this
// folder stands in for: no registry has it. Fields are optional as they are there. Plain interfaces, because a class whose fields
// are declared would be emptied by its own constructor when compiled for ES2022.

export interface Tag { key?: string; value?: string }

interface Write { clientToken?: string; dryRun?: boolean; regionId?: string }
interface Page { maxResults?: number; nextToken?: string; regionId?: string }
interface PageBody { maxResults?: number; nextToken?: string; requestId?: string }

export type CheckProductOpenRequest = object
export interface CheckProductOpenResponseBody { requestId?: string; success?: boolean }

export interface DescribeZonesRequest { regionId?: string; serviceResourceType?: string }
export interface DescribeZonesResponseBody { requestId?: string; zones?: { zone?: { localName?: string; zoneId?: string }[] } }

export interface ServiceResource { resourceId?: string; resourceType?: string; zoneId?: string }
export interface CreateVpcEndpointServiceRequest extends Write {
  autoAcceptEnabled?: boolean
  payer?: string
  resource?: ServiceResource[]
  resourceGroupId?: string
  serviceDescription?: string
  serviceResourceType?: string
  tag?: Tag[]
  zoneAffinityEnabled?: boolean
}
export interface EndpointServiceFields {
  autoAcceptEnabled?: boolean
  createTime?: string
  payer?: string
  regionId?: string
  resourceGroupId?: string
  serviceBusinessStatus?: string
  serviceDescription?: string
  serviceDomain?: string
  serviceId?: string
  serviceName?: string
  serviceResourceType?: string
  serviceStatus?: string
  zoneAffinityEnabled?: boolean
}
export interface CreateVpcEndpointServiceResponseBody extends EndpointServiceFields { requestId?: string }

export interface GetVpcEndpointServiceAttributeRequest { regionId?: string; serviceId?: string }
export interface GetVpcEndpointServiceAttributeResponseBody extends EndpointServiceFields { requestId?: string; zones?: string[] }

export interface ListVpcEndpointServicesRequest extends Page { resourceId?: string; serviceId?: string; serviceName?: string; tag?: Tag[] }
export interface ListVpcEndpointServicesResponseBody extends PageBody { services?: (EndpointServiceFields & { tags?: Tag[] })[]; totalCount?: number }

export interface ListVpcEndpointServicesByEndUserRequest extends Page { serviceId?: string; serviceName?: string }
export interface OfferedServiceFields {
  autoAcceptEnabled?: boolean
  payer?: string
  serviceDomain?: string
  serviceId?: string
  serviceName?: string
  serviceResourceType?: string
  serviceType?: string
  zoneAffinityEnabled?: boolean
  zones?: string[]
}
export interface ListVpcEndpointServicesByEndUserResponseBody extends PageBody { services?: OfferedServiceFields[]; totalCount?: string }

export interface DeleteVpcEndpointServiceRequest extends Write { serviceId?: string }
export interface DeleteVpcEndpointServiceResponseBody { requestId?: string }

export interface AttachResourceToVpcEndpointServiceRequest extends Write, ServiceResource { serviceId?: string }
export interface AttachResourceToVpcEndpointServiceResponseBody { requestId?: string }

export interface DetachResourceFromVpcEndpointServiceRequest extends Write, ServiceResource { serviceId?: string }
export interface DetachResourceFromVpcEndpointServiceResponseBody { requestId?: string }

export interface ListVpcEndpointServiceResourcesRequest extends Page { serviceId?: string }
export interface ListVpcEndpointServiceResourcesResponseBody extends PageBody {
  resources?: (ServiceResource & { ip?: string; regionId?: string; relatedEndpointCount?: number; vSwitchId?: string; vpcId?: string })[]
}

export interface EndpointZoneRequest { ip?: string; vSwitchId?: string; zoneId?: string }
export interface CreateVpcEndpointRequest extends Write {
  endpointDescription?: string
  endpointName?: string
  endpointType?: string
  resourceGroupId?: string
  securityGroupId?: string[]
  serviceId?: string
  tag?: Tag[]
  vpcId?: string
  zone?: EndpointZoneRequest[]
}
export interface EndpointFields {
  connectionStatus?: string
  createTime?: string
  endpointBusinessStatus?: string
  endpointDescription?: string
  endpointDomain?: string
  endpointId?: string
  endpointName?: string
  endpointStatus?: string
  endpointType?: string
  regionId?: string
  resourceGroupId?: string
  resourceOwner?: boolean
  serviceId?: string
  serviceName?: string
  vpcId?: string
}
export interface CreateVpcEndpointResponseBody extends EndpointFields { requestId?: string }

export interface GetVpcEndpointAttributeRequest { endpointId?: string; regionId?: string }
export interface GetVpcEndpointAttributeResponseBody extends EndpointFields { requestId?: string }

export interface ListVpcEndpointsRequest extends Page { endpointId?: string; endpointName?: string; tag?: Tag[]; vpcId?: string }
export interface ListVpcEndpointsResponseBody extends PageBody { endpoints?: (EndpointFields & { tags?: Tag[] })[]; totalCount?: number }

export interface DeleteVpcEndpointRequest extends Write { endpointId?: string }
export interface DeleteVpcEndpointResponseBody { requestId?: string }

export interface AddZoneToVpcEndpointRequest extends Write, EndpointZoneRequest { endpointId?: string }
export interface AddZoneToVpcEndpointResponseBody { requestId?: string }

export interface RemoveZoneFromVpcEndpointRequest extends Write { endpointId?: string; zoneId?: string }
export interface RemoveZoneFromVpcEndpointResponseBody { requestId?: string }

export interface ListVpcEndpointZonesRequest extends Page { endpointId?: string }
export interface ListVpcEndpointZonesResponseBody extends PageBody {
  totalCount?: number
  zones?: { eniId?: string; eniIp?: string; regionId?: string; vSwitchId?: string; zoneDomain?: string; zoneId?: string; zoneStatus?: string }[]
}

export interface AttachSecurityGroupToVpcEndpointRequest extends Write { endpointId?: string; securityGroupId?: string }
export interface AttachSecurityGroupToVpcEndpointResponseBody { requestId?: string }

export interface AddUserToVpcEndpointServiceRequest extends Write { serviceId?: string; userARN?: string; userId?: number }
export interface AddUserToVpcEndpointServiceResponseBody { requestId?: string }

export interface ListVpcEndpointServiceUsersRequest extends Page { serviceId?: string; userId?: number; userListType?: string }
/** Its totalCount is a string. */
export interface ListVpcEndpointServiceUsersResponseBody extends PageBody { totalCount?: string; userARNs?: { userARN?: string }[]; users?: { userId?: number }[] }

export interface ListVpcEndpointSecurityGroupsRequest extends Page { endpointId?: string }
export interface ListVpcEndpointSecurityGroupsResponseBody extends PageBody {
  securityGroups?: { securityGroupId?: string; securityGroupStatus?: string }[]
  totalCount?: number
}

export interface ListVpcEndpointConnectionsRequest extends Page { connectionStatus?: string; endpointId?: string; serviceId?: string }
export interface ConnectionZone { eniId?: string; resourceId?: string; vSwitchId?: string; zoneDomain?: string; zoneId?: string; zoneStatus?: string }
export interface ListVpcEndpointConnectionsResponseBody extends PageBody {
  connections?: {
    connectionStatus?: string
    endpointId?: string
    endpointOwnerId?: number
    endpointRegionId?: string
    endpointVpcId?: string
    modifiedTime?: string
    resourceOwner?: boolean
    serviceId?: string
    zones?: ConnectionZone[]
  }[]
  totalCount?: string
}

export interface EnableVpcEndpointConnectionRequest extends Write { endpointId?: string; serviceId?: string }
export interface EnableVpcEndpointConnectionResponseBody { requestId?: string }

export interface DisableVpcEndpointConnectionRequest extends Write { endpointId?: string; serviceId?: string }
export interface DisableVpcEndpointConnectionResponseBody { requestId?: string }

export interface TagResourcesRequest { clientToken?: string; regionId?: string; resourceId?: string[]; resourceType?: string; tag?: Tag[] }
export interface TagResourcesResponseBody { requestId?: string }

export interface ListTagResourcesRequest { nextToken?: string; regionId?: string; resourceId?: string[]; resourceType?: string; tag?: Tag[] }
export interface ListTagResourcesResponseBody {
  nextToken?: string
  requestId?: string
  tagResources?: { resourceId?: string; resourceType?: string; tagKey?: string; tagValue?: string }[]
}

export interface UpdateVpcEndpointServiceAttributeRequest extends Write { autoAcceptEnabled?: boolean; serviceDescription?: string; serviceId?: string; zoneAffinityEnabled?: boolean }
export interface UpdateVpcEndpointServiceAttributeResponseBody { requestId?: string }

export interface UpdateVpcEndpointAttributeRequest extends Write { endpointDescription?: string; endpointId?: string; endpointName?: string }
export interface UpdateVpcEndpointAttributeResponseBody { requestId?: string }

export interface DetachSecurityGroupFromVpcEndpointRequest extends Write { endpointId?: string; securityGroupId?: string }
export interface DetachSecurityGroupFromVpcEndpointResponseBody { requestId?: string }

export interface ChangeResourceGroupRequest { regionId?: string; resourceGroupId?: string; resourceId?: string; resourceType?: string }
export interface ChangeResourceGroupResponseBody { requestId?: string }

export interface EnableVpcEndpointZoneConnectionRequest extends Write { endpointId?: string; serviceId?: string; zoneId?: string }
export interface EnableVpcEndpointZoneConnectionResponseBody { requestId?: string }

export interface DisableVpcEndpointZoneConnectionRequest extends Write { endpointId?: string; serviceId?: string; zoneId?: string }
export interface DisableVpcEndpointZoneConnectionResponseBody { requestId?: string }
