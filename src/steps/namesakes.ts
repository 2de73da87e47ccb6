import { allPages, listOf } from '../cloud/pages.ts'
import type { StepId } from '../core/events.ts'
import { given } from '../core/given.ts'
import { STACK_KEY, tagObject } from './ownership.ts'
import { readPrivatelinkTags } from './tagging.ts'
import type { Got, StepContext } from './step.ts'

/** A resource in the place of one that is to be made: of its name, or on its port, or on its load balancer. */
export interface Namesake {
  id: string
  /** What it has in common with the one that is to be made, in words. */
  alike: string
  /** Its name, state and time of creation as far as the list tells them. */
  name?: string
  state?: string
  created?: string
  /** The stack that its tags name; undefined where nobody has tagged it for one. */
  stack?: string
}

type Finder = (ctx: StepContext, got: Got) => Promise<Namesake[]>

const tagged = (tags: Record<string, string>): { stack?: string } => given({ stack: tags[STACK_KEY] })

/** Tags of an entry of a list of Privatelink; asked for where the list leaves them out. */
const tagsOf = async ({ cloud }: StepContext, type: 'vpcendpointservice' | 'vpcendpoint', id: string, tags: Parameters<typeof tagObject>[0]): Promise<Record<string, string>> =>
  tags === undefined ? readPrivatelinkTags(cloud, type, id) : tagObject(tags)

/**
 * Who is in the place of what a step is about to make, tagged or not, one list a step. Names are not unique: filters by name may be
 * looser than documented, so that each entry is compared once more.
 */
export const NAMESAKES: Readonly<Partial<Record<StepId, Finder>>> = {
  'load-balancer': async ({ cloud, config: { loadBalancer: { name }, provider: { vpcId } } }) => {
    const found = await allPages(async (nextToken) => {
      const page = await cloud.alb('ListLoadBalancers', { loadBalancerNames: [name], vpcIds: [vpcId], maxResults: 100, nextToken })
      return { items: listOf(page.loadBalancers, 'LoadBalancers'), nextToken: page.nextToken }
    })
    return found.filter((item) => item.loadBalancerName === name && item.vpcId === vpcId).map((item) => ({
      id: item.loadBalancerId!, alike: `is named ${name} in ${vpcId} as well`, ...given({ name: item.loadBalancerName, state: item.loadBalancerStatus, created: item.createTime }), ...tagged(tagObject(item.tags)),
    }))
  },

  'server-group': async ({ cloud, config: { serverGroup: { name }, provider: { vpcId } } }) => {
    const found = await allPages(async (nextToken) => {
      const page = await cloud.alb('ListServerGroups', { serverGroupNames: [name], vpcId, maxResults: 100, nextToken })
      return { items: listOf(page.serverGroups, 'ServerGroups'), nextToken: page.nextToken }
    })
    return found.filter((item) => item.serverGroupName === name && item.vpcId === vpcId).map((item) => ({
      id: item.serverGroupId!, alike: `is named ${name} in ${vpcId} as well`, ...given({ name: item.serverGroupName, state: item.serverGroupStatus, created: item.createTime }), ...tagged(tagObject(item.tags)),
    }))
  },

  listener: async ({ cloud, config: { listener: { port } } }, { loadBalancerId }) => {
    if (loadBalancerId === undefined) return []
    const found = await allPages(async (nextToken) => {
      const page = await cloud.alb('ListListeners', { loadBalancerIds: [loadBalancerId], maxResults: 100, nextToken })
      return { items: listOf(page.listeners, 'Listeners'), nextToken: page.nextToken }
    })
    // QUIC listens on UDP.
    return found.filter((item) => item.listenerPort === port && item.listenerProtocol !== 'QUIC').map((item) => ({
      id: item.listenerId!, alike: `has port ${port} of ${loadBalancerId}`, ...given({ name: item.listenerDescription || undefined, state: item.listenerStatus }), ...tagged(tagObject(item.tags)),
    }))
  },

  'endpoint-service': async (ctx, { loadBalancerId }) => {
    if (loadBalancerId === undefined) return []
    const found = await allPages(async (nextToken) => {
      const page = await ctx.cloud.privatelink('ListVpcEndpointServices', { resourceId: loadBalancerId, maxResults: 50, ...given({ nextToken }) })
      return { items: listOf(page.services, 'Services'), nextToken: page.nextToken }
    })
    return Promise.all(found.map(async (item) => ({
      id: item.serviceId!, alike: `offers ${loadBalancerId} as well`, ...given({ name: item.serviceDescription || undefined, state: item.serviceStatus, created: item.createTime }),
      ...tagged(await tagsOf(ctx, 'vpcendpointservice', item.serviceId!, item.tags)),
    })))
  },

  endpoint: async (ctx) => {
    const { cloud, config: { consumer: { vpcId, endpoint: { name: endpointName } } } } = ctx
    const found = await allPages(async (nextToken) => {
      const page = await cloud.privatelink('ListVpcEndpoints', { endpointName, vpcId, maxResults: 50, ...given({ nextToken }) })
      return { items: listOf(page.endpoints, 'Endpoints'), nextToken: page.nextToken }
    })
    return Promise.all(found.filter((item) => item.endpointName === endpointName && item.vpcId === vpcId).map(async (item) => ({
      id: item.endpointId!, alike: `is named ${endpointName} in ${vpcId} as well`, ...given({ name: item.endpointName, state: item.endpointStatus, created: item.createTime }),
      ...tagged(await tagsOf(ctx, 'vpcendpoint', item.endpointId!, item.tags)),
    })))
  },
}
