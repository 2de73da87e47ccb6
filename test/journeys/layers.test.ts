import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, exampleConfig, temporary, type Ended } from '../support/command.ts'

describe('a test that fails names the layer', () => {
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
  const run = (...args: string[]): Promise<Ended> => command([...args, '-c', exampleConfig, '--pace', '400', '--json'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
  const up = async (...more: string[]): Promise<void> => {
    const { code, stderr } = await run('up', ...more)
    expect(code, stderr).toBe(0)
  }
  const layers = ({ events }: Ended): Set<string> => new Set(events.filter(({ type, ok }) => type === 'probe' && ok === false).map((probe) => probe['layer']))
  const instance = async (name: string): Promise<Record<string, any>> => (await cloud.state()).resources['instances']!.find((item) => item['InstanceName'] === name)!

  test('with the security group closed', async () => {
    await up()
    const group = (await cloud.state()).resources['endpoints']![0]!['SecurityGroups'][0].SecurityGroupId as string
    await cloud.control('PATCH', '/_sim/world', { securityGroups: { [group]: { permissions: [] } } })
    const ended = await run('test')
    expect(ended.code, ended.stderr).toBe(5)
    expect(layers(ended)).toEqual(new Set(['security-group']))
  })

  test('with the connection not accepted', async () => {
    await up('--stop-after', 'endpoint')
    const ended = await run('test')
    expect(ended.code).toBe(5)
    expect(layers(ended)).toEqual(new Set(['connection']))
  })

  test('with the listener gone', async () => {
    await up()
    const { resources } = await cloud.state()
    await cloud.control('PATCH', '/_sim/world', { listeners: { [resources['listeners']![0]!.id]: null } })
    const ended = await run('test')
    expect(ended.code).toBe(5)
    expect(layers(ended)).toEqual(new Set(['listener']))
  })

  test('with the backends broken', async () => {
    await up()
    for (const name of ['ECS 03', 'ECS 04']) {
      const { id } = await instance(name)
      await cloud.control('PATCH', '/_sim/world', { instances: { [id]: { services: [{ port: 80, page: 'x', broken: true }] } } })
    }
    const ended = await run('test')
    expect(ended.code).toBe(5)
    expect(layers(ended)).toEqual(new Set(['backend']))
  })

  test('with a page that nobody expected', async () => {
    await up()
    const { id } = await instance('ECS 03')
    await cloud.control('PATCH', '/_sim/world', { instances: { [id]: { services: [{ port: 80, page: 'Apache default page' }] } } })
    const ended = await run('test')
    expect(ended.code).toBe(5)
    expect(layers(ended)).toEqual(new Set(['http']))
    expect(ended.events.at(-1)!['error'].message).toContain('HTTP 200, "Apache default page" (expected: a page of ECS 03 or ECS 04)')
  })

  test('with an instance whose agent is silent', async () => {
    await up()
    const { id } = await instance('ECS 02')
    await cloud.control('PATCH', '/_sim/world', { instances: { [id]: { agent: 'silent' } } })
    const ended = await run('test')
    expect(ended.code).toBe(5)
    expect(layers(ended)).toEqual(new Set(['guest']))
  })

  test('and with one server down there is only a warning, since the other answers', async () => {
    await up()
    const { id } = await instance('ECS 04')
    await cloud.control('PATCH', '/_sim/world', { instances: { [id]: { services: [] } } })
    await new Promise((resolve) => setTimeout(resolve, 50))
    const ended = await run('test')
    expect(ended.code, ended.stderr).toBe(0)
    expect(ended.events.find(({ type }) => type === 'step.warn')?.['message']).toContain('ECS 04')
  })

  test("a person's own server stands behind an instance, and is asked for real", async () => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`)
      response.end('<title>my own page</title> This is ECS03, for real')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const { id } = await instance('ECS 03')
      await cloud.control('PATCH', '/_sim/world', { instances: { [id]: { services: [{ port: 80, backend: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }] } } })
      const ended = await run('up')
      expect(ended.code, ended.stderr).toBe(0)
      const answers = ended.events.filter(({ type }) => type === 'probe').map((probe) => probe['answeredBy']['ECS 03'] as number)
      expect(Math.min(...answers)).toBeGreaterThan(0)
      expect(asked.filter((line) => line === 'GET /').length).toBe(answers.reduce((sum, count) => sum + count, 0))
    } finally {
      server.close()
    }
  })
})
