import { describe, expect, test } from 'vitest'
import { parseCidr, showRange } from '../../src/checks/cidr.ts'
import type { PermissionFact } from '../../src/checks/facts.ts'
import { evaluate, type Group, type Traffic } from '../../src/checks/security-group.ts'
import { rule } from './world.ts'

const basic = (permissions: PermissionFact[], over: Partial<Group> = {}): Group => ({ id: 'sg-a', type: 'normal', innerAccessPolicy: 'Accept', permissions, ...over })
const advanced = (permissions: PermissionFact[]): Group => basic(permissions, { type: 'enterprise' })

function answers(groups: Group[], over: Partial<Omit<Traffic, 'peer' | 'own'>> & { peer?: string; own?: string } = {}): string {
  const { peer = '10.0.10.0/24', own, ...rest } = over
  const traffic: Traffic = { direction: 'ingress', port: 80, peerGroups: [], ...rest, peer: parseCidr(peer)!, ...(own ? { own: parseCidr(own)! } : {}) }
  return evaluate(groups, traffic).map((part) => `${showRange(part.range)} ${part.answer} by ${part.by}`).join(', ')
}
const wholly = (answer: string): string => `10.0.10.0/24 ${answer}`
const from = (sourceCidrIp: string, over: Partial<PermissionFact> = {}): PermissionFact => rule({ sourceCidrIp, ...over })

describe('a security group', () => {
  test.each<[string, Group[], string]>([
    ['that admits the range', [basic([from('10.0.10.0/24')])], 'admit by rule'],
    ['that admits a wider range', [basic([from('10.0.0.0/8')])], 'admit by rule'],
    ['that admits everything', [basic([from('0.0.0.0/0', { ipProtocol: 'ALL', portRange: '-1/-1' })])], 'admit by rule'],
    ['without a rule', [basic([])], 'refuse by default'],
    ['of the advanced type without a rule', [advanced([])], 'refuse by default'],
    ['that admits another range', [basic([from('10.0.11.0/24')])], 'refuse by default'],
    ['that admits another port', [basic([from('10.0.10.0/24', { portRange: '443/443' })])], 'refuse by default'],
    ['that admits a range of ports', [basic([from('10.0.10.0/24', { portRange: '1/1024' })])], 'admit by rule'],
    ['that admits UDP', [basic([from('10.0.10.0/24', { ipProtocol: 'UDP' })])], 'refuse by default'],
    ['that writes tcp and accept in small letters', [basic([from('10.0.10.0/24', { ipProtocol: 'tcp', policy: 'accept' })])], 'admit by rule'],
    ['that admits only what goes out', [basic([rule({ direction: 'egress', destCidrIp: '10.0.10.0/24' })])], 'refuse by default'],
    ['that admits from there only what goes out', [basic([from('10.0.10.0/24', { direction: 'egress' })])], 'refuse by default'],
    ['that drops at a stronger priority', [basic([from('10.0.10.0/24', { priority: '2' }), from('10.0.0.0/8', { policy: 'Drop' })])], 'refuse by rule'],
    ['that drops at a weaker priority', [basic([from('10.0.10.0/24', { priority: '2' }), from('10.0.0.0/8', { policy: 'Drop', priority: '10' })])], 'admit by rule'],
    ['whose priorities are compared as numbers', [basic([from('10.0.0.0/8', { priority: '100' }), from('10.0.0.0/8', { policy: 'Drop', priority: '99' })])], 'refuse by rule'],
    ['that drops at the same priority', [basic([from('10.0.10.0/24'), from('10.0.0.0/8', { policy: 'Drop' })])], 'refuse by rule'],
    ['beside another that admits', [basic([]), basic([from('10.0.10.0/24')], { id: 'sg-b' })], 'admit by rule'],
    ['beside another that drops more strongly', [basic([from('10.0.10.0/24', { priority: '5' })]), basic([from('0.0.0.0/0', { policy: 'Drop' })])], 'refuse by rule'],
    ['with a rule for IPv6 only', [basic([from('', { ipv6SourceCidrIp: '::/0' })])], 'refuse by default'],
    ['with a rule by prefix list', [basic([from('', { sourcePrefixListId: 'pl-1' })])], 'unknown by default'],
    ['with a prefix list behind a rule that decides', [basic([from('10.0.10.0/24'), from('', { sourcePrefixListId: 'pl-1', policy: 'Drop', priority: '9' })])], 'admit by rule'],
    ['with a prefix list that could only say the same', [basic([from('10.0.10.0/24', { priority: '9' }), from('', { sourcePrefixListId: 'pl-1' })])], 'admit by rule'],
    ['with a prefix list that could drop before', [basic([from('10.0.10.0/24', { priority: '9' }), from('', { sourcePrefixListId: 'pl-1', policy: 'Drop' })])], 'unknown by rule'],
    ['with a rule by port list', [basic([from('10.0.10.0/24', { portRangeListId: 'prl-1', portRange: '' })])], 'unknown by default'],
    ['with a rule for some source ports', [basic([from('10.0.10.0/24', { sourcePortRange: '1/1024' })])], 'unknown by default'],
    ['with a rule for all source ports', [basic([from('10.0.10.0/24', { sourcePortRange: '-1/-1' })])], 'admit by rule'],
    ['with a rule for an unknown address of its own', [basic([from('10.0.10.0/24', { destCidrIp: '192.168.3.190' })])], 'unknown by default'],
    ['with a rule for any address of its own', [basic([from('10.0.10.0/24', { destCidrIp: '0.0.0.0/0' })])], 'admit by rule'],
    ['with a rule by group', [basic([from('', { sourceGroupId: 'sg-x' })])], 'refuse by default'],
    ['that cannot be read as a range', [basic([from('somewhere')])], 'unknown by default'],
  ])('%s', (_, groups, answer) => expect(answers(groups)).toBe(wholly(answer)))

  test('admits members of a group that a rule names', () => {
    expect(answers([basic([from('', { sourceGroupId: 'sg-x' })])], { peerGroups: ['sg-x'] })).toBe(wholly('admit by rule'))
  })

  test('of the basic type admits its own members, unless its inner policy or a rule says no; an advanced one does not', () => {
    const member = { peerGroups: ['sg-a'] }
    expect(answers([basic([])], member)).toBe(wholly('admit by default'))
    expect(answers([basic([], { innerAccessPolicy: 'Drop' })], member)).toBe(wholly('refuse by default'))
    expect(answers([basic([from('10.0.0.0/8', { policy: 'Drop' })])], member)).toBe(wholly('refuse by rule'))
    expect(answers([advanced([])], member)).toBe(wholly('refuse by default'))
  })

  test('of the basic type lets everything out but what a rule drops; an advanced one lets out what a rule admits', () => {
    const out = { direction: 'egress' as const }
    const to = (over: Partial<PermissionFact> = {}): PermissionFact => rule({ direction: 'egress', destCidrIp: '10.0.0.0/8', ...over })
    expect(answers([basic([])], out)).toBe(wholly('admit by default'))
    expect(answers([basic([to({ policy: 'Drop' })])], out)).toBe(wholly('refuse by rule'))
    expect(answers([basic([to({ policy: 'Drop', portRange: '22/22' })])], out)).toBe(wholly('admit by default'))
    expect(answers([basic([to({ policy: 'Drop', destCidrIp: '', destPrefixListId: 'pl-1' })])], out)).toBe(wholly('unknown by default'))
    expect(answers([advanced([])], out)).toBe(wholly('refuse by default'))
    expect(answers([advanced([to()])], out)).toBe(wholly('admit by rule'))
    expect(answers([advanced([to({ destCidrIp: '', destGroupId: 'sg-e' })])], { ...out, peerGroups: ['sg-e'] })).toBe(wholly('admit by rule'))
  })

  test('is judged for each part of a range that rules tell apart', () => {
    expect(answers([basic([from('10.0.10.0/25'), from('10.0.10.64/26', { policy: 'Drop' })])])).toBe(
      '10.0.10.0/26 admit by rule, 10.0.10.64/26 refuse by rule, 10.0.10.128/25 refuse by default')
    expect(answers([basic([from('10.0.10.0/25'), from('10.0.10.128/25')])])).toBe(wholly('admit by rule'))
  })

  test('with a rule of five parts is judged by its own address where that is known', () => {
    const group = basic([from('10.0.10.0/24', { destCidrIp: '192.168.3.0/24' })])
    expect(answers([group], { own: '192.168.3.190' })).toBe(wholly('admit by rule'))
    expect(answers([group], { own: '192.168.5.20' })).toBe(wholly('refuse by default'))
  })
})
