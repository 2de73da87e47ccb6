import type { Config } from '../config/config.ts'
import { durationWord } from '../core/duration.ts'
import type { CommandName } from '../core/events.ts'
import type { Io } from '../io.ts'
import { language, languageOf } from '../messages/index.ts'
import type { AcceptOptions, CloudOptions, DoctorOptions, DownOptions, PlanOptions, StatusOptions, TestOptions, UpOptions } from './options.ts'

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
  if (options.endpointUrl !== undefined && options.endpointUrl !== env['ALB_PRIVATELINK_ENDPOINT_URL']?.replace(/\/$/, '')) words.push('--endpoint-url', options.endpointUrl)
  if (options.region !== undefined) words.push('--region', options.region)
  if (options.profile !== undefined) words.push('--profile', options.profile)
  if (language !== languageOf([], env)) words.push('--lang', language)
  return words.map(shellWord).join(' ')
}

/** What there is to do with a stack that is as its config wants it: to test it, where the config says how, else to look at it. */
export const afterwards = ({ consumer }: Pick<Config, 'consumer'>): 'test' | 'status' => (consumer.test === undefined ? 'status' : 'test')

/** The options of every command on a stack, each where its command has it. */
type AnyOptions = CloudOptions & Partial<UpOptions & PlanOptions & DownOptions & TestOptions & StatusOptions & DoctorOptions & AcceptOptions>

const one = (name: string, value: string | number | undefined): string[] => (value === undefined ? [] : [name, String(value)])
const each = (name: string, values: readonly string[] = []): string[] => values.flatMap((value) => [name, value])
const flag = (name: string, given: boolean | undefined): string[] => (given === true ? [name] : [])

/**
 * The command line of this run again: with every option that decides on what is done. How it is shown is left to whoever pastes it,
 * and so is --yes: what was asked once is asked again.
 */
export function again(command: CommandName, given: CloudOptions, env: Io['env']): string {
  const options: AnyOptions = given
  const words = [
    ...one('--speed', options.speed), ...one('--pace', options.pace), ...one('--timeout', options.timeoutMs === undefined ? undefined : durationWord(options.timeoutMs)),
    ...flag('--no-wait', !options.wait), ...each('--skip-check', options.skipChecks),
    ...flag('--dry-run', options.dryRun), ...one('--stop-after', options.stopAfter), ...each('--replace', options.replace), ...each('--adopt', options.adopt),
    ...flag('--deep', options.deep), ...flag('--exit-code', options.exitCode), ...flag('--force', options.force),
    ...flag('--watch', options.watch), ...one('--diagram', options.diagram), ...each('--endpoint', options.endpoints), ...flag('--all', options.all),
    ...flag('--print', options.print), ...flag('--local', options.local), ...one('--outputs', options.outputs), ...one('--proxy', options.proxy),
    ...each('--instance', options.instances), ...each('--zone', options.zones),
  ]
  const more = options.serviceId === undefined ? [] : [options.serviceId]
  return [invocation(command, given, env, more), ...words.map(shellWord)].join(' ')
}
