import type { InstanceFact, VpcFact } from '../checks/facts.ts'
import { text } from '../messages/whole.ts'
import type { Inventory } from '../run/inventory.ts'
import { admission, groupsWithRules, vSwitchSender, type Admission } from './admit.ts'
import { pickSeveral, type Asker, type Choice } from './asker.ts'
import { instanceCells, instancesByName, isRunning } from './cells.ts'
import { nothingFits } from './nothing-fits.ts'
import type { Picked, PickedZone, Wanted } from './picked.ts'
import { portMistake, USUAL_PORT } from './rules.ts'

/** Where more would do, nothing says which of them serve. */
const MOST_SUGGESTED = 10

/**
 * The instances that serve, and on which port.
 * @param zones those of the load balancer, which the instances have to admit
 * @throws RunError with exit 3 where no instance of the VPC runs
 */
export async function chooseServers(asker: Asker, inventory: Inventory, vpc: VpcFact, zones: readonly PickedZone[], wanted: Wanted): Promise<Picked['servers']> {
  const inside = (await inventory.instances()).filter(({ vpcId }) => vpcId === vpc.vpcId).sort(instancesByName)
  if (!inside.some(isRunning)) throw nothingFits(text.init.noServer(vpc.vpcId), text.init.noServerHint)
  const given = wanted.servers.length > 0
  const port = given ? USUAL_PORT : Number(await asker.text({ message: text.init.serverPort, suggested: String(USUAL_PORT), check: portMistake }))
  const portsOf = (id: string): number[] => wanted.servers.filter(({ instanceId }) => instanceId === id).map((server) => server.port ?? USUAL_PORT)

  const groups = await inventory.securityGroups(vpc.vpcId)
  const admissions = new Map(await Promise.all(inside.filter(isRunning).map(async (instance): Promise<[InstanceFact, Admission]> => {
    const own = await groupsWithRules(inventory, groups.filter(({ securityGroupId }) => instance.securityGroupIds.includes(securityGroupId)))
    return [instance, admission(own, zones.map(({ vSwitch }) => vSwitchSender(vSwitch)), portsOf(instance.instanceId)[0] ?? port)]
  })))
  const open = [...admissions].filter(([, answer]) => answer !== 'refuse').map(([instance]) => instance)
  const kinds = ofOneKind(open).filter((some) => some.length <= MOST_SUGGESTED)
  const sure = kinds[0]?.length === open.length
  if (open.length === 0 && !given) asker.note(text.init.allRefuse(port, zones.map(({ vSwitch }) => vSwitch.cidrBlock)))

  const choices = inside.map((instance): Choice<InstanceFact> => {
    const answer = admissions.get(instance)
    return { value: instance, id: instance.instanceId, cells: instanceCells(instance), ...(answer === undefined ? { unfit: instance.status } : { hint: text.init.admits[answer](port) }) }
  })
  const picked = await pickSeveral(asker, wanted.servers.map(({ instanceId }) => instanceId), {
    flag: '--server', message: text.init.servers, choices, suggested: kinds[0] ?? [], sure, check: (some) => (some.length === 0 ? text.init.oneServer : undefined),
  })
  const shut = picked.filter((instance) => admissions.get(instance) === 'refuse')
  if (shut.length > 0) asker.note(text.init.shut(shut.map(({ instanceId }) => instanceId), zones.map(({ vSwitch }) => vSwitch.cidrBlock)))
  return picked.flatMap((instance) => (given ? portsOf(instance.instanceId) : [port]).map((one) => ({ instance, port: one })))
}

/** Instances with the same security groups are taken to be of one kind. The largest kind comes first. */
function ofOneKind(instances: readonly InstanceFact[]): InstanceFact[][] {
  const kinds = new Map<string, InstanceFact[]>()
  for (const instance of instances) {
    const key = [...instance.securityGroupIds].sort().join()
    kinds.set(key, [...(kinds.get(key) ?? []), instance])
  }
  return [...kinds.values()].sort((a, b) => b.length - a.length)
}
