import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, exampleConfig, temporary, type Ended } from '../support/command.ts'

describe('accept', () => {
  let cloud: RunningCloud
  let folder: ReturnType<typeof temporary>
  beforeEach(async () => {
    cloud = await startCloud(['--speed', '400'])
    folder = temporary()
  })
  afterEach(async () => {
    await cloud.stop()
    folder.remove()
  })
  const run = (...args: string[]): Promise<Ended> => command([...args, '--pace', '400', '--json'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
  const serviceId = async (): Promise<string> => (await cloud.state()).resources['endpointServices']![0]!.id

  test('takes one pending connection by the service ID alone, without a config', async () => {
    expect((await run('up', '-c', exampleConfig, '--stop-after', 'endpoint')).code).toBe(0)
    const { code, events, stderr } = await run('accept', await serviceId(), '--region', 'cn-hangzhou')
    expect(code, stderr).toBe(0)
    expect(events.filter(({ type }) => type === 'step.done')).toMatchObject([{ step: 'connection', outcome: 'created' }])
    expect((await cloud.state()).resources['connections']).toMatchObject([{ status: 'Connected' }])
    expect((await run('test', '-c', exampleConfig)).code).toBe(0)
  })

  test('with none pending has nothing to do and ends with 0', async () => {
    expect((await run('up', '-c', exampleConfig)).code).toBe(0)
    const { code, events } = await run('accept', await serviceId(), '--region', 'cn-hangzhou')
    expect(code).toBe(0)
    expect(events.at(-1)!['outputs']).toMatchObject({ accepted: [] })
  })

  test('of a service that is not there keeps what the cloud said', async () => {
    const { code, events } = await run('accept', 'epsrv-nothere', '--region', 'cn-hangzhou')
    expect(code).toBe(1)
    expect(events.at(-1)!['error']).toMatchObject({ code: 'EndpointServiceNotFound' })
  })
})
