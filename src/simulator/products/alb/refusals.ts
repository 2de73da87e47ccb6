import { refuser } from '../shared/refusals.ts'

/**
 * The codes of Alb 2020-06-16 that the simulator answers. Status and message are the documented ones; `assumed` codes follow the
 * pattern of the documented ones where the catalogue has none for a documented rule.
 */
const DOCUMENTED = {
  'Conflict.BackendServer': [400, 'There is already %s having the same configuration with %s.'],
  'DuplicatedParam.BackendServer': [400, 'The param of %s is duplicated.'],
  'DuplicatedParam.ZoneId': [400, 'The param of ZoneId is duplicated.'],
  'Forbidden.LoadBalancer': [403, 'Authentication is failed for %s.'],
  'Forbidden.ServerGroup': [403, 'Authentication has failed for ServerGroup.'],
  'IllegalParam.ServerIp': [400, 'The param of ServerIp is illegal.'],
  'IncorrectBusinessStatus.LoadBalancer': [400, 'The business status of %s [%s]  is incorrect.'],
  'IncorrectStatus.Listener': [400, 'The status of %s [%s] is incorrect.'],
  'IncorrectStatus.LoadBalancer': [400, 'The status of %s [%s] is incorrect.'],
  'IncorrectStatus.ServerGroup': [400, 'The status of %s [%s] is incorrect.'],
  'Mismatch.LoadBalancerEditionAndConnectionDrain': [400, 'The %s and %s are mismatched.'],
  'Mismatch.LoadBalancerEditionAndSlowStartEnable': [400, 'The %s and %s are mismatched.'],
  'Mismatch.ServerGroupSchedulerAndSlowStartEnable': [400, 'The %s and %s are mismatched.'],
  'Mismatch.ServerType': [400, 'The %s is mismatched for %s and %s.'],
  'Mismatch.VpcId': [400, 'The %s is mismatched for %s and %s.'],
  'Mismatch.ZoneIdAndVSwitchId': [400, 'The %s and %s are mismatched.'],
  'OperationDenied.DeletionProtectionEnabled': [400, 'The operation is not allowed because of %s.'],
  'OperationDenied.GRPCServerGroup': [400, 'The operation is not allowed because of %s.'],
  'OperationDenied.VpcNotSupportIpv6': [400, 'The operation is not allowed because of VpcNotSupportIpv6.'],
  'OperationDenied.ZoneMappingsNotChanged': [400, 'The operation is not allowed because of %s.'],
  'OperationDenied.ZoneVSwitchChanged': [400, 'The operation is not allowed because of %s.'],
  'OperationDenyed.ServiceLinkedRoleNotExist': [400, 'The service linked role AliyunServiceRoleForAlb does not exist.'],
  'QuotaExceeded.LoadBalancersNum': [400, 'The quota of %s is exceeded, usage %s/%s.'],
  'ResourceAlreadyExist.Listener': [400, 'The specified resource %s is already exist.'],
  'ResourceInConfiguring': [400, 'The specified resource of %s is being configured. Please try again later.'],
  'ResourceInConfiguring.BackendServer': [400, 'The specified resource of %s is being configured, please try again later.'],
  'ResourceInConfiguring.Listener': [400, 'The specified resource of %s is being configured, please try again later.'],
  'ResourceInUse.IP': [400, 'The specified resource %s is in use.'],
  'ResourceInUse.ServerGroup': [400, 'The specified resource %s is in use.'],
  'ResourceNotEnough.VSwitchIp': [400, 'The specified resource %s is not enough.'],
  'ResourceNotFound.Acl': [404, 'The specified resource %s is not found.'],
  'ResourceNotFound.BackendServer': [404, 'The specified resource %s is not found.'],
  'ResourceNotFound.Eci': [404, 'The specified resource %s is not found.'],
  'ResourceNotFound.Ecs': [404, 'The specified resource %s is not found.'],
  'ResourceNotFound.Eni': [404, 'The specified resource %s is not found.'],
  'ResourceNotFound.Listener': [404, 'The specified resource %s is not found.'],
  'ResourceNotFound.LoadBalancer': [404, 'The specified resource %s is not found.'],
  'ResourceNotFound.SecurityPolicy': [404, 'The specified resource %s is not found.'],
  'ResourceNotFound.ServerGroup': [404, 'The specified resource %s is not found.'],
  'ResourceNotFound.VSwitch': [404, 'The specified resource %s is not found.'],
  'ResourceNotFound.Vpc': [404, 'The specified resource %s is not found.'],
  'ResourceQuotaExceeded.LoadBalancerListenersNum': [400, 'The quota of %s is exceeded for resource %s, usage %s/%s.'],
  'ResourceQuotaExceeded.LoadBalancerServersNum': [400, 'The quota of %s is exceeded for resource %s, usage %s/%s.'],
  'ResourceQuotaExceeded.ServerAddedNum': [400, 'The quota of %s is exceeded for resource %s, usage %s/%s.'],
  'UnsupportedFeature.FcServerGroup': [400, 'Server groups of type FC are not supported.'],
} as const

const ASSUMED = {
  'IllegalParam.DefaultActions': [400, 'The param of DefaultActions is illegal.'],
  'IllegalParam.IntranetAddress': [400, 'The param of IntranetAddress is illegal.'],
  'IllegalParam.LoadBalancerEdition': [400, 'The param of LoadBalancerEdition is illegal.'],
  'IllegalParam.ResourceType': [400, 'The param of ResourceType is illegal.'],
  'IllegalParam.ServerId': [400, 'The param of ServerId is illegal.'],
  'IllegalParam.StickySessionConfig': [400, 'The param of StickySessionConfig is illegal.'],
  'IllegalParam.TagKey': [400, 'The param of TagKey is illegal.'],
  'IllegalParam.ZoneMappings': [400, 'The param of ZoneMappings is illegal.'],
  'Mismatch.LoadBalancerEditionAndCrossZone': [400, 'The %s and %s are mismatched.'],
  'MissingParam.Certificates': [400, 'The param of Certificates is missing.'],
  'MissingParam.Cookie': [400, 'The param of Cookie is missing.'],
  'MissingParam.Port': [400, 'The param of Port is missing.'],
  'MissingParam.UchConfig': [400, 'The param of UchConfig is missing.'],
  'MissingParam.VpcId': [400, 'The param of VpcId is missing.'],
  'QuotaExceeded.TagsNum': [400, 'The quota of %s is exceeded, usage %s/%s.'],
  'ResourceAlreadyAssociated.SecurityGroup': [400, 'The specified resource %s is already associated.'],
  'ResourceNotAssociated.SecurityGroup': [400, 'The specified resource %s is not associated.'],
  'ResourceNotFound.SecurityGroup': [404, 'The specified resource %s is not found.'],
} as const

/**
 * Refuses a call.
 * @param fill what stands for each `%s` of the message, in order
 * @throws Refusal always
 */
export const refuse: (code: keyof typeof DOCUMENTED | keyof typeof ASSUMED, ...fill: (string | number)[]) => never
  = refuser({ ...DOCUMENTED, ...ASSUMED })
