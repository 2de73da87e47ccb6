import { valuedFlags, type CommandShape, type OptionShape, type ProgramShape } from './shape.ts'

const all = (options: readonly OptionShape[]): string => options.flatMap(({ flags }) => flags).join(' ')

/** Branches of `case "$command $prev"` for the options that take a value; the program's own stand before any command. */
function valueCases({ name, options }: Pick<CommandShape, 'name' | 'options'>): string[] {
  return options.flatMap(({ flags, value }) => {
    if (value === undefined) return []
    const { words, files } = value.values
    const what = [...(words.length === 0 ? [] : [`words='${words.join(' ')}'`]), ...(files ? ['files=1'] : [])]
    return [`    ${flags.map((flag) => `'${name} ${flag}'`).join(' | ')}) ${what.join(' ') || 'return'} ;;`]
  })
}

/** Branches of `case $command` with its options and what its argument may be. */
function commandCase({ name, options, argument }: CommandShape): string {
  const values = argument?.values.words.join(' ') ?? ''
  return `      ${name}) words='${all(options)}'; argument='${values}' ;;`
}

/**
 * The script for bash 3.2 and later, which macOS has; without the package bash-completion. bash takes the `=` of
 * `--option=value` for a word of its own.
 */
export function bashScript({ name, options, commands }: ProgramShape): string {
  const run = `_${name.replaceAll('-', '_')}`
  const valued = valuedFlags(options)
  return `# bash completion for ${name}
${run}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command= words= argument= files= first=1 i
  if [[ $cur == '=' ]]; then cur=
  elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()
  # Options may stand before the command, with their values.
  while ((first < COMP_CWORD)); do
    case \${COMP_WORDS[first]} in
      ${valued.join(' | ')}) [[ \${COMP_WORDS[first + 1]} == '=' ]] && first=$((first + 1)); first=$((first + 2)) ;;
      -*) first=$((first + 1)) ;;
      *) command=\${COMP_WORDS[first]}; break ;;
    esac
  done
  case "$command $prev" in
${[{ name: '', options }, ...commands].flatMap(valueCases).join('\n')}
    *)
      case $command in
        '') words='${commands.map((command) => command.name).join(' ')}'; [[ $cur == -* ]] && words='${all(options)}' ;;
${commands.map((command) => `  ${commandCase(command)}`).join('\n')}
      esac
      # An argument is there once at most, and no option with a value stands beside one.
      for ((i = first + 1; i < COMP_CWORD; i++)); do [[ \${COMP_WORDS[i]} == -* ]] || argument=; done
      [[ $cur != -* && -n $argument ]] && words=$argument
      ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [[ -n $files ]]; then
    # Quoting and folders are readline's own matter, where bash is new enough to be told.
    [[ -z $COMPREPLY ]] && compopt -o default 2>/dev/null && return
    compopt -o filenames 2>/dev/null
    local IFS=$'\\n'
    COMPREPLY+=($(compgen -f -- "$cur"))
  fi
}
complete -F ${run} ${name}
`
}
