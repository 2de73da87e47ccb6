import { idempotence, must, oneOf, text } from '../shared/table.ts'

/** Needed nearly everywhere. */
export const region = { RegionId: must(text) } as const

/** What every write takes, tagging included. */
export const write = { ...region, ...idempotence } as const

export const ipVersion = oneOf('IPv4', 'DualStack')
export const resourceType = oneOf('slb', 'alb', 'nlb', 'gwlb')
export const connectionStatus = oneOf('Pending', 'Connecting', 'Connected', 'Disconnecting', 'Disconnected', 'Deleting',
  'Deleted', 'ServiceDeleted')
export const trafficControl = oneOf('Scalability', 'BandwidthLimit')
