import type { TargetInfo } from '../core/events.ts'
import { text } from '../messages/index.ts'

/** What of a target is known when it is told: region and account may be asked for first. */
export type KnownTarget = Pick<TargetInfo, 'kind' | 'url'> & Partial<Pick<TargetInfo, 'region' | 'account'>>

/** The first line of every run: where it goes. Of an account only the last four digits are shown. */
export function targetLine({ kind, url = '', region, account }: KnownTarget): string {
  const whose = account === undefined ? undefined : account === null ? text.accountUnknown : text.account(account.slice(-4))
  if (kind === 'embedded') return text.targetEmbedded
  return kind === 'endpoint' ? text.targetEndpoint(url, region, whose) : text.targetCloud(region, whose)
}
