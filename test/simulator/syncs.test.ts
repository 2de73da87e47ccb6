import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Simulator } from '../../src/simulator/api.ts'
import { startSimulator } from '../../src/simulator/index.ts'
import { ALB, callV3 } from './client.ts'

const did = vi.hoisted(() => ({ syncs: 0, locks: 0, reads: 0 }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const counted = (name: keyof typeof did, real: (...args: any[]) => any) => (...args: any[]) => {
    did[name]++
    return real(...args)
  }
  return {
    ...fs, fsyncSync: counted('syncs', fs.fsyncSync), fdatasyncSync: counted('syncs', fs.fdatasyncSync), linkSync: counted('locks', fs.linkSync),
    readFileSync: (path: unknown, ...rest: any[]) => {
      if (String(path).endsWith('world.json')) did.reads++
      return fs.readFileSync(path as string, ...(rest as [any]))
    },
  }
})

let dir: string
let cloud: Simulator
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'syncs-'))
  cloud = await startSimulator({ state: join(dir, 'world.json'), speed: 'instant' })
})
afterEach(async () => {
  await cloud.close()
  rmSync(dir, { recursive: true })
})

/** What a call did to the disk, and what it was answered. */
async function ask(action: string, query: Record<string, string>, version = ALB): Promise<{ json: any; did: typeof did }> {
  const before = { ...did }
  const { json, text, status } = await callV3(cloud.url, cloud.accounts[0]!, { version, action, query })
  expect(status, text).toBe(200)
  return { json, did: { syncs: did.syncs - before.syncs, locks: did.locks - before.locks, reads: did.reads - before.reads } }
}

test('a write locks once and waits for no disk, a read of what is at rest does not lock, and no call reads a file that nobody else wrote', async () => {
  const { json: { Vpcs: { Vpc: [vpc] } } } = await ask('DescribeVpcs', { RegionId: cloud.region }, '2016-04-28')
  const wanted = { ServerGroupName: 'one', VpcId: vpc.VpcId, 'HealthCheckConfig.HealthCheckEnabled': 'false', ClientToken: 'token' }
  const created = await ask('CreateServerGroup', wanted)
  const { ServerGroupId } = created.json
  // What time did in between is kept with the write.
  const tagged = await ask('TagResources', { 'ResourceId.1': ServerGroupId, ResourceType: 'servergroup', 'Tag.1.Key': 'a' })
  const deleted = await ask('DeleteServerGroup', { ServerGroupId })
  // A read that comes first keeps it too.
  const settled = await ask('ListServerGroups', {})
  const read = await ask('ListServerGroups', {})
  const replayed = await ask('CreateServerGroup', wanted)
  const written = { syncs: 0, locks: 1, reads: 0 }
  expect({ created: created.did, tagged: tagged.did, deleted: deleted.did, settled: settled.did, read: read.did, replayed: replayed.did }).toEqual({
    created: written, tagged: written, deleted: written, settled: written,
    read: { syncs: 0, locks: 0, reads: 0 }, replayed: { syncs: 0, locks: 1, reads: 0 },
  })
})
