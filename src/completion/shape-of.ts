import type { Command, Option } from 'commander'
import type { OptionShape, ProgramShape } from './shape.ts'
import { argumentValues, valuesOf } from './values.ts'

/**
 * What shells need to know of a program, read off the parser itself so that nothing is declared twice.
 * @param program with all its commands
 * @param beliefs what the embedded cloud takes for --belief: `name=value`
 */
export function shapeOf(program: Command, beliefs: readonly string[]): ProgramShape {
  const optionsOf = (command: Command): OptionShape[] => program.createHelp().visibleOptions(command).map((option) => optionShape(command.name(), option, beliefs))
  const names = program.commands.map((command) => command.name())
  return {
    name: program.name(),
    options: optionsOf(program),
    commands: program.commands.map((command) => {
      const [argument] = command.registeredArguments
      return {
        name: command.name(), about: command.description(), options: optionsOf(command),
        ...(argument === undefined ? {} : { argument: { name: argument.name(), values: argumentValues(command.name(), names) } }),
      }
    }),
  }
}

function optionShape(command: string, option: Option, beliefs: readonly string[]): OptionShape {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined)
  if (!option.required) return { flags, about: option.description }
  const name = /<(.*)>/.exec(option.flags)?.[1] ?? 'value'
  return { flags, about: option.description, value: { name, values: valuesOf(command, option.long ?? '', name, beliefs) ?? { words: [] } } }
}
