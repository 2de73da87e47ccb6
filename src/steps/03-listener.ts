import type { Cloud } from '../cloud/cloud.ts'
import { isCloudError } from '../cloud/error.ts'
import { allPages, idOf, listOf } from '../cloud/pages.ts'
import type { Config } from '../config/config.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import { A_NEW_ONE, differences, exactly, only } from './differences.ts'
import { readHealth, type Health } from './health.ts'
import { ownershipTags, tagObject, wantedTags } from './ownership.ts'
import { tagAlb } from './tagging.ts'
import { replacement, update, type Got, type Look, type Past, type Step, type StepContext, type Verdict } from './step.ts'

export interface JobSeen { apiName: string; status: string; errorCode?: string; errorMessage?: string }

export interface ListenerSeen {
  id: string
  status: string
  loadBalancerId: string
  serverGroupIds: string[]
  tags: Record<string, string>
  jobs: JobSeen[]
  health: Health | undefined
  protocol?: string
  port?: number
  description?: string
  idleTimeout?: number
  requestTimeout?: number
}

type Attribute = Awaited<ReturnType<typeof readAttribute>>
const readAttribute = (cloud: Cloud, listenerId: string) => cloud.alb('GetListenerAttribute', { listenerId })

/** How long some servers may stay unhealthy, beside healthy ones, before that is a warning; and all of them, before it is a failure. */
const SOME_UNHEALTHY_MS = 30_000
const NONE_HEALTHY_MS = 120_000

const named = (seen: ListenerSeen, status: string): string =>
  (seen.health?.nonNormal ?? [])
    .filter((server) => server.status === status)
    .map((server) => `${server.serverId}:${server.port}${server.reason === '' ? '' : ` (${server.reason})`}`)
    .join(', ')

function healthState({ health }: ListenerSeen): 'none' | 'off' | 'initial' | 'unhealthy' | 'healthy' {
  if (health === undefined) return 'none'
  if (!health.checked) return 'off'
  if (health.nonNormal.some((server) => server.status === 'Initial')) return 'initial'
  return health.nonNormal.some((server) => server.status === 'Unhealthy') ? 'unhealthy' : 'healthy'
}

const isUp = ({ status, jobs }: ListenerSeen): boolean => status === 'Running' && !jobs.some((job) => job.status === 'Processing')

/** Whether a look before this one found it running, and nothing wrong with its servers as far as it asked. */
const wasUp = (previous: ListenerSeen | undefined): boolean => previous?.status === 'Running' && (previous.health === undefined || healthState(previous) === 'healthy')

/** How many servers of the config take traffic; those of weight 0 are never checked. */
const serving = ({ config }: StepContext): number => config.serverGroup.servers.filter((server) => server.weight > 0).length

function healthVerdict(ctx: StepContext, seen: ListenerSeen, past: Past<ListenerSeen>): Verdict {
  const got = { listenerId: seen.id }
  switch (healthState(seen)) {
    case 'off':
      return { is: 'ready', got }
    case 'healthy':
      // Before its first check a server is in no list at all: a clean answer proves nothing where something was changed a moment ago.
      return past.untouched === true || wasUp(past.previous) ? { is: 'ready', got } : { is: 'waiting', message: text.step.healthOnceMore, arrived: true }
    case 'unhealthy': {
      const unhealthy = seen.health!.nonNormal.filter((server) => server.status === 'Unhealthy').length
      const message = text.step.unhealthy(named(seen, 'Unhealthy'))
      if (unhealthy < serving(ctx)) {
        return past.inStateMs >= SOME_UNHEALTHY_MS ? { is: 'ready', got, warnings: [message] } : { is: 'waiting', message, arrived: true }
      }
      if (past.inStateMs < NONE_HEALTHY_MS) return { is: 'waiting', message, arrived: true }
      return { is: 'failed', code: 'NoHealthyServer', message: text.step.noneHealthy(message), hint: text.step.noneHealthyHint }
    }
    default:
      return { is: 'waiting', message: text.step.healthUnknown, arrived: true }
  }
}

const forwardTo = (got: Got) => [{ type: 'ForwardGroup', forwardGroupConfig: { serverGroupTuples: [{ serverGroupId: got.serverGroupId }] } }]

/** What UpdateListenerAttribute takes, by the names that differences have. */
const updates = ({ listener: want }: Config, got: Got) => ({
  'listener.idleTimeout': { idleTimeout: want.idleTimeout },
  'listener.requestTimeout': { requestTimeout: want.requestTimeout },
  'listener.description': { listenerDescription: want.description },
  'forwards to': { defaultActions: forwardTo(got) },
})

/** Step 3: a listener that forwards to the server group, with healthy servers behind it. */
export const listener: Step<ListenerSeen> = {
  id: 'listener',
  side: 'provider',
  budgetMs: 5 * 60_000,

  async locate({ cloud, config }) {
    const found = await allPages(async (nextToken) => {
      const page = await cloud.alb('ListListeners', { tag: ownershipTags(config.stack), maxResults: 100, nextToken })
      return { items: listOf(page.listeners, 'Listeners'), nextToken: page.nextToken }
    })
    return found.map((item) => ({ id: item.listenerId!, tags: tagObject(item.tags), shown: item }))
  },

  async read({ cloud }, id, _got, { shown, glance, made, leaving, previous }: Look<ListenerSeen> = {}) {
    try {
      // Nothing but the health was put off when it was first seen running.
      if (made === true && previous !== undefined && previous.health === undefined && isUp(previous)) return { ...previous, health: await readHealth(cloud, id) }
      // Entries of ListListeners have all that is read here.
      const body: Attribute = shown ?? (await readAttribute(cloud, id))
      // Jobs are read by resource, so that a wait that was cut off and taken up again sees them too.
      const settled = body.listenerStatus === 'Running' || body.listenerStatus === 'Stopped'
      const [jobs, health] = await Promise.all([
        // A look at a listener that is at rest waits for no job.
        leaving === true || (glance === true && settled) ? { jobs: [] } : cloud.alb('ListAsynJobs', { resourceIds: [id], resourceType: 'listener' }),
        // The first moments of a new one say nothing of its servers: they are in no list before their first check.
        leaving !== true && settled && (made !== true || previous?.status === 'Running') ? readHealth(cloud, id) : undefined,
      ])
      return {
        id,
        status: body.listenerStatus ?? 'unknown',
        loadBalancerId: body.loadBalancerId ?? '',
        serverGroupIds: (body.defaultActions ?? []).flatMap((action) => (action.forwardGroupConfig?.serverGroupTuples ?? []).map((tuple) => tuple.serverGroupId ?? '')),
        tags: tagObject(body.tags),
        jobs: listOf(jobs.jobs, 'Jobs').map((job) => ({
          apiName: job.apiName ?? '',
          status: job.status ?? '',
          ...(job.errorCode === undefined ? {} : { errorCode: job.errorCode }),
          ...(job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage }),
        })),
        health,
        ...given({ protocol: body.listenerProtocol, port: body.listenerPort, description: body.listenerDescription, idleTimeout: body.idleTimeout, requestTimeout: body.requestTimeout }),
      }
    } catch (error) {
      if (isCloudError(error, 'absent')) return undefined
      throw error
    }
  },

  state(seen) {
    if (seen.status !== 'Running') return seen.status
    const health = healthState(seen)
    return health === 'off' || health === 'none' ? seen.status : `${seen.status}, servers ${health}`
  },
  tagsOf: (seen) => seen.tags,

  changes({ config: { listener: want, loadBalancer } }, seen, got) {
    const balancer = loadBalancer.id === undefined ? 'listener load balancer' : 'loadBalancer.id'
    const forwards = got.serverGroupId === undefined || seen.serverGroupIds.length === 0 ? undefined : seen.serverGroupIds
    return [
      ...replacement(differences({ [balancer]: [loadBalancer.id ?? got.loadBalancerId ?? A_NEW_ONE, seen.loadBalancerId || undefined], 'listener.protocol': [want.protocol, seen.protocol], 'listener.port': [want.port, seen.port] })),
      // Stopped by somebody else; nothing in a config asks for that.
      ...update('StartListener', differences({ 'listener status': ['Running', seen.status === 'Stopped' ? seen.status : undefined] })),
      ...update('UpdateListenerAttribute', [
        ...differences({ 'listener.idleTimeout': [want.idleTimeout, seen.idleTimeout], 'listener.requestTimeout': [want.requestTimeout, seen.requestTimeout], 'forwards to': [[got.serverGroupId], forwards] }),
        ...exactly('listener.description', want.description, seen.description),
      ]),
    ]
  },
  removals: (_ctx, seen) => [{ kind: 'remove', action: 'DeleteListener', what: seen.id }],
  removable: (seen) => seen.status === 'Running' || seen.status === 'Stopped',

  verdict(ctx, seen, got, past) {
    const failed = seen.jobs.find((job) => job.apiName === 'CreateListener' && job.status === 'Failed')
    if (failed !== undefined) {
      return { is: 'failed', code: failed.errorCode ?? 'JobFailed', message: failed.errorMessage ?? text.step.jobFailed, remake: true }
    }
    if (got.loadBalancerId !== undefined && seen.loadBalancerId !== got.loadBalancerId) return { is: 'failed', code: 'OtherLoadBalancer', message: text.step.listenerElsewhere(seen.loadBalancerId, got.loadBalancerId), hint: text.step.replaceAnew('listener') }
    if (seen.status === 'Stopped') return { is: 'settled' }
    if (!isUp(seen)) return { is: 'waiting' }
    return healthVerdict(ctx, seen, past)
  },

  create: {
    action: 'CreateListener',
    request: ({ config }, got) => ({
      loadBalancerId: got.loadBalancerId,
      listenerProtocol: config.listener.protocol,
      listenerPort: config.listener.port,
      listenerDescription: config.listener.description,
      idleTimeout: config.listener.idleTimeout,
      requestTimeout: config.listener.requestTimeout,
      defaultActions: forwardTo(got),
      tag: wantedTags(config),
    }),
    send: async (cloud, request, clientToken) => idOf((await cloud.alb('CreateListener', { ...request, clientToken })).listenerId),
  },

  async write({ cloud, config }, change, id, _seen, got, clientToken) {
    if (change.action === 'TagResources') await tagAlb(cloud, 'listener', id, wantedTags(config))
    else if (change.action === 'StartListener') await cloud.alb('StartListener', { listenerId: id, clientToken })
    else if (change.action === 'UpdateListenerAttribute') {
      await cloud.alb('UpdateListenerAttribute', { listenerId: id, clientToken, ...Object.assign({}, ...Object.values(only(change.differences ?? [], updates(config, got)))) })
    }
    else await cloud.alb('DeleteListener', { listenerId: id, clientToken })
  },
}
