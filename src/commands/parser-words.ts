import { text } from '../messages/index.ts'

/** What commander says of bad arguments, behind its `error: `, and our words for it. */
const SAYINGS: readonly [RegExp, (...quoted: string[]) => string][] = [
  [/^unknown option '(.*)'$/s, (flag) => text.parser.unknownOption(flag)],
  [/^unknown command '(.*)'$/s, (command) => text.parser.unknownCommand(command)],
  [/^missing required argument '(.*)'$/s, (name) => text.parser.missingArgument(name)],
  [/^option '(.*?)' argument missing$/s, (flags) => text.parser.missingValue(flags)],
  [/^option '(.*?)' argument '(.*)' is invalid\. (.*?)$/s, (flags, value, why) => text.parser.badValue(flags, value, why)],
  [/^command-argument value '(.*)' is invalid .+ '(.*?)'\. (.*?)$/s, (value, name, why) => text.parser.badArgument(name, value, why)],
  [/^too many arguments for '(.*?)'\. Expected (\d+) arguments? but got (\d+)\.$/s, (command, expected, given) => text.parser.tooMany(command, expected, given)],
]

/** Puts what commander says into the language in use; what it says otherwise stays as it is. */
export function parserWords(said: string): string {
  for (const [pattern, words] of SAYINGS) {
    const match = pattern.exec(said)
    if (match !== null) return words(...match.slice(1))
  }
  return said
}
