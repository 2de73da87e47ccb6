import { Refusal, type Product } from './action.ts'
import { evaluate, type Policy, type Verdict } from './ram.ts'
import { resourcesOf } from './ram-resources.ts'

/** The name of the RAM user that an account's key belongs to where a policy is in force for it. */
export const RAM_USER = 'simulated-user'

/** A refusal that says which permission was missing (documented form). */
export interface AccessDeniedDetail {
  AuthAction: string
  AuthPrincipalType: 'SubUser'
  AuthPrincipalOwnerId: string
  AuthPrincipalDisplayName: string
  NoPermissionType: 'ImplicitDeny' | 'ExplicitDeny'
  PolicyType: 'AccountLevelIdentityBasedPolicy'
}

/** A call that the policy does not allow; the dialect adds the detail to the answer. */
export class Denial extends Refusal {
  readonly detail: AccessDeniedDetail
  constructor(product: Product, detail: AccessDeniedDetail) {
    super(...wording(product))
    this.detail = detail
  }
}

/** Ecs keeps the older code. The words of the newer one are assumed. */
function wording(product: Product): [code: string, status: number, message: string] {
  return product === 'Ecs'
    ? ['Forbidden.RAM', 403, "User not authorized to operate on the specified resource, or this API doesn't support RAM."]
    : ['NoPermission', 403, 'You are not authorized to perform this action.']
}

/** The actions that need no permission; of the second it is assumed. */
const OPEN_TO_ALL = ['sts:GetCallerIdentity', 'location:DescribeEndpoints']

/**
 * Checks a call against the policy.
 * @throws Denial for the first resource that it does not allow
 */
export function checkPermission(policy: Policy, call: { product: Product; action: string; flat: ReadonlyMap<string, string>; region: string; account: string }): void {
  const action = `${call.product.toLowerCase()}:${call.action}`
  if (OPEN_TO_ALL.includes(action)) return
  for (const resource of resourcesOf(call.product, call.action, call.flat, call)) {
    const verdict = evaluate(policy, { action, resource })
    if (verdict !== 'Allow') throw new Denial(call.product, detailOf(action, call.account, verdict))
  }
}

/** Whether the caller may let a product make its service-linked role (`alb.aliyuncs.com`, `privatelink.aliyuncs.com`). */
export function mayCreateRole(policy: Policy, account: string, serviceName: string): boolean {
  const question = { action: 'ram:CreateServiceLinkedRole', resource: `acs:ram:*:${account}:role/*`, context: { 'ram:ServiceName': serviceName } }
  return evaluate(policy, question) === 'Allow'
}

function detailOf(action: string, account: string, verdict: Exclude<Verdict, 'Allow'>): AccessDeniedDetail {
  return {
    AuthAction: action, AuthPrincipalType: 'SubUser', AuthPrincipalOwnerId: account, AuthPrincipalDisplayName: RAM_USER,
    NoPermissionType: verdict, PolicyType: 'AccountLevelIdentityBasedPolicy',
  }
}
