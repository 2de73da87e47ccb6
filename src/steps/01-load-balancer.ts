import type { Cloud } from '../cloud/cloud.ts'
import { isCloudError } from '../cloud/error.ts'
import { allPages, idOf, listOf } from '../cloud/pages.ts'
import type { Config } from '../config/config.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import { differences, exactly, type Difference } from './differences.ts'
import { ownershipTags, tagObject, wantedTags } from './ownership.ts'
import { moveAlb, tagAlb } from './tagging.ts'
import { replacement, update, type Look, type Step } from './step.ts'

/** An internal-facing load balancer as GetLoadBalancerAttribute shows it. */
export interface LoadBalancerSeen {
  id: string
  status: string
  businessStatus?: string
  name?: string
  deletionProtection: boolean
  tags: Record<string, string>
  zones: { zoneId: string; vSwitchId: string; address?: string }[]
  edition?: string
  addressType?: string
  addressIpVersion?: string
  vpcId?: string
  resourceGroupId?: string
  createdAt?: string
  locks: string[]
}

type Attribute = Awaited<ReturnType<typeof readAttribute>>
const readAttribute = (cloud: Cloud, loadBalancerId: string) => cloud.alb('GetLoadBalancerAttribute', { loadBalancerId })

const listBalancers = (cloud: Cloud, stack: string, nextToken: string | undefined) => cloud.alb('ListLoadBalancers', { tag: ownershipTags(stack), maxResults: 100, nextToken })

/** The lock that PrivateLink puts on a load balancer for as long as an endpoint service offers it. */
const OFFERED = 'RelatedResourceLocked'

type WantedZone = Config['loadBalancer']['zones'][number]

const zoneMapping = ({ zoneId, vSwitchId, address }: WantedZone) => ({ zoneId, vSwitchId, intranetAddress: address })

const EDITIONS = ['Basic', 'Standard', 'StandardWithWaf']

/** An edition goes up in place, never down. */
function downgrade(to: string, from: string | undefined): Difference[] {
  return from !== undefined && EDITIONS.indexOf(to) < EDITIONS.indexOf(from) ? [{ field: 'loadBalancer.edition', from, to }] : []
}

/** Zones that no call changes: one that moves to another vSwitch, and one that goes while PrivateLink offers it. */
function unmovable(wanted: readonly WantedZone[], seen: LoadBalancerSeen['zones']): Difference[] {
  const byZone = new Map(wanted.map((zone) => [zone.zoneId, zone]))
  return seen.flatMap(({ zoneId, vSwitchId }): Difference[] => {
    const want = byZone.get(zoneId)
    const field = `loadBalancer.zones ${zoneId}`
    if (want === undefined) return [{ field, from: vSwitchId, to: 'none' }]
    return want.vSwitchId === vSwitchId ? [] : [{ field, from: vSwitchId, to: want.vSwitchId }]
  })
}

function zoneDifferences(wanted: readonly WantedZone[], seen: LoadBalancerSeen['zones']): Difference[] {
  return wanted.flatMap(({ zoneId, vSwitchId, address }) => {
    const present = seen.find((zone) => zone.zoneId === zoneId)
    const field = `loadBalancer.zones ${zoneId}`
    if (present === undefined) return [{ field, from: 'none', to: vSwitchId }]
    return exactly(`${field} address`, address, present.address)
  })
}

/** Step 1: an internal-facing ALB with a static address in VPC 2. */
export const loadBalancer: Step<LoadBalancerSeen> = {
  id: 'load-balancer',
  side: 'provider',
  budgetMs: 10 * 60_000,

  async locate({ cloud, config }) {
    const found = await allPages(async (nextToken) => {
      const page = await listBalancers(cloud, config.stack, nextToken)
      return { items: listOf(page.loadBalancers, 'LoadBalancers'), nextToken: page.nextToken }
    })
    return found.map((item) => ({ id: item.loadBalancerId!, tags: tagObject(item.tags), brief: item }))
  },

  async read({ cloud, config }, id, _got, { shown }: Look<LoadBalancerSeen> = {}) {
    try {
      const body: Attribute = shown ?? (await readAttribute(cloud, id))
      return {
        id,
        status: body.loadBalancerStatus ?? 'unknown',
        ...given({ businessStatus: body.loadBalancerBussinessStatus, name: body.loadBalancerName }),
        deletionProtection: body.deletionProtectionConfig?.enabled === true,
        tags: tagObject(body.tags),
        // The list lacks them alone; those of a new one are what its creating call asked for.
        zones: shown !== undefined ? config.loadBalancer.zones : (body.zoneMappings ?? []).map((zone) => {
          const [first] = zone.loadBalancerAddresses ?? []
          // For an internal-facing one the address is in Address (the newer answers fill both).
          return { zoneId: zone.zoneId ?? '', vSwitchId: zone.vSwitchId ?? '', ...given({ address: first?.intranetAddress || first?.address }) }
        }),
        ...given({ edition: body.loadBalancerEdition, addressType: body.addressType, addressIpVersion: body.addressIpVersion, vpcId: body.vpcId, resourceGroupId: body.resourceGroupId, createdAt: body.createTime }),
        locks: (body.loadBalancerOperationLocks ?? []).map((lock) => lock.lockType ?? 'locked'),
      }
    } catch (error) {
      if (isCloudError(error, 'absent')) return undefined
      throw error
    }
  },

  state: (seen) => seen.status,
  times: ({ createdAt }) => given({ createdAt }),
  tagsOf: (seen) => seen.tags,

  changes({ config }, seen) {
    const { loadBalancer: want } = config
    const at = 'loadBalancer.'
    return [
      ...replacement([
        ...differences({
          [`${at}addressIpVersion`]: [want.addressIpVersion, seen.addressIpVersion],
          'provider.vpcId': [config.provider.vpcId, seen.vpcId],
          [`${at}addressType`]: ['Intranet', seen.addressType],
        }),
        ...downgrade(want.edition, seen.edition),
        ...unmovable(want.zones, seen.zones),
      ]),
      ...update(want.deletionProtection === true ? 'EnableDeletionProtection' : 'DisableDeletionProtection', differences({ [`${at}deletionProtection`]: [want.deletionProtection, seen.deletionProtection] })),
      ...update('UpdateLoadBalancerAttribute', exactly(`${at}name`, want.name, seen.name)),
      ...update('UpdateLoadBalancerEdition', differences({ [`${at}edition`]: [want.edition, seen.edition] })),
      ...update('MoveResourceGroup', differences({ resourceGroupId: [want.resourceGroupId ?? config.resourceGroupId, seen.resourceGroupId] })),
      ...update('UpdateLoadBalancerZones', zoneDifferences(want.zones, seen.zones)),
    ]
  },

  removals({ config, force }, seen) {
    const remove = { kind: 'remove', action: 'DeleteLoadBalancer', what: seen.id } as const
    const liftable = seen.deletionProtection && force && config.loadBalancer.deletionProtection === true
    return liftable ? [{ kind: 'update', action: 'DisableDeletionProtection', what: 'deletion protection' }, remove] : [remove]
  },
  removable: (seen) => seen.status === 'Active' || seen.status === 'Inactive' || seen.status === 'CreateFailed',

  verdict(_ctx, seen) {
    if (seen.status === 'CreateFailed') return { is: 'failed', code: 'CreateFailed', message: text.step.balancerFailed, remake: true }
    if (seen.status !== 'Active') return { is: 'waiting' }
    const locks = seen.locks.filter((lock) => lock !== OFFERED)
    if (locks.length > 0) return { is: 'failed', code: locks[0]!, message: text.step.balancerLocked(locks.join(', ')), hint: text.step.lockedHint }
    return { is: 'ready', got: { loadBalancerId: seen.id } }
  },

  create: {
    action: 'CreateLoadBalancer',
    request: ({ config }) => ({
      addressType: 'Intranet',
      // Both generations of ALB accept it, and the older one needs it for PrivateLink.
      addressAllocatedMode: 'Fixed',
      addressIpVersion: config.loadBalancer.addressIpVersion,
      loadBalancerEdition: config.loadBalancer.edition,
      loadBalancerBillingConfig: { payType: 'PostPay' },
      loadBalancerName: config.loadBalancer.name,
      deletionProtectionEnabled: config.loadBalancer.deletionProtection,
      resourceGroupId: config.loadBalancer.resourceGroupId ?? config.resourceGroupId,
      vpcId: config.provider.vpcId,
      zoneMappings: config.loadBalancer.zones.map(zoneMapping),
      tag: wantedTags(config),
    }),
    send: async (cloud, request, clientToken) => idOf((await cloud.alb('CreateLoadBalancer', { ...request, clientToken })).loadBalancerId),
  },

  async write({ cloud, config }, change, id, _seen, _got, clientToken) {
    const { loadBalancer: want } = config
    switch (change.action) {
      case 'TagResources':
        return tagAlb(cloud, 'loadbalancer', id, wantedTags(config))
      case 'EnableDeletionProtection':
      case 'DisableDeletionProtection':
        await cloud.alb(change.action, { resourceId: id, clientToken })
        return
      case 'UpdateLoadBalancerAttribute':
        await cloud.alb('UpdateLoadBalancerAttribute', { loadBalancerId: id, loadBalancerName: want.name, clientToken })
        return
      case 'UpdateLoadBalancerEdition':
        await cloud.alb('UpdateLoadBalancerEdition', { loadBalancerId: id, loadBalancerEdition: want.edition, clientToken })
        return
      case 'MoveResourceGroup':
        return moveAlb(cloud, 'loadbalancer', id, want.resourceGroupId ?? config.resourceGroupId)
      case 'UpdateLoadBalancerZones':
        await cloud.alb('UpdateLoadBalancerZones', { loadBalancerId: id, clientToken, zoneMappings: want.zones.map(zoneMapping) })
        return
      default:
        await cloud.alb('DeleteLoadBalancer', { loadBalancerId: id, clientToken })
    }
  },
}
