import { text } from '../messages/whole.ts'
import { fail, type Finding, ok, unknown } from './check.ts'

/** What Sts GetCallerIdentity tells. */
export interface CallerIdentity { accountId?: string; arn?: string; identityType?: string }

/**
 * Whose credentials these are and where they were found; the key is told by its last four characters.
 * @param identity undefined where the cloud did not tell
 */
export function judgeIdentity(key: { source: string; accessKeyId: string }, identity: CallerIdentity | undefined, refused?: { code: string; hint?: string }): Finding {
  const credentials = text.check.key(key.accessKeyId.slice(-4), key.source)
  if (refused !== undefined) return fail(text.check.keyRefused(credentials, refused.code), refused.hint ?? text.check.checkCredentials)
  if (identity === undefined) return unknown(text.check.keyUnknown(credentials))
  const kinds: Readonly<Record<string, string>> = text.check.identities
  const whose = kinds[identity.identityType ?? ''] ?? identity.identityType ?? text.check.anIdentity
  const name = identity.identityType === 'Account' ? undefined : identity.arn?.split('/')[1]
  return ok(text.check.keyOf(credentials, whose, name, identity.accountId?.slice(-4)))
}
