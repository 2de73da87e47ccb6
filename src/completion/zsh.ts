import type { CommandShape, OptionShape, ProgramShape, Values } from './shape.ts'

/** A word in single quotes. */
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`
/** Text within a specification, where brackets and colons have a meaning. */
const plain = (text: string): string => text.replaceAll(/[\\[\]:]/g, '\\$&')

/** What completes a value: `:name:(words)`, and in braces what is run. */
function action(name: string, { words, files }: Values): string {
  const how = files && words.length > 0 ? `{compadd ${words.join(' ')}; _files}` : files ? '_files' : words.length === 0 ? ' ' : `(${words.join(' ')})`
  return `:${plain(name)}:${how}`
}

/** The arguments of _arguments for an option: an option without a value is offered once, as are its two spellings. */
function optionSpecs({ flags, about, value }: OptionShape): string[] {
  const once = value === undefined ? (flags.length > 1 ? `(${flags.join(' ')})` : '') : '*'
  return flags.map((flag) => {
    const spelling = value === undefined ? flag : `${flag}${flag.startsWith('--') ? '=' : '+'}`
    return quoted(`${once}${spelling}[${plain(about)}]${value === undefined ? '' : action(value.name, value.values)}`)
  })
}

function commandCase({ name, options, argument }: CommandShape): string {
  const specs = [...options.flatMap(optionSpecs), ...(argument === undefined ? [] : [quoted(`1${action(argument.name, argument.values)}`)])]
  return `        ${name})\n          _arguments -s ${specs.join(' \\\n            ')}\n          ;;`
}

/** The script for zsh: a file of \`fpath\`, or sourced after compinit. */
export function zshScript({ name, options, commands }: ProgramShape): string {
  return `#compdef ${name}
# zsh completion for ${name}
_${name}() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C ${[...options.flatMap(optionSpecs), quoted('1: :->command'), quoted('*:: :->rest')].join(' \\\n    ')}
  case $state in
    command)
      local -a commands
      commands=(
${commands.map((command) => `        ${quoted(`${plain(command.name)}:${command.about}`)}`).join('\n')}
      )
      _describe -t commands command commands
      ;;
    rest)
      case $line[1] in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}
if [[ $funcstack[1] == _${name} ]]; then _${name} "$@"; else compdef _${name} ${name}; fi
`
}
