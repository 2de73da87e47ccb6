import { valuedFlags, type CommandShape, type OptionShape, type ProgramShape } from './shape.ts'

const quoted = (word: string): string => `'${word.replaceAll(/[\\']/g, '\\$&')}'`

function optionLine(start: string, { flags, about, value }: OptionShape): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(' ')
  const { words = [], files } = value?.values ?? {}
  const how = `${value === undefined ? '' : files ? ' -r -F' : ' -x'}${words.length === 0 ? '' : ` -a ${quoted(words.join(' '))}`}`
  return `${start} ${names}${how} -d ${quoted(about)}`
}

function commandLines(program: string, first: string, { name, options, argument }: CommandShape): string[] {
  const start = `complete -c ${program} -n '${first} ${name}'`
  const words = argument?.values.words ?? []
  const values = words.length === 0 ? [] : [`complete -c ${program} -n '${first} ${name} 1' -a ${quoted(words.join(' '))}`]
  return [...options.map((option) => optionLine(start, option)), ...values]
}

/** The script for fish 3 and later. */
export function fishScript({ name, options, commands }: ProgramShape): string {
  const first = `__${name.replaceAll('-', '_')}_first`
  const valued = valuedFlags(options)
  return `# fish completion for ${name}
# Whether this command stands there, after options with their values, and with a number whether no more than so many words
# without a dash came from it on.
function ${first}
  set -l words (commandline -opc)[2..-1]
  while string match -q -- '-*' "$words[1]"
    contains -- "$words[1]" ${valued.join(' ')}; and set words $words[2..-1]
    set words $words[2..-1]
  end
  test "$words[1]" = "$argv[1]"; or return 1
  set -q argv[2]; or return 0
  test (count (string match -v -- '-*' $words)) -le $argv[2]
end
complete -c ${name} -f
${options.map((option) => optionLine(`complete -c ${name} -n '${first} ""'`, option)).join('\n')}
${commands.map((command) => `complete -c ${name} -n '${first} ""' -a ${command.name} -d ${quoted(command.about)}`).join('\n')}
${commands.flatMap((command) => commandLines(name, first, command)).join('\n')}
`
}
