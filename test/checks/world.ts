import { CloudError, type ErrorClass } from '../../src/cloud/error.ts'
import { type Config, parseConfig } from '../../src/config/config.ts'
import type { CheckReader, CloudAssistantFact, InstanceFact, PermissionFact, RulesFact, SecurityGroupFact, VpcFact, VSwitchFact } from '../../src/checks/facts.ts'

/** A small cloud in which a config of two zones passes every check; tests break parts of it. */
export interface TestWorld {
  accountId: string
  albZones: string[]
  privatelinkZones: string[]
  opened: boolean
  vpcs: VpcFact[]
  vSwitches: VSwitchFact[]
  instances: InstanceFact[]
  groups: (SecurityGroupFact & RulesFact)[]
  agents: CloudAssistantFact[]
  /** Actions that are answered with an error. */
  errors: Record<string, CloudError>
}

export const rule = (over: Partial<PermissionFact> = {}): PermissionFact => ({
  direction: 'ingress', policy: 'Accept', priority: '1', ipProtocol: 'TCP', portRange: '80/80', sourceCidrIp: '', destCidrIp: '',
  sourceGroupId: '', destGroupId: '', sourcePrefixListId: '', destPrefixListId: '', ...over,
})

export const vSwitch = (vSwitchId: string, vpcId: string, zoneId: string, cidrBlock: string, over: Partial<VSwitchFact> = {}): VSwitchFact => ({
  vSwitchId, vpcId, zoneId, cidrBlock, status: 'Available', availableIpAddressCount: 200, enabledIpv6: false, networkAclId: '', ...over,
})

export const instance = (instanceId: string, vpcId: string, zoneId: string, address: string, groups: string[], over: Partial<InstanceFact> = {}): InstanceFact => ({
  instanceId, instanceName: instanceId, status: 'Running', OSType: 'linux', zoneId, vpcId, vSwitchId: '', privateIpAddresses: [address], securityGroupIds: groups, ...over,
})

export const group = (securityGroupId: string, vpcId: string, permissions: PermissionFact[], over: Partial<SecurityGroupFact & RulesFact> = {}): SecurityGroupFact & RulesFact => ({
  securityGroupId, vpcId, securityGroupType: 'normal', innerAccessPolicy: 'Accept', permissions, ...over,
})

export function testWorld(): TestWorld {
  return {
    accountId: '1098765432101234', albZones: ['cn-xz-h', 'cn-xz-i', 'cn-xz-j'], privatelinkZones: ['cn-xz-h', 'cn-xz-i'], opened: true,
    vpcs: [
      { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/8', status: 'Available', enabledIpv6: false },
      { vpcId: 'vpc-2', cidrBlock: '192.168.0.0/16', status: 'Available', enabledIpv6: false },
    ],
    vSwitches: [
      vSwitch('vsw-1h', 'vpc-1', 'cn-xz-h', '10.0.10.0/24'), vSwitch('vsw-1i', 'vpc-1', 'cn-xz-i', '10.10.0.0/24'),
      vSwitch('vsw-2h', 'vpc-2', 'cn-xz-h', '192.168.3.0/24'), vSwitch('vsw-2i', 'vpc-2', 'cn-xz-i', '192.168.5.0/24'),
    ],
    instances: [
      instance('i-01', 'vpc-1', 'cn-xz-h', '10.0.10.3', ['sg-c']), instance('i-02', 'vpc-1', 'cn-xz-i', '10.10.0.27', ['sg-c']),
      instance('i-03', 'vpc-2', 'cn-xz-h', '192.168.3.190', ['sg-s']), instance('i-04', 'vpc-2', 'cn-xz-i', '192.168.5.20', ['sg-s']),
    ],
    groups: [
      group('sg-e', 'vpc-1', [rule({ sourceCidrIp: '10.0.10.0/24' }), rule({ sourceCidrIp: '10.10.0.0/24' })]),
      group('sg-c', 'vpc-1', []),
      group('sg-s', 'vpc-2', [rule({ sourceCidrIp: '192.168.3.0/24' }), rule({ sourceCidrIp: '192.168.5.0/24' })]),
    ],
    agents: [
      { instanceId: 'i-01', cloudAssistantStatus: 'true', cloudAssistantVersion: '2.2' },
      { instanceId: 'i-02', cloudAssistantStatus: 'true', cloudAssistantVersion: '2.2' },
    ],
    errors: {},
  }
}

/** The config that fits the world, with parts replaced. */
export function testConfig(over: (raw: any) => void = () => {}): Config {
  const raw = {
    stack: 'web', region: 'cn-xz', provider: { vpcId: 'vpc-2' },
    loadBalancer: { zones: [{ zoneId: 'cn-xz-h', vSwitchId: 'vsw-2h' }, { zoneId: 'cn-xz-i', vSwitchId: 'vsw-2i' }] },
    serverGroup: { servers: [{ instanceId: 'i-03', port: 80 }, { instanceId: 'i-04', port: 80 }] },
    listener: { protocol: 'HTTP', port: 80 },
    consumer: {
      vpcId: 'vpc-1', securityGroupIds: ['sg-e'], zones: [{ zoneId: 'cn-xz-h', vSwitchId: 'vsw-1h' }, { zoneId: 'cn-xz-i', vSwitchId: 'vsw-1i' }],
      test: { from: [{ instanceId: 'i-01' }, { instanceId: 'i-02' }] },
    },
  }
  over(raw)
  const parsed = parseConfig(raw)
  if (!parsed.config) throw new Error(parsed.mistakes.map((mistake) => mistake.message).join('\n'))
  return parsed.config
}

export const cloudError = (code: string, kind: ErrorClass): CloudError => new CloudError(code, { product: 'Test', action: 'Test', code, class: kind })
export const denied = cloudError('Forbidden.RAM', 'forbidden')

/** A reader of the world that notes its calls. */
export function testReader(world: TestWorld): CheckReader & { calls: string[] } {
  const calls: string[] = []
  const call = async <T>(name: string, about: string, answer: () => T): Promise<T> => {
    calls.push(about ? `${name} ${about}` : name)
    await Promise.resolve()
    const error = world.errors[name]
    if (error) throw error
    return answer()
  }
  return {
    calls,
    getCallerIdentity: () => call('getCallerIdentity', '', () => ({ accountId: world.accountId })),
    albZones: () => call('albZones', '', () => world.albZones),
    privatelinkZones: () => call('privatelinkZones', '', () => world.privatelinkZones),
    checkProductOpen: () => call('checkProductOpen', '', () => {
      if (!world.opened) throw cloudError('NeedOpenProduct', 'fatal')
    }),
    describeVpcs: (ids) => call('describeVpcs', ids.join(), () => world.vpcs.filter((one) => ids.includes(one.vpcId))),
    describeVSwitches: (vpcId) => call('describeVSwitches', vpcId, () => world.vSwitches.filter((one) => one.vpcId === vpcId)),
    describeInstances: (ids) => call('describeInstances', ids.join(), () => world.instances.filter((one) => ids.includes(one.instanceId))),
    describeSecurityGroups: (ids) => call('describeSecurityGroups', ids.join(), () => world.groups.filter((one) => ids.includes(one.securityGroupId))),
    describeSecurityGroupAttribute: (id) => call('describeSecurityGroupAttribute', id, () => {
      const found = world.groups.find((one) => one.securityGroupId === id)
      if (!found) throw cloudError('InvalidSecurityGroupId.NotFound', 'absent')
      return found
    }),
    describeCloudAssistantStatus: (ids) => call('describeCloudAssistantStatus', ids.join(), () => world.agents.filter((one) => ids.includes(one.instanceId))),
  }
}
