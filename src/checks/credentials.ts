import { text } from '../messages/whole.ts'
import { type Check, type Finding, ok, unknown } from './check.ts'
import type { Fact, IdentityFact } from './facts.ts'

/** Whose credentials are these? Not being allowed to ask says nothing against them. */
export const credentials: Check = {
  name: 'credentials',
  steps: ['load-balancer', 'server-group', 'listener', 'endpoint-service', 'endpoint', 'connection', 'connectivity'],
  needs: ['identity'],
  judge(_config, { sameAccount, identity }) {
    if (sameAccount) return [account(text.check.credentialsWork, identity.provider)]
    return [
      account(text.check.providersWork, identity.provider),
      account(text.check.consumersWork, identity.consumer),
    ]
  },
}

function account(subject: string, identity: Fact<IdentityFact>): Finding {
  if (!identity.known) return unknown(text.check.because(text.check.accountUnknown, identity.why))
  return ok(
    identity.value.accountId
      ? text.check.credentialsOf(subject, identity.value.accountId.slice(-4))
      : text.check.credentialsUntold(subject),
  )
}
