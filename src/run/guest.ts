import type { Cloud } from '../cloud/cloud.ts'
import { isCloudError } from '../cloud/error.ts'
import { stepFields, type Looking } from './run-context.ts'

/** Whose a signer is (Sts GetCallerIdentity), or why that is not known. */
async function ownerOf(cloud: Cloud): Promise<{ account?: string; why: string }> {
  try {
    const { accountId } = await cloud.callerIdentity()
    return accountId === undefined ? { why: 'the answer names none' } : { account: accountId, why: '' }
  } catch (error) {
    if (isCloudError(error)) return { why: error.code }
    throw error
  }
}

/**
 * The account of a consumer that is not the provider's, which the endpoint service has to admit. Nothing is asked where both sides
 * are one signer; where the account cannot be known, that is warned of.
 * @returns undefined where both sides are one account, or the consumer's is not known
 */
export async function guestOf(run: Looking): Promise<string | undefined> {
  if (run.consumer === run.provider) return undefined
  const [mine, theirs] = await Promise.all([ownerOf(run.provider), ownerOf(run.consumer)])
  if (theirs.account === undefined) {
    const message = `the consumer's account is not known (${theirs.why}): if it is not the provider's, the endpoint service has to admit it before the endpoint can be made; see its whitelist in the PrivateLink console`
    run.emit({ type: 'step.warn', ...stepFields(run, 'endpoint-service'), message })
  }
  return theirs.account === mine.account ? undefined : theirs.account
}
