import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EXAMPLE_WORLD } from '../../src/simulator/example-world.ts'
import type { World } from '../../src/simulator/model.ts'
import { crossCheck } from '../../src/simulator/world-checks.ts'
import { makeWorld } from '../../src/simulator/world-file.ts'
import { worldSchema } from '../../src/simulator/world-schema.ts'
import { buildWorld } from '../../src/simulator/world.ts'

describe('the example world', () => {
  const world = buildWorld(EXAMPLE_WORLD, 0)
  it('is the documented scenario, value for value', () => {
    expect(world.defaultRegion).toBe('cn-hangzhou')
    expect(Object.values(world.vpcs).map((vpc) => [vpc.VpcName, vpc.CidrBlock])).toEqual([['VPC 1', '10.0.0.0/8'], ['VPC 2', '192.168.0.0/16']])
    expect(Object.values(world.vSwitches).map((one) => [one.ZoneId, one.CidrBlock])).toEqual([
      ['cn-hangzhou-h', '10.0.10.0/24'], ['cn-hangzhou-i', '10.10.0.0/24'], ['cn-hangzhou-h', '192.168.3.0/24'], ['cn-hangzhou-i', '192.168.5.0/24'],
    ])
    expect(Object.values(world.instances).map((one) => [one.InstanceName, one.ZoneId, one.PrivateIpAddress, one.OSType, one.Status, one.agent, one.services])).toEqual([
      ['ECS 01', 'cn-hangzhou-h', '10.0.10.3', 'windows', 'Running', 'running', []],
      ['ECS 02', 'cn-hangzhou-i', '10.10.0.27', 'windows', 'Running', 'running', []],
      ['ECS 03', 'cn-hangzhou-h', '192.168.3.190', 'linux', 'Running', 'running', [{ port: 80, page: 'Hello World ! This is ECS03.' }]],
      ['ECS 04', 'cn-hangzhou-i', '192.168.5.20', 'linux', 'Running', 'running', [{ port: 80, page: 'Hello World ! This is ECS04.' }]],
    ])
    expect(Object.values(world.securityGroups).map((one) => one.permissions.map((rule) => [rule.IpProtocol, rule.PortRange, rule.SourceCidrIp]))).toEqual([
      [['TCP', '80/80', '10.0.10.0/24'], ['TCP', '80/80', '10.10.0.0/24']], [], [['TCP', '80/80', '192.168.3.0/24'], ['TCP', '80/80', '192.168.5.0/24']],
    ])
    expect(world.vSwitches['vsw-bp1r419i8hpgioougw8un']?.taken).toEqual({ '10.0.10.3': 'i-bp1h217ih52y4llt9xkg' })
  })

  it('keeps to the form of a world file, with nothing left to a default', () => {
    expect(worldSchema.parse(EXAMPLE_WORLD)).toEqual(EXAMPLE_WORLD)
    expect(crossCheck(EXAMPLE_WORLD)).toEqual([])
  })

  it('is what docs/world.example.yaml says', () => {
    const keyless = (made: World) => {
      return { ...made, accounts: made.accounts.map((one) => ({ ...one, accessKeyId: '', accessKeySecret: '' })) }
    }
    const shipped = readFileSync(join(import.meta.dirname, '../../docs/world.example.yaml'), 'utf8')
    expect(keyless(makeWorld(shipped, 'docs/world.example.yaml', 0))).toEqual(keyless(world))
  })

  it('is the same for the next one when a world has been changed', () => {
    const kept = ({ beliefs, accounts, instances }: World): string => JSON.stringify([beliefs, accounts.map((one) => one.roles), instances])
    const changed = buildWorld(EXAMPLE_WORLD, 0)
    const before = kept(changed)
    changed.beliefs['list-lag'] = '0'
    changed.accounts[0]!.roles.push('another')
    for (const one of Object.values(changed.instances)) one.services.push({ port: 1 })
    expect(kept(buildWorld(EXAMPLE_WORLD, 0))).toBe(before)
  })

  it('stands in one file of the simulator alone', () => {
    const root = join(import.meta.dirname, '../../src/simulator')
    const words = [
      ...Object.keys({ ...world.vpcs, ...world.vSwitches, ...world.securityGroups, ...world.instances }),
      ...world.accounts.map((one) => one.id), ...world.regions.flatMap((one) => [one.RegionId, one.LocalName]),
      ...Object.values(world.instances).flatMap((one) => [one.InstanceName, one.PrivateIpAddress, ...one.services.flatMap((service) => service.page ?? [])]),
      ...Object.values(world.vSwitches).map((one) => one.CidrBlock), 'ECS03', 'ECS04',
    ]
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(root, name)).isFile())
    const found = files.filter((name) => !name.endsWith('example-world.ts')).flatMap((name) => {
      const text = readFileSync(join(root, name), 'utf8')
      return words.filter((word) => text.includes(word)).map((word) => `${name}: ${word}`)
    })
    expect(found).toEqual([])
  })
})
