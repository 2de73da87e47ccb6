import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCloud, type RunningCloud } from '../support/cloud.ts'
import { command, exampleConfig, temporary, type Ended } from '../support/command.ts'

interface Depth { depthOf(calls: readonly { start: number; end: number }[]): number }

const { depthOf } = (await import(new URL('../../bench/support/depth.mjs', import.meta.url).href)) as Depth
const bin = fileURLToPath(new URL('../../bin/alb-privatelink.js', import.meta.url))
const dist = fileURLToPath(new URL('../../dist', import.meta.url))
const teller = new URL('../support/tell-modules.mjs', import.meta.url).href

/** Reads that what was made is ready, and the checks: none of them may be saved. */
const READY = ['ListLoadBalancers', 'ListServerGroups', 'ListServerGroupServers', 'ListListeners', 'ListAsynJobs', 'GetListenerHealthStatus', 'ListVpcEndpointServices', 'ListVpcEndpointServiceResources', 'ListVpcEndpoints', 'ListVpcEndpointZones', 'ListVpcEndpointConnections']
const CHECKS = ['DescribeZones', 'CheckProductOpen', 'DescribeVpcs', 'DescribeVSwitches', 'DescribeInstances', 'DescribeSecurityGroups', 'DescribeSecurityGroupAttribute', 'DescribeCloudAssistantStatus']

describe('the calls of a command on an instant cloud', () => {
  let cloud: RunningCloud
  let folder: ReturnType<typeof temporary>
  beforeAll(async () => {
    cloud = await startCloud(['--speed', 'instant'])
    folder = temporary()
  })
  afterAll(async () => {
    await cloud.stop()
    folder.remove()
  })
  const run = async (name: string, delayMs = 0): Promise<{ ended: Ended; actions: string[]; deep: number }> => {
    await cloud.control('PUT', '/_sim/faults', delayMs > 0 ? [{ id: 'latency', match: { times: 1e9 }, do: { delayMs } }] : [])
    const before = (await cloud.log()).length
    const ended = await command([name, '-c', exampleConfig, '--pace', '20', '--yes', '--json'], { env: { ...cloud.env, ALB_PRIVATELINK_STATE_DIR: folder.path } })
    expect(ended.code, ended.stderr).toBe(0)
    const calls = (await cloud.log()).slice(before)
    const test = calls.findIndex(({ action }) => action === 'RunCommand')
    return { ended, actions: calls.map(({ action }) => action), deep: depthOf(test < 0 ? calls : calls.slice(0, test)) }
  }

  /**
   * Where each answer takes long enough, only what waits for another call comes after it. A machine that is slow beside that makes a
   * run look deeper than it is, never less deep: then it is asked again with slower answers.
   */
  const runOfDepth = async (name: string, most: number): ReturnType<typeof run> => {
    for (const delayMs of [150, 600]) {
      const seen = await run(name, delayMs)
      if (seen.deep <= most) return seen
    }
    return await run(name, 2400)
  }

  test('are 41 of up, with every check and a look at each resource that was made', async () => {
    const { ended, actions } = await run('up')
    expect(actions.length).toBeLessThanOrEqual(41)
    expect(ended.events.at(-1)!['calls']).toBe(actions.length)
    expect(actions).toEqual(expect.arrayContaining(CHECKS))
    expect(actions.slice(actions.indexOf('CreateLoadBalancer'))).toEqual(expect.arrayContaining(READY))
  })

  test('are 20 of up with nothing to do, four deep before its test, and no check but those of that', async () => {
    const { actions, deep } = await runOfDepth('up', 4)
    expect(actions.length).toBeLessThanOrEqual(20)
    expect(deep).toBeLessThanOrEqual(4)
    expect(actions.filter((action) => CHECKS.includes(action)).toSorted()).toEqual(['DescribeCloudAssistantStatus', 'DescribeInstances'])
  })

  test.each(['status', 'plan'])('are 13 of %s, three deep', async (name) => {
    const { actions, deep } = await runOfDepth(name, 3)
    expect(actions.length).toBeLessThanOrEqual(13)
    expect(deep).toBeLessThanOrEqual(3)
  })

  test('are 28 of down', async () => {
    expect((await run('down')).actions.length).toBeLessThanOrEqual(28)
    expect(Object.values((await cloud.state()).resources).slice(0, 6).flat()).toEqual([])
  })
})

describe('what of the bundle is loaded', () => {
  let folder: ReturnType<typeof temporary>
  beforeAll(() => {
    folder = temporary()
  })
  afterAll(() => folder.remove())

  /** The files, and how much of them there is in kB: what a start costs, in counts. */
  function loaded(args: string[], env: Record<string, string> = {}): { files: string[]; kilobytes: number; status: number | null } {
    const told = join(folder.path, 'modules')
    rmSync(told, { force: true })
    const { status } = spawnSync(process.execPath, ['--import', teller, bin, ...args], { env: { PATH: process.env['PATH'], TOLD_MODULES: told, ALB_PRIVATELINK_STATE_DIR: folder.path, ...env } })
    const files = readFileSync(told, 'utf8').trim().split('\n')
    return { files, kilobytes: Math.round(files.reduce((sum, file) => sum + statSync(join(dist, file)).size, 0) / 1000), status }
  }

  test.each([[['--version'], 5], [['--help'], 5], [['completion', 'bash'], 10]])('is little for %s: %d files', (args, most) => {
    const { files, kilobytes, status } = loaded(args)
    expect(status).toBe(0)
    expect(files.length).toBeLessThanOrEqual(most)
    expect(kilobytes).toBeLessThanOrEqual(150)
  })

  test('is one language alone, and no sentence of a command with the help', () => {
    const holds = (files: string[], words: string): string[] => files.filter((file) => readFileSync(join(dist, file), 'utf8').includes(words))
    const chinese = (files: string[]): string[] => files.filter((file) => file.startsWith('zh-'))
    const english = loaded(['--help']).files
    expect(holds(english, 'the whole job on the embedded cloud')).toHaveLength(1)
    expect(holds(english, 'the credentials lack')).toEqual([])
    expect(chinese(english)).toEqual([])
    expect(chinese(loaded(['up', '--simulate', '-c', join(folder.path, 'none.yaml')]).files)).toEqual([])
    expect(chinese(loaded(['--help'], { LANG: 'zh_CN.UTF-8' }).files)).toHaveLength(1)
  })

  test('is the reader and what tells a mistake, for a config that is wrong', () => {
    const wrong = join(folder.path, 'wrong.yaml')
    writeFileSync(wrong, 'stack: 1\n')
    const { files, kilobytes, status } = loaded(['up', '-c', wrong, '--simulate'])
    expect(status).toBe(2)
    expect(files.length).toBeLessThanOrEqual(15)
    expect(kilobytes).toBeLessThanOrEqual(530)
  })

  test('has nothing of the embedded cloud, and of the SDK packages what is in use, where calls go elsewhere', async () => {
    const cloud = await startCloud(['--speed', 'instant'])
    try {
      const { files, kilobytes, status } = loaded(['status', '-c', exampleConfig, '--json'], cloud.env)
      expect(status).toBe(0)
      expect(files.filter((file) => /simulat/.test(file))).toEqual([])
      expect(files.length).toBeLessThanOrEqual(35)
      expect(kilobytes).toBeLessThanOrEqual(1220)
    } finally {
      await cloud.stop()
    }
  })
})
