import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cloud } from '../../src/cloud/cloud.ts'
import { staticSigner } from '../../src/cloud/credentials.ts'
import type { CallEntry, Simulator } from '../../src/simulator/api.ts'
import { startSimulator } from '../../src/simulator/index.ts'
import { virtualClock } from './clock.ts'

/** An embedded cloud in this process, at instant speed, with the calls that it answered. */
export interface OwnWorld { simulator: Simulator; calls: CallEntry[]; cloud: Cloud; close: () => Promise<void> }

/**
 * Starts one, and a signer of its first account.
 * @param world a world file's content; without it the documented example
 */
export async function ownWorld(world?: object): Promise<OwnWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'own-world-'))
  const calls: CallEntry[] = []
  try {
    const path = join(folder, 'world.yaml')
    if (world !== undefined) writeFileSync(path, JSON.stringify(world))
    const simulator = await startSimulator({ state: 'memory', speed: 'instant', onCall: (entry) => calls.push(entry), ...(world === undefined ? {} : { world: path }) })
    const [{ accessKeyId, accessKeySecret }] = simulator.accounts as [Simulator['accounts'][number]]
    const cloud = new Cloud({
      region: simulator.region, credential: staticSigner(accessKeyId, accessKeySecret).credential, endpoint: { host: new URL(simulator.url).host, protocol: 'http' },
      network: 'public', timeoutMs: 5000, clock: virtualClock(), signal: new AbortController().signal, random: () => 0, tries: 2,
    })
    return { simulator, calls, cloud, close: () => simulator.close() }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
