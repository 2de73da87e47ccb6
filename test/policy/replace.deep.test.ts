import { copyFileSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callV3, PRIVATELINK } from '../simulator/client.ts'
import type { RunningCloud } from '../support/cloud.ts'
import { command, exampleConfig, outcomes, temporary, type Ended } from '../support/command.ts'
import { against, printed, under, type Policy } from '../support/policy.ts'

describe('an endpoint of a service that lost its tags, so that there is to be another one', () => {
  let folder: ReturnType<typeof temporary>
  let world: string
  beforeAll(async () => {
    folder = temporary()
    world = join(folder.path, 'world.json')
    await under(world, undefined, async (cloud) => {
      const ended = await against(cloud, join(folder.path, 'made'), 'up', '-c', exampleConfig)
      if (ended.code !== 0) throw new Error(ended.stderr)
      const key = { accessKeyId: String(cloud.ready['accessKeyId']), accessKeySecret: String(cloud.ready['accessKeySecret']) }
      const query = { RegionId: 'cn-hangzhou', ResourceType: 'vpcendpointservice', 'ResourceId.1': (await cloud.state()).resources['endpointServices']![0]!.id, 'TagKey.1': 'managed-by', 'TagKey.2': 'alb-privatelink/stack' }
      const { status, text } = await callV3(cloud.url, key, { version: PRIVATELINK, action: 'UntagResources', query })
      expect(status, text).toBe(200)
    })
  })
  afterAll(() => folder.remove())

  /** Runs `up` on a copy of that world under a policy; what was refused beside how it ended. */
  const attempt = async (policy: Policy, ...words: string[]): Promise<{ ended: Ended; refused: string[] }> => {
    const folderOfRun = mkdtempSync(join(folder.path, 'run-'))
    const state = join(folderOfRun, 'world.json')
    copyFileSync(world, state)
    return under(state, policy, async (cloud: RunningCloud) => {
      const ended = await against(cloud, folderOfRun, 'up', '-c', exampleConfig, ...words)
      return { ended, refused: (await cloud.log()).filter(({ status }) => status === 403).map(({ action }) => action) }
    })
  }

  test('is not touched by up alone', async () => {
    const { ended, refused } = await attempt(await printed('up', exampleConfig))
    expect(ended.events.at(-1)).toMatchObject({ exit: 1, error: { code: 'NeedsReplacement', message: expect.stringContaining('endpoint service') } })
    expect(refused).toEqual([])
  })

  test('is cut from it under the policy of down, as every --replace needs it', async () => {
    const { ended, refused } = await attempt(await printed('up', exampleConfig), '--replace', 'endpoint')
    expect(ended.code).toBe(4)
    expect(refused).toEqual(['DisableVpcEndpointConnection'])
  })

  test('is made anew by up --replace endpoint under the policies of up and down', async () => {
    const { code, stdout, stderr } = await command(['policy', '--for', 'up', '--for', 'down', '-c', exampleConfig])
    expect(code, stderr).toBe(0)
    expect(stderr).toContain('`up --replace` needs what `down` needs as well.')
    const { ended, refused } = await attempt(JSON.parse(stdout) as Policy, '--replace', 'endpoint')
    expect(ended.code, ended.stderr + JSON.stringify(ended.events.at(-1))).toBe(0)
    expect(outcomes(ended.events)).toMatchObject({ 'endpoint-service': 'created', endpoint: 'replaced', connectivity: 'passed' })
    expect(refused).toEqual([])
  })
})
