import type { Call } from '../../action.ts'
import type { EndpointService } from '../../model.ts'
import { iso } from '../shared/records.ts'

/** What the answers about a service have in common. */
function core(service: EndpointService) {
  return {
    AddressIpVersion: service.AddressIpVersion, AutoAcceptEnabled: service.AutoAcceptEnabled, CreateTime: iso(service.createdAt),
    ResourceGroupId: service.ResourceGroupId, ServiceBusinessStatus: service.ServiceBusinessStatus,
    ServiceDescription: service.ServiceDescription, ServiceDomain: service.ServiceDomain, ServiceId: service.id,
    ServiceName: service.ServiceName, ServiceStatus: service.status, ServiceSupportIPv6: service.ServiceSupportIPv6,
    ZoneAffinityEnabled: service.ZoneAffinityEnabled,
  }
}

/** As CreateVpcEndpointService answers it. */
export function createdService(service: EndpointService) {
  return core(service)
}

/** As lists and the single reading show it. ConnectBandwidth is not returned for ALB (seen in a source). */
export function shownService(service: EndpointService) {
  return {
    ...core(service), MaxBandwidth: service.MaxBandwidth, MinBandwidth: service.MinBandwidth, Payer: service.Payer,
    RegionId: service.region,
    ServiceResourceType: service.ServiceResourceType, ServiceType: service.ServiceType,
  }
}

/** What a consumer is told of a service: how to reach it, not how it is. */
export function offeredService(service: EndpointService) {
  const {
    AddressIpVersion, AutoAcceptEnabled, ResourceGroupId, ServiceDomain, ServiceId, ServiceName, ServiceSupportIPv6,
    ZoneAffinityEnabled,
  } = core(service)
  return {
    AddressIpVersion, AutoAcceptEnabled, Payer: service.Payer, ResourceGroupId, ServiceDomain, ServiceId, ServiceName,
    ServiceResourceType: service.ServiceResourceType, ServiceSupportIPv6, ServiceType: service.ServiceType,
    VpcEndpointPolicySupported: false,
    ZoneAffinityEnabled,
  }
}

/** True when the caller may make endpoints for a service: it is on its whitelist. */
export function mayUse(call: Call<unknown>, service: EndpointService): boolean {
  return service.users.includes(call.account.id) || service.users.includes('*')
}
