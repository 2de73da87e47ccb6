import type { InstanceFact, SecurityGroupFact, VpcFact, VSwitchFact } from '../checks/facts.ts'

/** What is shown of each kind: name, ID, and what tells it from its neighbours. */
export const vpcCells = ({ vpcName, vpcId, cidrBlock }: VpcFact): string[] => [vpcName ?? '', vpcId, cidrBlock]
export const vSwitchCells = ({ vSwitchName, vSwitchId, cidrBlock }: VSwitchFact): string[] => [vSwitchName ?? '', vSwitchId, cidrBlock]
export const groupCells = ({ securityGroupName, securityGroupId }: SecurityGroupFact): string[] => [securityGroupName ?? '', securityGroupId]
export const instanceCells = ({ instanceName, instanceId, privateIpAddresses, zoneId }: InstanceFact): string[] => [instanceName ?? '', instanceId, privateIpAddresses[0] ?? '', zoneId]

/** By name, numbers in it by their value, then by ID. */
export const byName = <T>(nameOf: (one: T) => string | undefined, idOf: (one: T) => string) => (a: T, b: T): number =>
  (nameOf(a) ?? '').localeCompare(nameOf(b) ?? '', 'en', { numeric: true }) || idOf(a).localeCompare(idOf(b))

export const instancesByName = byName<InstanceFact>((one) => one.instanceName, (one) => one.instanceId)
export const isRunning = ({ status }: InstanceFact): boolean => status === 'Running'
