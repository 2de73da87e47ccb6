import { readConfig } from '../config/load.ts'
import { ConfigError } from '../core/errors.ts'
import { text } from '../messages/whole.ts'

/**
 * What the config's own reader has against a config that was written of answers; undefined where it takes it. The answers are in the
 * file all the same, so that nobody has to give them again.
 * @param name of the file
 */
export function refusalOf(name: string, written: string): { code: string; message: string; hint: string } | undefined {
  try {
    readConfig(name, written)
    return undefined
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { code: error.failure.code, message: error.message, hint: text.init.refusedHint(name) }
  }
}
