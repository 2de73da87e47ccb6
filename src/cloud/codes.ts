import { matchesCode } from '../core/code-pattern.ts'
import type { ErrorClass } from './error.ts'

interface CodeRow {
  /** Codes that this row speaks of; a trailing `*` stands for any ending, a leading one for any beginning. */
  codes: readonly string[]
  class: ErrorClass
  /** Only for these actions. */
  actions?: readonly string[]
  hint?: string
}

const OPEN_PRIVATELINK = 'Open PrivateLink for the account once: the PrivateLink console, or the OpenPrivateLinkService API (aliyun privatelink OpenPrivateLinkService). It costs nothing by itself.'
const role = (name: string, service: string): string =>
  `The service-linked role ${name} is missing. Let somebody with ram:CreateServiceLinkedRole (condition ram:ServiceName = ${service}) make it: open the product's console once, or aliyun resourcemanager CreateServiceLinkedRole --ServiceName ${service}.`

/**
 * What the codes of all four products mean to a caller. Rows are read from the top; the first that fits counts.
 * Sources: the documented error tables of each action, and the retry lists of the public Terraform provider for the transient ones.
 */
const ROWS: readonly CodeRow[] = [
  // Not executed: the same request may go out again with its ClientToken.
  { codes: ['*Throttling*', 'QPS Limit Exceeded', 'SystemBusy', 'IdempotenceProcessing', 'IdempotentProcessing', 'ServiceUnavailable', 'OperationFailed.ResourceGroupStatusCheckFail', 'VpcNatServiceException', 'GenerateResourceIdFailed'], class: 'again' },
  // Raw codes of ALB's back end; the provider's retry lists have them, no document does.
  { codes: ['-21020', '-22001', '-22031', '-21013', 'undefined'], class: 'busy' },
  { codes: ['-735'], class: 'absent' },
  { codes: ['InternalError', 'InternalError.*', 'UnknownError'], class: 'unknown' },
  // The resource, or one that it hangs on, is in transition.
  {
    codes: [
      'IncorrectStatus.*', 'IncorrectBusinessStatus.*', 'ResourceInConfiguring*', 'VSwitchStatusNotAllowed',
      'VipStatusNotSupport', 'ConcurrentCallNotSupported', 'EndpointLocked', 'EndpointServiceLocked', 'EndpointOperationDenied', 'EndpointServiceOperationDenied',
      'EndpointConnectionOperationDenied', 'LockFailed',
    ],
    class: 'busy',
  },
  { codes: ['ResourceInUse.ServerGroup'], class: 'busy', hint: 'A listener or forwarding rule still uses the server group.' },
  { codes: ['EndpointServiceConnectionDependence', 'DeleteFailedDueToEndpointExist'], class: 'busy', hint: 'Endpoints are still connected to the endpoint service.' },
  { codes: ['EndpointServiceDependenceViolation'], class: 'busy', hint: 'The endpoint service still has resources attached.' },
  { codes: ['EndpointDependenceViolation'], class: 'busy', hint: 'The endpoint still has zones.' },
  { codes: ['EndpointServiceResourceCannotRemove'], class: 'busy' },
  // Answered with 404, although no resource was asked for.
  { codes: ['InvalidRegionId.NotFound'], class: 'fatal', hint: 'Regions are written like cn-hangzhou. Correct --region, ALIBABA_CLOUD_REGION_ID or `region` in the config.' },
  { codes: ['InvalidApi.NotFound', 'InvalidProduct.NotFound'], class: 'fatal' },
  // What may not be there yet is read again by whoever made it; here it is simply absent.
  { codes: ['ResourceNotFound.VSwitch', 'ResourceNotFound.Vpc', 'VSwitchNotFound', 'VpcNotFound', 'SecurityGroupNotFound', 'ResourceNotFound.Ecs', 'ResourceNotFound.Eci', 'ResourceNotFound.Eni'], class: 'fatal', hint: 'The config names something that this account does not have in this region.' },
  // Nothing that this program makes or names.
  { codes: ['ResourceNotFound.SecurityPolicy', 'ResourceNotFound.Certificate', 'ResourceNotFound.Acl', 'ResourceNotFound.NatGateway', 'Conflict.ServiceName'], class: 'fatal' },
  {
    codes: ['ResourceNotFound.*', 'AlbNotFound', 'LoadBalancerNotFound', 'EndpointServiceNotFound', 'EndpointNotFound', 'EndpointZoneNotFound', 'EndpointConnectionNotFound', 'EndpointServiceResourceNotFound', 'EndpointServiceDeleted', 'InvalidInstance.NotFound', 'InvalidSecurityGroupId.NotFound', 'InvalidVSwitchId.NotFound', 'InvalidVpcId.NotFound', 'Forbidden.VpcNotFound', 'InvalidInvokeId.NotFound', 'InvalidResourceId.NotFound'],
    class: 'absent',
  },
  { codes: ['ResourceAlreadyExist.Listener'], class: 'conflict', hint: 'Another listener has this port of the load balancer already.' },
  { codes: ['Conflict.BackendServer', 'EndpointServiceResourceExist', 'EndpointZoneDuplicated', 'SecurityGroupExist', 'EndpointExist', 'EndpointServiceExist', 'EndpointDuplicated', 'OrderOpend', 'Conflict.*'], class: 'conflict' },
  { codes: ['IdempotentParameterMismatch'], class: 'conflict' },
  // Permission and identity.
  { codes: ['OperationDenyed.ServiceLinkedRoleNotExist', 'OperationDenied.ServiceLinkedRoleNotExist'], class: 'forbidden', hint: role('AliyunServiceRoleForAlb', 'alb.aliyuncs.com') },
  { codes: ['CheckServiceLinkRoleError'], class: 'forbidden', hint: role('AliyunServiceRoleForPrivatelink', 'privatelink.aliyuncs.com') },
  { codes: ['Forbidden.RAM', 'NoPermission', 'Forbidden', 'Forbidden.*', 'User not authorized*', 'Operation.Forbidden', 'AccessDenied*', 'ParameterStore.NoPermission'], class: 'forbidden', hint: 'The credentials lack this permission; `alb-privatelink policy` prints those that each command needs.' },
  {
    codes: ['InvalidAccessKeyId*', 'SignatureDoesNotMatch', 'IncompleteSignature', 'InvalidSecurityToken*', 'MissingSecurityToken', 'NoCredentials', 'MissingAccessKeyId', 'TemporaryAccessKey.Error'],
    class: 'forbidden',
    hint: 'Check which credentials are used: the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET, or the profile.',
  },
  { codes: ['InvalidTimeStamp*'], class: 'forbidden', hint: 'The clock of this machine is off by more than the 15 minutes that a signature is valid.' },
  { codes: ['SignatureNonceUsed'], class: 'again' },
  // Ecs answers these with 403, although no permission is missing.
  {
    codes: ['*.ExceedLimit', 'InvalidParameterCharacter.*', 'InvalidStatus.*', 'ParameterType.NotSupported', 'ParameterStore.*', 'OperationDenied.BidOwnResource'],
    class: 'fatal',
  },
  // What a request had or lacked.
  { codes: ['MissingParam*', 'Missing*', 'IllegalParam*', 'InvalidParameter*', 'UnknownParameter'], class: 'fatal' },
  { codes: ['NeedOpenProduct'], class: 'fatal', hint: OPEN_PRIVATELINK },
  { codes: ['OperationDenied.DeletionProtectionEnabled'], class: 'fatal', hint: 'Deletion protection is on. Switch it off in the ALB console, or let `down --force` do it.' },
  { codes: ['QuotaExceeded*', 'ResourceQuotaExceeded*', 'QuotaMisMatched', '*.ExceedQuota'], class: 'fatal', hint: 'A quota of the account is used up; ask for more in the Quota Center, or remove what is not needed.' },
  { codes: ['ResourceNotEnough.VSwitchIp'], class: 'fatal', hint: 'The vSwitch has too few free addresses: ALB wants eight in each zone, an endpoint one.' },
  { codes: ['EndpointServiceNotAuthorized'], class: 'forbidden', hint: "The consumer's account is not on the whitelist of the endpoint service." },
  { codes: ['LoadBalancerNotSupportPrivateLink'], class: 'fatal', hint: 'Only an internal-facing load balancer of this region can be offered by PrivateLink.' },
  { codes: ['EndpointServiceNotSupportedZone'], class: 'fatal', hint: 'The endpoint service has no load balancer in that zone.' },
]

/** Every code, or pattern of codes, that the table speaks of. */
export const KNOWN_CODES: readonly string[] = ROWS.flatMap(({ codes }) => codes)

/**
 * What a code means.
 * @param code the cloud's code
 * @param action the API action that answered it
 * @param httpStatus decides only for codes that are in no row: 404 is absent, 403 forbidden, 5xx unknown
 */
export function classify(code: string, action: string, httpStatus?: number): { class: ErrorClass; hint?: string } {
  for (const row of ROWS) {
    if (row.actions !== undefined && !row.actions.includes(action)) continue
    if (row.codes.some((pattern) => matchesCode(pattern, code))) return { class: row.class, ...(row.hint === undefined ? {} : { hint: row.hint }) }
  }
  if (httpStatus === 404) return { class: 'absent' }
  if (httpStatus === 403 || httpStatus === 401) return { class: 'forbidden' }
  if (httpStatus === 429) return { class: 'again' }
  if (httpStatus !== undefined && httpStatus >= 500) return { class: 'unknown' }
  return { class: 'fatal' }
}
