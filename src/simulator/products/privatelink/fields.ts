import { denied, idempotence, must, oneOf, text } from '../shared/table.ts'

/** Needed nearly everywhere. */
export const region = { RegionId: must(text) } as const

/** What every write takes, tagging included. */
export const write = { ...region, ...idempotence } as const

export const ipVersion = oneOf('IPv4', 'DualStack')
/** Of what is made: two families of addresses are for NLB and GWLB (documented). */
export const madeIpVersion = denied(ipVersion)
export const resourceType = oneOf('slb', 'alb', 'nlb', 'gwlb')
export const connectionStatus = oneOf('Pending', 'Connecting', 'Connected', 'Disconnecting', 'Disconnected', 'Deleting',
  'Deleted', 'ServiceDeleted')
export const trafficControl = oneOf('Scalability', 'BandwidthLimit')
