import { fail, type Finding, ok, unknown } from './check.ts'

/** What Sts GetCallerIdentity tells. */
export interface CallerIdentity { accountId?: string; arn?: string; identityType?: string }

const KINDS: Readonly<Record<string, string>> = { Account: 'the account itself', RAMUser: 'RAM user', AssumedRoleUser: 'session of role' }

/**
 * Whose credentials these are and where they were found; the key is told by its last four characters.
 * @param identity undefined where the cloud did not tell
 */
export function judgeIdentity(key: { source: string; accessKeyId: string }, identity: CallerIdentity | undefined, refused?: { code: string; hint?: string }): Finding {
  const credentials = `Key …${key.accessKeyId.slice(-4)} from ${key.source}`
  if (refused !== undefined) return fail(`${credentials} is refused (${refused.code}).`, refused.hint ?? 'Check which credentials are used.')
  if (identity === undefined) return unknown(`${credentials}; whose it is was not told.`)
  const account = identity.accountId === undefined ? '' : ` of account …${identity.accountId.slice(-4)}`
  const whose = KINDS[identity.identityType ?? ''] ?? identity.identityType ?? 'an identity'
  const name = identity.identityType === 'Account' ? '' : ` ${identity.arn?.split('/')[1] ?? ''}`
  return ok(`${credentials}: ${whose}${name}${account}.`)
}
