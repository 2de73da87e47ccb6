import { text } from '../messages/whole.ts'
import { type Check, fail, type Finding, notKnown, ok } from './check.ts'
import type { Fact } from './facts.ts'

/** Is PrivateLink opened for the account, or for both? */
export const privatelinkOpen: Check = {
  name: 'privatelink-open',
  steps: ['endpoint-service', 'endpoint', 'connection'],
  needs: ['privatelinkOpen'],
  judge(_config, { sameAccount, privatelinkOpen }) {
    if (sameAccount) return [opened(text.check.theAccount, privatelinkOpen.provider)]
    return [
      opened(text.check.providersAccount, privatelinkOpen.provider),
      opened(text.check.consumersAccount, privatelinkOpen.consumer),
    ]
  },
}

function opened(whose: string, fact: Fact<boolean>): Finding {
  if (!fact.known) return notKnown(text.check.openUnknown(whose), fact.why)
  return fact.value ? ok(text.check.openYes(whose)) : fail(text.check.openNo(whose), text.check.openIt)
}
