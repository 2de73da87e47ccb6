import type { Cloud } from '../cloud/cloud.ts'
import { isCloudError } from '../cloud/error.ts'
import { text } from '../messages/whole.ts'
import { stepFields, type Looking } from './run-context.ts'

/** Whose a signer is (Sts GetCallerIdentity), or why that is not known. */
async function ownerOf(cloud: Cloud): Promise<{ account?: string; why: string }> {
  try {
    const { accountId } = await cloud.callerIdentity()
    return accountId === undefined ? { why: text.run.noneNamed } : { account: accountId, why: '' }
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
    run.emit({ type: 'step.warn', ...stepFields(run, 'endpoint-service'), message: text.run.guestUnknown(theirs.why) })
  }
  return theirs.account === mine.account ? undefined : theirs.account
}
