import { copyFileSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { MADE, startCloud, type RunningCloud } from '../../support/cloud.ts'
import { temporary } from '../../support/command.ts'
import { writeSmallWorld } from './world.ts'

/** A cloud in a process of its own with the small world, which can be put back to where it was kept. */
export interface SmallCloud {
  cloud: RunningCloud
  folder: string
  config: string
  /** Another config of the same stack. */
  variant(name: string, change: (config: any) => void): string
  /** Keeps the world as it is now under a name; `first` is how it began. */
  keep(name: string): Promise<void>
  /** Puts a kept world back; no faults are in force then. */
  restore(name: string): Promise<void>
  /** How many there are of each kind that a stack makes, in the order of MADE. */
  count(): Promise<number[]>
  stop(): Promise<void>
}

export const ONE_OF_EACH = MADE.map(() => 1)
export const NONE = MADE.map(() => 0)

/**
 * @param args further options of `simulate`
 * @param env of its process
 */
export async function smallCloud(args: readonly string[] = [], env: Record<string, string> = {}): Promise<SmallCloud> {
  const folder = temporary()
  const { world, config, variant } = writeSmallWorld(folder.path)
  const file = join(folder.path, 'state', 'world.json')
  mkdirSync(join(folder.path, 'kept'))
  const cloud = await startCloud(['--world', world, '--state', file, ...args], env)
  const keep = async (name: string): Promise<void> => {
    // A change of the clock is saved with the world: the file is as new as what the process knows.
    await cloud.control('POST', '/_sim/clock/advance', { seconds: 60 })
    copyFileSync(file, join(folder.path, 'kept', name))
  }
  await keep('first')
  return {
    cloud, config, keep, variant,
    folder: folder.path,
    restore: async (name) => {
      copyFileSync(join(folder.path, 'kept', name), `${file}.next`)
      renameSync(`${file}.next`, file)
      await cloud.control('DELETE', '/_sim/faults')
    },
    count: async () => {
      const { resources } = await cloud.state()
      return MADE.map((kind) => resources[kind]!.length)
    },
    stop: async () => {
      await cloud.stop()
      folder.remove()
    },
  }
}
