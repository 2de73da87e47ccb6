import type { EndpointService, Invocation, Listener, Owned } from './model.ts'

/** The collections whose records an account owns in a region. */
export type Collection = 'vpcs' | 'vSwitches' | 'securityGroups' | 'instances' | 'loadBalancers' | 'serverGroups' | 'listeners'
  | 'jobs' | 'endpointServices' | 'endpoints' | 'invocations'

/** What all records of these collections have; tags are in most. */
export type Listed = Pick<Owned, 'id' | 'account' | 'region' | 'createdAt'> & Partial<Owned>

/**
 * The members by which records are found beside ID and tags: among those of one owner, and among all. Relations are looked up
 * from the other side, so that a load balancer's listeners, for one, cost what there are of them.
 */
const FOUND_BY = {
  vpcs: { own: ['VpcName'], all: ['account'] },
  vSwitches: { own: ['VpcId', 'VSwitchName'], all: ['VpcId'] },
  securityGroups: { own: ['VpcId', 'SecurityGroupName'], all: [] },
  instances: { own: ['VpcId', 'VSwitchId', 'PrivateIpAddress'], all: ['SecurityGroupIds'] },
  loadBalancers: { own: ['LoadBalancerName', 'VpcId'], all: [] },
  serverGroups: { own: ['ServerGroupName', 'VpcId'], all: [] },
  listeners: { own: ['LoadBalancerId'], all: ['LoadBalancerId', 'ServerGroupId'] },
  jobs: { own: ['ResourceId'], all: [] },
  endpointServices: { own: ['ServiceName', 'ResourceId'], all: ['ServiceName', 'ResourceId', 'users', 'account'] },
  endpoints: { own: ['EndpointName', 'ServiceName', 'VpcId'], all: ['ServiceId', 'VpcId'] },
  invocations: { own: ['InstanceId'], all: ['InstanceId'] },
} as const satisfies Record<Collection, Members>

interface Members { own: readonly string[]; all: readonly string[] }

/** Values that lie deeper than in a member of the record. */
const DEEP: Record<string, (record: never) => readonly string[]> = {
  'listeners ServerGroupId': ({ DefaultActions }: Listener) => DefaultActions
    .flatMap((action) => action.ForwardGroupConfig.ServerGroupTuples.map((tuple) => tuple.ServerGroupId)),
  'endpointServices ResourceId': ({ resources }: EndpointService) => resources.map((resource) => resource.ResourceId),
  'invocations InstanceId': ({ results }: Invocation) => results.map((result) => result.InstanceId),
}

export const COLLECTIONS = Object.keys(FOUND_BY) as Collection[]

/** A member by which records of all owners are found. */
export type Relation<C extends Collection> = (typeof FOUND_BY)[C]['all'][number]

/**
 * What a list is narrowed by: ID, members and tags that a record must have, each with one of the values; what is undefined
 * admits all.
 */
export type By<C extends Collection> = { Tag?: readonly TagPair[] | undefined }
  & { [M in 'id' | (typeof FOUND_BY)[C]['own'][number]]?: string | readonly string[] | undefined }
interface TagPair { Key?: string | undefined; Value?: string | undefined }

/** The keys under which a record is found: the first is its owner's. */
export function keysOf(name: Collection, record: Listed): string[] {
  const scope = scopeOf(record)
  const { own, all }: Members = FOUND_BY[name]
  const keys = [scope, `${scope}id=${record.id}`]
  for (const member of own) for (const value of valuesOf(name, record, member)) keys.push(scope + keyOf(member, value))
  for (const [key, value] of Object.entries(record.tags ?? {})) keys.push(scope + tagKey(key), scope + tagKey(key, value))
  for (const member of all) for (const value of valuesOf(name, record, member)) keys.push(keyOf(member, value))
  return keys
}

/** The key of all that one owner has in a region, with which all its other keys begin. */
export function scopeOf({ account, region }: { account: string; region: string }): string {
  return `${account} ${region} `
}

/** The key of a value in a member. */
export function keyOf(member: string, value: string): string {
  return `${member}=${value}`
}

/** Each restriction of a list as the keys, without their scope, of which a record must have one. */
export function restrictions({ Tag = [], ...members }: By<Collection>): string[][] {
  const named = Object.entries<string | readonly string[] | undefined>(members).flatMap(([member, wanted]) => {
    if (wanted === undefined) return []
    return [(typeof wanted === 'string' ? [wanted] : [...new Set(wanted)]).map((value) => keyOf(member, value))]
  })
  return [...named, ...Tag.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[tagKey(Key, Value)]]))]
}

function valuesOf(name: Collection, record: Listed, member: string): readonly string[] {
  const deep = DEEP[`${name} ${member}`]
  const value = deep ? deep(record as never) : (record as unknown as Record<string, string | string[]>)[member]
  return value === undefined ? [] : typeof value === 'string' ? [value] : [...new Set(value)]
}

/** The length tells where the key ends, whatever it holds. */
function tagKey(key: string, value?: string): string {
  return value === undefined ? keyOf('Tag', key) : `Tag ${key.length}=${key}${value}`
}
