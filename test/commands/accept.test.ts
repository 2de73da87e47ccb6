import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { meant, run } from '../../src/commands/accept.ts'
import type { AcceptOptions } from '../../src/commands/options.ts'
import { clientOf } from '../support/client.ts'
import { startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, exampleConfig, temporary } from '../support/command.ts'
import { fakeIo, type FakeIo } from '../support/fake-io.ts'

describe('what is typed', () => {
  const pending = ['ep-bp1abc', 'ep-bp1abd', 'ep-bp2'].map((endpointId) => ({ endpointId }))
  const [first, second, third] = pending

  test.each([
    ['all', pending], ['2', [second]], ['1, 3', [first, third]], ['1 1', [first]], ['ep-bp1abc', [first]], ['ep-bp2', [third]], ['ep-bp1abd 1', [second, first]],
    ['0', undefined], ['4', undefined], ['ep-bp1', undefined], ['ep-other', undefined], ['1 nonsense', undefined], ['', undefined],
  ])('"%s" means connections by number, ID, or a beginning that fits one alone', (typed, meaning) => {
    expect(meant(typed, pending)).toEqual(meaning)
  })
})

describe('several connections that wait', () => {
  let cloud: RunningCloud
  let folder: ReturnType<typeof temporary>
  let serviceId: string
  let endpoints: string[]
  beforeAll(async () => {
    cloud = await startCloud(['--speed', 'instant'])
    folder = temporary()
    const ended = await command(['up', '-c', exampleConfig, '--pace', '400', '--stop-after', 'endpoint-service'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
    expect(ended.code, ended.stderr).toBe(0)
    // The credentials package looks into the process itself.
    for (const [name, value] of Object.entries(cloud.env)) vi.stubEnv(name, value)
    serviceId = (await cloud.state()).resources['endpointServices']![0]!.id
    const { consumer } = parse(readFileSync(exampleConfig, 'utf8'))
    const client = clientOf(cloud)
    const made = ['one', 'two'].map((endpointName) => client.privatelink('CreateVpcEndpoint', { serviceId, vpcId: consumer.vpcId, securityGroupId: consumer.securityGroupIds, zone: [consumer.zones[0]], endpointName }))
    endpoints = (await Promise.all(made)).map(({ endpointId }) => endpointId!)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await cloud.stop()
    folder.remove()
  })

  const TERMINAL = { stdinTTY: true, stdoutTTY: true, stderrTTY: true }
  const PLAIN = { CI: '1', NO_COLOR: '1' }
  async function accepting(options: Partial<AcceptOptions>, { lines = [], env = PLAIN, terminal = TERMINAL }: { lines?: string[]; env?: Record<string, string>; terminal?: object } = {}): Promise<{ exit: number; io: FakeIo }> {
    const io = fakeIo({ ...terminal, columns: 120, env: { ...cloud.env, ...env } })
    const left = [...lines]
    // Each question gets the next line.
    const write = io.stderr.write.bind(io.stderr)
    Object.assign(io.stderr, { write: (shown: string) => {
      write(shown)
      if (shown.startsWith('Accept which?')) setTimeout(() => (left.length > 0 ? io.type(`${left.shift()}\n`) : io.end()))
    } })
    const exit = await run(io, {
      json: false, quiet: false, verbose: false, color: true, config: '/nonexistent.yaml', simulate: false, endpointUrl: cloud.url, region: 'cn-hangzhou', pace: 400, wait: true,
      skipChecks: [], yes: false, serviceId, endpoints: [], all: false, ...options,
    })
    return { exit, io }
  }
  const connected = async (): Promise<string[]> => (await cloud.state()).resources['connections']!.filter(({ status }) => status === 'Connected').map(({ id }) => id)

  test('are listed by number, with their age, in the colours of the terminal that asks', async () => {
    const { exit, io } = await accepting({}, { env: { CI: '1', FORCE_COLOR: '1' } })
    expect(exit).toBe(1)
    // oxlint-disable-next-line no-control-regex -- colours are what is looked for
    const plain = io.err().replaceAll(/\u001B\[\d+m/g, '')
    expect(plain).toMatch(/\n {3}Endpoint +Owner +VPC +State +Age\n1 {2}ep-\S+ +\d+ +vpc-\S+ +Disconnected +\d+[smhd]\S*\n2 {2}ep-/)
    expect(plain).not.toMatch(/\[\d+m/)
    expect(io.err()).not.toBe(plain)
  })

  test.each([['an empty line', ['']], ['the end of the input', []]])('are left alone after %s', async (_name, lines) => {
    const { exit, io } = await accepting({}, { lines })
    expect(exit).toBe(1)
    expect(io.err()).toContain('error: NotConfirmed: nothing was accepted\n')
    expect(io.err()).not.toContain('Usage:')
    expect(await connected()).toEqual([])
  })

  test.each([['off a terminal', {}, {}], ['with --yes', { yes: true }, TERMINAL]])('are listed %s, with exit 2, and nobody is asked', async (_name, options, terminal) => {
    const { exit, io } = await accepting(options, { terminal })
    expect(exit).toBe(2)
    for (const id of endpoints) expect(io.err()).toContain(id)
    expect(io.err()).toContain('--all')
    expect(io.err()).not.toContain('Accept which?')
  })

  test('are a list in run.done with --json', async () => {
    const { exit, io } = await accepting({ json: true }, { terminal: {} })
    const { error, outputs } = JSON.parse(io.out().trim().split('\n').at(-1)!)
    expect(exit).toBe(2)
    expect(error.message).not.toContain('\n')
    expect(outputs).toEqual({ serviceId, accepted: [], pending: expect.arrayContaining(endpoints.map((endpointId) => (
      { endpointId, ownerId: expect.stringMatching(/^\d+$/), vpcId: expect.stringMatching(/^vpc-/), status: 'Disconnected', since: expect.stringMatching(/^\d{4}-/) }))) })
  })

  test('are asked for again after a slip, and taken by number, with --quiet too', async () => {
    const { exit, io } = await accepting({ quiet: true }, { lines: ['3', '1'] })
    expect(exit, io.err()).toBe(0)
    expect(io.err()).toMatch(/^Target: .*\n {3}Endpoint(.*\n){3}Accept which\?[^\n]*: 3 is none of them, or could be several\.\nAccept which\?[^\n]*: $/)
    expect(await connected()).toHaveLength(1)
  })
})
