import type { ServerStatus, StepId, StepStatus } from '../core/events.ts'
import { text } from '../messages/index.ts'

/** What a drawing needs of the config. */
export interface Sketch {
  consumer: { name: string; vpcId: string }
  provider: { vpcId: string }
  listener: { protocol: string; port: number }
}

/** Who talks to whom, in words; a drawing only arranges them. */
export interface Picture {
  consumer: string
  provider: string
  clients: string
  endpoint: string
  zones: string[]
  /** What is between the two VPCs. */
  connection: string
  connected: boolean
  service: string
  loadBalancer: string
  listener: string
  servers: string[]
}

/** More servers than these make no small drawing; those that serve badly come first. */
const MOST_SERVERS = 6
const URGENCY = ['unhealthy', 'initial', 'unknown', 'unchecked', 'unused', 'healthy']

const beside = (name: string, state: string, usual: string): string => (state === usual ? name : `${name} ${state}`)

function serverTexts(servers: readonly ServerStatus[]): string[] {
  const sorted = [...servers].sort((a, b) => URGENCY.indexOf(a.health) - URGENCY.indexOf(b.health))
  const shown = sorted.length > MOST_SERVERS ? sorted.slice(0, MOST_SERVERS - 1) : sorted
  const rest = sorted.length - shown.length
  return [...shown.map(({ serverId, port, health }) => `${serverId}:${port} ${text.health[health]}`), ...(rest === 0 ? [] : [text.moreServers(rest)])]
}

/** Puts into words who talks to whom in a stack. */
export function pictureOf(steps: readonly StepStatus[], { consumer, provider, listener }: Sketch): Picture {
  const of = (id: StepId): StepStatus | undefined => steps.find(({ step, standing }) => step === id && standing !== 'absent')
  const named = (id: StepId, name: string, usual: string): string => {
    const step = of(id)
    // What is left out of the config has a state in words and no ID.
    return step === undefined ? text.none(name) : beside([name, ...(step.id === null ? [] : [step.id])].join(' '), step.state, usual)
  }
  const door = `${listener.protocol} ${listener.port}`
  const { resources } = text
  const state = of('connection')?.state
  return {
    consumer: [text.vpc(1, consumer.vpcId), ...(consumer.name === 'default' ? [] : [consumer.name])].join(' '),
    provider: text.vpc(2, provider.vpcId),
    clients: text.clients(door),
    endpoint: named('endpoint', resources.endpointId, 'Active'),
    zones: (of('endpoint')?.zones ?? []).map(({ zoneId, address, status }) => beside(`${zoneId} ${address}`.trim(), status, 'Connected')),
    connection: state ?? text.none(text.connection),
    connected: state === 'Connected',
    service: named('endpoint-service', resources.serviceId, 'Active'),
    loadBalancer: named('load-balancer', resources.loadBalancerId, 'Active'),
    listener: of('listener') === undefined ? text.none(resources.listenerId) : beside(`${resources.listenerId} ${of('listener')!.id === null ? '' : door}`.trim(), of('listener')!.state, 'Running'),
    servers: of('server-group') === undefined ? [text.none(resources.serverGroupId)] : serverTexts(of('server-group')?.servers ?? []),
  }
}
