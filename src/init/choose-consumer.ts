import type { InstanceFact, SecurityGroupFact, VpcFact } from '../checks/facts.ts'
import { text } from '../messages/whole.ts'
import type { Inventory } from '../run/inventory.ts'
import { admission, groupsWithRules, instanceSender, MOST_GROUPS, vSwitchSender, type Admission } from './admit.ts'
import { pickSeveral, type Asker, type Choice } from './asker.ts'
import { byName, groupCells, instanceCells, instancesByName, isRunning } from './cells.ts'
import { nothingFits } from './nothing-fits.ts'
import type { Picked, PickedZone, Wanted } from './picked.ts'

const MOST_CHOSEN = 10

/** The instances that the test asks from, one for each zone of the endpoint where there is one; none where none can. */
export async function chooseTesters(asker: Asker, inventory: Inventory, vpc: VpcFact, zones: readonly PickedZone[], wanted: Wanted): Promise<Picked['testers']> {
  if (!wanted.test) return []
  const inside = (await inventory.instances()).filter(({ vpcId }) => vpcId === vpc.vpcId).sort(instancesByName)
  const running = inside.filter(isRunning)
  const assisted = running.length === 0 ? undefined : await inventory.assisted(running.map(({ instanceId }) => instanceId))
  const unfit = (instance: InstanceFact): string | undefined =>
    (!isRunning(instance) ? instance.status : assisted?.has(instance.instanceId) === false ? text.init.noAssistant : undefined)
  const fit = inside.filter((instance) => unfit(instance) === undefined)
  if (fit.length === 0 && wanted.testFrom.length === 0) {
    asker.note(text.init.noTester(vpc.vpcId))
    return []
  }
  const perZone = zones.map(({ zoneId }) => fit.filter((instance) => instance.zoneId === zoneId))
  const near = perZone.flatMap((some) => some.slice(0, 1))
  const picked = await pickSeveral(asker, wanted.testFrom, {
    flag: '--test-from', message: text.init.testers,
    choices: inside.map((instance): Choice<InstanceFact> => {
      const reason = unfit(instance)
      return { value: instance, id: instance.instanceId, cells: instanceCells(instance), ...(reason === undefined ? {} : { unfit: reason }) }
    }),
    suggested: near.length > 0 ? near : fit.slice(0, 1),
    sure: near.length > 0 ? perZone.every((some) => some.length <= 1) : fit.length === 1,
    check: () => undefined,
  })
  const first = zones[0]!.zoneId
  return picked.map((instance) => ({ instance, zoneId: zones.some(({ zoneId }) => zoneId === instance.zoneId) ? instance.zoneId : first }))
}

/**
 * The security groups of the endpoint: they have to admit whoever asks, the test's instances where there are any, else the vSwitches.
 * @throws RunError with exit 3 where the VPC has none
 */
export async function chooseSecurityGroups(
  asker: Asker, inventory: Inventory, { consumer: { vpc }, endpointZones, testers, listenerPort: port }: Pick<Picked, 'consumer' | 'endpointZones' | 'testers' | 'listenerPort'>, wanted: Wanted,
): Promise<readonly SecurityGroupFact[]> {
  const facts = [...await inventory.securityGroups(vpc.vpcId)].sort(byName((group) => group.securityGroupName, (group) => group.securityGroupId))
  if (facts.length === 0) throw nothingFits(text.init.noGroup(vpc.vpcId), text.init.noGroupHint(port))
  const senders = testers.length > 0 ? testers.map(({ instance }) => instanceSender(instance)) : endpointZones.map(({ vSwitch }) => vSwitchSender(vSwitch))
  const judge = async (groups: readonly SecurityGroupFact[]): Promise<Admission> => admission(await groupsWithRules(inventory, groups), senders, port)
  const answers = new Map(facts.length > MOST_GROUPS ? [] : await Promise.all(facts.map(async (fact): Promise<[SecurityGroupFact, Admission]> => [fact, await judge([fact])])))
  const { suggested, sure } = suggestGroup(facts, (fact) => answers.get(fact) ?? 'unknown')
  const picked = await pickSeveral(asker, wanted.securityGroups, {
    flag: '--security-group', message: text.init.securityGroups(port), suggested, sure,
    choices: facts.map((fact): Choice<SecurityGroupFact> => ({ value: fact, id: fact.securityGroupId, cells: groupCells(fact), hint: text.init.admits[answers.get(fact) ?? 'unknown'](port) })),
    check: (some) => {
      if (some.length === 0) return text.init.oneGroup
      if (some.length > MOST_CHOSEN) return text.init.tenGroups
      return new Set(some.map(({ securityGroupType }) => securityGroupType)).size > 1 ? text.init.twoTypes : undefined
    },
  })
  if ((await judge(picked)) === 'refuse') asker.note(text.init.groupsRefuse(port))
  return picked
}

/** One that admits everybody by its rules, before one that admits its own members, before one of which nothing is known. */
export function suggestGroup(facts: readonly SecurityGroupFact[], answerOf: (fact: SecurityGroupFact) => Admission): { suggested: SecurityGroupFact[]; sure: boolean } {
  const by = (answer: Admission): SecurityGroupFact[] => facts.filter((fact) => answerOf(fact) === answer)
  const unknown = by('unknown')
  const ranked = [by('rule'), by('member'), unknown].find((some) => some.length > 0) ?? []
  return { suggested: ranked.slice(0, 1), sure: ranked.length === 1 && (ranked === unknown ? facts.length === 1 : unknown.length === 0) }
}
