import { statSync } from 'node:fs'
import { loadConfig, type LoadedConfig } from '../config/load.ts'
import type { CommandName } from '../core/events.ts'
import type { Io } from '../io.ts'
import { frame } from './frame.ts'
import type { CloudOptions, CommandModule } from './options.ts'
import { stdinOf } from './stdin-of.ts'

/**
 * Runs a command with its config read before the command itself is loaded, so that a wrong config is told without loading what would
 * have run on it. What may keep a reader waiting, standard input or a pipe, is left to the command, which can be interrupted.
 * @returns the exit code
 */
export async function configFirst<O extends CloudOptions>(io: Io, name: CommandName, options: O, load: () => Promise<CommandModule<O>>): Promise<number> {
  let loaded: LoadedConfig | undefined
  if (needsConfig(options) && isReadAtOnce(options.config)) {
    try {
      loaded = await loadConfig(options.config, () => stdinOf(io), io.env)
    } catch (error) {
      return frame(io, options, name, () => Promise.reject(error as Error))
    }
  }
  return (await load()).run(io, loaded === undefined ? options : { ...options, loaded })
}

/** `test --outputs` goes without. */
const needsConfig = (options: CloudOptions): boolean => options.config !== '-' && !('outputs' in options)

/** What is not there is told at once too. */
function isReadAtOnce(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return true
  }
}
