import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ZONES = ['eu-central-1a', 'eu-central-1b']

const CONSUMERS = 'vpc-gw8consumer0000000000'
const PROVIDERS = 'vpc-gw8provider0000000000'
const vSwitch = (side: string, index: number): string => `vsw-gw8${side}${index}00000000000`
const server = (index: number): string => `i-gw8server${index}0000000000`
const client = (index: number): string => `i-gw8client${index}0000000000`
const DOOR = 'sg-gw8door00000000000000'
/** A security group that would do as well. */
export const OTHER_DOOR = 'sg-gw8door10000000000000'

/**
 * A small world for many short runs: two zones, two servers, two Linux consumers, of which one asks. All IDs are given, so that
 * the config of its stack is written without asking.
 * @returns the paths of the world file and of the config, and what writes another config
 */
export function writeSmallWorld(folder: string): { world: string; config: string; variant: (name: string, change: (config: any) => void) => string } {
  const groups = (name: string, rules: object[], id?: string) => ({ name, rules, ...(id === undefined ? {} : { id }) })
  const world = {
    seed: 'reliability',
    region: 'eu-central-1',
    regions: [{ id: 'eu-central-1', zones: ZONES.map((id) => ({ id })) }],
    vpcs: [
      {
        name: 'consumer', id: CONSUMERS, cidr: '10.0.0.0/8',
        vSwitches: ZONES.map((zone, index) => ({ name: `c${index}`, id: vSwitch('cons', index), zone, cidr: `10.0.${index}.0/24` })),
        securityGroups: [
          groups('clients', []), groups('door', [{ ports: '80/81', cidr: '10.0.0.0/16' }], DOOR), groups('other door', [{ ports: '80/81', cidr: '10.0.0.0/16' }], OTHER_DOOR),
        ],
        instances: ZONES.map((_zone, index) => ({ name: `client ${index}`, id: client(index), os: 'linux', vSwitch: `c${index}`, address: `10.0.${index}.10`, securityGroups: ['clients'] })),
      },
      {
        name: 'provider', id: PROVIDERS, cidr: '192.168.0.0/16',
        vSwitches: ZONES.map((zone, index) => ({ name: `p${index}`, id: vSwitch('prov', index), zone, cidr: `192.168.${index}.0/24` })),
        securityGroups: [groups('servers', [{ ports: '80/81', cidr: '192.168.0.0/16' }])],
        instances: ZONES.map((_zone, index) => ({
          name: `server ${index}`, id: server(index), vSwitch: `p${index}`, address: `192.168.${index}.10`, securityGroups: ['servers'],
          services: [80, 81].map((port) => ({ port, page: `page of server ${index}` })),
        })),
      },
    ],
  }
  const config = {
    stack: 'web',
    region: 'eu-central-1',
    provider: { vpcId: PROVIDERS },
    loadBalancer: { zones: ZONES.map((zoneId, index) => ({ zoneId, vSwitchId: vSwitch('prov', index) })) },
    serverGroup: { servers: ZONES.map((_zone, index) => ({ instanceId: server(index), port: 80 })) },
    listener: { protocol: 'HTTP', port: 80 },
    consumer: {
      vpcId: CONSUMERS,
      securityGroupIds: [DOOR],
      zones: ZONES.map((zoneId, index) => ({ zoneId, vSwitchId: vSwitch('cons', index) })),
      test: { from: [{ instanceId: client(0) }], bodies: { first: 'page of server 0', second: 'page of server 1' } },
    },
  }
  const paths = { world: join(folder, 'world.json'), config: join(folder, 'config.json') }
  // JSON is YAML.
  writeFileSync(paths.world, JSON.stringify(world))
  writeFileSync(paths.config, JSON.stringify(config))
  const variant = (name: string, change: (config: any) => void): string => {
    const copy = structuredClone(config)
    change(copy)
    writeFileSync(join(folder, name), JSON.stringify(copy))
    return join(folder, name)
  }
  return { ...paths, variant }
}
