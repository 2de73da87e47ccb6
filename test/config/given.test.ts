import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/config.ts'
import { givenId, isLeftOut, isOwn } from '../../src/config/given.ts'
import { readConfig } from '../../src/config/load.ts'
import { STEP_IDS } from '../../src/core/events.ts'

const consumer = { vpcId: 'vpc-1', securityGroupIds: ['sg-1'], zones: [{ zoneId: 'cn-hangzhou-h', vSwitchId: 'vsw-1' }] }
const zones = [{ zoneId: 'cn-hangzhou-h', vSwitchId: 'vsw-3' }, { zoneId: 'cn-hangzhou-i', vSwitchId: 'vsw-4' }]
const OWN = {
  provider: { vpcId: 'vpc-2' }, loadBalancer: { zones }, serverGroup: { servers: [{ instanceId: 'i-1', port: 80 }] }, listener: { protocol: 'HTTP', port: 80 },
}
const ALL = { loadBalancer: { id: 'alb-1' }, serverGroup: { id: 'sgp-1' }, listener: { id: 'lsn-1' }, service: { id: 'epsrv-1' } }

const parsed = (sections: object) => parseConfig({ stack: 'web', region: 'cn-hangzhou', consumer, ...sections })
const messages = (sections: object): string[] => (parsed(sections).mistakes ?? []).map(({ message }) => message)

describe('sections that name what exists already', () => {
  test.each<[string, object, string]>([
    ['all four, without a provider', ALL, 'given given given given'],
    ['a load balancer alone', { ...OWN, loadBalancer: ALL.loadBalancer }, 'given own own own'],
    ['a load balancer without a provider: it has a VPC', { serverGroup: OWN.serverGroup, listener: OWN.listener, loadBalancer: ALL.loadBalancer }, 'given own own own'],
    ['a server group alone', { ...OWN, serverGroup: ALL.serverGroup }, 'own given own own'],
    ['load balancer, server group and listener', { loadBalancer: ALL.loadBalancer, serverGroup: ALL.serverGroup, listener: ALL.listener }, 'given given given own'],
    ['a service alone', { service: ALL.service }, 'none none none given'],
    ['a service, and whose credentials accept', { service: ALL.service, provider: { profile: 'other' } }, 'none none none given'],
    ['a service and its load balancer', { service: ALL.service, loadBalancer: ALL.loadBalancer }, 'given none none given'],
    ['a service, its load balancer, and a listener to be made', { ...OWN, service: ALL.service, loadBalancer: ALL.loadBalancer }, 'given own own given'],
    ['a given listener, whose server group is nobody\'s concern', { service: ALL.service, loadBalancer: ALL.loadBalancer, listener: ALL.listener, serverGroup: ALL.serverGroup }, 'given given given given'],
  ])('%s', (_what, sections, roles) => {
    expect(messages(sections)).toEqual([])
    const { config } = parsed(sections)
    const role = (step: (typeof STEP_IDS)[number]): string => (givenId(config!, step) !== undefined ? 'given' : isLeftOut(config!, step) ? 'none' : 'own')
    expect(STEP_IDS.slice(0, 4).map(role).join(' ')).toBe(roles)
    expect(STEP_IDS.filter((step) => isOwn(config!, step))).toEqual(STEP_IDS.filter((step) => role(step) === 'own'))
  })

  test('without a listener the test asks on its own port, or on 80', () => {
    const port = (more: object): number => parsed({ service: ALL.service, consumer: { ...consumer, test: { from: [{ instanceId: 'i-1' }], ...more } } }).config!.listener.port
    expect([port({}), port({ port: 8080 })]).toEqual([80, 8080])
  })

  test.each<[string, object, string[]]>([
    ['a key beside the ID', { ...ALL, loadBalancer: { id: 'alb-1', zones, name: 'mine' } }, [
      'loadBalancer.zones stands beside loadBalancer.id; a load balancer that exists already is used as it is, so remove one of the two',
      'loadBalancer.name stands beside loadBalancer.id; a load balancer that exists already is used as it is, so remove one of the two',
    ]],
    ['another kind of ID', { ...ALL, listener: { id: 'alb-1' } }, ['listener.id is "alb-1"; it must be the ID of a listener, which begins with lsn-']],
    ['an empty ID', { ...ALL, service: { id: null } }, ['service.id is empty; it must be the ID of an endpoint service, which begins with epsrv-']],
    ['a listener of a load balancer to be made', { ...OWN, listener: ALL.listener, serverGroup: ALL.serverGroup }, ['listener.id goes with loadBalancer.id; a load balancer that is still to be made has no listener']],
    ['a listener and a server group to be made', { ...OWN, loadBalancer: ALL.loadBalancer, listener: ALL.listener }, ['listener.id goes with serverGroup.id; a listener that exists already is not made to forward to a new server group']],
    ['a service and a load balancer to be made', { ...OWN, service: ALL.service }, ['service.id goes with loadBalancer.id, or with no loadBalancer section; a service that exists already is not attached to a new load balancer']],
    ['a listener with nothing to listen on', { service: ALL.service, listener: OWN.listener, serverGroup: OWN.serverGroup }, [
      'serverGroup has no load balancer to go with; give loadBalancer.id, or remove the section: service.id alone is enough',
      'listener has no load balancer to go with; give loadBalancer.id, or remove the section: service.id alone is enough',
    ]],
    ['a server group that nothing forwards to', { provider: OWN.provider, service: ALL.service, loadBalancer: ALL.loadBalancer, serverGroup: OWN.serverGroup }, ['serverGroup has no listener that forwards to it; add a listener section, or remove this one']],
  ])('%s is told', (_what, sections, expected) => {
    expect(messages(sections)).toEqual(expected)
  })

  test.each([['provider', 'loadBalancer'], ['loadBalancer', 'service'], ['serverGroup', 'loadBalancer'], ['listener', 'loadBalancer']])('%s may not be missing for %s.id being there', (section, given) => {
    const sections: Record<string, unknown> = { ...OWN, ...(given === 'loadBalancer' && section !== 'provider' ? { loadBalancer: ALL.loadBalancer } : {}) }
    delete sections[section]
    expect(messages(sections)).toEqual([expect.stringMatching(new RegExp(`^${section} is missing`)) as string])
  })

  test('mistakes stand where they were made', () => {
    const text = `stack: web\nregion: cn-hangzhou\nloadBalancer: { id: alb-1, edition: Basic }\nservice: { id: epsrv-1 }\nconsumer:\n  vpcId: vpc-1\n  securityGroupIds: [sg-1]\n  zones: [{ zoneId: cn-hangzhou-h, vSwitchId: vsw-1 }]\n`
    expect(() => readConfig('c.yaml', text)).toThrow('c.yaml:3:28: loadBalancer.edition stands beside loadBalancer.id')
  })
})
