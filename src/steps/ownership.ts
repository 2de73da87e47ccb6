import type { Config } from '../config/config.ts'

export const MANAGED_BY = { key: 'managed-by', value: 'alb-privatelink' } as const
export const STACK_KEY = 'alb-privatelink/stack'
export const CONSUMER_KEY = 'alb-privatelink/consumer'

export interface Tag { key: string; value: string }

/** The tags by which the resources of a stack are found; the endpoint's have its consumer's name too. */
export function ownershipTags(stack: string, consumer?: string): Tag[] {
  const tags: Tag[] = [MANAGED_BY, { key: STACK_KEY, value: stack }]
  return consumer === undefined ? tags : [...tags, { key: CONSUMER_KEY, value: consumer }]
}

/** All tags that a resource gets: ours, and the user's own beside them. */
export function wantedTags(config: Config, consumer?: string): Tag[] {
  const own = Object.entries(config.tags).map(([key, value]) => ({ key, value }))
  return [...ownershipTags(config.stack, consumer), ...own]
}

/** Tags as an object, from either spelling of the answers. */
export function tagObject(tags: readonly { key?: string | undefined; value?: string | undefined; tagKey?: string | undefined; tagValue?: string | undefined }[] | undefined): Record<string, string> {
  return Object.fromEntries((tags ?? []).map((tag) => [tag.key ?? tag.tagKey ?? '', tag.value ?? tag.tagValue ?? '']))
}

/** Which of the wanted tags are not there, or have another value. */
export function missingTags(wanted: readonly Tag[], present: Record<string, string>): Tag[] {
  return wanted.filter(({ key, value }) => present[key] !== value)
}
