import type { Cloud } from '../cloud/cloud.ts'
import { isCloudError } from '../cloud/error.ts'
import { allPages, idOf, listOf } from '../cloud/pages.ts'
import type { EndpointFields } from '../cloud/privatelink20200415/models.ts'
import type { Config } from '../config/config.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import { A_NEW_ONE, differences, exactly, only, type Difference } from './differences.ts'
import { ownershipTags, tagObject, wantedTags } from './ownership.ts'
import { readOwnConnection } from './connections.ts'
import { movePrivatelink, readPrivatelinkTags, tagPrivatelink } from './tagging.ts'
import { replacement, update, type Change, type Got, type Look, type Step, type StepContext } from './step.ts'

export interface EndpointZoneSeen { zoneId: string; vSwitchId: string; domain: string; address: string; eniId: string; status: string }

export interface EndpointSeen {
  id: string
  status: string
  businessStatus: string
  connectionStatus: string
  domain: string
  serviceId: string
  zones: EndpointZoneSeen[]
  name?: string
  description?: string
  vpcId?: string
  resourceGroupId?: string
  createdAt?: string
  /** Read once the endpoint is at rest. */
  securityGroupIds?: string[]
}

/** A zone that is built: `Wait` until its connection is accepted, `Connected` after. */
const BUILT = new Set(['Wait', 'Connected'])

/** Whether a zone stands; one whose connection was cut stands too, and comes back when that is accepted again. */
const isBuilt = (seen: EndpointSeen, zone: EndpointZoneSeen): boolean => BUILT.has(zone.status) || (zone.status === 'Disconnected' && seen.connectionStatus === 'Disconnected')

const missingZones = ({ config }: StepContext, seen: EndpointSeen): string[] => {
  const present = new Set(seen.zones.map((zone) => zone.zoneId))
  return config.consumer.zones.map((zone) => zone.zoneId).filter((zoneId) => !present.has(zoneId))
}

/** Zones of a connected endpoint whose own connection was cut, by the provider or by a change that did not come to its end. */
function cutZones({ config }: StepContext, seen: EndpointSeen): EndpointZoneSeen[] {
  const wanted = new Set(config.consumer.zones.map((zone) => zone.zoneId))
  return seen.connectionStatus === 'Connected' ? seen.zones.filter((zone) => wanted.has(zone.zoneId) && zone.status === 'Disconnected') : []
}

const LEAVING = new Set(['Deleting', 'Disconnecting'])

/** The zones that are not built yet, or of which domain or address are not known yet, and those that are leaving. */
function movingZones(ctx: StepContext, seen: EndpointSeen): EndpointZoneSeen[] {
  const wanted = new Set(ctx.config.consumer.zones.map((zone) => zone.zoneId))
  const cut = cutZones(ctx, seen)
  return seen.zones.filter((zone) => {
    if (!wanted.has(zone.zoneId)) return LEAVING.has(zone.status)
    return !cut.includes(zone) && (!isBuilt(seen, zone) || zone.domain === '' || zone.address === '')
  })
}

/** Zones of the endpoint that the config does not name. */
const extraZones = ({ config }: StepContext, seen: EndpointSeen): EndpointZoneSeen[] => {
  const wanted = new Set(config.consumer.zones.map((zone) => zone.zoneId))
  return seen.zones.filter((zone) => !wanted.has(zone.zoneId) && !LEAVING.has(zone.status))
}

type WantedZone = Config['consumer']['zones'][number]

/** A network interface moves neither to another vSwitch nor to another address. */
const unmovable = (wanted: readonly WantedZone[], seen: readonly EndpointZoneSeen[]): Difference[] =>
  wanted.flatMap(({ zoneId, vSwitchId, address }) => {
    const zone = seen.find((one) => one.zoneId === zoneId)
    if (zone === undefined) return []
    return [...exactly(`consumer.zones ${zoneId}`, vSwitchId, zone.vSwitchId), ...exactly(`consumer.zones ${zoneId} address`, address, zone.address || undefined)]
  })

/** Another endpoint service than the stack's; one that was deleted is no loss, and its endpoint is made anew unasked. */
function otherService({ service }: Config, seen: EndpointSeen, serviceId: string | undefined): Difference[] {
  if (service.id === undefined && seen.connectionStatus === 'ServiceDeleted') return []
  return exactly(service.id === undefined ? 'endpoint service' : 'service.id', service.id ?? serviceId ?? A_NEW_ONE, seen.serviceId || undefined)
}

/** The zone or security group that a change names as the last word of its field. */
const subject = (change: Change): string => change.differences?.[0]?.field.split(' ').at(-1) ?? change.what

/** What UpdateVpcEndpointAttribute takes, by the names that differences have. */
const updates = ({ consumer: { endpoint: want } }: Config) => ({
  'consumer.endpoint.name': { endpointName: want.name },
  'consumer.endpoint.description': { endpointDescription: want.description },
})

/** The security groups of an endpoint (Privatelink ListVpcEndpointSecurityGroups), without those that are leaving. */
export async function readSecurityGroupIds(cloud: Cloud, endpointId: string): Promise<string[]> {
  const groups = await allPages(async (nextToken) => {
    const page = await cloud.privatelink('ListVpcEndpointSecurityGroups', { endpointId, maxResults: 50, ...given({ nextToken }) })
    return { items: listOf(page.securityGroups, 'SecurityGroups'), nextToken: page.nextToken }
  })
  return groups.filter(({ securityGroupStatus }) => securityGroupStatus !== 'Detaching').map(({ securityGroupId }) => securityGroupId ?? '')
}

const readAttribute = (cloud: Cloud, endpointId: string): Promise<EndpointFields> => cloud.privatelink('GetVpcEndpointAttribute', { endpointId })

async function readZones(cloud: Cloud, endpointId: string): Promise<EndpointZoneSeen[]> {
  const zones = await allPages(async (nextToken) => {
    const page = await cloud.privatelink('ListVpcEndpointZones', { endpointId, maxResults: 50, ...given({ nextToken }) })
    return { items: listOf(page.zones, 'Zones'), nextToken: page.nextToken }
  })
  return zones.map(({ zoneId, vSwitchId, zoneDomain: domain, eniIp: address, eniId, zoneStatus: status }) => zoneOf({ zoneId, vSwitchId, domain, address, eniId, status }))
}

/** A zone as far as it is told. */
const zoneOf = ({ zoneId = '', vSwitchId = '', domain = '', address = '', eniId = '', status = 'unknown' }: { [K in keyof EndpointZoneSeen]?: string | undefined }): EndpointZoneSeen =>
  ({ zoneId, vSwitchId, domain, address, eniId, status })

/** Connected to a service that is not the stack's any more: its connection is no step's. */
const isOfFormer = ({ connectionStatus, serviceId }: EndpointSeen, got: Got): boolean => connectionStatus === 'Connected' && serviceId !== got.serviceId && serviceId !== ''

const zoneRequest = ({ zoneId, vSwitchId, address }: WantedZone) => ({ zoneId, vSwitchId, ...given({ ip: address }) })

/** Step 5: an interface endpoint in VPC 1, with a network interface in each zone. */
export const endpoint: Step<EndpointSeen> = {
  id: 'endpoint',
  side: 'consumer',
  budgetMs: 10 * 60_000,

  async locate({ cloud, config }) {
    const found = await allPages(async (nextToken) => {
      const page = await cloud.privatelink('ListVpcEndpoints', { tag: ownershipTags(config.stack, config.consumer.name), maxResults: 50, ...given({ nextToken }) })
      return { items: listOf(page.endpoints, 'Endpoints'), nextToken: page.nextToken }
    })
    return found.map((item) => ({ id: item.endpointId!, shown: item, ...(item.tags === undefined ? {} : { tags: tagObject(item.tags) }) }))
  },

  async read({ cloud }, id, got, { shown: listed, made, leaving, zones: known = [], previous }: Look<EndpointSeen> = {}) {
    const shown: EndpointFields | undefined = listed
    const compared = made !== true && leaving !== true
    try {
      if (leaving === true && previous !== undefined && !isOfFormer(previous, got)) {
        if (previous.zones.length === 0) return { ...previous, status: (await readAttribute(cloud, id)).endpointStatus ?? 'unknown' }
        if (previous.status === 'Active') {
          const zones = await readZones(cloud, id)
          return { ...previous, zones, ...(zones.some(({ status }) => status === 'Connected') ? {} : { connectionStatus: 'Disconnected' }) }
        }
      }
      const [body, zones, groups] = await Promise.all([
        // Entries of ListVpcEndpoints have all that is read here.
        shown ?? readAttribute(cloud, id),
        known.length > 0 ? known.map(zoneOf) : readZones(cloud, id),
        // Most likely it is at rest, and they are needed.
        shown?.endpointStatus === 'Active' && compared ? readSecurityGroupIds(cloud, id) : undefined,
      ])
      const seen: EndpointSeen = {
        id,
        status: body.endpointStatus ?? 'unknown',
        businessStatus: body.endpointBusinessStatus ?? 'Normal',
        connectionStatus: body.connectionStatus ?? 'unknown',
        domain: body.endpointDomain ?? '',
        serviceId: body.serviceId ?? '',
        zones,
        ...given({ name: body.endpointName, description: body.endpointDescription, vpcId: body.vpcId, resourceGroupId: body.resourceGroupId, createdAt: body.createTime }),
      }
      const atRest = seen.status === 'Active' && seen.zones.every((zone) => isBuilt(seen, zone))
      // A new one has those that its creating call named.
      return atRest && compared ? { ...seen, securityGroupIds: groups ?? (await readSecurityGroupIds(cloud, id)) } : seen
    } catch (error) {
      if (isCloudError(error, 'absent')) return undefined
      throw error
    }
  },
  readTags: ({ cloud }, id) => readPrivatelinkTags(cloud, 'vpcendpoint', id),

  times: ({ createdAt }) => given({ createdAt }),
  state(seen) {
    const moving = seen.zones.filter((zone) => !isBuilt(seen, zone))
    return seen.status === 'Active' && moving.length > 0 ? `zones ${moving[0]!.status}` : seen.status
  },

  changes(ctx, seen, got) {
    const { config } = ctx
    const { consumer: want, resourceGroupId } = config
    const groups = seen.securityGroupIds ?? want.securityGroupIds
    return [
      ...replacement([...otherService(config, seen, got.serviceId), ...differences({ 'consumer.vpcId': [want.vpcId, seen.vpcId] }), ...unmovable(want.zones, seen.zones)]),
      ...update('UpdateVpcEndpointAttribute', [...exactly('consumer.endpoint.name', want.endpoint.name, seen.name), ...exactly('consumer.endpoint.description', want.endpoint.description, seen.description)]),
      ...update('ChangeResourceGroup', differences({ resourceGroupId: [want.endpoint.resourceGroupId ?? resourceGroupId, seen.resourceGroupId] })),
      ...missingZones(ctx, seen).map((zoneId) => ({ kind: 'add', action: 'AddZoneToVpcEndpoint', what: zoneId, differences: [{ field: `consumer.zones ${zoneId}`, from: 'none', to: want.zones.find((zone) => zone.zoneId === zoneId)?.vSwitchId }] }) as const),
      ...cutZones(ctx, seen).flatMap(({ zoneId, status }) => update('EnableVpcEndpointZoneConnection', [{ field: `zone connection ${zoneId}`, from: status, to: 'Connected' }])),
      // New groups before old ones go: an endpoint is never without one.
      ...want.securityGroupIds.filter((id) => !groups.includes(id)).flatMap((id) => update('AttachSecurityGroupToVpcEndpoint', [{ field: `consumer.securityGroupIds ${id}`, from: 'none', to: id }])),
      ...groups.filter((id) => !want.securityGroupIds.includes(id)).flatMap((id) => update('DetachSecurityGroupFromVpcEndpoint', [{ field: `consumer.securityGroupIds ${id}`, from: id, to: 'none' }])),
      ...extraZones(ctx, seen).flatMap(({ zoneId, status }) => update(status === 'Connected' ? 'DisableVpcEndpointZoneConnection' : 'RemoveZoneFromVpcEndpoint', [{ field: `consumer.zones ${zoneId}`, from: status, to: 'none' }])),
    ]
  },

  removals: (_ctx, seen, got) => [
    ...(isOfFormer(seen, got) ? [{ kind: 'remove', action: 'DisableVpcEndpointConnection', what: seen.serviceId } as const] : []),
    ...seen.zones.filter((zone) => zone.status !== 'Deleting').map(({ zoneId }) => ({ kind: 'remove', action: 'RemoveZoneFromVpcEndpoint', what: zoneId }) as const),
    { kind: 'remove', action: 'DeleteVpcEndpoint', what: seen.id },
  ],
  removable: (seen) => seen.status === 'Active' && seen.zones.every((zone) => !['Creating', 'Connecting', 'Disconnecting', 'Deleting'].includes(zone.status)),

  async blockers({ cloud }, id, got) {
    if (got.foreignService !== true) return undefined
    const { status } = await readOwnConnection(cloud, id)
    if (status !== 'Connected') return undefined
    return {
      message: text.step.connectedElsewhere(got.serviceId ?? ''),
      hint: text.step.connectedElsewhereHint(id),
    }
  },

  verdict(ctx, seen, got) {
    if (seen.businessStatus !== 'Normal') return { is: 'failed', code: seen.businessStatus, message: text.step.endpointBusiness(seen.businessStatus), hint: text.step.endpointBusinessHint }
    if (seen.status === 'Inactive' || seen.status === 'Deleted') return { is: 'failed', code: seen.status, message: text.step.endpointState(seen.status) }
    if (seen.connectionStatus === 'ServiceDeleted') return { is: 'failed', code: 'ServiceDeleted', message: text.step.endpointOrphan, remake: true }
    if (got.serviceId !== undefined && seen.serviceId !== '' && seen.serviceId !== got.serviceId) return { is: 'failed', code: 'OtherService', message: text.step.endpointElsewhere(seen.serviceId, got.serviceId), hint: text.step.replaceAnew('endpoint') }
    if (seen.status !== 'Active') return { is: 'waiting' }
    if (movingZones(ctx, seen).length > 0) return { is: 'waiting' }
    return missingZones(ctx, seen).length > 0 ? { is: 'settled' } : { is: 'ready', got: { endpointId: seen.id } }
  },

  create: {
    action: 'CreateVpcEndpoint',
    request: ({ config }, got) => ({
      endpointType: 'Interface',
      serviceId: got.serviceId,
      vpcId: config.consumer.vpcId,
      securityGroupId: config.consumer.securityGroupIds,
      zone: config.consumer.zones.map(zoneRequest),
      endpointName: config.consumer.endpoint.name,
      endpointDescription: config.consumer.endpoint.description,
      resourceGroupId: config.consumer.endpoint.resourceGroupId ?? config.resourceGroupId,
      tag: wantedTags(config, config.consumer.name),
    }),
    send: async (cloud, request, clientToken) => idOf((await cloud.privatelink('CreateVpcEndpoint', { ...request, clientToken })).endpointId),
  },

  async write({ cloud, provider, config }, change, id, seen, _got, clientToken) {
    switch (change.action) {
      case 'AddZoneToVpcEndpoint':
        await cloud.privatelink('AddZoneToVpcEndpoint', { clientToken, endpointId: id, ...zoneRequest(config.consumer.zones.find((zone) => zone.zoneId === change.what)!) })
        return
      case 'RemoveZoneFromVpcEndpoint':
        await cloud.privatelink('RemoveZoneFromVpcEndpoint', { clientToken, endpointId: id, zoneId: subject(change) })
        return
      case 'DisableVpcEndpointConnection':
        await provider.privatelink('DisableVpcEndpointConnection', { clientToken, endpointId: id, serviceId: seen.serviceId })
        return
      case 'EnableVpcEndpointZoneConnection':
      case 'DisableVpcEndpointZoneConnection':
        // The provider's calls: a zone of a connected endpoint cannot be removed.
        await provider.privatelink(change.action, { clientToken, endpointId: id, zoneId: subject(change), serviceId: seen.serviceId })
        return
      case 'AttachSecurityGroupToVpcEndpoint':
      case 'DetachSecurityGroupFromVpcEndpoint':
        await cloud.privatelink(change.action, { clientToken, endpointId: id, securityGroupId: subject(change) })
        return
      case 'UpdateVpcEndpointAttribute':
        await cloud.privatelink('UpdateVpcEndpointAttribute', { clientToken, endpointId: id, ...Object.assign({}, ...Object.values(only(change.differences ?? [], updates(config)))) })
        return
      case 'ChangeResourceGroup':
        return movePrivatelink(cloud, 'VpcEndpoint', id, config.consumer.endpoint.resourceGroupId ?? config.resourceGroupId)
      case 'TagResources':
        return tagPrivatelink(cloud, 'vpcendpoint', id, wantedTags(config, config.consumer.name), clientToken)
      default:
        await cloud.privatelink('DeleteVpcEndpoint', { endpointId: id, clientToken })
    }
  },
}
