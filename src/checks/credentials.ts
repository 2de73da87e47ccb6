import { type Check, type Finding, ok, unknown } from './check.ts'
import type { Fact, IdentityFact } from './facts.ts'

/** Whose credentials are these? Not being allowed to ask says nothing against them. */
export const credentials: Check = {
  name: 'credentials',
  steps: ['load-balancer', 'server-group', 'listener', 'endpoint-service', 'endpoint', 'connection', 'connectivity'],
  needs: ['identity'],
  judge(_config, { sameAccount, identity }) {
    if (sameAccount) return [account('The credentials work', identity.provider)]
    return [
      account("The provider's credentials work", identity.provider),
      account("The consumer's credentials work", identity.consumer),
    ]
  },
}

function account(subject: string, identity: Fact<IdentityFact>): Finding {
  if (!identity.known) return unknown(`Account unknown, because ${identity.why}.`)
  return ok(
    identity.value.accountId
      ? `${subject}: account …${identity.value.accountId.slice(-4)}.`
      : `${subject}; the account was not told.`,
  )
}
