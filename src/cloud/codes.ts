import { matchesCode } from '../core/code-pattern.ts'
import type { Messages } from '../messages/types.ts'
import { text } from '../messages/whole.ts'
import type { ErrorClass } from './error.ts'

interface CodeRow {
  /** Codes that this row speaks of; a trailing `*` stands for any ending, a leading one for any beginning. */
  codes: readonly string[]
  class: ErrorClass
  /** What mends it, by its key. */
  hint?: keyof Messages['cloud']['hints']
}

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
  { codes: ['ResourceInUse.ServerGroup'], class: 'busy', hint: 'groupInUse' },
  { codes: ['EndpointServiceConnectionDependence', 'DeleteFailedDueToEndpointExist'], class: 'busy', hint: 'endpointsConnected' },
  { codes: ['EndpointServiceDependenceViolation'], class: 'busy', hint: 'resourcesAttached' },
  { codes: ['EndpointDependenceViolation'], class: 'busy', hint: 'zonesThere' },
  { codes: ['EndpointServiceResourceCannotRemove'], class: 'busy' },
  // Answered with 404, although no resource was asked for.
  { codes: ['InvalidRegionId.NotFound'], class: 'fatal', hint: 'region' },
  { codes: ['InvalidApi.NotFound', 'InvalidProduct.NotFound'], class: 'fatal' },
  // What may not be there yet is read again by whoever made it; here it is simply absent.
  { codes: ['ResourceNotFound.VSwitch', 'ResourceNotFound.Vpc', 'VSwitchNotFound', 'VpcNotFound', 'SecurityGroupNotFound', 'ResourceNotFound.Ecs', 'ResourceNotFound.Eci', 'ResourceNotFound.Eni'], class: 'fatal', hint: 'notInAccount' },
  // Nothing that this program makes or names.
  { codes: ['ResourceNotFound.SecurityPolicy', 'ResourceNotFound.Certificate', 'ResourceNotFound.Acl', 'ResourceNotFound.NatGateway', 'Conflict.ServiceName'], class: 'fatal' },
  {
    codes: ['ResourceNotFound.*', 'AlbNotFound', 'LoadBalancerNotFound', 'EndpointServiceNotFound', 'EndpointNotFound', 'EndpointZoneNotFound', 'EndpointConnectionNotFound', 'EndpointServiceResourceNotFound', 'EndpointServiceDeleted', 'InvalidInstance.NotFound', 'InvalidSecurityGroupId.NotFound', 'InvalidVSwitchId.NotFound', 'InvalidVpcId.NotFound', 'Forbidden.VpcNotFound', 'InvalidInvokeId.NotFound', 'InvalidResourceId.NotFound'],
    class: 'absent',
  },
  { codes: ['ResourceAlreadyExist.Listener'], class: 'conflict', hint: 'portTaken' },
  { codes: ['Conflict.BackendServer', 'EndpointServiceResourceExist', 'EndpointZoneDuplicated', 'SecurityGroupExist', 'EndpointExist', 'EndpointServiceExist', 'EndpointDuplicated', 'OrderOpend', 'Conflict.*'], class: 'conflict' },
  { codes: ['IdempotentParameterMismatch'], class: 'conflict' },
  // Permission and identity.
  { codes: ['OperationDenyed.ServiceLinkedRoleNotExist', 'OperationDenied.ServiceLinkedRoleNotExist'], class: 'forbidden', hint: 'albRole' },
  { codes: ['CheckServiceLinkRoleError'], class: 'forbidden', hint: 'privatelinkRole' },
  { codes: ['Forbidden.RAM', 'NoPermission', 'Forbidden', 'Forbidden.*', 'User not authorized*', 'Operation.Forbidden', 'AccessDenied*', 'ParameterStore.NoPermission'], class: 'forbidden', hint: 'noPermission' },
  {
    codes: ['InvalidAccessKeyId*', 'SignatureDoesNotMatch', 'IncompleteSignature', 'InvalidSecurityToken*', 'MissingSecurityToken', 'NoCredentials', 'MissingAccessKeyId', 'TemporaryAccessKey.Error'],
    class: 'forbidden',
    hint: 'badCredentials',
  },
  { codes: ['InvalidTimeStamp*'], class: 'forbidden', hint: 'clock' },
  { codes: ['SignatureNonceUsed'], class: 'again' },
  // Ecs answers these with 403, although no permission is missing.
  {
    codes: ['*.ExceedLimit', 'InvalidParameterCharacter.*', 'InvalidStatus.*', 'ParameterType.NotSupported', 'ParameterStore.*', 'OperationDenied.BidOwnResource'],
    class: 'fatal',
  },
  // What a request had or lacked.
  { codes: ['MissingParam*', 'Missing*', 'IllegalParam*', 'InvalidParameter*', 'UnknownParameter'], class: 'fatal' },
  { codes: ['NeedOpenProduct'], class: 'fatal', hint: 'openPrivatelink' },
  { codes: ['OperationDenied.DeletionProtectionEnabled'], class: 'fatal', hint: 'protected' },
  { codes: ['QuotaExceeded*', 'ResourceQuotaExceeded*', 'QuotaMisMatched', '*.ExceedQuota'], class: 'fatal', hint: 'quota' },
  { codes: ['ResourceNotEnough.VSwitchIp'], class: 'fatal', hint: 'addresses' },
  { codes: ['EndpointServiceNotAuthorized'], class: 'forbidden', hint: 'whitelist' },
  { codes: ['LoadBalancerNotSupportPrivateLink'], class: 'fatal', hint: 'internalOnly' },
  { codes: ['EndpointServiceNotSupportedZone'], class: 'fatal', hint: 'noBalancerInZone' },
]

/** Every code, or pattern of codes, that the table speaks of. */
export const KNOWN_CODES: readonly string[] = ROWS.flatMap(({ codes }) => codes)

/**
 * What a code means.
 * @param code the cloud's code
 * @param httpStatus decides only for codes that are in no row: 404 is absent, 403 forbidden, 5xx unknown
 */
export function classify(code: string, httpStatus?: number): { class: ErrorClass; hint?: string } {
  for (const row of ROWS) {
    if (row.codes.some((pattern) => matchesCode(pattern, code))) return { class: row.class, ...(row.hint === undefined ? {} : { hint: text.cloud.hints[row.hint] }) }
  }
  if (httpStatus === 404) return { class: 'absent' }
  if (httpStatus === 403 || httpStatus === 401) return { class: 'forbidden' }
  if (httpStatus === 429) return { class: 'again' }
  if (httpStatus !== undefined && httpStatus >= 500) return { class: 'unknown' }
  return { class: 'fatal' }
}
