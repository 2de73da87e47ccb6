import type { InstanceFact, VpcFact, VSwitchFact } from '../checks/facts.ts'
import { text } from '../messages/whole.ts'
import type { Inventory } from '../run/inventory.ts'
import { byName, isRunning } from './cells.ts'

/** The VPCs of one side, by name, with what is in them. */
export interface Side {
  inventory: Inventory
  vpcs: readonly VpcFact[]
  vSwitchesOf: (vpc: VpcFact) => readonly VSwitchFact[]
  runningIn: (vpc: VpcFact) => readonly InstanceFact[]
  hintOf: (vpc: VpcFact) => string
  /** The VPC that some instances are in; undefined where they are in none, or in several. */
  vpcOf: (instanceIds: readonly string[]) => string | undefined
}

function byVpc<T extends { vpcId: string }>(all: readonly T[]): (vpc: VpcFact) => readonly T[] {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(one.vpcId)
    if (group === undefined) groups.set(one.vpcId, [one])
    else group.push(one)
  }
  return ({ vpcId }) => groups.get(vpcId) ?? []
}

/** Reads a side. */
export async function sideOf(inventory: Inventory): Promise<Side> {
  const [vpcs, vSwitches, instances] = await Promise.all([inventory.vpcs(), inventory.vSwitches(), inventory.instances()])
  const vSwitchesOf = byVpc(vSwitches)
  const runningIn = byVpc(instances.filter(isRunning))
  return {
    inventory, vSwitchesOf, runningIn,
    vpcs: [...vpcs].sort(byName((vpc) => vpc.vpcName, (vpc) => vpc.vpcId)),
    hintOf: (vpc) => text.init.vpcHint(vpc.status, [...new Set(vSwitchesOf(vpc).map(({ zoneId }) => zoneId))].sort(), runningIn(vpc).length),
    vpcOf: (instanceIds) => {
      const found = new Set(instances.filter(({ instanceId }) => instanceIds.includes(instanceId)).map(({ vpcId }) => vpcId))
      return found.size === 1 ? [...found][0] : undefined
    },
  }
}
