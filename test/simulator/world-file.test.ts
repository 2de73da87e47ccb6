import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeWorld } from '../../src/simulator/world-file.ts'
import { WorldFileError } from '../../src/simulator/yaml-places.ts'
import { WORLD } from './toy.ts'

const make = (text: string) => makeWorld(text, 'w.yaml', 0)
function mistakes(text: string): string[] {
  try {
    make(text)
    return []
  } catch (error) {
    if (!(error instanceof WorldFileError)) throw error
    return error.message.split('\n')
  }
}

describe('the world file that is shipped', () => {
  it('has hints that hold: each key that is commented out is a key there', () => {
    const shipped = readFileSync(join(import.meta.dirname, '../../docs/world.example.yaml'), 'utf8')
    const hints = [...shipped.matchAll(/^ *(# )[a-z][A-Za-z0-9]*: /gm)]
    expect(hints.length).toBeGreaterThan(12)
    for (const { index, 0: line } of hints) {
      const at = index + line.indexOf('# ')
      // A backend goes with neither page nor status.
      const text = shipped.slice(0, at) + shipped.slice(at + 2)
      expect(mistakes(line.includes('backend') ? text.replace(/^ *page: .*ECS03.*$/m, '') : text), line).toEqual([])
    }
  })
})

describe('a world file', () => {
  it('needs no IDs: they come from the seed, in the cloud’s forms, and another seed gives others', () => {
    const ids = (text: string) => {
      const world = make(text)
      return Object.keys({ ...world.vpcs, ...world.vSwitches, ...world.securityGroups, ...world.instances })
    }
    expect(ids(WORLD)).toEqual(ids(WORLD))
    for (const [i, form] of [/^vpc-n01[a-z0-9]{18}$/, /^vsw-n01[a-z0-9]{18}$/, /^sg-n01[a-z0-9]{17}$/, /^i-n01[a-z0-9]{17}$/].entries()) expect(ids(WORLD)[i]).toMatch(form)
    expect(ids(WORLD.replace('seed: toy', 'seed: other')).filter((id) => ids(WORLD).includes(id))).toEqual([])
  })

  it('may be JSON, have a clock of its own, closed PrivateLink, absent roles, beliefs, and networks of several accounts', () => {
    const world = make(JSON.stringify({
      speed: 'instant', beliefs: { 'list-lag': '0' }, accounts: [{ name: 'a' }, { name: 'b', privatelink: 'closed', roles: 'absent' }, { name: 'c', roles: ['AliyunServiceRoleForAlb'] }],
      regions: [{ id: 'xx-one', zones: [{ id: 'xx-one-a', alb: false }] }],
      vpcs: [{ name: 'v', account: 'b', cidr: '10.0.0.0/8', ipv6: '2001:db8::/56', securityGroups: [{ name: 'g', type: 'advanced', inner: 'drop' }] }],
    }))
    expect(world.clock).toMatchObject({ mode: 'instant', speed: 40 })
    expect(world.accounts).toMatchObject([{ privatelinkOpen: true, roles: ['AliyunServiceRoleForAlb', 'AliyunServiceRoleForPrivatelink'] }, { privatelinkOpen: false, roles: [] }, { roles: ['AliyunServiceRoleForAlb'] }])
    expect(world.accounts[0]?.id).toMatch(/^1\d{15}$/)
    expect(Object.values(world.vpcs)).toMatchObject([{ account: world.accounts[1]?.id, EnabledIpv6: true, Ipv6CidrBlock: '2001:db8::/56' }])
    expect(Object.values(world.securityGroups)).toMatchObject([{ SecurityGroupType: 'enterprise', InnerAccessPolicy: 'Drop' }])
    expect(world.regions[0]?.zones).toEqual([{ ZoneId: 'xx-one-a', LocalName: 'xx-one-a', alb: false, privatelink: true }])
  })

  it('with mistakes has every one named with its place', () => {
    expect(mistakes(`seed: 7
colour: red
regions:
  - id: xx-one
    zones: [{ id: xx-one-a, alb: yes please }]
vpcs:
  - name: v
    cidr: 10.0.0.0
    speed: 3
`)).toEqual([
      'w.yaml:1:7: seed: it must be a text',
      'w.yaml:5:34: regions[0].zones[0].alb: it must be true or false',
      'w.yaml:8:11: vpcs[0].cidr: it must be an IPv4 block such as 172.16.0.0/12',
      'w.yaml:9:5: unknown key "speed"',
      'w.yaml:2:1: unknown key "colour"',
    ])
  })

  it('with a wrong account or backend has that named with its place', () => {
    expect(mistakes(`accounts:
  - { name: a, privatelink: shut, roles: none }
regions: [{ id: xx-one, zones: [{ id: z1 }] }]
vpcs:
  - name: v
    cidr: 10.0.0.0/16
    vSwitches: [{ name: s, zone: z1, cidr: 10.0.0.0/24 }]
    securityGroups: [{ name: g }]
    instances:
      - name: i
        vSwitch: s
        address: 10.0.0.5
        securityGroups: [g]
        services:
          - { port: 80, backend: 'http://example.com:8081' }
          - { port: 81, backend: 'https://127.0.0.1:8081' }
          - { port: 82, backend: 127.0.0.1 }
          - { port: 83, backend: 'http://127.0.0.1:8081', page: hi }
          - { port: 84, backend: 'http://[::1]:8081/base' }
`)).toEqual([
      'w.yaml:2:29: accounts[0].privatelink: it must be one of "open", "closed"',
      'w.yaml:2:42: accounts[0].roles: it must be a list of service-linked roles, or absent',
      ...['15:34', '16:34', '17:34'].map((place, i) => `w.yaml:${place}: vpcs[0].instances[0].services[${i}].backend: it must be an http address on this machine, such as http://127.0.0.1:8081`),
      'w.yaml:18:13: vpcs[0].instances[0].services[3]: page and status do not go with a backend, which answers by itself',
    ])
  })

  it('that contradicts itself has every contradiction named with its place', () => {
    expect(mistakes(`region: xx-two
beliefs: { moon: x, list-lag: '7' }
accounts: [{ name: a }, { name: a }]
regions: [{ id: xx-one, zones: [{ id: z1 }, { id: z1 }] }]
vpcs:
  - name: v
    account: b
    region: xx-one
    cidr: 10.0.0.0/16
    vSwitches:
      - { name: s, zone: z9, cidr: 10.1.0.0/24 }
      - { name: s, zone: z1, cidr: 10.0.0.0/24 }
      - { name: t, zone: z1, cidr: 10.0.0.128/25 }
    securityGroups: [{ id: sg-1, name: g }, { id: sg-1, name: h }]
    instances:
      - { name: i, vSwitch: u, address: 10.0.0.5, securityGroups: [g, k], services: [{ port: 80 }, { port: 80 }] }
      - { name: j, vSwitch: t, address: 10.0.0.5, securityGroups: [sg-1] }
`).map((line) => line.replace(/; there is .*/, ''))).toEqual([
      'w.yaml:2:18: no belief "moon"', 'w.yaml:2:31: "7" is none of 2, 0, 10', 'w.yaml:3:33: the account name "a" is there twice',
      'w.yaml:4:51: the zone "z1" is there twice', 'w.yaml:1:9: no region xx-two', 'w.yaml:7:14: no account is named b',
      'w.yaml:14:51: the ID "sg-1" is there twice', 'w.yaml:12:17: the name "s" is there twice in this VPC', 'w.yaml:11:26: the region has no zone z9; it has z1, z1',
      'w.yaml:11:36: 10.1.0.0/24 lies outside the VPC\'s 10.0.0.0/16', 'w.yaml:13:36: 10.0.0.128/25 overlaps 10.0.0.0/24 of "s"',
      'w.yaml:16:29: this VPC has no vSwitch "u"', 'w.yaml:16:71: this VPC has no security group "k"', 'w.yaml:16:108: port 80 is served already',
      'w.yaml:17:41: 10.0.0.5 lies outside the vSwitch\'s 10.0.0.128/25', 'w.yaml:17:41: 10.0.0.5 is that of "i" already',
    ])
  })

  it.each([
    ['no YAML', 'a: [', /^w\.yaml:\d+:\d+: /], ['nothing', '', /^w\.yaml:1:1: the file: /], ['a list', '- a', /^w\.yaml:1:1: the file: /],
    ['two documents', 'a: 1\n---\nb: 2', /^w\.yaml:2:1: /],
    ['aliases that explode', `a: &a [x,x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e'].map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcd'[i]}`).join(',')}]`).join('\n')}`, /^w\.yaml:1:1: .*alias/],
  ])('that holds %s is refused', (_, text, expected) => {
    expect(mistakes(text)[0]).toMatch(expected)
  })
})
