import { InvalidArgumentError, Option, type Command } from 'commander'
import { help, text } from '../messages/index.ts'
import { parseEndpointUrl, parseLanguage, parsePace, parseSpeed, parseTimeout } from './parse.ts'

/** Makes bad usage of what a reader has against a value. */
export function reading(read: (value: string) => unknown): (value: string) => unknown {
  return (value) => {
    try {
      return read(value)
    } catch (error) {
      if (error instanceof RangeError) throw new InvalidArgumentError(error.message)
      throw error
    }
  }
}

function notEmpty(value: string): string {
  if (value === '') throw new RangeError(text.emptyValue)
  return value
}

/** An option without a value. */
export function flag(flags: string, description: string, group: string): Option {
  return new Option(flags, description).helpGroup(group)
}

/** An option whose value a reader takes. The reader throws a RangeError for what it does not understand. */
export function valued(flags: string, description: string, group: string, read: (value: string) => unknown = notEmpty): Option {
  return flag(flags, description, group).argParser(reading(read))
}

/** An option that may be given several times. */
export function repeatable(flags: string, description: string, group: string, read: (value: string) => unknown = notEmpty): Option {
  const collect = (value: string, earlier: unknown[] | undefined): unknown[] => [...(earlier ?? []), reading(read)(value)]
  return flag(flags, description, group).argParser(collect)
}

/** The language; it was chosen before anything was parsed, and is only judged here. */
export function language(group: string): Option {
  return valued('--lang <language>', help.options.language, group, parseLanguage)
}

/** The options of every command that prints. */
export function addOutput(command: Command): Command {
  const { options, groups } = help
  return command
    .addOption(flag('--json', options.json, groups.output))
    .addOption(flag('-q, --quiet', options.quiet, groups.output))
    .addOption(flag('--verbose', options.verbose, groups.output))
    .addOption(flag('--no-color', options.color, groups.output))
    .addOption(language(groups.output))
}

/** Where the calls go, and how long they may take. */
export function addTarget(command: Command): Command {
  const { options, groups } = help
  return command
    .addOption(flag('--simulate', options.simulate, groups.target))
    .addOption(valued('--speed <n|instant>', options.speed, groups.target, parseSpeed))
    .addOption(valued('--endpoint-url <url>', options.endpointUrl, groups.target, parseEndpointUrl))
    .addOption(valued('--region <id>', options.region, groups.target))
    .addOption(valued('--profile <name>', options.profile, groups.target))
    .addOption(valued('--pace <n>', options.pace, groups.run, parsePace))
    .addOption(valued('--timeout <duration>', options.timeout, groups.run, parseTimeout))
}

/** The options of all commands on a stack. */
export function addCloud(command: Command): Command {
  const { options, groups } = help
  addTarget(command.addOption(valued('-c, --config <file>', options.config, groups.target).default('config.yaml')))
    .addOption(flag('--no-wait', options.wait, groups.run))
    .addOption(repeatable('--skip-check <name>', options.skipCheck, groups.run))
    .addOption(flag('--yes', options.yes, groups.run))
  return addOutput(command)
}
