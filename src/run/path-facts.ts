import { parseCidr } from '../checks/cidr.ts'
import { evaluate, type Group } from '../checks/security-group.ts'
import type { InstanceFact } from '../checks/facts.ts'
import { isCloudError } from '../cloud/error.ts'
import { listOf } from '../cloud/pages.ts'
import { given } from '../core/given.ts'
import { text } from '../messages/whole.ts'
import { readSecurityGroupIds, type EndpointSeen } from '../steps/05-endpoint.ts'
import { readConnections } from '../steps/connections.ts'
import { readHealth } from '../steps/health.ts'
import type { PathFacts } from '../steps/probe/layer.ts'
import type { Guest } from '../steps/probe/plan.ts'
import { checkReader } from './check-reader.ts'
import type { RunContext } from './run-context.ts'

/** A read for the sake of a better message: refused or failed, it is simply not known. */
async function known<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (isCloudError(error)) return undefined
    throw error
  }
}

async function listenerStatus({ provider, got, config }: RunContext): Promise<string | undefined> {
  if (got.loadBalancerId === undefined) return undefined
  const { listeners } = await provider.alb('ListListeners', { loadBalancerIds: [got.loadBalancerId], maxResults: 100 })
  const port = config.consumer.test?.port ?? config.listener.port
  return listOf(listeners, 'Listeners').find((item) => item.listenerPort === port)?.listenerStatus ?? 'absent'
}

async function unhealthyServers({ provider, got, config }: RunContext): Promise<PathFacts['unhealthy']> {
  if (got.listenerId === undefined) return undefined
  const health = await readHealth(provider, got.listenerId)
  const bad = health?.nonNormal.filter((server) => server.status === 'Unhealthy') ?? []
  if (bad.length === 0) return undefined
  const serving = config.serverGroup.servers.filter(({ weight }) => weight > 0).length
  return { all: bad.length >= serving, message: text.step.unhealthy(bad.map((server) => `${server.serverId}:${server.port} (${server.reason})`).join(', ')) }
}

/**
 * Reads, once for a whole test, what the cloud shows of the path: connection, listener, health, security groups.
 * @returns a function that gives what concerns one instance and one zone
 */
export function factsReader(run: RunContext, endpoint: EndpointSeen): (guest: Guest, zoneId: string) => Promise<PathFacts> {
  const reader = checkReader(run.consumer)
  const cached = <T>(read: () => Promise<T>): (() => Promise<T | undefined>) => {
    let answer: Promise<T | undefined> | undefined
    return () => (answer ??= known(read))
  }
  const connections = () => (run.got.serviceId === undefined ? Promise.resolve(undefined) : known(() => readConnections(run.provider, run.got.serviceId!, endpoint.id)))
  const listener = cached(() => listenerStatus(run))
  const groupIds = cached(() => readSecurityGroupIds(run.consumer, endpoint.id))
  const groups = new Map<string, Promise<Group | undefined>>()
  const groupOf = (id: string): Promise<Group | undefined> => {
    const group = groups.get(id) ?? known(async () => {
      const [facts, rules] = await Promise.all([reader.describeSecurityGroups([id]), reader.describeSecurityGroupAttribute(id)])
      return { id, type: facts[0]?.securityGroupType ?? 'normal', innerAccessPolicy: rules.innerAccessPolicy, permissions: rules.permissions }
    })
    groups.set(id, group)
    return group
  }
  const instances = cached(() => reader.describeInstances(run.config.consumer.test!.from.map(({ instanceId }) => instanceId)))

  const security = async (guest: Guest, zoneId: string): Promise<PathFacts['security']> => {
    const instance = (await instances())?.find(({ instanceId }) => instanceId === guest.instanceId)
    const ids = await groupIds()
    const address = endpoint.zones.find((zone) => zone.zoneId === zoneId)?.address
    if (instance === undefined || ids === undefined || address === undefined) return undefined
    const own = (await Promise.all(instance.securityGroupIds.map(groupOf))).filter((group) => group !== undefined)
    const theirs = (await Promise.all(ids.map(groupOf))).filter((group) => group !== undefined)
    if (own.length < instance.securityGroupIds.length || theirs.length < ids.length) return undefined
    return passage(instance, address, own, theirs, run.config.consumer.test!.port ?? run.config.listener.port)
  }

  return async (guest, zoneId) => {
    const [found, listenerNow, unhealthy, groupsNow] = await Promise.all([connections(), listener(), known(() => unhealthyServers(run)), security(guest, zoneId)])
    const connection = found?.find((item) => item.endpointId === endpoint.id)
    const status = connection?.status ?? (found === undefined ? undefined : 'absent')
    return given({ connection: status, zone: connection?.zones.find((zone) => zone.zoneId === zoneId)?.status, listener: listenerNow, unhealthy, security: groupsNow })
  }
}

/** Whether an instance's own groups let it send to the endpoint's interface, and the endpoint's groups let that in. */
function passage(instance: InstanceFact, address: string, own: readonly Group[], theirs: readonly Group[], port: number): PathFacts['security'] {
  const from = parseCidr(instance.privateIpAddresses[0] ?? '')
  const to = parseCidr(address)
  if (from === undefined || to === undefined) return undefined
  const ids = (groups: readonly Group[]): string[] => groups.map(({ id }) => id)
  const out = evaluate(own, { direction: 'egress', port, peer: to, peerGroups: ids(theirs), own: from })
  if (out.every(({ answer }) => answer === 'refuse')) return { admitted: false, message: text.run.egressRefused(instance.instanceId, ids(own).join(', '), address, port) }
  const into = evaluate(theirs, { direction: 'ingress', port, peer: from, peerGroups: ids(own), own: to })
  if (into.every(({ answer }) => answer === 'refuse')) return { admitted: false, message: text.run.ingressRefused(ids(theirs).join(', '), instance.privateIpAddresses[0] ?? '', port) }
  return { admitted: true, message: '' }
}
