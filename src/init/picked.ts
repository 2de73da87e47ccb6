import type { InstanceFact, SecurityGroupFact, VpcFact, VSwitchFact } from '../checks/facts.ts'

export interface PickedZone { zoneId: string; vSwitch: VSwitchFact }

/** All that a config is written of. */
export interface Picked {
  stack: string
  region: string
  provider: { vpc: VpcFact; profile?: string }
  zones: readonly PickedZone[]
  servers: readonly { instance: InstanceFact; port: number }[]
  listenerPort: number
  consumer: { vpc: VpcFact; profile?: string }
  endpointZones: readonly PickedZone[]
  securityGroups: readonly SecurityGroupFact[]
  /** Empty where nothing is to be tested. */
  testers: readonly { instance: InstanceFact; zoneId: string }[]
}

/** What options say of it. */
export interface Wanted {
  stack?: string
  providerVpc?: string
  consumerVpc?: string
  zones: readonly string[]
  /** Of either side. */
  vSwitches: readonly string[]
  servers: readonly { instanceId: string; port?: number }[]
  port?: number
  securityGroups: readonly string[]
  testFrom: readonly string[]
  /** False with --no-test. */
  test: boolean
}
