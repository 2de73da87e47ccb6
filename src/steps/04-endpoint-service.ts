import type { Cloud } from '../cloud/cloud.ts'
import { isCloudError } from '../cloud/error.ts'
import { allPages, idOf, listOf } from '../cloud/pages.ts'
import type { EndpointServiceFields } from '../cloud/privatelink20200415/models.ts'
import type { Config } from '../config/config.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import { admits } from './admission.ts'
import { A_NEW_ONE, differences, exactly, only, type Difference } from './differences.ts'
import { ownershipTags, tagObject, wantedTags } from './ownership.ts'
import { describeConnection, readConnections } from './connections.ts'
import { movePrivatelink, readPrivatelinkTags, tagPrivatelink } from './tagging.ts'
import { replacement, update, type Look, type Step, type StepContext } from './step.ts'

export interface EndpointServiceSeen {
  id: string
  name: string
  status: string
  businessStatus: string
  /** One entry for each zone in which a load balancer is attached. */
  resources: { resourceId: string; resourceType: string; zoneId: string }[]
  description?: string
  autoAccept?: boolean
  zoneAffinity?: boolean
  payer?: string
  resourceType?: string
  resourceGroupId?: string
  createdAt?: string
  /** A consumer of another account: whether it may make endpoints. Read only where there is one. */
  guest?: { account: string; admitted: boolean }
  /** Another account's: only what it offers is known, and taken for Active. */
  foreign?: true
}

/** What a load balancer in a zone is called among the things to take back: two of one zone are two. */
const attachment = ({ resourceId, zoneId }: { resourceId: string; zoneId: string }): string => `${resourceId} ${zoneId}`

/** The load balancer's zones in which it is not attached yet. */
function missingZones({ config }: StepContext, seen: EndpointServiceSeen, loadBalancerId: string | undefined): string[] {
  const attached = new Set(seen.resources.filter((resource) => loadBalancerId === undefined || resource.resourceId === loadBalancerId).map((resource) => resource.zoneId))
  return config.loadBalancer.zones.map((zone) => zone.zoneId).filter((zoneId) => !attached.has(zoneId))
}

/** A service that offers other load balancers only: those of a stack whose load balancer was exchanged in the config. */
function otherBalancer(seen: EndpointServiceSeen, loadBalancerId: string | undefined): Difference[] {
  const others = [...new Set(seen.resources.map(({ resourceId }) => resourceId))]
  if (others.length === 0 || (loadBalancerId !== undefined && others.includes(loadBalancerId))) return []
  return [{ field: 'service load balancer', from: others, to: loadBalancerId ?? A_NEW_ONE }]
}

/** What UpdateVpcEndpointServiceAttribute takes, by the names that differences have. */
const updates = ({ service: want }: Config) => ({
  'service.description': { serviceDescription: want.description },
  'service.autoAccept': { autoAcceptEnabled: want.autoAccept },
  'service.zoneAffinity': { zoneAffinityEnabled: want.zoneAffinity },
})

const readAttribute = (cloud: Cloud, serviceId: string): Promise<EndpointServiceFields> => cloud.privatelink('GetVpcEndpointServiceAttribute', { serviceId })

async function readResources(cloud: Cloud, serviceId: string): Promise<EndpointServiceSeen['resources']> {
  const resources = await allPages(async (nextToken) => {
    const page = await cloud.privatelink('ListVpcEndpointServiceResources', { serviceId, maxResults: 50, ...given({ nextToken }) })
    return { items: listOf(page.resources, 'Resources'), nextToken: page.nextToken }
  })
  return resources.map(({ resourceId = '', resourceType = 'alb', zoneId = '' }) => ({ resourceId, resourceType, zoneId }))
}

/** Step 4: an endpoint service on the load balancer, in each of its zones. */
export const endpointService: Step<EndpointServiceSeen> = {
  id: 'endpoint-service',
  side: 'provider',
  budgetMs: 5 * 60_000,

  async locate({ cloud, config }) {
    const found = await allPages(async (nextToken) => {
      const page = await cloud.privatelink('ListVpcEndpointServices', { tag: ownershipTags(config.stack), maxResults: 50, ...given({ nextToken }) })
      return { items: listOf(page.services, 'Services'), nextToken: page.nextToken }
    })
    return found.map((item) => ({ id: item.serviceId!, shown: item, ...(item.tags === undefined ? {} : { tags: tagObject(item.tags) }) }))
  },

  async read({ cloud, guest }, id, _got, { shown, leaving, done, previous }: Look<EndpointServiceSeen> = {}) {
    try {
      if (leaving === true && previous !== undefined) {
        const { serviceStatus: status = 'unknown' } = await readAttribute(cloud, id)
        // A service is Active again when a resource has been detached.
        return { ...previous, status, resources: previous.resources.filter((resource) => status !== 'Active' || done?.has(attachment(resource)) !== true) }
      }
      const [body, resources, admitted] = await Promise.all([
        // Entries of ListVpcEndpointServices have all of its fields.
        shown === undefined ? readAttribute(cloud, id) : Promise.resolve<EndpointServiceFields>(shown),
        readResources(cloud, id),
        guest === undefined || leaving === true ? false : admits(cloud, id, guest),
      ])
      return {
        id,
        name: body.serviceName ?? '',
        status: body.serviceStatus ?? 'unknown',
        businessStatus: body.serviceBusinessStatus ?? 'Normal',
        resources,
        ...(guest === undefined ? {} : { guest: { account: guest, admitted } }),
        ...given({
          description: body.serviceDescription, autoAccept: body.autoAcceptEnabled, zoneAffinity: body.zoneAffinityEnabled, payer: body.payer,
          resourceType: body.serviceResourceType, resourceGroupId: body.resourceGroupId, createdAt: body.createTime,
        }),
      }
    } catch (error) {
      if (isCloudError(error, 'absent')) return undefined
      throw error
    }
  },
  readTags: ({ cloud }, id) => readPrivatelinkTags(cloud, 'vpcendpointservice', id),

  times: ({ createdAt }) => given({ createdAt }),
  state: (seen) => (seen.businessStatus === 'Normal' ? seen.status : `${seen.status}, ${seen.businessStatus}`),

  changes(ctx, seen, got) {
    const { config } = ctx
    const { service: want } = config
    return [
      ...replacement([...differences({ 'service.payer': [want.payer, seen.payer], 'service resource type': ['alb', seen.resourceType] }), ...otherBalancer(seen, got.loadBalancerId)]),
      ...update('UpdateVpcEndpointServiceAttribute', [
        ...exactly('service.description', want.description, seen.description),
        ...differences({ 'service.autoAccept': [want.autoAccept, seen.autoAccept], 'service.zoneAffinity': [want.zoneAffinity, seen.zoneAffinity] }),
      ]),
      ...update('ChangeResourceGroup', differences({ resourceGroupId: [want.resourceGroupId ?? config.resourceGroupId, seen.resourceGroupId] })),
      // One after another: PrivateLink refuses parallel calls on one service.
      ...missingZones(ctx, seen, got.loadBalancerId).map((zoneId) => ({ kind: 'add', action: 'AttachResourceToVpcEndpointService', what: zoneId, differences: [{ field: `service zones ${zoneId}`, from: 'none', to: got.loadBalancerId }] }) as const),
      ...(seen.guest?.admitted === false ? [{ kind: 'add', action: 'AddUserToVpcEndpointService', what: seen.guest.account, differences: [{ field: `service whitelist ${seen.guest.account}`, from: 'none', to: seen.guest.account }] } as const] : []),
    ]
  },

  removals: (_ctx, seen) => [
    ...seen.resources.map((resource) => ({ kind: 'remove', action: 'DetachResourceFromVpcEndpointService', what: attachment(resource) }) as const),
    { kind: 'remove', action: 'DeleteVpcEndpointService', what: seen.id },
  ],
  removable: (seen) => seen.status === 'Active',

  async blockers({ cloud }, id, got) {
    const foreign = (await readConnections(cloud, id)).filter(({ endpointId }) => endpointId !== got.endpointId)
    if (foreign.length === 0) return undefined
    return {
      message: text.step.heldByOthers(text.inOne(foreign.map(describeConnection))),
      hint: text.step.heldByOthersHint,
    }
  },

  verdict(ctx, seen, got) {
    if (seen.businessStatus !== 'Normal') return { is: 'failed', code: seen.businessStatus, message: text.step.serviceState(seen.businessStatus), hint: text.step.serviceStateHint }
    if (seen.status === 'Deleted') return { is: 'failed', code: 'Deleted', message: text.step.serviceDeleted }
    if (seen.status !== 'Active') return { is: 'waiting' }
    return missingZones(ctx, seen, got.loadBalancerId).length > 0 ? { is: 'settled' } : { is: 'ready', got: { serviceId: seen.id, serviceName: seen.name } }
  },

  create: {
    action: 'CreateVpcEndpointService',
    request: ({ config }, got) => ({
      serviceResourceType: 'alb',
      resource: config.loadBalancer.zones.map(({ zoneId }) => ({ resourceId: got.loadBalancerId, resourceType: 'alb', zoneId })),
      autoAcceptEnabled: config.service.autoAccept,
      zoneAffinityEnabled: config.service.zoneAffinity,
      payer: config.service.payer,
      serviceDescription: config.service.description,
      resourceGroupId: config.service.resourceGroupId ?? config.resourceGroupId,
      tag: wantedTags(config),
    }),
    send: async (cloud, request, clientToken) => idOf((await cloud.privatelink('CreateVpcEndpointService', { ...request, clientToken })).serviceId),
  },

  async write({ cloud, config }, change, id, seen, got, clientToken) {
    switch (change.action) {
      case 'AttachResourceToVpcEndpointService':
        await cloud.privatelink('AttachResourceToVpcEndpointService', { clientToken, serviceId: id, ...given({ resourceId: got.loadBalancerId }), resourceType: 'alb', zoneId: change.what })
        return
      case 'DetachResourceFromVpcEndpointService':
        await cloud.privatelink('DetachResourceFromVpcEndpointService', { clientToken, serviceId: id, ...seen.resources.find((resource) => attachment(resource) === change.what) })
        return
      case 'AddUserToVpcEndpointService':
        await cloud.privatelink('AddUserToVpcEndpointService', { clientToken, serviceId: id, userId: Number(change.what) })
        return
      case 'UpdateVpcEndpointServiceAttribute':
        await cloud.privatelink('UpdateVpcEndpointServiceAttribute', { clientToken, serviceId: id, ...Object.assign({}, ...Object.values(only(change.differences ?? [], updates(config)))) })
        return
      case 'ChangeResourceGroup':
        return movePrivatelink(cloud, 'VpcEndpointService', id, config.service.resourceGroupId ?? config.resourceGroupId)
      case 'TagResources':
        return tagPrivatelink(cloud, 'vpcendpointservice', id, wantedTags(config), clientToken)
      default:
        await cloud.privatelink('DeleteVpcEndpointService', { serviceId: id, clientToken })
    }
  },
}
