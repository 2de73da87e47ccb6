import { byName } from '../core/by-name.ts'
import type { EndpointOutput, ProbeResult } from '../core/events.ts'
import { text } from '../messages/index.ts'

/** `ECS 03 ×4, ECS 04 ×4` */
export function answers(by: Record<string, number>): string {
  const names = Object.keys(by).sort(byName)
  return names.map((name) => text.count(name, by[name] ?? 0)).join(', ')
}

/** Who asked. */
export function instance(probe: ProbeResult): string {
  return probe.instanceName ?? probe.instanceId
}

/** The layer that a failed probe failed at. */
export function layerOf(probe: ProbeResult): string {
  return probe.layer ?? 'unknown'
}

/** What the probes of one instance to one place came to: who answered, or which of them failed and where. */
export function outcome(probes: readonly ProbeResult[]): string {
  if (probes.every(({ ok }) => ok)) {
    const total: Record<string, number> = {}
    for (const { answeredBy } of probes) {
      for (const [name, times] of Object.entries(answeredBy)) total[name] = (total[name] ?? 0) + times
    }
    return answers(total)
  }
  const via = (probe: ProbeResult): string => (probe.via === 'zone-address' ? text.viaAddress : text.viaDomain)
  const told = (probe: ProbeResult): string =>
    probe.ok ? text.viaPassed(via(probe), answers(probe.answeredBy)) : text.viaFailed(via(probe), layerOf(probe))
  return text.inOne(probes.map(told))
}

/** The probes that went to an endpoint; all of them where there is only one. */
export function probesOf(endpoint: EndpointOutput, probes: readonly ProbeResult[], only: boolean): ProbeResult[] {
  if (only) return [...probes]
  const hosts = new Set([endpoint.domain, ...endpoint.zones.flatMap(({ domain, address }) => [domain, address])])
  return probes.filter(({ url }) => URL.canParse(url) && hosts.has(new URL(url).hostname))
}
