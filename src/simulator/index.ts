import type { ProductTable } from './action.ts'
import type { Simulator, SimulatorOptions } from './api.ts'
import { EXAMPLE_WORLD } from './example-world.ts'
import { readInput } from './input-error.ts'
import { startCloud } from './start.ts'
import { makeWorld, worldOf } from './world.ts'

/**
 * Starts the embedded cloud on 127.0.0.1, with all its products.
 * @throws InputError, of what cannot be used, or the error of a port in use; nothing is left running then
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { world } = options
  // A file that cannot be read is told where the state holds a world already, too.
  const text = world === undefined ? undefined : readInput('world', world, WORLD_FILE_LIMIT)
  const make = (real: number): ReturnType<typeof worldOf> => (world === undefined || text === undefined ? worldOf(EXAMPLE_WORLD, real) : makeWorld(text, world, real))
  return startCloud(options, { tables: await products(), make })
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
