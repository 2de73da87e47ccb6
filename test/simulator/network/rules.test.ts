import { describe, expect, test } from 'vitest'
import type { Permission, SecurityGroup } from '../../../src/simulator/model.ts'
import { mayEnter, mayEnterBalancer, mayLeave } from '../../../src/simulator/network/rules.ts'
import { group, rule, smallWorld } from './small-world.ts'

const peer = { address: '172.20.0.3', groups: ['sg-users'] }

function enters(permissions: Permission[], over: Partial<SecurityGroup> = {}, who = peer): boolean {
  const world = smallWorld()
  world.securityGroups['sg-x'] = group('sg-x', 'vpc-use', permissions, over)
  return mayEnter(world, ['sg-x'], who, '172.20.0.77', 8080)
}

function leaves(permissions: Permission[], over: Partial<SecurityGroup> = {}): boolean {
  const world = smallWorld()
  world.securityGroups['sg-x'] = group('sg-x', 'vpc-use', permissions, over)
  return mayLeave(world, ['sg-x'], { address: '172.20.0.77', groups: ['sg-endpoint'] }, '172.20.0.3', 8080)
}

describe('who may enter', () => {
  const cases: [string, boolean, Permission[], Partial<SecurityGroup>?][] = [
    ['nobody without a rule', false, []],
    ['the range that a rule names', true, [rule({ SourceCidrIp: '172.20.0.0/24' })]],
    ['not its neighbours', false, [rule({ SourceCidrIp: '172.20.1.0/24' })]],
    ['a single address', true, [rule({ SourceCidrIp: '172.20.0.3' })]],
    ['everybody for 0.0.0.0/0', true, [rule({ SourceCidrIp: '0.0.0.0/0' })]],
    ['members of the group that a rule names', true, [rule({ SourceGroupId: 'sg-users' })]],
    ['not members of another group', false, [rule({ SourceGroupId: 'sg-servers' })]],
    ['not through another port', false, [rule({ SourceCidrIp: '172.20.0.0/16', PortRange: '80/80' })]],
    ['within a range of ports', true, [rule({ SourceCidrIp: '172.20.0.0/16', PortRange: '8000/9000' })]],
    ['through any port of ALL', true, [rule({ SourceCidrIp: '172.20.0.0/16', IpProtocol: 'ALL', PortRange: '-1/-1' })]],
    ['through any port of lower-case tcp', true, [rule({ SourceCidrIp: '172.20.0.0/16', IpProtocol: 'tcp',
      PortRange: '-1/-1' })]],
    ['not by a rule for UDP', false, [rule({ SourceCidrIp: '172.20.0.0/16', IpProtocol: 'UDP' })]],
    ['not by a rule for egress', false, [rule({ SourceCidrIp: '172.20.0.0/16', Direction: 'egress' })]],
    ['not by a prefix list, which this world does not hold', false, [rule({ SourcePrefixListId: 'pl-1' })]],
    ['not by a rule that names another destination', false,
      [rule({ SourceCidrIp: '172.20.0.0/16', DestCidrIp: '172.20.9.0/24' })]],
    ['not where Drop comes first', false, [rule({ SourceCidrIp: '0.0.0.0/0', Priority: '2' }),
      rule({ SourceCidrIp: '172.20.0.3', Policy: 'Drop' })]],
    ['where Accept comes first', true, [rule({ SourceCidrIp: '0.0.0.0/0', Policy: 'Drop', Priority: '100' }),
      rule({ SourceCidrIp: '172.20.0.3', Priority: '9' })]],
    ['not where Drop has the same priority', false,
      [rule({ SourceCidrIp: '0.0.0.0/0' }), rule({ SourceCidrIp: '172.20.0.3', Policy: 'Drop' })]],
  ]
  for (const [name, expected, permissions, over] of cases) test(name, () => expect(enters(permissions, over)).toBe(expected))

  test('members of a basic group reach each other, unless InnerAccessPolicy is Drop or the group is advanced', () => {
    const member = { address: '172.20.0.3', groups: ['sg-x'] }
    expect(enters([], {}, member)).toBe(true)
    expect(enters([], { InnerAccessPolicy: 'Drop' }, member)).toBe(false)
    expect(enters([], { SecurityGroupType: 'enterprise' }, member)).toBe(false)
  })

  test('a load balancer\'s own groups only turn down', () => {
    const world = smallWorld()
    world.securityGroups['sg-x'] = group('sg-x', 'vpc-serve', [])
    expect(mayEnterBalancer(world, ['sg-x'], peer, '172.20.0.50', 8080)).toBe(true)
    world.securityGroups['sg-x'].permissions.push(rule({ SourceCidrIp: '0.0.0.0/0', Policy: 'Drop' }))
    expect(mayEnterBalancer(world, ['sg-x'], peer, '172.20.0.50', 8080)).toBe(false)
  })
})

describe('who may leave', () => {
  test('everybody out of a basic group without rules, nobody out of an advanced one', () => {
    expect(leaves([])).toBe(true)
    expect(leaves([], { SecurityGroupType: 'enterprise' })).toBe(false)
  })
  test('nobody where a rule drops it, by range or by group', () => {
    expect(leaves([rule({ Direction: 'egress', Policy: 'Drop', DestCidrIp: '172.20.0.0/16' })])).toBe(false)
    expect(leaves([rule({ Direction: 'egress', Policy: 'Drop', DestGroupId: 'sg-endpoint' })])).toBe(false)
    expect(leaves([rule({ Direction: 'egress', Policy: 'Drop', DestCidrIp: '10.0.0.0/8' })])).toBe(true)
  })
  test('out of an advanced group what a rule lets out', () => {
    expect(leaves([rule({ Direction: 'egress', DestCidrIp: '172.20.0.0/16' })], { SecurityGroupType: 'enterprise' })).toBe(true)
  })
})
