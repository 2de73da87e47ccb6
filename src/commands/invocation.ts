import type { CommandName } from '../core/events.ts'
import type { Io } from '../io.ts'
import { language, languageOf } from '../messages/index.ts'
import type { CloudOptions } from './options.ts'

/** A word as a POSIX shell takes it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/**
 * The command line that runs a command on the same config and target as this run, ready to paste.
 * @param more arguments that follow the command's name, such as a service ID
 */
export function invocation(command: CommandName, options: CloudOptions, env: Io['env'], more: readonly string[] = []): string {
  const words = ['alb-privatelink', command, ...more]
  if (command === 'init') words.push('--output', options.config)
  else if (command !== 'accept') words.push('-c', options.config)
  if (options.simulate) words.push('--simulate')
  if (options.endpointUrl !== undefined && !env['ALB_PRIVATELINK_ENDPOINT_URL']) words.push('--endpoint-url', options.endpointUrl)
  if (options.region !== undefined) words.push('--region', options.region)
  if (options.profile !== undefined) words.push('--profile', options.profile)
  if (language !== languageOf([], env)) words.push('--lang', language)
  return words.map(shellWord).join(' ')
}
