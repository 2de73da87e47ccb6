import { refuser } from '../shared/refusals.ts'

/**
 * The codes of Privatelink 2020-04-15 that the simulator answers, all with HTTP 400 but those of single zone connections. Status
 * and message are the documented ones.
 */
const DOCUMENTED = {
  'AlbNotFound': [400, 'The specified Alb does not exist.'],
  'CheckServiceLinkRoleError': [400, 'The ServiceLink role check error.'],
  'DeleteFailedDueToEndpointExist': [400, 'The specified EndpointService id deleted failed , due to EndpointExist.'],
  'DuplicatedTagKey': [400, 'The tag keys is duplicated.'],
  'EndpointConnectionNotFound': [400, 'The specified endpoint connection does not exist.'],
  'EndpointConnectionOperationDenied': [400, 'The endpoint is being connected.'],
  'EndpointDependenceViolation': [400, 'The specified endpoint has dependent zone(s).'],
  'EndpointDuplicated': [400, 'The endpoint of the service already exists and cannot be created again.'],
  'EndpointLocked': [400, 'The specified Endpoint is locked.'],
  'EndpointMustContainSecurityGroup': [400, 'The specified endpoint must have at least one security group.'],
  'EndpointNotFound': [400, 'The specified Endpoint does not exist.'],
  'EndpointOperationDenied': [400, 'The specified operation of endpoint is not allowed.'],
  'EndpointServiceConnectionDependence': [400, 'You cannot delete EndpointService with Endpoint connected.'],
  'EndpointServiceDeleted': [400, 'The specified Service is already deleted.'],
  'EndpointServiceDependenceViolation': [400, 'The specified EndpointService already contains a resource.'],
  'EndpointServiceLocked': [400, 'The specified Service is locked.'],
  'EndpointServiceNotAuthorized': [400, 'The specified endpoint service is not authorized to user.'],
  'EndpointServiceNotFound': [400, 'The specified Service does not exist.'],
  'EndpointServiceNotSupportIpv6': [400, 'The param supportIpv6 of EndpointService is forbidden , resource is not support ipv6.'],
  'EndpointServiceNotSupportedZone': [400, 'The specified endpoint service does not support the zone.'],
  'EndpointServiceOperationDenied': [400, 'The specified operation of endpoint service is not allowed.'],
  'EndpointServicePayerForbidden': [400, 'The parameter EndpointServicePayer is forbidden. The user is not in the whitelist.'],
  'EndpointServiceResourceExist': [400, 'The specified resource already exists.'],
  'EndpointServiceResourceNotFound': [400, 'The specified service resource is not found.'],
  'EndpointServiceResourceTypeNotEqual': [400, 'the service resource type not equal request type.'],
  'EndpointServiceResourceTypeNotSupport': [400, 'The specified resource type is not supported.'],
  'EndpointZoneDuplicated': [400, 'The zone is duplicated for the Endpoint.'],
  'EndpointZoneNotFound': [400, 'The specified zone of Endpoint does not exist.'],
  'EniIpUnavailable': [400, 'The specified IP address is unavailable.'],
  'IllegalTagKeyParam': [400, 'IllegalTagKeyParam'],
  'IncorrectStatus.VpcEndpointConnection': [400, 'The status of %s [%s] is incorrect.'],
  'IncorrectStatus.VpcEndpointService': [400, 'The status of %s [%s] is incorrect.'],
  'IncorrectStatus.VpcEndpointZone': [400, 'The status of %s [%s] is incorrect.'],
  'InvalidResourceId.NotFound': [400, 'The specified ResourceIds are not found in our records.'],
  'LoadBalancerNotFound': [400, 'The specified load balancer does not exist.'],
  'LoadBalancerNotSupportPrivateLink': [400, 'The specified SLB does not support PrivateLink.'],
  'Mismatch.EndpointType': [400, 'The %s is mismatched for %s and %s.'],
  'Mismatch.ResourceType': [400, 'The %s is mismatched for %s and %s.'],
  'Mismatch.UserIdAndUserArn': [400, 'The %s and %s are mismatched.'],
  'MissingParam.ResourceId': [400, 'The param of ResourceId is missing.'],
  'MissingParam.ServiceId': [400, 'The param of ServiceId is missing.'],
  'MissingParam.UserArn': [400, 'The param of UserArn is missing.'],
  'MissingParam.VSwitchId': [400, 'The param of VSwitchId is missing.'],
  'MissingParam.ZoneId': [400, 'The param of ZoneId is missing.'],
  'MissingResourceIdOrTagParam': [400, 'The resource id and tag is empty.'],
  'MissingTagKeyParam': [400, 'The tag key is empty.'],
  'NeedOpenProduct': [400, 'The product is not activated.'],
  'OperationDenied.EndpointPolicyNotSupport': [400, 'The operation is not allowed because of EndpointPolicyNotSupport.'],
  'OperationDenied.EndpointProtected': [400, 'The operation is not allowed because of EndpointProtected.'],
  'OperationDenied.NoAvailableServiceResource':
    [400, 'The operation is not allowed because of there are no resource in some available zones of endpoint service.'],
  'OrderOpend': [400, 'You have already activated the service. Go to the console to start using it.'],
  'QuotaExceed.TagsPerResource': [400, 'The maximum number of tags for each resource is exceeded'],
  'QuotaExceeded.IpQuotaPerEp': [400, 'The quota of %s is exceeded, usage %s/%s.'],
  'QuotaExceeded.epZonePerEndpoint': [400, 'The quota of %s is exceeded, usage %s/%s.'],
  'QuotaExceeded.totalEpPerVpc': [400, 'The quota of %s is exceeded, usage %s/%s.'],
  'QuotaMisMatched': [400, 'The resource you applied for has exceeded the quota.'],
  'ResourceAutoAllocateViolation':
    [400, 'The specified endpoint service must have at least one automatically allocated resource in one zone.'],
  'ResourceNotEnough.VSwitchIp': [400, 'The specified resource of VSwitchIp is not enough.'],
  'ResourceNotFound.VpcEndpoint': [404, 'The specified resource %s is not found.'],
  'ResourceNotFound.VpcEndpointService': [404, 'The specified resource %s is not found.'],
  'ResourceNotFound.VpcEndpointZone': [404, 'The specified resource %s is not found.'],
  'SecurityGroupExist': [400, 'The specified security group already exists.'],
  'SecurityGroupNotFound': [400, 'The specified security group does not exist.'],
  'SecurityGroupTypeOnlySingleTypeSupporteded': [400, 'The specified security group only support one type.'],
  'TagInfoNotExist': [400, 'Tag info not exist'],
  'VSwitchNotFound': [400, 'The specified VSwitch does not exist.'],
  'VSwitchStatusNotAllowed': [400, 'The specified vswitch status is not Available.'],
  'VpcNotFound': [400, 'The specified VPC does not exist.'],
} as const

/** In use by the cloud, but its message is in no catalogue at hand; codes for malformed values follow the documented pattern. */
const ASSUMED = {
  'ConcurrentCallNotSupported': [400, 'The operation conflicts with another one that is in progress.'],
  'IllegalParamFormat.ResourceType': [400, 'The param format of ResourceType is illegal.'],
  'IllegalParamFormat.UserARN': [400, 'The param format of UserARN is illegal.'],
} as const

/**
 * Refuses a call.
 * @param fill what stands for each `%s` of the message, in order
 * @throws Refusal always
 */
export const refuse: (code: keyof typeof DOCUMENTED | keyof typeof ASSUMED, ...fill: (string | number)[]) => never
  = refuser({ ...DOCUMENTED, ...ASSUMED })
