import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningCloud } from './cloud.ts'

const ZONES = ['ap-southeast-1a', 'ap-southeast-1b', 'ap-southeast-1c']
const SERVERS = 25

/** A world that shares nothing with the example but the form: another region, three zones, 25 servers, Linux consumers, another seed. */
export function writeSecondWorld(folder: string): string {
  const zone = (index: number): string => ZONES[index % ZONES.length]!
  const world = {
    seed: 'second',
    region: 'ap-southeast-1',
    regions: [{ id: 'ap-southeast-1', name: 'Singapore', zones: ZONES.map((id) => ({ id })) }],
    vpcs: [
      {
        name: 'shop', cidr: '172.16.0.0/12',
        vSwitches: ZONES.map((id, index) => ({ name: `front-${index}`, zone: id, cidr: `172.16.${index}.0/24` })),
        securityGroups: [
          { name: 'clients', rules: [] },
          { name: 'door', type: 'advanced', rules: [{ ports: '8080/8080', cidr: '172.16.0.0/16' }] },
        ],
        instances: ZONES.map((_, index) => ({ name: `client-${index}`, vSwitch: `front-${index}`, address: `172.16.${index}.10`, securityGroups: ['clients'], os: 'linux' })),
      },
      {
        // The same addresses as in the other VPC: blocks may overlap.
        name: 'stock', cidr: '172.16.0.0/12',
        vSwitches: ZONES.map((id, index) => ({ name: `back-${index}`, zone: id, cidr: `172.16.${index}.0/24` })),
        securityGroups: [{ name: 'servers', rules: [{ ports: '9000/9000', cidr: '172.16.0.0/16' }] }],
        instances: Array.from({ length: SERVERS }, (_, index) => ({
          name: `server-${index}`, vSwitch: `back-${index % ZONES.length}`, address: `172.16.${index % ZONES.length}.${100 + index}`, securityGroups: ['servers'],
          services: [{ port: 9000, page: `<html><title>Stock</title><body>shelf number ${zone(index)} ${index};</body></html>` }],
        })),
      },
    ],
  }
  const path = join(folder, 'world.yaml')
  // JSON is YAML.
  writeFileSync(path, JSON.stringify(world))
  return path
}

/** The config of a stack in the second world, with the IDs that its seed made. */
export async function writeSecondConfig(folder: string, cloud: RunningCloud, more: { consumer?: object } = {}): Promise<string> {
  const { resources } = await cloud.state()
  const named = (kind: string, key: string, name: string): string => resources[kind]!.find((item) => item[key] === name)!.id
  const config = {
    stack: 'stock-for-shop',
    region: 'ap-southeast-1',
    tags: { team: 'stock' },
    provider: { vpcId: named('vpcs', 'VpcName', 'stock') },
    loadBalancer: { edition: 'Standard', zones: ZONES.map((zoneId, index) => ({ zoneId, vSwitchId: named('vSwitches', 'VSwitchName', `back-${index}`) })) },
    serverGroup: { name: 'shelves', servers: Array.from({ length: SERVERS }, (_, index) => ({ instanceId: named('instances', 'InstanceName', `server-${index}`), port: 9000 })) },
    listener: { protocol: 'HTTP', port: 8080 },
    consumer: {
      name: 'shop',
      vpcId: named('vpcs', 'VpcName', 'shop'),
      securityGroupIds: [named('securityGroups', 'SecurityGroupName', 'door')],
      zones: ZONES.map((zoneId, index) => ({ zoneId, vSwitchId: named('vSwitches', 'VSwitchName', `front-${index}`) })),
      test: {
        from: ZONES.map((_, index) => ({ instanceId: named('instances', 'InstanceName', `client-${index}`) })),
        bodies: Object.fromEntries(Array.from({ length: SERVERS }, (_, index) => [`server-${index}`, `shelf number ${ZONES[index % ZONES.length]} ${index};`])),
      },
      ...more.consumer,
    },
  }
  const path = join(folder, 'config.yaml')
  writeFileSync(path, JSON.stringify(config))
  return path
}
