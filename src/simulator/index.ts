import type { ProductTable } from './action.ts'
import type { Simulator, SimulatorOptions } from './api.ts'
import { EXAMPLE_WORLD } from './example-world.ts'
import { readInput } from './input-error.ts'
import { alb } from './products/alb.ts'
import { ecs } from './products/ecs.ts'
import { location } from './products/location.ts'
import { privatelink } from './products/privatelink.ts'
import { vpc } from './products/vpc.ts'
import { startCloud } from './start.ts'
import { sts } from './sts.ts'
import type { World } from './model.ts'
import { buildWorld } from './world.ts'

/**
 * Starts the embedded cloud on 127.0.0.1, with all its products.
 * @throws InputError, of what cannot be used, or the error of a port in use; nothing is left running then
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { world } = options
  const make = world === undefined ? (real: number) => buildWorld(EXAMPLE_WORLD, real) : await maker(world)
  return startCloud(options, { tables: products(), make })
}

/** What makes the world of a file. One that cannot be read is told where the state holds a world already, too. */
async function maker(file: string): Promise<(real: number) => World> {
  const text = readInput('world', file, WORLD_FILE_LIMIT)
  const { makeWorld } = await import('./world-file.ts')
  return (real) => makeWorld(text, file, real)
}

/** The tables of all products. */
export function products(): ProductTable[] {
  return [alb, privatelink, vpc, ecs, location, sts]
}

/** No world file is longer; what is, is something else. */
const WORLD_FILE_LIMIT = 4 * 1024 * 1024
