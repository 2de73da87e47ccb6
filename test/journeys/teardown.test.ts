import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { clientOf } from '../support/client.ts'
import { MADE, startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, exampleConfig, temporary, type Ended } from '../support/command.ts'

interface Place { cloud: RunningCloud; run: (...args: string[]) => Promise<Ended>; left: () => Promise<number[]>; edit: (change: (config: any) => void) => void }

const NONE = [0, 0, 0, 0, 0]

/** A cloud and a config of a test's own. */
async function withCloud(work: (place: Place) => Promise<void>, args: string[] = []): Promise<void> {
  const cloud = await startCloud(['--speed', '400', ...args])
  const folder = temporary()
  const config = join(folder.path, 'config.yaml')
  const write = (value: unknown): void => writeFileSync(config, stringify(value))
  write(parse(readFileSync(exampleConfig, 'utf8')))
  try {
    await work({
      cloud,
      run: (...words) => command([...words, '-c', config, '--pace', '400', '--json'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } }),
      left: async () => {
        const { resources } = await cloud.state()
        return MADE.map((kind) => resources[kind]!.length)
      },
      edit: (change) => {
        const value = parse(readFileSync(config, 'utf8'))
        change(value)
        write(value)
      },
    })
  } finally {
    await cloud.stop()
    folder.remove()
  }
}

const ok = (ended: Ended): void => expect(ended.code, ended.stderr + JSON.stringify(ended.events.at(-1))).toBe(0)

describe('a teardown finishes', () => {
  // The crash sweep takes down what was left at every call; these are the plain halves.
  test.concurrent.each(['server-group', 'endpoint'])('from a stack that was built up to its %s', async (step) => {
    await withCloud(async ({ run, left }) => {
      ok(await run('up', '--stop-after', step))
      ok(await run('down', '--yes'))
      expect(await left()).toEqual(NONE)
    })
  })

  test.concurrent('with the connection refused meanwhile, and with resources deleted in the console', async () => {
    await withCloud(async ({ cloud, run, left }) => {
      ok(await run('up', '--stop-after', 'connection'))
      const { resources } = await cloud.state()
      const [endpoint, service, listener] = ['endpoints', 'endpointServices', 'listeners'].map((kind) => resources[kind]![0]!.id) as [string, string, string]
      await clientOf(cloud).privatelink('DisableVpcEndpointConnection', { serviceId: service, endpointId: endpoint })
      await cloud.control('PATCH', '/_sim/world', { listeners: { [listener]: null } })
      ok(await run('down', '--yes'))
      expect(await left()).toEqual(NONE)
    })
  })

  test.concurrent('with protection that the config asked for only by --force, and says so before anything is removed', async () => {
    await withCloud(async ({ run, left, edit }) => {
      edit((config) => (config.loadBalancer.deletionProtection = true))
      ok(await run('up', '--stop-after', 'listener'))
      const refused = await run('down', '--yes')
      expect(refused.code).toBe(1)
      expect(refused.events.at(-1)!['error']).toMatchObject({ code: 'DeletionProtection', hint: expect.stringContaining('--force') })
      expect(await left()).toEqual([1, 1, 1, 0, 0])
      ok(await run('down', '--yes', '--force'))
      expect(await left()).toEqual(NONE)
    })
  })

  test.concurrent('never by lifting protection that somebody else switched on', async () => {
    await withCloud(async ({ cloud, run, left }) => {
      ok(await run('up', '--stop-after', 'load-balancer'))
      await clientOf(cloud).alb('EnableDeletionProtection', { resourceId: (await cloud.state()).resources['loadBalancers']![0]!.id })
      const refused = await run('down', '--yes', '--force')
      expect(refused.code).toBe(1)
      expect(refused.events.at(-1)!['error'].code).toBe('DeletionProtection')
      expect((await left())[0]).toBe(1)
    })
  })
})

describe('endpoints of others on our service', () => {
  /** Somebody else's endpoint, accepted and connected, or still waiting for that. */
  async function foreign(cloud: RunningCloud, config: any, accepted = true): Promise<string> {
    const client = clientOf(cloud)
    const serviceId = (await cloud.state()).resources['endpointServices']![0]!.id
    const { consumer } = config
    const { endpointId } = await client.privatelink('CreateVpcEndpoint', { serviceId, vpcId: consumer.vpcId, securityGroupId: consumer.securityGroupIds, zone: [consumer.zones[0]], endpointName: 'somebody-else' })
    const settled = async (wanted: string): Promise<void> => {
      for (let tries = 0; tries < 200; tries += 1) {
        const { resources } = await cloud.state()
        if (resources['connections']!.find((item) => item.id === endpointId)?.status === wanted) return
        const zone = (resources['endpoints']!.find((item) => item.id === endpointId)?.['Zones'] as { ZoneStatus?: string; status?: string }[] | undefined)?.[0]
        if (wanted === 'ready' && (zone?.status ?? zone?.ZoneStatus) === 'Wait') return
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      throw new Error(`never ${wanted}`)
    }
    await settled('ready')
    if (!accepted) return endpointId!
    await client.privatelink('EnableVpcEndpointConnection', { serviceId, endpointId: endpointId! })
    await settled('Connected')
    return endpointId!
  }
  const config = parse(readFileSync(exampleConfig, 'utf8'))

  test.each([true, false])('stop a removal before anything is removed, and are named with owner and VPC; accepted: %s', async (accepted) => {
    await withCloud(async ({ cloud, run, left }) => {
      ok(await run('up', '--stop-after', 'connection'))
      const id = await foreign(cloud, config, accepted)
      const ended = await run('down', '--yes')
      expect(ended.code).toBe(1)
      expect(ended.events.at(-1)!['error']).toMatchObject({ code: 'ForeignConnections', message: expect.stringMatching(new RegExp(`${id} .*account \\d+.*${config.consumer.vpcId}`)) })
      expect(await left()).toEqual([1, 1, 1, 1, 2])
    })
  })

  test('are cut by --force; where the cloud still refuses, the run stops, names them and keeps the load balancer', async () => {
    await withCloud(async ({ cloud, run, left }) => {
      ok(await run('up', '--stop-after', 'connection'))
      const id = await foreign(cloud, config)
      const ended = await run('down', '--yes', '--force')
      expect(ended.code).toBe(1)
      expect(ended.events.at(-1)!['error'].message).toContain(id)
      const { removed, remaining } = ended.events.at(-1)!['outputs']
      expect(removed).toEqual([expect.stringMatching(/^ep-/)])
      expect(remaining.map(({ step }: { step: string }) => step)).toEqual(['endpoint-service', 'listener', 'load-balancer', 'server-group'])
      expect(await left()).toEqual([1, 1, 1, 1, 1])
      expect((await cloud.state()).resources['connections']).toMatchObject([{ id, status: 'Disconnected' }])
    })
  })

  test('are cut by --force, and all of ours goes where the cloud allows it', async () => {
    await withCloud(async ({ cloud, run, left }) => {
      ok(await run('up', '--stop-after', 'connection'))
      const id = await foreign(cloud, config)
      ok(await run('down', '--yes', '--force'))
      expect(await left()).toEqual([0, 0, 0, 0, 1])
      expect((await cloud.state()).resources['endpoints']![0]!.id).toBe(id)
    }, ['--belief', 'service-delete-with-disconnected-endpoint=allowed'])
  })
})

describe('what cannot be repaired is made anew by up', () => {
  test.concurrent('an endpoint whose service was deleted', async () => {
    await withCloud(async ({ cloud, run, left }) => {
      ok(await run('up', '--stop-after', 'connection'))
      const { resources } = await cloud.state()
      await cloud.control('PATCH', '/_sim/world', { endpointServices: { [resources['endpointServices']![0]!.id]: null }, connections: { [resources['endpoints']![0]!.id]: { status: 'ServiceDeleted' } } })
      const ended = await run('up')
      ok(ended)
      expect(ended.events.find(({ type, step }) => type === 'step.done' && step === 'endpoint')).toMatchObject({ outcome: 'replaced' })
      expect(await left()).toEqual([1, 1, 1, 1, 1])
    })
  })

  test.concurrent('a load balancer that could not be created', async () => {
    await withCloud(async ({ cloud, run, left }) => {
      await cloud.control('PUT', '/_sim/faults', [{ id: 'fails', match: {}, do: { lifecycle: { kind: 'loadBalancer', to: 'CreateFailed' } } }])
      const ended = await run('up')
      ok(ended)
      expect(ended.events.find(({ type, step }) => type === 'step.done' && step === 'load-balancer')).toMatchObject({ outcome: 'replaced' })
      expect(await left()).toEqual([1, 1, 1, 1, 1])
    })
  })
})
