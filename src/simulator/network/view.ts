import type { Network } from '../action.ts'
import type { Instance, World } from '../model.ts'

/** The world as one user of the network sees it, with what the use leaves behind. The world itself is not changed. */
export interface View {
  world: World
  /** World time in milliseconds; a guest moves it on as its own clock passes. */
  now: number
  network: Network
  /** Turns taken from each listener's scheduler, to be added to `listener.turns` by whoever may write. */
  turns: Map<string, number>
  /** What health checks found lately, so that 200 requests do not make 200 rounds of checks. */
  health: Map<string, { at: number; found: boolean }>
}

/** A fresh view for one run of a guest, one request of the proxy or the like. */
export function viewOf(world: World, now: number, network: Network): View {
  return { world, now, network, turns: new Map(), health: new Map() }
}

/** Who asks, as seen by address, routing and security groups. */
export interface Source {
  address: string
  /** IDs of its security groups; a load balancer's node has none. */
  groups: readonly string[]
}

/** An instance as the source of a connection. */
export function sourceOf(instance: Instance): Source {
  return { address: instance.PrivateIpAddress, groups: instance.SecurityGroupIds }
}
