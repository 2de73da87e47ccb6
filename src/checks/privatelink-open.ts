import { type Check, fail, type Finding, notKnown, ok } from './check.ts'
import type { Fact } from './facts.ts'

const HINT = 'Open it once, which costs nothing: in the PrivateLink console, or with `aliyun privatelink OpenPrivateLinkService`.'

/** Is PrivateLink opened for the account, or for both? */
export const privatelinkOpen: Check = {
  name: 'privatelink-open',
  steps: ['endpoint-service', 'endpoint', 'connection'],
  needs: ['privatelinkOpen'],
  judge(_config, { sameAccount, privatelinkOpen }) {
    if (sameAccount) return [opened('the account', privatelinkOpen.provider)]
    return [
      opened("the provider's account", privatelinkOpen.provider),
      opened("the consumer's account", privatelinkOpen.consumer),
    ]
  },
}

function opened(whose: string, fact: Fact<boolean>): Finding {
  if (!fact.known) return notKnown(`Whether PrivateLink is opened for ${whose} is not known`, fact.why)
  return fact.value ? ok(`PrivateLink is opened for ${whose}.`) : fail(`PrivateLink is not opened for ${whose}.`, HINT)
}
