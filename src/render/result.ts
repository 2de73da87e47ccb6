import type { EndpointOutput, Outputs, ProbeResult } from '../core/events.ts'
import { text } from '../messages/index.ts'
import type { Paint } from './paint.ts'
import { instance, outcome, probesOf } from './probes.ts'
import { table } from './table.ts'

/**
 * The result for people: each endpoint with its domain, and a table of its zones with domain, address and test outcome.
 * @param columns the width of stdout where it is a terminal
 * @returns '' where there is no endpoint
 */
export function resultText(outputs: Outputs, probes: readonly ProbeResult[], paint: Paint, columns?: number): string {
  const endpoints = outputs.endpoints ?? []
  const only = endpoints.length === 1
  return endpoints.map((endpoint) => endpointText(endpoint, probesOf(endpoint, probes, only), paint, columns)).join('\n')
}

/** Groups by who asked, in the order of the probes. */
function byInstance(probes: readonly ProbeResult[]): [string, ProbeResult[]][] {
  const groups = new Map<string, ProbeResult[]>()
  for (const probe of probes) groups.set(instance(probe), [...(groups.get(instance(probe)) ?? []), probe])
  return [...groups]
}

function endpointText(endpoint: EndpointOutput, probes: readonly ProbeResult[], paint: Paint, columns?: number): string {
  const consumer = endpoint.consumer === 'default' || endpoint.consumer === '' ? undefined : endpoint.consumer
  const head = [text.endpoint(endpoint.endpointId, consumer), endpoint.connectionStatus].filter((part) => part).join(' · ')
  const rows = endpoint.zones.flatMap((zone) => {
    const here = probes.filter(({ zoneId, via }) => zoneId === zone.zoneId && via !== 'endpoint-domain')
    const row = (from: string, test: string): string[] => [zone.zoneId, zone.domain, zone.address, zone.status, from, test]
    return here.length === 0 ? [row('', '')] : byInstance(here).map(([from, group]) => row(from, outcome(group)))
  })
  const whole = byInstance(probes.filter(({ via }) => via === 'endpoint-domain'))
  const any = whole.map(([from, group]) => [text.anyZone, endpoint.domain, '', '', from, outcome(group)])
  if (any.length === 0 && endpoint.domain !== '') rows.push([text.anyZone, endpoint.domain, '', '', '', ''])
  const header = [text.zone, text.domain, text.address, text.status, text.from, text.test]
  return `${paint.text(head)}\n${table(header, [...rows, ...any], paint, columns)}`
}
