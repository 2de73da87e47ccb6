import type { Layer } from '../../core/events.ts'
import { text } from '../../messages/whole.ts'
import { unexpected, type Expected } from './answers.ts'
import type { Line } from './lines.ts'

/** What the cloud itself shows of the path from an instance to the servers; undefined where it could not be read. */
export interface PathFacts {
  /** ConnectionStatus of the endpoint's connection. */
  connection?: string
  /** ZoneStatus of the zone that is asked, on the service's side. */
  zone?: string
  /** ListenerStatus, or `absent`. */
  listener?: string
  /** Whether the security groups let the request through, and if not, where. */
  security?: { admitted: boolean; message: string }
  /** Servers that the listener's health check finds unhealthy, and whether these are all. */
  unhealthy?: { all: boolean; message: string }
}

export interface Finding {
  layer: Layer
  message: string
  /** Time will not mend it: the test need not be repeated. */
  final: boolean
}

const GATEWAY_ERRORS: ReadonlySet<number> = new Set([502, 503, 504])

/** Faults on the way that the cloud's own reads prove, in the order of the path. */
function proven(facts: PathFacts): Finding | undefined {
  if (facts.security?.admitted === false) return { layer: 'security-group', message: facts.security.message, final: true }
  if (facts.connection !== undefined && facts.connection !== 'Connected') {
    const waiting = facts.connection === 'Connecting' || facts.connection === 'Pending'
    return { layer: 'connection', message: text.step.connectionReads(facts.connection), final: !waiting }
  }
  if (facts.zone !== undefined && facts.zone !== 'Connected') return { layer: 'connection', message: text.step.zoneReads(facts.zone), final: facts.zone !== 'Connecting' }
  if (facts.listener !== undefined && facts.listener !== 'Running') {
    return { layer: 'listener', message: facts.listener === 'absent' ? text.step.noListener : text.step.listenerReads(facts.listener), final: true }
  }
  return undefined
}

/**
 * The layer at which a request failed: the first on the way that failed, told from what the guest printed and what the cloud shows.
 * @param line the request, with what the guest printed of it; one that was answered, but not as expected, has a status
 */
export function layerOf(line: Line, facts: PathFacts, expected: Expected): Finding {
  const said = line.error ?? ''
  const unhealthy = facts.unhealthy?.message
  switch (line.failing) {
    case 'guest':
      return { layer: 'guest', message: said, final: true }
    case 'dns': {
      const cause = proven(facts)
      // A closed security group keeps no name from resolving.
      return cause !== undefined && cause.layer === 'connection' ? cause : { layer: 'dns', message: text.step.noName(said), final: false }
    }
    case 'refused':
      return proven(facts) ?? { layer: 'listener', message: text.step.requestRefused(said), final: false }
    case 'timeout':
      return proven(facts) ?? { layer: 'unknown', message: text.step.noAnswerInTime(said, unhealthy), final: false }
    case 'cut':
      return proven(facts) ?? { layer: 'backend', message: text.step.cutOff(said, unhealthy), final: facts.unhealthy?.all === true }
    case 'other':
      return proven(facts) ?? { layer: 'unknown', message: said, final: false }
    default:
      if (GATEWAY_ERRORS.has(line.status)) return { layer: 'backend', message: text.step.badGateway(line.status, unhealthy), final: facts.unhealthy?.all === true }
      return { layer: 'http', message: unexpected(line, expected), final: true }
  }
}
