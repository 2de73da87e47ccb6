import type { Cloud } from '../cloud/cloud.ts'
import { allPages, listOf } from '../cloud/pages.ts'
import { given } from '../core/given.ts'

/** An entry of a whitelist that admits every account (assumed: the form is documented with the number of one account). */
const EVERYBODY = 'acs:ram:*:*:*'

/**
 * Whether an endpoint service admits endpoints of an account: by the account's own entry in its whitelist, or by one for everybody,
 * which is not among the numbers (Privatelink ListVpcEndpointServiceUsers).
 */
export async function admits(cloud: Cloud, serviceId: string, account: string): Promise<boolean> {
  const { users } = await cloud.privatelink('ListVpcEndpointServiceUsers', { serviceId, userId: Number(account), maxResults: 50 })
  if (listOf(users, 'Users').some(({ userId }) => String(userId) === account)) return true
  const arns = await allPages(async (nextToken) => {
    const page = await cloud.privatelink('ListVpcEndpointServiceUsers', { serviceId, userListType: 'UserARNs', maxResults: 50, ...given({ nextToken }) })
    return { items: page.userARNs ?? [], nextToken: page.nextToken }
  })
  return arns.some(({ userARN }) => userARN === EVERYBODY)
}
