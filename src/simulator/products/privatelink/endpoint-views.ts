import type { Call } from '../../action.ts'
import type { Endpoint } from '../../model.ts'
import { entry, given, iso } from '../shared/records.ts'

/** As CreateVpcEndpoint answers it. Bandwidth comes with the connection. */
export function createdEndpoint(endpoint: Endpoint) {
  return given({
    AddressIpVersion: endpoint.AddressIpVersion, Bandwidth: endpoint.connection.Bandwidth || undefined,
    ConnectionStatus: endpoint.connection.status, CreateTime: iso(endpoint.createdAt),
    EndpointBusinessStatus: endpoint.EndpointBusinessStatus, EndpointDescription: endpoint.EndpointDescription,
    EndpointDomain: endpoint.EndpointDomain, EndpointId: endpoint.id, EndpointName: endpoint.EndpointName,
    EndpointStatus: endpoint.status,
    ServiceId: endpoint.ServiceId, ServiceName: endpoint.ServiceName, ServiceRegionId: endpoint.ServiceRegionId,
    VpcId: endpoint.VpcId,
    ZoneAffinityEnabled: endpoint.ZoneAffinityEnabled,
  })
}

/** As lists and the single reading show it. ResourceOwner: endpoint and service belong to one account. */
export function shownEndpoint(call: Call<unknown>, endpoint: Endpoint) {
  const service = entry(call.world.endpointServices, endpoint.ServiceId)
  return given({
    ...createdEndpoint(endpoint), EndpointType: endpoint.EndpointType,
    PolicyDocument: endpoint.PolicyDocument === '' ? undefined : endpoint.PolicyDocument,
    ProtectedEnabled: endpoint.ProtectedEnabled,
    RegionId: endpoint.region, ResourceGroupId: endpoint.ResourceGroupId, ResourceOwner: service?.account === endpoint.account,
  })
}
