import type { Call } from '../../action.ts'
import type { HealthCheckConfig, LoadBalancer, ServerGroup } from '../../model.ts'
import { editionOf } from './load-balancer-views.ts'
import { given } from '../shared/records.ts'
import { between, flag, listOf, must, oneOf, sized, struct, text, type Read } from '../shared/table.ts'
import { refuse } from './refusals.ts'

const healthCheckFields = {
  HealthCheckCodes: listOf(text), HealthCheckConnectPort: between(0, 65535), HealthCheckHost: sized(1, 80),
  HealthCheckHttpVersion: oneOf('HTTP1.0', 'HTTP1.1'), HealthCheckInterval: between(1, 50),
  HealthCheckMethod: oneOf('GET', 'POST', 'HEAD'),
  HealthCheckPath: sized(1, 80, /^\//), HealthCheckProtocol: oneOf('HTTP', 'HTTPS', 'TCP', 'gRPC', 'GRPC'),
  HealthCheckTimeout: between(1, 300), HealthyThreshold: between(2, 10), UnhealthyThreshold: between(2, 10),
} as const

/** What a create and an update of a server group both take. */
export const settings = {
  ConnectionDrainConfig: struct({ ConnectionDrainEnabled: flag, ConnectionDrainTimeout: between(0, 900) }),
  CrossZoneEnabled: flag,
  Scheduler: oneOf('Wrr', 'Wlc', 'Sch', 'Uch'),
  ServiceName: text,
  SlowStartConfig: struct({ SlowStartDuration: between(30, 900), SlowStartEnabled: flag }),
  StickySessionConfig: struct({
    Cookie: sized(1, 200), CookieTimeout: between(1, 86_400), StickySessionEnabled: flag,
    StickySessionType: oneOf('Insert', 'Server'),
  }),
  UchConfig: struct({ Type: must(text), Value: must(text) }),
  UpstreamKeepaliveEnabled: flag,
} as const

/** The switch itself is needed at creation, even where it is on. */
export const healthCheckAtCreation = struct({ ...healthCheckFields, HealthCheckEnabled: must(flag) })
export const healthCheckAtUpdate = struct({ ...healthCheckFields, HealthCheckEnabled: flag })

type HealthCheck = Read<typeof healthCheckFields> & { HealthCheckEnabled?: boolean | undefined }

/** The check that a group has before anything is said of it; the defaults are documented. */
export function defaultHealthCheck(protocol: string): HealthCheckConfig {
  const grpc = protocol === 'gRPC'
  return {
    HealthCheckEnabled: true, HealthCheckCodes: grpc ? ['0'] : ['http_2xx'], HealthCheckConnectPort: 0,
    HealthCheckHost: '$SERVER_IP',
    HealthCheckHttpVersion: 'HTTP1.1', HealthCheckInterval: 2, HealthCheckMethod: grpc ? 'POST' : 'HEAD', HealthCheckPath: '/',
    HealthCheckProtocol: grpc ? 'gRPC' : 'HTTP', HealthCheckTimeout: 5, HealthyThreshold: 3, UnhealthyThreshold: 3,
  }
}

export function withHealthCheck(before: HealthCheckConfig, change: HealthCheck | undefined): HealthCheckConfig {
  return { ...before, ...given(change ?? {}), ...(change?.HealthCheckProtocol === 'GRPC' ? { HealthCheckProtocol: 'gRPC' } : {}) }
}

type Settings = Read<typeof settings>
export type GroupSettings = Pick<ServerGroup,
  | 'ConnectionDrainConfig' | 'CrossZoneEnabled' | 'Scheduler' | 'ServiceName' | 'SlowStartConfig' | 'StickySessionConfig'
  | 'UpstreamKeepaliveEnabled' | 'UchConfig'>

/**
 * The settings after a change: what it leaves out stays. Time limits that belong to a switch appear with it (documented
 * defaults).
 */
export function withSettings(before: GroupSettings, change: Settings): GroupSettings {
  const drain = { ...before.ConnectionDrainConfig, ...given(change.ConnectionDrainConfig ?? {}) }
  const slow = { ...before.SlowStartConfig, ...given(change.SlowStartConfig ?? {}) }
  const sticky = { ...before.StickySessionConfig, ...given(change.StickySessionConfig ?? {}) }
  const uch = change.UchConfig ?? before.UchConfig
  return {
    ConnectionDrainConfig: drain.ConnectionDrainEnabled ? { ConnectionDrainTimeout: 300, ...drain }
      : { ConnectionDrainEnabled: false },
    CrossZoneEnabled: change.CrossZoneEnabled ?? before.CrossZoneEnabled,
    Scheduler: change.Scheduler ?? before.Scheduler,
    ServiceName: change.ServiceName ?? before.ServiceName,
    SlowStartConfig: slow.SlowStartEnabled ? { SlowStartDuration: 30, ...slow } : { SlowStartEnabled: false },
    StickySessionConfig: sticky.StickySessionEnabled ? stickySession(sticky) : { StickySessionEnabled: false },
    UpstreamKeepaliveEnabled: change.UpstreamKeepaliveEnabled ?? before.UpstreamKeepaliveEnabled,
    ...(uch ? { UchConfig: uch } : {}),
  }
}

/** Settings that exclude each other. Without a documented code theirs is assumed. @throws Refusal */
export function checkSettings(next: GroupSettings): void {
  if (next.SlowStartConfig.SlowStartEnabled && next.Scheduler !== 'Wrr') {
    refuse('Mismatch.ServerGroupSchedulerAndSlowStartEnable', 'Scheduler', 'SlowStartEnabled')
  }
  if (next.Scheduler === 'Uch' && !next.UchConfig) refuse('MissingParam.UchConfig')
  const sticky = next.StickySessionConfig
  if (sticky.StickySessionEnabled && !next.CrossZoneEnabled) refuse('IllegalParam.StickySessionConfig')
  if (sticky.StickySessionEnabled && sticky.StickySessionType === 'Server' && sticky.Cookie === undefined) {
    refuse('MissingParam.Cookie')
  }
}

/**
 * The basic edition has neither draining, nor slow start, nor a way to switch forwarding across zones off (documented).
 * @throws Refusal
 */
export function checkEdition(call: Call<unknown>, balancer: LoadBalancer, next: GroupSettings): void {
  if (editionOf(balancer, call.now) !== 'Basic') return
  if (next.ConnectionDrainConfig.ConnectionDrainEnabled) {
    refuse('Mismatch.LoadBalancerEditionAndConnectionDrain', 'LoadBalancerEdition', 'ConnectionDrainEnabled')
  }
  if (next.SlowStartConfig.SlowStartEnabled) {
    refuse('Mismatch.LoadBalancerEditionAndSlowStartEnable', 'LoadBalancerEdition', 'SlowStartEnabled')
  }
  if (!next.CrossZoneEnabled) refuse('Mismatch.LoadBalancerEditionAndCrossZone', 'LoadBalancerEdition', 'CrossZoneEnabled')
}

function stickySession(sticky: ServerGroup['StickySessionConfig']): ServerGroup['StickySessionConfig'] {
  const StickySessionType = sticky.StickySessionType ?? 'Insert'
  const timeout = StickySessionType === 'Insert' ? { CookieTimeout: sticky.CookieTimeout ?? 1000 } : {}
  return { ...sticky, StickySessionType, ...timeout }
}
