import type { TargetInfo } from '../core/events.ts'
import { text } from '../messages/index.ts'

/** The first line of every run: where it goes. Of an account only the last four digits are shown. */
export function targetLine(target: TargetInfo): string {
  const account = target.account === null ? text.accountUnknown : text.account(target.account.slice(-4))
  if (target.kind === 'embedded') return text.targetEmbedded
  if (target.kind === 'endpoint') return text.targetEndpoint(target.url ?? '', target.region, account)
  return text.targetCloud(target.region, account)
}
