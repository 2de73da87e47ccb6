import type { Permission, SecurityGroup, World } from '../model.ts'
import { inCidr } from './cidr.ts'
import type { Source } from './view.ts'

interface Flow { peer: Source; own: string; port: number }

/**
 * May a TCP connection enter where these groups stand guard? The rules of all groups count as one list: the lowest priority
 * number wins, and Drop wins over Accept at the same number (documented: Ecs AuthorizeSecurityGroup). Without a matching rule
 * a basic group admits members of the same group whose InnerAccessPolicy is Accept, and nobody else.
 * @param own address of the guarded interface
 */
export function mayEnter(world: World, groups: readonly string[], peer: Source, own: string, port: number): boolean {
  const verdict = judge(world, groups, 'ingress', { peer, own, port })
  if (verdict) return verdict === 'Accept'
  return groupsOf(world, groups).some((group) => innerAccept(group, peer))
}

/**
 * May a TCP connection leave? Without a matching rule a basic group lets everything out, an advanced one nothing
 * (documented: comparison of the two types of group).
 */
export function mayLeave(world: World, groups: readonly string[], peer: Source, own: string, port: number): boolean {
  const verdict = judge(world, groups, 'egress', { peer, own, port })
  if (verdict) return verdict === 'Accept'
  const present = groupsOf(world, groups)
  return present.length === 0 || present.some((group) => group.SecurityGroupType === 'normal' || innerAccept(group, peer))
}

/**
 * A load balancer's own groups admit whatever no Drop rule turns down (documented for ALB; unlike instances).
 */
export function mayEnterBalancer(world: World, groups: readonly string[], peer: Source, own: string, port: number): boolean {
  return judge(world, groups, 'ingress', { peer, own, port }) !== 'Drop'
}

/** Advanced groups isolate their members from each other: InnerAccessPolicy is a matter of basic groups. */
function innerAccept(group: SecurityGroup, peer: Source): boolean {
  return group.SecurityGroupType === 'normal' && group.InnerAccessPolicy === 'Accept' && peer.groups.includes(group.id)
}

function groupsOf(world: World, ids: readonly string[]): SecurityGroup[] {
  return ids.flatMap((id) => world.securityGroups[id] ?? [])
}

function judge(world: World, ids: readonly string[], direction: 'ingress' | 'egress', flow: Flow): 'Accept' | 'Drop' | undefined {
  let best: Permission | undefined
  for (const group of groupsOf(world, ids)) {
    for (const rule of group.permissions) {
      if (rule.Direction !== direction || !covers(rule, flow)) continue
      const order = best ? Number(rule.Priority) - Number(best.Priority) : -1
      if (order < 0 || (order === 0 && rule.Policy === 'Drop')) best = rule
    }
  }
  return best?.Policy
}

function covers(rule: Permission, flow: Flow): boolean {
  const protocol = rule.IpProtocol.toUpperCase()
  if (protocol !== 'TCP' && protocol !== 'ALL') return false
  if (!coversPort(rule.PortRange, flow.port)) return false
  const ingress = rule.Direction === 'ingress'
  const ownBlock = ingress ? rule.DestCidrIp : rule.SourceCidrIp
  if (ownBlock && !inCidr(flow.own, ownBlock)) return false
  const block = ingress ? rule.SourceCidrIp : rule.DestCidrIp
  if (block) return inCidr(flow.peer.address, block)
  const group = ingress ? rule.SourceGroupId : rule.DestGroupId
  // A prefix list is an object that this world does not hold: such a rule matches nobody (assumed).
  return group !== '' && flow.peer.groups.includes(group)
}

function coversPort(range: string, port: number): boolean {
  const [from, to] = range.split('/').map(Number)
  if (from === -1 && to === -1) return true
  return from !== undefined && to !== undefined && port >= from && port <= to
}
