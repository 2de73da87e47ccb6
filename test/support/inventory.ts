import type { InstanceFact, PermissionFact, SecurityGroupFact, VpcFact, VSwitchFact } from '../../src/checks/facts.ts'
import type { Asker, Question } from '../../src/init/asker.ts'
import type { Wanted } from '../../src/init/picked.ts'
import type { Inventory } from '../../src/run/inventory.ts'

/** An account to choose from. */
export interface Account {
  vpcs: VpcFact[]
  vSwitches: VSwitchFact[]
  instances: InstanceFact[]
  groups: SecurityGroupFact[]
  rules: Record<string, PermissionFact[] | undefined>
  served: { alb: string[] | undefined; privatelink: string[] | undefined }
  /** Instances whose Cloud Assistant is silent. */
  silent: string[]
}

export const vpc = (id: string, more: Partial<VpcFact> = {}): VpcFact => ({ vpcId: `vpc-${id}`, vpcName: id, cidrBlock: '10.0.0.0/8', status: 'Available', enabledIpv6: false, ...more })
export const vSwitch = (id: string, vpcId: string, zoneId: string, cidrBlock: string, more: Partial<VSwitchFact> = {}): VSwitchFact =>
  ({ vSwitchId: `vsw-${id}`, vpcId: `vpc-${vpcId}`, zoneId, cidrBlock, status: 'Available', availableIpAddressCount: 250, enabledIpv6: false, ...more })
export const instance = (id: string, vpcId: string, zoneId: string, address: string, group: string, more: Partial<InstanceFact> = {}): InstanceFact =>
  ({ instanceId: `i-${id}`, instanceName: id, status: 'Running', OSType: 'linux', zoneId, vpcId: `vpc-${vpcId}`, vSwitchId: '', privateIpAddresses: [address], securityGroupIds: [`sg-${group}`], ...more })
export const group = (id: string, vpcId: string, more: Partial<SecurityGroupFact> = {}): SecurityGroupFact =>
  ({ securityGroupId: `sg-${id}`, securityGroupName: id, vpcId: `vpc-${vpcId}`, securityGroupType: 'normal', ...more })
export const admitting = (cidr: string, port = 80): PermissionFact => ({ direction: 'ingress', policy: 'Accept', priority: '1', ipProtocol: 'TCP', portRange: `${port}/${port}`, sourceCidrIp: cidr })

/** Two VPCs in zones h and i: `front` asks, `back` serves; and which of two groups the endpoint is to have can be told by the rules. */
export function account(): Account {
  return {
    vpcs: [vpc('front'), vpc('back', { cidrBlock: '192.168.0.0/16' })],
    vSwitches: [
      vSwitch('front-h', 'front', 'cn-test-h', '10.0.1.0/24'), vSwitch('front-i', 'front', 'cn-test-i', '10.0.2.0/24'),
      vSwitch('back-h', 'back', 'cn-test-h', '192.168.1.0/24'), vSwitch('back-i', 'back', 'cn-test-i', '192.168.2.0/24'),
    ],
    instances: [
      instance('client1', 'front', 'cn-test-h', '10.0.1.5', 'clients'), instance('client2', 'front', 'cn-test-i', '10.0.2.5', 'clients'),
      instance('server1', 'back', 'cn-test-h', '192.168.1.5', 'servers'), instance('server2', 'back', 'cn-test-i', '192.168.2.5', 'servers'),
    ],
    groups: [group('clients', 'front'), group('door', 'front'), group('servers', 'back')],
    rules: { 'sg-clients': [], 'sg-door': [admitting('10.0.0.0/16')], 'sg-servers': [admitting('192.168.0.0/16')] },
    served: { alb: ['cn-test-h', 'cn-test-i', 'cn-test-j'], privatelink: ['cn-test-h', 'cn-test-i', 'cn-test-j'] },
    silent: [],
  }
}

const setOf = (words: string[] | undefined): ReadonlySet<string> | undefined => words && new Set(words)

export function inventoryOf({ vpcs, vSwitches, instances, groups, rules, served, silent }: Account): Inventory {
  return {
    vpcs: () => Promise.resolve(vpcs),
    vSwitches: () => Promise.resolve(vSwitches),
    instances: () => Promise.resolve(instances),
    securityGroups: (vpcId) => Promise.resolve(groups.filter((one) => one.vpcId === vpcId)),
    rules: (id) => Promise.resolve(rules[id] && { innerAccessPolicy: 'Accept', permissions: rules[id] }),
    albZones: () => Promise.resolve(setOf(served.alb)),
    privatelinkZones: () => Promise.resolve(setOf(served.privatelink)),
    assisted: (ids) => Promise.resolve(new Set(ids.filter((id) => !silent.includes(id)))),
  }
}

export const nothingWanted: Wanted = { zones: [], vSwitches: [], servers: [], securityGroups: [], testFrom: [], test: true }

export interface Scripted extends Asker {
  /** What was asked, and what was told, in order. */
  readonly asked: string[]
  readonly told: string[]
  /** The questions with choices, by their option. */
  readonly questions: Map<string, Question<unknown>>
}

/**
 * Somebody who answers as it is written: by option the IDs to choose, by the beginning of a message a text; and takes what is suggested
 * where nothing is written.
 */
export function scriptedAsker(answers: Record<string, string | string[]> = {}): Scripted {
  const asked: string[] = []
  const told: string[] = []
  const questions = new Map<string, Question<unknown>>()
  const chosen = <T>(question: Question<T>): readonly T[] => {
    asked.push(question.message)
    questions.set(question.flag, question)
    const ids = answers[question.flag]
    if (ids === undefined) return question.suggested
    return [ids].flat().map((id) => question.choices.find((choice) => choice.id === id)!.value)
  }
  return {
    asked, told, questions,
    one: (question) => Promise.resolve(chosen(question)[0]!),
    several: (question) => {
      const values = chosen(question)
      const wrong = question.check(values)
      return wrong === undefined ? Promise.resolve(values) : Promise.reject(new Error(wrong))
    },
    text: ({ message, suggested, check }) => {
      asked.push(message)
      const typed = Object.entries(answers).find(([start]) => message.startsWith(start))?.[1] ?? suggested
      const wrong = check(String(typed))
      return wrong === undefined ? Promise.resolve(String(typed)) : Promise.reject(new Error(wrong))
    },
    agree: () => Promise.resolve(true),
    note: (line) => told.push(line),
  }
}
