import type { NetworkRule } from '../action.ts'
import type { Instance } from '../model.ts'
import { backendOf } from './backend-url.ts'
import { exchange, type Exchange, type HttpAsk, type Target } from './exchange.ts'
import { mayEnter } from './rules.ts'
import type { Source, View } from './view.ts'

type Service = Instance['services'][number]

/** What connecting to a port of an instance came to; denied packets are dropped, so a denial is a time-out. */
export type Reached = OpenService | { kind: 'timeout' } | { kind: 'refused' }
export interface OpenService { kind: 'open'; instance: Instance; service: Service; fault?: NetworkRule }

/** How long a server under the fault `slow` takes before it answers, in milliseconds: longer than a health check waits. */
const SLOW_MS = 10_000

/** Connects to a port of an instance: it must run, its groups must admit the source, and something must listen there. */
export function reachInstance(view: View, source: Source, instance: Instance | undefined, port: number): Reached {
  if (!instance || instance.Status !== 'Running') return { kind: 'timeout' }
  const local = source.address === instance.PrivateIpAddress
  if (!local && !mayEnter(view.world, instance.SecurityGroupIds, source, instance.PrivateIpAddress,
    port)) return { kind: 'timeout' }
  const service = instance.services.find((service) => service.port === port)
  if (!service) return { kind: 'refused' }
  const fault = view.network.faults().find((rule) => rule.instance === instance.id)
  if (!fault) return { kind: 'open', instance, service }
  view.network.hit(fault)
  return fault.do === 'refuse' ? { kind: 'refused' } : { kind: 'open', instance, service, fault }
}

/**
 * Sends a request over an open connection; the server behind it is a real one on loopback.
 * @param limitMs how long the answer may take; what a fault adds to the real time counts as well, without being waited for
 */
export async function askInstance(view: View, open: OpenService, ask: HttpAsk, limitMs: number): Promise<Exchange> {
  if (open.fault?.do === 'break') return { kind: 'reset', ms: 1 }
  const delay = open.fault?.do === 'slow' ? SLOW_MS : 0
  if (delay >= limitMs) return { kind: 'timeout', ms: limitMs }
  const target = await targetOf(view, open.service)
  if (!target) return { kind: 'reset', ms: 1 }
  const answer = await exchange(target, ask, limitMs - delay)
  return { ...answer, ms: answer.ms + delay }
}

/** Where a service's real server listens. A backend that is not on loopback does not exist: nothing leaves this machine. */
async function targetOf(view: View, service: Service): Promise<Target | undefined> {
  if (service.backend === undefined || service.broken) return view.network.page(service)
  return backendOf(service.backend)
}
