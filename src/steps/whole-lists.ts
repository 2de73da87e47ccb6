import { listOf } from '../cloud/pages.ts'
import type { StepId } from '../core/events.ts'
import { sameBalancers, sameEndpoints, sameGroups, type Namesake } from './namesakes.ts'
import { ownershipTags, tagObject, type Tag } from './ownership.ts'
import type { Found, StepContext } from './step.ts'

/** What carries the stack's tags, as `locate` gives it, and what has the name of one that would be made, tagged or not. */
export interface WholeList { found: Found[]; namesakes: Namesake[] }

/**
 * The longest page of the lists (documented: 100 for Alb; Privatelink has longer ones). Quotas are lower by default (60 load balancers),
 * so that one page mostly is all there is.
 */
const PAGE = 100

const carries = (tags: Record<string, string>, wanted: readonly Tag[]): boolean => wanted.every(({ key, value }) => tags[key] === value)

/** Whether a list tells tags: one without the member for any entry may leave it out, and then nothing of ours would be found. */
const tellsTags = (items: readonly { tags?: unknown }[]): boolean => items.length === 0 || items.some(({ tags }) => tags !== undefined)

/**
 * Everything of a kind in one call, where the account has no more than a page of it: what is the stack's and what has its names are
 * both in there, which otherwise are two lists. Undefined where there is more, or the entries do not tell their tags.
 */
export const WHOLE_LISTS: Readonly<Partial<Record<StepId, (ctx: StepContext) => Promise<WholeList | undefined>>>> = {
  'load-balancer': async ({ cloud, config }) => {
    const page = await cloud.alb('ListLoadBalancers', { maxResults: PAGE })
    const items = listOf(page.loadBalancers, 'LoadBalancers')
    if (page.nextToken || !tellsTags(items)) return undefined
    const all = items.map((item) => ({ id: item.loadBalancerId!, tags: tagObject(item.tags), brief: item }))
    return { found: all.filter(({ tags }) => carries(tags, ownershipTags(config.stack))), namesakes: sameBalancers(items, config) }
  },

  'server-group': async ({ cloud, config }) => {
    const page = await cloud.alb('ListServerGroups', { maxResults: PAGE })
    const items = listOf(page.serverGroups, 'ServerGroups')
    if (page.nextToken || !tellsTags(items)) return undefined
    const all = items.map((item) => ({ id: item.serverGroupId!, tags: tagObject(item.tags), shown: item }))
    return { found: all.filter(({ tags }) => carries(tags, ownershipTags(config.stack))), namesakes: sameGroups(items, config) }
  },

  endpoint: async ({ cloud, config }) => {
    const page = await cloud.privatelink('ListVpcEndpoints', { maxResults: PAGE })
    const items = listOf(page.endpoints, 'Endpoints')
    if (page.nextToken || !tellsTags(items)) return undefined
    const all = items.map((item) => ({ id: item.endpointId!, tags: tagObject(item.tags), shown: item }))
    return { found: all.filter(({ tags }) => carries(tags, ownershipTags(config.stack, config.consumer.name))), namesakes: sameEndpoints(items, config) }
  },
}
