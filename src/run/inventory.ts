import type { InstanceFact, RulesFact, SecurityGroupFact, VpcFact, VSwitchFact } from '../checks/facts.ts'
import type { Cloud } from '../cloud/cloud.ts'
import { isCloudError } from '../cloud/error.ts'
import { allPages } from '../cloud/pages.ts'
import { readAllInstances } from '../steps/instances.ts'
import { checkReader } from './check-reader.ts'
import { instanceFact, securityGroupPage, vpcPage, vSwitchPage } from './listed.ts'

/** A region, and what people call it. */
export interface Region { regionId: string; localName: string }

/**
 * What there is to choose from in one account and region; each list whole, and read once. What helps a suggestion alone is undefined
 * where it may not be read.
 */
export interface Inventory {
  vpcs(): Promise<readonly VpcFact[]>
  vSwitches(): Promise<readonly VSwitchFact[]>
  /** Those of a VPC; the classic network's are left out. */
  instances(): Promise<readonly InstanceFact[]>
  securityGroups(vpcId: string): Promise<readonly SecurityGroupFact[]>
  rules(securityGroupId: string): Promise<RulesFact | undefined>
  /** The zones in which ALB is served, and those in which PrivateLink takes its load balancers. */
  albZones(): Promise<ReadonlySet<string> | undefined>
  privatelinkZones(): Promise<ReadonlySet<string> | undefined>
  /** Those of some instances whose Cloud Assistant was heard of. */
  assisted(instanceIds: readonly string[]): Promise<ReadonlySet<string> | undefined>
}

/** A read for the sake of a suggestion: refused, it is not known. */
async function ifPermitted<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (isCloudError(error, 'forbidden', 'absent', 'conflict', 'fatal')) return undefined
    throw error
  }
}

/** Vpc DescribeRegions: the regions that the account has; undefined where they may not be read. */
export function readRegions(cloud: Cloud): Promise<Region[] | undefined> {
  return ifPermitted(async () =>
    ((await cloud.vpc('DescribeRegions', {})).regions?.region ?? []).flatMap(({ regionId, localName }) => (regionId === undefined ? [] : [{ regionId, localName: localName ?? '' }])))
}

/** Reads through one signer. */
export function inventory(cloud: Cloud): Inventory {
  const reader = checkReader(cloud)
  const seen = new Map<string, Promise<unknown>>()
  const once = <T>(key: string, read: () => Promise<T>): Promise<T> => {
    const answer = (seen.get(key) as Promise<T> | undefined) ?? read()
    seen.set(key, answer)
    return answer
  }
  const zones = (key: string, read: () => Promise<string[]>) => once(key, () => ifPermitted(async (): Promise<ReadonlySet<string>> => new Set(await read())))
  return {
    vpcs: () => once('vpcs', () => allPages((token) => vpcPage(cloud, undefined, token))),
    vSwitches: () => once('vSwitches', () => allPages((token) => vSwitchPage(cloud, undefined, token))),
    instances: () => once('instances', async () => (await readAllInstances(cloud)).map(instanceFact).filter(({ vpcId }) => vpcId !== '')),
    securityGroups: (vpcId) => once(`groups ${vpcId}`, () => allPages((token) => securityGroupPage(cloud, { vpcId }, token))),
    rules: (id) => once(`rules ${id}`, () => ifPermitted(() => reader.describeSecurityGroupAttribute(id))),
    albZones: () => zones('albZones', reader.albZones),
    privatelinkZones: () => zones('privatelinkZones', reader.privatelinkZones),
    assisted: (ids) => once(`assisted ${ids.join()}`, () => ifPermitted(async (): Promise<ReadonlySet<string>> =>
      new Set((await reader.describeCloudAssistantStatus([...ids])).filter(({ cloudAssistantStatus }) => cloudAssistantStatus.toLowerCase() === 'true').map(({ instanceId }) => instanceId)))),
  }
}
