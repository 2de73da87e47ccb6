import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Simulator } from '../../src/simulator/api.ts'
import { startSimulator } from '../../src/simulator/index.ts'
import { WORLD } from './world.ts'

/** Starts the world of these tests on a port of its own. Strict: a parameter that the simulator does not know is refused. */
export async function startWorld(): Promise<Simulator> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
  try {
    writeFileSync(join(folder, 'world.yaml'), WORLD)
    return await startSimulator({ state: 'memory', world: join(folder, 'world.yaml'), strict: true })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
