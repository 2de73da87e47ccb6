import type { CheckReport } from '../checks/check.ts'
import type { Facts, GivenFacts } from '../checks/facts.ts'
import { judgeKnown } from '../checks/run-checks.ts'
import type { Config } from '../config/config.ts'
import { givenId, isOwn } from '../config/given.ts'
import type { LoadBalancerSeen } from '../steps/01-load-balancer.ts'
import type { ServerGroupSeen } from '../steps/02-server-group.ts'
import type { ListenerSeen } from '../steps/03-listener.ts'
import type { EndpointServiceSeen } from '../steps/04-endpoint-service.ts'
import { RESOURCE_STEPS } from '../steps/list.ts'
import type { Found, Step } from '../steps/step.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import type { StepId } from '../core/events.ts'
import { explained } from './failure.ts'
import { contextOf, stepFields, type RunContext } from './run-context.ts'
import type { Survey } from './survey.ts'

/**
 * The config with what the cloud shows of resources that it names by their IDs, so that later steps find in their sections what
 * they need: zones, servers, port.
 */
export function withGiven(config: Config, found: Survey): Config {
  const seen = (step: StepId): unknown => (givenId(config, step) === undefined ? undefined : found.get(step)?.seen)
  const balancer = seen('load-balancer') as LoadBalancerSeen | undefined
  const group = seen('server-group') as ServerGroupSeen | undefined
  const listener = seen('listener') as ListenerSeen | undefined
  const service = seen('endpoint-service') as EndpointServiceSeen | undefined
  return {
    ...config,
    provider: { ...config.provider, vpcId: config.provider.vpcId || (balancer?.vpcId ?? '') },
    loadBalancer: { ...config.loadBalancer, ...(balancer === undefined ? {} : { zones: balancer.zones, ...given({ edition: balancer.edition as Config['loadBalancer']['edition'] | undefined }) }) },
    serverGroup: { ...config.serverGroup, ...(group === undefined ? {} : { servers: serversOf(group) }) },
    listener: { ...config.listener, ...given({ port: listener?.port }) },
    service: { ...config.service, ...given({ autoAccept: service?.autoAccept }) },
  }
}

/**
 * Resources of the stack's own, by its tags, in steps for which the config now names another one, or none; not what a service that
 * it names goes on offering.
 */
export async function leftovers(run: RunContext, found: Survey): Promise<Leftover[]> {
  const steps = RESOURCE_STEPS.filter(({ id }) => !isOwn(run.config, id))
  const located = await Promise.all(steps.map(async (step) => (await step.locate(contextOf(run, step), run.got)).map((one) => ({ step, found: one })))).catch((error: unknown) => {
    throw explained(error)
  })
  const left = located.flat().filter(({ step, found: { id } }) => id !== givenId(run.config, step.id))
  const offered = (found.get('endpoint-service')?.seen as EndpointServiceSeen | undefined)?.resources ?? []
  const inUse = left.some(({ found: { id } }) => offered.some(({ resourceId }) => resourceId === id))
  return inUse ? left.filter(({ step }) => step.id === 'endpoint-service') : left
}

/** One of them. */
export interface Leftover { step: Step; found: Found }

/** Says of each that it is there, and costs. */
export function warnOfLeftovers(run: RunContext, left: readonly Leftover[]): void {
  for (const { step, found: { id } } of left) {
    run.emit({ type: 'step.warn', ...stepFields(run, step.id), message: text.run.leftover(id, givenId(run.config, step.id)) })
  }
}

/** What the checks judge of resources that the config names by their IDs. */
export function givenFacts(config: Config, found: Survey): GivenFacts {
  const read = (['load-balancer', 'server-group', 'listener', 'endpoint-service'] as const).filter((step) => givenId(config, step) !== undefined)
  const facts: GivenFacts = Object.fromEntries(read.flatMap((step) => (found.get(step)?.seen === undefined ? [] : [[step, found.get(step)!.seen]])))
  const { 'endpoint-service': service, ...others } = facts
  if (service === undefined || found.get('endpoint')?.seen === undefined) return facts
  // An endpoint that is there needs no admission any more.
  const { guest: _, ...rest } = service
  return { ...others, 'endpoint-service': rest }
}

/**
 * What is to be said against resources that exist already, of the steps of a walk: those that the config names, and what has the
 * port of a new listener. Asks nothing of the cloud.
 */
export function judgeExisting(run: RunContext, found: Survey, walk: readonly StepId[], skip: readonly string[], onPort: Facts['onPort']): CheckReport[] {
  return judgeKnown(run.config, new Set(walk), skip, { given: givenFacts(run.config, found), ...given({ onPort }) }).filter(({ result }) => result !== 'ok')
}

/** Instances of ECS; what else may be in a group has no section in a config, and is not asked about. */
const serversOf = ({ servers }: ServerGroupSeen): Config['serverGroup']['servers'] =>
  servers.filter(({ serverId }) => serverId.startsWith('i-')).map(({ serverId, port, weight }) => ({ instanceId: serverId, port, weight }))
