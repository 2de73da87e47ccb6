import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']
const SERVERS = 6
const filled = (word: string): string => word.padEnd(20, '0')

/** IDs of a world with room to change: three zones, six servers on two ports each, three security groups that could stand at the door. */
export const ROOMY = {
  consumers: `vpc-${filled('d7oconsumer')}`,
  providers: `vpc-${filled('d7oprovider')}`,
  servers: Array.from({ length: SERVERS }, (_, index) => `i-${filled(`d7oserver${index}`)}`),
  clients: ZONES.map((_, index) => `i-${filled(`d7oclient${index}`)}`),
  doors: [0, 1, 2].map((index) => `sg-${filled(`d7odoor${index}`)}`),
  front: ZONES.map((_, index) => `vsw-${filled(`d7ofront${index}`)}`),
  back: ZONES.map((_, index) => `vsw-${filled(`d7oback${index}`)}`),
  /** A second vSwitch in each zone of the provider's VPC, and of the consumer's. */
  otherBack: ZONES.map((_, index) => `vsw-${filled(`d7ospare${index}`)}`),
  otherFront: ZONES.map((_, index) => `vsw-${filled(`d7oaside${index}`)}`),
}

/** Writes the world; JSON is YAML. */
export function writeRoomyWorld(folder: string): string {
  const vSwitches = (name: string, ids: readonly string[], first: number, net: string) =>
    ids.map((id, index) => ({ name: `${name}${index}`, id, zone: ZONES[index], cidr: `${net}.${first + index}.0/24` }))
  const world = {
    accounts: [{ id: '1300000000000001', name: 'default' }, { id: '1300000000000002', name: 'partner' }],
    seed: 'roomy', region: 'eu-west-1', regions: [{ id: 'eu-west-1', zones: ZONES.map((id) => ({ id })) }],
    vpcs: [
      {
        name: 'consumer', id: ROOMY.consumers, cidr: '10.0.0.0/8',
        vSwitches: [...vSwitches('front', ROOMY.front, 0, '10.0'), ...vSwitches('aside', ROOMY.otherFront, 10, '10.0')],
        securityGroups: [{ name: 'clients' }, ...ROOMY.doors.map((id, index) => ({ name: `door ${index}`, id, rules: [{ ports: '1/65535', cidr: '10.0.0.0/16' }] }))],
        instances: ROOMY.clients.map((id, index) => ({ name: `client ${index}`, id, vSwitch: `front${index}`, address: `10.0.${index}.10`, securityGroups: ['clients'] })),
      },
      {
        name: 'provider', id: ROOMY.providers, cidr: '172.16.0.0/12',
        vSwitches: [...vSwitches('back', ROOMY.back, 0, '172.16'), ...vSwitches('spare', ROOMY.otherBack, 10, '172.16')],
        securityGroups: [{ name: 'servers', rules: [{ ports: '80/81', cidr: '172.16.0.0/16' }] }],
        instances: ROOMY.servers.map((id, index) => ({
          name: `server ${index}`, id, vSwitch: `back${index % ZONES.length}`, address: `172.16.${index % ZONES.length}.${20 + index}`, securityGroups: ['servers'],
          services: [80, 81].map((port) => ({ port, page: `page of server ${index}` })),
        })),
      },
    ],
  }
  const path = join(folder, 'world.yaml')
  writeFileSync(path, JSON.stringify(world))
  return path
}

/** A config in the roomy world with two zones and two servers, and without a test. */
export function roomyConfig(): any {
  const zones = (ids: readonly string[]) => ids.slice(0, 2).map((vSwitchId, index) => ({ zoneId: ZONES[index], vSwitchId }))
  return {
    stack: 'roomy', region: 'eu-west-1', provider: { vpcId: ROOMY.providers }, loadBalancer: { zones: zones(ROOMY.back) },
    serverGroup: { servers: ROOMY.servers.slice(0, 2).map((instanceId) => ({ instanceId, port: 80, weight: 100 })) },
    listener: { protocol: 'HTTP', port: 80 }, service: {},
    consumer: { vpcId: ROOMY.consumers, securityGroupIds: [ROOMY.doors[0]], zones: zones(ROOMY.front) },
  }
}
