import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BELIEFS } from '../../src/simulator/beliefs.ts'
import { MADE, startCloud } from '../support/cloud.ts'
import { command, outcomes, temporary, type Ended } from '../support/command.ts'

// Several runs go at once; at this pace even a busy machine stays far within every budget.
const PACE = '60'
const REGION = 'ap-northeast-1'
const SIDES = ['a', 'b']

const world = {
  seed: 'beliefs', region: REGION,
  regions: [{ id: REGION, zones: SIDES.map((side) => ({ id: `${REGION}${side}` })) }],
  vpcs: [
    {
      id: 'vpc-back', name: 'back', cidr: '172.20.0.0/16',
      vSwitches: SIDES.map((side, n) => ({ id: `vsw-back${side}`, name: side, zone: `${REGION}${side}`, cidr: `172.20.${n}.0/24` })),
      securityGroups: [{ id: 'sg-back', name: 'back', rules: [{ ports: '8080/8080', cidr: '172.20.0.0/16' }] }],
      instances: SIDES.map((side, n) => ({
        id: `i-back${side}`, name: `server ${side}`, vSwitch: side, address: `172.20.${n}.10`, securityGroups: ['back'], services: [{ port: 8080, page: `page ${side}` }],
      })),
    },
    {
      id: 'vpc-front', name: 'front', cidr: '172.21.0.0/16',
      vSwitches: SIDES.map((side, n) => ({ id: `vsw-front${side}`, name: side, zone: `${REGION}${side}`, cidr: `172.21.${n}.0/24` })),
      securityGroups: [{ id: 'sg-door', name: 'door', rules: [{ ports: '80/80', cidr: '172.21.0.0/16' }] }, { id: 'sg-client', name: 'client' }],
      instances: SIDES.map((side, n) => ({ id: `i-front${side}`, name: `client ${side}`, vSwitch: side, address: `172.21.${n}.10`, securityGroups: ['client'] })),
    },
  ],
}

const config = {
  stack: 'doors', region: REGION,
  provider: { vpcId: 'vpc-back' },
  loadBalancer: { zones: SIDES.map((side) => ({ zoneId: `${REGION}${side}`, vSwitchId: `vsw-back${side}` })) },
  serverGroup: { servers: SIDES.map((side) => ({ instanceId: `i-back${side}`, port: 8080 })) },
  listener: { protocol: 'HTTP', port: 80 },
  consumer: {
    vpcId: 'vpc-front', securityGroupIds: ['sg-door'], zones: SIDES.map((side) => ({ zoneId: `${REGION}${side}`, vSwitchId: `vsw-front${side}` })),
    test: { from: SIDES.map((side) => ({ instanceId: `i-front${side}` })), bodies: { 'server a': 'page a', 'server b': 'page b' } },
  },
}

/** Calls that the command needs only where a create call did not do all that it was asked for. */
const CURES = ['AttachResourceToVpcEndpointService', 'AddZoneToVpcEndpoint', 'TagResources']
const cures = (beliefs: readonly string[]): number[] => {
  const left = (name: string): number => (beliefs.includes(`${name}=ignored`) ? 2 : beliefs.includes(`${name}=partly`) ? 1 : 0)
  // Load balancer, server group, listener, endpoint service and endpoint carry tags.
  return [left('create-service-resources'), left('create-endpoint-zones'), left('create-tags') > 0 ? 5 : 0]
}

/** up, up again, test, down, down again in processes of their own, on a cloud that holds these readings. */
async function journey(beliefs: readonly string[]): Promise<void> {
  const folder = temporary()
  const [worldFile, configFile] = [join(folder.path, 'world.yaml'), join(folder.path, 'config.yaml')]
  writeFileSync(worldFile, JSON.stringify(world))
  writeFileSync(configFile, JSON.stringify(config))
  const cloud = await startCloud(['--speed', PACE, '--world', worldFile, ...beliefs.flatMap((one) => ['--belief', one])])
  try {
    const run = (...args: string[]): Promise<Ended> => command([...args, '-c', configFile, '--pace', PACE, '--json'],
      { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
    const passed = async (...args: string[]): Promise<Ended> => {
      const ended = await run(...args)
      const told = ended.events.filter(({ type }) => ['step.fail', 'step.warn', 'run.done'].includes(type)).map((event) => JSON.stringify(event))
      expect(ended.code, `${args.join(' ')} with ${beliefs.join(' ') || 'no belief'}\n${told.join('\n')}\n${ended.stderr}`).toBe(0)
      return ended
    }
    const made = async (): Promise<number[]> => {
      const { resources } = await cloud.state()
      return MADE.map((kind) => resources[kind]!.length)
    }
    await passed('up')
    const done = (await cloud.log()).filter(({ worked }) => worked).map(({ action }) => action)
    expect(CURES.map((action) => done.filter((one) => one === action).length), beliefs.join()).toEqual(cures(beliefs))
    expect(await made()).toEqual([1, 1, 1, 1, 1])
    const again = await passed('up')
    expect(outcomes(again.events)).toEqual({
      'load-balancer': 'found', 'server-group': 'found', listener: 'found', 'endpoint-service': 'found', endpoint: 'found', connection: 'found', connectivity: 'passed',
    })
    await passed('test')
    await passed('down', '--yes')
    expect(await made()).toEqual([0, 0, 0, 0, 0])
    await passed('down', '--yes')
  } finally {
    await cloud.stop()
    folder.remove()
  }
}

const others = Object.entries(BELIEFS).flatMap(([name, { values }]) => values.slice(1).map((value) => `${name}=${value}`))

describe.concurrent('up, test and down pass whatever the cloud turns out to do', () => {
  test.each([['with the first reading of each belief', [] as string[]], ...others.map((one): [string, string[]] => [one, [one]])])('%s', async (_, beliefs) => {
    await journey(beliefs)
  })

  test.each([['the second', 1], ['the last', -1]] as const)('with %s reading of all beliefs at once', async (_, index) => {
    await journey(Object.entries(BELIEFS).map(([name, { values }]) => `${name}=${values.at(index)}`))
  })
})
