import type { Config } from '../config/config.ts'
import { differences, exactly, type Difference } from './differences.ts'
import type { StepContext } from './step.ts'

type Group = Config['serverGroup']

/** The settings of CreateServerGroup and UpdateServerGroupAttribute, by the config's names. */
const HEALTH = {
  enabled: 'healthCheckEnabled', path: 'healthCheckPath', codes: 'healthCheckCodes', connectPort: 'healthCheckConnectPort', host: 'healthCheckHost',
  httpVersion: 'healthCheckHttpVersion', interval: 'healthCheckInterval', method: 'healthCheckMethod', protocol: 'healthCheckProtocol',
  timeout: 'healthCheckTimeout', healthyThreshold: 'healthyThreshold', unhealthyThreshold: 'unhealthyThreshold',
} as const
const STICKY = { enabled: 'stickySessionEnabled', type: 'stickySessionType', cookie: 'cookie', cookieTimeout: 'cookieTimeout' } as const

type Names = Readonly<Record<string, string>>

const renamed = (names: Names, values: object | undefined): Record<string, unknown> | undefined =>
  values && Object.fromEntries(Object.entries(names).map(([ours, theirs]) => [theirs, (values as Record<string, unknown>)[ours]]))

/**
 * A server group's settings as a request has them. What the config leaves out is undefined, and not sent.
 * @param parts which of name, scheduler, crossZone, healthCheck, stickySession; a section goes whole, as the API replaces it whole
 */
export function groupRequest(want: Group, parts: ReadonlySet<string>) {
  const health = renamed(HEALTH, want.healthCheck)
  return {
    ...(parts.has('name') ? { serverGroupName: want.name } : {}),
    ...(parts.has('scheduler') ? { scheduler: want.scheduler } : {}),
    ...(parts.has('crossZone') ? { crossZoneEnabled: want.crossZone } : {}),
    ...(parts.has('healthCheck') ? { healthCheckConfig: health as { healthCheckEnabled: boolean } } : {}),
    ...(parts.has('stickySession') ? { stickySessionConfig: renamed(STICKY, want.stickySession) as object } : {}),
  }
}

interface Shown {
  serverGroupName?: string | undefined
  scheduler?: string | undefined
  crossZoneEnabled?: boolean | undefined
  protocol?: string | undefined
  vpcId?: string | undefined
  resourceGroupId?: string | undefined
  healthCheckConfig?: object | undefined
  stickySessionConfig?: object | undefined
}

/** The settings that ListServerGroups shows, by the config's names. */
export function settingsOf(group: Shown): Record<string, unknown> {
  const section = (prefix: string, names: Names, shown: object | undefined): [string, unknown][] =>
    Object.entries(names).map(([ours, theirs]) => [`${prefix}.${ours}`, (shown as Record<string, unknown> | undefined)?.[theirs]])
  return {
    name: group.serverGroupName, scheduler: group.scheduler, crossZone: group.crossZoneEnabled, protocol: group.protocol, vpcId: group.vpcId, resourceGroupId: group.resourceGroupId,
    ...Object.fromEntries([...section('healthCheck', HEALTH, group.healthCheckConfig), ...section('stickySession', STICKY, group.stickySessionConfig)]),
  }
}

/** What UpdateServerGroupAttribute has to change. */
export function settingDifferences({ config }: StepContext, shown: Record<string, unknown>): Difference[] {
  const want = config.serverGroup
  const section = (prefix: 'healthCheck' | 'stickySession'): Difference[] =>
    differences(Object.fromEntries(Object.entries(want[prefix] ?? {}).map(([key, value]) => [`serverGroup.${prefix}.${key}`, [value, shown[`${prefix}.${key}`]] as const])))
  return [
    ...exactly('serverGroup.name', want.name, shown['name'] as string | undefined),
    ...differences({ 'serverGroup.scheduler': [want.scheduler, shown['scheduler']], 'serverGroup.crossZone': [want.crossZone, shown['crossZone']] }),
    ...section('healthCheck'),
    ...section('stickySession'),
  ]
}
