import { readFileSync } from 'node:fs'
import type { ProductTable } from './action.ts'
import type { Simulator, SimulatorOptions } from './api.ts'
import { EXAMPLE_WORLD } from './example-world.ts'
import { startCloud } from './start.ts'
import { makeWorld, worldOf } from './world.ts'
import { WorldFileError } from './yaml-places.ts'

/**
 * Starts the embedded cloud on 127.0.0.1, with all its products.
 * @throws WorldFileError, StoreError, FaultError, BeliefError or the error of a port in use; nothing is left running then
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  return startCloud(options, { tables: await products(), make: (real) => firstWorld(options.world, real) })
}

/** The tables of all products. */
export async function products(): Promise<ProductTable[]> {
  const [{ alb }, { privatelink }, { vpc }, { ecs }, { location }, { sts }] = await Promise.all([
    import('./products/alb.ts'), import('./products/privatelink.ts'), import('./products/vpc.ts'), import('./products/ecs.ts'),
    import('./products/location.ts'), import('./sts.ts'),
  ])
  return [alb, privatelink, vpc, ecs, location, sts]
}

/** No world file is longer; what is, is something else. */
const WORLD_FILE_LIMIT = 4 * 1024 * 1024

function firstWorld(path: string | undefined, real: number): ReturnType<typeof makeWorld> {
  if (path === undefined) return worldOf(EXAMPLE_WORLD, real)
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    throw fileError(path, `cannot be read: ${(error as Error).message}`)
  }
  if (bytes.length > WORLD_FILE_LIMIT) throw fileError(path, 'is larger than any world file')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw fileError(path, 'is no UTF-8 text')
  }
  return makeWorld(text, path, real)
}

function fileError(path: string, message: string): WorldFileError {
  return new WorldFileError([{ path, line: 1, column: 1, message }])
}
