import { describe, expect, test } from 'vitest'
import { classify } from '../../src/cloud/codes.ts'

describe('what a code means', () => {
  test.each([
    ['Throttling', 400, 'again'], ['Throttling.User', 400, 'again'], ['Throttling.Api', 400, 'again'], ['Rejected.Throttling', 400, 'again'], ['SystemBusy', 400, 'again'],
    ['IdempotenceProcessing', 400, 'again'], ['IdempotentProcessing', 403, 'again'], ['ServiceUnavailable', 503, 'again'], ['InternalError', 500, 'unknown'], ['SomethingElse', 502, 'unknown'],
    ['IncorrectStatus.LoadBalancer', 400, 'busy'], ['IncorrectBusinessStatus.LoadBalancer', 400, 'busy'], ['-21020', 400, 'busy'], ['ConcurrentCallNotSupported', 400, 'busy'],
    ['EndpointServiceConnectionDependence', 400, 'busy'], ['ResourceInUse.ServerGroup', 400, 'busy'],
    ['ResourceNotFound.LoadBalancer', 404, 'absent'], ['-735', 400, 'absent'], ['EndpointNotFound', 400, 'absent'], ['EndpointServiceNotFound', 400, 'absent'], ['Unheard.Of', 404, 'absent'],
    ['ResourceAlreadyExist.Listener', 400, 'conflict'], ['EndpointServiceResourceExist', 400, 'conflict'],
    ['Forbidden.RAM', 403, 'forbidden'], ['NoPermission', 403, 'forbidden'], ['InvalidAccessKeyId.NotFound', 404, 'forbidden'], ['SignatureDoesNotMatch', 400, 'forbidden'],
    ['QuotaExceeded.LoadBalancersNum', 400, 'fatal'], ['VSwitchNotFound', 400, 'fatal'], ['Unheard.Of', 400, 'fatal'],
  ])('%s with HTTP %d is %s', (code, status, kind) => expect(classify(code, status).class).toBe(kind))

  test.each([
    ['OperationDenyed.ServiceLinkedRoleNotExist', 'AliyunServiceRoleForAlb'], ['CheckServiceLinkRoleError', 'AliyunServiceRoleForPrivatelink'],
    ['OperationDenyed.ServiceLinkedRoleNotExist', 'ram:CreateServiceLinkedRole'], ['NeedOpenProduct', 'OpenPrivateLinkService'], ['OperationDenied.DeletionProtectionEnabled', '--force'],
  ])('%s comes with a hint that names %s', (code, word) => expect(classify(code, 400).hint).toContain(word))
})
