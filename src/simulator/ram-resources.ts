import type { Product } from './action.ts'

/** The resource types that parameters name by ID, with the product that they belong to (ARN forms documented). */
const PARAMETERS: Readonly<Record<string, readonly [product: string, type: string]>> = {
  LoadBalancerId: ['alb', 'loadbalancer'], LoadBalancerIds: ['alb', 'loadbalancer'],
  ServerGroupId: ['alb', 'servergroup'], ServerGroupIds: ['alb', 'servergroup'],
  ListenerId: ['alb', 'listener'], ListenerIds: ['alb', 'listener'],
  ServiceId: ['privatelink', 'vpcendpointservice'], EndpointId: ['privatelink', 'vpcendpoint'],
  VpcId: ['vpc', 'vpc'], VSwitchId: ['vpc', 'vswitch'],
  SecurityGroupId: ['ecs', 'securitygroup'], SecurityGroupIds: ['ecs', 'securitygroup'],
  InstanceId: ['ecs', 'instance'], InstanceIds: ['ecs', 'instance'],
}

/** What a ResourceId names, by its prefix. */
const PREFIXES: Readonly<Record<string, string>> = {
  alb: 'loadbalancer', sgp: 'servergroup', lsn: 'listener', epsrv: 'vpcendpointservice', ep: 'vpcendpoint',
}

/** The type that an action is about where no parameter names one; the first whose words its name holds. */
const ABOUT: readonly (readonly [RegExp, string])[] = [
  [/LoadBalancer/, 'loadbalancer'], [/ServerGroup/, 'servergroup'], [/Listener/, 'listener'], [/VpcEndpointService/, 'vpcendpointservice'],
  [/VpcEndpoint/, 'vpcendpoint'], [/VSwitch/, 'vswitch'], [/Vpc/, 'vpc'], [/SecurityGroup/, 'securitygroup'], [/Instance/, 'instance'],
]

/**
 * The ARNs that a call is authorized on: each resource of the product's own that a parameter names; for CreateVpcEndpoint also
 * the VPC, vSwitches and security groups (documented), for RunCommand also the commands (the vendor's sample policies); without
 * any, all of the type that the action's name holds. Which other actions ask for foreign resources is not documented as a whole:
 * they are taken to ask for none (assumed).
 */
export function resourcesOf(product: Product, action: string, flat: ReadonlyMap<string, string>, at: { region: string; account: string }): string[] {
  const own = product.toLowerCase()
  const arn = (owner: string, what: string): string => `acs:${owner}:${at.region}:${at.account}:${what}`
  const found = [...flat].flatMap(([name, value]) => {
    const word = name.split('.').findLast((part) => !/^\d+$/.test(part)) ?? ''
    const ids = idsOf(value)
    if (word === 'ResourceId') return ids.map((id) => [own, PREFIXES[id.split('-')[0] ?? ''] ?? '*', id] as const)
    const [owner, type] = PARAMETERS[word] ?? []
    return owner === undefined || type === undefined ? [] : ids.map((id) => [owner, type, id] as const)
  })
  const counted = found.filter(([owner]) => owner === own || action === 'CreateVpcEndpoint')
  // A resource that is yet to be made has no ID: its type as a whole stands for it.
  const whole = ABOUT.find(([word]) => word.test(action))?.[1]
  const making = action.startsWith('Create') || !counted.some(([owner]) => owner === own)
  return [...new Set([
    ...counted.map(([owner, type, id]) => arn(owner, type === '*' ? '*' : `${type}/${id}`)),
    ...(making ? [arn(own, whole === undefined ? '*' : `${whole}/*`)] : []),
    ...(action === 'RunCommand' ? [arn(own, 'command/*')] : []),
  ])]
}

/** One ID, several with commas between, or several as JSON text. */
function idsOf(value: string): string[] {
  if (!value.startsWith('[')) return value.split(',').filter((id) => id !== '')
  try {
    const list: unknown = JSON.parse(value)
    return Array.isArray(list) ? list.filter((id): id is string => typeof id === 'string') : []
  } catch {
    return []
  }
}
