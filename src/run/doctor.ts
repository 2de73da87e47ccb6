import { CHECKS, EXISTING } from '../checks/all.ts'
import { type CheckReport, fail, type Finding, lacks, ok, unknown } from '../checks/check.ts'
import { judgeClock } from '../checks/clock-skew.ts'
import { DOCTOR_CHECKS, type DoctorCheck } from '../checks/doctor-checks.ts'
import type { Fact, GivenFacts, Need } from '../checks/facts.ts'
import { judgeIdentity } from '../checks/identity.ts'
import { judgeQuotas } from '../checks/quotas.ts'
import { runChecks } from '../checks/run-checks.ts'
import type { Cloud } from '../cloud/cloud.ts'
import { isCloudError } from '../cloud/error.ts'
import type { Config } from '../config/config.ts'
import { isOwn } from '../config/given.ts'
import { STEP_IDS } from '../core/events.ts'
import { PRODUCT_NAMES } from '../messages/product-names.ts'
import { text } from '../messages/whole.ts'
import { checkReader } from './check-reader.ts'
import { dryRunLines, servingLines } from './doctor-deep.ts'
import { BAD_CREDENTIALS } from './failure.ts'
import { givenFacts } from './given.ts'
import { surveyGiven } from './survey.ts'
import { measure, reach, type ProductName, type Reached } from './reach.ts'

interface Key { source: string; accessKeyId: string }

export interface DoctorRun {
  config: Config
  provider: Cloud
  consumer: Cloud
  keys: { provider: Key; consumer: Key }
  skip: readonly string[]
  /** Also have the cloud judge the creating calls, and each server asked on its own instance. */
  deep: boolean
  /** Told of each line as soon as it is known. */
  tell: (report: CheckReport) => void
}

const PRODUCT_OF: Readonly<Record<Need, ProductName>> = {
  identity: 'Sts', albZones: 'Alb', privatelinkZones: 'Privatelink', privatelinkOpen: 'Privatelink', providerVpc: 'Vpc', consumerVpc: 'Vpc',
  providerVSwitches: 'Vpc', consumerVSwitches: 'Vpc', servers: 'Ecs', testInstances: 'Ecs', endpointGroups: 'Ecs', serverGroups: 'Ecs',
  testGroups: 'Ecs', endpointGroupTypes: 'Ecs', cloudAssistant: 'Ecs',
}

const refusedKey = (reached: readonly Reached[]): Reached['error'] => reached.find(({ error }) => error !== undefined && BAD_CREDENTIALS.test(error.code))?.error

/**
 * Everything that can be known without making anything: the way to the cloud, then the checks before step 1 for all steps, then
 * what the permissions to look and the default quotas come to; `deep` has the cloud and the servers themselves asked.
 * @returns all lines; a failure of one part leaves the others their say
 */
export async function doctor(run: DoctorRun): Promise<CheckReport[]> {
  const { provider, consumer, keys, skip } = run
  const reports: CheckReport[] = []
  const tell = (report: CheckReport): void => {
    reports.push(report)
    run.tell(report)
  }
  const skipped = (name: DoctorCheck): boolean => {
    if (!skip.includes(name)) return false
    tell({ name, result: 'skipped', message: text.check.skipped })
    return true
  }
  const own = (name: DoctorCheck, findings: () => Finding[]): void => {
    if (!skipped(name)) for (const finding of findings()) tell({ name, ...finding })
  }

  const same = provider === consumer
  const [first, theirs] = await Promise.all([reach(provider), same ? [] : reach(consumer, ['Sts'])])
  const mine = await measure(provider, first)
  own('identity', () => [whose(keys.provider, mine), ...(same ? [] : [whose(keys.consumer, theirs)])])
  own('clock', () => [judgeClock([...mine, ...theirs].flatMap(({ answer }) => answer?.skewMs ?? [])[0])])
  own('endpoints', () => mine.map(endpointOf))

  const refused = refusedKey(mine) ?? refusedKey(theirs)
  const silent = new Map(mine.filter(({ answer }) => answer === undefined).map(({ product, host }) => [product, text.check.silentHost(host)]))
  const reasonFor = (products: readonly ProductName[]): string | undefined =>
    refused === undefined ? products.map((product) => silent.get(product)).find((reason) => reason !== undefined) : text.check.keyIsRefused(refused.code)
  const blocked = new Map(CHECKS.flatMap(({ name, needs }): [string, string][] => {
    const reason = reasonFor(needs.map((need) => PRODUCT_OF[need]))
    return reason === undefined ? [] : [[name, reason]]
  }))
  const { config, given, unread } = await lookAtGiven(run, reasonFor(['Alb', 'Privatelink']))
  for (const { name } of EXISTING) if (unread !== undefined) blocked.set(name, unread)
  const steps = new Set(STEP_IDS.filter((step) => isOwn(config, step)))
  const reader = checkReader(provider)
  for (const report of await runChecks(config, { provider: reader, consumer: same ? reader : checkReader(consumer) }, { steps, skip: skip.filter((name) => !DOCTOR_CHECKS.some((mine) => mine === name)), blocked, given })) tell(report)

  const lists = await Promise.all(listsOf({ ...run, config }).map(async ({ product, permission, count }): Promise<Fact<number>> => {
    const reason = reasonFor([product])
    return reason === undefined ? permitted(permission, count) : { known: false, why: reason }
  }))
  own('permissions', () => lookable(lists))
  const [loadBalancers, , , endpointServices, endpoints] = lists as [Fact<number>, Fact<number>, Fact<number>, Fact<number>, Fact<number>]
  own('quotas', () => judgeQuotas(config, { loadBalancers, endpointServices, endpoints }))
  if (!run.deep) return reports

  const deep = async (name: DoctorCheck, products: readonly ProductName[], lines: () => Promise<CheckReport[]>): Promise<void> => {
    if (skipped(name)) return
    const reason = reasonFor(products)
    for (const report of reason === undefined ? await lines() : [{ name, ...unknown(text.check.because(text.check.notAsked, reason)) }]) tell(report)
  }
  await deep('dry-run', ['Alb', 'Privatelink'], () => dryRunLines(run))
  await deep('serving', ['Ecs'], () => servingLines(run))
  return reports
}

/** Reads what the config names by its ID; why it could not, where it could not. */
async function lookAtGiven(run: DoctorRun, reason: string | undefined): Promise<{ config: Config; given: GivenFacts; unread?: string }> {
  if (reason !== undefined) return { config: run.config, given: {}, unread: reason }
  const look = { config: run.config, provider: run.provider, consumer: run.consumer, force: false, emit: () => undefined, got: {} }
  try {
    const found = await surveyGiven(look)
    return { config: look.config, given: givenFacts(look.config, found) }
  } catch (error) {
    if (!isCloudError(error)) throw error
    return { config: run.config, given: {}, unread: error.fields.class === 'forbidden' ? text.check.lacking(error.fields.action, error.code) : text.check.failed(error.fields.action, error.code) }
  }
}

function whose(key: Key, reached: readonly Reached[]): Finding {
  const refused = refusedKey(reached)
  const hint = refused?.fields.hint
  return judgeIdentity(key, reached.find(({ product }) => product === 'Sts')?.identity, refused && { code: refused.code, ...(hint === undefined ? {} : { hint }) })
}

function endpointOf({ product, url, host, answer, error }: Reached): Finding {
  if (answer !== undefined) return ok(text.check.hostFine(PRODUCT_NAMES[product], host, answer.ms))
  return fail(
    text.check.hostSilent(PRODUCT_NAMES[product], host, error?.code ?? text.check.noAnswer),
    text.check.tryCurl(url),
  )
}

interface List { product: ProductName; permission: string; count: () => Promise<number | undefined> }

/** The lists that every command begins with, which tell at once whether they are permitted and how many there are. */
function listsOf({ provider, consumer, config }: DoctorRun): List[] {
  return [
    { product: 'Alb', permission: 'alb:ListLoadBalancers', count: async () => (await provider.alb('ListLoadBalancers', { maxResults: 1 })).totalCount },
    { product: 'Alb', permission: 'alb:ListServerGroups', count: async () => (await provider.alb('ListServerGroups', { maxResults: 1 })).totalCount },
    { product: 'Alb', permission: 'alb:ListListeners', count: async () => (await provider.alb('ListListeners', { maxResults: 1 })).totalCount },
    { product: 'Privatelink', permission: 'privatelink:ListVpcEndpointServices', count: async () => (await provider.privatelink('ListVpcEndpointServices', { maxResults: 1 })).totalCount },
    { product: 'Privatelink', permission: 'privatelink:ListVpcEndpoints', count: async () => (await consumer.privatelink('ListVpcEndpoints', { vpcId: config.consumer.vpcId, maxResults: 1 })).totalCount },
  ]
}

async function permitted(permission: string, count: List['count']): Promise<Fact<number>> {
  try {
    const value = await count()
    return value === undefined ? { known: false, why: text.check.noTotal(permission) } : { known: true, value }
  } catch (error) {
    if (!isCloudError(error)) throw error
    return { known: false, why: error.fields.class === 'forbidden' ? text.check.lacking(permission, error.code) : text.check.failed(permission, error.code) }
  }
}

function lookable(lists: readonly Fact<number>[]): Finding[] {
  const missing = lists.flatMap((fact) => (fact.known ? [] : [fact.why]))
  const refused = missing.filter(lacks)
  if (refused.length > 0) return refused.map((why) => fail(text.check.because(text.check.notFoundAgain, why), text.check.attachPolicy))
  if (missing.length > 0) return [unknown(text.check.because(text.check.notLookedAt, text.inOne([...new Set(missing)])))]
  return [ok(text.check.mayLook)]
}
