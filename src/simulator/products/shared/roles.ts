import type { Call } from '../../action.ts'

/**
 * Whether the account has a service-linked role. Where it is missing and the caller is a RAM user with
 * `ram:CreateServiceLinkedRole` for the product, the product makes it now (documented).
 */
export function hasRole(call: Call<unknown>, role: string, serviceName: string): boolean {
  const { roles } = call.account
  if (!roles.includes(role) && call.ram?.mayCreateRole(serviceName) === true) roles.push(role)
  return roles.includes(role)
}
