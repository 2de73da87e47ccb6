import { isCloudError } from '../cloud/error.ts'
import type { Config } from '../config/config.ts'
import { text } from '../messages/whole.ts'
import type { CheckReader, CheckReaders, Fact, Facts, InstanceFact, Need, RulesFact, SecurityGroupFact, Sides } from './facts.ts'

/** Codes that say that the credentials themselves are no good: no check can go on from there. */
const BAD_CREDENTIALS = [
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'InvalidSecurityToken',
  'MissingSecurityToken',
  'NoCredentials',
  'MissingAccessKeyId',
  'InvalidTimeStamp',
]

const nothing: Fact<never[]> = { known: true, value: [] }
const both = <T>(value: T): Sides<T> => ({ provider: value, consumer: value })

/**
 * Reads what the checks need, side by side and no more than that: nothing twice, and where both sides are one account what
 * takes several IDs once for both. The documented example takes 13 calls.
 * @throws what a read throws, unless it says that the read is not permitted or that something is not there
 */
export async function collect(config: Config, readers: CheckReaders, needs: ReadonlySet<Need>): Promise<Omit<Facts, 'given' | 'onPort'>> {
  const sameAccount = readers.provider === readers.consumer
  const { provider, consumer } = readers
  const when = <T>(need: Need, otherwise: T, read: () => Promise<T>): Promise<T> =>
    needs.has(need) ? read() : Promise.resolve(otherwise)
  /** One read for each account. */
  const each = async <T>(read: (reader: CheckReader) => Promise<T>): Promise<Sides<T>> => {
    if (sameAccount) return both(await read(provider))
    const [a, b] = await settle([read(provider), read(consumer)] as const)
    return { provider: a, consumer: b }
  }
  /** One read of a list for each side, or one for both where they are of one account. */
  const byIds = async <T>(
    ids: Sides<string[]>,
    read: (reader: CheckReader, ids: string[]) => Promise<Fact<T[]>>,
  ): Promise<Sides<Fact<T[]>>> => {
    const ask = (reader: CheckReader, wanted: string[]): Promise<Fact<T[]>> => {
      const unique = [...new Set(wanted)]
      return unique.length > 0 ? read(reader, unique) : Promise.resolve(nothing)
    }
    if (sameAccount) return both(await ask(provider, [...ids.provider, ...ids.consumer]))
    const [a, b] = await settle([ask(provider, ids.provider), ask(consumer, ids.consumer)] as const)
    return { provider: a, consumer: b }
  }

  const testers = config.consumer.test?.from.map((from) => from.instanceId) ?? []
  const askAssistants = (ids: string[]): Promise<Facts['cloudAssistant']> => permitted('ecs:DescribeCloudAssistantStatus', () => consumer.describeCloudAssistantStatus(ids))
  /** Asked beside the instances; one that is not there would refuse the others too, and these are asked again without it. */
  const asked = when('cloudAssistant', nothing as Facts['cloudAssistant'], () => absentAs<Facts['cloudAssistant'] | undefined>(undefined, () => askAssistants(testers)))
  asked.catch(() => undefined)
  const assistants = async (there: string[]): Promise<Facts['cloudAssistant']> => (await asked) ?? (there.length === 0 ? nothing : askAssistants(there))

  const instancesAndGroups = async (): Promise<Pick<Facts, 'instances' | 'securityGroups' | 'rules' | 'cloudAssistant'>> => {
    const servers = config.serverGroup.servers.map((server) => server.instanceId)
    const instances = await byIds(
      {
        provider: has(needs, 'servers', 'serverGroups') ? servers : [],
        consumer: has(needs, 'testInstances', 'testGroups', 'cloudAssistant') ? testers : [],
      },
      (reader, ids) => permitted('ecs:DescribeInstances', () => reader.describeInstances(ids)),
    )
    const found = (side: keyof Sides<unknown>, ids: string[]): InstanceFact[] =>
      instances[side].known ? instances[side].value.filter((instance) => ids.includes(instance.instanceId)) : []
    const running = found('consumer', testers).map((instance) => instance.instanceId)
    const groupIds = {
      provider: needs.has('serverGroups') ? found('provider', servers).flatMap((instance) => instance.securityGroupIds) : [],
      consumer: [
        ...(has(needs, 'endpointGroups', 'endpointGroupTypes') ? config.consumer.securityGroupIds : []),
        ...(needs.has('testGroups') ? found('consumer', testers).flatMap((instance) => instance.securityGroupIds) : []),
      ],
    }
    const [groups, assistant] = await settle([readGroups(groupIds), assistants(running)] as const)
    return { instances, ...groups, cloudAssistant: assistant }
  }

  const readGroups = async (ids: Sides<string[]>): Promise<Pick<Facts, 'securityGroups' | 'rules'>> => {
    const securityGroups = byIds<SecurityGroupFact>(ids, (reader, wanted) =>
      permitted('ecs:DescribeSecurityGroups', () => reader.describeSecurityGroups(wanted)),
    )
    const rules = new Map<string, Fact<RulesFact>>()
    const withRules = { provider: ids.provider, consumer: has(needs, 'endpointGroups', 'testGroups') ? ids.consumer : [] }
    const readers = new Map([
      ...withRules.provider.map((id) => [id, provider] as const),
      ...withRules.consumer.map((id) => [id, consumer] as const),
    ])
    const reads = [...readers].map(async ([id, reader]) => {
      const fact = await absentAs<Fact<RulesFact> | undefined>(undefined, () =>
        permitted('ecs:DescribeSecurityGroupAttribute', () => reader.describeSecurityGroupAttribute(id)),
      )
      if (fact) rules.set(id, fact)
    })
    const [groups] = await settle([securityGroups, ...reads] as const)
    return { securityGroups: groups, rules }
  }

  const vSwitches = async (): Promise<Facts['vSwitches']> => {
    const read = (reader: CheckReader, vpcId: string): Promise<Fact<Awaited<ReturnType<CheckReader['describeVSwitches']>>>> =>
      absentAs(nothing, () => permitted('vpc:DescribeVSwitches', () => reader.describeVSwitches(vpcId)))
    const one = sameAccount && config.provider.vpcId === config.consumer.vpcId && has(needs, 'providerVSwitches')
    const mine = when('providerVSwitches', nothing as Facts['vSwitches']['provider'], () => read(provider, config.provider.vpcId))
    const theirs = one
      ? mine
      : when('consumerVSwitches', nothing as Facts['vSwitches']['consumer'], () => read(consumer, config.consumer.vpcId))
    const [a, b] = await settle([mine, theirs] as const)
    return { provider: a, consumer: b }
  }

  const yes: Fact<boolean> = { known: true, value: true }
  const [identity, albZones, privatelinkZones, privatelinkOpen, vpcs, switches, rest] = await settle([
    when('identity', both<Facts['identity']['provider']>({ known: true, value: {} }), () =>
      each((reader) => permitted('sts:GetCallerIdentity', () => reader.getCallerIdentity())),
    ),
    when('albZones', nothing as Facts['albZones'], () => permitted('alb:DescribeZones', () => provider.albZones())),
    when('privatelinkZones', nothing as Facts['privatelinkZones'], () =>
      permitted('privatelink:DescribeZones', () => provider.privatelinkZones()),
    ),
    when('privatelinkOpen', both(yes), () => each((reader) => permitted('privatelink:CheckProductOpen', () => isOpen(reader)))),
    byIds(
      {
        provider: needs.has('providerVpc') ? [config.provider.vpcId] : [],
        consumer: needs.has('consumerVpc') ? [config.consumer.vpcId] : [],
      },
      (reader, ids) => permitted('vpc:DescribeVpcs', () => reader.describeVpcs(ids)),
    ),
    vSwitches(),
    instancesAndGroups(),
  ] as const)
  return { sameAccount, identity, albZones, privatelinkZones, privatelinkOpen, vpcs, vSwitches: switches, ...rest }
}

const has = (needs: ReadonlySet<Need>, ...some: Need[]): boolean => some.some((need) => needs.has(need))

/** CheckProductOpen answers only yes; no is the error NeedOpenProduct (documented). */
async function isOpen(reader: CheckReader): Promise<boolean> {
  try {
    await reader.checkProductOpen()
    return true
  } catch (error) {
    if (isCloudError(error) && error.code === 'NeedOpenProduct') return false
    throw error
  }
}

/** A read that is refused for want of permission becomes an unknown fact. */
async function permitted<T>(permission: string, read: () => Promise<T>): Promise<Fact<T>> {
  try {
    return { known: true, value: await read() }
  } catch (error) {
    if (!isCloudError(error, 'forbidden') || BAD_CREDENTIALS.some((code) => error.code.startsWith(code))) throw error
    return { known: false, why: text.check.lacking(permission, error.code) }
  }
}

/** What is not there is an answer too. */
async function absentAs<T>(absent: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (isCloudError(error, 'absent')) return absent
    throw error
  }
}

/** Waits for all of them, so that no read is left behind when one throws; then throws the first error. */
async function settle<T extends readonly unknown[]>(reads: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const results = await Promise.allSettled(reads)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as { -readonly [K in keyof T]: Awaited<T[K]> }
}
