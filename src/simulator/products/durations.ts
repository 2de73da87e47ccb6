import type { Arrow } from '../action.ts'
import { paceOf } from '../clock.ts'
import type { Kind, World } from '../model.ts'

const seconds = (from: string, to: string, after: number, sure: Arrow['sure']): Arrow => ({ from, to, after: after * 1000, sure })

/**
 * Where each kind of record goes by itself, and after how many world milliseconds. The vendor publishes no duration of any of
 * these: `source` marks what follows from how long Terraform's provider waits before its first look, the rest is assumed.
 */
export const ARROWS = {
  loadBalancer: [
    seconds('Provisioning', 'Active', 60, 'assumed'),
    seconds('Configuring', 'Active', 5, 'source'),
    seconds('Deleting', 'Gone', 5, 'source'),
  ],
  serverGroup: [
    seconds('Creating', 'Available', 2, 'source'),
    seconds('Configuring', 'Available', 3, 'source'),
    seconds('Deleting', 'Gone', 5, 'source'),
  ],
  server: [
    seconds('Adding', 'Available', 3, 'source'),
    seconds('Configuring', 'Available', 3, 'source'),
    seconds('Removing', 'Gone', 3, 'source'),
  ],
  listener: [
    seconds('Provisioning', 'Running', 5, 'source'),
    seconds('Configuring', 'Running', 5, 'source'),
    seconds('Deleting', 'Gone', 5, 'source'),
  ],
  // As long as the deletions and listener changes that a job stands for: a job that has succeeded left nothing undone.
  job: [seconds('Processing', 'Succeeded', 5, 'source')],
  endpointService: [
    seconds('Creating', 'Active', 8, 'source'),
    seconds('Pending', 'Active', 5, 'source'),
    seconds('Deleting', 'Gone', 8, 'assumed'),
  ],
  endpoint: [
    seconds('Creating', 'Active', 40, 'source'),
    seconds('Pending', 'Active', 5, 'assumed'),
    seconds('Deleting', 'Gone', 10, 'assumed'),
  ],
  endpointZone: [
    seconds('Creating', 'Wait', 50, 'source'),
    seconds('Connecting', 'Connected', 15, 'assumed'),
    seconds('Disconnecting', 'Disconnected', 10, 'assumed'),
    seconds('Deleting', 'Gone', 15, 'assumed'),
  ],
  endpointSecurityGroup: [
    seconds('Attaching', 'Attached', 5, 'assumed'),
    seconds('Detaching', 'Gone', 5, 'assumed'),
  ],
  connection: [
    seconds('Connecting', 'Connected', 15, 'source'),
    seconds('Disconnecting', 'Disconnected', 10, 'source'),
    seconds('Pending', 'Connected', 5, 'assumed'),
  ],
} as const satisfies Record<Kind, readonly Arrow[]>

/** What takes time without being a state, in world milliseconds; how sure each is stands below. */
export const PAUSES = {
  /**
   * From a load balancer's first `Active` until it takes listeners (seen in a source: Terraform meets a refusal after `Active`).
   */
  businessReady: 3_000,
  /** From `Active` again until a changed edition shows (seen in a source: waiting for `Active` was not enough). */
  editionShows: 10_000,
  /** From `Connected` until names resolve and the path forwards. */
  pathUsable: 5_000,
  /** After detachment from an endpoint service, while a load balancer still resists deletion. */
  lockAfterDetach: 30_000,
  /** From RunCommand until lists show its results. */
  commandListed: 300,
  /** From RunCommand until the instance has got the command. */
  commandDelivered: 1_200,
  /** How long a stopped command takes to end. */
  commandStopping: 1_000,
  /** After which a command that cannot be delivered is given up. */
  commandGivenUp: 60_000,
} as const

/** How sure the length of each pause is. */
export const PAUSES_SURE: Record<keyof typeof PAUSES, Arrow['sure']> = {
  businessReady: 'assumed', editionShows: 'assumed', pathUsable: 'assumed', lockAfterDetach: 'assumed', commandListed: 'assumed',
  commandDelivered: 'assumed', commandStopping: 'assumed', commandGivenUp: 'documented',
}

/**
 * The moment at which a pause of a kind of record ends. On clocks that do not run by time (`instant`, `reads`) there are none.
 * @param ms world milliseconds
 */
export function pauseEnds(world: World, kind: Kind, from: number, ms: number): number {
  return paceOf(world.clock, kind).mode === 'scaled' ? from + ms : from
}
