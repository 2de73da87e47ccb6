import type { ProductTable } from '../../src/simulator/action.ts'
import type { Simulator } from '../../src/simulator/api.ts'
import { products } from '../../src/simulator/index.ts'
import { startCloud } from '../../src/simulator/start.ts'
import { makeWorld } from '../../src/simulator/world-file.ts'
import { WORLD } from './world.ts'

/**
 * Starts the world of these tests on a port of its own. Strict: a parameter that the simulator does not know is refused.
 * @param watch puts something around the products' handlers
 */
export async function startWorld(watch: (tables: ProductTable[]) => ProductTable[] = (tables) => tables): Promise<Simulator> {
  return startCloud({ state: 'memory', strict: true }, { tables: watch(products()), make: (real) => makeWorld(WORLD, 'the world of the conformance tests', real) })
}
