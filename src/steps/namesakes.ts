import type { Cloud } from '../cloud/cloud.ts'
import { allPages, listOf } from '../cloud/pages.ts'
import type { ListVpcEndpointsResponseBody } from '../cloud/privatelink20200415/models.ts'
import type { Config } from '../config/config.ts'
import type { StepId } from '../core/events.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
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

const tagged = (tags: Record<string, string>): { stack?: string } => given({ stack: tags[STACK_KEY] })

type Balancers = NonNullable<Awaited<ReturnType<typeof listBalancers>>['loadBalancers']>
const listBalancers = (cloud: Cloud) => cloud.alb('ListLoadBalancers', {})
type Endpoint = NonNullable<ListVpcEndpointsResponseBody['endpoints']>[number]
type Groups = NonNullable<Awaited<ReturnType<typeof listGroups>>['serverGroups']>
const listGroups = (cloud: Cloud) => cloud.alb('ListServerGroups', {})

/** Of load balancers, those with the name of the config's, in its VPC. */
export const sameBalancers = (items: Readonly<Balancers>, { loadBalancer: { name }, provider: { vpcId } }: Config): Namesake[] =>
  items.filter((item) => item.loadBalancerName === name && item.vpcId === vpcId).map((item) => ({
    id: item.loadBalancerId!, alike: text.step.sameName(name, vpcId), ...given({ name: item.loadBalancerName, state: item.loadBalancerStatus, created: item.createTime }), ...tagged(tagObject(item.tags)),
  }))

/** Of server groups, those with the name of the config's, in its VPC. */
export const sameGroups = (items: Readonly<Groups>, { serverGroup: { name }, provider: { vpcId } }: Config): Namesake[] =>
  items.filter((item) => item.serverGroupName === name && item.vpcId === vpcId).map((item) => ({
    id: item.serverGroupId!, alike: text.step.sameName(name, vpcId), ...given({ name: item.serverGroupName, state: item.serverGroupStatus, created: item.createTime }), ...tagged(tagObject(item.tags)),
  }))

/** Of endpoints, those with the name of the config's, in its VPC; with their stack where the list tells their tags. */
export const sameEndpoints = (items: readonly Endpoint[], { consumer: { vpcId, endpoint: { name } } }: Config): Namesake[] =>
  items.filter((item) => item.endpointName === name && item.vpcId === vpcId).map((item) => ({
    id: item.endpointId!, alike: text.step.sameName(name, vpcId), ...given({ name: item.endpointName, state: item.endpointStatus, created: item.createTime }), ...tagged(tagObject(item.tags)),
  }))

type Finder = (ctx: StepContext, got: Got) => Promise<Namesake[]>

/** Tags of an entry of a list of Privatelink; asked for where the list leaves them out. */
const tagsOf = async ({ cloud }: StepContext, type: 'vpcendpointservice' | 'vpcendpoint', id: string, tags: Parameters<typeof tagObject>[0]): Promise<Record<string, string>> =>
  tags === undefined ? readPrivatelinkTags(cloud, type, id) : tagObject(tags)

/**
 * Who is in the place of what a step is about to make, tagged or not, one list a step. Names are not unique: filters by name may be
 * looser than documented, so that each entry is compared once more.
 */
export const NAMESAKES: Readonly<Partial<Record<StepId, Finder>>> = {
  'load-balancer': async ({ cloud, config }) => sameBalancers(await allPages(async (nextToken) => {
    const page = await cloud.alb('ListLoadBalancers', { loadBalancerNames: [config.loadBalancer.name], vpcIds: [config.provider.vpcId], maxResults: 100, nextToken })
    return { items: listOf(page.loadBalancers, 'LoadBalancers'), nextToken: page.nextToken }
  }), config),

  'server-group': async ({ cloud, config }) => sameGroups(await allPages(async (nextToken) => {
    const page = await cloud.alb('ListServerGroups', { serverGroupNames: [config.serverGroup.name], vpcId: config.provider.vpcId, maxResults: 100, nextToken })
    return { items: listOf(page.serverGroups, 'ServerGroups'), nextToken: page.nextToken }
  }), config),

  listener: async ({ cloud, config: { listener: { port } } }, { loadBalancerId }) => {
    if (loadBalancerId === undefined) return []
    const found = await allPages(async (nextToken) => {
      const page = await cloud.alb('ListListeners', { loadBalancerIds: [loadBalancerId], maxResults: 100, nextToken })
      return { items: listOf(page.listeners, 'Listeners'), nextToken: page.nextToken }
    })
    // QUIC listens on UDP.
    return found.filter((item) => item.listenerPort === port && item.listenerProtocol !== 'QUIC').map((item) => ({
      id: item.listenerId!, alike: text.step.samePort(port, loadBalancerId), ...given({ name: item.listenerDescription || undefined, state: item.listenerStatus }), ...tagged(tagObject(item.tags)),
    }))
  },

  'endpoint-service': async (ctx, { loadBalancerId }) => {
    if (loadBalancerId === undefined) return []
    const found = await allPages(async (nextToken) => {
      const page = await ctx.cloud.privatelink('ListVpcEndpointServices', { resourceId: loadBalancerId, maxResults: 50, ...given({ nextToken }) })
      return { items: listOf(page.services, 'Services'), nextToken: page.nextToken }
    })
    return Promise.all(found.map(async (item) => ({
      id: item.serviceId!, alike: text.step.sameOffer(loadBalancerId), ...given({ name: item.serviceDescription || undefined, state: item.serviceStatus, created: item.createTime }),
      ...tagged(await tagsOf(ctx, 'vpcendpointservice', item.serviceId!, item.tags)),
    })))
  },

  endpoint: async (ctx) => {
    const { cloud, config, config: { consumer: { vpcId, endpoint: { name: endpointName } } } } = ctx
    const found = await allPages(async (nextToken) => {
      const page = await cloud.privatelink('ListVpcEndpoints', { endpointName, vpcId, maxResults: 50, ...given({ nextToken }) })
      return { items: listOf(page.endpoints, 'Endpoints'), nextToken: page.nextToken }
    })
    const tagsById = new Map(found.map(({ endpointId, tags }) => [endpointId, tags]))
    return Promise.all(sameEndpoints(found, config).map(async (one) => ({ ...one, ...tagged(await tagsOf(ctx, 'vpcendpoint', one.id, tagsById.get(one.id))) })))
  },
}
