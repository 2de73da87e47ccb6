import type { Config } from '../../config/config.ts'
import type { Layer } from '../../core/events.ts'
import type { Messages } from '../../messages/types.ts'
import { text } from '../../messages/whole.ts'
import type { Line } from './lines.ts'
import { probeUrl, type ProbeTarget } from './target.ts'

/** A port of a server, and what is asked there. */
export interface ServedPort {
  port: number
  path: string
  /** Classes of answers that the health check takes; without them any HTTP answer is good. */
  codes?: readonly string[]
  /** Nothing but HTTP can be asked: that something listens is all that can be told. */
  opaque?: true
}

/** What became of asking one port. */
export interface Served {
  port: number
  result: 'ok' | 'fail' | 'unknown'
  message: string
  layer?: Layer
  hint?: string
}

/** What a load balancer's health check asks for unless told otherwise (documented). */
const DEFAULT_CODES = ['http_2xx']

/** The Host header that the health check sends; a name with `$` stands for the server's own address. */
export const hostOf = ({ host }: Config['serverGroup']['healthCheck']): string | undefined => (host === undefined || host.startsWith('$') ? undefined : host)

/** The ports of one instance that the server group sends requests or health checks to, each once. */
export function servedPorts({ serverGroup: { servers, healthCheck, protocol } }: Config, instanceId: string): ServedPort[] {
  const path = healthCheck.path ?? '/'
  const encrypted = protocol === 'HTTP' ? {} : ({ opaque: true } as const)
  // A port of 0 stands for the server's own.
  const checkedPort = (healthCheck.enabled && healthCheck.connectPort) || undefined
  const byHttp = healthCheck.enabled && (healthCheck.protocol ?? 'HTTP') === 'HTTP'
  const codes = byHttp ? { codes: healthCheck.codes ?? DEFAULT_CODES } : {}
  const own = servers.filter((server) => server.instanceId === instanceId).map(({ port }): ServedPort => ({ port, path, ...(checkedPort === undefined || checkedPort === port ? codes : {}), ...encrypted }))
  if (checkedPort === undefined || own.some(({ port }) => port === checkedPort)) return own
  return [...own, { port: checkedPort, path, ...(byHttp ? codes : ({ opaque: true } as const)) }]
}

/** The words by which the lines of a port are known again. */
export const OWN = 'own'
export const LOOPBACK = 'loopback'

/**
 * Asks a server for itself: at its private address, where the load balancer asks, and at 127.0.0.1, which tells a program that
 * listens there alone from one that does not run.
 * @throws RangeError for a path that no script can hold
 */
export function servingTargets(ports: readonly ServedPort[], address: string | undefined): ProbeTarget<string>[] {
  return ports.flatMap(({ port, path }) => [
    ...(address === undefined ? [] : [{ via: `${OWN}-${port}`, url: probeUrl(address, port, path), attempts: 1 }]),
    { via: `${LOOPBACK}-${port}`, url: probeUrl('127.0.0.1', port, path), attempts: 1 },
  ])
}

const taken = (status: number, codes: readonly string[] | undefined): boolean => codes === undefined || codes.includes(`http_${Math.floor(status / 100)}xx`)

/** What the lines of one port tell. */
export function judgeServed(asked: ServedPort, lines: readonly Line<string>[]): Served {
  const { port, path, codes, opaque } = asked
  const own = lines.find(({ via }) => via === `${OWN}-${port}`)
  const loopback = lines.find(({ via }) => via === `${LOOPBACK}-${port}`)
  const line = own ?? loopback
  const told = (result: Served['result'], layer: Layer, message: string, hint: string): Served => ({ port, result, layer, message, hint })
  const said = line?.error
  switch (line === undefined ? 'guest' : line.failing) {
    case undefined:
      break
    case 'guest':
      return told('unknown', 'guest', text.step.notAsked(said ?? text.step.noResultPrinted), text.step.notAskedHint)
    case 'refused':
      if (loopback !== undefined && loopback.failing !== 'refused') return told('fail', 'backend', text.step.loopbackOnly, text.step.loopbackOnlyHint)
      return told('fail', 'backend', text.step.nothingListens(said), text.step.nothingListensHint)
    case 'timeout':
      return told('fail', 'backend', text.step.serverSilent(said), text.step.serverSilentHint)
    case 'cut':
      if (opaque) break
      return told('fail', 'backend', text.step.closedEarly(said), text.step.closedEarlyHint)
    default:
      if (opaque) break
      return told('fail', 'unknown', text.step.askingFailed(said), text.step.askingFailedHint)
  }
  if (opaque) return { port, result: 'unknown', message: text.step.listensOnly }
  const { status, ms } = line!
  if (!taken(status, codes)) {
    return told('fail', 'http', text.step.badStatus(status, path, codes!.join(', ')), text.step.badStatusHint)
  }
  return { port, result: 'ok', message: text.step.servesFine(status, ms) }
}

/** Words and hints for what keeps Cloud Assistant from an instance, by the cloud's code (documented, Ecs DescribeInvocationResults). */
const HINDRANCES: readonly [code: RegExp, words: keyof Messages['step']['hindrances']][] = [
  [/^(InstanceNotExists|InstanceReleased|InvalidInstance\.NotFound)/, 'absent'],
  [/^InstanceNotRunning/, 'stopped'],
  [/^ClientNotRunning/, 'noAgent'],
  [/^SecurityGroupRuleDenied/, 'cutOff'],
  [/^(ClientNotResponse|DeliveryTimeout)/, 'silent'],
]

/**
 * What a command that could not run on an instance tells of its ports: what has no words here says nothing of the server itself.
 * @param problem the cloud's code and text
 */
export function hindered(ports: readonly ServedPort[], problem: string): Served[] {
  const [, found] = HINDRANCES.find(([code]) => code.test(problem)) ?? []
  const words = problem === text.step.noResultInTime ? 'silent' : found
  const told = words === undefined ? { result: 'unknown' as const, message: text.step.notAsked(problem) } : { result: 'fail' as const, ...text.step.hindrances[words](problem) }
  return ports.map(({ port }) => ({ port, layer: 'guest', ...told }))
}
