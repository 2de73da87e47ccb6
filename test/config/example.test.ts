import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config/load.ts'
import { EXAMPLE_WORLD } from '../../src/simulator/example-world.ts'
import { isId, optionalKeys, uncommented } from './uncommented.ts'

interface Named { id: string; name: string }
interface Vpc extends Named {
  cidr: string
  vSwitches: (Named & { zone: string; cidr: string })[]
  securityGroups: (Named & { rules?: { protocol: string; ports: string; cidr: string }[] })[]
  instances: (Named & { vSwitch: string; address: string; securityGroups: string[]; services?: { port: number; page: string }[] })[]
}

const path = fileURLToPath(new URL('../../config.example.yaml', import.meta.url))
const text = await readFile(path, 'utf8')
const config = readConfig(path, text)
const world = EXAMPLE_WORLD as { region: string; vpcs: Vpc[] }
const vpc = (id: string): Vpc => world.vpcs.find((one) => one.id === id)!
const consumer = vpc(config.consumer.vpcId)
const provider = vpc(config.provider.vpcId)

describe('config.example.yaml is the documented scenario', () => {
  test('in its region and ranges', () => {
    expect([config.stack, config.region, world.region]).toEqual(['web', 'cn-hangzhou', 'cn-hangzhou'])
    expect([consumer.cidr, provider.cidr]).toEqual(['10.0.0.0/8', '192.168.0.0/16'])
  })

  test('with a vSwitch in each zone, the same in the embedded world', () => {
    const placed = (zones: { zoneId: string; vSwitchId: string }[], vpc: Vpc): unknown =>
      zones.map((zone) => vpc.vSwitches.filter((one) => one.id === zone.vSwitchId && one.zone === zone.zoneId).map((one) => [one.zone, one.cidr])[0])
    expect(placed(config.loadBalancer.zones, provider)).toEqual([['cn-hangzhou-h', '192.168.3.0/24'], ['cn-hangzhou-i', '192.168.5.0/24']])
    expect(placed(config.consumer.zones, consumer)).toEqual([['cn-hangzhou-h', '10.0.10.0/24'], ['cn-hangzhou-i', '10.10.0.0/24']])
  })

  test('with the two servers on port 80, weight 100, each with a page of its own that names it', () => {
    const servers = config.serverGroup.servers.map((server) => ({ ...server, in: provider.instances.find((one) => one.id === server.instanceId)! }))
    expect(servers.map((one) => [one.in.name, one.in.address, one.port, one.weight])).toEqual([
      ['ECS 03', '192.168.3.190', 80, 100], ['ECS 04', '192.168.5.20', 80, 100],
    ])
    for (const { in: server } of servers) {
      const known = config.consumer.test?.bodies?.filter((body) => server.services?.[0]?.page.includes(body.text)).map((body) => body.name)
      expect(known).toEqual([server.name])
    }
  })

  test('with the two instances that test, each through its own zone', () => {
    expect(config.consumer.test?.from.map((from) => {
      const instance = consumer.instances.find((one) => one.id === from.instanceId)!
      return [instance.name, instance.address, consumer.vSwitches.find((one) => one.name === instance.vSwitch)?.zone, from.zoneId]
    })).toEqual([['ECS 01', '10.0.10.3', 'cn-hangzhou-h', 'cn-hangzhou-h'], ['ECS 02', '10.10.0.27', 'cn-hangzhou-i', 'cn-hangzhou-i']])
  })

  test("with one security group that admits TCP 80 from VPC 1's two vSwitches", () => {
    expect(config.consumer.securityGroupIds).toHaveLength(1)
    const group = consumer.securityGroups.find((one) => one.id === config.consumer.securityGroupIds[0])
    expect(group?.rules).toMatchObject([{ protocol: 'tcp', ports: '80/80', cidr: '10.0.10.0/24' }, { protocol: 'tcp', ports: '80/80', cidr: '10.10.0.0/24' }])
  })

  test('with the documented settings', () => {
    expect(config.loadBalancer).toMatchObject({ edition: 'Basic', addressIpVersion: 'IPv4' })
    expect(config.serverGroup).toMatchObject({ name: 'RS1', protocol: 'HTTP', scheduler: 'Wrr' })
    expect(config.listener).toEqual({ protocol: 'HTTP', port: 80 })
    expect(config.service).toEqual({ autoAccept: false, zoneAffinity: false })
    expect(config.consumer.test).toMatchObject({ path: '/', status: [200], via: 'both' })
  })

  test('and what stands in its comments is right as well', () => {
    // Each optional key, taken out of its comment, is a config still; the fixed edition and cross-zone pair is valid together.
    const optional = optionalKeys(text).filter((lines) => !isId(text, lines))
    expect(optional.length).toBeGreaterThanOrEqual(26)
    const all = uncommented(text, optional.flat())
    const read = readConfig(path, all)
    expect(read.loadBalancer.zones[0]?.address).toBe('192.168.3.100')
    expect(read.consumer.endpoint).toEqual({ name: 'endpoint-web', description: "the shop's servers", resourceGroupId: 'rg-acfmxample00001' })
    for (const lines of optional) expect(() => readConfig(path, uncommented(text, lines))).not.toThrow()
  })
})
