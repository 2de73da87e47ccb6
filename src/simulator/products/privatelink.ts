import type { ProductTable } from '../action.ts'
import { checkProductOpen, openPrivateLinkService } from './privatelink/account.ts'
import {
  disableVpcEndpointConnection, enableVpcEndpointConnection, listVpcEndpointConnections, updateVpcEndpointConnectionAttribute,
} from './privatelink/connections.ts'
import { getVpcEndpointAttribute, listVpcEndpoints, listVpcEndpointZones } from './privatelink/endpoint-reads.ts'
import { addZoneToVpcEndpoint, removeZoneFromVpcEndpoint } from './privatelink/endpoint-zones.ts'
import { createVpcEndpoint, deleteVpcEndpoint, updateVpcEndpointAttribute } from './privatelink/endpoints.ts'
import { privatelinkLifecycles } from './privatelink/lifecycles.ts'
import { describeRegions, describeZones } from './privatelink/regions.ts'
import {
  attachSecurityGroupToVpcEndpoint, detachSecurityGroupFromVpcEndpoint, listVpcEndpointSecurityGroups,
} from './privatelink/security-groups.ts'
import {
  getVpcEndpointServiceAttribute, listVpcEndpointServiceResources, listVpcEndpointServices, listVpcEndpointServicesByEndUser,
} from './privatelink/service-reads.ts'
import {
  attachResourceToVpcEndpointService, detachResourceFromVpcEndpointService, updateVpcEndpointServiceResourceAttribute,
} from './privatelink/service-resources.ts'
import { createVpcEndpointService, deleteVpcEndpointService, updateVpcEndpointServiceAttribute } from './privatelink/services.ts'
import { changeResourceGroup, listTagResources, tagResources, untagResources } from './privatelink/tags.ts'
import {
  addUserToVpcEndpointService, listVpcEndpointServiceUsers, removeUserFromVpcEndpointService,
} from './privatelink/users.ts'
import {
  disableVpcEndpointZoneConnection, enableVpcEndpointZoneConnection, updateVpcEndpointZoneConnectionResourceAttribute,
} from './privatelink/zone-connections.ts'

/** PrivateLink, 2020-04-15. */
export const privatelink: ProductTable = {
  product: 'Privatelink',
  version: '2020-04-15',
  actions: {
    AddUserToVpcEndpointService: addUserToVpcEndpointService,
    AddZoneToVpcEndpoint: addZoneToVpcEndpoint,
    AttachResourceToVpcEndpointService: attachResourceToVpcEndpointService,
    AttachSecurityGroupToVpcEndpoint: attachSecurityGroupToVpcEndpoint,
    ChangeResourceGroup: changeResourceGroup,
    CheckProductOpen: checkProductOpen,
    CreateVpcEndpoint: createVpcEndpoint,
    CreateVpcEndpointService: createVpcEndpointService,
    DeleteVpcEndpoint: deleteVpcEndpoint,
    DeleteVpcEndpointService: deleteVpcEndpointService,
    DescribeRegions: describeRegions,
    DescribeZones: describeZones,
    DetachResourceFromVpcEndpointService: detachResourceFromVpcEndpointService,
    DetachSecurityGroupFromVpcEndpoint: detachSecurityGroupFromVpcEndpoint,
    DisableVpcEndpointConnection: disableVpcEndpointConnection,
    DisableVpcEndpointZoneConnection: disableVpcEndpointZoneConnection,
    EnableVpcEndpointConnection: enableVpcEndpointConnection,
    EnableVpcEndpointZoneConnection: enableVpcEndpointZoneConnection,
    GetVpcEndpointAttribute: getVpcEndpointAttribute,
    GetVpcEndpointServiceAttribute: getVpcEndpointServiceAttribute,
    ListTagResources: listTagResources,
    ListVpcEndpointConnections: listVpcEndpointConnections,
    ListVpcEndpointSecurityGroups: listVpcEndpointSecurityGroups,
    ListVpcEndpointServiceResources: listVpcEndpointServiceResources,
    ListVpcEndpointServiceUsers: listVpcEndpointServiceUsers,
    ListVpcEndpointServices: listVpcEndpointServices,
    ListVpcEndpointServicesByEndUser: listVpcEndpointServicesByEndUser,
    ListVpcEndpointZones: listVpcEndpointZones,
    ListVpcEndpoints: listVpcEndpoints,
    OpenPrivateLinkService: openPrivateLinkService,
    RemoveUserFromVpcEndpointService: removeUserFromVpcEndpointService,
    RemoveZoneFromVpcEndpoint: removeZoneFromVpcEndpoint,
    TagResources: tagResources,
    UntagResources: untagResources,
    UpdateVpcEndpointAttribute: updateVpcEndpointAttribute,
    UpdateVpcEndpointConnectionAttribute: updateVpcEndpointConnectionAttribute,
    UpdateVpcEndpointServiceAttribute: updateVpcEndpointServiceAttribute,
    UpdateVpcEndpointServiceResourceAttribute: updateVpcEndpointServiceResourceAttribute,
    UpdateVpcEndpointZoneConnectionResourceAttribute: updateVpcEndpointZoneConnectionResourceAttribute,
  },
  lifecycles: privatelinkLifecycles,
}
